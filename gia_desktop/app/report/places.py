"""Places of a report in the words of the official form: cells, sections, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from gia_desktop.core.keys import FIELD_WORDS, TEXT_KEYS, CellKey, TextKey, section_key
from gia_desktop.core.narrative import LAST_YEAR, TREND, live_cell, resolve_live_numbers
from gia_desktop.formats.schema import Format, Section

INFO_WORDS: Final = "基本信息"


def place_words(fmt: Format, key: str) -> str:
    """Name a cell or text, with its tab when the name alone could be in several."""
    cell = fmt.cells.get(CellKey(key))
    if cell is not None:
        return f"{_tab(_section(fmt, cell.section))}：{cell.label}"
    for section in fmt.sections:
        if section_key(section.id) == key:
            return f"{_tab(section)}：表下说明" if section.table else _tab(section)
    return FIELD_WORDS.get(TextKey(key), key)


def keys_of_section(fmt: Format, section: str) -> Sequence[str]:
    """Return what is entered in one tab: its cells and its text, or what stands outside the six sections."""
    if all(item.id != section for item in fmt.sections):
        return [key for key in TEXT_KEYS if key in FIELD_WORDS]
    return [*(key for key, cell in fmt.cells.items() if cell.section == section), section_key(section)]


def section_words(fmt: Format, section: str) -> str:
    """Name a tab."""
    return next((_tab(item) for item in fmt.sections if item.id == section), INFO_WORDS)


def text_keys(*keyed: Mapping[TextKey, str]) -> Iterator[TextKey]:
    """Yield the keys of all texts in the order of the report, unknown ones last."""
    found = {key for texts in keyed for key in texts}
    yield from (key for key in TEXT_KEYS if key in found)
    yield from sorted(found - set(TEXT_KEYS))


def named_numbers(fmt: Format, text: str) -> str:
    """Return a text with the labels of cells in place of live numbers: 〈新收，总计〉, not {t3.new.total}."""

    def label(name: str) -> str | None:
        cell = fmt.cells.get(live_cell(name))
        kind = "上年的" if name.startswith(LAST_YEAR) else "增减：" if name.startswith(TREND) else ""
        return None if cell is None else f"〈{kind}{cell.label}〉"

    return resolve_live_numbers(text, label)


def _section(fmt: Format, section: str) -> Section:
    return next(item for item in fmt.sections if item.id == section)


def _tab(section: Section) -> str:
    return f"{section.number}、{section.short}"

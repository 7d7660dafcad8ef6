"""The phrase book: sentences to begin with, offered where they are true of this year's figures.

The sentences are data, ``resources/phrases/sentences.toml``; how to write them is told at its head. An office
may keep a file of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from gia_desktop.app.writing.conditions import Condition, ConditionError, read_condition
from gia_desktop.app.writing.opening import contact_words
from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, UNIT_SHORT, CellKey, TextKey, section_key
from gia_desktop.core.narrative import LAST_YEAR, TREND, live_cell, live_numbers, resolve_live_numbers
from gia_desktop.core.register_numbers import REGISTER_WORDS, is_register_number
from gia_desktop.core.report import UNIT_KINDS, UNIT_SHORT_NAMES
from gia_desktop.core.values import Unread
from gia_desktop.files.fields import Entry, Fields
from gia_desktop.files.positions import Positions
from gia_desktop.files.resources import resource
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.formats.groups import groups, parts_of
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.sheet import Sheet

BOOK_VERSION: Final = 1
"""Version of the shape of phrase books that this loader reads (``gia_phrases``)."""

_KNOWN_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"gia_phrases", "groups", "sentences"}),
    "groups": frozenset({"name", "units"}),
    "sentences": frozenset({"section", "part", "units", "when", "text", "draft"}),
}
_SECTIONS: Final[Mapping[str, TextKey]] = {
    "preamble": PREAMBLE, "1": section_key("1"), "5": section_key("5"), "6": section_key("6"),
}  # fmt: skip
_WORDS: Final = ("short", "unit", "year", "last_year", "document", "contact")
_WORD: Final = re.compile(r"\{([a-z_]+)\}")
_ANY_BRACES: Final = re.compile(r"\{[^}]*\}?")
_NUMBERED: Final = frozenset({"5", "6"})
"""Sections whose sentences are paragraphs of their own, numbered （一）（二）."""
_ORDINALS: Final = "一二三四五六七八九十"


class PhraseFileError(TomlFileError):
    """A phrase book can't be used."""

    code = "GIA-E-340"
    kind = "句子库"


@dataclass(frozen=True)
class BookSentence:
    """One sentence of the book.

    Attributes:
        key: the text it is for.
        part: group it is shown in; for 总体情况 one of the five aspects, or 总述.
        units: kinds of units it is for.
        when: what must be true of the figures.
        text: the words, with live numbers, ``{year}`` and the like, and 〔…〕 for what is to be filled in.
        draft: it belongs to the draft that is written at once.
    """

    key: TextKey
    part: str
    units: frozenset[str]
    when: Condition
    text: str
    draft: bool


@dataclass(frozen=True)
class Offer:
    """A sentence for one report: as ``TextEditor.insert`` takes it, and as it reads with its figures."""

    part: str
    text: str
    shown: str
    draft: bool


@dataclass(frozen=True)
class Offers:
    """What a text is offered; ``waiting`` counts sentences whose figures are still blank."""

    offers: tuple[Offer, ...]
    waiting: int

    @property
    def parts(self) -> tuple[str, ...]:
        """The groups, in order."""
        return tuple(dict.fromkeys(offer.part for offer in self.offers))


@dataclass(frozen=True)
class PhraseBook:
    """All sentences, in the order of the file."""

    sentences: tuple[BookSentence, ...]

    def offers(self, sheet: Sheet, key: TextKey) -> Offers:
        """Return the sentences for a text that fit the unit and are true of the figures."""
        fitting = [
            item
            for item in self.sentences
            if item.key == key
            and sheet.report.unit_kind in item.units
            and all(_is_known(name, sheet) for name in _names(item))
            and _can_compare(item, sheet)
        ]
        ready = [item for item in fitting if not _waits(item, sheet)]
        found = (_offer(item, sheet) for item in ready if item.when.holds(sheet))
        return Offers(tuple(found), len(fitting) - len(ready))

    def drafts(self, sheet: Sheet) -> Change:
        """Return the step that writes a first draft of every text that is still empty."""
        texts = {
            key: ("", draft)
            for key in _SECTIONS.values()
            if not sheet.report.text(key).strip() and (draft := self.draft(sheet, key))
        }
        return Change(f"写底稿（{len(texts)} 处）", texts=texts, origin="offered")

    def draft(self, sheet: Sheet, key: TextKey) -> str:
        """Return a first draft of a text: what is marked for it, in paragraphs as the format wants them."""
        offers = [offer for offer in self.offers(sheet, key).offers if offer.draft]
        by_part: dict[str, list[str]] = {}
        for offer in offers:
            by_part.setdefault(offer.part, []).append(offer.text)
        section = next((item for item in sheet.format.sections if section_key(item.id) == key), None)
        if section is None:
            return "".join(offer.text for offer in offers)
        if section.id in _NUMBERED:
            texts = (offer.text for offer in offers[: len(_ORDINALS)])
            return "\n".join(_numbered(place, text) for place, text in enumerate(texts))
        lines = ["".join(texts) for part, texts in by_part.items() if part not in section.aspects]
        for place, aspect in enumerate(section.aspects):
            lines.append(_numbered(place, f"{aspect}情况。" + "".join(by_part.get(aspect, ["〔请填写〕。"]))))
        return "\n".join(lines)


def load_book(path: Path, formats: Formats) -> PhraseBook:
    """Read a phrase book; live numbers must name cells of one of the formats.

    Raises:
        PhraseFileError: it can't be read or says something wrong; every fault is named with its line.
    """
    loader = _Loader(*read_toml(path, PhraseFileError), formats)
    sentences = loader.load()
    if loader.faults:
        raise PhraseFileError(path, loader.faults)
    return PhraseBook(tuple(sentences))


@cache
def bundled_book() -> PhraseBook:
    """Return the phrase book that comes with the program."""
    return load_book(resource("phrases", "sentences.toml"), bundled_formats())


class _Loader(Fields):
    def __init__(self, data: dict[str, Any], positions: Positions, formats: Formats) -> None:
        super().__init__(data, positions, _KNOWN_KEYS)
        self._cells = frozenset(key for fmt in formats for key in (*fmt.cells, *groups(fmt)))
        self._groups: dict[str, frozenset[str]] = {kind: frozenset({kind}) for kind in UNIT_KINDS}

    def load(self) -> list[BookSentence]:
        if not self.has_version("gia_phrases", BOOK_VERSION):
            return []
        self.unknown_keys(self.top)
        for entry in self.entries("groups"):
            kinds = self._units(entry)
            self._groups[entry.text("name")] = kinds
        return [self._sentence(entry) for entry in self.entries("sentences")]

    def _sentence(self, entry: Entry) -> BookSentence:
        section = entry.text("section")
        if section and section not in _SECTIONS:
            entry.fault(f"section 应为 {'、'.join(_SECTIONS)}", "section")
        return BookSentence(
            _SECTIONS.get(section, PREAMBLE),
            entry.text("part"),
            self._units(entry),
            self._condition(entry),
            self._text(entry),
            entry.flag("draft"),
        )

    def _units(self, entry: Entry) -> frozenset[str]:
        names = entry.texts("units")
        for unknown in (item for item in names if item not in self._groups):
            entry.fault(f"没有单位类型 {unknown}", "units")
        kinds = frozenset(kind for item in names for kind in self._groups.get(item, ()))
        return kinds or frozenset(UNIT_KINDS)

    def _condition(self, entry: Entry) -> Condition:
        try:
            condition = read_condition(entry.text("when", ""))
        except ConditionError as error:
            entry.fault(str(error), "when")
            return Condition()
        self._check_cells(entry, "when", map(live_cell, condition.terms()))
        return condition

    def _text(self, entry: Entry) -> str:
        text = entry.text("text").strip()
        live = [match.group() for match in live_numbers(text)]
        self._check_cells(entry, "text", (live_cell(name[1:-1]) for name in live))
        for found in _ANY_BRACES.findall(text):
            if found not in live and found[1:-1] not in _WORDS:
                entry.fault(f"{found} 既不是活数字，也不是 {'、'.join(_WORDS)}", "text")
        return text

    def _check_cells(self, entry: Entry, key: str, cells: Iterator[CellKey]) -> None:
        for cell in cells:
            if cell not in self._cells and cell not in REGISTER_WORDS:
                entry.fault(f"没有格 {cell}", key)


def _names(sentence: BookSentence) -> Iterator[str]:
    """Yield the cells that a sentence speaks of, last year's with ``last.``, comparisons with ``trend.``."""
    yield from sentence.when.terms()
    yield from (match.group(1) for match in live_numbers(sentence.text))


def _is_known(name: str, sheet: Sheet) -> bool:
    """Tell whether the format has a cell of a name, or the register beside the report such a number."""
    if is_register_number(name):
        return sheet.live(name) is not None
    return parts_of(sheet.format, live_cell(name))[0] in sheet.format.cells


def _waits(sentence: BookSentence, sheet: Sheet) -> bool:
    """Tell whether a figure that a sentence speaks of is still blank: blank is not 0."""
    names = (
        name for name in _names(sentence) if not name.startswith(LAST_YEAR) and not is_register_number(name)
    )
    return any(sheet.figure(live_cell(name)) is None for name in names)


def _can_compare(sentence: BookSentence, sheet: Sheet) -> bool:
    """Tell whether last year's report has the figures that a sentence looks back to."""
    names = (name for name in _names(sentence) if name.startswith((LAST_YEAR, TREND)))
    last = (sheet.figure(live_cell(name), last=True) for name in names)
    return not any(value is None or isinstance(value, Unread) for value in last)


def _offer(sentence: BookSentence, sheet: Sheet) -> Offer:
    report = sheet.report
    words = {
        "short": report.text(UNIT_SHORT) or UNIT_SHORT_NAMES[report.unit_kind],
        "unit": report.unit_name or "〔单位全称〕",
        "year": str(report.year),
        "last_year": str(report.year - 1),
        "document": sheet.format.source.document,
        "contact": contact_words(report) or "〔地址、电话、电子邮箱〕",
    }
    text = _WORD.sub(lambda match: words[match.group(1)], sentence.text)
    return Offer(sentence.part, text, resolve_live_numbers(text, sheet.live), sentence.draft)


def _numbered(place: int, text: str) -> str:
    return f"（{_ORDINALS[place]}）{text}"

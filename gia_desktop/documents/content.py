"""What a finished document says, in order, before any file type gives it a shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gia_desktop.core.keys import (
    CONTACT_WORDS,
    PREAMBLE,
    TITLE,
    CellKey,
)
from gia_desktop.core.narrative import (
    BODY,
    RUN_IN_LEVEL,
    around_table,
    paragraph_level,
    paragraphs,
    split_heading,
)
from gia_desktop.core.values import Unread, format_value, squeeze
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.formats.grid import Grid, GridCell, make_grid
from gia_desktop.formats.sheet import Sheet


class Kind(StrEnum):
    """What a paragraph is for; it decides the style."""

    TITLE = "title"
    SECTION = "section"
    """An official first-level heading."""
    TEXT = "text"
    NOTE = "note"
    """A remark under a table."""
    SIGNER = "signer"
    DATE = "date"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph.

    Attributes:
        heading: the part at its beginning that is styled as a heading of ``level``; may be all of it.
        text: the rest.
        level: 1 to 4 by its own numbering, 0 without.
    """

    kind: Kind
    heading: str = ""
    text: str = ""
    level: int = BODY


@dataclass(frozen=True)
class TablePart:
    """One official table with the printed text of each value; ``caption`` is the heading above it."""

    grid: Grid
    texts: Mapping[CellKey, str]
    caption: str

    def text(self, cell: GridCell) -> str:
        """Return what is printed in a grid cell."""
        return cell.text if cell.key is None else self.texts[cell.key]


Part = Paragraph | TablePart


def make_content(sheet: Sheet, options: DocumentOptions) -> tuple[Part, ...]:
    """Return everything a document of this report prints, from the title to the signature."""
    return tuple(_parts(sheet, options))


def title_of(sheet: Sheet) -> str:
    """Return the title on one line, also when it was written on several."""
    return "".join(paragraphs(sheet.text(TITLE))) or sheet.report.title


def _parts(sheet: Sheet, options: DocumentOptions) -> Iterator[Part]:
    yield Paragraph(Kind.TITLE, text=title_of(sheet))
    if options.preamble:
        yield from _lines(sheet.text(PREAMBLE))
    if options.contact and (sentence := _contact_sentence(sheet, options)):
        yield Paragraph(Kind.TEXT, text=sentence)
    for section in sheet.format.sections:
        yield Paragraph(Kind.SECTION, section.heading, level=1)
        text = sheet.section(section.id)
        if section.table:
            above, below = around_table(text)
            yield from _lines("\n".join(above))
            yield _table(sheet, section.table, section.heading, options)
            yield from (Paragraph(Kind.NOTE, text=line) for line in below)
        else:
            yield from _lines(text)
    if options.signature:
        yield Paragraph(Kind.SIGNER, text=sheet.report.unit_name)
        yield Paragraph(Kind.DATE, text=_date(options))


def _lines(text: str) -> Iterator[Paragraph]:
    lines = paragraphs(text)
    plain = _plain_levels(lines)
    for place, line in enumerate(lines):
        heading, rest = ("", line) if place in plain else split_heading(line)
        yield Paragraph(Kind.TEXT, heading, rest, paragraph_level(line))


def _plain_levels(lines: Sequence[str]) -> frozenset[int]:
    """Return the places of numbered lines that are set plain because one beside them has no heading.

    ``1.健全机制。全年……`` would be a heading of its own, ``2.夯实基础，落实责任。`` is a sentence: lines of
    one level under one heading look alike.
    """
    found: set[int] = set()
    group: dict[int, list[int]] = {}
    for place, line in enumerate((*lines, "")):
        level = paragraph_level(line) if line else 1
        if level == BODY:
            continue
        for deeper in [known for known in group if known > level or not line]:
            places = group.pop(deeper)
            if deeper > RUN_IN_LEVEL and not all(split_heading(lines[at])[0] for at in places):
                found.update(places)
        group.setdefault(level, []).append(place)
    return frozenset(found)


def _table(sheet: Sheet, table: str, caption: str, options: DocumentOptions) -> TablePart:
    grid = make_grid(sheet.format, table)
    blank = "0" if options.blank_as_zero else ""
    texts: dict[CellKey, str] = {}
    for cell in grid.cells:
        if cell.key is not None:
            value = sheet.now[cell.key]
            texts[cell.key] = blank if value is None or isinstance(value, Unread) else format_value(value)
    return TablePart(grid, texts, caption)


def _contact_sentence(sheet: Sheet, options: DocumentOptions) -> str:
    """Return the sentence with the contact details, or nothing when they are said already or unknown."""
    known = [(label, text) for key, label in CONTACT_WORDS.items() if (text := sheet.text(key).strip())]
    said = squeeze(sheet.text(PREAMBLE)) if options.preamble else ""
    if not known or all(squeeze(text) in said for _, text in known):
        return ""
    details = "，".join(f"{label}：{text}" for label, text in known)
    return f"对本报告如有疑问，请与{sheet.report.unit_name}联系（{details}）。"


def _date(options: DocumentOptions) -> str:
    day = options.signed_on
    return "    年  月  日" if day is None else f"{day.year}年{day.month}月{day.day}日"

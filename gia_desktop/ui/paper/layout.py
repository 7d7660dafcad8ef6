"""Laying a report out on pages, from the same content and figures as the docx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import floor
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.core.narrative import clean_text
from gia_desktop.documents.content import Kind, Paragraph, TablePart, make_content, title_of
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import MM_PER_POINT, PageStyle
from gia_desktop.documents.table_layout import lay_out_tables
from gia_desktop.documents.title import signature_layout, title_layout
from gia_desktop.documents.writers.pdf_parts import Tag
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.paper.fonts import PaperFonts
from gia_desktop.ui.paper.page import Ink, PaperPage, PrintedPlace
from gia_desktop.ui.paper.table import PaperTable
from gia_desktop.ui.paper.typesetting import Run, TextLine, Typesetter, units

_BASELINE: Final = 0.8
"""Where letters stand in a line of fixed height, as Word and LibreOffice set it."""
_KEPT_LINES: Final = 2
"""Lines of the last paragraph that stay with the signature, as with Word's control of widows."""


@dataclass(frozen=True)
class PagedReport:
    """A report on pages.

    Attributes:
        size: of every page, in units.
        fonts: in which the pages are set.
        structure: the parts of the document, in reading order.
    """

    title: str
    pages: tuple[PaperPage, ...]
    size: QSizeF
    style: PageStyle
    fonts: PaperFonts
    structure: tuple[Tag, ...]

    def paint(self, painter: QPainter, index: int, *, marked: bool = False) -> None:
        """Paint a page (from 0); the painter's unit must be the unit of the page; see ``PaperPage.paint``."""
        self.pages[index].paint(painter, units(self.style.table_border_pt), marked=marked)


@dataclass(frozen=True)
class _Text:
    """A paragraph, broken into lines; ``sticks``: a remark that stays with the table above it."""

    lines: Sequence[TextLine]
    pitch: int
    section: str
    before: int = 0
    after: int = 0
    keep_next: bool = False
    new_page: bool = False
    sticks: bool = False
    tag: Tag = field(default_factory=lambda: Tag("P"))

    @property
    def height(self) -> int:
        return self.before + len(self.lines) * self.pitch + self.after


_Block = _Text | PaperTable


def lay_out_report(sheet: Sheet, options: DocumentOptions) -> PagedReport:
    """Return the pages of a report."""
    style = options.style
    fonts = PaperFonts(style)
    setter = Typesetter(fonts, style)
    blocks = list(_Blocks(sheet, options, setter).all())
    flow = _Flow(style, setter)
    for place, block in enumerate(blocks):
        flow.add(block, blocks[place + 1 :])
    size = QSizeF(_mm(style.page_width_mm), _mm(style.page_height_mm))
    structure = tuple(dict.fromkeys(block.tag for block in blocks))
    return PagedReport(title_of(sheet), tuple(flow.pages), size, style, fonts, structure)


def _mm(millimetres: float) -> int:
    return units(millimetres / MM_PER_POINT)


def _shown(text: str) -> str:
    """Return a text as it is painted: a tab is a gap as wide as a character."""
    return clean_text(text).replace("\t", "\u3000")


class _Blocks:
    """Turns the content of a report into paragraphs and tables."""

    def __init__(self, sheet: Sheet, options: DocumentOptions, setter: Typesetter) -> None:
        self._sheet = sheet
        self._parts = make_content(sheet, options)
        self._style = options.style
        self._setter = setter
        self._layouts = lay_out_tables(self._parts, options.style)
        self._depth = 1
        self._width = units(options.style.text_width_pt)
        spare = options.style.text_width_pt / options.style.chars_per_line - options.style.body_pt
        self._tight = floor(units(1) * spare)

    def all(self) -> Iterator[_Block]:
        """Yield every paragraph and table."""
        section, signer = INFO_SECTION, ""
        sections = iter(self._sheet.format.sections)
        parts = self._parts
        for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
            if isinstance(part, TablePart):
                yield PaperTable(part, self._layouts[part.grid.table], section, self._style, self._setter)
                continue
            if part.kind is Kind.SECTION:
                section = next(sections).id
            elif part.kind is Kind.SIGNER:
                signer = part.text
                continue
            elif part.kind is Kind.DATE:
                yield from self._signature(signer, part.text)
                continue
            text = self._text(part, section, before, after)
            signed = isinstance(after, Paragraph) and after.kind is Kind.SIGNER
            yield from _with_kept_end(text) if signed else [text]

    def _text(self, line: Paragraph, section: str, before: object, after: object) -> _Text:
        style, gap = self._style, units(self._style.table_gap_pt)
        own_page = isinstance(after, TablePart) and self._layouts[after.grid.table].own_page
        above = gap if isinstance(before, TablePart) else 0
        below = gap if isinstance(after, TablePart) else 0
        pitch = units(style.line_pitch_pt)
        match line.kind:
            case Kind.TITLE:
                return self._title(line, section)
            case Kind.NOTE:
                run = Run(_shown(line.text), style.body_font, style.note_pt)
                lines = self._setter.justified([run], self._width, units(2 * style.note_pt))
                return _Text(lines, units(style.note_pitch_pt), section, above, below, sticks=True)
            case _:
                keep = bool(line.heading) and not line.text
                tag = self._tag(line)
                return _Text(self._body(line), pitch, section, above, below, keep, own_page, tag=tag)

    def _title(self, line: Paragraph, section: str) -> _Text:
        style = self._style
        layout = title_layout(clean_text(line.text), self._sheet.report.unit_name, style)
        made: list[TextLine] = []
        for words in layout.lines:
            run = Run(words, style.title_font, layout.points, style.title_bold, latin=style.title_font)
            made += self._setter.ragged(run, self._width, centred=True)
        after = units(style.line_pitch_pt)
        pitch = units(style.title_pitch_pt)
        return _Text(made, pitch, section, after=after, keep_next=True, tag=Tag("H1"))

    def _tag(self, line: Paragraph) -> Tag:
        """Return a paragraph as a part of the document; levels of headings follow without a gap."""
        bookmark = (line.level, line.heading.rstrip("。")) if line.heading else None
        if not line.heading or line.text:
            return Tag("P", bookmark=bookmark)
        self._depth = min(line.level + 1, self._depth + 1)
        return Tag(f"H{self._depth}", bookmark=bookmark)

    def _body(self, line: Paragraph) -> list[TextLine]:
        style = self._style
        runs = [Run(_shown(line.text), style.body_font, style.body_pt, spacing=self._tight)]
        if line.heading:
            font, bold = style.heading_font(line.level), style.heading_bold(line.level)
            runs.insert(0, Run(_shown(line.heading), font, style.body_pt, bold, self._tight))
        indent = units(style.indent_chars * style.body_pt)
        return self._setter.justified(runs, self._width, indent)

    def _signature(self, signer: str, day: str) -> Iterator[_Text]:
        """Yield the unit, centred over the date, which stands four characters in from the right or more."""
        style, pitch = self._style, units(self._style.line_pitch_pt)
        date = self._single(day)
        unit = [self._single(clean_text(words)) for words in signature_layout(signer, day, style).lines]
        widest = max((one.width for one in unit), default=0)
        inset = max(units(style.signature_chars * style.body_pt) + date.width / 2, widest / 2)
        lines = [replace(one, left=self._width - inset - one.width / 2) for one in (*unit, date)]
        yield _Text(lines[:-1], pitch, INFO_SECTION, 2 * pitch, keep_next=True)
        yield _Text(lines[-1:], pitch, INFO_SECTION)

    def _single(self, text: str) -> TextLine:
        return self._setter.single(Run(text, self._style.body_font, self._style.body_pt), self._width)


def _with_kept_end(text: _Text) -> Iterator[_Text]:
    """Yield a paragraph whose last lines stay with what follows: no signature stands alone on its page."""
    start = len(text.lines) - _KEPT_LINES
    if start < _KEPT_LINES:
        yield replace(text, keep_next=True)
        return
    yield replace(text, lines=text.lines[:start], after=0)
    yield replace(text, lines=text.lines[start:], before=0, keep_next=True, new_page=False)


def _notes(following: Sequence[_Block]) -> Iterator[_Text]:
    """Yield the remarks that follow a table."""
    for block in following:
        if isinstance(block, PaperTable) or not block.sticks:
            return
        yield block


class _Flow:
    """Puts blocks onto pages."""

    def __init__(self, style: PageStyle, setter: Typesetter) -> None:
        self._style = style
        self._setter = setter
        self.pages: list[PaperPage] = []
        self._top = _mm(style.margin_top_mm)
        self._bottom = self._top + units(style.text_height_pt)
        self._y = self._top
        self._new_page()

    @property
    def _left(self) -> int:
        style = self._style
        turned = style.mirror_margins and self._page.number % 2 == 0
        return _mm(style.margin_right_mm if turned else style.margin_left_mm)

    def add(self, block: _Block, following: Sequence[_Block]) -> None:
        """Put a block where it fits, together with what it must not be parted from."""
        if isinstance(block, _Text):
            wanted = block.new_page or self._y + self._needed(block, following) > self._bottom
            if wanted and self._y > self._top:
                self._new_page()
            self._add_text(block)
        else:
            self._add_table(block, following)

    def _needed(self, block: _Block, following: Sequence[_Block]) -> int:
        """Return the least height that must be free for a block to begin here."""
        if isinstance(block, PaperTable):
            whole = block.height + sum(note.height for note in _notes(following))
            keeps = not block.layout.own_page and whole <= self._bottom - self._top
            return whole if keeps else sum(block.heights[: block.grid.head_rows + 1])
        if block.keep_next and following:
            return block.height + self._needed(following[0], following[1:])
        return block.before + block.pitch

    def _add_text(self, block: _Text) -> None:
        self._y += block.before if self._y > self._top else 0
        start = self._y
        for line in block.lines:
            if self._y + block.pitch > self._bottom:
                self._mark(block, start)
                self._new_page()
                start = self._y
            baseline = self._y + block.pitch * _BASELINE
            self._page.texts.append(Ink(line, self._left + line.left, baseline, tag=block.tag))
            self._y += block.pitch
        self._mark(block, start)
        self._y += block.after

    def _mark(self, block: _Text, start: int) -> None:
        rect = QRectF(self._left, start, units(self._style.text_width_pt), self._y - start)
        self._page.areas.append(PrintedPlace(rect, block.section))

    def _add_table(self, table: PaperTable, following: Sequence[_Block]) -> None:
        if self._y + self._needed(table, following) > self._bottom and self._y > self._top:
            self._new_page()
        parts = table.parts(self._bottom - self._y, self._bottom - self._top)
        for place in range(len(parts)):
            if place:
                self._new_page()
            self._y = table.draw(self._page, parts, place, self._left, self._y)

    def _new_page(self) -> None:
        self._page = PaperPage(len(self.pages) + 1)
        self.pages.append(self._page)
        self._page.texts.append(self._number(self._page.number))
        self._y = self._top

    def _number(self, number: int) -> Ink:
        """Set the page number outside: at the right of odd pages, at the left of even ones."""
        style = self._style
        font = style.page_number_font
        run = Run(f"— {number} —", font, style.page_number_pt, latin=font)
        line = self._setter.single(run, units(style.text_width_pt))
        inset = units(style.page_number_chars * style.page_number_pt)
        x = inset if number % 2 == 0 else units(style.text_width_pt) - inset - line.width
        foot = _mm(style.page_height_mm - style.footer_mm)
        return Ink(line, self._left + x, foot - line.line.descent())

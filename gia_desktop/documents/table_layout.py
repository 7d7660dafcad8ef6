"""Sizes of tables on the page: column widths, row heights and how small a wide figure must be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil, floor
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.documents.content import Kind, Paragraph, Part, TablePart
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.title import set_width, text_width, title_layout
from gia_desktop.formats.grid import GridCell, Role

_LINE_FACTOR: Final = 1.45
"""Height of a single-spaced line against its size with the tallest Chinese fonts, should 仿宋 be missing.

仿宋 itself has 1.3; what is left keeps text of several lines off the borders.
"""
_DIGIT_FACTOR: Final = 0.5
"""Width of a digit of Times New Roman against its size; the decimal point is narrower."""
_HEADING_LINES: Final = 1.5
"""Room that the heading above a table takes, in body lines."""
_SQUEEZED: Final = 0.75
"""How low rows may become so that a short table still fits the page it begins on."""
_SPARE_LINES: Final = 1
"""Lines by which the estimate of a page may be wrong."""

_GROUP_NUMBER: Final = re.compile("（[一二三四五六七八九十]+）")
_WORD: Final = 2
"""Characters of a word in the names of columns."""
_SHORT_HEAD: Final = 6


@dataclass(frozen=True)
class TableLayout:
    """How one table lies on the type area.

    Attributes:
        widths: widths of the grid columns in twentieths of a point; their sum is the type area.
        row_heights: least height of each row, in points.
        text_pt: size of the texts, and of the figures that fit.
        small_pt: sizes of the figures that are too wide for the size of the table.
        own_page: the table begins on a new page, because it would be torn apart otherwise.
        band_fill: ground of the lines that begin a block, as six hexadecimal digits; empty for none.
    """

    widths: tuple[int, ...]
    row_heights: tuple[float, ...]
    text_pt: float
    small_pt: Mapping[CellKey, float]
    own_page: bool
    band_fill: str = ""

    def cell_width(self, cell: GridCell) -> int:
        """Return the width of a merged cell in twentieths of a point."""
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    @property
    def sizes(self) -> frozenset[float]:
        """Every size of text in the table."""
        return frozenset({self.text_pt, *self.small_pt.values()})

    def size_of(self, cell: GridCell) -> float:
        """Return the size of what is printed in a cell, in points."""
        return self.text_pt if cell.key is None else self.small_pt.get(cell.key, self.text_pt)

    def in_lines(self, cell: GridCell, text: str, style: PageStyle) -> str:
        """Return what is printed in a cell, with line ends where words would be parted otherwise."""
        return _in_lines(cell, text, _room(cell, self.widths, style), self.text_pt)

    def fill_of(self, cell: GridCell) -> str:
        """Return the colour of the ground of a cell as six hexadecimal digits; empty for none."""
        return self.band_fill if cell.role is Role.TITLE else ""

    def starts_left(self, cell: GridCell) -> bool:
        """Tell whether a text stands at the left: names of rows, bands, a corner that needs more lines."""
        if cell.role is Role.TITLE:
            return bool(self.band_fill)
        long = text_width(cell.text) * self.text_pt > self.cell_width(cell) / 20
        return cell.row_span == 1 if cell.role is Role.LABEL else cell.role is Role.CORNER and long


def lay_out_tables(parts: Sequence[Part], style: PageStyle) -> dict[str, TableLayout]:
    """Lay out every table of a report, by its id.

    Where each stands is estimated from the text before it: a short table gets lower rows rather than
    leave the rest of the page empty.
    """
    made: dict[str, TableLayout] = {}
    page = _Page(style)
    for place, part in enumerate(parts):
        if isinstance(part, Paragraph):
            page.add(part)
            continue
        following = takewhile(
            lambda one: isinstance(one, Paragraph) and one.kind is Kind.NOTE, parts[place + 1 :]
        )
        notes = sum(note_height(one.text, style) for one in following if isinstance(one, Paragraph))
        layout = lay_out(part, style, notes, page.room)
        made[part.grid.table] = layout
        page.add_table(sum(layout.row_heights), own_page=layout.own_page)
    return made


def lay_out(
    part: TablePart, style: PageStyle, notes_pt: float = 0, left_pt: float | None = None
) -> TableLayout:
    """Fit a table into the type area: the full width, and one page where its rows allow it.

    Args:
        part: the table.
        style: the page style.
        notes_pt: height of the remarks under it, which shall stand on its page.
        left_pt: height that is left of the page on which it would begin; the whole page when unknown.
    """
    notes = notes_pt + style.table_gap_pt if notes_pt else 0
    room = style.text_height_pt - _HEADING_LINES * style.line_pitch_pt - notes
    text_pt = style.table_pt
    rows = _Rows(part, style, text_pt)
    if notes and rows.least > room:
        # Smaller letters leave room for the remarks; without remarks a table may go on over the page.
        text_pt = min(text_pt, style.table_small_pt)
        rows = _Rows(part, style, text_pt)
    heights = rows.fitted(room, style.table_row_least_pt)
    own_page = sum(heights) + notes > style.text_height_pt * style.page_break_share
    if not own_page and left_pt is not None:
        squeezed = rows.fitted(left_pt - notes, style.table_row_pt * _SQUEEZED)
        heights = squeezed if sum(squeezed) + notes <= left_pt else heights
    small = _small_sizes(part, rows.widths, style, text_pt)
    return TableLayout(rows.widths, heights, text_pt, small, own_page, style.table_band_fill)


def number_and_name(cell: GridCell, text: str) -> tuple[str, str]:
    """Part the text of a cell: the number of a group of rows stands above its name where both don't fit.

    The number is empty in all other cells.
    """
    number = _GROUP_NUMBER.match(text) if cell.role is Role.LABEL and cell.row_span > 1 else None
    return (number[0], text[number.end() :]) if number else ("", text)


def note_height(text: str, style: PageStyle) -> float:
    """Return the height that a remark under a table takes, in points."""
    lines = ceil((text_width(text) + 2) / (style.text_width_pt / style.note_pt - 1))
    return lines * style.note_pitch_pt


def shares(weights: tuple[int, ...], whole: int) -> tuple[int, ...]:
    """Divide a width by weights into whole numbers whose sum is exact."""
    total, used, before = sum(weights), 0, 0
    made = []
    for weight in weights:
        before += weight
        edge = round(whole * before / total)
        made.append(edge - used)
        used = edge
    return tuple(made)


def _widths(part: TablePart, style: PageStyle, text_pt: float) -> tuple[int, ...]:
    """Return the widths of the columns; those with figures too wide for them get room from the others.

    A column of figures gives what neither its figures nor the lines of its heads need; names keep theirs.
    """
    widths = list(shares(part.grid.widths, round(style.text_width_pt * 20)))
    needs = _figure_needs(part, widths, style, text_pt)
    wanted = {column: need - widths[column] for column, need in needs.items() if need > widths[column]}
    spare = {column: widths[column] - need for column, need in needs.items() if need < widths[column]}
    moved = min(sum(wanted.values()), sum(spare.values()))
    for columns, sign in ((wanted, 1), (spare, -1)):
        if moved:
            for column, change in zip(columns, shares(tuple(columns.values()), moved), strict=True):
                widths[column] += sign * change
    return tuple(widths)


def _figure_needs(part: TablePart, widths: Sequence[int], style: PageStyle, text_pt: float) -> dict[int, int]:
    """Return the least width of every column of figures at which all stands as it does in the given one."""
    figures = {cell.column for cell in part.grid.cells if cell.key is not None and cell.column_span == 1}
    needs: dict[int, int] = {}
    for cell in part.grid.cells:
        if cell.column not in figures or cell.column_span > 1 or cell.role is Role.LABEL:
            continue
        text = part.text(cell)
        if cell.key is not None:
            wide = len(text) * text_pt * _DIGIT_FACTOR
        else:
            lines = _line_count(text, _room(cell, widths, style), text_pt)
            wide = ceil(text_width(text) / max(1, lines)) * text_pt
        need = ceil(20 * (wide + 2 * style.table_margin_pt + style.table_border_pt))
        needs[cell.column] = max(needs.get(cell.column, 0), need)
    return needs


def _small_sizes(
    part: TablePart, widths: tuple[int, ...], style: PageStyle, text_pt: float
) -> dict[CellKey, float]:
    """Return the largest size, in half points, of each figure that would be broken over two lines."""
    made = {}
    for cell in part.grid.cells:
        if cell.key is not None and (text := part.text(cell)):
            fitting = floor(2 * _room(cell, widths, style) / (len(text) * _DIGIT_FACTOR)) / 2
            if fitting < text_pt:
                made[cell.key] = max(fitting, style.table_smallest_pt)
    return made


def _in_lines(cell: GridCell, text: str, room: float, text_pt: float) -> str:
    """Return a text of a table in lines that part no words, where the natural ones would.

    Names of columns are words of two characters: lines of three would part them (商业企 业).
    """
    if cell.vertical or text_width(text) * text_pt <= room:
        return text
    number, name = number_and_name(cell, text)
    if number:
        return f"{number}\n{name}"
    even = len(text) % _WORD == 0 and floor(room / text_pt) % _WORD
    if cell.role is Role.HEADER and cell.column_span == 1 and even and len(text) <= _SHORT_HEAD:
        per_line = max(_WORD, floor(room / text_pt) // _WORD * _WORD)
        return "\n".join(text[start : start + per_line] for start in range(0, len(text), per_line))
    return text


def _line_count(text: str, room: float, text_pt: float) -> int:
    """Return the number of lines that a text takes in a width; 0 for no text."""
    return ceil(text_width(text) / max(1, floor(room / text_pt)))


def _room(cell: GridCell, widths: Sequence[int], style: PageStyle) -> float:
    """Return the width that text has in a cell, in points."""
    width = sum(widths[cell.column : cell.column + cell.column_span])
    return width / 20 - 2 * style.table_margin_pt


class _Rows:
    """The rows of a table with their text in one size."""

    def __init__(self, part: TablePart, style: PageStyle, text_pt: float) -> None:
        self.widths = _widths(part, style, text_pt)
        self._style = style
        self._text_pt = text_pt
        self._lines = self._lines_per_row(part)

    @property
    def least(self) -> float:
        """Height of the table when its rows are as low as their text allows, in points."""
        return sum(self._heights(self._style.table_row_least_pt)) + self._borders

    def fitted(self, room: float, least_pt: float) -> tuple[float, ...]:
        """Return the largest least heights of rows, in half points, at which the table fits the room."""
        row_pt = self._style.table_row_pt
        while True:
            heights = self._heights(row_pt)
            if sum(heights) + self._borders <= room or row_pt <= least_pt:
                return heights
            row_pt -= 0.5

    @property
    def _borders(self) -> float:
        return len(self._lines) * self._style.table_border_pt

    def _heights(self, row_pt: float) -> tuple[float, ...]:
        margins = 2 * self._style.table_upright_margin_pt
        return tuple(max(row_pt, lines * self._text_pt * _LINE_FACTOR + margins) for lines in self._lines)

    def _lines_per_row(self, part: TablePart) -> list[int]:
        """Return the number of text lines of each row; cells over several rows don't stretch them."""
        lines = [1] * part.grid.rows
        for cell in part.grid.cells:
            if cell.row_span == 1 and cell.role is not Role.VALUE:
                indent = self._style.table_label_indent_pt if cell.role is Role.LABEL else 0
                room = _room(cell, self.widths, self._style) - indent
                parted = _in_lines(cell, part.text(cell), room, self._text_pt).split("\n")
                needed = sum(_line_count(line, room, self._text_pt) for line in parted)
                lines[cell.row] = max(lines[cell.row], needed)
        return lines


class _Page:
    """Estimates how far down the page a text reaches."""

    def __init__(self, style: PageStyle) -> None:
        self._style = style
        self._y = 0.0

    @property
    def room(self) -> float:
        """Height that surely is left, in points."""
        spare = _SPARE_LINES * self._style.line_pitch_pt + self._style.table_gap_pt
        return self._style.text_height_pt - self._y - spare

    def add(self, line: Paragraph) -> None:
        style = self._style
        if line.kind is Kind.TITLE:
            self._y += len(title_layout(line.text, "", style).lines) * style.title_pitch_pt
            self._y += style.line_pitch_pt
            return
        if line.kind is Kind.NOTE:
            self._y += note_height(line.text, style)
            return
        width = style.indent_chars + set_width(line.heading + line.text)
        for _ in range(ceil(width / style.chars_per_line)):
            if self._y + style.line_pitch_pt > style.text_height_pt:
                self._y = 0
            self._y += style.line_pitch_pt

    def add_table(self, height: float, *, own_page: bool) -> None:
        gaps = 2 * self._style.table_gap_pt
        if own_page or self._y + height + gaps > self._style.text_height_pt:
            self._y = self._style.line_pitch_pt
        self._y += height + gaps

"""Sizes of a table on the page: column widths, row heights and how small its figures must be."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from gia_desktop.documents.content import TablePart
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.title import text_width
from gia_desktop.formats.grid import GridCell, Role

_LINE_FACTOR: Final = 1.45
"""Height of a single-spaced line against its size with the tallest Chinese fonts, should 仿宋 be missing.

仿宋 itself has 1.3; what is left keeps text of several lines off the borders.
"""
_DIGIT_FACTOR: Final = 0.5
"""Width of a digit of Times New Roman against its size; the decimal point is narrower."""
_HEADING_LINES: Final = 1.5
"""Room that the heading above a table takes, in body lines."""


@dataclass(frozen=True)
class TableLayout:
    """How one table lies on the type area.

    Attributes:
        widths: widths of the grid columns in twentieths of a point; their sum is the type area.
        row_heights: least height of each row, in points.
        number_pt: size of all figures of the table.
        own_page: the table begins on a new page, because it would be torn apart otherwise.
    """

    widths: tuple[int, ...]
    row_heights: tuple[float, ...]
    number_pt: float
    own_page: bool

    def cell_width(self, cell: GridCell) -> int:
        """Return the width of a merged cell in twentieths of a point."""
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def starts_left(self, cell: GridCell, style: PageStyle) -> bool:
        """Tell whether a text stands at the left: labels of one row, and a corner that needs more lines."""
        long = text_width(cell.text) * style.table_pt > self.cell_width(cell) / 20
        return cell.row_span == 1 if cell.role is Role.LABEL else cell.role is Role.CORNER and long


def lay_out(part: TablePart, style: PageStyle) -> TableLayout:
    """Fit a table into the type area: the full width, and one page where its rows allow it."""
    widths = shares(part.grid.widths, round(style.text_width_pt * 20))
    lines = _lines_per_row(part, widths, style)
    room = style.text_height_pt - _HEADING_LINES * style.line_pitch_pt
    heights = _row_heights(lines, room, style)
    own_page = sum(heights) > style.text_height_pt * style.page_break_share
    return TableLayout(widths, heights, _number_size(part, widths, style), own_page)


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


def _number_size(part: TablePart, widths: tuple[int, ...], style: PageStyle) -> float:
    """Return the largest size, in half points, at which no figure is broken over two lines."""
    size = style.table_pt
    for cell in part.grid.cells:
        if cell.key is not None and (text := part.text(cell)):
            size = min(size, _room(cell, widths, style) / (len(text) * _DIGIT_FACTOR))
    return max(floor(size * 2) / 2, style.table_smallest_pt)


def _lines_per_row(part: TablePart, widths: tuple[int, ...], style: PageStyle) -> list[int]:
    """Return the number of text lines of each row; cells over several rows don't stretch them."""
    lines = [1] * part.grid.rows
    for cell in part.grid.cells:
        if cell.row_span == 1 and cell.role is not Role.VALUE:
            indent = 2 * style.table_label_indent_pt if cell.role is Role.LABEL else 0
            per_line = max(1, floor((_room(cell, widths, style) - indent) / style.table_pt))
            lines[cell.row] = max(lines[cell.row], ceil(text_width(part.text(cell)) / per_line))
    return lines


def _room(cell: GridCell, widths: tuple[int, ...], style: PageStyle) -> float:
    """Return the width that text has in a cell, in points."""
    width = sum(widths[cell.column : cell.column + cell.column_span])
    return width / 20 - 2 * style.table_margin_pt


def _row_heights(lines: list[int], room: float, style: PageStyle) -> tuple[float, ...]:
    """Return the largest least heights of rows, in half points, at which the table fits the room."""
    row_pt = style.table_row_pt
    while True:
        text_pt, margins = style.table_pt * _LINE_FACTOR, 2 * style.table_upright_margin_pt
        heights = tuple(max(row_pt, line * text_pt + margins) for line in lines)
        borders = len(lines) * style.table_border_pt
        if sum(heights) + borders <= room or row_pt <= style.table_row_least_pt:
            return heights
        row_pt -= 0.5

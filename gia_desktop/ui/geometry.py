"""Widths and heights of an official grid on screen, from the room there is and the text size."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtGui import QFontMetrics

from gia_desktop.formats.grid import Grid, GridCell, Role

_PAD: Final = 6
"""Space between text and line, in pixels."""

_TIGHT: Final = 4
"""What the lowest row has beyond its text: with it all of table 三 fits a 768 pixel screen."""

_WIDEST_COUNT: Final = "88888888"
_MANY_COLUMNS: Final = 8


@dataclass(frozen=True)
class Geometry:
    """Width of every grid column and height of every grid row, in pixels."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]

    def left(self, column: int) -> int:
        """Return where a column begins."""
        return sum(self.widths[:column])

    def top(self, row: int) -> int:
        """Return where a row begins."""
        return sum(self.heights[:row])

    def width(self, cell: GridCell) -> int:
        """Return the width of a merged cell."""
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def height(self, cell: GridCell) -> int:
        """Return the height of a merged cell."""
        return sum(self.heights[cell.row : cell.row + cell.row_span])


def fit(grid: Grid, metrics: QFontMetrics, text_px: int, width: int, height: int) -> Geometry:
    """Fit a grid into the room there is: never narrower than its numbers, never lower than its text."""
    widths = _widths(grid, metrics, width)
    line = ceil(text_px * 1.25)
    lines = _lines(grid, metrics, widths)
    least = [text_px + _TIGHT + (count - 1) * line for count in lines]
    spare = max(0, height - sum(least)) // len(least)
    most = ceil(text_px * 2.2) - (text_px + _TIGHT)
    return Geometry(tuple(widths), tuple(low + min(spare, most) for low in least))


def _widths(grid: Grid, metrics: QFontMetrics, width: int) -> list[int]:
    sign = metrics.horizontalAdvance("字")
    number = metrics.horizontalAdvance(_WIDEST_COUNT) + 2 * _PAD
    if not grid.head_columns:
        # Fifteen columns side by side hold cases of one unit: four characters of a head are room enough.
        least = sign * 4 + 2 * _PAD if grid.columns > _MANY_COLUMNS else number + 60
        share = max(least, width // grid.columns)
        return [share] * (grid.columns - 1) + [max(least, width - share * (grid.columns - 1))]
    values = grid.columns - grid.head_columns
    column = max(number, min(sign * 6 + 2 * _PAD, round(width * 0.09)))
    labels = max(width - column * values, sign * 20)
    stubs = [round(sign * 1.6) + 2 * _PAD, sign * 7 + 2 * _PAD][: grid.head_columns - 1]
    return [*stubs, labels - sum(stubs), *([column] * values)]


def _lines(grid: Grid, metrics: QFontMetrics, widths: list[int]) -> list[int]:
    """Return how many lines of text each row must hold so that no label is cut."""
    lines = [1] * grid.rows
    for cell in grid.cells:
        if cell.role is Role.VALUE or cell.vertical:
            continue
        room = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * _PAD
        needed = wrapped_lines(cell.text, metrics, room)
        rows = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(lines[row] for row in rows)
        if missing > 0:
            lines[rows[-1]] += missing
    return lines


def wrapped_lines(text: str, metrics: QFontMetrics, room: int) -> int:
    """Return the number of lines a text takes when broken at any character."""
    count, used = 1, 0
    for sign in text:
        advance = metrics.horizontalAdvance(sign)
        if used and used + advance > room:
            count, used = count + 1, 0
        used += advance
    return count

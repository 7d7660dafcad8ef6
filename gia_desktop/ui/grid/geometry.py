"""Widths and heights of an official grid on screen, from the room there is and the text size."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtGui import QFont, QFontMetrics

from gia_desktop.core.records import dataclass
from gia_desktop.formats.grid import Grid, GridCell, Role

PAD: Final = 6
"""Space between text and line, in pixels."""

_TIGHT: Final = 4
"""What the lowest row has beyond its text: with it all of table 三 fits a 768 pixel screen."""

_CLOSING: Final = "，。；：、？！）》」』”’】"
_WIDEST_COUNT: Final = "888888"
_MANY_COLUMNS: Final = 8
_MARK: Final = "✗"
"""Stands in a narrow column beside its number."""


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


class Ruler:
    """Measures texts in one font, and remembers: a table asks for the same few signs thousands of times."""

    def __init__(self, font: QFont) -> None:
        """Measure in a font."""
        self._metrics = QFontMetrics(font)
        self._known: dict[str, int] = {}

    def advance(self, text: str) -> int:
        """Return the width of a text in one line, in pixels."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._metrics.horizontalAdvance(text)
        return known


def fit(grid: Grid, ruler: Ruler, text_px: int, width: int, height: int, digits: int = 0) -> Geometry:
    """Fit a grid into the room there is: never narrower than its numbers, never lower than its text.

    Args:
        grid: the official grid.
        ruler: of the widest font labels are painted in, the bold one of the current row.
        text_px: height of the text.
        width: room across.
        height: room down.
        digits: signs of the longest number, for a room in which usual columns would have to be scrolled;
            0 for columns in which any number finds room.
    """
    widths = _tight_widths(grid, ruler, width, digits) if digits else _widths(grid, ruler, width)
    line = line_pitch(text_px)
    lines = _lines(grid, ruler, widths)
    least = [text_px + _TIGHT + (count - 1) * line for count in lines]
    spare = max(0, height - sum(least)) // len(least)
    most = ceil(text_px * 2.2) - (text_px + _TIGHT)
    return Geometry(tuple(widths), tuple(low + min(spare, most) for low in least))


def _widths(grid: Grid, ruler: Ruler, width: int) -> list[int]:
    sign = ruler.advance("字")
    number = ruler.advance(_WIDEST_COUNT) + 2 * PAD
    if not grid.head_columns:
        # Fifteen columns side by side hold cases of one unit: four digits and heads in two lines suffice.
        least = sign * 3 + PAD if grid.columns > _MANY_COLUMNS else number + 60
        return _shares(grid, width, least)
    values = grid.columns - grid.head_columns
    column = max(number, min(sign * 6 + 2 * PAD, round(width * 0.09)))
    stubs = [round(sign * 1.6) + 2 * PAD, sign * 7 + 2 * PAD][: grid.head_columns - 1]
    # On a wide screen numbers stay near their labels: what these don't need is shared by all columns.
    labels = max(min(width - column * values, _longest_label(grid, ruler, stubs)), sign * 20)
    column += max(0, width - labels - column * values) // values
    labels = max(labels, width - column * values)
    return [*stubs, labels - sum(stubs), *([column] * values)]


def _tight_widths(grid: Grid, ruler: Ruler, width: int, digits: int) -> list[int]:
    """Return the widths with which a table is seen whole in a narrow room, if it can be."""
    sign = ruler.advance("字")
    number = ruler.advance(_MARK + "8" * digits) + 2 * PAD + _TIGHT
    if not grid.head_columns:
        return _shares(grid, width, number)
    values = grid.columns - grid.head_columns
    stubs = [round(sign * 1.6) + 2 * PAD, round(sign * 4.5) + 2 * PAD][: grid.head_columns - 1]
    labels = max(sign * 15, min(sign * 20, width - number * values))
    column = max(number, (width - labels) // values)
    return [*stubs, max(labels, width - column * values) - sum(stubs), *([column] * values)]


def _shares(grid: Grid, width: int, least: int) -> list[int]:
    """Return columns of like width, the last one with what can't be shared."""
    share = max(least, width // grid.columns)
    return [share] * (grid.columns - 1) + [max(least, width - share * (grid.columns - 1))]


def _longest_label(grid: Grid, ruler: Ruler, stubs: Sequence[int]) -> int:
    """Return the width in which every label beside a row stands in one line."""
    return max(
        sum(stubs[: cell.column]) + ruler.advance(cell.text) + 2 * PAD
        for cell in grid.cells
        if cell.row >= grid.head_rows and cell.column + cell.column_span == grid.head_columns
    )


def _lines(grid: Grid, ruler: Ruler, widths: list[int]) -> list[int]:
    """Return how many lines of text each row must hold so that no label is cut."""
    lines = [1] * grid.rows
    for cell in grid.cells:
        if cell.role is Role.VALUE or cell.vertical:
            continue
        width = sum(widths[cell.column : cell.column + cell.column_span])
        needed = len(label_lines(cell, ruler, width))
        rows = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(lines[row] for row in rows)
        if missing > 0:
            lines[rows[-1]] += missing
    return lines


def line_pitch(text_px: int) -> int:
    """Return the distance of two lines of a label; fonts of different makers ask for very different ones."""
    return ceil(text_px * 1.25)


def label_lines(cell: GridCell, ruler: Ruler, width: int) -> list[str]:
    """Return the lines of a label in a cell of a width: broken at any character, or downwards."""
    if cell.vertical:
        return "\n".join(cell.text).replace("\n、", "、").split("\n")
    room = width - 2 * PAD
    lines = wrap(cell.text, ruler, room)
    if cell.role is Role.HEADER and len(lines) > 1:
        return _even(cell.text, ruler, len(lines), room)
    return lines


def _even(text: str, ruler: Ruler, count: int, room: int) -> list[str]:
    """Break a head into lines of like length: 结果 and 维持, not 结果维 and 持."""
    step = ruler.advance("字")
    narrow = max(step, ceil(ruler.advance(text) / count))
    tries = (wrap(text, ruler, width) for width in range(narrow, room, max(1, step // 2)))
    return next((lines for lines in tries if len(lines) == count), wrap(text, ruler, room))


def wrap(text: str, ruler: Ruler, room: int) -> list[str]:
    """Break a text at any character; no line begins with a closing sign."""
    lines, line, used = [], "", 0
    for sign in text:
        advance = ruler.advance(sign)
        if line and used + advance > room:
            kept = _kept_back(line) if sign in _CLOSING else ""
            lines.append(line.removesuffix(kept))
            line, used = kept, sum(map(ruler.advance, kept))
        line += sign
        used += advance
    return [*lines, line]


def _kept_back(line: str) -> str:
    """Return the end of a line that goes on to the next one together with a closing sign."""
    word = line.rstrip(_CLOSING)
    return line[len(word) - 1 :] if len(word) > 1 else ""

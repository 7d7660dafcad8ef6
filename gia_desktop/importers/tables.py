"""A table as it was found anywhere: cells with texts and spans, and the rectangle they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from gia_desktop.core.errors import GiaError
from gia_desktop.core.values import squeeze

MAX_PLACES: Final = 200_000
"""Places of one table; a report's largest official table has 280."""
MAX_COLUMNS: Final = 2_000
MAX_SPAN: Final = 1_000


_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"


class TableTooLargeError(GiaError):
    """A table claims more places than any report can have."""

    code = "GIA-E-505"

    def __init__(self) -> None:
        """Say that the content is no report."""
        super().__init__(
            f"内容里有一个超过 {MAX_PLACES} 格的表，不是年度报告的表。",
            "请检查选择的文件或复制的内容是否正确。",
        )


class RawCell(NamedTuple):
    """One cell: its text, its top left place and how many places it covers.

    Attributes:
        doubt: why the text isn't certain, a Chinese clause (“57”已划去); empty when it is. A blank cell
            with a doubt is unknown, not blank: something stands there that could not be read.
        is_full: whether its last line has no room for one more digit, so that a figure may go on below.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    doubt: str = ""
    is_full: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing but spaces in it."""
        text = self.text.strip()
        return not text or (text[0] in _INVISIBLE and not squeeze(text))

    @property
    def end(self) -> int:
        """First column right of the cell."""
        return self.column + self.column_span


class SpannedText(NamedTuple):
    """A cell of a row whose place follows from the cells before and above it."""

    text: str
    row_span: int = 1
    column_span: int = 1
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader left out or found odd, a whole Chinese sentence for the notes of the import."""

    text: str


@dataclass(frozen=True, slots=True)
class Pictures(Remark):
    """A file holds pictures; told only where a table was not found, for it may be one of them."""

    text: str = "文件里有图片，图片里的表读不出来。没有找到的表如果是图片，请照着它填写。"


@dataclass(frozen=True)
class OtherReports(Remark):
    """A file holds reports of other units beside the one that was taken; ``units`` names them."""

    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """A rectangle of merged cells. Places without any cell occur: rows may be too short.

    Attributes:
        seams: rows that are the first of another page; what stands above may go on in them.
        sheet: the name of the sheet of a workbook that it is, empty for any other table.
    """

    cells: tuple[RawCell, ...]
    rows: int
    columns: int
    seams: tuple[int, ...] = ()
    sheet: str = ""

    @cached_property
    def matrix(self) -> tuple[tuple[RawCell | None, ...], ...]:
        """For every place the cell that covers it, or None; a merged cell stands at each of its places."""
        places: list[list[RawCell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.end, self.columns)):
                    places[row][column] = cell
        return tuple(tuple(row) for row in places)

    def line(self, row: int) -> list[RawCell]:
        """Return the distinct cells of a row from left to right, those that reach in from above too."""
        line: list[RawCell] = []
        for cell in self.matrix[row]:
            if cell is not None and (not line or line[-1] is not cell):
                line.append(cell)
        return line

    def is_short(self, row: int) -> bool:
        """Tell whether a row ends before the table's right edge, so that its columns can't be trusted."""
        return self.matrix[row][-1] is None

    @cached_property
    def has_wide_cells(self) -> bool:
        """Tell whether any cell covers several columns; where none does, merges may have been lost."""
        return any(cell.column_span > 1 for cell in self.cells)

    @property
    def is_blank(self) -> bool:
        """Tell whether no cell has any text."""
        return all(cell.is_blank for cell in self.cells)

    @cached_property
    def trimmed(self) -> RawTable:
        """The same table without the blank rows and columns at its end."""
        filled = [cell for cell in self.cells if not cell.is_blank or cell.doubt]
        bottom = max((cell.row for cell in filled), default=-1) + 1
        right = max((cell.end for cell in filled), default=0)
        return self if (bottom, right) == (self.rows, self.columns) else self.part(0, bottom, 0, right)

    @cached_property
    def narrowed(self) -> RawTable:
        """The same table without the blank columns at its right; blank rows may be the figures of a form."""
        if any(cell.column + cell.column_span == self.columns and cell.text.strip() for cell in self.cells):
            return self  # nearly always the head of the last column
        right = self.trimmed.columns
        return self if right == self.columns else self.part(0, self.rows, 0, right)

    def part(self, top: int, bottom: int, left: int = 0, right: int | None = None) -> RawTable:
        """Return some rows and columns as a table of their own; cells that reach in are cut to size."""
        right = self.columns if right is None else right
        cells = []
        for cell in self._cells_within(top, bottom):
            first, last = max(cell.row, top), min(cell.row + cell.row_span, bottom)
            start, end = max(cell.column, left), min(cell.end, right)
            if first < last and start < end:
                at = cell._replace(row=first - top, column=start - left)
                cells.append(at._replace(row_span=last - first, column_span=end - start))
        seams = tuple(seam - top for seam in self.seams if top < seam < bottom)
        return RawTable(tuple(cells), bottom - top, right - left, seams)

    def _cells_within(self, top: int, bottom: int) -> Iterable[RawCell]:
        """Return the cells of some rows in their order; small parts are no walk over the whole table."""
        if 2 * (bottom - top) >= self.rows:
            return self.cells
        places = {place for row in range(top, bottom) for place in self._places_by_row[row]}
        return [self.cells[place] for place in sorted(places)]

    @cached_property
    def _places_by_row(self) -> list[list[int]]:
        """Return, by row, where the cells stand in ``cells`` that reach into it."""
        places: list[list[int]] = [[] for _ in range(self.rows)]
        for place, cell in enumerate(self.cells):
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                places[row].append(place)
        return places


Item = str | RawTable | Remark
"""A paragraph or a table, as a document holds them one after the other, or a remark of its reader."""


def table_from_rows(rows: Iterable[Sequence[SpannedText]]) -> RawTable:
    """Place cells row by row, each at the first place that no merged cell from above covers.

    Raises:
        TableTooLargeError: the spans add up to an absurd rectangle.
    """
    cells: list[RawCell] = []
    taken: dict[int, int] = {}  # column → first row below the cell that covers it
    width, height, places = 0, 0, 0
    for row, line in enumerate(rows):
        height = row + 1
        column = 0
        for text, row_span, column_span, doubt in line:
            while taken.get(column, 0) > row:
                column += 1
            row_span, column_span = _sane(row_span), _sane(column_span)  # noqa: PLW2901
            cells.append(RawCell(text, row, column, row_span, column_span, doubt))
            places += row_span * column_span
            if column + column_span > MAX_COLUMNS or places > MAX_PLACES:
                raise TableTooLargeError
            for covered in range(column, column + column_span):
                taken[covered] = row + row_span
            column += column_span
        width = max(width, column)
    if width * height > MAX_PLACES:
        raise TableTooLargeError
    return RawTable(tuple(cells), height, width)


def table_from_texts(rows: Iterable[Sequence[str]]) -> RawTable:
    """Place rows of plain texts; rows may differ in length."""
    return table_from_rows([SpannedText(text) for text in row] for row in rows)


def _sane(span: int) -> int:
    return max(1, min(span, MAX_SPAN))

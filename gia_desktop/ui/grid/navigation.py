"""Where the keyboard goes in an official grid; pure, so that it can be tested without a window."""

from __future__ import annotations

from enum import Enum, auto

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.grid import Grid, GridCell, Role
from gia_desktop.formats.schema import Format


class GridMove(Enum):
    """A wish to go somewhere."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    NEXT = auto()
    PREVIOUS = auto()
    DOWN_WRAPPED = auto()
    UP_WRAPPED = auto()
    ROW_START = auto()
    ROW_END = auto()
    COLUMN_START = auto()
    COLUMN_END = auto()
    TABLE_START = auto()
    TABLE_END = auto()
    BLOCK_NEXT = auto()
    BLOCK_PREVIOUS = auto()


class Navigator:
    """Finds the next cell of a grid; totals are skipped unless they are asked for."""

    def __init__(self, fmt: Format, grid: Grid) -> None:
        """Sort the value cells of a grid by row."""
        self._format = fmt
        self._places = {cell.key: cell for cell in grid.cells if cell.key is not None}
        self._entered = [cell for cell in self._places.values() if not fmt.cells[_key(cell)].computed]
        self._all = list(self._places.values())
        self._blocks = self._block_starts()
        self._block_ids = list(dict.fromkeys(fmt.cells[_key(cell)].block for cell in self._all))
        self._downwards = sorted(self._entered, key=self._order_down)

    @property
    def first(self) -> CellKey:
        """The first cell that can be typed into."""
        return _key(self._entered[0])

    def go(self, start: CellKey, move: GridMove, *, totals: bool = False) -> CellKey:
        """Return the cell a move leads to; the start itself when there is nothing further."""
        here = self._places[start]
        cells = self._all if totals else self._entered
        found = self._find(here, move, cells)
        return _key(found or here)

    def _find(self, here: GridCell, move: GridMove, cells: list[GridCell]) -> GridCell | None:  # noqa: PLR0911, PLR0912, C901
        row = [cell for cell in cells if cell.row == here.row]
        column = [cell for cell in cells if _same_column(cell, here)]
        match move:
            case GridMove.RIGHT:
                return next((cell for cell in row if cell.column > here.column), None)
            case GridMove.LEFT:
                return next((cell for cell in reversed(row) if cell.column < here.column), None)
            case GridMove.DOWN:
                return next((cell for cell in column if cell.row > here.row), None)
            case GridMove.UP:
                return next((cell for cell in reversed(column) if cell.row < here.row), None)
            case GridMove.NEXT:
                return next((cell for cell in cells if _order(cell) > _order(here)), None)
            case GridMove.PREVIOUS:
                return next((cell for cell in reversed(cells) if _order(cell) < _order(here)), None)
            case GridMove.DOWN_WRAPPED:
                here_down = self._order_down(here)
                return next((cell for cell in self._downwards if self._order_down(cell) > here_down), None)
            case GridMove.UP_WRAPPED:
                here_down = self._order_down(here)
                return next(
                    (cell for cell in reversed(self._downwards) if self._order_down(cell) < here_down), None
                )
            case GridMove.ROW_START:
                return row[0] if row else None
            case GridMove.ROW_END:
                return row[-1] if row else None
            case GridMove.COLUMN_START:
                return column[0] if column else None
            case GridMove.COLUMN_END:
                return column[-1] if column else None
            case GridMove.TABLE_START:
                return cells[0]
            case GridMove.TABLE_END:
                return cells[-1]
            case GridMove.BLOCK_NEXT | GridMove.BLOCK_PREVIOUS:
                return self._next_block(here, forward=move is GridMove.BLOCK_NEXT)

    def _order_down(self, cell: GridCell) -> tuple[int, int, int]:
        """Return the place of a cell on the way down every column of one block after the other."""
        return self._block_ids.index(self._format.cells[_key(cell)].block), cell.column, cell.row

    def _block_of(self, cell: GridCell) -> tuple[str, ...]:
        info = self._format.cells[_key(cell)]
        if cell.row == self._all[0].row == self._all[-1].row:
            return (info.block, info.row.id)
        return (info.block, *info.row_labels[:-1])

    def _block_starts(self) -> list[GridCell]:
        """Return the first entered cell of every run of rows under the same grouping label."""
        starts: list[GridCell] = []
        last: tuple[str, ...] | None = None
        for cell in self._entered:
            block = self._block_of(cell)
            if block != last:
                starts.append(cell)
            last = block
        return starts

    def _next_block(self, here: GridCell, *, forward: bool) -> GridCell | None:
        own = max(
            (start for start in self._blocks if _order(start) <= _order(here)), key=_order, default=None
        )
        place = self._blocks.index(own) if own is not None else -1
        if not forward and own is not None and own.row < here.row:
            target: GridCell = own
        else:
            place += 1 if forward else -1
            if not 0 <= place < len(self._blocks):
                return None
            target = self._blocks[place]
        same = [cell for cell in self._entered if cell.row == target.row and _same_column(cell, here)]
        return same[0] if same and target.row != here.row else target


def labels_of(grid: Grid, place: GridCell) -> frozenset[GridCell]:
    """Return the labels that name a value: the one of its row and the lowest heads over its column."""
    above = [
        cell
        for cell in grid.cells
        if cell.role is Role.HEADER and cell.row < place.row and _same_column(cell, place)
    ]
    lowest = max((cell.row + cell.row_span for cell in above), default=0)
    beside = [
        cell
        for cell in grid.cells
        if cell.role is Role.LABEL and cell.row == place.row and cell.row_span == 1
    ]
    return frozenset([*beside, *(cell for cell in above if cell.row + cell.row_span == lowest)])


def crosses(cell: GridCell, now: GridCell) -> bool:
    """Tell whether a cell lies in the row or the column of the current one."""
    return cell.row == now.row or _same_column(cell, now)


def _key(cell: GridCell) -> CellKey:
    if cell.key is None:
        raise KeyError(cell)
    return cell.key


def _order(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _same_column(cell: GridCell, other: GridCell) -> bool:
    return cell.column < other.column + other.column_span and other.column < cell.column + cell.column_span

"""The official shape of a table: one rectangle of merged cells, drawn from its two trees."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.core.records import dataclass
from gia_desktop.formats.schema import Block, Format, Node, Table


class Role(StrEnum):
    """What a grid cell is for."""

    CORNER = "corner"
    HEADER = "header"
    TITLE = "title"
    """A line over the full width that begins a block (第二十条第（一）项); a kind of header."""
    LABEL = "label"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One merged cell: its top left place, its spans, its text or the name of its value."""

    row: int
    column: int
    row_span: int
    column_span: int
    role: Role
    text: str = ""
    key: CellKey | None = None
    vertical: bool = False


@dataclass(frozen=True)
class Grid:
    """A rectangle of merged cells that covers every place exactly once.

    Attributes:
        head_rows: rows at the top that stay in sight and repeat on the next page.
        head_columns: columns at the left that stay in sight.
        widths: relative widths of the columns.
    """

    table: str
    rows: int
    columns: int
    head_rows: int
    head_columns: int
    cells: tuple[GridCell, ...]
    widths: tuple[int, ...]

    def place_of(self, key: CellKey) -> GridCell:
        """Return the grid cell of a value.

        Raises:
            KeyError: the table has no such cell.
        """
        for cell in self.cells:
            if cell.key == key:
                return cell
        raise KeyError(key)


@lru_cache(maxsize=32)
def make_grid(fmt: Format, table_id: str) -> Grid:
    """Draw one table of a format, once."""
    table = fmt.tables[table_id]
    width = len(table.widths)
    single = len(table.blocks) == 1 and not table.blocks[0].title
    cells: list[GridCell] = []
    row = 0
    for block in table.blocks:
        drawn = list(_one_line(block, row) if block.layout == "one_line" else _matrix(block, row, width))
        cells += drawn
        row = max(cell.row + cell.row_span for cell in drawn)
    head_rows = min(cell.row for cell in cells if cell.role is Role.VALUE) if single else 0
    head_columns = min(cell.column for cell in cells if cell.role is Role.VALUE) if single else 0
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(table.id, row, width, head_rows, head_columns, tuple(cells), table.widths)


def table_width(table: Table) -> int:
    """Return the number of grid columns the widest block of a table needs."""
    return max(
        (depth_of(block.rows) if block.layout == "matrix" else 0)
        + len(block.column_leaves()) * (1 if block.layout == "matrix" else len(block.row_leaves()))
        for block in table.blocks
    )


def depth_of(nodes: Iterable[Node]) -> int:
    """Return the number of levels of a forest."""
    return max(node.depth for node in nodes)


def _matrix(block: Block, top: int, width: int) -> Iterable[GridCell]:
    if block.title:
        yield GridCell(top, 0, 1, width, Role.TITLE, block.title)
        top += 1
    stub, heads = depth_of(block.rows), depth_of(block.columns)
    yield GridCell(top, 0, heads, stub, Role.CORNER, block.corner)
    columns = block.column_leaves()
    starts = [stub + place for place in range(len(columns))]
    spans = [1] * (len(columns) - 1) + [width - stub - len(columns) + 1]
    yield from _heads(block.columns, top, stub, heads, spans)
    first = top + heads
    yield from _labels(block.rows, first, 0, stub)
    for line, row in enumerate(block.row_leaves()):
        for column, start, span in zip(columns, starts, spans, strict=True):
            key = cell_key(block.table, row.id, column.id)
            yield GridCell(first + line, start, 1, span, Role.VALUE, key=key)


def _one_line(block: Block, top: int) -> Iterable[GridCell]:
    """Draw a block whose rows stand side by side, each as a head over its own columns."""
    columns = block.column_leaves()
    depth = depth_of(block.rows) + 1
    left = 0
    for row in block.rows:
        yield from _side_by_side(row, columns, top, left, depth)
        left += len(list(row.leaves())) * len(columns)
    for place, row in enumerate(block.row_leaves()):
        for offset, column in enumerate(columns):
            key = cell_key(block.table, row.id, column.id)
            yield GridCell(top + depth, place * len(columns) + offset, 1, 1, Role.VALUE, key=key)


def _side_by_side(node: Node, columns: list[Node], top: int, left: int, depth: int) -> Iterable[GridCell]:
    width = len(list(node.leaves())) * len(columns)
    yield GridCell(top, left, 1, width, Role.HEADER, node.label)
    if node.children:
        for child in node.children:
            yield from _side_by_side(child, columns, top + 1, left, depth - 1)
            left += len(list(child.leaves())) * len(columns)
        return
    for offset, column in enumerate(columns):
        yield GridCell(top + 1, left + offset, depth - 1, 1, Role.HEADER, column.label)


def _heads(nodes: Iterable[Node], top: int, left: int, depth: int, spans: list[int]) -> Iterable[GridCell]:
    """Draw a forest of columns downwards; ``spans`` are the widths of the leaves still to come."""
    for node in nodes:
        count = len(list(node.leaves()))
        width = sum(spans[:count])
        rows = 1 if node.children else depth
        yield GridCell(top, left, rows, width, Role.HEADER, node.label, vertical=node.vertical)
        yield from _heads(node.children, top + 1, left, depth - 1, spans[:count])
        left, spans = left + width, spans[count:]


def _labels(nodes: Iterable[Node], top: int, left: int, depth: int) -> Iterable[GridCell]:
    """Draw a forest of rows to the right."""
    for node in nodes:
        height = len(list(node.leaves()))
        columns = 1 if node.children else depth
        yield GridCell(top, left, height, columns, Role.LABEL, node.label, vertical=node.vertical)
        yield from _labels(node.children, top, left + 1, depth - 1)
        top += height

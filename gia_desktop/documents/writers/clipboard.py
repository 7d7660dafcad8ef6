"""What copying a part of an official table puts on the clipboard."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import NamedTuple

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import format_value
from gia_desktop.formats.grid import Grid, GridCell, Role, make_grid
from gia_desktop.formats.sheet import Sheet


class Copied(NamedTuple):
    """The two forms that other programs ask for."""

    text: str
    """Tab-separated, as Excel writes it."""
    html: str
    """One table with merged cells."""


class _Cell(NamedTuple):
    text: str
    row: int
    column: int
    row_span: int
    column_span: int


def copy_block(sheet: Sheet, table_id: str, keys: Collection[CellKey], *, with_labels: bool) -> Copied:
    """Copy the rectangle around some cells of a table.

    Args:
        sheet: the report.
        table_id: the table.
        keys: the selected cells, computed ones included; none at all means the whole table.
        with_labels: whether the heads over them and the labels beside them come along.
    """
    grid = make_grid(sheet.format, table_id)
    rows, columns = _rectangle(grid, keys)
    if with_labels:
        rows, columns = _with_heads(grid, rows), _with_stub(grid, columns)
    cells = [cell for found in grid.cells if (cell := _cut(found, rows, columns, sheet)) is not None]
    return Copied(_as_text(cells, len(rows), len(columns)), _as_html(cells, len(rows)))


def _rectangle(grid: Grid, keys: Collection[CellKey]) -> tuple[list[int], list[int]]:
    """Return the grid rows and columns that the selected values begin in."""
    chosen = [cell for cell in grid.cells if cell.role is Role.VALUE and (not keys or cell.key in keys)]
    return sorted({cell.row for cell in chosen}), sorted({cell.column for cell in chosen})


def _with_heads(grid: Grid, rows: list[int]) -> list[int]:
    """Add the head rows over each row, up to the block before."""
    has_values = {cell.row for cell in grid.cells if cell.role is Role.VALUE}
    wanted = set(rows)
    for row in rows:
        above = row
        while above - 1 in has_values:
            above -= 1
        while above > 0 and above - 1 not in has_values:
            above -= 1
            wanted.add(above)
    return sorted(wanted)


def _with_stub(grid: Grid, columns: list[int]) -> list[int]:
    """Add the columns that labels stand in."""
    stub = {
        place
        for cell in grid.cells
        if cell.role in {Role.LABEL, Role.CORNER}
        for place in range(cell.column, cell.column + cell.column_span)
    }
    return sorted(stub | set(columns))


def _cut(cell: GridCell, rows: list[int], columns: list[int], sheet: Sheet) -> _Cell | None:
    """Return the part of a merged cell that lies in the kept rows and columns."""
    inside = [place for place, row in enumerate(rows) if cell.row <= row < cell.row + cell.row_span]
    across = [
        place
        for place, column in enumerate(columns)
        if cell.column <= column < cell.column + cell.column_span
    ]
    if not inside or not across:
        return None
    text = cell.text if cell.key is None else format_value(sheet.now[cell.key])
    return _Cell(text, inside[0], across[0], len(inside), len(across))


def _as_text(cells: list[_Cell], rows: int, columns: int) -> str:
    texts = [[""] * columns for _ in range(rows)]
    for cell in cells:
        texts[cell.row][cell.column] = _quoted(cell.text)
    return "".join("\t".join(line) + "\r\n" for line in texts)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\r\n"') else text


def _as_html(cells: list[_Cell], rows: int) -> str:
    lines = []
    for row in range(rows):
        line = "".join(
            _html_cell(cell) for cell in sorted(cells, key=lambda cell: cell.column) if cell.row == row
        )
        lines.append(f"<tr>{line}</tr>")
    table = '<table border="1" style="border-collapse:collapse">' + "".join(lines) + "</table>"
    fragment = f"<!--StartFragment-->{table}<!--EndFragment-->"
    return f'<html><head><meta charset="utf-8"></head><body>{fragment}</body></html>'


def _html_cell(cell: _Cell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{spans}>{escape(cell.text)}</td>"

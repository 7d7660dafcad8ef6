"""Summed tables as an Excel workbook: one sheet a table in its official shape, then lists of what went in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gia_desktop.core.values import format_value, is_number
from gia_desktop.documents.content import title_of
from gia_desktop.formats.grid import GridCell, make_grid
from gia_desktop.formats.sheet import Sheet

_TOP = 3
_WIDTH = 110
_LIST_WIDTH = 16
_FIRST_WIDTH = 44

Cell = str | int | Decimal | None


def write_sum_book(sheet: Sheet, said: str, lists: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return a workbook of the tables of a sheet and further lists.

    Args:
        sheet: the summed figures; totals are written as numbers, since their parts are on the lists.
        said: a sentence below the title of every table, such as what the sum covers.
        lists: heads and rows by name of sheet.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    line = Side(style="thin")
    box = Border(left=line, right=line, top=line, bottom=line)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for section in (section for section in sheet.format.sections if section.table):
        grid = make_grid(sheet.format, section.table)
        page = book.create_sheet(section.short)
        page.append([title_of(sheet)])
        page.append([section.heading])
        page.append([said])
        for place, width in enumerate(grid.widths, 1):
            letter = get_column_letter(place)
            page.column_dimensions[letter].width = max(8.0, _WIDTH * width / sum(grid.widths))
        for row in range(grid.rows):
            for column in range(grid.columns):
                page.cell(row + _TOP + 1, column + 1).border = box
        for cell in grid.cells:
            at = page.cell(cell.row + _TOP + 1, cell.column + 1)
            at.value = _shown(sheet, cell)
            at.alignment = middle
            if cell.row_span * cell.column_span > 1:
                page.merge_cells(
                    start_row=at.row,
                    start_column=at.column,
                    end_row=at.row + cell.row_span - 1,
                    end_column=at.column + cell.column_span - 1,
                )
        page.freeze_panes = page.cell(_TOP + grid.head_rows + 1, grid.head_columns + 1)
    for name, rows in lists.items():
        page = book.create_sheet(name)
        page.freeze_panes = "B2"
        for values in rows:
            page.append([_safe(value) for value in values])
        for place in range(1, page.max_column + 1):
            width = _FIRST_WIDTH if place == 1 else _LIST_WIDTH
            page.column_dimensions[get_column_letter(place)].width = width
        for head in page[1]:
            head.font = Font(bold=True)
            head.alignment = middle
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _shown(sheet: Sheet, cell: GridCell) -> Cell:
    if cell.key is None:
        return cell.text
    value = sheet.now[cell.key]
    return value if is_number(value) else format_value(value)


def _safe(value: Cell) -> Cell:
    """Return a value that Excel takes for no formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value

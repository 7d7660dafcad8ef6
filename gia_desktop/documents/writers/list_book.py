"""A plain list as an Excel workbook: one sheet, heads that stay in view, texts that never become formulas."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Sequence
from typing import Final

_WIDEST: Final = 60
_NARROWEST: Final = 8
_LOOKED_AT: Final = 200
"""Rows that the widths of the columns are worked out from."""
_ILLEGAL: Final = {code: None for code in range(32) if code not in {9, 10, 13}}

CellValue = str | int | dt.date | None


def write_list(name: str, rows: Sequence[Sequence[CellValue]]) -> bytes:
    """Return a workbook of one list.

    Args:
        name: name of the sheet, at most 31 characters.
        rows: the heads, then the rows; dates become real dates of Excel.
    """
    # Loaded when it is needed: it takes longer than the rest of the command.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for column, places in enumerate(_widths(rows), 1):
        sheet.column_dimensions[get_column_letter(column)].width = places
    for number, row in enumerate(rows):
        line = []
        for value in row:
            cell = WriteOnlyCell(sheet, None)
            if isinstance(value, str):
                cell.value = value.translate(_ILLEGAL)
                cell.data_type = "s"
            else:
                cell.value = value
            if isinstance(value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            if number == 0:
                cell.font = Font(bold=True)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            line.append(cell)
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _widths(rows: Sequence[Sequence[CellValue]]) -> list[int]:
    count = max((len(row) for row in rows), default=0)
    widths = [_NARROWEST] * count
    for row in rows[:_LOOKED_AT]:
        for column, value in enumerate(row):
            text = "0000-00-00" if isinstance(value, dt.date) else str(value or "")
            widths[column] = max(widths[column], min(_WIDEST, _places(text) + 2))
    return widths


def _places(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)

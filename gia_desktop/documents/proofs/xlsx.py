"""Opening a written workbook again and comparing it with its report."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import NA, Unread, Value, format_value
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Proof
from gia_desktop.formats.grid import Grid, GridCell, make_grid
from gia_desktop.formats.sheet import Sheet

_FIRST_ROW: Final = 3
_SUM: Final = re.compile(r'=IF\(COUNT\(([A-Z0-9:,]+)\)=0,"",SUM\(\1\)\)')


def prove_xlsx(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    """Compare a workbook with its report: labels, figures, and totals both as stored and as added up."""
    count = len(sheet.format.cells)
    try:
        formulas = load_workbook(BytesIO(data))
        results = load_workbook(BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        return Proof(count, 0, (f"文件打不开（{error}）",))
    pages = list(_pages(sheet, options))
    if formulas.sheetnames != [page.name for page in pages]:
        return Proof(count, 0, (f"工作表应为{'、'.join(page.name for page in pages)}",))
    same, faults = 0, list[str]()
    for page in pages:
        matching, found = _compare_sheet((formulas[page.name], results[page.name]), page, sheet)
        same += 0 if page.is_last else matching
        faults += found
    return Proof(count, same, tuple(faults))


@dataclass(frozen=True)
class _Page:
    """What a worksheet must hold."""

    name: str
    heading: str
    table: str
    values: Mapping[CellKey, Value]
    blank: str
    is_last: bool


def _pages(sheet: Sheet, options: DocumentOptions) -> Iterator[_Page]:
    sections = [section for section in sheet.format.sections if section.table]
    blank = "0" if options.blank_as_zero else ""
    for part in sections:
        yield _Page(part.short, part.heading, part.table, sheet.now, blank, is_last=False)
    if options.last_year and sheet.report.previous is not None:
        before = f"上年（{sheet.report.previous.year}年）："
        for part in sections:
            yield _Page(f"上年{part.short}", before + part.heading, part.table, sheet.last, "", is_last=True)


def _compare_sheet(pages: tuple[Worksheet, Worksheet], page: _Page, sheet: Sheet) -> tuple[int, list[str]]:
    grid = make_grid(sheet.format, page.table)
    faults = [] if pages[0]["A2"].value == page.heading else [f"缺少“{page.heading}”"]
    last = get_column_letter(grid.columns)
    wanted = {_area(cell) for cell in grid.cells} - {""} | {f"A1:{last}1", f"A2:{last}2"}
    if {str(area) for area in pages[0].merged_cells.ranges} != wanted:
        faults.append(f"“{page.heading}”的合并单元格与官方表格不同")
    found = list(_block_faults(pages, grid, sheet, page.values, page.blank))
    wrong = {cell.key for cell, _ in found if cell.key is not None}
    same = sum(cell.key is not None for cell in grid.cells) - len(wrong)
    before = "上年：" if page.is_last else ""
    return same, [*(before + fault for _, fault in found), *faults]


def _block_faults(
    pages: tuple[Worksheet, Worksheet],
    grid: Grid,
    sheet: Sheet,
    values: Mapping[CellKey, Value],
    blank: str,
) -> Iterator[tuple[GridCell, str]]:
    computed = {item.target for item in sheet.format.sums}
    for cell in grid.cells:
        row, column = cell.row + _FIRST_ROW, cell.column + 1
        written, result = (page.cell(row, column).value for page in pages)
        if cell.key is None:
            if written != cell.text:
                yield cell, f"“{cell.text}”在文件里是“{written}”"
            continue
        name = sheet.format.cells[cell.key].label
        wanted = _expected(values.get(cell.key), blank)
        if wanted != _plain(result):
            yield cell, f"格“{name}”应为“{wanted}”，文件里是“{_plain(result)}”"
        elif cell.key in computed and wanted != "/" and _added(written, pages[1]) != wanted:
            yield cell, f"格“{name}”的公式 {written} 算不出“{wanted}”"


def _added(formula: object, results: Worksheet) -> str | None:
    """Return what a total's formula gives, or None when it is not such a sum."""
    match = _SUM.fullmatch(str(formula))
    if match is None:
        return None
    figures: list[Decimal] = []
    for area in match.group(1).split(","):
        cells = results[area]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        figures += [
            Decimal(str(cell.value)) for row in rows for cell in row if isinstance(cell.value, int | float)
        ]
    return _digits(sum(figures, Decimal(0))) if figures else ""


def _expected(value: Value, blank: str) -> str:
    if value is None or isinstance(value, Unread):
        return blank
    return "/" if value is NA else _digits(Decimal(format_value(value)))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return _digits(Decimal(str(value))) if isinstance(value, int | float) else str(value)


def _digits(number: Decimal) -> str:
    """Return a number without the zeros that Excel does not keep: 29.50 is 29.5 there."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _area(cell: GridCell) -> str:
    """Return the merged area of a cell as Excel names it, or nothing when it is not merged."""
    if cell.row_span * cell.column_span == 1:
        return ""
    first, last = get_column_letter(cell.column + 1), get_column_letter(cell.column + cell.column_span)
    top = cell.row + _FIRST_ROW
    return f"{first}{top}:{last}{top + cell.row_span - 1}"

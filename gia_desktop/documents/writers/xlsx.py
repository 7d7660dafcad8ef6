"""The official tables as an Excel workbook: one sheet a table, totals as formulas with their results.

The parts are written directly, because openpyxl can't store a formula together with its result, and
programs that only show files would then show empty totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import NA, Value, format_value, is_number
from gia_desktop.documents.content import title_of
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.package import (
    content_types,
    core_properties,
    escape,
    pack,
    relationships,
    theme,
)
from gia_desktop.formats.computing import ordered_sums
from gia_desktop.formats.grid import Grid, GridCell, Role, make_grid
from gia_desktop.formats.sheet import Sheet

_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ROOT_RELATIONS: Final = {
    "rId1": (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
    "rId2": (f"{_PACKAGE}/core-properties", "docProps/core.xml"),
}
_TOP: Final = 2
"""Sheet rows above a table: the title of the report and the heading of the section."""
_WIDTH: Final = 110
"""Width of a table in Excel's characters, more where its heads need it."""
_HEAD_WIDTH: Final = 9
"""Width at which four characters stand on one line and a head of six is broken after the fourth."""
_PORTRAIT: Final = 130
"""Width up to which a table is printed upright."""
_TOP_HEIGHT: Final = 24
_ROW_HEIGHT: Final = 18
_CHARS_PER_LINE: Final = 0.46
"""Chinese characters that fit a unit of column width."""
_TITLE_CHARS: Final = 0.34
"""The same of the title's larger type."""
_MOST_DECIMALS: Final = 6
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_PLAIN, _HEADING, _HEAD, _LABEL, _TOTAL, _QUOTED, _UPRIGHT, _ENTERED = range(8)
"""Cell formats; figures with decimals follow, one format for each number of decimals."""
_BORDERED: Final = 'applyFont="1" borderId="1" applyBorder="1" applyAlignment="1"'
_TEXT: Final = f'fontId="0" {_BORDERED}'
_CENTRED: Final = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_LEFT: Final = '<alignment horizontal="left" vertical="center" wrapText="1"/>'
_DOWNWARDS: Final = '<alignment horizontal="center" vertical="center" textRotation="255"/>'
_SHRUNK: Final = '<alignment horizontal="center" vertical="center" shrinkToFit="1"/>'
_WHOLE: Final = 'numFmtId="1" applyNumberFormat="1"'
# A number format, even 0, keeps Excel from writing a wide figure as 1E+06.
_FORMATS: Final = {
    _PLAIN: "<xf/>",
    _HEADING: f'<xf fontId="1" applyFont="1" applyAlignment="1">{_CENTRED}</xf>',
    _HEAD: f"<xf {_TEXT}>{_CENTRED}</xf>",
    _LABEL: f"<xf {_TEXT}>{_LEFT}</xf>",
    _TOTAL: f'<xf {_WHOLE} fontId="2" fillId="2" applyFill="1" {_BORDERED}>{_SHRUNK}</xf>',
    _QUOTED: f'<xf fontId="1" quotePrefix="1" applyFont="1" applyAlignment="1">{_CENTRED}</xf>',
    _UPRIGHT: f"<xf {_TEXT}>{_DOWNWARDS}</xf>",
    _ENTERED: f"<xf {_WHOLE} {_TEXT}>{_SHRUNK}</xf>",
} | {
    _ENTERED + decimals: f'<xf numFmtId="{200 + decimals}" applyNumberFormat="1" {_TEXT}>{_SHRUNK}</xf>'
    for decimals in range(1, _MOST_DECIMALS + 1)
}
_NUMBER_FORMATS: Final = "".join(
    f'<numFmt numFmtId="{200 + decimals}" formatCode="0.{"0" * decimals}"/>'
    for decimals in range(1, _MOST_DECIMALS + 1)
)
_SIDES: Final = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
_STYLES: Final = (
    f'<styleSheet {_MAIN}><numFmts count="{_MOST_DECIMALS}">{_NUMBER_FORMATS}</numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="14"/><name val="宋体"/></font>'
    '<font><sz val="11"/><color rgb="FF12408F"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE9F1FC"/></patternFill></fill></fills>'
    f'<borders count="2"><border/><border>{_SIDES}</border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">{"".join(_FORMATS.values())}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True)
class _Page:
    """One worksheet: a table with the figures of one year."""

    name: str
    heading: str
    grid: Grid
    values: Mapping[CellKey, Value]
    formulas: Mapping[CellKey, tuple[CellKey, ...]]
    blank: str = ""

    def address(self, cell: GridCell) -> str:
        return address(cell.row + _TOP, cell.column)

    @property
    def head_rows(self) -> int:
        """Rows that stay in sight and are printed on every page."""
        return _TOP + self.grid.head_rows


def write_xlsx(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the official tables as a workbook; last year's follow on sheets of their own."""
    pages = list(_pages(sheet, options))
    names = {f"xl/worksheets/sheet{place}.xml": page for place, page in enumerate(pages, 1)}
    kinds = {
        "xl/workbook.xml": f"{_TYPES}.sheet.main+xml",
        "xl/styles.xml": f"{_TYPES}.styles+xml",
        "xl/theme.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        **dict.fromkeys(names, f"{_TYPES}.worksheet+xml"),
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    targets = {
        f"rId{place}": (f"{_OFFICE}/worksheet", name.removeprefix("xl/"))
        for place, name in enumerate(names, 1)
    }
    targets |= {
        "rIdStyles": (f"{_OFFICE}/styles", "styles.xml"),
        "rIdTheme": (f"{_OFFICE}/theme", "theme.xml"),
    }
    title = title_of(sheet)
    return pack(
        {
            "[Content_Types].xml": content_types(kinds),
            "_rels/.rels": relationships(_ROOT_RELATIONS),
            "docProps/core.xml": core_properties(title),
            "xl/_rels/workbook.xml.rels": relationships(targets),
            "xl/workbook.xml": _workbook(pages),
            "xl/styles.xml": _STYLES,
            "xl/theme.xml": theme(),
            **{name: _worksheet(page, title) for name, page in names.items()},
        }
    )


def _pages(sheet: Sheet, options: DocumentOptions) -> Iterator[_Page]:
    formulas = {item.target: item.parts for item in ordered_sums(sheet.format)}
    blank = "0" if options.blank_as_zero else ""
    sections = [section for section in sheet.format.sections if section.table]
    for section in sections:
        grid = make_grid(sheet.format, section.table)
        yield _Page(section.short, section.heading, grid, sheet.now, formulas, blank)
    previous = sheet.report.previous
    if options.last_year and previous is not None:
        for section in sections:
            grid = make_grid(sheet.format, section.table)
            heading = f"上年（{previous.year}年）：{section.heading}"
            yield _Page(f"上年{section.short}", heading, grid, sheet.last, formulas)


def address(row: int, column: int) -> str:
    """Return the name of a place on a sheet; rows and columns count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _workbook(pages: Sequence[_Page]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(page.name)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, page in enumerate(pages, 1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"'{escape(page.name)}'!$1:${page.head_rows}</definedName>"
        for place, page in enumerate(pages)
    )
    return (
        f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
        f"<definedNames>{repeated}</definedNames></workbook>"
    )


def _worksheet(page: _Page, title: str) -> str:
    grid = page.grid
    widths = _column_widths(grid)
    lines = -(-len(title) // max(1, int(sum(widths) * _TITLE_CHARS)))
    rows = [
        _top_row(1, _text("A1", title, _HEADING), lines),
        _top_row(2, _text("A2", page.heading, _HEADING), 1),
        *(_row(page, widths, row) for row in range(grid.rows)),
    ]
    across = address(0, grid.columns - 1)[:-1]
    merges = [f"A1:{across}1", f"A2:{across}2"]
    merges += [_area(page, cell) for cell in grid.cells if cell.row_span * cell.column_span > 1]
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width:.2f}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    orientation = "portrait" if sum(widths) <= _PORTRAIT else "landscape"
    return (
        f'<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{_frozen(grid)}'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.6" right="0.6" top="0.8" bottom="0.8" header="0.3" footer="0.4"/>'
        f'<pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )


def _top_row(number: int, cells: str, lines: int) -> str:
    return f'<row r="{number}" ht="{_TOP_HEIGHT * lines}" customHeight="1">{cells}</row>'


def _frozen(grid: Grid) -> str:
    rows = _TOP + grid.head_rows
    columns = f'xSplit="{grid.head_columns}" ' if grid.head_columns else ""
    pane = "bottomRight" if grid.head_columns else "bottomLeft"
    corner = address(rows, grid.head_columns)
    return (
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane {columns}ySplit="{rows}" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        "</sheetView></sheetViews>"
    )


def _column_widths(grid: Grid) -> list[float]:
    """Return the widths of the columns; those of figures have room for their heads."""
    figures = {cell.column for cell in grid.cells if cell.key is not None}
    shares = [_WIDTH * width / sum(grid.widths) for width in grid.widths]
    return [max(share, _HEAD_WIDTH) if column in figures else share for column, share in enumerate(shares)]


def _area(page: _Page, cell: GridCell) -> str:
    end = replace(cell, row=cell.row + cell.row_span - 1, column=cell.column + cell.column_span - 1)
    return f"{page.address(cell)}:{page.address(end)}"


def _row(page: _Page, widths: Sequence[float], row: int) -> str:
    lines = max(_lines(widths, cell) for cell in page.grid.cells if cell.row == row)
    height = max(_ROW_HEIGHT, lines * _ROW_HEIGHT * 5 // 6)
    cells = "".join(_row_cells(page, row))
    return f'<row r="{row + _TOP + 1}" ht="{height}" customHeight="1">{cells}</row>'


def _lines(widths: Sequence[float], cell: GridCell) -> int:
    """Return the lines that a label of one row takes; merged cells never stretch rows by themselves."""
    if cell.row_span > 1 or not cell.text:
        return 1
    width = sum(widths[cell.column : cell.column + cell.column_span])
    return -(-len(cell.text) // max(1, int(width * _CHARS_PER_LINE)))


def _row_cells(page: _Page, row: int) -> Iterator[str]:
    """Yield the cells of a row; places inside a merged cell are written too, for their borders."""
    for column in range(page.grid.columns):
        for cell in page.grid.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                if (cell.row, cell.column) == (row, column):
                    yield _cell(page, cell)
                else:
                    place = address(row + _TOP, column)
                    yield f'<c r="{place}" s="{_style_of(page, cell)}"/>'


def _style_of(page: _Page, cell: GridCell) -> int:
    if cell.vertical:
        return _UPRIGHT
    if cell.key is None:
        return _LABEL if cell.role is Role.LABEL and cell.row_span == 1 else _HEAD
    return _TOTAL if cell.key in page.formulas else _ENTERED


def _cell(page: _Page, cell: GridCell) -> str:
    place, style = page.address(cell), _style_of(page, cell)
    if cell.key is None:
        return _text(place, cell.text, style)
    value = page.values.get(cell.key)
    shown = format_value(value) if is_number(value) else page.blank
    if cell.key in page.formulas and (is_number(value) or value is None):
        return _formula(place, _sum(page, page.formulas[cell.key]), shown, style)
    if is_number(value) or (value is None and page.blank):
        decimals = min(len(shown.partition(".")[2]), _MOST_DECIMALS)
        return f'<c r="{place}" s="{style + decimals}"><v>{shown}</v></c>'
    return _text(place, format_value(value), style) if value is NA else f'<c r="{place}" s="{style}"/>'


def _sum(page: _Page, parts: Iterable[CellKey]) -> str:
    """Return a sum that stays empty while all its parts are, as the report's own totals do."""
    areas = ",".join(_areas([page.grid.place_of(key) for key in parts], page))
    return f'IF(COUNT({areas})=0,"",SUM({areas}))'


def _areas(cells: list[GridCell], page: _Page) -> Iterator[str]:
    """Yield the addresses of cells, neighbours joined to areas."""
    start = 0
    for end in range(1, len(cells) + 1):
        if end == len(cells) or not _adjoins(cells[start], cells[end - 1], cells[end]):
            first, last = page.address(cells[start]), page.address(cells[end - 1])
            yield first if first == last else f"{first}:{last}"
            start = end


def _adjoins(first: GridCell, last: GridCell, cell: GridCell) -> bool:
    right = first.row == last.row == cell.row and cell.column == last.column + last.column_span
    below = first.column == last.column == cell.column and cell.row == last.row + last.row_span
    return right or below


def _formula(place: str, formula: str, result: str, style: int) -> str:
    kind = "" if result else ' t="str"'
    return f'<c r="{place}" s="{style}"{kind}><f>{escape(formula)}</f><v>{result}</v></c>'


def _text(place: str, text: str, style: int) -> str:
    """Return a cell of text that Excel never takes for a formula, not even after it was edited."""
    if text.startswith(_FORMULA_SIGNS):
        style = _QUOTED
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'

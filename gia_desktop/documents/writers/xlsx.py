"""The official tables as an Excel workbook: one sheet a table, totals as formulas with their results.

The parts are written directly, because openpyxl can't store a formula together with its result, and
programs that only show files would then show empty totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from gia_desktop.formats.figures import ordered_sums
from gia_desktop.formats.grid import Grid, GridCell, Role, make_grid
from gia_desktop.formats.schema import Section
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
"""Width of a table in Excel's characters."""
_TOP_HEIGHT: Final = 24
_ROW_HEIGHT: Final = 18
_CHARS_PER_LINE: Final = 0.46
"""Chinese characters that fit a unit of column width."""
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_PLAIN, _HEADING, _HEAD, _LABEL, _ENTERED, _TOTAL, _QUOTED, _UPRIGHT = range(8)
_BORDERED: Final = 'applyFont="1" borderId="1" applyBorder="1" applyAlignment="1"'
_TEXT: Final = f'fontId="0" {_BORDERED}'
_CENTRED: Final = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_LEFT: Final = '<alignment horizontal="left" vertical="center" wrapText="1"/>'
_DOWNWARDS: Final = '<alignment horizontal="center" vertical="center" textRotation="255"/>'
_FORMATS: Final = {
    _PLAIN: "<xf/>",
    _HEADING: '<xf fontId="1" applyFont="1"/>',
    _HEAD: f"<xf {_TEXT}>{_CENTRED}</xf>",
    _LABEL: f"<xf {_TEXT}>{_LEFT}</xf>",
    _ENTERED: f'<xf {_TEXT}><alignment horizontal="center" vertical="center"/></xf>',
    _TOTAL: f'<xf fontId="2" fillId="2" applyFill="1" {_BORDERED}>{_CENTRED}</xf>',
    _QUOTED: '<xf fontId="1" quotePrefix="1" applyFont="1"/>',
    _UPRIGHT: f"<xf {_TEXT}>{_DOWNWARDS}</xf>",
}
_SIDES: Final = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
_STYLES: Final = (
    f"<styleSheet {_MAIN}>"
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
class _Block:
    """One drawing of a table on its sheet: this year's or, to the right of it, last year's."""

    grid: Grid
    values: Mapping[CellKey, Value]
    formulas: Mapping[CellKey, tuple[CellKey, ...]]
    left: int = 0
    blank: str = ""

    def address(self, cell: GridCell) -> str:
        return address(cell.row + _TOP, cell.column + self.left)


def write_xlsx(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the official tables as a workbook."""
    sections = [section for section in sheet.format.sections if section.table]
    names = {f"xl/worksheets/sheet{place}.xml": section for place, section in enumerate(sections, 1)}
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
    return pack(
        {
            "[Content_Types].xml": content_types(kinds),
            "_rels/.rels": relationships(_ROOT_RELATIONS),
            "docProps/core.xml": core_properties(title_of(sheet)),
            "xl/_rels/workbook.xml.rels": relationships(targets),
            "xl/workbook.xml": _workbook(sections),
            "xl/styles.xml": _STYLES,
            "xl/theme.xml": theme(),
            **{name: _worksheet(sheet, section, options) for name, section in names.items()},
        }
    )


def address(row: int, column: int) -> str:
    """Return the name of a place on a sheet; rows and columns count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _workbook(sections: Iterable[Section]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(section.short)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, section in enumerate(sections, 1)
    )
    return f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _worksheet(sheet: Sheet, section: Section, options: DocumentOptions) -> str:
    grid = make_grid(sheet.format, section.table)
    formulas = {item.target: item.parts for item in ordered_sums(sheet.format)}
    blocks = [_Block(grid, sheet.now, formulas, blank="0" if options.blank_as_zero else "")]
    headings = [
        _text(address(0, 0), title_of(sheet), _HEADING),
        _text(address(1, 0), section.heading, _HEADING),
    ]
    if options.last_year and sheet.report.previous is not None:
        blocks.append(replace(blocks[0], values=sheet.last, left=grid.columns + 1, blank=""))
        said = f"上年（{sheet.report.previous.year}年）"
        headings.append(_text(address(1, grid.columns + 1), said, _HEADING))
    rows = [_top_row(1, headings[0]), _top_row(2, "".join(headings[1:]))]
    rows += [_row(blocks, row) for row in range(grid.rows)]
    orientation = "portrait" if len(blocks) == 1 else "landscape"
    merges = [
        _merge(block, cell) for block in blocks for cell in grid.cells if cell.row_span * cell.column_span > 1
    ]
    return (
        f'<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{_frozen(grid)}'
        f"{_columns(blocks)}<sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>'
        f'<pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _top_row(number: int, cells: str) -> str:
    return f'<row r="{number}" ht="{_TOP_HEIGHT}" customHeight="1">{cells}</row>'


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


def _columns(blocks: Iterable[_Block]) -> str:
    made = ""
    for block in blocks:
        for place, width in enumerate(_column_widths(block.grid), block.left + 1):
            made += f'<col min="{place}" max="{place}" width="{width:.2f}" customWidth="1"/>'
    return f"<cols>{made}</cols>"


def _column_widths(grid: Grid) -> list[float]:
    return [_WIDTH * width / sum(grid.widths) for width in grid.widths]


def _merge(block: _Block, cell: GridCell) -> str:
    end = replace(cell, row=cell.row + cell.row_span - 1, column=cell.column + cell.column_span - 1)
    return f'<mergeCell ref="{block.address(cell)}:{block.address(end)}"/>'


def _row(blocks: Iterable[_Block], row: int) -> str:
    cells = [made for block in blocks for made in _row_cells(block, row)]
    lines = max(_lines(block.grid, cell) for block in blocks for cell in block.grid.cells if cell.row == row)
    height = max(_ROW_HEIGHT, lines * _ROW_HEIGHT * 5 // 6)
    return f'<row r="{row + _TOP + 1}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def _lines(grid: Grid, cell: GridCell) -> int:
    """Return the lines that a label of one row takes; merged cells never stretch rows by themselves."""
    if cell.row_span > 1 or not cell.text:
        return 1
    width = sum(_column_widths(grid)[cell.column : cell.column + cell.column_span])
    return -(-len(cell.text) // max(1, int(width * _CHARS_PER_LINE)))


def _row_cells(block: _Block, row: int) -> Iterator[str]:
    """Yield the cells of a row; places inside a merged cell are written too, for their borders."""
    for column in range(block.grid.columns):
        for cell in block.grid.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                if (cell.row, cell.column) == (row, column):
                    yield _cell(block, cell)
                else:
                    place = address(row + _TOP, column + block.left)
                    yield f'<c r="{place}" s="{_style_of(block, cell)}"/>'


def _style_of(block: _Block, cell: GridCell) -> int:
    if cell.vertical:
        return _UPRIGHT
    if cell.key is None:
        return _LABEL if cell.role is Role.LABEL and cell.row_span == 1 else _HEAD
    return _TOTAL if cell.key in block.formulas else _ENTERED


def _cell(block: _Block, cell: GridCell) -> str:
    place, style = block.address(cell), _style_of(block, cell)
    if cell.key is None:
        return _text(place, cell.text, style)
    value = block.values.get(cell.key)
    shown = format_value(value) if is_number(value) else block.blank
    if cell.key in block.formulas and (is_number(value) or value is None):
        return _formula(place, _sum(block, block.formulas[cell.key]), shown, style)
    if is_number(value) or (value is None and block.blank):
        return f'<c r="{place}" s="{style}"><v>{shown}</v></c>'
    return _text(place, format_value(value), style) if value is NA else f'<c r="{place}" s="{style}"/>'


def _sum(block: _Block, parts: Iterable[CellKey]) -> str:
    """Return a sum that stays empty while all its parts are, as the report's own totals do."""
    areas = ",".join(_areas([block.grid.place_of(key) for key in parts], block))
    return f'IF(COUNT({areas})=0,"",SUM({areas}))'


def _areas(cells: list[GridCell], block: _Block) -> Iterator[str]:
    """Yield the addresses of cells, neighbours joined to areas."""
    start = 0
    for end in range(1, len(cells) + 1):
        if end == len(cells) or not _adjoins(cells[start], cells[end - 1], cells[end]):
            first, last = block.address(cells[start]), block.address(cells[end - 1])
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

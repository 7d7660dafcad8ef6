"""An official table as docx: spans, merged cells, repeated heads, widths in the grid and in every cell."""

from __future__ import annotations

from gia_desktop.documents.content import TablePart
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.table_layout import TableLayout
from gia_desktop.documents.writers.docx_styles import (
    TABLE,
    TABLE_HEAD,
    TABLE_LABEL,
    TABLE_NUMBER,
    ground,
    table_style,
    twips,
)
from gia_desktop.documents.writers.docx_text import paragraph, run
from gia_desktop.documents.writers.package import escape
from gia_desktop.formats.grid import Grid, GridCell, Role


def table(part: TablePart, layout: TableLayout, style: PageStyle, *, keep_last: bool = False) -> str:
    """Return the table element of an official table; ``keep_last``: its last row stays with what follows."""
    grid = part.grid
    starts = {(cell.row, cell.column): cell for cell in grid.cells}
    covers = {(cell.row + down, cell.column): cell for cell in grid.cells for down in range(1, cell.row_span)}
    heads = _head_rows(grid)
    made = [_properties(part, layout)]
    for row in range(grid.rows):
        made.append(_row_start(row, heads, layout))
        keep = keep_last if row == grid.rows - 1 else not layout.own_page
        for column in range(grid.columns):
            if cell := starts.get((row, column)):
                made.append(_cell(cell, part, layout, style, keep=keep))
            elif cell := covers.get((row, column)):
                made.append(_covered(cell, layout, style, keep=keep))
        made.append("</w:tr>")
    made.append("</w:tbl>")
    return "".join(made)


def _head_rows(grid: Grid) -> int:
    """Return the number of rows before the first figures.

    In a table of several blocks they head the first block alone, but such a table is never torn.
    """
    return min(cell.row for cell in grid.cells if cell.role is Role.VALUE)


def _properties(part: TablePart, layout: TableLayout) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    grid = part.grid
    about = f"{part.caption}：{grid.rows} 行 {grid.columns} 列，前 {_head_rows(grid)} 行是表头。"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(part.caption)}"/>'
        f'<w:tblDescription w:val="{escape(about)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _row_start(row: int, head_rows: int, layout: TableLayout) -> str:
    head = "<w:tblHeader/>" if row < head_rows else ""
    height = twips(layout.row_heights[row])
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>'


def _cell(cell: GridCell, part: TablePart, layout: TableLayout, style: PageStyle, *, keep: bool) -> str:
    merge = '<w:vMerge w:val="restart"/>' if cell.row_span > 1 else ""
    direction = '<w:textDirection w:val="tbRlV"/>' if cell.vertical else ""
    text = run(layout.in_lines(cell, part.text(cell), style), style, style.table_font)
    content = paragraph(_paragraph_style(cell, layout, style), text, _keep(keep=keep))
    return f"<w:tc>{_cell_properties(cell, layout, merge, direction)}{content}</w:tc>"


def _covered(cell: GridCell, layout: TableLayout, style: PageStyle, *, keep: bool) -> str:
    """Return the place that a cell from a row above reaches into."""
    content = paragraph(_paragraph_style(cell, layout, style), "", _keep(keep=keep))
    return f"<w:tc>{_cell_properties(cell, layout, '<w:vMerge/>', '')}{content}</w:tc>"


def _keep(*, keep: bool) -> str:
    return "<w:keepNext/>" if keep else ""


def _cell_properties(cell: GridCell, layout: TableLayout, merge: str, direction: str) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    fill = ground(layout.fill_of(cell))
    return (
        f'<w:tcPr><w:tcW w:w="{layout.cell_width(cell)}" w:type="dxa"/>{span}{merge}{fill}{direction}'
        '<w:vAlign w:val="center"/></w:tcPr>'
    )


def _paragraph_style(cell: GridCell, layout: TableLayout, style: PageStyle) -> str:
    if cell.key is not None:
        return table_style(TABLE_NUMBER, layout.size_of(cell), style)
    return table_style(TABLE_LABEL if layout.starts_left(cell) else TABLE_HEAD, layout.size_of(cell), style)

"""The report for the editor of a government site: what editors and sanitizers leave of it is still whole.

Editors throw away other things each: styles (TinyMCE's paste), captions or show them as text, frames around
tables with all that is inside (wangEditor's stored text). So every look is said twice, by an old attribute
and by a style; nothing lies around a table; indents are spaces.
"""

from __future__ import annotations

from html import escape
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.documents.content import Kind, Paragraph, Part, TablePart, make_content
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.formats.grid import GridCell, Role
from gia_desktop.formats.sheet import Sheet

_TABLE: Final = (
    'border="1" cellspacing="0" cellpadding="4" width="100%" align="center"'
    ' style="border-collapse:collapse;width:100%;font-size:14px;line-height:1.4"'
)
_CELL: Final = "border:1px solid #000;padding:4px;vertical-align:middle;font-weight:normal"
_INDENT: Final = "\u3000\u3000"


def html_fragment(sheet: Sheet, options: DocumentOptions) -> str:
    """Return a report as HTML to be pasted into an editor or its source view."""
    return "".join(f"{_part(part)}\n" for part in make_content(sheet, options))


def _part(part: Part) -> str:
    return _table(part) if isinstance(part, TablePart) else _line(part)


def _line(line: Paragraph) -> str:
    text = _escape(line.text)
    match line.kind:
        case Kind.TITLE:
            return f'<h1 align="center" style="text-align:center">{text}</h1>'
        case Kind.SIGNER | Kind.DATE:
            return f'<p align="right" style="text-align:right">{text}{_INDENT * 2}</p>'
        case Kind.NOTE:
            return f'<p style="font-size:14px">{_INDENT}{text}</p>'
    heading = _escape(line.heading)
    if heading and not text:
        return f"<h{line.level + 1}>{_INDENT}{heading}</h{line.level + 1}>"
    strong = f"<strong>{heading}</strong>" if heading else ""
    return f'<p style="text-align:justify">{_INDENT}{strong}{text}</p>'


def _table(part: TablePart) -> str:
    grid = part.grid
    total = sum(grid.widths)
    columns = "".join(f'<col width="{100 * width / total:.2f}%">' for width in grid.widths)
    rows = "".join(
        f"<tr>{''.join(_cell(part, cell) for cell in grid.cells if cell.row == row)}</tr>\n"
        for row in range(grid.rows)
    )
    return f"<table {_TABLE}>\n<colgroup>{columns}</colgroup>\n<tbody>\n{rows}</tbody>\n</table>"


def _cell(part: TablePart, cell: GridCell) -> str:
    # No th: sites write it bold, which no official table is.
    spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
        f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    )
    side = "left" if cell.role is Role.LABEL and cell.row_span == 1 else "center"
    style = f"{_CELL};text-align:{side}"
    text = _escape(part.text(cell))
    shown = "<br>".join(text) if cell.vertical else text
    return f'<td{spans} align="{side}" valign="middle" style="{style}">{shown}</td>'


def _escape(text: str) -> str:
    return escape(clean_text(text), quote=False)

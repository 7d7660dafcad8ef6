"""The report as a clean web page, and as a fragment for the editor of a government site."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.documents.content import Kind, Line, Part, TablePart, make_content, title_of
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.formats.grid import GridCell, Role
from gia_desktop.formats.sheet import Sheet

_BORDER: Final = "border:1px solid #000;"
_CELL: Final = f"{_BORDER}padding:4px;text-align:center;vertical-align:middle;font-weight:normal"
_LABEL: Final = f"{_BORDER}padding:4px;text-align:left;vertical-align:middle;font-weight:normal"
_UPRIGHT: Final = ";writing-mode:vertical-rl"
_TABLE: Final = "border-collapse:collapse;width:100%;min-width:680px;font-size:14px;line-height:1.4"
_UNSEEN: Final = "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)"
_PARAGRAPH: Final = "text-indent:2em;text-align:justify"
_PAGE: Final = (
    "body{max-width:860px;margin:0 auto;padding:24px 16px;color:#000;background:#fff;"
    'font:18px/1.8 "仿宋","FangSong","Noto Serif CJK SC","SimSun",serif}'
    "h1{font-size:28px;line-height:1.4;text-align:center;text-wrap:balance;margin:8px 0 24px}"
    "h2,h3,h4,h5{font-size:18px;text-indent:2em;margin:16px 0 8px}"
    "p{margin:0 0 8px}"
)


def write_html(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the report as one self-contained web page."""
    return web_page(title_of(sheet), html_fragment(sheet, options))


def web_page(title: str, body: str, style: str = "") -> bytes:
    """Return a page in the look of all our pages; ``style`` adds to it."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)}</title>\n<style>{_PAGE}{style}</style>\n</head>\n<body>\n"
        f"{body}</body>\n</html>\n"
    ).encode()


def html_fragment(sheet: Sheet, options: DocumentOptions) -> str:
    """Return the body of the page alone: it keeps its shape when pasted into a site's editor."""
    return "".join(f"{_part(part)}\n" for part in make_content(sheet, options))


def _part(part: Part) -> str:
    return _table(part) if isinstance(part, TablePart) else _line(part)


def _line(line: Line) -> str:
    text = _escape(line.text)
    match line.kind:
        case Kind.TITLE:
            return f'<h1 style="text-align:center">{text}</h1>'
        case Kind.SIGNER | Kind.DATE:
            return f'<p style="text-align:right;padding-right:4em">{text}</p>'
        case Kind.NOTE:
            return f'<p style="{_PARAGRAPH};font-size:14px">{text}</p>'
    heading = _escape(line.heading)
    if heading and not text:
        return f"<h{line.level + 1}>{heading}</h{line.level + 1}>"
    strong = f"<strong>{heading}</strong>" if heading else ""
    return f'<p style="{_PARAGRAPH}">{strong}{text}</p>'


def _table(part: TablePart) -> str:
    """Return a table that scrolls by itself on narrow screens; its caption is for screen readers."""
    grid = part.grid
    total = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in grid.widths)
    return (
        f'<div style="overflow-x:auto">\n<table style="{_TABLE}">\n'
        f'<caption style="{_UNSEEN}">{_escape(part.caption)}</caption>\n'
        f"<colgroup>{columns}</colgroup>\n{''.join(_row_groups(part))}</table>\n</div>"
    )


def _row_groups(part: TablePart) -> Iterator[str]:
    """Yield the head, and the body in one group for each block of the table."""
    grid = part.grid
    blocks = {cell.row for cell in grid.cells if cell.role is Role.TITLE}
    group = 0
    groups: dict[int, int] = {}
    for row in range(grid.rows):
        group += row in blocks or row == grid.head_rows
        groups[row] = group
    for _, rows in groupby(range(grid.rows), key=lambda row: groups[row]):
        lines = list(rows)
        name = "thead" if lines[0] < grid.head_rows else "tbody"
        yield f"<{name}>\n{''.join(_row(part, row) for row in lines)}</{name}>\n"


def _row(part: TablePart, row: int) -> str:
    cells = "".join(_cell(part, cell) for cell in part.grid.cells if cell.row == row)
    return f"<tr>{cells}</tr>\n"


def _cell(part: TablePart, cell: GridCell) -> str:
    spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
        f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    )
    text = _escape(part.text(cell))
    if cell.role is Role.VALUE:
        return f'<td{spans} style="{_CELL}">{text}</td>'
    if cell.role is Role.LABEL:
        scope, style = ("rowgroup", _CELL) if cell.row_span > 1 else ("row", _LABEL)
    else:
        scope, style = ("colgroup" if cell.column_span > 1 else "col"), _CELL
    upright = _UPRIGHT if cell.vertical else ""
    return f'<th scope="{scope}"{spans} style="{style}{upright}">{text}</th>'


def _escape(text: str) -> str:
    return escape(clean_text(text), quote=False)

"""The report as a web page that reads on screens of any width and prints whole."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.documents.content import Kind, Paragraph, Part, TablePart, make_content, title_of
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.table_layout import number_and_name
from gia_desktop.documents.title import title_layout
from gia_desktop.formats.grid import GridCell, Role
from gia_desktop.formats.sheet import Sheet

_STYLE: Final = (
    'h2,h3,h4,h5{font-weight:normal}h2{font-family:SimHei,黑体,"Noto Sans CJK SC",sans-serif}'
    'h3{font-family:KaiTi,楷体,STKaiti,FangSong,"Noto Serif CJK SC",serif}h4{font-weight:bold}'
    "p.text{text-indent:2em;text-align:justify}p.note{text-indent:2em;font-size:14px}"
    "p.signed{text-align:right;padding-right:4em}"
    ".table{overflow-x:auto;margin:8px 0;padding:0 1px}"
    "table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4}"
    "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    "th,td{border:1px solid #000;padding:4px;text-align:center;font-weight:normal;overflow-wrap:anywhere}"
    "td{white-space:nowrap}th span{display:inline-block}th.left{text-align:left}"
    "th.upright{writing-mode:vertical-rl;text-orientation:upright;white-space:nowrap}"
    "@media(max-width:600px){body{padding:16px 12px;font-size:17px}h1{font-size:22px}"
    "table{font-size:11px}th,td{padding:2px 1px}p.signed{padding-right:2em}}"
    "@page{size:A4;margin:25mm 22mm}"
    "@media print{body{max-width:none;padding:0;font-size:15pt}h1{font-size:20pt}table{font-size:9.5pt}"
    ".table{overflow:visible}th,td{padding:2pt}h1,h2,h3,h4,h5{break-after:avoid;font-size:15pt}"
    "h1{font-size:20pt}thead{display:table-header-group}tr,.table{break-inside:avoid}"
    "h2:has(+.tall){break-before:page}"
    "p{orphans:2;widows:2}}"
)
_PAGE: Final = (
    "body{max-width:860px;margin:0 auto;padding:24px 16px;color:#000;background:#fff;overflow-wrap:anywhere;"
    'font:18px/1.8 "Times New Roman",仿宋,FangSong,STFangsong,"Noto Serif CJK SC",SimSun,serif}'
    "h1{font-size:28px;line-height:1.4;text-align:center;text-wrap:balance;margin:8px 0 24px}"
    "h1 span{display:inline-block}"
    "h2,h3,h4,h5{font-size:18px;text-indent:2em;text-wrap:pretty;margin:16px 0 8px}"
    "p{margin:0 0 8px}"
)
_TALL: Final = 20
"""Rows from which a table is printed on a page of its own."""


def write_html(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the report as one self-contained web page."""
    body = "".join(f"{_part(part, sheet, options)}\n" for part in make_content(sheet, options))
    return web_page(title_of(sheet), body, _STYLE)


def web_page(title: str, body: str, style: str = "") -> bytes:
    """Return a page in the look of all our pages; ``style`` adds to it."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)}</title>\n<style>{_PAGE}{style}</style>\n</head>\n<body>\n<main>\n"
        f"{body}</main>\n</body>\n</html>\n"
    ).encode()


def _part(part: Part, sheet: Sheet, options: DocumentOptions) -> str:
    if isinstance(part, TablePart):
        return _table(part)
    return _title(part, sheet, options) if part.kind is Kind.TITLE else _line(part)


def _title(line: Paragraph, sheet: Sheet, options: DocumentOptions) -> str:
    """Return the title, broken on narrow screens where the printed one is."""
    layout = title_layout(line.text, sheet.report.unit_name, options.style)
    return f"<h1>{''.join(f'<span>{_escape(words)}</span>' for words in layout.lines)}</h1>"


def _line(line: Paragraph) -> str:
    text = _escape(line.text)
    match line.kind:
        case Kind.SIGNER | Kind.DATE:
            return f'<p class="signed">{text}</p>'
        case Kind.NOTE:
            return f'<p class="note">{text}</p>'
    heading = _escape(line.heading)
    if heading and not text:
        return f"<h{line.level + 1}>{heading}</h{line.level + 1}>"
    strong = f"<strong>{heading}</strong>" if heading else ""
    return f'<p class="text">{strong}{text}</p>'


def _table(part: TablePart) -> str:
    """Return a table that scrolls by itself should a screen be too narrow; screen readers say its caption."""
    grid = part.grid
    total = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in grid.widths)
    caption = _escape(part.caption)
    kind = "table tall" if grid.rows >= _TALL else "table"
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(part.caption)}">\n<table>\n'
        f"<caption>{caption}</caption>\n"
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
        return f"<td{spans}>{text}</td>"
    if cell.role is Role.LABEL:
        scope, look = ("rowgroup", "") if cell.row_span > 1 else ("row", "left")
    else:
        scope, look = ("colgroup" if cell.column_span > 1 else "col"), ""
    look = "upright" if cell.vertical else look
    named = f' class="{look}"' if look else ""
    number, name = number_and_name(cell, text)
    text = f"{number}<span>{name}</span>" if number else text
    return f'<th scope="{scope}"{spans}{named}>{text}</th>'


def _escape(text: str) -> str:
    return escape(clean_text(text), quote=False)

"""Official tables with figures, written the way other programs write them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind, Value, format_value
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.grid import Grid, GridCell, make_grid
from gia_desktop.formats.schema import Format
from gia_desktop.importers.matching.matched import TableMatch
from gia_desktop.importers.tables import RawCell, RawTable

Texts = Mapping[CellKey, str]
Draw = Callable[[Grid, Texts], str]


def figures(fmt: Format, table_id: str, seed: int = 1) -> dict[CellKey, Value]:
    """Return different figures for all cells of a table, totals included."""
    rng = random.Random(f"{seed}/{fmt.id}/{table_id}")
    entered: dict[CellKey, Value] = {}
    for key in fmt.entered:
        cell = fmt.cells[key]
        if cell.table != table_id:
            continue
        if cell.kind is CellKind.MONEY:
            entered[key] = Decimal(rng.randrange(1, 10**9)) / 10**4
        else:
            entered[key] = rng.randrange(-50 if cell.kind is CellKind.CHANGE else 0, 4000)
    return {key: value for key, value in all_values(fmt, entered).items() if fmt.cells[key].table == table_id}


def texts_of(values: Mapping[CellKey, Value]) -> dict[CellKey, str]:
    """Return figures as they stand in a table."""
    return {key: format_value(value) for key, value in values.items()}


def raw_table(fmt: Format, table_id: str, texts: Texts) -> RawTable:
    """Return an official table as a reader finds it."""
    grid = make_grid(fmt, table_id)
    cells = [
        RawCell(_text(cell, texts), cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in grid.cells
    ]
    return RawTable(tuple(cells), grid.rows, grid.columns)


def draw(style: str, fmt: Format, table_id: str, texts: Texts) -> str:
    """Return a table as a program puts it on the clipboard."""
    return STYLES[style](make_grid(fmt, table_id), texts)


def misread(match: TableMatch, values: Mapping[CellKey, Value]) -> list[str]:
    """Return the cells that a match calls sure although they are wrong; there must never be any."""
    doubtful = {cell.key for cell in match.doubtful}
    return [
        f"{cell.key}: {cell.text!r} read as {cell.value!r}, is {values[cell.key]!r}"
        for cell in (*match.cells, *match.stated)
        if cell.key not in doubtful and not cell.reason and cell.value != values[cell.key]
    ]


def _text(cell: GridCell, texts: Texts) -> str:
    return texts.get(cell.key, "") if cell.key else cell.text


def _rows(grid: Grid, texts: Texts, cell_html: Callable[[GridCell, str], str]) -> list[str]:
    lines = []
    for row in range(grid.rows):
        cells = (cell_html(cell, _text(cell, texts)) for cell in grid.cells if cell.row == row)
        lines.append("".join(cells))
    return lines


def _spans(cell: GridCell) -> str:
    rows = f" rowspan={cell.row_span}" if cell.row_span > 1 else ""
    return rows + (f" colspan={cell.column_span}" if cell.column_span > 1 else "")


def _excel(grid: Grid, texts: Texts) -> str:
    """Fragment marks inside the table, a hidden row of widths at its end, line ends inside texts."""

    def cell_html(cell: GridCell, text: str) -> str:
        return f"  <td{_spans(cell)} class=xl65 width=72 style='border-left:none'>{text or '&nbsp;'}</td>\r\n"

    lines = "".join(f" <tr height=19>\r\n{line} </tr>\r\n" for line in _rows(grid, texts, cell_html))
    hidden = "".join("  <td width=72 style='width:54pt'></td>\r\n" for _ in range(grid.columns))
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>'
        "<style><!--td{mso-ignore:padding;color:black;}--></style></head><body link=blue>\r\n"
        "<table border=0 cellpadding=0 cellspacing=0><!--StartFragment-->\r\n <col width=72 span=10>\r\n"
        f"{lines} <![if supportMisalignedColumns]>\r\n"
        f" <tr height=0 style='display:none'>\r\n{hidden} </tr>\r\n"
        " <![endif]><!--EndFragment-->\r\n</table></body></html>"
    )


def _word(grid: Grid, texts: Texts) -> str:
    """One span per script, o:p in every paragraph, an extra cell in rows that don't align."""

    def cell_html(cell: GridCell, text: str) -> str:
        spans = "".join(
            f"<span lang=EN-US style='font-family:仿宋'>{sign}</span>" if sign.isascii() else sign
            for sign in text
        )
        inner = spans or "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
        return f"<td width=85{_spans(cell)} valign=top><p class=MsoNormal>{inner}<o:p></o:p></p></td>"

    extra = "<![if !supportMisalignedRows]><td style='border:none' width=0 height=31></td><![endif]>"
    lines = "\r\n".join(
        f"<tr style='mso-yfti-irow:{place}'>{line}{extra}</tr>"
        for place, line in enumerate(_rows(grid, texts, cell_html))
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator '
        'content="Microsoft Word 15"></head><body lang=ZH-CN><!--StartFragment-->\r\n'
        f"<table class=MsoNormalTable border=1>{lines}</table><p class=MsoNormal>&nbsp;</p>"
        "<!--EndFragment--></body></html>"
    )


def _wps(grid: Grid, texts: Texts) -> str:
    """Quoted attributes, x:num and x:str, labels broken by br, spaces around figures."""

    def cell_html(cell: GridCell, text: str) -> str:
        kind = "x:num" if cell.key else "x:str"
        middle = len(text) // 2
        shown = f"\u3000{text}&nbsp;" if cell.key else f"{text[:middle]}<br/>{text[middle:]}"
        return f'<td class="et3"{_spans(cell)} height="48" {kind}>{shown}</td>'

    lines = "".join(f'<tr height="19">{line}</tr>' for line in _rows(grid, texts, cell_html))
    blank = f"<tr>{'<td></td>' * grid.columns}</tr>" * 2
    return (
        '<html xmlns:et="urn:schemas-microsoft-com:office:spreadsheet"><body>'
        f'<table width="720" border="0"><!--StartFragment-->{lines}{blank}<!--EndFragment--></table>'
        "</body></html>"
    )


def _libreoffice(grid: Grid, texts: Texts) -> str:
    """Font elements, sdval attributes, thousands separators as displayed."""

    def cell_html(cell: GridCell, text: str) -> str:
        shown = f"{int(text):,}" if cell.key and text.isdigit() else text
        value = f' sdval="{text}" sdnum="2052;0;#,##0"' if cell.key else ""
        return f'<td{_spans(cell)} align="center"{value}><font face="宋体" size=3>{shown}<br></font></td>\n'

    lines = "".join(f"\t<tr>\n{line}</tr>\n" for line in _rows(grid, texts, cell_html))
    return (
        '<!DOCTYPE html>\n<html><head><title></title></head><body><table cellspacing="0" border="0">\n'
        f'<colgroup width="85"></colgroup>\n{lines}</table>\n</body></html>'
    )


def _browser(grid: Grid, texts: Texts) -> str:
    """A page of a government site: one span per character, no-break spaces for zeros left out."""

    def cell_html(cell: GridCell, text: str) -> str:
        spans = "".join(f'<span style="font-size: 16px;">{sign}</span>' for sign in text)
        return f"<td{_spans(cell)}><p>{spans or '&nbsp;'}</p></td>"

    lines = "".join(f"<tr>{line}</tr>" for line in _rows(grid, texts, cell_html))
    table = f"<table><tbody>{lines}</tbody></table>"
    return f"<!--StartFragment--><div class='TRS_Editor'>{table}</div><!--EndFragment-->"


STYLES: dict[str, Draw] = {
    "excel": _excel,
    "word": _word,
    "wps": _wps,
    "libreoffice": _libreoffice,
    "browser": _browser,
}

"""Tables of texts for the papers that go with a report, as docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.table_layout import shares
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx_text import paragraph, run

_GREY = "E7E6E6"


@dataclass(frozen=True)
class PlainTable:
    """A plain table.

    Attributes:
        weights: relative widths of the columns.
        head: texts of the head row, which every page repeats; empty for none.
        left: columns whose texts stand at the left.
        row_pt: least height of a row.
        text_pt: size of the texts when it is not that of all tables; ``pack_docx`` must know it.
        marked: rows on a grey ground.
        air_pt: room between texts of several lines and the lines of the table.
        kept: rows at the end that stay on one page with what follows; all of them when there are fewer.
    """

    weights: tuple[int, ...]
    head: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    left: frozenset[int] = frozenset()
    row_pt: float = 24
    text_pt: float | None = None
    marked: frozenset[int] = frozenset()
    air_pt: float = 2
    kept: int = 0


def plain_table(table: PlainTable, style: PageStyle) -> str:
    """Return a table as wide as the type area."""
    widths = shares(table.weights, round(style.text_width_pt * 20))
    head = _row(table, widths, table.head, style, row=None) if table.head else ""
    rows = "".join(_row(table, widths, texts, style, row=row) for row, texts in enumerate(table.rows))
    air = "".join(
        f'<w:{side} w:w="{styles.twips(table.air_pt)}" w:type="dxa"/>' for side in ("top", "bottom")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{air}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(
    table: PlainTable, widths: Sequence[int], texts: Sequence[str], style: PageStyle, *, row: int | None
) -> str:
    """Return a row; the head row has no number."""
    ground = styles.ground(_GREY if row in table.marked else "")
    keep = row is None or row >= len(table.rows) - table.kept
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}<w:vAlign w:val="center"/></w:tcPr>'
        + _text(table, text, style, left=column in table.left and row is not None, keep=keep)
        + "</w:tc>"
        for column, (width, text) in enumerate(zip(widths, texts, strict=True))
    )
    repeated = "<w:tblHeader/>" if row is None else ""
    height = f'<w:trHeight w:val="{styles.twips(table.row_pt)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _text(table: PlainTable, text: str, style: PageStyle, *, left: bool, keep: bool) -> str:
    kind = styles.TABLE_LABEL if left else styles.TABLE_HEAD
    name = styles.table_style(kind, table.text_pt or style.table_pt, style)
    return paragraph(name, run(text, style, style.table_font), "<w:keepNext/>" if keep else "")

"""The 签批单 that goes with a report: its key figures of both years, as docx."""

from __future__ import annotations

from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, format_value, is_number
from gia_desktop.documents.content import title_of
from gia_desktop.documents.forms.plain_table import PlainTable, plain_table
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx import pack_docx, title_paragraph
from gia_desktop.documents.writers.docx_text import paragraph, run
from gia_desktop.formats.sheet import Sheet

APPROVAL_NAME: Final = "签批单"
_OPINION_ROW_PT: Final = 54
_TITLE_ROW_PT: Final = 24
_KEY_FIGURES: Final = tuple(
    CellKey(key)
    for key in (
        "t2.normative.in_force", "t2.fees.amount", "t3.new.total", "t3.carried_in.total",
        "t3.handled_total.total", "t3.carried_out.total", "t4.review.total", "t4.direct.total",
        "t4.after_review.total",
    )
)  # fmt: skip
"""What a leader wants to see before signing; formats that lack a cell leave its line out."""


def write_approval(sheet: Sheet, style: PageStyle) -> bytes:
    """Return the 签批单: what is to be signed, its key figures of both years, and room for three hands."""
    title = f"{sheet.report.unit_name}政府信息公开工作年度报告{APPROVAL_NAME}"
    last = str(sheet.report.previous.year) if sheet.report.previous else ""
    head = ("主要数据", f"{sheet.report.year}年", f"{last}年" if last else "上年", "增减")
    about = [
        ("文件标题", title_of(sheet)),
        ("填报单位", sheet.report.unit_name),
        ("报告年度", str(sheet.report.year)),
    ]
    hands = [(hand, "") for hand in ("拟稿", "审核", "签发")]
    # Two tables without a paragraph between them would become one.
    spacer = paragraph(styles.NOTE, "")
    body = [
        title_paragraph(title, sheet.report.unit_name, style),
        plain_table(PlainTable((30, 126), (), about, frozenset({1}), _TITLE_ROW_PT), style),
        spacer,
        plain_table(PlainTable((66, 30, 30, 30), head, key_figures(sheet), frozenset({0}), 22), style),
        spacer,
        plain_table(PlainTable((30, 126), (), hands, frozenset(), _OPINION_ROW_PT), style),
        paragraph(styles.NOTE, run("签批人写明意见、姓名和日期。", style)),
    ]
    return pack_docx(title, "".join(body), style)


def key_figures(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    """Return name, this year's figure, last year's and the difference of the most telling cells."""
    return [
        (cell.label, *_compared(sheet.now[key], sheet.last.get(key)))
        for key in _KEY_FIGURES
        if (cell := sheet.format.cells.get(key)) is not None
    ]


def _compared(now: Value, last: Value) -> tuple[str, str, str]:
    shown = [format_value(value) if is_number(value) else "—" for value in (now, last)]
    if not (is_number(now) and is_number(last)):
        return shown[0], shown[1], "—"
    difference = now - last
    return shown[0], shown[1], f"{'+' if difference > 0 else ''}{format_value(difference)}"

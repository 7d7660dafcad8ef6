"""The 签批单 that goes with a report: its key figures of both years, as docx."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from gia_desktop.core.keys import CONTACT_PHONE, CellKey
from gia_desktop.core.values import Value, format_value, is_number
from gia_desktop.documents.content import title_of
from gia_desktop.documents.forms.plain_table import PlainTable, plain_table
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.title import text_width, title_layout
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx import pack_docx, title_paragraph
from gia_desktop.documents.writers.docx_text import paragraph, run
from gia_desktop.formats.sheet import Sheet

APPROVAL_NAME: Final = "签批单"
_ABOUT_ROW_PT: Final = 20
_FIGURE_ROW_PT: Final = 20
"""Room for a line of any font that stands in for the one that is missing: it must not make a row higher."""
_SPACER_PT: Final = 6
_HAND_ROW_PT: Final = (28, 54)
"""Lowest and highest room for an opinion: the form shall stand on one page, else they on one of their own."""
_KEY_FIGURES: Final = {
    CellKey("t2.normative.in_force"): "行政规范性文件现行有效数（件）",
    CellKey("t2.fees.amount"): "行政事业性收费金额（万元）",
    CellKey("t3.new.total"): "本年新收政府信息公开申请（件）",
    CellKey("t3.carried_in.total"): "上年结转政府信息公开申请（件）",
    CellKey("t3.handled_total.total"): "本年度办理结果总计（件）",
    CellKey("t3.carried_out.total"): "结转下年度继续办理（件）",
    CellKey("t4.review.total"): "政府信息公开行政复议（件）",
    CellKey("t4.direct.total"): "未经复议直接起诉的行政诉讼（件）",
    CellKey("t4.after_review.total"): "复议后起诉的行政诉讼（件）",
}
"""What a leader wants to see before signing, in the words of an office; cells a format lacks are left out."""


def write_approval(sheet: Sheet, style: PageStyle) -> bytes:
    """Return the 签批单: what is to be signed, its key figures of both years, and room for each hand."""
    title = f"{sheet.report.unit_name}政府信息公开工作年度报告{APPROVAL_NAME}"
    last = str(sheet.report.previous.year) if sheet.report.previous else ""
    head = ("主要数据", f"{sheet.report.year}年", f"{last}年" if last else "上年", "增减")
    known = {"联系电话": sheet.text(CONTACT_PHONE)}
    about = [
        ("文件标题", title_of(sheet)),
        ("填报单位", sheet.report.unit_name),
        ("报告年度", str(sheet.report.year)),
        *((name, known.get(name, "")) for name in _listed(style.approval_blanks)),
    ]
    hands = [(hand, "") for hand in _listed(style.approval_hands)]
    figures = key_figures(sheet)
    # Two tables without a paragraph between them would become one.
    thin = f'<w:spacing w:line="{styles.twips(_SPACER_PT)}" w:lineRule="exact"/>'
    spacer = paragraph(styles.NOTE, "", thin)
    height = _hand_height(title, sheet, style, about=len(about), figures=len(figures) + 1, hands=len(hands))
    body = [
        title_paragraph(title, sheet.report.unit_name, style),
        plain_table(PlainTable((30, 126), (), about, frozenset({1}), _ABOUT_ROW_PT), style),
        spacer,
        plain_table(PlainTable((63, 31, 31, 31), head, figures, frozenset({0}), _FIGURE_ROW_PT), style),
        spacer,
        plain_table(PlainTable((30, 126), (), hands, frozenset(), height, kept=len(hands)), style),
        paragraph(styles.NOTE, run("签批人写明意见、姓名和日期。", style), styles.gap_before(style)),
    ]
    return pack_docx(title, "".join(body), style)


def key_figures(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    """Return name, this year's figure, last year's and the difference of the most telling cells."""
    return [
        (name, *_compared(sheet.now[key], sheet.last.get(key)))
        for key, name in _KEY_FIGURES.items()
        if key in sheet.format.cells
    ]


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split("、") if name.strip()]


def _hand_height(
    title: str, sheet: Sheet, style: PageStyle, *, about: int, figures: int, hands: int
) -> float:
    """Return the height of an opinion's row that fills one page with the rest of the form."""
    lines = len(title_layout(title, sheet.report.unit_name, style).lines)
    room = style.text_width_pt * 126 / 156
    long = (title_of(sheet), sheet.report.unit_name)
    wrapped = sum(max(1, ceil(text_width(text) * style.table_pt / room)) - 1 for text in long)
    used = lines * style.title_pitch_pt + style.line_pitch_pt + 2 * _SPACER_PT + 2 * style.note_pitch_pt
    used += style.table_gap_pt
    used += about * _ABOUT_ROW_PT + wrapped * style.table_pt * 1.45 + figures * _FIGURE_ROW_PT
    lowest, highest = _HAND_ROW_PT
    left = floor((style.text_height_pt - used) / max(1, hands))
    return min(highest, left) if left >= lowest else highest


def _compared(now: Value, last: Value) -> tuple[str, str, str]:
    shown = [format_value(value) if is_number(value) else "—" for value in (now, last)]
    if not (is_number(now) and is_number(last)):
        return shown[0], shown[1], "—"
    difference = now - last
    return shown[0], shown[1], f"{'+' if difference > 0 else ''}{format_value(difference)}"

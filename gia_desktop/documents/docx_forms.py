"""The papers that go with a report: 审核情况表 and 签批单, as docx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, format_value, is_number
from gia_desktop.documents import docx_styles as styles
from gia_desktop.documents.content import title_of
from gia_desktop.documents.docx_text import paragraph, run
from gia_desktop.documents.docx_writer import pack_docx, title_paragraph
from gia_desktop.documents.identities import identities
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.table_layout import shares
from gia_desktop.formats.sheet import Sheet

REVIEW_NAME: Final = "审核情况表"
APPROVAL_NAME: Final = "签批单"
_REVIEW_HEAD: Final = ("序号", "级别", "位置", "问题", "审核说明")
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


@dataclass(frozen=True)
class Reviewed:
    """One finding in words: its weight (必须改…), its place, what is wrong, and the clerk's explanation."""

    code: str
    severity: str
    place: str
    message: str
    reason: str = ""


@dataclass(frozen=True)
class _Table:
    """A plain table: relative widths, a head row, rows of texts; long texts stand at the left."""

    weights: tuple[int, ...]
    head: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    left: frozenset[int] = frozenset()
    row_pt: float = 24


def write_review(sheet: Sheet, reviewed: Sequence[Reviewed], style: PageStyle) -> bytes:
    """Return the 审核情况表: the equations of the form with their figures, then every finding."""
    title = f"{title_of(sheet)}{REVIEW_NAME}"
    counts = Counter(entry.severity for entry in reviewed)
    said = "，".join(f"{word} {count} 处" for word, count in counts.items())
    findings = [
        (str(place), entry.severity, entry.place, f"{entry.message}（{entry.code}）", entry.reason)
        for place, entry in enumerate(reviewed, 1)
    ]
    equations = [(found.place, found.equation, found.outcome) for found in identities(sheet)]
    body = [
        title_paragraph(title, sheet.report.unit_name, style),
        _heading("一、审核发现的问题", style),
        paragraph(
            styles.BODY,
            run(f"共 {len(reviewed)} 处：{said}。" if said else "没有发现问题。", style.body_font),
        ),
        _table(_Table((10, 16, 22, 66, 42), _REVIEW_HEAD, findings, frozenset({3, 4})), style)
        if findings
        else "",
        _heading("二、数据勾稽情况", style),
        _table(_Table((27, 105, 24), ("项目", "勾稽关系", "结果"), equations, frozenset({1}), 20), style),
        _heading("三、签字", style),
        _signatures(("填表人", "审核人", "日期"), style),
    ]
    return pack_docx(title, "".join(body), style)


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
    body = [
        title_paragraph(title, sheet.report.unit_name, style),
        _table(_Table((30, 126), (), about, frozenset({1}), _TITLE_ROW_PT), style),
        _spacer(),
        _table(_Table((66, 30, 30, 30), head, key_figures(sheet), frozenset({0}), 22), style),
        _spacer(),
        _table(_Table((30, 126), (), hands, frozenset(), _OPINION_ROW_PT), style),
        paragraph(styles.NOTE, run("签批人写明意见、姓名和日期。", style.body_font)),
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


def _heading(text: str, style: PageStyle) -> str:
    gap = styles.twips(style.table_gap_pt)
    spacing = f'<w:spacing w:before="{gap}" w:after="{gap}"/>'
    return paragraph(styles.heading_style(1), run(text, style.heading_font(1)), spacing)


def _spacer() -> str:
    """Return the paragraph that keeps two tables apart; without it they would become one."""
    return paragraph(styles.NOTE, "")


def _signatures(names: Sequence[str], style: PageStyle) -> str:
    rows = [tuple(text for name in names for text in (name, ""))]
    return _table(_Table((20, 32) * len(names), (), rows, row_pt=_TITLE_ROW_PT), style)


def _table(table: _Table, style: PageStyle) -> str:
    widths = shares(table.weights, round(style.text_width_pt * 20))
    lines = ([(table.head, True)] if table.head else []) + [(row, False) for row in table.rows]
    made = "".join(_row(table, widths, texts, style, head=head) for texts, head in lines)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def _row(table: _Table, widths: Sequence[int], texts: Sequence[str], style: PageStyle, *, head: bool) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + paragraph(
            styles.TABLE_LABEL if place in table.left and not head else styles.TABLE_HEAD,
            run(text, style.table_font),
        )
        + "</w:tc>"
        for place, (width, text) in enumerate(zip(widths, texts, strict=True))
    )
    repeated = "<w:tblHeader/>" if head else ""
    height = f'<w:trHeight w:val="{styles.twips(table.row_pt)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"

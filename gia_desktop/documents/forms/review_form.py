"""The 审核情况表 that goes with a report: findings, explanations and identities, as docx and web page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gia_desktop.documents.export import UnknownSuffixError
from gia_desktop.documents.forms.plain_table import PlainTable, plain_table
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx import pack_docx, title_paragraph
from gia_desktop.documents.writers.docx_text import paragraph, run
from gia_desktop.documents.writers.html import web_page
from gia_desktop.documents.writers.package import escape
from gia_desktop.files.atomic import FileStamp, write_atomically

REVIEW_NAME: Final = "审核情况表"
REVIEW_SUFFIXES: Final = (".docx", ".html")
_HEADINGS: Final = ("一、审核发现的问题", "二、数据勾稽情况", "三、签字")
_FINDING_HEAD: Final = ("序号", "级别", "位置", "问题", "处理情况", "审核说明")
_FINDING_WIDTHS: Final = (9, 15, 29, 55, 16, 32)
_IDENTITY_HEAD: Final = ("项目", "两边的数", "结果")
_IDENTITY_WIDTHS: Final = (50, 91, 15)
_BARE_WIDTHS: Final = (9, 15, 29, 69, 16, 18)
"""Widths when nothing is explained: the problems have the room."""
_NONZERO: Final = re.compile("[1-9]")
_KEPT_ROWS: Final = 3
"""Rows before the signatures that stay on their page."""
_FIRST: Final = "（排在最前）"
_COMPACT_AIR_PT: Final = 1
_COMPACT_PT: Final = 9
_COMPACT_ROW_PT: Final = 13
_STYLE: Final = (
    "table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4;margin:0 0 16px}"
    "th,td{border:1px solid #000;padding:3px 4px;font-weight:normal;overflow-wrap:anywhere}"
    "td.middle{text-align:center}tr.off td{font-weight:bold;background:#eee}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    ".identities{font-size:12px}.identities th,.identities td{padding:1px 4px}"
    ".hands td{height:2.4em}h2{break-after:avoid}"
    "@page{size:A4;margin:20mm 18mm}"
    "@media print{body{max-width:none;padding:0}table{font-size:10pt}.identities{font-size:8.5pt}}"
)


@dataclass(frozen=True)
class ReviewFinding:
    """One finding in words: its weight (必须改…), its place, what is wrong, what became of it, and why."""

    code: str
    weight: str
    place: str
    message: str
    status: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class ReviewIdentity:
    """One identity of the tables with its figures on both sides."""

    place: str
    left: str
    right: str
    holds: bool


@dataclass(frozen=True)
class ReviewForm:
    """All that a 审核情况表 says.

    Attributes:
        format: name of the format for people.
        counts: number of findings by weight.
    """

    unit: str
    year: int
    format: str
    counts: tuple[tuple[str, int], ...]
    findings: tuple[ReviewFinding, ...]
    identities: tuple[ReviewIdentity, ...]

    @property
    def title(self) -> str:
        """The title over the form."""
        return f"{self.unit}{self.year}年政府信息公开工作年度报告{REVIEW_NAME}"

    @property
    def problems(self) -> str:
        """How many findings there are of each weight."""
        if not self.findings:
            return "没有发现问题"
        said = "，".join(f"{word} {count} 处" for word, count in self.counts if count)
        return f"共 {len(self.findings)} 处问题：{said}"

    @property
    def agreement(self) -> str:
        """How many identities hold."""
        return self.agreed()

    def agreed(self, remark: str = "") -> str:
        """Say how many identities hold, with a remark on those that don't."""
        off = sum(not identity.holds for identity in self.identities)
        rest = f"不相符 {off} 项{remark}，相符 {len(self.identities) - off} 项" if off else "全部相符"
        return f"勾稽关系共 {len(self.identities)} 项，{rest}"


def save_review(form: ReviewForm, path: Path, style: PageStyle) -> FileStamp:
    """Write the 审核情况表 as the suffix of the file says.

    Raises:
        UnknownSuffixError: neither docx nor html.
        WriteFault: the file can't be written; the old one is untouched.
    """
    suffix = path.suffix.lower()
    if suffix not in REVIEW_SUFFIXES:
        raise UnknownSuffixError(path.suffix, REVIEW_SUFFIXES)
    data = write_review_html(form) if suffix == ".html" else write_review(form, style)
    write_atomically(path, data)
    return FileStamp.of(data)


def write_review(form: ReviewForm, style: PageStyle) -> bytes:
    """Return the 审核情况表 as docx."""
    problems, identities, hands = _HEADINGS
    body = [
        title_paragraph(form.title, form.unit, style),
        paragraph(styles.BODY, run(_about(form), style)),
        _heading(problems, style),
        paragraph(styles.BODY, run(f"{form.problems}。", style), _gap(style) if form.findings else ""),
        plain_table(_finding_table(form), style) if form.findings else "",
        _heading(identities, style),
        paragraph(styles.BODY, run(f"{form.agreed(_FIRST)}。", style), _gap(style)),
        plain_table(_identity_table(form), style),
        _heading(hands, style),
        plain_table(_hands_table(style.review_hands), style),
    ]
    return pack_docx(form.title, "".join(body), style, (_COMPACT_PT,))


def write_review_html(form: ReviewForm) -> bytes:
    """Return the 审核情况表 as one self-contained web page that prints on A4."""
    problems, identities, hands = _HEADINGS
    body = [
        f"<h1>{escape(form.title)}</h1>",
        f"<p>{escape(_about(form))}</p>",
        f"<h2>{problems}</h2>",
        f"<p>{form.problems}。</p>",
        _html_table(_finding_table(form), "findings") if form.findings else "",
        f"<h2>{identities}</h2>",
        f"<p>{form.agreed(_FIRST)}。</p>",
        _html_table(_identity_table(form), "identities"),
        f"<h2>{hands}</h2>",
        _html_table(_hands_table(PageStyle().review_hands), "hands"),
    ]
    return web_page(form.title, "".join(f"{part}\n" for part in body if part), _STYLE)


def _about(form: ReviewForm) -> str:
    return f"填报单位：{form.unit}。表格：{form.format}。"


def _finding_table(form: ReviewForm) -> PlainTable:
    rows = [
        (
            str(number), found.weight, found.place, found.message, found.status, found.explanation,
        )
        for number, found in enumerate(form.findings, 1)
    ]  # fmt: skip
    explained = any(found.explanation for found in form.findings)
    widths = _FINDING_WIDTHS if explained else _BARE_WIDTHS
    return PlainTable(widths, _FINDING_HEAD, rows, frozenset({2, 3, 5}))


def _identity_table(form: ReviewForm) -> PlainTable:
    """Return the identities, those that don't hold first and marked, those of zeros folded into one row."""
    ordered = sorted(form.identities, key=lambda identity: identity.holds)
    zeros = [one for one in ordered if one.holds and not _NONZERO.search(one.left + one.right)]
    if len(zeros) > 1:
        ordered = [one for one in ordered if one not in zeros]
        ordered.append(ReviewIdentity(f"其余 {len(zeros)} 项", "各项均为 0", "两边都是 0", holds=True))
    # Both sides in one column: nearly every identity then fits one line.
    rows = [(one.place, f"{one.left}；{one.right}", "相符" if one.holds else "不相符") for one in ordered]
    marked = frozenset(row for row, one in enumerate(ordered) if not one.holds)
    return PlainTable(
        _IDENTITY_WIDTHS, _IDENTITY_HEAD, rows, frozenset({0, 1}), _COMPACT_ROW_PT, _COMPACT_PT, marked,
        _COMPACT_AIR_PT, _KEPT_ROWS,
    )  # fmt: skip


def _hands_table(hands: str) -> PlainTable:
    names = hands.split("、")
    return PlainTable((20, 32) * len(names), (), [[text for name in names for text in (name, "")]])


def _gap(style: PageStyle) -> str:
    return f'<w:spacing w:after="{styles.twips(style.table_gap_pt)}"/>'


def _heading(text: str, style: PageStyle) -> str:
    gap = styles.twips(style.table_gap_pt)
    spacing = f'<w:spacing w:before="{gap}" w:after="{gap}"/>'
    return paragraph(styles.heading_style(1), run(text, style, style.heading_font(1)), spacing)


def _html_table(table: PlainTable, name: str) -> str:
    whole = sum(table.weights)
    columns = "".join(f'<col style="width:{100 * weight / whole:.2f}%">' for weight in table.weights)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.head)
    rows = "".join(_html_row(table, row, texts) for row, texts in enumerate(table.rows))
    return (
        f'<table class="{name}">\n<colgroup>{columns}</colgroup>\n'
        + (f"<thead>\n<tr>{head}</tr>\n</thead>\n" if head else "")
        + f"<tbody>\n{rows}</tbody>\n</table>"
    )


def _html_row(table: PlainTable, row: int, texts: Iterable[str]) -> str:
    cells = "".join(
        f"<td>{escape(text)}</td>" if column in table.left else f'<td class="middle">{escape(text)}</td>'
        for column, text in enumerate(texts)
    )
    opening = '<tr class="off">' if row in table.marked else "<tr>"
    return f"{opening}{cells}</tr>\n"

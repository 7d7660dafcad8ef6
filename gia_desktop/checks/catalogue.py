"""The rules and the outcome of a check as plain rows, for the program's pages, the command line and print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gia_desktop.checks.engine import all_rules
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Number, Value, is_number
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.in_words import amount, plain, table_name, terms
from gia_desktop.formats.links import after_last_year
from gia_desktop.formats.schema import Format, Link, Sum
from gia_desktop.formats.sheet import Sheet

GROUPS = {
    "SUM": "表内合计与勾稽", "VAL": "单元格", "YEAR": "与上年衔接", "TEXT": "正文与表格",
    "REG": "与登记", "FORM": "结构与内容", "WORD": "文字与名称", "LAW": "法规与保密",
}  # fmt: skip
"""Groups of rules by the middle part of their code, in the order of the catalogue."""


@dataclass(frozen=True)
class RuleRow:
    """One rule in plain words; ``formats`` is empty for a rule of all formats."""

    code: str
    group: str
    severity: Severity
    title: str
    basis: str
    formats: tuple[str, ...]
    example: str

    def to_object(self) -> dict[str, Any]:
        """Return the JSON object of ``gia check --rules --json``."""
        return {
            "code": self.code,
            "group": self.group,
            "severity": self.severity.value,
            "title": self.title,
            "basis": self.basis,
            "formats": list(self.formats),
            "example": self.example,
        }


def catalogue() -> list[RuleRow]:
    """Return every rule, by group and code."""
    order = list(GROUPS)
    rows = [
        RuleRow(
            rule.code, GROUPS[_group(rule.code)], rule.severity, rule.title, rule.basis, rule.formats,
            rule.example,
        )
        for rule in all_rules()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (order.index(_group(row.code)), row.code))


def _group(code: str) -> str:
    return code.split("-")[1]


# -- 审核情况表


@dataclass(frozen=True)
class PrintedBalance:
    """One identity of the tables with its figures: both sides in words and whether they agree."""

    place: str
    left: str
    right: str
    holds: bool


@dataclass(frozen=True)
class ReviewRow:
    """One finding as it is printed."""

    code: str
    severity: str
    place: str
    message: str
    status: str
    reason: str


@dataclass(frozen=True)
class ReviewTable:
    """The 审核情况表 of a report.

    Attributes:
        counts: findings per weight, in the words of the reporting systems.
        rows: all findings with their explanations, the weightiest first.
        identities: the sums and balances of tables 3 and 4 with their figures, 42 in the 2021 format,
            then what follows from last year's report where it is known.
    """

    unit: str
    year: int
    format: str
    counts: tuple[tuple[str, int], ...]
    rows: tuple[ReviewRow, ...]
    identities: tuple[PrintedBalance, ...]


def review_table(sheet: Sheet, settled: Sequence[Settled]) -> ReviewTable:
    """Return what the 审核情况表 of a report says."""
    counts = tuple(
        (weight.word, sum(one.finding.severity is weight for one in settled)) for weight in Severity
    )
    return ReviewTable(
        sheet.report.unit_name, sheet.report.year, sheet.format.name, counts,
        tuple(_review_row(sheet.format, one) for one in settled),
        (*identities(sheet), *year_identities(sheet)),
    )  # fmt: skip


def _review_row(fmt: Format, one: Settled) -> ReviewRow:
    finding = one.finding
    words = {Severity.MUST_FIX: "未改正", Severity.EXPLAIN: one.status.word, Severity.HINT: "供参考"}
    reason = one.reason.text if one.reason is not None else ""
    note = f"（{one.note}）" if one.note and one.status is not Status.EXPLAINED else ""
    return ReviewRow(
        finding.code, finding.severity.word, _place(fmt, finding), finding.message, words[finding.severity],
        reason + note,
    )  # fmt: skip


def _place(fmt: Format, finding: Finding) -> str:
    """Say where a finding is: its first cell, or the heading of the text that a cell contradicts."""
    cell = fmt.cells[finding.cells[0]] if finding.cells else None
    if cell is not None and cell.section == finding.section:
        return f"{table_name(fmt, cell.table)}：{cell.label}"
    return next((section.heading for section in fmt.sections if section.id == finding.section), "基本信息")


def identities(sheet: Sheet) -> Iterable[PrintedBalance]:
    """Yield the sums and balances of tables 3 and 4 with their figures."""
    for item in sheet.format.sums:
        yield _sum_identity(sheet, item)
    for balance in sheet.format.balances:
        left, right = amount(sheet, balance.left), amount(sheet, balance.right)
        yield PrintedBalance(
            f"{balance.column.short}列勾稽", f"{terms(sheet, balance.left)} = {plain(left)}",
            f"{terms(sheet, balance.right)} = {plain(right)}", left == right,
        )  # fmt: skip


def _sum_identity(sheet: Sheet, item: Sum) -> PrintedBalance:
    cell = sheet.format.cells[item.target]
    by_column = item.axis == "row"
    total = amount(sheet, item.parts)
    stated = sheet.report.stated.get(item.target)
    said = stated if is_number(stated) else total
    place = f"{cell.row.short}行总计" if by_column else f"{cell.column.short}列{cell.row.short}总计"
    words = terms(sheet, item.parts, by_column=by_column, zeros=False)
    left = f"{words} = {plain(total)}" if any(as_number(sheet.now.get(key)) for key in item.parts) else words
    return PrintedBalance(place, left, f"总计 {plain(said)}", said == total)


def year_identities(sheet: Sheet) -> Iterable[PrintedBalance]:
    """Yield the figures that follow from last year's report, where both years are filled."""
    for link in sheet.format.links:
        now, expected = sheet.now.get(link.target), after_last_year(link, sheet)
        if is_number(now) and expected is not None:
            yield _year_identity(sheet, link, now, expected)


def _year_identity(sheet: Sheet, link: Link, now: Number, expected: Number) -> PrintedBalance:
    cells = sheet.format.cells
    target = cells[link.target]
    others = (*link.plus_last, *link.plus, *link.minus)
    by_row = all(cells[key].column == target.column for key in others)

    def term(key: CellKey, figures: Mapping[CellKey, Value]) -> str:
        name = (cells[key].row if by_row else cells[key].column).short
        return f"{name} {plain(as_number(figures.get(key)))}"

    right = " + ".join(f"上年报告{term(key, sheet.last)}" for key in link.plus_last)
    right += "".join(f" + {term(key, sheet.now)}" for key in link.plus)
    right += "".join(f" − {term(key, sheet.now)}" for key in link.minus)
    if len(others) > 1:
        right += f" = {plain(expected)}"
    place = f"{target.column.short}列" if by_row else target.row.short
    return PrintedBalance(f"{place}与上年衔接", term(link.target, sheet.now), right, now == expected)

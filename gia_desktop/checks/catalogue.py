"""The rules and the outcome of a check as plain rows, for the program's pages, the command line and print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gia_desktop.checks.engine import all_rules
from gia_desktop.checks.finding import Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.checks.words import amount, plain, terms
from gia_desktop.core.values import is_number
from gia_desktop.formats.schema import Format, Sum
from gia_desktop.formats.sheet import Sheet

GROUPS = {
    "SUM": "表内合计与勾稽", "VAL": "单元格", "YEAR": "与上年衔接", "TEXT": "正文与表格",
    "FORM": "结构与内容", "WORD": "文字与名称", "LAW": "法规与保密",
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
class Identity:
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
    section: str
    message: str
    status: str
    reason: str


@dataclass(frozen=True)
class ReviewTable:
    """The 审核情况表 of a report.

    Attributes:
        counts: findings per weight, in the words of the reporting systems.
        rows: all findings with their explanations, the weightiest first.
        identities: the sums and balances of tables 3 and 4 with their figures, 42 in the 2021 format.
    """

    unit: str
    year: int
    format: str
    counts: tuple[tuple[str, int], ...]
    rows: tuple[ReviewRow, ...]
    identities: tuple[Identity, ...]


def review_table(sheet: Sheet, settled: Sequence[Settled]) -> ReviewTable:
    """Return what the 审核情况表 of a report says."""
    counts = tuple(
        (weight.word, sum(one.finding.severity is weight for one in settled)) for weight in Severity
    )
    return ReviewTable(
        sheet.report.unit_name, sheet.report.year, sheet.format.name, counts,
        tuple(_review_row(sheet.format, one) for one in settled), tuple(identities(sheet)),
    )  # fmt: skip


def _review_row(fmt: Format, one: Settled) -> ReviewRow:
    finding = one.finding
    place = next((section.heading for section in fmt.sections if section.id == finding.section), "基本信息")
    explained = finding.severity is Severity.EXPLAIN
    status = one.status.word if explained else ("未改正" if finding.severity is Severity.MUST_FIX else "")
    reason = one.reason.text if one.reason is not None else ""
    note = f"（{one.note}）" if one.note and one.status is not Status.EXPLAINED else ""
    return ReviewRow(finding.code, finding.severity.word, place, finding.message, status, reason + note)


def identities(sheet: Sheet) -> Iterable[Identity]:
    """Yield the sums and balances of tables 3 and 4 with their figures."""
    for item in sheet.format.sums:
        yield _sum_identity(sheet, item)
    for balance in sheet.format.balances:
        left, right = amount(sheet, balance.left), amount(sheet, balance.right)
        yield Identity(
            f"{balance.column.short}列勾稽", f"{terms(sheet, balance.left)} = {plain(left)}",
            f"{terms(sheet, balance.right)} = {plain(right)}", left == right,
        )  # fmt: skip


def _sum_identity(sheet: Sheet, item: Sum) -> Identity:
    cell = sheet.format.cells[item.target]
    by_column = item.axis == "row"
    total = amount(sheet, item.parts)
    stated = sheet.report.stated.get(item.target)
    said = stated if is_number(stated) else total
    place = f"{cell.row.short}行总计" if by_column else f"{cell.column.short}列{cell.row.short}总计"
    left = f"{terms(sheet, item.parts, by_column=by_column)} = {plain(total)}"
    return Identity(place, left, f"总计 {plain(said)}", said == total)

"""Arithmetic inside one report: totals and balances of the official tables.

The printed note of table 3 gives the balance; the totals follow from the heads of tables 3 and 4
(国办公开办函〔2019〕60号、〔2021〕30号, annexes). In the 2021 format these are 42 identities:
25 row totals, 7 result totals, 7 balances and 3 totals of table 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from gia_desktop.checks.finding import Finding, QuickFix, Severity
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import is_number
from gia_desktop.formats.filling import open_sides
from gia_desktop.formats.in_words import amount, difference_words, has_unread, plain, terms, typed_parts
from gia_desktop.formats.schema import Balance, Format, Sum
from gia_desktop.formats.sheet import Sheet

_FORM = "年报格式表三、表四“总计”栏"


@check("GIA-SUM-001", Severity.MUST_FIX, "表三每一行：总计 = 自然人 + 五类法人或其他组织",
       basis=_FORM, quick_fix=QuickFix.TAKE_COMPUTED)  # fmt: skip
def check_row_totals(fmt: Format) -> Iterable[Probe]:
    """Compare a stated 总计 of each row of table 3 with the sum of its six columns."""
    return _stated_totals(fmt, "t3", "row")


@check("GIA-SUM-002", Severity.MUST_FIX, "表三每一列：（七）总计 = （一）至（六）各行之和",
       basis=_FORM, quick_fix=QuickFix.TAKE_COMPUTED)  # fmt: skip
def check_result_totals(fmt: Format) -> Iterable[Probe]:
    """Compare a stated （七）总计 of each column of table 3 with the sum of the result rows."""
    return _stated_totals(fmt, "t3", "column")


@check("GIA-SUM-003", Severity.MUST_FIX, "表三每一列：新收 + 上年结转 = 办理结果总计 + 结转下年度",
       basis="年报格式表三表头注：第一项加第二项之和，等于第三项加第四项之和")  # fmt: skip
def check_balance(fmt: Format) -> Iterable[Probe]:
    """Compare both sides of the balance in each of the seven columns of table 3."""
    for balance in fmt.balances:
        typed = tuple(typed_parts(fmt, balance.left + balance.right))
        columns = fmt.balances if balance.is_total else (balance,)
        sides = (key for one in columns for key in (*one.left, *one.right))
        reads = frozenset((*sides, *typed))
        yield Probe(reads, partial(_unbalanced, balance, typed))


@check(
    "GIA-SUM-004",
    Severity.MUST_FIX,
    "表四每一组：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结",
    basis=_FORM,
    quick_fix=QuickFix.TAKE_COMPUTED,
)
def check_case_totals(fmt: Format) -> Iterable[Probe]:
    """Compare a stated 总计 of each of the three groups of table 4 with the sum of its four results."""
    return _stated_totals(fmt, "t4", "row")


def _stated_totals(fmt: Format, table: str, axis: str) -> Iterable[Probe]:
    for item in fmt.sums:
        if item.axis == axis and fmt.cells[item.target].table == table:
            typed = tuple(typed_parts(fmt, item.parts))
            reads = frozenset((item.target, *item.parts, *typed))
            yield Probe(reads, partial(_wrong_total, item, typed))


def _wrong_total(item: Sum, typed: Sequence[CellKey], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    stated = sheet.report.stated.get(item.target)
    if not is_number(stated) or stated == sheet.now.get(item.target) or has_unread(sheet, typed):
        return
    if not any(key in sheet.report.values for key in typed):
        return  # nothing to compare it with yet: what came with a file begins no work
    right = amount(sheet, item.parts)
    if stated == right:
        return
    cell = sheet.format.cells[item.target]
    by_column = item.axis == "row"
    place = f"{cell.row.short}行" if by_column else f"{cell.column.short}列"
    name = "总计" if by_column else cell.row.short
    off = stated - right
    yield rule.finding(
        f"{place}：{terms(sheet, item.parts, by_column=by_column)} = {plain(right)}，"
        f"但文件中写的{name}是 {plain(stated)}，{difference_words(off)}。",
        cell.section,
        (item.target, *item.parts),
        left=right,
        right=stated,
        difference=off,
    )


def _unbalanced(balance: Balance, typed: Sequence[CellKey], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    keys = balance.left + balance.right
    left, right = amount(sheet, balance.left), amount(sheet, balance.right)
    if left == right or any(open_sides(sheet, balance)) or has_unread(sheet, typed):
        return  # with nothing of this year on one side the strip says 未填, GIA-FORM-016 asks for it
    off = right - left
    yield rule.finding(
        f"{balance.column.short}列：{terms(sheet, balance.left)} = {plain(left)}，"
        f"但{terms(sheet, balance.right)} = {plain(right)}，{difference_words(off)}。",
        balance.section,
        keys,
        left=left,
        right=right,
        difference=off,
        basis=balance.basis,
    )

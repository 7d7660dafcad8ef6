"""Single cells: what can't be read, what is missing, what can't be true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from gia_desktop.checks.finding import Finding, QuickFix, Severity
from gia_desktop.checks.rule import PREVIOUS, Probe, Rule, check
from gia_desktop.core.keys import UNCHECKED, UNIT_KIND, CellKey
from gia_desktop.core.values import NA, CellKind, Unread, is_number, why_unread
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.filling import blank_cells, entered_cells, is_begun
from gia_desktop.formats.in_words import amount, plain, table_name
from gia_desktop.formats.links import after_last_year, knows_last_year
from gia_desktop.formats.schema import Format, Link
from gia_desktop.formats.sheet import Sheet

_FORM: Final = "年报格式表二、表三、表四"
_MANY_YUAN: Final = 10_000
"""万元; a town or bureau that collects more has most likely written 元."""
_SMALL_UNITS: Final = frozenset({"township", "subdistrict", "county_department"})
_SHOWN_CELLS: Final = 3


@check("GIA-VAL-001", Severity.MUST_FIX, "每一格只填数字：件数是 0 以上的整数，金额是 0 以上的数",
       basis=_FORM, example="新收（自然人）填成“12件”")  # fmt: skip
def check_readable(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-001, rules 5, 6, 7 (first half), 8: a cell holds a number of its kind and nothing else."""
    for table in fmt.tables:
        keys = entered_cells(fmt, table)
        yield Probe(frozenset(keys), partial(_unreadable, table, keys))


def _unreadable(table: str, keys: Sequence[CellKey], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    if table not in sheet.unread_tables:
        return
    for key in keys:
        value, cell = sheet.now.get(key), sheet.format.cells[key]
        if isinstance(value, Unread):
            yield rule.finding(
                f"{cell.label}：填的是“{value.text.strip()}”，{why_unread(value.text, cell.kind)}。",
                cell.section, (key,),
            )  # fmt: skip


@check("GIA-VAL-002", Severity.EXPLAIN, "表三、表四不留空格，没有发生的填 0",
       basis="各地年报审核要求：空白不等于 0", example="表三还有 12 格空着",
       quick_fix=QuickFix.FILL_ZEROS)  # fmt: skip
def check_blanks(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-002, rule 9: no blank cell in tables 3 and 4; one finding per table, once it is begun."""
    for table in ("t3", "t4"):
        yield Probe(frozenset((UNCHECKED, *entered_cells(fmt, table))), partial(_blanks, table))


@check("GIA-VAL-003", Severity.EXPLAIN, "表三、表四不填“/”，没有发生的填 0",
       basis="各地年报审核要求", example="表四行政复议填了“/”")  # fmt: skip
def check_slashes(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-003, rule 9: ``/`` in tables 3 and 4 is sent back by reviewers."""
    for table in ("t3", "t4"):
        keys = entered_cells(fmt, table)
        yield Probe(frozenset(keys), partial(_slashes, keys))


@check("GIA-VAL-004", Severity.EXPLAIN, "表二不留空格，没有发生的填 0",
       basis="各地年报审核要求：空白不等于 0", example="表二行政强制空着",
       quick_fix=QuickFix.FILL_ZEROS)  # fmt: skip
def check_blanks_of_table_two(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-004, rule 9 carried over to table 2."""
    yield Probe(frozenset((UNCHECKED, *entered_cells(fmt, "t2"))), partial(_blanks, "t2"))


def _blanks(table: str, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    blank = blank_cells(sheet, table)
    if blank and is_begun(sheet, table):
        yield rule.finding(
            f"{table_name(sheet.format, table)}还有 {len(blank)} 格空着（{_some(sheet.format, blank)}），"
            "没有发生的请填 0。",
            sheet.format.section_of_table(table).id, blank,
        )  # fmt: skip


def _slashes(keys: Sequence[CellKey], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    found = [key for key in keys if sheet.now.get(key) is NA]
    if not found:
        return
    cell = sheet.format.cells[found[0]]
    yield rule.finding(
        f"{table_name(sheet.format, cell.table)}有 {len(found)} 格填了“/”（{_some(sheet.format, found)}），"
        "没有发生的请填 0。",
        cell.section,
        tuple(found),
    )


def _some(fmt: Format, keys: Sequence[CellKey]) -> str:
    names = "；".join(fmt.cells[key].label for key in keys[:_SHOWN_CELLS])
    return names if len(keys) <= _SHOWN_CELLS else f"{names}等"


@check("GIA-VAL-005", Severity.EXPLAIN, "行政事业性收费的单位是万元，不是元",
       basis="年报格式表二：本年收费金额（单位：万元）", formats=("2021",),
       example="乡镇的收费金额填了 29050，多半是 29050 元")  # fmt: skip
def check_money_unit(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-005, rule 7: a town or bureau with 10 000 万元 or more has most likely written 元."""
    for key in fmt.entered:
        cell = fmt.cells[key]
        if cell.kind is CellKind.MONEY and "万元" in cell.column.label:
            yield Probe(frozenset((key, UNIT_KIND)), partial(_looks_like_yuan, key))


def _looks_like_yuan(key: CellKey, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    value = sheet.now.get(key)
    if not is_number(value) or value < _MANY_YUAN or sheet.report.unit_kind not in _SMALL_UNITS:
        return
    cell = sheet.format.cells[key]
    yield rule.finding(
        f"{cell.row.short}填的是 {plain(value)} 万元，本表单位是万元；如果是 {plain(value)} 元，应填"
        f" {plain(Decimal(value) / _MANY_YUAN)}。",
        cell.section,
        (key,),
        left=value,
    )


@check("GIA-VAL-006", Severity.EXPLAIN, "本年新公开数量不超过本年新制作数量，也不超过对外公开总数量",
       basis="2019 年格式表二第二十条第（一）项", formats=("2019",),
       example="规范性文件本年新公开 5 件，对外公开总数量只有 3 件")  # fmt: skip
def check_published(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-006, rule 12: 本年新公开 ≤ 本年新制作 and ≤ 对外公开总数量 (2019 format only)."""
    for key in fmt.entered:
        if key.endswith(".published"):
            row = key.removesuffix("published")
            others = (CellKey(f"{row}made"), CellKey(f"{row}public_total"))
            yield Probe(frozenset((key, *others)), partial(_more_than, key, others))


def _more_than(key: CellKey, others: Sequence[CellKey], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    cell, value = sheet.format.cells[key], sheet.now.get(key)
    for other in others:
        limit = sheet.now.get(other)
        if is_number(value) and is_number(limit) and value > limit:
            yield rule.finding(
                f"{cell.row.short}：{cell.column.short} {plain(value)} 件，多于"
                f"{sheet.format.cells[other].column.short} {plain(limit)} 件。",
                cell.section,
                (key, other),
                left=limit,
                right=value,
                difference=value - limit,
                basis=_FORM,
            )


@check("GIA-VAL-007", Severity.MUST_FIX, "本年废止件数不超过上年现行有效与本年制发之和",
       basis="由“现行有效 = 上年现行有效 + 本年制发 − 本年废止”推出", formats=("2021",),
       example="上年现行有效 3 件，本年制发 1 件，却废止 6 件")  # fmt: skip
def check_repealed(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-007, rule 13: more can't be repealed than was in force and was issued."""
    for link in fmt.links:
        if link.kind == "stock":
            yield Probe(frozenset((*link.plus, *link.minus, PREVIOUS)), partial(_repealed_too_many, link))


def _repealed_too_many(link: Link, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    before = [sheet.last.get(key) for key in link.plus_last]
    if not knows_last_year(sheet) or not all(is_number(value) for value in before):
        return
    stock = sum(map(as_number, before))
    most, repealed = stock + amount(sheet, link.plus), amount(sheet, link.minus)
    if repealed <= most:
        return
    cell = sheet.format.cells[link.minus[0]]
    yield rule.finding(
        f"{cell.row.short}：上年现行有效 {plain(stock)} 件，本年制发 {plain(most - stock)} 件，"
        f"最多能废止 {plain(most)} 件，却填了 {plain(repealed)} 件。",
        cell.section,
        (*link.minus, *link.plus),
        left=most,
        right=repealed,
        difference=repealed - most,
        basis=link.basis,
    )


@check("GIA-VAL-008", Severity.HINT, "没有申请却有复议诉讼时，请核对表三、表四",
       basis="表三、表四互相印证", example="全年没有申请，表四却有 2 件行政复议")  # fmt: skip
def check_cases_without_applications(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-008, rule 33: cases without applications are possible (earlier replies), but rare."""
    asked = tuple(CellKey(f"t3.{row}.total") for row in ("new", "carried_in"))
    cases = tuple(key for key, cell in fmt.cells.items() if cell.table == "t4" and cell.computed)
    yield Probe(frozenset((*asked, *cases)), partial(_cases_only, asked, cases))


def _cases_only(
    asked: Sequence[CellKey], cases: Sequence[CellKey], rule: Rule, sheet: Sheet
) -> Iterable[Finding]:
    if any(sheet.now.get(key) != 0 for key in asked) or not amount(sheet, cases):
        return
    yield rule.finding(
        f"表三新收和上年结转都是 0，表四却有 {plain(amount(sheet, cases))} 件复议诉讼，"
        "请核对是不是以前年度的答复引起的。",
        "4",
        (*(key for key in cases if sheet.now.get(key)), *asked),
    )


@check("GIA-VAL-009", Severity.EXPLAIN, "本年制发而未废止的件数不超过现行有效件数",
       basis="由“现行有效 = 上年现行有效 + 本年制发 − 本年废止”推出", formats=("2021",),
       example="本年制发规范性文件 2 件、废止 0 件，现行有效只有 1 件")  # fmt: skip
def check_in_force(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-009: what was issued and not repealed is in force; told where last year's stock is unknown."""
    for link in fmt.links:
        if link.kind == "stock":
            yield Probe(
                frozenset((link.target, *link.plus, *link.minus, PREVIOUS)), partial(_too_few_in_force, link)
            )


def _too_few_in_force(link: Link, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    stock = sheet.now.get(link.target)
    if not is_number(stock) or after_last_year(link, sheet) is not None:
        return
    issued, repealed = amount(sheet, link.plus), amount(sheet, link.minus)
    if issued - repealed <= stock:
        return
    cell = sheet.format.cells[link.target]
    yield rule.finding(
        f"{cell.row.short}：本年制发 {plain(issued)} 件、废止 {plain(repealed)} 件，"
        f"现行有效至少是 {plain(issued - repealed)} 件，填的是 {plain(stock)} 件。",
        cell.section, (link.target, *link.plus, *link.minus), left=issued - repealed, right=stock,
        difference=stock - (issued - repealed), basis=link.basis,
    )  # fmt: skip


@check("GIA-VAL-010", Severity.EXPLAIN, "照去年填的格要逐格核对",
       basis="《条例》第五十条：年度报告反映的是本年度的情况", example="行政许可照去年填了 312，还没有核对",
       quick_fix=QuickFix.CONFIRM)  # fmt: skip
def check_unchecked(fmt: Format) -> Iterable[Probe]:
    """GIA-VAL-010: cells that were filled as last year are looked at before they are handed in."""
    for table in fmt.tables:
        yield Probe(frozenset((UNCHECKED, *entered_cells(fmt, table))), partial(_unchecked, table))


def _unchecked(table: str, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    unchecked = sheet.report.unchecked
    keys = tuple(key for key in entered_cells(sheet.format, table) if key in unchecked) if unchecked else ()
    if keys:
        yield rule.finding(
            f"照去年填的 {len(keys)} 格还没有核对（{_some(sheet.format, keys)}），"
            "请改成今年的数，或者确认无误。",
            sheet.format.section_of_table(table).id, keys,
        )  # fmt: skip

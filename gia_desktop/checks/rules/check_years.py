"""This year's figures against last year's: what follows from them and what jumped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import PREVIOUS, Probe, Rule, check
from gia_desktop.core.keys import INFO_SECTION, TITLE, CellKey
from gia_desktop.core.values import CellKind, is_number
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.filling import entered_cells
from gia_desktop.formats.in_words import difference_words, plain
from gia_desktop.formats.links import after_last_year, knows_last_year
from gia_desktop.formats.schema import Cell, Format, Link
from gia_desktop.formats.sheet import Sheet

_JUMP: Final = 5
"""More than five times, or less than a fifth."""
_NOTABLE: Final = {CellKind.COUNT: 20, CellKind.MONEY: 10}
"""Smaller figures jump by nature and are spared; money is in 万元."""
_JUMPING_ROWS: Final = ("t3.new.total", "t3.carried_out.total")
_EARLIER: Final = "上年报告是报告年度前一年的报告"
_FROM_STOCK: Final = "按上年数推算"


@check("GIA-YEAR-001", Severity.EXPLAIN, "本年“上年结转”等于上年报告的“结转下年度”（逐列）",
       basis="上年报告“四、结转下年度继续办理”就是本年“二、上年结转”",
       example="上年报告自然人结转下年度 3 件，本年上年结转填了 5 件",
       compares_last_year=True)  # fmt: skip
def check_carried(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-001, rule 14: 二、上年结转 of every column = last report's 四、结转下年度."""
    carried = {link.target for link in fmt.links if link.kind == "carry"}
    for link in _links(fmt, "carry"):
        others = carried - {link.target} if fmt.cells[link.target].computed else set[CellKey]()
        yield Probe(frozenset((link.target, *others, PREVIOUS)), partial(_not_carried, link, others))


def _links(fmt: Format, kind: str) -> list[Link]:
    return [link for link in fmt.links if link.kind == kind]


def _not_carried(link: Link, others: Iterable[CellKey], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    if any(sheet.last.get(CellKey(key.replace("carried_in", "carried_out"))) is not None for key in others):
        return  # the columns say it; their total would only repeat it
    now, expected = sheet.now.get(link.target), after_last_year(link, sheet)
    if not is_number(now) or expected is None or now == expected:
        return
    cell = sheet.format.cells[link.target]
    yield rule.finding(
        f"{cell.column.short}列：上年报告结转下年度 {plain(expected)} 件，本年{cell.row.short}填的是"
        f" {plain(now)} 件，{difference_words(now - expected)}。两年应当一致，确有变化请写明原因。",
        cell.section,
        (link.target,),
        left=expected,
        right=now,
        difference=now - expected,
        basis=link.basis,
    )


@check("GIA-YEAR-002", Severity.EXPLAIN, "规章和规范性文件：现行有效 = 上年现行有效 + 本年制发 − 本年废止",
       basis="现行有效件数 = 上年现行有效 + 本年制发 − 本年废止", formats=("2021",),
       example="上年现行有效 10 件，本年制发 2 件、废止 1 件，现行有效却填了 12 件",
       compares_last_year=True)  # fmt: skip
def check_stock(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-002, rules 15, 16: the stock of documents follows from last year's."""
    for link in _links(fmt, "stock"):
        yield Probe(frozenset((link.target, *link.plus, *link.minus, PREVIOUS)), partial(_wrong_stock, link))


def _wrong_stock(link: Link, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    now, expected = sheet.now.get(link.target), after_last_year(link, sheet)
    if not is_number(now) or expected is None or now == expected:
        return
    cell, cells = sheet.format.cells[link.target], sheet.format.cells
    before = sum(as_number(sheet.last.get(key)) for key in link.plus_last)
    terms = "".join(
        f" {sign} {cells[key].column.short} {plain(as_number(sheet.now.get(key)))}"
        for sign, keys in (("+", link.plus), ("−", link.minus))
        for key in keys
    )
    yield rule.finding(
        f"{cell.row.short}：上年{cell.column.short} {plain(before)}{terms} = {plain(expected)}，"
        f"但{cell.column.short}填的是 {plain(now)}，{difference_words(now - expected)}。"
        "清理、失效等原因请写明。",
        cell.section,
        (link.target, *link.plus, *link.minus),
        left=expected,
        right=now,
        difference=now - expected,
        basis=link.basis,
    )


@check("GIA-YEAR-003", Severity.EXPLAIN, "上一年项目数量 = 上年报告的上一年项目数量 + 本年增/减",
       basis="2019 年格式表二", formats=("2019",),
       example="上年报告 20 项、增 3 项，本年上一年项目数量填了 20 项",
       compares_last_year=True)  # fmt: skip
def check_projects(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-003, rule 17: 上一年项目数量 follows from last report's two figures (2019 format only)."""
    for link in _links(fmt, "projects"):
        yield Probe(frozenset((link.target, PREVIOUS)), partial(_wrong_projects, link))


def _wrong_projects(link: Link, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    now, expected = sheet.now.get(link.target), after_last_year(link, sheet)
    if not is_number(now) or expected is None or now == expected:
        return
    cell = sheet.format.cells[link.target]
    yield rule.finding(
        f"{cell.row.short}：{_FROM_STOCK}，上一年项目数量应是 {plain(expected)} 项，填的是 {plain(now)} 项，"
        f"{difference_words(now - expected, ' 项')}。",
        cell.section,
        (link.target,),
        left=expected,
        right=now,
        difference=now - expected,
        basis=link.basis,
    )


@check("GIA-YEAR-004", Severity.EXPLAIN, "与上年相比变化特别大（5 倍以上或不到五分之一）的数要核对",
       basis="各地年报审核要求", compares_last_year=True,
       example="行政许可上年 41 件，本年 410 件")  # fmt: skip
def check_jumps(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-004, rule 18: more than 5 or less than 0.2 times last year's; small numbers are spared."""
    for key, cell in fmt.cells.items():
        if cell.kind in _NOTABLE and (cell.table == "t2" or key in _JUMPING_ROWS or _is_case_total(cell)):
            yield Probe(frozenset((key, PREVIOUS)), partial(_jumped, key))


def _is_case_total(cell: Cell) -> bool:
    return cell.table == "t4" and cell.computed


def _jumped(key: CellKey, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    now, before = sheet.now.get(key), sheet.last.get(key)
    if not is_number(now) or not is_number(before) or not knows_last_year(sheet):
        return
    low, high = sorted((now, before))
    cell = sheet.format.cells[key]
    if high < _NOTABLE[cell.kind] or high <= low * _JUMP:
        return
    measure = " 万元" if cell.kind is CellKind.MONEY else ""
    yield rule.finding(
        f"{cell.label}：上年 {plain(before)}{measure}，本年 {plain(now)}{measure}，变化特别大。"
        "请核对有没有填错；属实的请写明原因。",
        cell.section,
        (key,),
        left=before,
        right=now,
        difference=now - before,
    )


@check("GIA-YEAR-005", Severity.EXPLAIN, "上年尚未审结的案件，本年要么有结果，要么仍未审结",
       basis="表四按年末状态统计，上年尚未审结的转入本年",
       example="上年行政复议尚未审结 3 件，本年总计只有 1 件",
       compares_last_year=True)  # fmt: skip
def check_pending_cases(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-005, rule 19: last year's open cases are among this year's results and open ones."""
    for key, cell in fmt.cells.items():
        if _is_case_total(cell):
            pending = CellKey(f"t4.{cell.row.id}.pending")
            yield Probe(frozenset((key, PREVIOUS)), partial(_lost_cases, key, pending))


def _lost_cases(key: CellKey, pending: CellKey, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    now, before = sheet.now.get(key), sheet.last.get(pending)
    if not is_number(now) or not is_number(before) or not knows_last_year(sheet) or now >= before:
        return
    cell = sheet.format.cells[key]
    yield rule.finding(
        f"{cell.row.short}：上年报告有 {plain(before)} 件尚未审结，"
        f"本年结果和尚未审结一共只有 {plain(now)} 件，{difference_words(now - before)}。",
        cell.section,
        (key,),
        left=before,
        right=now,
        difference=now - before,
    )


@check("GIA-YEAR-011", Severity.HINT, "去年的文件里没有读准的数要看一眼原文",
       basis="上年结转、现行有效和增减都要用上年报告的数",
       example="去年的文件里行政许可像是“31 2”，没有读进来，也没有和今年的比",
       compares_last_year=True)  # fmt: skip
def check_doubts(fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-011: figures of last year's file that were not read for certain are looked up."""
    for table in fmt.tables:
        yield Probe(frozenset((PREVIOUS, *entered_cells(fmt, table))), partial(_doubts, table))


def _doubts(table: str, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    previous, fmt = sheet.report.previous, sheet.format
    if previous is None or not previous.doubts or not knows_last_year(sheet):
        return
    sources = {link.target: link.plus_last[0] for link in _links(fmt, "carry")}
    for key in entered_cells(fmt, table):
        said = previous.doubts.get(sources.get(key, key))
        if said is None or key in sources.values():
            continue  # the cell that is carried from it says it
        cell, now = fmt.cells[key], sheet.now.get(key)
        where = f"去年的“{fmt.cells[sources[key]].label}”" if key in sources else f"{cell.label}：去年的数"
        doubt = f"{where}在文件里没有读准（原文“{said}”），没有用"
        if key in sources and now is None:
            yield rule.finding(f"{doubt}；请看去年的文件，把它填在这一格。", cell.section, (key,))
        elif is_number(now):
            look = f"也没有和今年的 {plain(now)} 比；请看去年的文件核对。"
            yield rule.finding(f"{doubt}，{look}", cell.section, (key,))


@check("GIA-YEAR-010", Severity.MUST_FIX, "用来比较的上年报告早于报告年度",
       basis=_EARLIER, compares_last_year=True,
       example="2025 年度报告带着的上年数也是 2025 年的")  # fmt: skip
def check_previous_year(_fmt: Format) -> Iterable[Probe]:
    """GIA-YEAR-010: what stands as last year's report is of an earlier year; a file may say otherwise."""
    yield Probe(frozenset((PREVIOUS,)), _not_earlier)


def _not_earlier(rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    previous, year = sheet.report.previous, sheet.report.year
    if previous is not None and previous.year >= year:
        yield rule.finding(
            f"报告年度是 {year} 年，带着的上年报告却是 {previous.year} 年的，无法比较两年的数。"
            "请核对报告年度，或者重新承接上年。",
            INFO_SECTION,
            (),
            (Span(TITLE, 0, 0),),
            left=year,
            right=previous.year,
        )

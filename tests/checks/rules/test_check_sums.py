"""The arithmetic identities of both formats: 42 in the 2021 format, 40 in that of 2019."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from tests.support.formats.drawings import APPLICANTS, T3_2019, T3_2021

ENTERED = APPLICANTS[:-1]
OUTCOMES = ("upheld", "corrected", "other", "pending")
CASES = {"review": "行政复议", "direct": "直接起诉", "after_review": "复议后起诉"}
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
# Rows of table 3 in official order, taken from the drawings of the official tables.
ROWS = {"2019": re.findall(r"=(\w+) \*", T3_2019), "2021": re.findall(r"=(\w+) \*", T3_2021)}
FRAME = ("new", "carried_in", "handled_total", "carried_out")
Figures = dict[CellKey, int]

every_format = pytest.mark.parametrize("fmt", ["2019", "2021"])
every_row = pytest.mark.parametrize(("fmt", "row"), [(fmt, row) for fmt in ROWS for row in ROWS[fmt]])
every_column = pytest.mark.parametrize(
    ("fmt", "column"), [(fmt, column) for fmt in ROWS for column in APPLICANTS]
)


def results(fmt: str) -> list[str]:
    return [row for row in ROWS[fmt] if row not in FRAME]


def balanced(fmt: str) -> Figures:
    """Return entered figures of a report without any fault; neighbouring cells differ."""
    figures: Figures = {}
    for place, column in enumerate(ENTERED):
        for step, row in enumerate(results(fmt)):
            figures[cell_key("t3", row, column)] = step * 10 + place
        done = sum(figures[cell_key("t3", row, column)] for row in results(fmt))
        figures[cell_key("t3", "new", column)] = done
        figures[cell_key("t3", "carried_in", column)] = figures[cell_key("t3", "carried_out", column)] = (
            3 + place
        )
    for place, row in enumerate(CASES):
        for step, outcome in enumerate(OUTCOMES):
            figures[cell_key("t4", row, outcome)] = step + place
    return figures


def totals(fmt: str, figures: Figures) -> Figures:
    """Add the totals up, by the words of the official form and without the program."""
    made = dict(figures)
    for column in ENTERED:
        made[cell_key("t3", "handled_total", column)] = sum(
            made[cell_key("t3", row, column)] for row in results(fmt)
        )
    for row in ROWS[fmt]:
        made[cell_key("t3", row, "total")] = sum(made[cell_key("t3", row, column)] for column in ENTERED)
    for row in CASES:
        made[cell_key("t4", row, "total")] = sum(made[cell_key("t4", row, outcome)] for outcome in OUTCOMES)
    return {key: value for key, value in made.items() if key not in figures}


def findings(fmt: str, values: Mapping[CellKey, Value], stated: Mapping[CellKey, Value]) -> list[Finding]:
    report = Report(fmt, 2020 if fmt == "2019" else 2024, values=values, stated=stated)
    found = run_checks(make_sheet(report, bundled_formats()))
    return [finding for finding in found if finding.code.startswith("GIA-SUM-")]


@every_format
def test_a_report_whose_totals_agree_has_no_arithmetic_finding(fmt: str) -> None:
    figures = balanced(fmt)
    assert findings(fmt, figures, totals(fmt, figures)) == []
    assert findings(fmt, figures, {}) == []
    assert findings(fmt, {}, {}) == []


@every_row
def test_a_stated_row_total_that_is_off_is_told_with_both_numbers(fmt: str, row: str) -> None:
    figures = balanced(fmt)
    stated = totals(fmt, figures)
    key = cell_key("t3", row, "total")
    right = stated[key]
    (finding,) = [
        item for item in findings(fmt, figures, {**stated, key: right + 3}) if item.code == "GIA-SUM-001"
    ]
    assert (finding.left, finding.right, finding.difference) == (right, right + 3, 3)
    assert finding.message.endswith(f" = {right}，但文件中写的总计是 {right + 3}，多 3 件。")
    assert finding.cells == (key, *(cell_key("t3", row, column) for column in ENTERED))
    assert (finding.severity, finding.section) == (Severity.MUST_FIX, "3")


@pytest.mark.parametrize(
    ("fmt", "row"), [(fmt, row) for fmt in ROWS for row in ROWS[fmt] if row != "handled_total"]
)
def test_a_part_that_was_changed_breaks_its_stated_row_total(fmt: str, row: str) -> None:
    figures = balanced(fmt)
    stated = totals(fmt, figures)
    part = cell_key("t3", row, "research")
    found = findings(fmt, {**figures, part: figures[part] + 9}, stated)
    (finding,) = [
        item for item in found if item.code == "GIA-SUM-001" and item.cells[0] == cell_key("t3", row, "total")
    ]
    assert finding.difference == -9
    assert f"科研机构 {figures[part] + 9} + " in finding.message
    assert finding.message.endswith("，少 9 件。")


@every_column
def test_a_stated_result_total_that_is_off_is_told_with_both_numbers(fmt: str, column: str) -> None:
    figures = balanced(fmt)
    stated = totals(fmt, figures)
    key = cell_key("t3", "handled_total", column)
    right = stated[key]
    (finding,) = [
        item for item in findings(fmt, figures, {**stated, key: right - 4}) if item.code == "GIA-SUM-002"
    ]
    assert (finding.left, finding.right, finding.difference) == (right, right - 4, -4)
    name = COLUMNS[APPLICANTS.index(column)]
    assert finding.message.startswith(f"{name}列：")
    assert finding.message.endswith(f" = {right}，但文件中写的办理结果是 {right - 4}，少 4 件。")
    assert finding.cells == (key, *(cell_key("t3", row, column) for row in results(fmt)))


@every_column
def test_an_imbalance_is_told_with_all_four_numbers(fmt: str, column: str) -> None:
    figures = balanced(fmt)
    typed = "natural" if column == "total" else column
    figures[cell_key("t3", "carried_out", typed)] += 2
    expected = {**figures, **totals(fmt, figures)}
    new, carried, done, out = (expected[cell_key("t3", row, column)] for row in FRAME)
    found = {item.cells[0]: item for item in findings(fmt, figures, {})}
    finding = found[cell_key("t3", "new", column)]
    assert finding.message == (
        f"{COLUMNS[APPLICANTS.index(column)]}列：新收 {new} + 上年结转 {carried} = {new + carried}，"
        f"但办理结果 {done} + 结转下年度 {out} = {done + out}，多 2 件。"
    )
    assert (finding.code, finding.left, finding.right) == ("GIA-SUM-003", new + carried, done + out)
    assert finding.cells == tuple(cell_key("t3", row, column) for row in FRAME)
    assert set(found) == {cell_key("t3", "new", typed), cell_key("t3", "new", "total")}


@every_format
@pytest.mark.parametrize("row", CASES)
def test_a_stated_case_total_that_is_off_is_told_with_its_four_parts(fmt: str, row: str) -> None:
    figures = balanced(fmt)
    stated = totals(fmt, figures)
    key = cell_key("t4", row, "total")
    (finding,) = findings(fmt, figures, {**stated, key: stated[key] + 1})
    first, second, third, fourth = (figures[cell_key("t4", row, outcome)] for outcome in OUTCOMES)
    assert finding.message == (
        f"{CASES[row]}行：结果维持 {first} + 结果纠正 {second} + 其他结果 {third} + 尚未审结 {fourth}"
        f" = {stated[key]}，但文件中写的总计是 {stated[key] + 1}，多 1 件。"
    )
    assert (finding.code, finding.section) == ("GIA-SUM-004", "4")


def test_the_zeros_of_a_long_sum_are_left_out() -> None:
    values = {CellKey("t3.granted.natural"): 3000, CellKey("t3.partial.natural"): 50}
    (finding,) = [item for item in findings("2021", values, {CellKey("t3.handled_total.natural"): 3051})
                  if item.code == "GIA-SUM-002"]  # fmt: skip
    assert finding.message == (
        "自然人列：予以公开 3000 + 部分公开 50 = 3050，但文件中写的办理结果是 3051，多 1 件。"
    )


def test_a_digit_turned_round_breaks_row_column_and_grand_balance() -> None:
    # 新收 3001 was typed 3010; the file still states the right row total.
    values = {CellKey("t3.new.natural"): 3010, CellKey("t3.granted.natural"): 3001}
    found = findings("2021", values, {CellKey("t3.new.total"): 3001})
    balance = "新收 3010 + 上年结转 0 = 3010，但办理结果 3001 + 结转下年度 0 = 3001，少 9 件。"
    row = "自然人 3010 + 商业企业 0 + 科研机构 0 + 社会公益组织 0 + 法律服务机构 0 + 其他 0 = 3010"
    assert [(item.code, item.message) for item in found] == [
        ("GIA-SUM-001", f"新收行：{row}，但文件中写的总计是 3001，少 9 件。"),
        ("GIA-SUM-003", f"自然人列：{balance}"),
        ("GIA-SUM-003", f"总计列：{balance}"),
    ]


@pytest.mark.parametrize("value", [None, NA, Unread("12件")])
def test_a_stated_total_that_is_no_number_is_not_compared(value: Value) -> None:
    assert findings("2021", {CellKey("t4.review.upheld"): 3}, {CellKey("t4.review.total"): value}) == []


def test_a_side_that_nobody_has_filled_in_is_not_out_of_balance() -> None:
    one_side: dict[CellKey, Value] = {CellKey("t3.new.natural"): 1, CellKey("t3.carried_in.natural"): 2}
    assert findings("2021", one_side, {}) == []
    found = findings("2021", {**one_side, CellKey("t3.granted.natural"): 1}, {})
    assert [item.message.partition("：")[0] for item in found] == ["自然人列", "总计列"]


def test_a_stated_total_waits_for_its_parts() -> None:
    total: dict[CellKey, Value] = {CellKey("t4.review.total"): 5}
    assert findings("2021", {}, total) == []
    assert findings("2021", {CellKey("t4.direct.other"): 5}, total) == []
    assert [item.code for item in findings("2021", {CellKey("t4.review.other"): 4}, total)] == ["GIA-SUM-004"]

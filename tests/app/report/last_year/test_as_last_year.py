"""照去年填: figures for a start, marked until somebody has looked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.app.report.differences import step_to
from gia_desktop.app.report.last_year.as_last_year import as_last_year, checked, settling_marks
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.change import cell_change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report, new_report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

LICENSING, PENALTY = CellKey("t2.licensing.decisions"), CellKey("t2.penalty.decisions")
CARRIED, TOTAL = CellKey("t3.carried_in.natural"), CellKey("t3.new.total")
NEW = CellKey("t3.new.natural")


@pytest.fixture
def report() -> Report:
    figures = {LICENSING: 312, PENALTY: 4, CARRIED: 2, NEW: 9}
    empty = new_report("2021", 2025, "示例县清河镇人民政府", "township")
    return replace(empty, previous=Previous("2021", 2024, figures))


def test_chosen_cells_take_last_years_figure_and_the_mark(report: Report, formats: Formats) -> None:
    sheet = make_sheet(replace(report, values={PENALTY: 7}), formats)
    change = as_last_year(sheet, [LICENSING, PENALTY], blanks_only=False)
    after = change.apply(sheet.report)
    assert (after.values[LICENSING], after.values[PENALTY]) == (312, 4)
    assert after.unchecked == {LICENSING, PENALTY}
    assert change.inverse().apply(after) == sheet.report


def test_a_whole_table_fills_its_blank_cells_but_no_total_and_nothing_carried(
    report: Report, formats: Formats
) -> None:
    sheet = make_sheet(replace(report, values={PENALTY: 7}), formats)
    change = as_last_year(sheet, sheet.format.cells, blanks_only=True)
    assert set(change.cells) == {LICENSING, NEW}
    assert as_last_year(sheet, [CARRIED, TOTAL], blanks_only=False).is_empty


def test_writing_a_cell_anew_or_confirming_it_takes_the_mark_away(report: Report, formats: Formats) -> None:
    sheet = make_sheet(report, formats)
    filled = as_last_year(sheet, [LICENSING, PENALTY], blanks_only=False).apply(report)
    typed = settling_marks(make_sheet(filled, formats), cell_change(filled, {LICENSING: 40}, "填写"))
    assert typed.apply(filled).unchecked == {PENALTY}
    assert typed.inverse().apply(typed.apply(filled)) == filled
    assert checked(filled, [PENALTY]).apply(filled).unchecked == {LICENSING}
    assert checked(report, [PENALTY]).is_empty


@pytest.mark.parametrize(
    ("pasted", "origin", "marked"),
    [
        ({LICENSING: 312, PENALTY: 4, NEW: 9}, "pasted", {LICENSING, PENALTY, NEW}),
        ({LICENSING: 312, PENALTY: 4, NEW: 9, CARRIED: 2}, "pasted", {LICENSING, PENALTY, NEW}),
        ({LICENSING: 312, PENALTY: 4, NEW: 10}, "pasted", set()),
        ({LICENSING: 312, PENALTY: 4}, "pasted", set()),
        ({LICENSING: 312, PENALTY: 4, NEW: 9}, "typed", set()),
    ],
)
def test_a_block_pasted_from_last_years_report_gets_the_mark(
    report: Report, formats: Formats, pasted: dict[CellKey, Value], origin: str, marked: set[CellKey]
) -> None:
    step = settling_marks(make_sheet(report, formats), cell_change(report, pasted, "粘贴", origin))
    after = step.apply(report)
    assert (after.values, after.unchecked) == (pasted, frozenset(marked))
    assert step.inverse().apply(after) == report


def test_an_earlier_version_keeps_the_marks_it_had(report: Report, formats: Formats) -> None:
    then = as_last_year(make_sheet(report, formats), [LICENSING], blanks_only=False).apply(report)
    now = replace(then, values={LICENSING: 300})  # filled from another report of last year
    step = settling_marks(make_sheet(now, formats), step_to(now, then, "退回"))
    assert step.apply(now) == then


def test_cells_nobody_has_looked_at_are_found_until_they_are_confirmed(
    report: Report, formats: Formats
) -> None:
    filled = as_last_year(make_sheet(report, formats), [LICENSING], blanks_only=False).apply(report)
    (found,) = [item for item in run_checks(make_sheet(filled, formats)) if item.code == "GIA-VAL-010"]
    assert found.cells == (LICENSING,)
    done = checked(filled, found.cells).apply(filled)
    assert all(item.code != "GIA-VAL-010" for item in run_checks(make_sheet(done, formats)))

from __future__ import annotations

from dataclasses import replace

from gia_desktop.app.report.progress import progress
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import new_report
from gia_desktop.core.states import Progress
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet


def sheet_with(**cells: Value) -> Sheet:
    report = new_report("2021", 2025, "甲", "other")
    values = {CellKey(f"t3.new.{column}"): value for column, value in cells.items()}
    return make_sheet(replace(report, values=values), bundled_formats())


def test_nothing_is_filled_in_a_new_report() -> None:
    assert progress(sheet_with(), []) == Progress(filled=0, total=166, must_fix=0, explain=0, hints=0)


def test_zero_not_applicable_and_unread_text_are_filled() -> None:
    assert progress(sheet_with(natural=0, business=NA, research=Unread("x"), other=None), []).filled == 3


def test_computed_cells_are_not_counted() -> None:
    sheet = sheet_with(natural=1)
    assert sheet.now[CellKey("t3.new.total")] == 1
    assert progress(sheet, []).filled == 1


def test_findings_are_counted_by_weight() -> None:
    weights = [
        Severity.MUST_FIX,
        Severity.HINT,
        Severity.MUST_FIX,
        Severity.EXPLAIN,
        Severity.HINT,
        Severity.HINT,
    ]
    counts = progress(sheet_with(), [Finding("GIA-X-001", weight, "", "3") for weight in weights])
    assert (counts.must_fix, counts.explain, counts.hints) == (2, 1, 3)

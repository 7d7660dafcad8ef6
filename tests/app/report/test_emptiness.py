"""Blank cells of an open report: nothing empty is finished, nothing is red before it is begun."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gia_desktop.app.report.last_year.as_last_year import as_last_year, checked
from gia_desktop.app.report.last_year.carry_over import next_year
from gia_desktop.app.report.session import Session
from gia_desktop.checks.reasons import make_reason
from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.core.severity import Severity
from gia_desktop.core.states import Progress
from gia_desktop.formats.installed import bundled_formats
from tests.support.reports.samples import SUMMARY, clean_report

NEW, GRANTED = CellKey("t3.new.natural"), CellKey("t3.granted.natural")


class Nowhere:
    """Keeps nothing."""

    def submit(self, report: int, change: Change, progress: Progress, /) -> None: ...
    def set_pending(self, report: int, key: str, text: str, /) -> None: ...
    def clear_pending(self, report: int, key: str, /) -> None: ...


def opened(report: Report) -> Session:
    session = Session(1, report, bundled_formats(), Nowhere())
    session.check()
    return session


def carried(**texts: str) -> Session:
    """Open this year's report carried over from last year's, whose table 3 holds a 结转 of 0."""
    report = next_year(replace(clean_report("2021"), year=2024), bundled_formats()).report
    written = {section_key(name.removeprefix("section_")): text for name, text in texts.items()}
    return opened(replace(report, texts={**report.texts, **written}))


def test_a_table_with_carried_zeros_alone_is_empty_and_unmarked() -> None:
    session = carried()
    assert session.is_empty("3")
    assert session.blanks("3") == 138
    assert session.marks == {}
    assert [item.finding.code for item in session.settled_of("3")] == []
    assert all(line.is_open for line in session.balances()[:-1])


def test_a_table_left_empty_must_be_filled_once_the_text_is_written_but_is_not_painted_red() -> None:
    session = carried(section_1=SUMMARY)
    (finding,) = [one for one in session.open_findings("3") if one.code == "GIA-FORM-003"]
    assert finding.severity is Severity.MUST_FIX
    assert "除了承接上年的 6 格" in finding.message
    assert session.marks == {}
    assert session.open_by_cell == {}


def test_a_table_filled_as_last_year_is_begun_when_a_cell_is_looked_at() -> None:
    session = carried(section_1=SUMMARY)
    filled = as_last_year(session.committed, session.committed.format.cells, blanks_only=True)
    session.apply(filled)
    assert session.is_empty("3")
    (found,) = [one for one in session.open_findings("3") if one.code == "GIA-FORM-003"]
    assert "都照去年，没有一格填过、核对过" in found.message
    session.apply(checked(session.report, [NEW]))
    assert not session.is_empty("3")
    assert [one.code for one in session.open_findings("3") if one.code == "GIA-FORM-003"] == []


def test_a_balance_says_which_side_is_still_open() -> None:
    session = carried()
    session.apply(cell_change(session.report, {NEW: 3}, "填写"))
    first = session.balances()[0]
    assert (first.left, first.left_open, first.right_open, first.difference) == (3, False, True, 0)
    session.apply(cell_change(session.report, {GRANTED: 2}, "填写"))
    assert (session.balances()[0].is_open, session.balances()[0].difference) == (False, 1)


def test_strip_and_findings_are_silent_on_the_same_columns() -> None:
    session = carried()
    session.apply(cell_change(session.report, {NEW: 3}, "填写"))
    assert session.balances()[0].is_open
    assert [item.code for item in session.findings if item.code == "GIA-SUM-003"] == []
    session.apply(cell_change(session.report, {GRANTED: 2}, "填写"))
    found = [item.message.partition("列")[0] for item in session.findings if item.code == "GIA-SUM-003"]
    assert found == [line.column for line in session.balances() if line.difference] == ["自然人", "总计"]


def test_totals_that_came_with_a_file_begin_no_table() -> None:
    report = replace(carried().report, stated={CellKey("t3.new.total"): 5, CellKey("t4.review.total"): 2})
    session = opened(report)
    assert (session.is_empty("3"), session.is_empty("4")) == (True, True)
    assert session.marks == {}
    assert session.open_findings("3") == session.open_findings("4") == []


def test_blank_cells_of_a_begun_table_are_marked_and_counted() -> None:
    session = carried()
    session.apply(cell_change(session.report, {NEW: 3}, "填写"))
    assert (session.is_empty("3"), session.blanks("3")) == (False, 137)
    assert session.marks[GRANTED] is Severity.EXPLAIN


def test_columns_nobody_has_begun_must_be_filled_but_are_not_red() -> None:
    clean = clean_report("2021")
    others = {key: value for key, value in clean.values.items() if not key.startswith("t3")}
    session = opened(replace(clean, values={**others, NEW: 3}))
    (finding,) = [one for one in session.findings if one.severity is Severity.MUST_FIX]
    assert finding.message.startswith("表三有 5 列（商业企业、科研机构、社会公益组织、")
    assert len(finding.cells) == 5 * 23
    assert set(session.marks.values()) == {Severity.EXPLAIN}
    session.apply(cell_change(session.report, {CellKey("t3.new.business"): 1}, "填写"))
    (finding,) = [one for one in session.findings if one.severity is Severity.MUST_FIX]
    assert finding.message.startswith("表三有 4 列（科研机构、")


def test_an_explained_finding_is_no_longer_told_of_its_cells() -> None:
    clean, fees = clean_report("2021"), CellKey("t2.fees.amount")
    report = replace(clean, values={**clean.values, fees: Decimal(20000)})
    session = opened(report)
    (finding,) = session.open_by_cell[fees]
    reason = make_reason(finding, "本年集中清缴往年欠费，与财政部门核对一致。", session.committed)
    again = opened(replace(report, reasons=(reason,)))
    assert finding in [item.finding for item in again.settled]
    assert fees not in again.open_by_cell
    assert fees not in again.marks


@pytest.mark.parametrize(("section", "blank"), [("1", 0), ("2", 0)])
def test_a_section_without_blank_cells_counts_none(section: str, blank: int) -> None:
    assert opened(clean_report("2021")).blanks(section) == blank

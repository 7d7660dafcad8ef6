"""What is shown before a file is taken in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from gia_desktop.app.report.import_review import (
    FiguresBeside,
    ReviewPart,
    review_lines,
    standing_beside,
    taken_in,
)
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.imported_report import ImportedReport, StatedTotal, WaitingTotal
from gia_desktop.importers.matching.matched import Certainty, MatchedCell

UNIT = "示例县清河镇人民政府"
SURE, DOUBT, LOST = (CellKey(f"t3.new.{name}") for name in ("natural", "business", "research"))
TOTAL = CellKey("t3.new.total")


@pytest.fixture
def imported() -> ImportedReport:
    """A file with one cell of every part."""
    report = replace(new_report("2021", 2025, UNIT, "township"), values={SURE: 3})
    cells = {
        SURE: MatchedCell(SURE, "3", 3),
        DOUBT: MatchedCell(DOUBT, "4*", 4, Certainty.DOUBTFUL, "取括注前的数"),
    }
    return ImportedReport(report, cells, (LOST,), (StatedTotal(TOTAL, "9", 9, 7),))


def draft(number: int, year: int, unit: str = UNIT) -> DraftSummary:
    at = dt.datetime(2026, 1, number, tzinfo=dt.UTC)
    return DraftSummary(number, unit, year, "2021", ReportState.EDITING, at, at, Progress(), None, None)


def stored(year: int, value: int) -> Report:
    return replace(new_report("2021", year, UNIT, "township"), values={SURE: value})


def test_doubtful_cells_come_first_and_sure_ones_last(imported: ImportedReport, formats: Formats) -> None:
    lines = review_lines(imported, formats.get("2021"), {DOUBT: 5})
    assert [(line.part, line.key) for line in lines] == [
        (ReviewPart.DOUBTFUL, DOUBT), (ReviewPart.DIFFERING, TOTAL),
        (ReviewPart.MISSING, LOST), (ReviewPart.SURE, SURE),
    ]  # fmt: skip
    assert (lines[0].old, lines[0].source, lines[0].read, lines[0].note) == (5, "4*", 4, "取括注前的数")
    assert lines[1].note.startswith("各项相加得 7")


def test_only_what_is_sure_is_proposed(imported: ImportedReport, formats: Formats) -> None:
    lines = review_lines(imported, formats.get("2021"), {})
    assert [line.proposed for line in lines] == [None, None, None, 3]
    assert [line.can_be_taken for line in lines] == [True, False, False, True]


def test_exactly_the_chosen_figures_enter(imported: ImportedReport) -> None:
    assert taken_in(imported, {SURE: None, DOUBT: 4, LOST: 0}).values == {DOUBT: 4, LOST: 0}


def test_the_draft_of_the_same_year_stands_beside(imported: ImportedReport, formats: Formats) -> None:
    reports = {1: stored(2025, 1), 2: stored(2025, 2), 3: stored(2024, 9)}
    drafts = [draft(1, 2025), draft(2, 2025), draft(3, 2024), draft(4, 2025, "别的单位")]
    found = standing_beside(imported, drafts, reports.__getitem__, formats)
    assert (found.head, found.values[SURE], found.values[TOTAL]) == ("草稿里", 2, 2)


def test_without_a_draft_last_year_stands_beside(imported: ImportedReport, formats: Formats) -> None:
    reports = {3: stored(2024, 9)}
    found = standing_beside(imported, [draft(3, 2024)], reports.__getitem__, formats)
    assert (found.head, found.values[SURE]) == ("上年", 9)


def test_another_unit_is_never_compared(imported: ImportedReport, formats: Formats) -> None:
    nameless = replace(imported, report=replace(imported.report, texts={}))
    drafts = [draft(1, 2025, "别的单位"), draft(2, 2025, "")]
    for read in (imported, nameless):
        assert standing_beside(read, drafts, lambda _number: stored(2025, 1), formats) == FiguresBeside()


def test_a_total_is_told_once_its_parts_are_chosen(imported: ImportedReport) -> None:
    waiting = replace(imported, waiting={TOTAL: WaitingTotal(9, (DOUBT,))})
    assert taken_in(waiting, {SURE: 3}).stated == {}
    assert taken_in(waiting, {SURE: 3, DOUBT: 4}).stated == {TOTAL: 9}

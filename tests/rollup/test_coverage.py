from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.rollup.collection import Asked, Collection, Mark, marked, returned
from gia_desktop.rollup.coverage import missing, state_of, states
from gia_desktop.rollup.roster import Roster, Unit
from tests.support.reports.areas import report_of, submission

UNIT = Unit("示例县河东乡人民政府", kind="township")
ROSTER = Roster("示例县", (UNIT, Unit("示例县税务局", must_report=False)), dt.date(2026, 1, 23))
NEW = CellKey("t3.new.natural")
EMPTY = Collection(ROSTER, 2025)
ASKED = [Asked("GIA-SUM-003", (NEW,), "少 1 件", {NEW: "3"})]


def received(*days: int, start: Collection = EMPTY) -> Collection:
    come = tuple(submission(report_of(UNIT.name, {NEW: day}), received=dt.date(2026, 1, day)) for day in days)
    return replace(start, submissions=(*start.submissions, *come))


def state(collection: Collection) -> str:
    return state_of(collection, UNIT).state


def test_a_unit_goes_from_missing_to_published_by_way_of_two_rounds() -> None:
    now = EMPTY
    assert state(now) == "missing"
    now = received(20)
    assert state(now) == "received"
    now = marked(now, UNIT.name, Mark.IN_REVIEW)
    assert state(now) == "in_review"
    now = returned(now, UNIT.name, ASKED, dt.date(2026, 1, 21))
    assert (state(now), state_of(now, UNIT).words) == ("returned(1)", "退回第 1 次")
    now = received(22, start=now)
    assert state(now) == "resubmitted"
    now = returned(now, UNIT.name, ASKED, dt.date(2026, 1, 22))
    assert state(now) == "returned(2)"
    now = marked(received(23, start=now), UNIT.name, Mark.PASSED)
    assert state(now) == "passed"
    assert state(marked(now, UNIT.name, Mark.PUBLISHED)) == "published"


def test_a_newer_version_takes_a_decision_away() -> None:
    now = received(22, start=marked(received(20), UNIT.name, Mark.PASSED))
    assert state(now) == "received"


def test_versions_are_kept_and_the_last_one_received_counts() -> None:
    now = received(22, 20)
    assert [one.received.day for one in now.versions(UNIT.name)] == [20, 22]
    report = now.report(UNIT.name)
    assert report is not None
    assert report.values[NEW] == 22


def test_a_report_of_another_year_leaves_the_unit_missing() -> None:
    old = replace(EMPTY, submissions=(submission(report_of(UNIT.name, {}, 2024)),))
    assert state(old) == "missing"
    assert [one.unit for one in old.of_other_years()] == [UNIT.name]


def test_a_report_that_says_no_year_counts() -> None:
    made = replace(EMPTY, submissions=(submission(report_of(UNIT.name, {}, 2024), has_year=False),))
    assert state(made) == "received"


def test_only_units_that_must_report_are_missing() -> None:
    assert missing(EMPTY) == (UNIT,)
    assert missing(received(20)) == ()


@pytest.mark.parametrize(("days", "late"), [((20,), 0), ((23,), 0), ((25,), 2), ((20, 28), 0)])
def test_late_counts_from_the_first_version_received(days: tuple[int, ...], late: int) -> None:
    assert state_of(received(*days), UNIT).late_by == late


def test_a_missing_report_is_late_by_today() -> None:
    first, second = states(EMPTY, dt.date(2026, 1, 30))
    assert (first.late_by, second.late_by) == (7, 0)


def test_nothing_can_be_returned_before_it_came() -> None:
    with pytest.raises(ValueError, match=UNIT.name):
        returned(EMPTY, UNIT.name, ASKED, dt.date(2026, 1, 21))
    with pytest.raises(ValueError, match=UNIT.name):
        marked(EMPTY, UNIT.name, Mark.PASSED)

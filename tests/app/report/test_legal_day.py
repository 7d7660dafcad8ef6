"""The next legal day: that of the newest report's unit, with the last day at work before a day off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from gia_desktop.app.report.legal_day import LegalDay, next_legal_day
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.register.calendar.files import bundled_calendar

TODAY = dt.date(2026, 11, 26)


def report(kind: str, year: int = 2025, state: ReportState = ReportState.EDITING) -> DraftSummary:
    at = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    return DraftSummary(1, "示例", year, "2021", state, at, at, Progress(), None, None, kind)


def found(*reports: DraftSummary, today: dt.date = TODAY) -> LegalDay:
    return next_legal_day(reports, today, bundled_calendar())


def test_a_sunday_names_the_working_day_before() -> None:
    day = found(report("township"))
    assert day.title == "2027-01-31（星期日）前公开年报"
    assert day.note == "前一个工作日是 1 月 29 日（星期五），还有 66 天"


@pytest.mark.parametrize(("kind", "day"), [("county", dt.date(2027, 3, 31)), ("other", dt.date(2027, 1, 31))])
def test_governments_have_two_months_more(kind: str, day: dt.date) -> None:
    assert found(report(kind)).day == day


def test_a_holiday_is_no_working_day() -> None:
    assert found(today=dt.date(2022, 1, 10)).last_workday == dt.date(2022, 1, 30)  # 调休上班的星期日


def test_a_published_report_is_done() -> None:
    published = report("township", 2026, ReportState.PUBLISHED)
    assert found(published, today=dt.date(2027, 1, 20)).day == dt.date(2028, 1, 31)
    assert found(report("township", 2026), today=dt.date(2027, 1, 31)).note.endswith("就是今天")


def test_practice_counts_for_nothing() -> None:
    practice = replace(report("county"), exercise="practice")
    assert found(practice).day == dt.date(2027, 1, 31)
    assert "还没有年报" in found(practice).how


def test_how_says_what_is_provisional() -> None:
    how = found(report("township")).how
    assert "第四十九条" in how
    assert "2027 年的放假通知还没有录入" in how
    assert "个工作日" in how

"""The legal date is that of the unit: 条例 art. 49."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from gia_desktop.app.report.next_steps import LegalDay, due_words, next_legal_day, next_steps
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.register.calendar.files import bundled_calendar

TODAY = dt.date(2027, 1, 12)


def report(kind: str) -> DraftSummary:
    at = dt.datetime(2027, 1, 12, tzinfo=dt.UTC)
    return DraftSummary(1, "示例", 2026, "2021", ReportState.EDITING, at, at, Progress(), None, None, kind)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("township", "2027 年 1 月 31 日（星期日）前报送并公开"),
        ("county_department", "2027 年 1 月 31 日（星期日）前报送并公开"),
        ("county", "2027 年 3 月 31 日（星期三）前向社会公开"),
        ("city", "2027 年 3 月 31 日（星期三）前向社会公开"),
        ("", "2027 年 1 月 31 日（星期日）前报送并公开"),
    ],
)
def test_the_last_step_names_the_date_of_the_kind_of_unit(kind: str, title: str) -> None:
    assert next_steps(report(kind), TODAY)[-1].title == title


def test_days_are_counted_to_the_date_of_the_unit() -> None:
    assert next_steps(report("township"), TODAY)[-1].note.startswith("还有 19 天")
    assert next_steps(report("county"), TODAY)[-1].note.startswith("还有 78 天")
    assert next_steps(report("township"), dt.date(2027, 2, 2))[-1].note == "! 已过期 2 天，请尽快公开"


def test_a_published_report_is_not_asked_to_be_published() -> None:
    late = dt.date(2027, 2, 2)
    published = next_steps(replace(report("township"), state=ReportState.PUBLISHED), late)[-1]
    assert (published.done, published.note) == (True, "已公开")
    signed = next_steps(replace(report("township"), state=ReportState.SIGNED), late)[-1]
    assert not signed.done
    assert signed.note == "! 已过期 2 天，请尽快公开；公开以后把报告状态改为“已公开”"


def test_without_a_report_the_next_january_counts() -> None:
    assert next_steps(None, dt.date(2027, 4, 1))[-1].title.startswith("2028 年 1 月 31 日")


def test_a_date_on_a_weekend_names_the_friday_before_it() -> None:
    assert "请在 1 月 29 日（星期五）前办完" in next_steps(report("township"), TODAY)[-1].note
    assert "周末" not in next_steps(report("county"), TODAY)[-1].note


NOVEMBER = dt.date(2026, 11, 26)


def draft(kind: str, year: int = 2025, state: ReportState = ReportState.EDITING) -> DraftSummary:
    return replace(report(kind), year=year, state=state)


def next_day(*reports: DraftSummary, today: dt.date = NOVEMBER) -> LegalDay:
    return next_legal_day(reports, today, bundled_calendar())


def test_a_sunday_names_the_working_day_before() -> None:
    day = next_day(draft("township"))
    assert day.title == "2027-01-31（星期日）前公开年报"
    assert (day.note, day.left) == ("前一个工作日是 1 月 29 日（星期五）", "还有 66 天")


@pytest.mark.parametrize(("kind", "day"), [("county", dt.date(2027, 3, 31)), ("other", dt.date(2027, 1, 31))])
def test_governments_have_two_months_more(kind: str, day: dt.date) -> None:
    assert next_day(report(kind)).day == day


def test_a_holiday_is_no_working_day() -> None:
    assert next_day(today=dt.date(2022, 1, 10)).last_workday == dt.date(2022, 1, 30)  # 调休上班的星期日


def test_a_published_report_is_done() -> None:
    published = draft("township", 2026, ReportState.PUBLISHED)
    assert next_day(published, today=dt.date(2027, 1, 20)).day == dt.date(2028, 1, 31)
    signed = draft("township", 2026, ReportState.SIGNED)
    assert next_day(signed, today=dt.date(2027, 1, 20)).day == dt.date(2027, 1, 31)
    assert next_day(draft("township", 2026), today=dt.date(2027, 1, 31)).left == "就是今天"


def test_practice_counts_for_nothing() -> None:
    practice = replace(draft("county"), exercise="practice")
    assert next_day(practice).day == dt.date(2027, 1, 31)
    assert "还没有年报" in next_day(practice).how


def test_how_says_what_is_provisional() -> None:
    how = next_day(draft("township")).how
    assert "第四十九条" in how
    assert "2027 年的放假通知还没有录入" in how
    assert "个工作日" in how


@pytest.mark.parametrize(
    ("kind", "year", "words"),
    [
        ("township", 2025, "2026 年 1 月 31 日（星期六）前，前一个工作日 1 月 30 日"),
        ("county", 2025, "2026 年 3 月 31 日（星期二）前"),
    ],
)
def test_the_day_of_publication_names_the_day_at_work_before(kind: str, year: int, words: str) -> None:
    assert due_words(kind, year, bundled_calendar()) == words

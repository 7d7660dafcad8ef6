"""The legal date is that of the unit: 条例 art. 49."""

from __future__ import annotations

import datetime as dt

import pytest

from gia_desktop.app.report.next_steps import next_steps
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.drafts.records import DraftSummary

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


def test_without_a_report_the_next_january_counts() -> None:
    assert next_steps(None, dt.date(2027, 4, 1))[-1].title.startswith("2028 年 1 月 31 日")


def test_a_date_on_a_weekend_names_the_friday_before_it() -> None:
    assert "请在 1 月 29 日（星期五）前办完" in next_steps(report("township"), TODAY)[-1].note
    assert "周末" not in next_steps(report("county"), TODAY)[-1].note

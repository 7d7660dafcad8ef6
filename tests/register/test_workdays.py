from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.register.calendar.files import bundled_calendar
from gia_desktop.register.calendar.periods import natural_period, why_provisional, working_period
from gia_desktop.register.calendar.workdays import (
    Calendar,
    CalendarYear,
    DayKind,
    DayOutOfReachError,
    SpecialDay,
)

CALENDAR = bundled_calendar()
DAYS = st.dates(dt.date(2018, 6, 1), dt.date(2027, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        ("2025-01-15", ["2025-01-24", "2025-02-11", "2025-02-18", "2025-03-18"]),
        ("2025-09-15", ["2025-09-24", "2025-10-11", "2025-10-17", "2025-11-14"]),
        ("2026-01-26", ["2026-02-04", "2026-02-14", "2026-02-28", "2026-03-27"]),
        ("2026-09-10", ["2026-09-20", "2026-10-08", "2026-10-14", "2026-11-11"]),
        ("2026-02-14", ["2026-03-03", "2026-03-13", "2026-03-20", "2026-04-20"]),
        ("2026-02-15", ["2026-03-03", "2026-03-13", "2026-03-20", "2026-04-20"]),
        ("2024-12-03", ["2024-12-12", "2024-12-24", "2024-12-31", "2025-02-05"]),
        ("2024-12-04", ["2024-12-13", "2024-12-25", "2025-01-02", "2025-02-06"]),
    ],
)
def test_periods_of_7_15_20_and_40_working_days_end_on_the_day_worked_out_by_hand(
    received: str, ends: list[str]
) -> None:
    found = [CALENDAR.after(day(received), count).isoformat() for count in (7, 15, 20, 40)]
    assert found == ends


def test_the_years_have_the_published_number_of_working_days() -> None:
    counts = [CALENDAR.workdays_in(year) for year in range(2019, 2027)]
    assert counts == [250, 249, 250, 249, 249, 251, 248, 248]


@pytest.mark.parametrize("year", [2007, 2012, 2024, 2026, 2030, 2150])
def test_counting_agrees_with_asking_for_each_day_with_and_without_a_notice(year: int) -> None:
    days = [dt.date(year, 1, 1) + dt.timedelta(number) for number in range(365)]
    assert CALENDAR.between(days[0], days[-1]) == sum(CALENDAR.works(each) for each in days[1:])


def test_our_days_agree_with_an_independent_calendar() -> None:

    first, last = dt.date(2019, 1, 1), dt.date(2026, 12, 31)
    days = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
    assert [each for each in days if CALENDAR.works(each) != chinese_calendar.is_workday(each)] == []


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [("2026-08-03", 60, "2026-10-08"), ("2026-09-18", 15, "2026-10-08"), ("2026-03-02", 15, "2026-03-17")],
)
def test_natural_days_that_end_on_a_day_off_end_on_the_next_working_day(
    start: str, count: int, end: str
) -> None:
    assert CALENDAR.after_natural(day(start), count) == day(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2025-08-31", "2026-02-28"), ("2026-01-12", "2026-07-13"), ("2025-12-01", "2026-06-01")],
)
def test_six_months_end_on_the_same_day_or_the_last_one_of_the_month(start: str, end: str) -> None:
    assert CALENDAR.after_months(day(start), 6) == day(end)


@pytest.mark.parametrize(
    ("date", "kind", "works"),
    [
        ("2026-02-14", DayKind.MADE_UP, True),
        ("2026-02-16", DayKind.HOLIDAY, False),
        ("2026-03-07", DayKind.WEEKEND, False),
        ("2026-03-09", DayKind.WORK, True),
        ("2027-01-01", DayKind.HOLIDAY, False),
    ],
)
def test_every_day_tells_what_it_is(date: str, kind: DayKind, works: bool) -> None:
    note = CALENDAR.note(day(date))
    assert (note.kind, note.works, CALENDAR.works(day(date))) == (kind, works, works)


def test_a_day_off_names_its_holiday_and_the_number_of_the_notice() -> None:
    assert CALENDAR.note(day("2026-04-06")).words == "清明节放假（国办发明电〔2025〕7号）"
    assert CALENDAR.note(day("2026-05-09")).words == "劳动节调休上班（国办发明电〔2025〕7号）"


def test_a_local_day_off_does_not_count_and_names_its_reason() -> None:
    local = SpecialDay(day("2026-04-20"), works=False, name="三月三", document="自治区规定", local=True)
    calendar = Calendar(CALENDAR.years.values(), [local])
    assert calendar.after(day("2026-04-17"), 1) == day("2026-04-21")
    assert calendar.note(day("2026-04-20")).kind is DayKind.LOCAL


def test_a_year_without_a_notice_is_counted_by_the_plain_week_and_marked_provisional() -> None:
    period = working_period(CALENDAR, day("2026-12-28"), 5)
    assert (period.due, period.provisional) == (day("2027-01-05"), True)
    assert "2027 年" in why_provisional(period.unknown_years)


def test_a_period_inside_known_years_is_not_provisional() -> None:
    assert not working_period(CALENDAR, day("2025-12-22"), 20).provisional


def test_a_later_notice_of_the_same_year_replaces_the_earlier_one() -> None:
    own = CalendarYear(
        2026, ("新文",), (SpecialDay(day("2026-03-09"), works=False, name="假", document="新文"),)
    )
    calendar = Calendar([*CALENDAR.years.values(), own])
    assert not calendar.works(day("2026-03-09"))
    assert calendar.works(day("2026-02-16"))


def test_a_year_out_of_reach_is_told() -> None:
    with pytest.raises(DayOutOfReachError, match="1026 年"):
        CALENDAR.after(day("1026-03-01"), 20)


def test_the_strip_of_a_natural_period_marks_what_it_was_moved_over() -> None:
    strip = natural_period(CALENDAR, day("2026-08-03"), 60).strip
    assert strip[59].number == 60
    assert all(each.number is None for each in strip[60:])
    assert "顺延" in strip[-1].why


@given(DAYS, st.integers(1, 90))
def test_a_period_holds_exactly_its_number_of_working_days_and_ends_on_one(
    start: dt.date, count: int
) -> None:
    end = CALENDAR.after(start, count)
    days = [start + dt.timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(CALENDAR.works(each) for each in days) == count == CALENDAR.between(start, end)
    assert CALENDAR.works(end)


@given(DAYS, DAYS, st.integers(1, 60))
def test_who_starts_later_never_ends_earlier(one: dt.date, other: dt.date, count: int) -> None:
    first, second = sorted([one, other])
    assert CALENDAR.after(first, count) <= CALENDAR.after(second, count)


@given(DAYS, st.integers(1, 60))
def test_the_strip_of_a_period_numbers_its_working_days_in_order(start: dt.date, count: int) -> None:
    period = working_period(CALENDAR, start, count)
    assert [each.number for each in period.strip if each.number] == list(range(1, count + 1))
    assert all(each.why for each in period.strip if each.number is None)
    assert period.strip[-1].date == period.due

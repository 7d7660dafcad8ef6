from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.register.case import Case, Event, Remedy
from gia_desktop.register.clock import (
    Rules,
    State,
    clock_of,
    closing_of,
    correction_by,
    course_of,
    due_of,
    opinion_by,
    pay_by,
)
from gia_desktop.register.strip import strip_of
from tests.register.made import CALENDAR, case, day, event, remedy


def due(made: Case, rules: Rules | None = None) -> str:
    return str(course_of(made, CALENDAR, rules or Rules()).due)


CORRECTED = (
    event("correction_asked", "2026-03-05", until="2026-03-19"),
    event("corrected", "2026-03-13"),
)


def test_the_days_a_third_party_is_asked_do_not_count() -> None:
    made = case(
        "2026-03-02", event("third_party_asked", "2026-03-09"), event("third_party_answered", "2026-03-20")
    )
    assert due(case("2026-03-02")) == "2026-03-30"
    assert due(made) == "2026-04-13"
    assert course_of(made, CALENDAR).standing == 9


def test_a_correction_starts_the_clock_anew() -> None:
    assert due(case("2026-02-27", *CORRECTED)) == "2026-04-13"


def test_a_correction_can_be_asked_for_up_to_the_seventh_working_day() -> None:
    made = case("2026-04-27", event("correction_asked", "2026-05-09"), event("corrected", "2026-05-18"))
    assert correction_by(made, CALENDAR) == day("2026-05-09")
    assert due(made) == "2026-06-15"


def test_a_fee_is_to_be_paid_within_twenty_working_days_of_the_notice() -> None:
    notice = event("fee_noticed", "2026-09-11", received="2026-09-15")
    assert pay_by(notice, CALENDAR) == day("2026-10-19")


def test_payment_starts_the_clock_anew_or_only_ends_the_standing() -> None:
    events = (event("fee_noticed", "2026-03-09", received="2026-03-10"), event("fee_paid", "2026-03-20"))
    assert due(case("2026-03-02", *events)) == str(CALENDAR.after(day("2026-03-20"), 20))
    assert due(case("2026-03-02", *events), Rules(fee_restarts=False)) == "2026-04-13"


def test_silence_of_a_third_party_stands_for_fifteen_working_days_from_receipt() -> None:
    asked = event("third_party_asked", "2026-03-09", received="2026-03-11")
    end = opinion_by(asked, CALENDAR)
    made = case("2026-03-02", asked)
    lost = CALENDAR.between(day("2026-03-09"), end)
    assert due(made) == str(CALENDAR.after(day("2026-03-02"), 20 + lost))
    assert clock_of(made, CALENDAR, end).state is State.AWAITING_OPINION
    assert clock_of(made, CALENDAR, end + dt.timedelta(days=1)).state is State.OPEN


def test_two_letters_that_overlap_stand_once() -> None:
    both = case(
        "2026-03-02",
        event("third_party_asked", "2026-03-09"),
        event("organ_asked", "2026-03-11"),
        event("third_party_answered", "2026-03-20"),
        event("organ_answered", "2026-03-18"),
    )
    assert due(both) == "2026-04-13"


def test_an_extension_gives_up_to_twenty_days_once() -> None:
    first, second = event("extended", "2026-03-25", days=20), event("extended", "2026-03-26", days=20)
    assert due(case("2026-03-02", first)) == str(CALENDAR.after(day("2026-03-02"), 40))
    assert due(case("2026-03-02", first, second)) == due(case("2026-03-02", first))
    assert due(case("2026-03-02", event("extended", "2026-03-25", days=90))) == due(case("2026-03-02", first))


def test_an_extension_after_the_period_moves_nothing() -> None:
    assert due(case("2026-03-02", event("extended", "2026-04-01", days=20))) == "2026-03-30"


def test_an_extended_case_is_not_late_after_its_first_period() -> None:
    clock = clock_of(
        case("2026-03-02", event("extended", "2026-03-25", days=20)), CALENDAR, day("2026-04-10")
    )
    assert clock.flags == ("extended",)
    assert clock.days_left == CALENDAR.between(day("2026-04-10"), clock.due or day("2026-04-10"))


def test_a_longer_period_told_to_the_applicant_ends_on_its_own_date() -> None:
    made = case(
        "2026-03-02",
        event("reasons_asked", "2026-03-10"),
        event("longer_period", "2026-03-20", until="2026-06-30"),
    )
    assert due(made) == "2026-06-30"


def test_a_letter_sent_after_the_end_moves_nothing() -> None:
    made = case(
        "2026-03-02", event("third_party_asked", "2026-04-01"), event("third_party_answered", "2026-04-10")
    )
    assert due(made) == "2026-03-30"


@pytest.mark.parametrize(
    ("on", "flags", "left"),
    [
        ("2026-04-13", ("due_today",), 0),
        ("2026-04-10", ("due_in_3",), 1),
        ("2026-04-08", ("due_in_3",), 3),
        ("2026-04-07", (), 4),
        ("2026-04-14", ("late(1)",), -1),
        ("2026-04-18", ("late(4)",), -4),
    ],
)
def test_days_left_are_working_days(on: str, flags: tuple[str, ...], left: int) -> None:
    clock = clock_of(case("2026-02-27", *CORRECTED), CALENDAR, day(on))
    assert (clock.flags, clock.days_left) == (flags, left)


def test_a_period_that_ended_on_friday_is_late_on_saturday() -> None:
    made = case("2026-01-23")
    assert course_of(made, CALENDAR).due == day("2026-02-27")
    assert clock_of(case("2026-03-06"), CALENDAR, day("2026-04-04")).flags == ("late(1)",)


def test_waiting_for_the_applicant_is_never_late() -> None:
    asked = event("correction_asked", "2026-03-05", until="2026-06-30")
    clock = clock_of(case("2026-02-27", asked), CALENDAR, day("2026-06-01"))
    assert (clock.state, clock.stopped, clock.due, clock.days_left) == (
        State.AWAITING_CORRECTION,
        True,
        None,
        None,
    )
    assert clock.waiting_until == day("2026-06-30")
    assert not clock.late


def test_an_application_that_is_not_corrected_is_given_up_the_day_after() -> None:
    made = case("2026-02-27", event("correction_asked", "2026-03-05", until="2026-03-19"))
    assert clock_of(made, CALENDAR, day("2026-03-19")).state is State.AWAITING_CORRECTION
    clock = clock_of(made, CALENDAR, day("2026-03-20"))
    assert clock.state is State.GIVEN_UP
    assert clock.closing is not None
    assert (clock.closing.row, clock.closing.date) == ("other_no_correction", day("2026-03-20"))


def test_a_fee_that_is_not_paid_ends_the_case_the_day_after() -> None:
    made = case("2026-09-01", event("fee_noticed", "2026-09-11", received="2026-09-15"))
    assert clock_of(made, CALENDAR, day("2026-10-19")).state is State.AWAITING_PAYMENT
    closing = closing_of(made, CALENDAR)
    assert closing is not None
    assert (closing.row, closing.date) == ("other_fee_unpaid", day("2026-10-20"))


def test_a_written_reply_goes_before_what_silence_would_mean() -> None:
    made = case("2026-02-27", CORRECTED[0], reply="2026-03-25", outcome="granted")
    closing = closing_of(made, CALENDAR)
    assert closing is not None
    assert (closing.row, closing.date) == ("granted", day("2026-03-25"))


def test_a_case_without_a_day_of_receipt_has_no_clock() -> None:
    clock = clock_of(case(None), CALENDAR, day("2026-03-25"))
    assert (clock.state, clock.due, clock.stopped) == (State.TO_REGISTER, None, False)


@pytest.mark.parametrize(
    ("more", "state"),
    [({}, State.ANSWERED), ({"filed": day("2026-03-27")}, State.CLOSED)],
)
def test_a_reply_answers_and_filing_closes(more: dict[str, Any], state: State) -> None:
    made = case("2026-03-02", reply="2026-03-25", outcome="granted", **more)
    assert clock_of(made, CALENDAR, day("2026-04-25")).state is state


def test_a_case_answered_after_its_period_says_so() -> None:
    assert clock_of(
        case("2026-03-02", reply="2026-03-31", outcome="granted"), CALENDAR, day("2026-05-01")
    ).flags == ("closed_late",)


def test_a_withdrawn_application_ends_on_that_day() -> None:
    made = case("2026-03-02", event("withdrawn", "2026-03-06"))
    clock = clock_of(made, CALENDAR, day("2026-03-06"))
    assert clock.state is State.WITHDRAWN
    assert clock.closing is not None
    assert clock.closing.row == "other_misc"


def test_what_is_dated_later_has_not_happened_yet() -> None:
    made = case("2026-03-02", reply="2026-03-25", outcome="granted")
    assert clock_of(made, CALENDAR, day("2026-03-24")).state is State.OPEN


def test_a_due_date_in_a_year_without_a_notice_is_provisional() -> None:
    clock = clock_of(case("2026-12-21"), CALENDAR, day("2026-12-25"))
    assert clock.provisional
    assert "provisional" in clock.flags


@pytest.mark.parametrize(
    ("remedies", "flags"),
    [
        ((remedy("review", "2026-05-01"),), ("in_review",)),
        ((remedy("direct", "2026-05-01", column="pending"),), ("in_court",)),
        (
            (
                remedy("review", "2026-05-01", "2026-06-01", column="upheld"),
                remedy("after_review", "2026-06-20"),
            ),
            ("in_court",),
        ),
        ((remedy("review", "2026-08-01"),), ()),
    ],
)
def test_reviews_and_suits_that_run_are_flags(remedies: tuple[Remedy, ...], flags: tuple[str, ...]) -> None:
    made = case("2026-03-02", reply="2026-03-25", outcome="granted", remedies=remedies)
    assert clock_of(made, CALENDAR, day("2026-07-01")).flags == flags


# -- for every case there can be

RECEIVED = st.dates(dt.date(2024, 1, 2), dt.date(2026, 8, 1))
KINDS = st.sampled_from(
    [
        "third_party_asked",
        "third_party_answered",
        "organ_asked",
        "organ_answered",
        "correction_asked",
        "corrected",
        "fee_noticed",
        "fee_paid",
        "note",
    ]
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    received = draw(RECEIVED)
    steps = draw(st.lists(st.tuples(KINDS, st.integers(0, 60)), max_size=6))
    return case(
        received.isoformat(), *(Event(kind, received + dt.timedelta(days=after)) for kind, after in steps)
    )


@given(cases(), st.integers(1, 20))
def test_no_step_makes_the_due_date_earlier(made: Case, days: int) -> None:
    end, plain = course_of(made, CALENDAR).due, CALENDAR.after(made.received or day("2026-01-01"), 20)
    assert end is not None
    assert end >= plain
    extended = case(str(made.received), *made.events, Event("extended", made.received or end, days=days))
    longer = course_of(extended, CALENDAR).due
    assert longer is not None
    assert longer > end


@given(cases())
def test_the_quick_due_date_is_that_of_the_whole_course(made: Case) -> None:
    assert due_of(made, CALENDAR) == course_of(made, CALENDAR).due


@given(cases())
def test_the_last_number_of_the_strip_is_the_due_date(made: Case) -> None:
    course, stretches = course_of(made, CALENDAR), strip_of(made, CALENDAR)
    strip = stretches[-1].days
    numbers = [each.number for each in strip if each.number]
    waits = any(stand.through is None for stand in course.stands)
    if not waits:
        assert numbers == list(range(1, course.total + 1))
        assert strip[-1].date == course.due
    for stretch in stretches:
        assert all(each.number is not None or each.why for each in stretch.days)
        assert not any(each.number and not CALENDAR.works(each.date) for each in stretch.days)


@given(cases())
def test_days_standing_are_exactly_what_the_end_was_moved_by(made: Case) -> None:
    course = course_of(made, CALENDAR)
    assert course.due is not None
    moved = CALENDAR.between(course.starts[-1], course.due) - course.total
    standing = sum(each.standing for each in strip_of(made, CALENDAR)[-1].days if each.date <= course.due)
    assert moved == course.standing
    if not any(stand.through is None for stand in course.stands):
        assert standing == moved

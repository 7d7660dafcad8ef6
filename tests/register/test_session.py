from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from gia_desktop.register.calendar.workdays import Calendar, CalendarYear, SpecialDay
from gia_desktop.register.case import Applicant, Case, Request, case_name, in_order
from gia_desktop.register.clock import Rules, State, clock_of
from gia_desktop.register.next_events import is_simple, next_events
from gia_desktop.register.session import RegisterSession, left_words, masked, without_person
from gia_desktop.register.steps import CaseStep, step_between
from gia_desktop.register.store import ListedCase
from tests.register.made import CALENDAR, case, day, event, remedy

TODAY = day("2026-04-13")
CASES = {
    1: case(
        "2026-02-27",
        event("correction_asked", "2026-03-05", until="2026-03-19"),
        event("corrected", "2026-03-13"),
        number="2026-0001",
    ),
    2: case("2026-03-18", number="2026-0002", name="李某"),
    3: case("2026-04-01", event("correction_asked", "2026-04-08", until="2026-05-12"), number="2026-0003"),
    4: case(
        "2026-03-02",
        number="2026-0004",
        reply="2026-03-20",
        outcome="granted",
        remedies=(remedy("review", "2026-04-02"),),
    ),
    5: case("2026-03-02", number="2026-0005", name="甲公司", kind="business"),
}


class Kept:
    """A store of cases that notes what is asked of it."""

    def __init__(self) -> None:
        self.cases = dict(CASES)
        self.asked: list[int] = []
        self.steps: list[tuple[int, CaseStep]] = []

    def load(self, rows: Collection[int]) -> dict[int, Case]:
        self.asked += rows
        return {row: self.cases[row] for row in rows}

    def record(self, row: int, step: CaseStep) -> None:
        self.steps.append((row, step))


def line(row: int, made: Case) -> ListedCase:
    reply = made.reply.date
    return ListedCase(
        row,
        made.number,
        str(made.arrived),
        str(made.received),
        made.applicant.kind,
        made.applicant.name,
        made.request.content,
        made.reply.outcome,
        str(reply) if reply else None,
        len(made.remedies),
    )


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def session(kept: Kept) -> RegisterSession:
    lines = [line(row, made) for row, made in CASES.items()]
    return RegisterSession(lines, kept.load, kept.record, CALENDAR, TODAY)


def test_open_cases_stand_by_due_date_and_those_that_stand_after_them(session: RegisterSession) -> None:
    assert session.pending() == [5, 1, 2, 3]
    assert [left_words(session.clock(row)) for row in session.pending()] == [
        "超期 9 天",
        "今天",
        "3 天",
        "停：待补正",
    ]


def test_only_open_cases_are_read_whole_at_first(session: RegisterSession, kept: Kept) -> None:
    assert sorted(kept.asked) == [1, 2, 3, 5]
    assert session.case(4).reply.outcome == "granted"
    assert kept.asked[-1] == 4


def test_the_counts_are_those_of_the_tabs(session: RegisterSession) -> None:
    counts = session.counts()
    assert (counts.all, counts.open, counts.due_today, counts.due_soon, counts.late, counts.standing) == (
        5,
        4,
        1,
        1,
        1,
        1,
    )
    assert (counts.this_year, counts.answered_this_year, counts.remedies) == (5, 1, 1)


def test_search_looks_into_number_name_and_content(session: RegisterSession) -> None:
    assert session.search("李某", CASES) == [2]
    assert session.search("2026 甲", CASES) == [5]
    assert session.search("", CASES) == list(CASES)


def test_a_step_is_recorded_and_told_and_moves_the_list(session: RegisterSession, kept: Kept) -> None:
    told: list[int] = []
    end = session.listen(told.append)
    step = step_between(CASES[2], replace(CASES[2], request=Request("低保发放名册")), "改内容")
    session.apply(2, step)
    end()
    session.apply(2, step.inverse())
    assert told == [2]
    assert [row for row, _ in kept.steps] == [2, 2]
    assert session.search("低保", CASES) == []


def test_a_case_that_comes_and_goes(session: RegisterSession) -> None:
    session.add(9, case("2026-04-10", number="2026-0009"))
    assert session.row_of("2026-0009") == 9
    session.remove(9)
    assert not session.has(9)


def test_only_cases_that_can_count_in_a_year_are_read_for_its_tables(session: RegisterSession) -> None:
    assert session.rows_of_year(2026) == [1, 2, 3, 4, 5]
    assert session.rows_of_year(2025) == [4]


def test_a_new_notice_tells_whose_due_date_moved(session: RegisterSession) -> None:
    off = SpecialDay(day("2026-04-15"), works=False, name="假", document="新文")
    days = list(CALENDAR.years[2026].days)
    year = CalendarYear(2026, ("新文",), (*days, off), own=True)
    moved = session.use_calendar(Calendar([*CALENDAR.years.values(), year]))
    assert moved == [("2026-0002", day("2026-04-16"), day("2026-04-17"))]


def test_over_midnight_the_clocks_are_read_anew(session: RegisterSession) -> None:
    session.become(day("2026-04-14"))
    assert session.clock(1).late == 1


@pytest.mark.parametrize(
    ("made", "first"),
    [
        (CASES[2], "correction_asked"),
        (CASES[3], "corrected"),
        (CASES[4], "note"),
        (case(None), "transferred_in"),
        (case("2026-04-08", event("third_party_asked", "2026-04-09")), "third_party_answered"),
        (case("2026-04-08", event("fee_noticed", "2026-04-09")), "fee_paid"),
        (case("2026-03-02", event("correction_asked", "2026-03-05", until="2026-03-19")), "corrected"),
        (case("2026-01-05", event("fee_noticed", "2026-01-06")), "fee_paid"),
    ],
)
def test_only_what_can_happen_next_is_offered(made: Case, first: str) -> None:
    assert next_events(made, clock_of(made, CALENDAR, TODAY))[0] == first
    assert is_simple("corrected")


def test_an_extension_told_in_time_can_be_noted_after_the_end_but_no_second_one() -> None:
    late = case("2026-02-02")
    extended = case("2026-02-02", event("extended", "2026-02-20", days=1))
    assert "extended" in next_events(late, clock_of(late, CALENDAR, TODAY))
    assert "extended" not in next_events(extended, clock_of(extended, CALENDAR, TODAY))


def test_a_letter_for_an_opinion_after_the_end_does_not_hide_that_a_case_is_late() -> None:
    late = case("2026-03-02", event("third_party_asked", "2026-04-10"))
    in_time = case("2026-03-23", event("third_party_asked", "2026-04-10"))
    clock = clock_of(late, CALENDAR, TODAY)
    assert (clock.state, clock.stopped) == (State.OPEN, False)
    assert clock.late > 0
    assert next_events(late, clock)[0] == "third_party_answered"
    assert clock_of(in_time, CALENDAR, TODAY).state is State.AWAITING_OPINION


def test_what_explains_a_late_reply_can_be_noted_after_it() -> None:
    late = case("2026-02-02", event("third_party_asked", "2026-02-09"), reply="2026-04-10", outcome="granted")
    in_time = case("2026-03-02", reply="2026-03-09", outcome="granted")
    offered = next_events(late, clock_of(late, CALENDAR, TODAY))
    assert {"extended", "organ_asked"} <= set(offered)
    assert "third_party_asked" not in offered
    assert next_events(in_time, clock_of(in_time, CALENDAR, TODAY)) == ["note"]


def test_an_offices_own_numbers_stand_in_order_and_say_their_sign_once() -> None:
    numbers = ["(2026)第11号", "2026-0012", "(2026)第3号", "2026-0002"]
    assert sorted(numbers, key=in_order) == ["(2026)第3号", "(2026)第11号", "2026-0002", "2026-0012"]
    assert [case_name(number) for number in numbers[:2]] == ["(2026)第11号", "2026-0012 号"]


def test_numbers_of_identity_are_masked() -> None:
    assert masked("460100198001010012") == "4601************12"
    assert masked("13800000000") == "138****0000"
    assert masked("123") == "***"


def test_without_the_person_the_counts_stay() -> None:
    made = replace(CASES[4], applicant=Applicant("business", "甲公司", id_number="1", joint=3))
    cleared = without_person(made)
    assert (cleared.applicant, cleared.request.content) == (Applicant("business", joint=3), "")
    assert (cleared.reply, cleared.received, cleared.number) == (made.reply, made.received, made.number)
    assert State.CLOSED.word == "已办结"


def alone(*cases: Case, today: str = "2026-04-13") -> RegisterSession:
    """Return a session of cases that are kept nowhere."""
    lines = [line(row, made) for row, made in enumerate(cases, 1)]
    whole = dict(enumerate(cases, 1))
    return RegisterSession(
        lines, lambda rows: {row: whole[row] for row in rows}, lambda _row, _step: None, CALENDAR, day(today)
    )


def test_the_balance_of_the_year_holds() -> None:
    session = alone(
        case("2025-12-20", number="2025-0001"),
        case("2026-03-02", reply="2026-03-20", outcome="granted", number="2026-0001"),
        case("2026-03-03", number="2026-0002"),
        case("2026-03-04", number="2026-0003", not_counted="并入 2026-0002 号"),
    )
    assert session.balance() == (2, 1, 2)


def test_the_next_dates_of_running_reviews_stand_by_day() -> None:
    answered: dict[str, Any] = {"reply": "2026-03-20", "outcome": "granted"}
    session = alone(
        case("2026-03-02", number="2026-0001", remedies=(remedy("direct", "2026-04-07"),), **answered),
        case("2026-03-03", number="2026-0002", remedies=(remedy("review", "2026-04-01"),), **answered),
        case(
            "2026-03-03",
            number="2026-0003",
            remedies=(remedy("review", "2026-03-25", "2026-04-10"),),
            **answered,
        ),
    )
    assert [(row, str(term.due)) for row, term in session.terms()] == [(2, "2026-04-16"), (1, "2026-04-22")]


def test_another_way_of_the_office_moves_the_clocks() -> None:
    paid = case("2026-03-16", event("fee_noticed", "2026-03-23"), event("fee_paid", "2026-03-27"))
    told: list[int] = []
    session = alone(paid)
    session.listen(told.append)
    before = session.clock(1).due
    session.use_rules(Rules(fee_restarts=False))
    after = session.clock(1).due
    assert before is not None
    assert after is not None
    assert after < before
    session.use_rules(Rules(fee_restarts=False))
    assert told == [0]

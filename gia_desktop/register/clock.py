"""The clock of an application: state, due date, and the days it is made of; nothing of it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Final

from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case, Event

REPLY_DAYS: Final = 20
"""Working days for the reply (条例第三十三条)."""
EXTENSION_DAYS: Final = 20
"""Working days more at most, once (条例第三十三条)."""
OPINION_DAYS: Final = 15
"""Working days for a third party or another organ (条例第三十二条、第三十四条)."""
PAYMENT_DAYS: Final = 20
"""Working days for the fee (国办函〔2020〕109号)."""
CORRECTION_DAYS: Final = 7
"""Working days for asking for a correction (条例第三十条)."""
SOON: Final = 3

_ONE_DAY: Final = dt.timedelta(days=1)
_BY_DATE = attrgetter("date")
_ASKED: Final = {"third_party_asked": "third_party_answered", "organ_asked": "organ_answered"}


class State(StrEnum):
    """Where a case stands."""

    TO_REGISTER = "to_register"
    OPEN = "open"
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_OPINION = "awaiting_opinion"
    AWAITING_PAYMENT = "awaiting_payment"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    GIVEN_UP = "given_up"

    @property
    def word(self) -> str:
        """The word shown."""
        return _WORDS[self.value]

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is to be replied any more."""
        return self in _OVER

    @property
    def stands(self) -> bool:
        """Tell whether the clock stands."""
        return self in _WAITING


_WORDS: Final = {
    "to_register": "待确认收到日",
    "open": "办理中",
    "awaiting_correction": "待补正",
    "awaiting_opinion": "征求意见",
    "awaiting_payment": "待缴费",
    "answered": "已答复",
    "closed": "已办结",
    "withdrawn": "已撤回",
    "given_up": "不再处理",
}
_OVER: Final = frozenset({State.ANSWERED, State.CLOSED, State.WITHDRAWN, State.GIVEN_UP})
_WAITING: Final = frozenset({State.AWAITING_CORRECTION, State.AWAITING_OPINION, State.AWAITING_PAYMENT})


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office may handle differently, where the law leaves it open."""

    fee_restarts: bool = True
    """After payment the clock starts anew; otherwise it only stood while waiting."""


USUAL: Final = Rules()


@dataclass(frozen=True, slots=True)
class Closing:
    """How and when a case ended; ``row`` is its row of table three."""

    date: dt.date
    row: str
    state: State


@dataclass(frozen=True, slots=True)
class Standstill:
    """Days on which the clock stands: after one day, up to and with another (None: still standing)."""

    after: dt.date
    through: dt.date | None
    why: str


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a case: when the clock (last) started, when it stood, how many days it runs, where it ends.

    Attributes:
        starts: received, and every day it was started anew by; day 1 is the working day after the last.
        due: None while it is not known (not received yet).
        standing: working days that did not count since the last start.
    """

    starts: tuple[dt.date, ...]
    stands: tuple[Standstill, ...]
    total: int
    due: dt.date | None
    extended: bool
    standing: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of a case on a day.

    Attributes:
        due: end of the reply period; None while the clock stands or has not started.
        days_left: working days left, 0 on the last day, negative when late; None without a due date.
        waiting_until: what the case waits for ends on this day.
        closing: how it ended, when it has.
    """

    state: State
    flags: tuple[str, ...]
    due: dt.date | None
    days_left: int | None
    stopped: bool
    provisional: bool
    waiting_until: dt.date | None
    closing: Closing | None

    @property
    def late(self) -> int:
        """Working days late, 0 when it is not."""
        return 0 if self.days_left is None or self.days_left >= 0 else -self.days_left


def closing_of(case: Case, calendar: Calendar) -> Closing | None:
    """Return how a case ended or will end by itself, or None while that is open.

    A reply or a withdrawal that is written down goes before what would follow from silence: not corrected, or
    not paid in time, the case ends the day after (条例第三十条; 国办函〔2020〕109号).
    """
    found: Closing | None = None
    reply = case.reply
    if reply.date is not None and reply.outcome:
        state = State.CLOSED if case.filed is not None else State.ANSWERED
        found = Closing(reply.date, reply.outcome, state)
    if not case.events:
        return found
    for event in case.events:
        if event.kind == "withdrawn" and (found is None or event.date < found.date):
            found = Closing(event.date, "other_misc", State.WITHDRAWN)
    return found or _lapse(case.events, calendar)


def _lapse(events: Sequence[Event], calendar: Calendar) -> Closing | None:
    """Return the end by silence, the earliest of both kinds."""
    found = None
    asked = _last_open(events, "correction_asked", "corrected")
    if asked is not None and asked.until is not None:
        found = Closing(asked.until + _ONE_DAY, "other_no_correction", State.GIVEN_UP)
    noticed = _last_open(events, "fee_noticed", "fee_paid")
    if noticed is not None:
        end = pay_by(noticed, calendar) + _ONE_DAY
        if found is None or end < found.date:
            found = Closing(end, "other_fee_unpaid", State.GIVEN_UP)
    return found


def _last_open(events: Sequence[Event], asked: str, answered: str) -> Event | None:
    """Return the last event of a kind that no later event answered."""
    last = None
    for event in sorted(events, key=_BY_DATE):
        if event.kind == asked:
            last = event
        elif event.kind == answered and last is not None:
            last = None
    return last


def pay_by(event: Event, calendar: Calendar) -> dt.date:
    """Return the last day to pay; without a known day of receipt the day of the notice stands for it."""
    return calendar.after(event.received or event.date, PAYMENT_DAYS)


def opinion_by(event: Event, calendar: Calendar) -> dt.date:
    """Return the last day for an opinion; the day of the letter stands for a day of receipt not known."""
    return calendar.after(event.received or event.date, OPINION_DAYS)


def correction_by(case: Case, calendar: Calendar) -> dt.date | None:
    """Return the last day to ask for a correction (条例第三十条)."""
    return None if case.received is None else calendar.after(case.received, CORRECTION_DAYS)


def course_of(case: Case, calendar: Calendar, rules: Rules = USUAL, on: dt.date | None = None) -> Course:
    """Return the days of a case: starts, stands and end, by what happened up to a day (default: all)."""
    received = case.received
    if received is None:
        return Course((), (), REPLY_DAYS, None, extended=False)
    if not case.events:
        return Course((received,), (), REPLY_DAYS, calendar.after(received, REPLY_DAYS), extended=False)
    events = sorted((e for e in case.events if on is None or e.date <= on), key=_BY_DATE)
    starts = (received, *_restarts(events, received, rules))
    stands = _stands(events, calendar)
    due, standing = _end(starts[-1], REPLY_DAYS, stands, calendar)
    total, extended = REPLY_DAYS, False
    for event in events:
        if event.kind == "extended" and not extended and event.date <= due:
            total, extended = REPLY_DAYS + max(0, min(event.days, EXTENSION_DAYS)), True
            due, standing = _end(starts[-1], total, stands, calendar)
    for event in events:
        if event.kind == "longer_period" and event.until is not None:
            due = max(due, event.until)
    return Course(starts, stands, total, due, extended, standing)


_PLAIN: Final = frozenset(
    {"correction_asked", "corrected", "reasons_asked", "withdrawn", "transferred_in", "note"}
)
"""Kinds of events among which only a correction moves the due date, by starting the clock anew."""


def due_of(case: Case, calendar: Calendar, rules: Rules = USUAL) -> dt.date | None:
    """Return the due date alone, as ``course_of`` does: quickly, for lists of ten thousands of cases."""
    received = case.received
    if received is None:
        return None
    start, asked = received, dt.date.max
    for event in case.events:
        kind = event.kind
        if kind not in _PLAIN:
            return course_of(case, calendar, rules).due
        if kind == "correction_asked":
            asked = min(asked, event.date)
        elif kind == "corrected":
            if event.date < asked or event.date < start:
                return course_of(case, calendar, rules).due
            start = event.date
    return calendar.after(start, REPLY_DAYS)


def _restarts(events: Iterable[Event], received: dt.date, rules: Rules) -> list[dt.date]:
    """Return the days that start the clock anew: a correction that arrived, a fee that was paid."""
    asked = noticed = False
    days = []
    last = received
    for event in events:
        asked |= event.kind == "correction_asked"
        noticed |= event.kind == "fee_noticed"
        anew = (event.kind == "corrected" and asked) or (
            event.kind == "fee_paid" and noticed and rules.fee_restarts
        )
        if anew and event.date >= last:
            last = event.date
            days.append(last)
    return days


def _stands(events: Sequence[Event], calendar: Calendar) -> tuple[Standstill, ...]:
    """Return when the clock stood, by the day it began; periods of one kind may overlap those of another."""
    stands = []
    waiting: dict[str, list[Event]] = {
        "correction_asked": [],
        "fee_noticed": [],
        **{kind: [] for kind in _ASKED},
    }
    answers = {"corrected": "correction_asked", "fee_paid": "fee_noticed"}
    answers |= {answer: kind for kind, answer in _ASKED.items()}
    for event in events:
        if event.kind in waiting:
            waiting[event.kind].append(event)
        elif event.kind in answers and waiting[answers[event.kind]]:
            asked = waiting[answers[event.kind]].pop(0)
            through = min(event.date, opinion_by(asked, calendar)) if asked.kind in _ASKED else event.date
            stands.append(Standstill(asked.date, through, _WHY[asked.kind]))
    for kind, left in waiting.items():
        for asked in left:
            until = opinion_by(asked, calendar) if kind in _ASKED else None
            stands.append(Standstill(asked.date, until, _WHY[kind]))
    return tuple(sorted(stands, key=attrgetter("after")))


_WHY: Final = {
    "correction_asked": "等申请人补正",
    "fee_noticed": "等申请人缴费",
    "third_party_asked": "征求第三方意见",
    "organ_asked": "征求其他机关意见",
}


def _end(start: dt.date, total: int, stands: Sequence[Standstill], calendar: Calendar) -> tuple[dt.date, int]:
    """Return the end of a period and how many working days in it did not count.

    A stand that begins after the end moves nothing; a stand without an end (still waiting) is left out:
    nobody knows.
    """
    target = calendar.position(start) + total
    reached, standing = start, 0
    for stand in stands:
        if stand.through is None:
            continue
        if calendar.at(target) <= stand.after:
            break
        lost = calendar.between(max(stand.after, reached), stand.through)
        reached = max(reached, stand.through)
        target += lost
        standing += lost
    return calendar.at(target), standing


def clock_of(case: Case, calendar: Calendar, on: dt.date, rules: Rules = USUAL) -> Clock:
    """Return what is known of a case on a day; what is dated later has not happened yet.

    Args:
        case: the case.
        calendar: the days at work.
        on: the day asked for, usually today.
        rules: what the office handles in its own way.
    """
    closing = closing_of(case, calendar)
    over = closing if closing is not None and closing.date <= on else None
    course = course_of(case, calendar, rules, min(on, over.date) if over else on)
    flags = ["extended"] if course.extended else []
    in_remedy = _remedy_flags(case, on)
    if over is not None:
        if course.due is not None and over.date > course.due and over.state is not State.GIVEN_UP:
            flags.append("closed_late")
        return Clock(
            over.state,
            (*flags, *in_remedy),
            course.due,
            None,
            stopped=False,
            provisional=_is_provisional(course, calendar),
            waiting_until=None,
            closing=over,
        )
    state, until = _waiting(case, calendar, on, course.due)
    if state is not State.OPEN or course.due is None:
        return Clock(
            state,
            (*flags, *in_remedy),
            None,
            None,
            stopped=state.stands,
            provisional=False,
            waiting_until=until,
            closing=None,
        )
    left = _days_left(course.due, on, calendar)
    flags += _due_flags(left)
    provisional = _is_provisional(course, calendar)
    if provisional:
        flags.append("provisional")
    return Clock(
        state,
        (*flags, *in_remedy),
        course.due,
        left,
        stopped=False,
        provisional=provisional,
        waiting_until=None,
        closing=None,
    )


def _waiting(
    case: Case, calendar: Calendar, on: dt.date, due: dt.date | None
) -> tuple[State, dt.date | None]:
    """Return the state of a case that has not ended, and until when it waits.

    A letter for an opinion that went out when the period was over stops nothing: the case stays late.
    """
    if case.received is None or case.received > on:
        return State.TO_REGISTER, None
    if not case.events:
        return State.OPEN, None
    events = sorted((event for event in case.events if event.date <= on), key=_BY_DATE)
    asked = _last_open(events, "correction_asked", "corrected")
    if asked is not None:
        return State.AWAITING_CORRECTION, asked.until
    noticed = _last_open(events, "fee_noticed", "fee_paid")
    if noticed is not None:
        return State.AWAITING_PAYMENT, pay_by(noticed, calendar)
    open_opinions = [
        end
        for kind, answer in _ASKED.items()
        for event in _unanswered(events, kind, answer)
        if on <= (end := opinion_by(event, calendar)) and (due is None or event.date < due)
    ]
    return (State.AWAITING_OPINION, max(open_opinions)) if open_opinions else (State.OPEN, None)


def _unanswered(events: Iterable[Event], asked: str, answered: str) -> list[Event]:
    """Return the letters of a kind that are not answered."""
    waiting: list[Event] = []
    for event in events:
        if event.kind == asked:
            waiting.append(event)
        elif event.kind == answered and waiting:
            waiting.pop(0)
    return waiting


def _days_left(due: dt.date, on: dt.date, calendar: Calendar) -> int:
    """Return the working days left; a period that ended before today is late by one day at least."""
    if on <= due:
        return calendar.between(on, due)
    return -max(1, calendar.between(due, on))


def _due_flags(left: int) -> list[str]:
    if left == 0:
        return ["due_today"]
    if left < 0:
        return [f"late({-left})"]
    return ["due_in_3"] if left <= SOON else []


def _remedy_flags(case: Case, on: dt.date) -> list[str]:
    running = {
        "in_review" if remedy.kind == "review" else "in_court"
        for remedy in case.remedies
        if (remedy.received is None or remedy.received <= on)
        and (remedy.closed is None or remedy.closed > on)
        and remedy.column in {"", "pending"}
    }
    return sorted(running, reverse=True)


def _is_provisional(course: Course, calendar: Calendar) -> bool:
    if course.due is None:
        return False
    return any(year not in calendar.years for year in range(course.starts[-1].year, course.due.year + 1))

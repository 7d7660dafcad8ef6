"""The strip of a case: every day from its receipt to its due date, with its number or why it has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gia_desktop.register.calendar.periods import StripDay
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import Case
from gia_desktop.register.clock import USUAL, Course, Rules, Standstill, course_of

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days of the strip that belong together: up to a new start, or to the end.

    Attributes:
        start: the day that the clock started by; day 1 is the working day after it.
        current: it is the stretch that the due date comes from; an earlier one was overtaken by a new start.
    """

    start: dt.date
    days: tuple[StripDay, ...]
    current: bool

    @property
    def counted(self) -> int:
        """Working days that counted."""
        return max((day.number or 0 for day in self.days), default=0)


def strip_of(
    case: Case, calendar: Calendar, rules: Rules = USUAL, on: dt.date | None = None
) -> tuple[Stretch, ...]:
    """Return the days of a case; the last numbered one of the last stretch is its due date.

    While the clock stands without a known end, the strip ends with ``on``.
    """
    course = course_of(case, calendar, rules, on)
    if course.due is None:
        return ()
    ends = [*(start for start in course.starts[1:]), _last_day(course, on)]
    return tuple(
        Stretch(start, tuple(_days(start, end, course, calendar)), current=place == len(ends))
        for place, (start, end) in enumerate(zip(course.starts, ends, strict=True), 1)
    )


def _last_day(course: Course, on: dt.date | None) -> dt.date:
    """Return where the strip ends: at the due date, or today while nobody knows it."""
    waits = [stand.after for stand in course.stands if stand.through is None]
    due = course.due or course.starts[-1]
    return max(on, waits[-1]) if waits and on is not None else due


def _days(start: dt.date, end: dt.date, course: Course, calendar: Calendar) -> Iterator[StripDay]:
    number = 0
    for note in calendar.days(start + _DAY, end):
        stand = _standing(note.date, course.stands)
        if note.works and stand is None:
            number += 1
        plain = note.works and not note.name
        beyond = number > course.total
        if stand is not None:
            yield StripDay(note.date, None, stand.why, note.document, standing=note.works)
        elif note.works and beyond:
            yield StripDay(note.date, None, "告知申请人的更长期限内")
        else:
            yield StripDay(
                note.date, number if note.works else None, "" if plain else note.words, note.document
            )


def _standing(day: dt.date, stands: Sequence[Standstill]) -> Standstill | None:
    for stand in stands:
        if stand.after < day and (stand.through is None or day <= stand.through):
            return stand
    return None

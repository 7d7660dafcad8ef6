"""A period by itself, without a case: its end and its strip of days, as the command line tells them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from gia_desktop.register.calendar.workdays import Calendar


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day on the way to a due date.

    Attributes:
        number: which day of the period it is; None for a day that does not count.
        why: why it does not count, or why a Saturday or Sunday does; empty for an ordinary working day.
        document: number of the notice that says so.
    """

    date: dt.date
    number: int | None
    why: str = ""
    document: str = ""
    standing: bool = False
    """The clock stands on this day: it would count otherwise."""

    def to_object(self) -> dict[str, object]:
        """Return the JSON object of the command line."""
        return {
            "date": self.date.isoformat(),
            "number": self.number,
            "why": self.why,
            "document": self.document,
            "standing": self.standing,
        }


@dataclass(frozen=True)
class Period:
    """The end of a period and how it came about."""

    due: dt.date
    unknown_years: tuple[int, ...]
    strip: tuple[StripDay, ...]

    @property
    def provisional(self) -> bool:
        """Tell whether a notice that is still missing could move the end."""
        return bool(self.unknown_years)


def working_period(calendar: Calendar, start: dt.date, count: int) -> Period:
    """Return the period of ``count`` working days after the day of the event."""
    due = calendar.after(start, count)
    return Period(due, tuple(calendar.unknown_years(start, due)), tuple(_numbered(calendar, start, due)))


def natural_period(calendar: Calendar, start: dt.date, count: int) -> Period:
    """Return the period of ``count`` natural days after the day of the event (民事诉讼法第八十五条)."""
    due = calendar.after_natural(start, count)
    strip = []
    for number, note in enumerate(calendar.days(start + dt.timedelta(days=1), due), 1):
        beyond = number > count
        why = "期满日是休息日，顺延" if beyond or (number == count and not note.works) else ""
        strip.append(StripDay(note.date, None if beyond else number, why, note.document))
    return Period(due, tuple(calendar.unknown_years(start, due)), tuple(strip))


def why_provisional(years: tuple[int, ...]) -> str:
    """Say why an end is provisional, one sentence."""
    named = "、".join(f"{year} 年" for year in years)
    return f"暂定：{named}的放假通知还没有录入，这些日子按星期一至五上班计算，通知印发后可能变动。"


def _numbered(calendar: Calendar, start: dt.date, due: dt.date) -> Iterator[StripDay]:
    number = 0
    for note in calendar.days(start + dt.timedelta(days=1), due):
        if note.works:
            number += 1
        plain = note.works and not note.name
        yield StripDay(note.date, number if note.works else None, "" if plain else note.words, note.document)

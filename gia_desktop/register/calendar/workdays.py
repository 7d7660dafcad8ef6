"""Working days: which day is one, the end of a period, and how it came about day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gia_desktop.core.errors import GiaError

_DAY: Final = dt.timedelta(days=1)
_SATURDAY: Final = 5
_YEARS: Final = range(2007, 2151)
"""Years a date of a case can lie in (the 条例 is of 2008); a day beyond them is a slip of typing."""
_FIRST: Final = dt.date(_YEARS[0], 1, 1).toordinal()
WEEKDAYS: Final = "一二三四五六日"


class DayOutOfReachError(GiaError):
    """A date lies where no application can: a slip of typing."""

    code = "GIA-E-701"

    def __init__(self, year: int) -> None:
        """Name the year."""
        super().__init__(f"{year} 年不在可以计算期限的范围内。", "请核对日期里的年份。")


class DayKind(StrEnum):
    """What a day is."""

    WORK = "work"
    """Monday to Friday."""
    MADE_UP = "made_up"
    """A Saturday or Sunday at work (调休上班)."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    """A day off by a notice of the State Council."""
    LOCAL = "local"
    """A day off of this place only, entered by the office."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that a notice names.

    Attributes:
        works: it is a day at work (班), otherwise a day off (休).
        document: number of the notice; of a local day the reason the office gave.
    """

    date: dt.date
    works: bool
    name: str
    document: str
    local: bool = False


@dataclass(frozen=True)
class CalendarYear:
    """The notices of one year; those of 元旦 may reach into the December before.

    Attributes:
        documents: numbers of the notices, in the order they came.
        own: the office entered it; it wins over the file that came with the program.
    """

    year: int
    documents: tuple[str, ...]
    days: tuple[SpecialDay, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class DayNote:
    """What one day is and by what it is so."""

    date: dt.date
    kind: DayKind
    name: str = ""
    document: str = ""

    @property
    def works(self) -> bool:
        """Tell whether it counts."""
        return self.kind in _AT_WORK

    @property
    def words(self) -> str:
        """Say in Chinese why the day counts or doesn't."""
        if self.kind is DayKind.WORK:
            return f"星期{WEEKDAYS[self.date.weekday()]}"
        if self.kind is DayKind.WEEKEND:
            return f"星期{WEEKDAYS[self.date.weekday()]}，休息日"
        source = f"（{self.document}）" if self.document else ""
        return f"{self.name}{'调休上班' if self.works else '放假'}{source}"


_AT_WORK: Final = frozenset({DayKind.WORK, DayKind.MADE_UP})


class Calendar:
    """Days at work from the notices it was given; a year without one is counted by the plain week.

    The day of the event does not count; day 1 is the next working day (民法典第二百零一条, by analogy).
    """

    def __init__(self, years: Iterable[CalendarYear], local: Iterable[SpecialDay] = ()) -> None:
        """Take the years, later ones of the same number replacing earlier ones, and local days off."""
        self.years = {year.year: year for year in years}
        self.local = tuple(local)
        self._special = {day.date.toordinal(): day for year in self.years.values() for day in year.days}
        self._special |= {day.date.toordinal(): day for day in self.local}
        self._last = _FIRST - 1
        self._work: list[int] = []
        self._passed: list[int] = []

    def is_known(self, year: int) -> bool:
        """Tell whether the notice of a year is there."""
        return year in self.years

    def works(self, day: dt.date) -> bool:
        """Tell whether a day is a working day."""
        return self._works(day.toordinal())

    def note(self, day: dt.date) -> DayNote:
        """Return what a day is, with the notice that says so."""
        special = self._special.get(day.toordinal())
        if special is not None:
            named = DayKind.MADE_UP if special.works else DayKind.HOLIDAY
            return DayNote(day, DayKind.LOCAL if special.local else named, special.name, special.document)
        if day.month == 1 == day.day:
            return DayNote(day, DayKind.HOLIDAY, "元旦", "全国年节及纪念日放假办法")
        return DayNote(day, DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORK)

    def after(self, day: dt.date, count: int) -> dt.date:
        """Return the last day of a period of ``count`` working days that begins the day after ``day``.

        Raises:
            DayOutOfReachError: the period lies where no date of a case can.
        """
        return dt.date.fromordinal(self._after(day.toordinal(), count))

    def between(self, after: dt.date, through: dt.date) -> int:
        """Return the number of working days after one day, up to and with another; 0 when that is earlier."""
        if through <= after:
            return 0
        return self.position(through) - self.position(after)

    def position(self, day: dt.date) -> int:
        """Return a running number: how many working days have passed with this day since a fixed one."""
        ordinal = day.toordinal()
        if not _FIRST <= ordinal <= self._last:
            self._reach(ordinal)
        return self._passed[ordinal - _FIRST]

    def at(self, position: int) -> dt.date:
        """Return the working day that has a running number; see ``position``."""
        while position > len(self._work):
            self._reach(self._last + 1)
        return dt.date.fromordinal(self._work[position - 1])

    def next_workday(self, day: dt.date) -> dt.date:
        """Return the day itself when it is a working day, else the first one after it."""
        return day if self.works(day) else self.after(day, 1)

    def after_natural(self, day: dt.date, count: int) -> dt.date:
        """Return the end of a period of natural days; on a day off it ends on the next working day.

        民事诉讼法第八十五条.
        """
        _check_year(day.year)
        return self.next_workday(day + count * _DAY)

    def after_months(self, day: dt.date, count: int) -> dt.date:
        """Return the end of a period of months: the same day of that month or its last day; then as above."""
        _check_year(day.year)
        months = day.month - 1 + count
        year, month = day.year + months // 12, months % 12 + 1
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return self.next_workday(dt.date(year, month, min(day.day, (following - _DAY).day)))

    def unknown_years(self, first: dt.date, last: dt.date) -> list[int]:
        """Return the years of a period that have no notice: its end is provisional (暂定)."""
        return [year for year in range(first.year, last.year + 1) if year not in self.years]

    def days(self, first: dt.date, last: dt.date) -> Iterator[DayNote]:
        """Yield the days of a period, both ends included."""
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            yield self.note(dt.date.fromordinal(ordinal))

    def workdays_in(self, year: int) -> int:
        """Return the number of working days of a year."""
        return self.between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31))

    def _works(self, ordinal: int) -> bool:
        special = self._special.get(ordinal)
        if special is not None:
            return special.works
        day = dt.date.fromordinal(ordinal)
        return day.weekday() < _SATURDAY and not (day.month == 1 == day.day)

    def _after(self, ordinal: int, count: int) -> int:
        if not _FIRST <= ordinal <= self._last:
            self._reach(ordinal)
        wanted = self._passed[ordinal - _FIRST] + count
        while wanted > len(self._work):
            self._reach(self._last + 1)
        return self._work[wanted - 1] if count else ordinal

    def _reach(self, ordinal: int) -> None:
        """Count on through more whole years; numbers given before stay. Looking a day up is then one step."""
        _check_year(dt.date.fromordinal(ordinal).year)
        latest = max(self.years, default=_YEARS[0]) + 1
        last = dt.date(max(latest, dt.date.fromordinal(ordinal).year), 12, 31)
        end, count = last.toordinal(), len(self._work)
        # As ``_works`` does, but for twenty years at once: a date of every day would take far longer.
        new_years = {dt.date(year, 1, 1).toordinal() for year in range(_YEARS[0], last.year + 1)}
        for each in range(self._last + 1, end + 1):
            special = self._special.get(each)
            works = (each + 6) % 7 < _SATURDAY and each not in new_years if special is None else special.works
            if works:
                count += 1
                self._work.append(each)
            self._passed.append(count)
        self._last = end


def _check_year(year: int) -> None:
    if year not in _YEARS:
        raise DayOutOfReachError(year)

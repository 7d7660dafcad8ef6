"""Dates as offices write them: 2026.3.5, 2026年3月5号（周四）下午, 3月5日, 20260305, Excel's numbers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from gia_desktop.core.numerals import chinese_number
from gia_desktop.core.values import squeeze

_FULL: Final = re.compile(r"(\d{4})[-./年,、·\\](\d{1,2})[-./月,、·\\](\d{1,2})[日号]?", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?", re.ASCII)
_RUN: Final = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
_NO_YEAR: Final = re.compile(r"(\d{1,2})[月./-](\d{1,2})[日号]?", re.ASCII)
_SPOKEN: Final = re.compile(
    r"(?:([〇○零一二三四五六七八九]{4})年)?([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_HOUR: Final = re.compile(r"(?<=\d)\s+(?=\d{1,2}\s*[:：时点])")
"""The space between a day and an hour: without it, 3/1 10:00 would be 3/11 0:00."""
_BESIDE: Final = re.compile(
    r"(?P<day>.+?[日号]?)"
    r"(?:\(?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)?)?"
    r"\(?T?(?:上午|中午|下午|晚上?|早上?|AM|PM)?"
    r"(?:(?<!\d)\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|[时点](?:\d{1,2}分?|半|整)?))?"
    r"(?:AM|PM)?\)?[.。,、;]?",
    re.ASCII | re.IGNORECASE,
)
"""A day with its weekday, its hour or a mark behind it: none of them makes it another day."""
_WEEKDAYS: Final = "一二三四五六日"
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(39448, 73051)
"""Excel's numbers of the days from 2008 to 2099."""
_YEARS: Final = range(2008, 2101)
HALF_A_YEAR: Final = 184
_NOTHING: Final = frozenset({"", "/", "-", "--", "无", "—", "——"})


class ReadDate(NamedTuple):
    """A date, or None; ``doubt`` says why a person has to look at it, empty when nobody has."""

    date: dt.date | None
    doubt: str = ""


def read_date(text: str, year: int | None = None) -> ReadDate:
    """Read what somebody wrote as a date.

    Args:
        text: a cell or a field.
        year: the year meant when none is written; the reader says that it was added.
    """
    plain = squeeze(_HOUR.sub("T", text)).lstrip("'’")
    if plain in _NOTHING:
        return ReadDate(None)
    found = _read(text, plain, year)
    if found is None and (beside := _BESIDE.fullmatch(plain)):
        found = _read(text, beside["day"], year)
        if found is not None and found.date is not None and (weekday := beside["weekday"]):
            found = _on_its_weekday(text, found, weekday.replace("天", "日"))
    return found or ReadDate(None, f"“{text.strip()[:20]}”不是日期")


def read_date_near(
    text: str, year: int, since: dt.date | None = None, until: dt.date | None = None, reach: int = HALF_A_YEAR
) -> ReadDate:
    """Read a date; one without its year is that of the year beside when this one can't be meant.

    A reply of 1.12 to an application of 2025-12-20 went out in 2026; an application of 12.31 that is written
    down on 2026-01-05 came in 2025.

    Args:
        text: a field.
        year: the year meant when none is written.
        since: the day can't be before this one.
        until: the day can't be after this one.
        reach: so many days from the bound it may be in the year beside; a mistyped day is left as it is.
    """
    found = read_date(text, year)
    if found.date is None or not found.doubt:
        return found
    if since is not None and found.date < since:
        later = read_date(text, year + 1)
        if later.date is not None and 0 <= (later.date - since).days <= reach:
            return later
    if until is not None and found.date > until:
        earlier = read_date(text, year - 1)
        if earlier.date is not None and 0 <= (until - earlier.date).days <= reach:
            return earlier
    return found


def _read(text: str, plain: str, year: int | None) -> ReadDate | None:
    """Read a day with nothing beside it, None when it is none."""
    for pattern in (_FULL, _RUN):
        found = pattern.fullmatch(plain)
        if found:
            return _made(text, *(int(group) for group in found.groups()[:3]))
    found = _SERIAL.fullmatch(plain)
    if found and int(found.group(1)) in _SERIALS:
        return ReadDate(_EXCEL_ZERO + dt.timedelta(days=int(found.group(1))))
    found = _SHORT_YEAR.fullmatch(plain)
    if found:
        date, doubt = _made(text, 2000 + int(found.group(1)), int(found.group(2)), int(found.group(3)))
        return ReadDate(date, doubt or f"“{text.strip()}”的年份按 20{found.group(1)} 年")
    found = _SPOKEN.fullmatch(plain)
    if found and found.group(1):
        return _made(text, *(chinese_number(group) or 0 for group in found.groups()))
    found = found or _NO_YEAR.fullmatch(plain)
    if found and year is not None:
        month, day = (chinese_number(group) or int(group) for group in found.groups()[-2:])
        date, doubt = _made(text, year, month, day)
        return ReadDate(date, doubt or f"“{text.strip()}”没有写年份，按 {year} 年")
    return None


def _on_its_weekday(text: str, found: ReadDate, weekday: str) -> ReadDate:
    """Return the day, unless the weekday written beside it is that of another one: one of both is wrong."""
    if found.date is None or _WEEKDAYS[found.date.weekday()] == weekday:
        return found
    real = _WEEKDAYS[found.date.weekday()]
    return ReadDate(None, f"“{text.strip()[:20]}”那天是星期{real}，日期和星期有一个不对")


def _made(text: str, year: int, month: int, day: int) -> ReadDate:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return ReadDate(None, f"“{text.strip()[:20]}”没有这一天")
    if year not in _YEARS:
        return ReadDate(None, f"“{text.strip()[:20]}”的年份不对")
    return ReadDate(date)

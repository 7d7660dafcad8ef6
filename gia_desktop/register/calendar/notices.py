"""The text of a holiday notice, pasted by the office, read into a year of the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.numerals import chinese_number
from gia_desktop.register.calendar.workdays import WEEKDAYS, CalendarYear, SpecialDay

_TITLE_YEAR: Final = re.compile(r"关于(?:调整)?(\d{4})年|(\d{4})年[^，。\n]{0,12}(?:节假日|放假)")
_DOCUMENT: Final = re.compile(
    r"(?:国办[\u4e00-\u9fff]{1,4}|(?:^|\n|[（(])[\u4e00-\u9fff]{2,8})[〔\[（(]\d{4}[〕\]）)]\d{1,4}号"
)
_NOTE: Final = r"(?:[（(](?P<{0}>[^（）()]*)[）)])?"
_DAY: Final = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日"
_OFF: Final = re.compile(
    _DAY.format("a")
    + _NOTE.format("an")
    + r"(?:(?:至|到|—|-|~)"
    + _DAY.format("b")
    + _NOTE.format("bn")
    + r")?"
    r"(?:全体公民)?放假(?:调休)?(?:一天)?[，,]?(?:共(?P<count>[\d一二两三四五六七八九十]{1,3})天)?"
)  # fmt: skip
_ONE: Final = re.compile(_DAY.format("w") + _NOTE.format("wn"))
_WORK: Final = re.compile(
    r"((?:[、和,，]?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[（(][^（）()]*[）)])?)+)(?:照常|正常)?上班"
)
_WEEKDAY: Final = re.compile(r"(?:周|星期)([一二三四五六日天])")
_ITEM: Final = re.compile(
    r"(?:^|\n|。)\s*(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．])?\s*([\u4e00-\u9fff、]{2,16}?)[：:]"
)
_USUAL: Final = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_SATURDAY: Final = 5
_SHOWN: Final = 24
_MAX_TEXT: Final = 100_000


class UnreadNoticeError(GiaError):
    """A text holds no holiday arrangement that can be read."""

    code = "GIA-E-703"

    def __init__(self, cause: str) -> None:
        """Say what is missing."""
        super().__init__(
            f"这段文字读不成放假安排：{cause}。",
            "请把国务院办公厅通知的全文粘贴进来，包括标题，形如“一、元旦：1月1日（周五）至3日（周日）放假，共3天。”",
        )


@dataclass(frozen=True)
class ReadNotice:
    """What a notice says, and what in it does not fit together (each a sentence)."""

    year: CalendarYear
    doubts: tuple[str, ...]


def read_notice(text: str, year: int | None = None) -> ReadNotice:
    """Read the text of a notice.

    Every stated number of days and every stated weekday is checked, days at work must fall on a weekend, and
    what looks like a date but could not be used is named.

    Args:
        text: the notice as it was pasted.
        year: the year it is for, when its title doesn't tell.

    Raises:
        UnreadNoticeError: no year, or no arrangement at all.
    """
    plain = _plain(text[:_MAX_TEXT])
    stated = _stated_year(plain)
    wanted = stated or year
    if wanted is None:
        raise UnreadNoticeError("没有写是哪一年的")
    reader = _Reader(plain, wanted)
    days = reader.read()
    if not days:
        raise UnreadNoticeError("没有找到“放假”的日期")
    if year is not None and stated is not None and year != stated:
        reader.doubts.append(f"通知标题写的是 {stated} 年，要存成的是 {year} 年，请核对。")
    documents = (reader.document,) if reader.document else ()
    return ReadNotice(CalendarYear(wanted, documents, tuple(days), own=True), tuple(reader.doubts))


def _plain(text: str) -> str:
    wide = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
    joined = re.sub(r"[ \t\u3000\u00a0\u200b\ufeff]+", "", text.translate(wide))
    return joined.replace("\r\n", "\n").replace("\r", "\n")


def _stated_year(plain: str) -> int | None:
    found = _TITLE_YEAR.search(plain)
    return int(found.group(1) or found.group(2)) if found else None


class _Reader:
    """One notice being read; collects what does not fit."""

    def __init__(self, plain: str, year: int) -> None:
        self._plain = plain
        self._year = year
        document = _DOCUMENT.search(plain)
        self.document = document.group().lstrip("\n（(") if document else ""
        self.doubts: list[str] = [] if document else ["没有找到文号（如“国办发明电〔2026〕7号”），请补上。"]

    def read(self) -> list[SpecialDay]:
        days: dict[dt.date, SpecialDay] = {}
        for name, body in self._items():
            found = [*self._off_days(name, body), *self._work_days(name, body)]
            if not found and re.search(r"\d日", body):
                self.doubts.append(f"“{name}”这一条没有读懂：“{body.strip()[:_SHOWN]}…”。")
            for day in found:
                other = days.get(day.date)
                if other is not None and other.works != day.works:
                    self.doubts.append(f"{_said(day.date)}又放假又上班，请核对。")
                days[day.date] = day
        missing = [usual for usual in _USUAL if not any(usual in day.name for day in days.values())]
        if days and missing:
            self.doubts.append(f"没有读到{'、'.join(missing)}的安排；只是调整一部分的通知可以没有。")
        return [days[date] for date in sorted(days)]

    def _items(self) -> Iterator[tuple[str, str]]:
        heads = list(_ITEM.finditer(self._plain))
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            body = self._plain[head.end() : following.start() if following else len(self._plain)]
            if "放假" in body or "上班" in body:
                yield head.group(1), body
        if not heads and "放假" in self._plain:
            yield "放假", self._plain

    def _off_days(self, name: str, body: str) -> Iterator[SpecialDay]:
        for found in _OFF.finditer(body):
            first = self._date(found, "a", None)
            last = self._date(found, "b", first) if found["bd"] else first
            if first is None or last is None:
                continue
            if not 0 <= (last - first).days < 31:  # noqa: PLR2004 - no holiday is longer than a month
                self.doubts.append(f"{name}：{_said(first)}至{_said(last)}前后颠倒或太长，没有录入。")
                continue
            count = (last - first).days + 1
            stated = _number(found["count"])
            if stated is not None and stated != count:
                self.doubts.append(
                    f"{name}：写着共 {stated} 天，{_said(first)}至{_said(last)}是 {count} 天。"
                )
            for step in range(count):
                yield SpecialDay(
                    first + dt.timedelta(days=step), works=False, name=name, document=self.document
                )

    def _work_days(self, name: str, body: str) -> Iterator[SpecialDay]:
        for found in _WORK.finditer(body):
            before: dt.date | None = None
            for one in _ONE.finditer(found.group(1)):
                day = self._date(one, "w", before)
                if day is None:
                    continue
                before = day
                if day.weekday() < _SATURDAY:
                    weekday = WEEKDAYS[day.weekday()]
                    self.doubts.append(
                        f"{name}：{_said(day)}是星期{weekday}，本来就上班，没有录入；请核对上班的日期。"
                    )
                    continue
                yield SpecialDay(day, works=True, name=name, document=self.document)

    def _date(self, found: re.Match[str], place: str, before: dt.date | None) -> dt.date | None:
        """Return a date; month and year that are left out are those of the date before it."""
        month = int(found[f"{place}m"] or (before.month if before else 0))
        year = int(found[f"{place}y"] or (before.year if before else self._year))
        if before is not None and found[f"{place}y"] is None and month < before.month:
            year += 1
        try:
            day = dt.date(year, month, int(found[f"{place}d"]))
        except ValueError:
            self.doubts.append(f"“{found.group()[:_SHOWN]}”里没有这一天。")
            return None
        stated = _WEEKDAY.search(found[f"{place}n"] or "")
        weekday = WEEKDAYS[day.weekday()]
        if stated and stated.group(1).replace("天", "日") != weekday:
            self.doubts.append(f"{_said(day)}写着星期{stated.group(1)}，实际是星期{weekday}，请核对。")
        return day


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() else chinese_number(text)


def _said(day: dt.date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"

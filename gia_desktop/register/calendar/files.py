"""Year files of the calendar: those that came with the program, the office's own, local days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeGuard

from gia_desktop.files.fields import Fault
from gia_desktop.files.positions import Positions
from gia_desktop.files.resources import resource
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.register.calendar.workdays import Calendar, CalendarYear, SpecialDay

LOCAL_FILE: Final = "local.toml"
"""Days off of this place only, beside the office's own year files."""
_SATURDAY: Final = 5
_LONGEST: Final = 31
_KEYS: Final = {
    "": frozenset({"gia_calendar", "year", "notices", "holidays"}),
    "notices": frozenset({"document", "url"}),
    "holidays": frozenset({"name", "document", "first", "last", "work"}),
}


class CalendarFileError(TomlFileError):
    """A year file can't be used."""

    code = "GIA-E-702"
    kind = "节假日文件"


def load_year(path: Path, *, own: bool = False) -> CalendarYear:
    """Read the file of a year.

    Raises:
        CalendarFileError: it can't be read, or says something impossible; all faults with lines.
    """
    reader = _Reader(*read_toml(path, CalendarFileError))
    year = reader.year()
    days = tuple(reader.days(year))
    documents = tuple(dict.fromkeys([*reader.documents(), *(day.document for day in days)]))
    if reader.faults:
        raise CalendarFileError(path, reader.faults)
    return CalendarYear(year, tuple(document for document in documents if document), days, own)


def load_local(path: Path) -> tuple[SpecialDay, ...]:
    """Read the file of local days off, none when it is not there.

    Raises:
        CalendarFileError: it can't be read, or says something impossible.
    """
    if not path.exists():
        return ()
    reader = _Reader(*read_toml(path, CalendarFileError))
    days = tuple(replace(day, local=True) for day in reader.days(None))
    if reader.faults:
        raise CalendarFileError(path, reader.faults)
    return days


def load_calendar(own_folder: Path | None = None) -> Calendar:
    """Return the calendar: our year files, or the office's own of the same year, and local days.

    Raises:
        CalendarFileError: a file is faulty; the message names file, line and cause.
    """
    years = list(_bundled_years())
    if own_folder is None or not own_folder.is_dir():
        return Calendar(years)
    own = [load_year(path, own=True) for path in sorted(own_folder.glob("20[0-9][0-9].toml"))]
    return Calendar([*years, *own], load_local(own_folder / LOCAL_FILE))


@cache
def bundled_calendar() -> Calendar:
    """Return the calendar that came with the program; it never changes while it runs."""
    return Calendar(_bundled_years())


@cache
def _bundled_years() -> tuple[CalendarYear, ...]:
    return tuple(load_year(path) for path in sorted(resource("calendar").glob("*.toml")))


def year_text(year: CalendarYear, urls: Mapping[str, str] | None = None) -> str:
    """Return the file of a year: one entry a holiday, readable by people, read back by ``load_year``."""
    lines = ["gia_calendar = 1", f"year = {year.year}", ""]
    for document in year.documents:
        lines += ["[[notices]]", f"document = {_quoted(document)}"]
        lines += [f"url = {_quoted(urls[document])}"] if urls and document in urls else []
        lines.append("")
    return "\n".join([*lines, *_holiday_lines(year.days)]).rstrip() + "\n"


def local_text(days: tuple[SpecialDay, ...]) -> str:
    """Return the file of local days off."""
    return "\n".join(["gia_calendar = 1", "", *_holiday_lines(days)]).rstrip() + "\n"


def _holiday_lines(days: tuple[SpecialDay, ...]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[SpecialDay]] = {}
    for day in days:
        groups.setdefault((day.name, day.document), []).append(day)
    for (name, document), members in groups.items():
        work = sorted(day.date for day in members if day.works)
        runs = _runs(sorted(day.date for day in members if not day.works))
        for place, run in enumerate(runs or [None]):
            yield "[[holidays]]"
            yield f"name = {_quoted(name)}"
            yield f"document = {_quoted(document)}"
            if run is not None:
                yield f"first = {run[0].isoformat()}"
                yield f"last = {run[1].isoformat()}"
            if work and place == max(len(runs), 1) - 1:
                yield f"work = [{', '.join(day.isoformat() for day in work)}]"
            yield ""


def _runs(days: list[dt.date]) -> list[tuple[dt.date, dt.date]]:
    runs: list[tuple[dt.date, dt.date]] = []
    for day in days:
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _quoted(text: str) -> str:
    plain = "".join(sign for sign in text if sign.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Reader:
    """One file being read; collects every fault with its line."""

    def __init__(self, data: dict[str, Any], positions: Positions) -> None:
        self._data = data
        self._positions = positions
        self.faults: list[Fault] = []
        if data.get("gia_calendar") != 1:
            self._fault("开头应有一行 gia_calendar = 1", key="gia_calendar")
        self._strange("", 0, data)

    def year(self) -> int:
        year = self._data.get("year")
        if type(year) is int and year in range(2000, 2101):
            return year
        self._fault("year 应是四位年份，如 2027", key="year")
        return 0

    def documents(self) -> Iterator[str]:
        for index, entry in self._entries("notices"):
            yield self._text("notices", index, entry, "document")

    def days(self, year: int | None) -> Iterator[SpecialDay]:
        seen: set[dt.date] = set()
        for index, entry in self._entries("holidays"):
            name = self._text("holidays", index, entry, "name")
            document = entry.get("document", "")
            if not isinstance(document, str):
                self._fault("document 应为文字", "holidays", index, "document")
                document = ""
            for day, works in self._dates(index, entry):
                self._check_day(index, day, year, works=works)
                if day in seen:
                    self._fault(f"{day.isoformat()} 写了两次", "holidays", index)
                seen.add(day)
                yield SpecialDay(day, works, name, document)

    def _dates(self, index: int, entry: Mapping[str, Any]) -> Iterator[tuple[dt.date, bool]]:
        work = entry.get("work", [])
        if not isinstance(work, list) or not all(_is_date(day) for day in work):
            self._fault("work 应是日期的列表，如 [2027-02-06]", "holidays", index, "work")
            work = []
        yield from ((day, True) for day in work)
        if "first" not in entry and "last" not in entry:
            if not work:
                self._fault("应写 first、last（放假）或 work（上班）", "holidays", index)
            return
        first, last = entry.get("first"), entry.get("last", entry.get("first"))
        if not _is_date(first) or not _is_date(last):
            self._fault("first、last 应是日期，如 2027-02-05", "holidays", index, "first")
        elif not 0 <= (last - first).days < _LONGEST:
            self._fault("last 应不早于 first，放假不超过一个月", "holidays", index, "last")
        else:
            yield from ((first + dt.timedelta(days=step), False) for step in range((last - first).days + 1))

    def _check_day(self, index: int, day: dt.date, year: int | None, *, works: bool) -> None:
        if works and day.weekday() < _SATURDAY:
            self._fault(f"{day.isoformat()} 不是星期六、星期日，不用写成上班", "holidays", index, "work")
        in_reach = day.year == year or (day.year, day.month) == ((year or 0) - 1, 12)
        if year and not in_reach:
            self._fault(f"{day.isoformat()} 不在 {year} 年（上一年 12 月除外）", "holidays", index)

    def _entries(self, name: str) -> list[tuple[int, Mapping[str, Any]]]:
        entries = self._data.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._fault(f"{name} 应写成 [[{name}]]", name)
            return []
        for index, entry in enumerate(entries):
            self._strange(name, index, entry)
        return list(enumerate(entries))

    def _strange(self, name: str, index: int, entry: Mapping[str, Any]) -> None:
        for key in entry.keys() - _KEYS[name]:
            self._fault(f"不认识的项 {key}", name, index, key)

    def _text(self, name: str, index: int, entry: Mapping[str, Any], key: str) -> str:
        value = entry.get(key)
        if isinstance(value, str) and value:
            return value
        self._fault(f"缺少 {key}" if key not in entry else f"{key} 应为文字", name, index, key)
        return ""

    def _fault(self, cause: str, name: str = "", index: int = 0, key: str = "") -> None:
        self.faults.append(Fault(self._positions.line(name, index, key), cause))


def _is_date(value: object) -> TypeGuard[dt.date]:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)

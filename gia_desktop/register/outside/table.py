"""An office's own table of applications: columns known by their heads, rows read into cases, doubts said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.values import squeeze
from gia_desktop.register.case import (
    APPLICANT_KINDS,
    CHANNELS,
    FORMS,
    Applicant,
    Case,
    Event,
    Reply,
    Request,
    next_number,
)
from gia_desktop.register.outside.dates import read_date
from gia_desktop.register.outside.heads import HEADS
from gia_desktop.register.outside.office_words import channel_of, form_of, kind_in_name, kind_of, outcome_of

_COUNTERS: Final = frozenset({"序号", "行号", "备注序号"})
"""Columns that only count rows."""
_LONGEST_HEAD: Final = 12
_ROWS_LOOKED_AT: Final = 12
_NEEDED: Final = 3
_SHOWN: Final = 20
_DATES: Final = (
    "arrived",
    "received",
    "correction_asked",
    "correction_until",
    "corrected",
    "extended",
    "third_party_asked",
    "third_party_answered",
    "withdrawn",
    "reply.date",
    "reply.delivered",
    "filed",
)


class UnreadTableError(GiaError):
    """A table is no register: its heads tell no column."""

    code = "GIA-E-721"

    def __init__(self) -> None:
        """Say which heads are looked for."""
        super().__init__(
            "没有找到台账的表头：至少要有收到日期、申请人、申请内容、办理结果中的三列。",
            "请核对是不是这张表，或把表头改成这些名称后重试。",
        )


@dataclass(frozen=True)
class RowDoubt:
    """Something in a row that a person has to look at.

    Attributes:
        row: row of the sheet, counted from 1.
        field: field of the case.
    """

    row: int
    field: str
    sentence: str
    case: str = ""


@dataclass(frozen=True)
class ReadTable:
    """Cases read from a table, what is doubtful, which columns were understood and which were not."""

    cases: tuple[Case, ...]
    doubts: tuple[RowDoubt, ...]
    columns: Mapping[str, str]
    """Head by field."""
    ignored: tuple[str, ...]
    """Heads nobody knows; what stands below them is kept with the case, under ``imported``."""
    skipped: int = 0
    """Rows without any content, totals and repeated heads."""


def read_table(rows: Sequence[Sequence[str]], year: int, used: Iterable[str] = ()) -> ReadTable:
    """Read a table of applications.

    A head may lie over several rows (merged cells); a row without a date, a name and a content is no case.
    What can't be read with certainty is kept as it was written and said.

    Args:
        rows: the texts of the sheet; merged cells hold their text in every place.
        year: year of dates that have none.
        used: numbers that cases have already.

    Raises:
        UnreadTableError: no row looks like the heads of a register.
    """
    place, fields = _heads(rows)
    width = max((len(row) for row in rows), default=0)
    heads = {column: _joined(rows[:place], column) for column in range(width)}
    strange = {column: head for column, head in heads.items() if head and column not in fields}
    reader = _Rows(fields, strange, year, set(used))
    for number, row in enumerate(rows[place:], place + 1):
        reader.read(number, row)
    known = {field: heads[column] for column, field in fields.items()}
    ignored = tuple(head for head in strange.values() if _head(head) not in _COUNTERS)
    return ReadTable(tuple(reader.cases), tuple(reader.doubts), known, ignored, reader.skipped)


def _heads(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """Return how many rows the heads take and which column is which field: where most are told."""
    best: tuple[int, dict[int, str]] = (0, {})
    for place in range(min(_ROWS_LOOKED_AT, len(rows))):
        one = _fields_in([rows[place]])
        two = _fields_in(rows[place : place + 2]) if place + 1 < len(rows) else {}
        for height, found in ((1, one), (2, two)):
            if len(found) > len(best[1]):
                best = (place + height, found)
    if len(best[1]) < _NEEDED or not ({"received", "arrived"} & set(best[1].values())):
        raise UnreadTableError
    return best


def _fields_in(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Return the fields that the columns of a head tell; the lower row goes before the upper one."""
    found: dict[int, str] = {}
    for row in reversed(rows):
        for column, text in enumerate(row):
            field = _field_of(text)
            if column not in found and field and field not in found.values():
                found[column] = field
    return found


def _field_of(text: str) -> str:
    plain = _head(text)
    if not plain or len(plain) > _LONGEST_HEAD:
        return ""
    return _BY_HEAD.get(plain, "")


def _head(text: str) -> str:
    """Return a head without spaces, brackets and marks: 收到日期（必填）* → 收到日期."""
    plain = squeeze(text)
    return re.sub(r"[（(][^（）()]*[）)]|[*＊:：、/]", "", plain)


_BY_HEAD: Final = {_head(head): field for field, heads in HEADS.items() for head in heads}


def _joined(rows: Sequence[Sequence[str]], column: int) -> str:
    texts = [squeeze(row[column]) for row in rows if column < len(row)]
    return "".join(dict.fromkeys(text for text in texts[-1:] if text))


class _Rows:
    """Rows being read into cases."""

    def __init__(
        self, fields: Mapping[int, str], strange: Mapping[int, str], year: int, used: set[str]
    ) -> None:
        self._fields = fields
        self._strange = strange
        self._kept: dict[str, str] = {}
        self._year = year
        self._used = used
        self.cases: list[Case] = []
        self.doubts: list[RowDoubt] = []
        self.skipped = 0
        self._row = 0
        self._number = ""

    def read(self, number: int, row: Sequence[str]) -> None:
        """Read one row; rows that are no case are counted."""
        found = {field: row[column].strip() for column, field in self._fields.items() if column < len(row)}
        if (
            not any(found.get(key) for key in ("received", "arrived", "applicant.name", "request.content"))
            or (
                re.fullmatch(
                    r"(?:合计|总计|小计|共计).*", squeeze(next((text for text in row if text.strip()), ""))
                )
            )
            or _field_of(found.get("received", ""))
        ):
            self.skipped += any(text.strip() for text in row)
            return
        self._row, self._number = number, ""
        first = len(self.doubts)
        self._kept = {
            head: row[column].strip()
            for column, head in self._strange.items()
            if column < len(row) and row[column].strip() and _head(head) not in _COUNTERS
        }
        dates = {field: self._date(field, found.get(field, "")) for field in _DATES}
        arrived, received = dates["arrived"], dates["received"] or dates["arrived"]
        if received is None:
            self._doubt("received", "没有收到日期，已登记为待确认收到日")
        self._number = self._numbered(found.get("number", ""), received)
        # Doubts about its days, and about the number itself, came before the number was known.
        self.doubts[first:] = [replace(doubt, case=self._number) for doubt in self.doubts[first:]]
        self.cases.append(
            Case(
                number=self._number,
                arrived=arrived or received,
                received=received,
                channel=self._chosen("channel", found, channel_of, "other", CHANNELS),
                applicant=self._applicant(found),
                request=self._request(found),
                events=tuple(self._events(dates, found)),
                reply=self._reply(dates, found),
                filed=dates["filed"],
                extra={"imported": self._kept} if self._kept else {},
            )
        )

    def _numbered(self, written: str, received: dt.date | None) -> str:
        year = received.year if received else self._year
        plain = squeeze(written)
        if re.fullmatch(r"\d{1,4}", plain):
            plain = f"{year}-{int(plain):04d}"
        if not plain or plain in self._used:
            if plain:
                self._doubt("number", f"编号“{written.strip()[:_SHOWN]}”重复，另给了一个")
            plain = next_number(year, self._used)
        self._used.add(plain)
        return plain

    def _applicant(self, found: Mapping[str, str]) -> Applicant:
        name = " ".join(found.get("applicant.name", "").split())
        written = found.get("applicant.kind", "")
        kind = kind_of(written) if written else ""
        if not kind:
            kind = kind_of(name, of_name=True) or "natural"
            said = f"“{written[:_SHOWN]}”不认识" if written else "没有写"
            self._doubt("applicant.kind", f"申请人类型{said}，按“{APPLICANT_KINDS[kind]}”")
        elif (named := kind_in_name(name)) not in {"", kind}:
            words = f"“{written[:_SHOWN]}”，名称却是{APPLICANT_KINDS[named]}"
            self._doubt("applicant.kind", f"申请人类型写的是{words}，请核对")
        if not name:
            self._doubt("applicant.name", "没有申请人姓名或名称")
        joint = re.search(r"等(\d{1,4})[人名户]", squeeze(name))
        texts: dict[str, Any] = {
            key: found.get(f"applicant.{key}", "")
            for key in ("id_kind", "id_number", "contact", "phone", "address", "postcode", "email", "agent")
        }
        return Applicant(kind=kind, name=name, joint=int(joint.group(1)) if joint else 1, **texts)

    def _request(self, found: Mapping[str, str]) -> Request:
        return Request(
            found.get("request.content", ""),
            found.get("request.document", ""),
            self._chosen("request.form", found, form_of, "paper", FORMS),
            found.get("request.field", ""),
        )

    def _events(self, dates: Mapping[str, dt.date | None], found: Mapping[str, str]) -> list[Event]:
        events = []
        for kind in (
            "correction_asked",
            "corrected",
            "third_party_asked",
            "third_party_answered",
            "extended",
            "withdrawn",
        ):
            date = dates[kind]
            if date is None:
                continue
            if kind == "correction_asked":
                events.append(Event(kind, date, until=dates["correction_until"]))
            elif kind == "extended":
                digits = re.search(r"\d{1,3}", squeeze(found.get("extended_days", "")))
                events.append(Event(kind, date, days=int(digits.group()) if digits else 20, told=date))
                if digits is None:
                    self._doubt("events", "延期没有写天数，按 20 个工作日")
            else:
                events.append(Event(kind, date))
        return sorted(events, key=lambda event: event.date)

    def _reply(self, dates: Mapping[str, dt.date | None], found: Mapping[str, str]) -> Reply:
        written = found.get("reply.outcome", "")
        outcome, doubt = outcome_of(written)
        extra = {}
        if doubt and written and squeeze(written) not in {"/", "-", "无"}:
            self._doubt("reply.outcome", f"办理结果“{written[:_SHOWN]}”{doubt}")
            extra = {"imported_outcome": written}
        if outcome and dates["reply.date"] is None:
            self._doubt("reply.date", "有办理结果，没有答复日期，算作还没有办结")
        return Reply(
            dates["reply.date"],
            found.get("reply.number", ""),
            outcome,
            found.get("reply.articles", ""),
            dates["reply.delivered"],
            extra=extra,
        )

    def _chosen(
        self, field: str, found: Mapping[str, str], read: object, usual: str, known: Mapping[str, str]
    ) -> str:
        written = found.get(field, "")
        if not written or squeeze(written) in {"/", "-"}:
            return usual
        chosen = str(read(written)) if callable(read) else ""
        if not chosen:
            self._doubt(field, f"“{written[:_SHOWN]}”不认识，按“{known[usual]}”")
        return chosen or usual

    def _date(self, field: str, text: str) -> dt.date | None:
        date, doubt = read_date(text, self._year)
        if doubt:
            self._kept |= {} if date else {field: text}
            self._doubt(field, doubt)
        return date

    def _doubt(self, field: str, sentence: str) -> None:
        self.doubts.append(RowDoubt(self._row, field, sentence, self._number))

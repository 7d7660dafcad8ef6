"""Parts of a collection as JSON, exactly and back."""

from __future__ import annotations

import base64
import datetime as dt
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Report
from gia_desktop.core.severity import Severity
from gia_desktop.drafts.packing import (
    dump,
    previous_from_plain,
    previous_to_plain,
    reasons_from_plain,
    reasons_to_plain,
    undump,
    value_from_plain,
    value_to_plain,
)
from gia_desktop.rollup.collection import (
    Asked,
    Correction,
    Mark,
    Matched,
    Round,
    Stamp,
    Standing,
)
from gia_desktop.rollup.coverage import Tally
from gia_desktop.rollup.kept.steps import (
    CORRECTIONS,
    FILE,
    HEAD,
    PREVIOUS,
    READ,
    STANDING,
    UNIT,
    UNITS,
    Basics,
    Filed,
    ReadFile,
)
from gia_desktop.rollup.roster import Unit
from gia_desktop.vault.connection import storable

_LEVEL: Final = 6


class Header(NamedTuple):
    """The columns of table ``collections`` without the seal."""

    id: int
    area: str
    year: int
    due: str | None
    folder: str
    tally: str
    created: str
    modified: str
    deleted_at: str | None
    steps: int
    rows: int

    @classmethod
    def fresh(cls, number: int, year: int, head: Basics, stamp: str) -> Self:
        """Return the header of a collection made at a moment, without steps and rows yet."""
        empty = cls(number, "", year, None, "", tally_to_text(Tally()), stamp, stamp, None, 0, 0)
        return empty.showing(head)

    def showing(self, head: Basics) -> Self:
        """Return the header with what the list tells of the area."""
        return self._replace(area=storable(head.area), due=_day(head.due))


def tally_to_text(tally: Tally) -> str:
    """Return what the list tells of a collection as JSON."""
    return json.dumps(tally._asdict(), separators=(",", ":"))


def tally_from_text(text: str) -> Tally:
    """Read what ``tally_to_text`` wrote; counts that a newer program added are left out."""
    found = json.loads(text)
    return Tally(**{name: found[name] for name in Tally._fields if name in found})


# -- parts


def to_plain(key: str, value: Any) -> Any:
    """Return a part for JSON by its key, None for none."""
    return None if value is None else _kind(key)[0](value)


def from_plain(key: str, plain: Any) -> Any:
    """Read a part from JSON by its key."""
    return None if plain is None else _kind(key)[1](plain)


def _kind(key: str) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    head, slash, _ = key.partition("/")
    return _KINDS[head + slash]


def _head_to_plain(head: Basics) -> Any:
    return [head.area, _day(head.due), dict(head.roster_extra), dict(head.extra)]


def _head_from_plain(plain: Any) -> Basics:
    area, due, roster_extra, extra = plain
    return Basics(area, None if due is None else _date(due), roster_extra, extra)


def _record_to_plain(record: Any) -> dict[str, Any]:
    """Return what a record says beyond its defaults, by name: fields that come later need no migration."""
    said = {name: getattr(record, name) for name in _names_of(type(record))}
    defaults = _DEFAULTS[type(record)]
    return {
        name: _plain(value) for name, value in said.items() if name not in defaults or value != defaults[name]
    }


def _plain(value: Any) -> Any:
    if type(value) in _READERS:
        return _record_to_plain(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def _reader(kind: Any) -> Callable[[Mapping[str, Any]], Any]:
    """Return what makes a record of a kind out of what ``_record_to_plain`` returned."""

    def read(plain: Mapping[str, Any]) -> Any:
        readers = _READERS[kind]
        return kind(
            **{name: readers[name](value) if name in readers else value for name, value in plain.items()}
        )

    return read


def _names_of(kind: Any) -> tuple[str, ...]:
    return tuple(_all_of(kind))


def _all_of(kind: Any) -> Mapping[str, Any]:
    """Return the fields of a kind of record, each with its default or ``_NEEDED``."""
    if issubclass(kind, tuple):
        return {name: kind._field_defaults.get(name, _NEEDED) for name in kind._fields}
    return {
        item.name: item.default
        if item.default is not MISSING
        else {}
        if item.default_factory is not MISSING
        else _NEEDED
        for item in fields(kind)
    }


def _many(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda plain: tuple(read(each) for each in plain)


def _reading_to_plain(reading: ReadFile) -> str:
    """Return a reading as compressed text: a whole report for each unit would swell file and history."""
    report = None if reading.report is None else report_to_plain(reading.report)
    plain = [report, reading.has_year, dict(reading.doubtful), list(reading.not_found), reading.fault]
    return _packed(plain)


def _reading_from_plain(packed: str) -> ReadFile:
    report, has_year, doubtful, not_found, fault = _unpacked(packed)
    return ReadFile(
        None if report is None else report_from_plain(report),
        has_year,
        {CellKey(key): words for key, words in doubtful.items()},
        tuple(map(CellKey, not_found)),
        fault,
    )


def _packed(plain: object) -> str:
    return base64.b64encode(zlib.compress(dump(plain).encode(), _LEVEL)).decode("ascii")


def _unpacked(packed: str) -> Any:
    return undump(zlib.decompress(base64.b64decode(packed)).decode())


def _last_year_to_plain(report: Report) -> str:
    return _packed(report_to_plain(report))


def _last_year_from_plain(packed: str) -> Report:
    return report_from_plain(_unpacked(packed))


def report_to_plain(report: Report) -> Any:
    """Return a whole report for JSON; the numbers of a register follow where there are any."""
    plain = [
        report.format,
        report.year,
        {key: text for key, text in report.texts.items() if text},
        _values_to_plain(report.values),
        _values_to_plain(report.stated),
        previous_to_plain(report.previous),
        reasons_to_plain(report.reasons),
        dict(report.extra),
    ]
    return [*plain, dict(report.register)] if report.register else plain


def report_from_plain(plain: Any) -> Report:
    """Read a whole report from JSON."""
    format_id, year, texts, values, stated, previous, reasons, extra, *register = plain
    return Report(
        format_id,
        year,
        {TextKey(key): text for key, text in texts.items()},
        _values_from_plain(values),
        _values_from_plain(stated),
        previous_from_plain(previous),
        reasons_from_plain(reasons),
        extra,
        *register,
    )


def _values_to_plain(values: Mapping[CellKey, Any]) -> dict[str, Any]:
    return {key: value_to_plain(value) for key, value in values.items() if value is not None}


def _values_from_plain(plain: Mapping[str, Any]) -> dict[CellKey, Any]:
    return {
        CellKey(key): value if type(value) is int else value_from_plain(value) for key, value in plain.items()
    }


_date: Final = dt.date.fromisoformat
_NEEDED: Final = object()
_READERS: Final[Mapping[Any, Mapping[str, Callable[[Any], Any]]]] = {
    Unit: {"aliases": tuple, "due": _date},
    Stamp: {},
    Filed: {
        "stamp": lambda plain: Stamp(**plain),
        "received": _date,
        "matched": Matched,
        "candidates": tuple,
        "notes": tuple,
    },
    Asked: {"cells": _many(CellKey), "severity": Severity},
    Round: {"date": _date, "asked": _many(_reader(Asked))},
    Standing: {"mark": Mark, "rounds": _many(_reader(Round))},
    Correction: {"cell": CellKey, "date": _date},
}
"""How fields of records are read that JSON doesn't know."""
_DEFAULTS: Final = {
    kind: {name: value for name, value in _all_of(kind).items() if value is not _NEEDED} for kind in _READERS
}

_KINDS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = {
    HEAD: (_head_to_plain, _head_from_plain),
    UNITS: (list, tuple),
    UNIT: (_record_to_plain, _reader(Unit)),
    FILE: (_record_to_plain, _reader(Filed)),
    READ: (_reading_to_plain, _reading_from_plain),
    STANDING: (_record_to_plain, _reader(Standing)),
    PREVIOUS: (_last_year_to_plain, _last_year_from_plain),
    CORRECTIONS: (_plain, _many(_reader(Correction))),
}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()

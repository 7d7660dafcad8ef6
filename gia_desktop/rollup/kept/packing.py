"""Parts of a collection as JSON, exactly and back."""

from __future__ import annotations

import base64
import datetime as dt
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any, Final, NamedTuple, Self

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Report
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
    Filed,
    Head,
    Reading,
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
    def fresh(cls, number: int, year: int, head: Head, stamp: str) -> Self:
        """Return the header of a collection made at a moment, without steps and rows yet."""
        empty = cls(number, "", year, None, "", tally_to_text(Tally()), stamp, stamp, None, 0, 0)
        return empty.showing(head)

    def showing(self, head: Head) -> Self:
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


def _head_to_plain(head: Head) -> Any:
    return [head.area, _day(head.due), dict(head.roster_extra), dict(head.extra)]


def _head_from_plain(plain: Any) -> Head:
    area, due, roster_extra, extra = plain
    return Head(area, _date(due), roster_extra, extra)


def _unit_to_plain(unit: Unit) -> Any:
    return [
        unit.name, list(unit.aliases), unit.kind, unit.parent, unit.must_report, unit.in_sum, unit.scope,
        unit.contact, unit.phone, _day(unit.due), dict(unit.extra),
    ]  # fmt: skip


def _unit_from_plain(plain: Any) -> Unit:
    name, aliases, kind, parent, must_report, in_sum, scope, contact, phone, due, extra = plain
    return Unit(
        name, tuple(aliases), kind, parent, must_report, in_sum, scope, contact, phone, _date(due), extra
    )


def _filed_to_plain(filed: Filed) -> Any:
    return [
        filed.file, list(astuple(filed.stamp)), filed.received.isoformat(), filed.unit, filed.matched.value,
        list(filed.candidates), list(filed.notes), filed.gone, dict(filed.extra),
    ]  # fmt: skip


def _filed_from_plain(plain: Any) -> Filed:
    file, stamp, received, unit, matched, candidates, notes, gone, extra = plain
    return Filed(
        file,
        Stamp(*stamp),
        dt.date.fromisoformat(received),
        unit,
        Matched(matched),
        tuple(candidates),
        tuple(notes),
        gone,
        extra,
    )


def _reading_to_plain(reading: Reading) -> str:
    """Return a reading as compressed text: a whole report for each unit would swell file and history."""
    report = None if reading.report is None else report_to_plain(reading.report)
    plain = [report, reading.has_year, dict(reading.doubtful), list(reading.not_found), reading.fault]
    return base64.b64encode(zlib.compress(dump(plain).encode(), _LEVEL)).decode("ascii")


def _reading_from_plain(packed: str) -> Reading:
    report, has_year, doubtful, not_found, fault = undump(zlib.decompress(base64.b64decode(packed)).decode())
    return Reading(
        None if report is None else report_from_plain(report),
        has_year,
        {CellKey(key): words for key, words in doubtful.items()},
        tuple(map(CellKey, not_found)),
        fault,
    )


def report_to_plain(report: Report) -> Any:
    """Return a whole report for JSON."""
    return [
        report.format,
        report.year,
        {key: text for key, text in report.texts.items() if text},
        _values_to_plain(report.values),
        _values_to_plain(report.stated),
        previous_to_plain(report.previous),
        reasons_to_plain(report.reasons),
        dict(report.extra),
    ]


def report_from_plain(plain: Any) -> Report:
    """Read a whole report from JSON."""
    format_id, year, texts, values, stated, previous, reasons, extra = plain
    return Report(
        format_id,
        year,
        {TextKey(key): text for key, text in texts.items()},
        _values_from_plain(values),
        _values_from_plain(stated),
        previous_from_plain(previous),
        reasons_from_plain(reasons),
        extra,
    )


def _values_to_plain(values: Mapping[CellKey, Any]) -> dict[str, Any]:
    return {key: value_to_plain(value) for key, value in values.items() if value is not None}


def _values_from_plain(plain: Mapping[str, Any]) -> dict[CellKey, Any]:
    return {
        CellKey(key): value if type(value) is int else value_from_plain(value) for key, value in plain.items()
    }


def _standing_to_plain(standing: Standing) -> Any:
    rounds = [
        [
            each.date.isoformat(),
            each.version,
            [[one.code, list(one.cells), one.message, dict(one.seen)] for one in each.asked],
            dict(each.extra),
        ]
        for each in standing.rounds
    ]
    return [standing.mark.value, standing.version, rounds, dict(standing.extra)]


def _standing_from_plain(plain: Any) -> Standing:
    mark, version, rounds, extra = plain
    made = tuple(
        Round(
            dt.date.fromisoformat(date),
            of,
            tuple(
                Asked(code, tuple(map(CellKey, cells)), message, seen) for code, cells, message, seen in asked
            ),
            more,
        )
        for date, of, asked, more in rounds
    )
    return Standing(Mark(mark), version, made, extra)


def _corrections_to_plain(corrections: tuple[Correction, ...]) -> Any:
    return [
        [one.unit, one.cell, value_to_plain(one.amount), one.reason, one.by, _day(one.date), dict(one.extra)]
        for one in corrections
    ]


def _corrections_from_plain(plain: Any) -> tuple[Correction, ...]:
    made = []
    for unit, cell, amount, reason, by, date, extra in plain:
        value: Any = value_from_plain(amount)
        made.append(Correction(unit, CellKey(cell), value, reason, by, _date(date), extra))
    return tuple(made)


_KINDS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = {
    HEAD: (_head_to_plain, _head_from_plain),
    UNITS: (list, tuple),
    UNIT: (_unit_to_plain, _unit_from_plain),
    FILE: (_filed_to_plain, _filed_from_plain),
    READ: (_reading_to_plain, _reading_from_plain),
    STANDING: (_standing_to_plain, _standing_from_plain),
    PREVIOUS: (report_to_plain, report_from_plain),
    CORRECTIONS: (_corrections_to_plain, _corrections_from_plain),
}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)

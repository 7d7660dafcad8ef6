"""One reversible step of editing a collection, and the shape of the database that keeps it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection as Many
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.rollup.collection import Collection, Matched, Stamp, Submission
from gia_desktop.rollup.roster import Roster, Unit
from gia_desktop.vault.schema import Schema

HEAD: Final = "head"
"""Key of the area's name, its day, and what a newer program noted."""
UNITS: Final = "units"
"""Key of the order of the units."""
CORRECTIONS: Final = "corrections"
UNIT: Final = "unit/"
FILE: Final = "file/"
READ: Final = "read/"
STANDING: Final = "standing/"
PREVIOUS: Final = "previous/"


class Basics(NamedTuple):
    """What a collection says of itself as a whole."""

    area: str
    due: dt.date | None
    roster_extra: Mapping[str, Any]
    extra: Mapping[str, Any]


class Filed(NamedTuple):
    """What is known of a file besides its content; a person may change it."""

    file: str
    stamp: Stamp
    received: dt.date
    unit: str
    matched: Matched
    candidates: tuple[str, ...]
    notes: tuple[str, ...]
    gone: bool
    as_last_year: bool
    extra: Mapping[str, Any]


class ReadFile(NamedTuple):
    """What was read from a file; nobody changes it, and it is by far the largest part of a collection."""

    report: Report | None
    has_year: bool
    doubtful: Mapping[CellKey, str]
    not_found: tuple[CellKey, ...]
    fault: str


def parts_of(collection: Collection) -> dict[str, Any]:
    """Return everything a collection holds by key, in an order that ``collection_of`` keeps."""
    roster = collection.roster
    parts: dict[str, Any] = {
        HEAD: Basics(roster.area, roster.due, roster.extra, collection.extra),
        UNITS: tuple(unit.name for unit in roster.units),
        **{UNIT + unit.name: unit for unit in roster.units},
        **dict(_files(collection.submissions)),
        **{STANDING + name: standing for name, standing in collection.standings.items()},
        **{PREVIOUS + name: report for name, report in collection.previous.items()},
    }
    return {**parts, CORRECTIONS: collection.corrections} if collection.corrections else parts


def collection_of(year: int, parts: Mapping[str, Any]) -> Collection:
    """Return the collection of a year that has these parts."""
    empty = Collection(Roster(""), year)
    return CollectionStep("", {key: (None, value) for key, value in parts.items()}).apply(empty)


def _files(submissions: Iterable[Submission]) -> Iterator[tuple[str, Any]]:
    for one in submissions:
        key = key_of(one)
        yield FILE + key, Filed(*(getattr(one, name) for name in Filed._fields))
        yield READ + key, ReadFile(*(getattr(one, name) for name in ReadFile._fields))


def key_of(one: Submission) -> str:
    """Return what tells a file from every other of a collection: its content and its place."""
    return f"{one.stamp.digest}/{one.file}"


@dataclass(frozen=True)
class CollectionStep:
    """A step from one state of a collection to the next; holds old and new values only.

    Attributes:
        label: what the menu and the history call it, Chinese.
        values: by key: old and new value, None where there is none.
        origin: ``collected``, ``typed``, ``imported``, ``undo`` …
    """

    label: str
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    origin: str = "typed"

    def apply(self, collection: Collection) -> Collection:
        """Return the collection after this step."""
        roster = self._roster(collection)
        head = self.values.get(HEAD)
        corrections = self.values.get(CORRECTIONS)
        return replace(
            collection,
            roster=roster,
            submissions=self._submissions(collection),
            corrections=(corrections[1] or ()) if corrections else collection.corrections,
            standings=self._merged(STANDING, collection.standings),
            previous=self._merged(PREVIOUS, collection.previous),
            extra=head[1].extra if head and head[1] else collection.extra,
        )

    def inverse(self) -> CollectionStep:
        """Return the step that takes this one back."""
        return replace(
            self, values={key: (new, old) for key, (old, new) in self.values.items()}, origin="undo"
        )

    def then(self, later: CollectionStep) -> CollectionStep:
        """Return one step that does this one and then a later one."""
        joined = dict(self.values)
        for key, (old, new) in later.values.items():
            joined[key] = (self.values[key][0] if key in self.values else old, new)
        return replace(self, values=joined)

    @property
    def keys(self) -> Many[str]:
        """Names of what it sets; what was half typed into them is settled by it."""
        return tuple(self.values)

    @property
    def is_empty(self) -> bool:
        """Tell whether it changes nothing."""
        return all(old == new for old, new in self.values.values())

    @property
    def units(self) -> frozenset[str]:
        """Names of the units that it is about; empty for the collection as a whole."""
        named = {key.partition("/")[2] for key in self.values if key.startswith((UNIT, STANDING, PREVIOUS))}
        files = (
            value.unit
            for key, pair in self.values.items()
            if key.startswith(FILE)
            for value in pair
            if value is not None
        )
        before, after = (corrections or () for corrections in self.values.get(CORRECTIONS, ((), ())))
        corrected = {one.unit for one in (*before, *after) if (one in before) != (one in after)}
        return frozenset({*named, *filter(None, files), *corrected})

    def _roster(self, collection: Collection) -> Roster:
        old = collection.roster
        changed = {
            key.removeprefix(UNIT): new for key, (_, new) in self.values.items() if key.startswith(UNIT)
        }
        head, order = self.values.get(HEAD), self.values.get(UNITS)
        if not (changed or head or order):
            return old
        units: dict[str, Unit | None] = {**old.by_name, **changed}
        names = (order[1] or ()) if order else tuple(unit.name for unit in old.units)
        kept = tuple(unit for name in names if (unit := units.get(name)) is not None)
        if head and head[1]:
            return Roster(head[1].area, kept, head[1].due, head[1].roster_extra)
        return replace(old, units=kept)

    def _submissions(self, collection: Collection) -> tuple[Submission, ...]:
        filed = {key.removeprefix(FILE): new for key, (_, new) in self.values.items() if key.startswith(FILE)}
        readings = {
            key.removeprefix(READ): new for key, (_, new) in self.values.items() if key.startswith(READ)
        }
        if not (filed or readings):
            return collection.submissions
        now = {key_of(one): one for one in collection.submissions}
        for key, new in filed.items():
            if new is None:
                now.pop(key, None)
            elif key in now:
                now[key] = replace(now[key], **new._asdict())
            elif key in readings:  # else a file that was taken back while the step was made
                now[key] = Submission(**new._asdict(), **readings[key]._asdict())
        for key, new in readings.items():
            if new is not None and key in now:
                now[key] = replace(now[key], **new._asdict())
        return tuple(now.values())

    def _merged(self, kind: str, now: Mapping[str, Any]) -> Mapping[str, Any]:
        changed = {
            key.removeprefix(kind): new for key, (_, new) in self.values.items() if key.startswith(kind)
        }
        if not changed:
            return now
        return {name: value for name, value in {**now, **changed}.items() if value is not None}


def step_between(before: Collection, after: Collection, label: str, origin: str = "typed") -> CollectionStep:
    """Return the step from one state of a collection to another; what stays is left out."""
    if before.submissions is after.submissions:
        # Most steps leave all files alone; three thousand of them need not be looked at.
        before, after = replace(before, submissions=()), replace(after, submissions=())
    old, new = parts_of(before), parts_of(after)
    values = {
        key: (old.get(key), new.get(key)) for key in {**old, **new} if not _same(old.get(key), new.get(key))
    }
    return CollectionStep(label, values, origin)


def _same(old: Any, new: Any) -> bool:
    # Large parts that stay are the same objects.
    if isinstance(old, ReadFile) and isinstance(new, ReadFile) and old.report is new.report:
        return old[1:] == new[1:]
    return old is new or old == new


# -- the database

APPLICATION_ID: Final = 0x47494143
"""“GIAC” in the file's header."""


def to_0001(connection: sqlite3.Connection) -> None:
    """Hold collections with what the list tells, their parts, the history of every step, half-typed text.

    States and sums are worked out and never kept. ``place`` is the order in which parts came.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID",
        """CREATE TABLE collections (
            id INTEGER PRIMARY KEY, area TEXT NOT NULL, year INTEGER NOT NULL, due TEXT, folder TEXT NOT NULL,
            tally TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, deleted_at TEXT,
            steps INTEGER NOT NULL, rows INTEGER NOT NULL, seal INTEGER NOT NULL)""",
        """CREATE TABLE parts (
            collection INTEGER NOT NULL REFERENCES collections (id), key TEXT NOT NULL,
            place INTEGER NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (collection, key)) WITHOUT ROWID""",
        """CREATE TABLE changes (
            collection INTEGER NOT NULL REFERENCES collections (id), step INTEGER NOT NULL,
            at TEXT NOT NULL, label TEXT NOT NULL, origin TEXT NOT NULL, body TEXT NOT NULL,
            seal INTEGER NOT NULL, PRIMARY KEY (collection, step)) WITHOUT ROWID""",
        """CREATE TABLE pending (
            collection INTEGER NOT NULL REFERENCES collections (id), key TEXT NOT NULL,
            text TEXT NOT NULL, at TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (collection, key)) WITHOUT ROWID""",
    ):
        connection.execute(statement)


CONTENT_TABLES: Final = ("parts",)

SCHEMA: Final = Schema(APPLICATION_ID, (to_0001,), "collections", CONTENT_TABLES)

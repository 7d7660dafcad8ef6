"""Put documents together again from the rows found in a damaged file and in the newest good backup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import Enum
from typing import Any, Final

from gia_desktop.core.records import dataclass
from gia_desktop.vault.carving import Carved
from gia_desktop.vault.schema import HISTORY, Schema, columns_of_version
from gia_desktop.vault.store import Content, Replay, Replica, Row, Rows, StoreKind


class HowRescued(Enum):
    """How well a document was rescued."""

    WHOLE = "whole"
    """Exactly as after its last step."""
    BACKUP = "backup"
    """As it was when the backup was made."""
    OLDER = "older"
    """Sound, but without its last confirmed steps."""
    PARTS = "parts"
    """What could be read, over the backup if there is one; something may be missing."""


@dataclass(frozen=True)
class Rescued:
    """One document that was put together.

    Attributes:
        number: its number.
        outcome: how well.
        missing: confirmed steps that were not found.
        name: how sentences call it, e.g. ``示例镇2025年度``.
        header: its row in the table of documents.
        rows: all its rows without seals, each with its table, the header first.
    """

    number: int
    outcome: HowRescued
    name: str
    header: Row
    rows: tuple[tuple[str, Row], ...]
    missing: int = 0


@dataclass(frozen=True)
class _Remains:
    """What was found of one document in one file.

    Attributes:
        header: its row in the table of documents.
        steps: its rows of the history, by number.
        content: the rows of what it is now.
        beside: rows that it does not consist of: half-typed text, named versions and the like.
    """

    header: Row | None = None
    steps: Mapping[int, Row] = field(default_factory=dict)
    content: Content = field(default_factory=dict)
    beside: Content = field(default_factory=dict)


_NOTHING: Final = _Remains()


def rescue(
    kind: StoreKind[Any], version: int, found: Carved, backup: Rows, confirmed: Mapping[int, int]
) -> list[Rescued]:
    """Return every document of which enough is left, by number.

    Args:
        kind: what kind of database it is.
        version: the version of the rows.
        found: rows of the damaged file.
        backup: rows of the newest good backup; none when there is no backup.
        confirmed: last step, by document, that is known to have been on the disk.
    """
    return _Rescuer(kind, version, confirmed, is_doubtful=found.is_doubtful).rescue(found.rows, backup)


def shared_rows(schema: Schema, found: Rows, backup: Rows) -> list[tuple[str, Row]]:
    """Return the rows that belong to no document: those of the damaged file over those of the backup."""
    return [
        (table, row)
        for table in sorted(schema.shared)
        for row in {**backup.get(table, {}), **found.get(table, {})}.values()
    ]


def content_of(schema: Schema, rows: Rows, number: int) -> Content:
    """Return the rows of what one document is."""
    keys = {table: columns_of_version(schema, schema.newest)[table][1] for table in schema.content_tables}
    return {
        (table, row[1:count]): row
        for table, count in keys.items()
        for row in rows[table].values()
        if row[0] == number
    }


class _Rescuer:
    def __init__(
        self, kind: StoreKind[Any], version: int, confirmed: Mapping[int, int], *, is_doubtful: bool
    ) -> None:
        self._confirmed = confirmed
        self._is_doubtful = is_doubtful
        self._schema: Schema = kind.schema
        self._replay: Replay = kind.replay
        self._name = kind.name
        self._columns = columns_of_version(kind.schema, version)
        names = self._columns[kind.schema.documents][0]
        self._steps_place, self._rows_place = names.index("steps"), names.index("rows")

    def rescue(self, found: Rows, backup: Rows) -> list[Rescued]:
        ruins, copies = self._by_document(found), self._by_document(backup)
        made = (
            self._rescue_one(number, ruins.get(number, _NOTHING), copies.get(number, _NOTHING))
            for number in sorted({*ruins, *copies})
        )
        return [rescued for rescued in made if rescued is not None]

    def _by_document(self, rows: Rows) -> dict[int, _Remains]:
        tables: dict[int, dict[str, list[Row]]] = {}
        for table, found in rows.items():
            if table != "meta" and table not in self._schema.shared:
                for row in found.values():
                    tables.setdefault(row[0], {}).setdefault(table, []).append(row)
        return {number: self._remains_of(mine) for number, mine in tables.items()}

    def _remains_of(self, tables: Mapping[str, Sequence[Row]]) -> _Remains:
        headers = tables.get(self._schema.documents, ())
        own = {self._schema.documents, HISTORY, *self._schema.content_tables}
        return _Remains(
            headers[0] if headers else None,
            {row[1]: row for row in tables.get(HISTORY, ())},
            self._keyed(tables, self._schema.content_tables),
            self._keyed(tables, sorted(tables.keys() - own)),
        )

    def _keyed(self, tables: Mapping[str, Sequence[Row]], names: Iterable[str]) -> Content:
        """Return the rows of some tables by table and primary key without the document's number."""
        return {
            (table, row[1 : self._columns[table][1]]): row for table in names for row in tables.get(table, ())
        }

    def _rescue_one(self, number: int, ruin: _Remains, copy: _Remains) -> Rescued | None:
        # What was half typed when the backup was made has long been settled.
        kept = {key: row for key, row in copy.beside.items() if key[0] != "pending"}
        beside = {**kept, **ruin.beside}
        confirmed, reached = self._confirmed.get(number, 0), self._reached(ruin)
        if reached < min(confirmed, self._reached(copy)) and _tell_the_same(copy.steps, ruin.steps):
            # The file is older than what was confirmed, and the backup is not as old.
            outcome, reached = HowRescued.BACKUP, self._reached(copy)
            made = self._put_together(number, copy, ruin, beside)
        else:
            outcome = HowRescued.OLDER
            made = self._put_together(number, ruin, copy, beside)
        missing = confirmed - reached
        if made is None or missing <= 0:
            return made
        return replace(
            made, missing=missing, outcome=outcome if made.outcome is HowRescued.WHOLE else made.outcome
        )

    def _reached(self, remains: _Remains) -> int:
        """Return the last step that a document is known to have had."""
        noted = remains.header[self._steps_place] if remains.header is not None else 0
        return max(noted, max(remains.steps, default=0))

    def _put_together(self, number: int, ruin: _Remains, copy: _Remains, beside: Content) -> Rescued | None:
        last = self._reached(ruin)
        for steps in (ruin.steps, _joined(copy.steps, ruin.steps)):
            # The history tells what a document is; rows may be whole and yet older ones.
            replayed = self._replayed(number, steps, last)
            if replayed is not None:
                replica = self._keyed_rows(replayed.content)
                if ruin.header is not None:
                    is_last = ruin.header[self._steps_place] == last
                    header = ruin.header if is_last else replayed.header
                    return self._rescued(HowRescued.WHOLE, header, replica, steps, beside)
                # Without header the last steps may be lost unnoticed, unless the rows say the same.
                outcome = HowRescued.WHOLE if replica == ruin.content else HowRescued.PARTS
                return self._rescued(outcome, replayed.header, {**replica, **ruin.content}, steps, beside)
        if ruin.header is not None and self._is_whole(ruin) and ruin.header[self._steps_place] == last:
            outcome = HowRescued.PARTS if self._is_doubtful else HowRescued.WHOLE
            return self._rescued(outcome, ruin.header, ruin.content, ruin.steps, beside)
        left = ruin.header or copy.header or self._header_of_first_step(number, ruin.steps)
        if left is None:
            return None
        outcome = HowRescued.PARTS if ruin.content or not self._is_whole(copy) else HowRescued.BACKUP
        content = {**copy.content, **ruin.content}
        return self._rescued(outcome, left, content, {**copy.steps, **ruin.steps}, beside)

    def _keyed_rows(self, rows: Sequence[tuple[str, Row]]) -> Content:
        return {(table, row[1 : self._columns[table][1]]): row for table, row in rows}

    def _is_whole(self, remains: _Remains) -> bool:
        """Tell whether every row that the header counts is there."""
        return remains.header is not None and remains.header[self._rows_place] == len(remains.content)

    def _replayed(self, number: int, steps: Mapping[int, Row], last: int) -> Replica | None:
        if last == 0 or any(step not in steps for step in range(1, last + 1)):
            return None
        return self._replay(number, [steps[step] for step in range(1, last + 1)])

    def _header_of_first_step(self, number: int, steps: Mapping[int, Row]) -> Row | None:
        first = self._replay(number, [steps[1]]) if 1 in steps else None
        return None if first is None else first.header

    def _rescued(
        self, outcome: HowRescued, header: Row, content: Content, steps: Mapping[int, Row], beside: Content
    ) -> Rescued:
        counted = list(header)
        counted[self._steps_place], counted[self._rows_place] = max(steps, default=0), len(content)
        header = tuple(counted)
        rows = (
            (self._schema.documents, header),
            *((table, row) for (table, _), row in content.items()),
            *((HISTORY, row) for row in steps.values()),
            *((table, row) for (table, _), row in beside.items()),
        )
        return Rescued(header[0], outcome, self._name(header, content), header, rows)


def _joined(copy: Mapping[int, Row], ruin: Mapping[int, Row]) -> Mapping[int, Row]:
    """Fill gaps in the history from the backup, unless the two tell different stories."""
    return {**copy, **ruin} if _tell_the_same(copy, ruin) else ruin


def _tell_the_same(copy: Mapping[int, Row], ruin: Mapping[int, Row]) -> bool:
    return all(ruin[step] == row for step, row in copy.items() if step in ruin)

"""Put reports together again from the rows found in a damaged file and in the newest good backup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from gia_desktop.core.keys import UNIT_NAME
from gia_desktop.drafts.packing import rows_of
from gia_desktop.drafts.records import Header
from gia_desktop.drafts.replay import Replayed, replay
from gia_desktop.drafts.steps import CONTENT_TABLES
from gia_desktop.vault.carving import Row, Rows

Content = Mapping[tuple[str, str], Row]
"""Rows of what a report is now, by table and key."""


class Outcome(Enum):
    """How well a report was rescued."""

    WHOLE = "whole"
    """Exactly as after its last step."""
    BACKUP = "backup"
    """As it was when the backup was made."""
    PARTS = "parts"
    """What could be read, over the backup if there is one; something may be missing."""


@dataclass(frozen=True)
class Rescued:
    """One report that was put together: all its rows, without seals."""

    outcome: Outcome
    unit: str
    header: Header
    rows: tuple[tuple[str, Row], ...]


@dataclass(frozen=True)
class _Remains:
    """What was found of one report in one file.

    Attributes:
        beside: half-typed text and named versions, which the report does not consist of.
    """

    header: Header | None = None
    steps: Mapping[int, Row] = field(default_factory=dict)
    content: Content = field(default_factory=dict)
    beside: Content = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether every row that the header counts is there."""
        return self.header is not None and self.header.rows == len(self.content)


_NOTHING: Final = _Remains()


def rescue(found: Rows, backup: Rows) -> list[Rescued]:
    """Return every report of which enough is left, by number.

    Args:
        found: rows of the damaged file.
        backup: rows of the newest good backup; none when there is no backup.
    """
    ruins, copies = _by_report(found), _by_report(backup)
    numbers = sorted({*ruins, *copies})
    made = (
        _rescue_one(number, ruins.get(number, _NOTHING), copies.get(number, _NOTHING)) for number in numbers
    )
    return [rescued for rescued in made if rescued is not None]


def _by_report(rows: Rows) -> dict[int, _Remains]:
    tables: dict[int, dict[str, list[Row]]] = {}
    for table, found in rows.items():
        if table != "meta":
            for row in found.values():
                tables.setdefault(row[0], {}).setdefault(table, []).append(row)
    return {number: _remains_of(mine) for number, mine in tables.items()}


def _remains_of(tables: Mapping[str, Sequence[Row]]) -> _Remains:
    headers = [Header(*row) for row in tables.get("reports", ())]
    return _Remains(
        headers[0] if headers else None,
        {row[1]: row for row in tables.get("changes", ())},
        {(table, row[1]): row for table in CONTENT_TABLES for row in tables.get(table, ())},
        {(table, row[1]): row for table in ("pending", "versions") for row in tables.get(table, ())},
    )


def _rescue_one(number: int, ruin: _Remains, copy: _Remains) -> Rescued | None:
    versions = {key: row for key, row in copy.beside.items() if key[0] == "versions"}
    beside = {**versions, **ruin.beside}
    if ruin.header is not None and ruin.is_whole:
        return _rescued(Outcome.WHOLE, ruin.header, ruin.content, ruin.steps, beside)
    # Only the ruin knows which step was the last.
    last = ruin.header.steps if ruin.header is not None else max(ruin.steps, default=0)
    for steps in (ruin.steps, _joined(copy.steps, ruin.steps)):
        replayed = _replayed(steps, last)
        if replayed is not None:
            replica: Content = {(table, row[1]): row for table, row in rows_of(number, replayed.report)}
            if ruin.header is not None:
                return _rescued(Outcome.WHOLE, ruin.header, replica, steps, beside)
            # Without header the last steps may be lost unnoticed, unless the rows say the same.
            outcome = Outcome.WHOLE if replica == ruin.content else Outcome.PARTS
            header = _header_of(number, replayed, steps)
            return _rescued(outcome, header, {**replica, **ruin.content}, steps, beside)
    header_left = ruin.header or copy.header or _header_of_first_step(number, ruin.steps)
    if header_left is None:
        return None
    outcome = Outcome.PARTS if ruin.content or not copy.is_whole else Outcome.BACKUP
    content = {**copy.content, **ruin.content}
    return _rescued(outcome, header_left, content, {**copy.steps, **ruin.steps}, beside)


def _joined(copy: Mapping[int, Row], ruin: Mapping[int, Row]) -> Mapping[int, Row]:
    """Fill gaps in the history from the backup, unless the two tell different stories."""
    same = all(ruin[step] == row for step, row in copy.items() if step in ruin)
    return {**copy, **ruin} if same else ruin


def _replayed(steps: Mapping[int, Row], last: int) -> Replayed | None:
    if last == 0 or any(step not in steps for step in range(1, last + 1)):
        return None
    return replay([steps[step][-1] for step in range(1, last + 1)])


def _header_of(number: int, replayed: Replayed, steps: Mapping[int, Row]) -> Header:
    report, created, modified = replayed.report, steps[1][2], steps[max(steps)][2]
    return Header(
        number, report.format, report.year, replayed.state, created, modified, replayed.deleted_at,
        0, 0, 0, 0, 0, None, None, None, max(steps), 0,
    )  # fmt: skip


def _header_of_first_step(number: int, steps: Mapping[int, Row]) -> Header | None:
    if 1 not in steps:
        return None
    first = replay([steps[1][-1]])
    return None if first is None else _header_of(number, first, steps)


def _rescued(
    outcome: Outcome,
    header: Header,
    content: Content,
    steps: Mapping[int, Row],
    beside: Content,
) -> Rescued:
    header = header._replace(steps=max(steps, default=0), rows=len(content))
    rows = (
        ("reports", tuple(header)),
        *((table, row) for (table, _), row in content.items()),
        *(("changes", row) for row in steps.values()),
        *((table, row) for (table, _), row in beside.items()),
    )
    unit = content.get(("texts", UNIT_NAME), (0, "", "（单位名称不详）"))[2]
    return Rescued(outcome, unit, header, rows)

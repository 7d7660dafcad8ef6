"""How far the collecting is: the state of every unit, who is missing, who is late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from gia_desktop.rollup.collection import Collection, Mark, Submission
from gia_desktop.rollup.roster import Unit

MISSING: Final = "missing"
RECEIVED: Final = "received"
RETURNED: Final = "returned"
RESUBMITTED: Final = "resubmitted"
_WORDS: Final = {
    MISSING: "未报",
    RECEIVED: "已收",
    Mark.IN_REVIEW.value: "审核中",
    RESUBMITTED: "已重报",
    Mark.PASSED.value: "已通过",
    Mark.PUBLISHED.value: "已公开",
}


@dataclass(frozen=True)
class UnitState:
    """Where one unit stands.

    Attributes:
        state: one of the contract's names; ``returned(2)`` after the second return.
        newest: the version that counts.
        late_by: natural days between the day asked for and the day received; 0 when in time.
        rounds: how often it was returned.
    """

    unit: Unit
    state: str
    newest: Submission | None
    late_by: int
    rounds: int

    @property
    def words(self) -> str:
        """The state in words."""
        if self.state.startswith(RETURNED):
            return f"退回第 {self.rounds} 次"
        return _WORDS[self.state]


def state_of(collection: Collection, unit: Unit, today: dt.date | None = None) -> UnitState:
    """Return where a unit stands; with a day given, a missing report is late by that day."""
    newest = collection.newest(unit.name)
    standing = collection.standing(unit.name)
    rounds = len(standing.rounds)
    due = collection.roster.due_of(unit)
    versions = collection.versions(unit.name)
    came = versions[0].received if versions else today
    late = max(0, (came - due).days) if due and came else 0
    if newest is None:
        state = MISSING
    elif standing.mark and standing.version == newest.stamp.digest:
        state = standing.mark.value
    elif rounds and standing.rounds[-1].version == newest.stamp.digest:
        state = f"{RETURNED}({rounds})"
    elif rounds:
        state = RESUBMITTED
    else:
        state = RECEIVED
    return UnitState(unit, state, newest, late if unit.must_report else 0, rounds)


def states(collection: Collection, today: dt.date | None = None) -> tuple[UnitState, ...]:
    """Return where every unit stands, in the order of the list."""
    return tuple(state_of(collection, unit, today) for unit in collection.roster.units)


def missing(collection: Collection) -> tuple[Unit, ...]:
    """Return the units whose report is asked for and isn't there."""
    return tuple(
        unit for unit in collection.roster.units if unit.must_report and collection.newest(unit.name) is None
    )

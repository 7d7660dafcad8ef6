"""How far the collecting is: the state of every unit, who is missing, who is late."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

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


class Tally(NamedTuple):
    """How many units stand where, for lists and the home page.

    Attributes:
        units: those whose report is asked for, or that handed one in all the same.
        waiting: received, in review or handed in anew: somebody has to look.
        questions: files of which a person has to say whose they are.
    """

    units: int = 0
    missing: int = 0
    waiting: int = 0
    returned: int = 0
    passed: int = 0
    questions: int = 0

    @property
    def received(self) -> int:
        """Units whose report is there."""
        return self.waiting + self.returned + self.passed


class Stand(StrEnum):
    """Where a unit stands, in the four groups that a clerk works through."""

    MISSING = "missing"
    WAITING = "waiting"
    RETURNED = "returned"
    PASSED = "passed"

    @property
    def words(self) -> str:
        """The group in words."""
        return {"missing": "未报", "waiting": "待审", "returned": "已退回", "passed": "通过"}[self.value]


def stand_of(state: UnitState) -> Stand:
    """Return the group of a state."""
    if state.state == MISSING:
        return Stand.MISSING
    if state.state.startswith(RETURNED):
        return Stand.RETURNED
    return Stand.PASSED if state.state in {Mark.PASSED, Mark.PUBLISHED} else Stand.WAITING


def tally(collection: Collection, every: Sequence[UnitState]) -> Tally:
    """Count the states of all units of a collection."""
    counts = Counter(stand_of(state) for state in every if state.unit.must_report or state.newest)
    return Tally(
        counts.total(),
        counts[Stand.MISSING],
        counts[Stand.WAITING],
        counts[Stand.RETURNED],
        counts[Stand.PASSED],
        sum(1 for _ in collection.open_questions()),
    )


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

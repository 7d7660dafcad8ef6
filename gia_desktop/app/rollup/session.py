"""A collection while it is open: states, sums, what was found; every edit is a step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gia_desktop.app.rollup.checking import NO_FINDINGS, Checked, Checker
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.listeners import Listeners
from gia_desktop.core.report import Report
from gia_desktop.core.values import Number, Value, is_number
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import last_figures
from gia_desktop.rollup.collecting import Collected, matched_again
from gia_desktop.rollup.collection import (
    Collection,
    Correction,
    Mark,
    Submission,
    marked,
    moved_to_last_year,
    returned,
    with_unit,
)
from gia_desktop.rollup.coverage import Stand, Tally, UnitState, stand_of, state_of, states, tally
from gia_desktop.rollup.findings import Mended, UnitFinding, asked_of, mended
from gia_desktop.rollup.kept.steps import READ, CollectionStep, key_of, step_between
from gia_desktop.rollup.roster import Roster, Unit, checked
from gia_desktop.rollup.sums import AreaSums, KnownSums, sum_up

ALL: Final[frozenset[str]] = frozenset()
"""What an event says when any unit may have changed."""
_FIGURE_KEYS: Final = ("file/", "read/", "unit/", "units", "head", "corrections")
"""Beginnings of the keys that sums depend on."""
_OF_UNITS: Final = ("standing/", "file/", "read/", "unit/", "corrections")
"""Beginnings of the keys that are about single units."""
_FEW: Final = 3
"""Units of one step up to which they are checked at once."""
_AMONG: Final = "GIA-ALL-"
"""Beginning of the codes of what is found among reports."""


@dataclass(frozen=True)
class Answer:
    """What a person says about a file that was asked about.

    Attributes:
        unit: whose it is; one that the list doesn't have yet is added to it. None to leave that as it is.
        as_last_year: put it beside this year's as last year's.
    """

    file: Submission
    unit: Unit | None = None
    as_last_year: bool = False


@dataclass(frozen=True)
class CollectionEvent:
    """What is to be painted anew.

    Attributes:
        units: whose lines; ``ALL`` for every one, and whatever stands beside them.
        figures: sums may have changed.
    """

    units: frozenset[str] = ALL
    figures: bool = True


class CollectionSession:
    """One open collection.

    Attributes:
        number: its number in the store.
        formats: the official formats.
        today: the day on which lateness is read.
        checked: what was found the last time; ``None`` before the first time.
    """

    def __init__(
        self,
        number: int,
        collection: Collection,
        formats: Formats,
        record: Callable[[CollectionStep, Tally], object],
        today: dt.date,
    ) -> None:
        """Take a collection; ``record`` gets every later step and what the list tells then."""
        self.number = number
        self.formats = formats
        self.today = today
        self.checked: Checked | None = None
        self.checker = Checker(formats)
        self._record = record
        self._collection = collection
        self._states = {state.unit.name: state for state in states(collection, today)}
        self._known = KnownSums()
        self._last: dict[str, tuple[Report, Mapping[CellKey, Value]]] = {}
        self._sums: AreaSums | None = None
        self._listeners: Listeners[CollectionEvent] = Listeners()

    def listen(self, listener: Callable[[CollectionEvent], None]) -> Callable[[], None]:
        """Tell a listener of every change; return what ends that."""
        return self._listeners.add(listener)

    # -- what there is

    @property
    def collection(self) -> Collection:
        """The collection as it is now."""
        return self._collection

    @property
    def roster(self) -> Roster:
        """Its units."""
        return self._collection.roster

    def state(self, unit: str) -> UnitState:
        """Return where a unit stands.

        Raises:
            KeyError: the list has no such unit.
        """
        return self._states[unit]

    @property
    def states(self) -> Sequence[UnitState]:
        """Where every unit stands, in the order of the list."""
        return [self._states[unit.name] for unit in self.roster.units]

    def stand(self, unit: str) -> Stand:
        """Return the group that a unit is in."""
        return stand_of(self._states[unit])

    @property
    def tally(self) -> Tally:
        """How many units stand where."""
        return tally(self._collection, list(self._states.values()))

    @property
    def sums(self) -> AreaSums:
        """The area's figures, worked out when they are wanted."""
        if self._sums is None:
            self._sums = sum_up(self._collection, self.formats, self._known)
        return self._sums

    def last_figures(self, unit: str) -> Mapping[CellKey, Value]:
        """Return last year's figures of a unit by this year's cells; empty while they are not known."""
        before = self._collection.previous.get(unit)
        if before is None:
            return {}
        known = self._last.get(unit)
        if known is None or known[0] is not before:
            of, fmt = self.formats.get(before.format), self.formats.for_year(self._collection.year)
            known = self._last[unit] = (before, last_figures(as_previous(before), of, fmt))
        return known[1]

    def last_sum(self, cell: CellKey) -> tuple[Number | None, int]:
        """Return last year's sum of a cell over the units summed now, and how many of them have it."""
        parts = [
            value for unit in self.roster.summed if is_number(value := self.last_figures(unit.name).get(cell))
        ]
        return (sum(parts) if parts else None), len(parts)

    # -- what was found

    def findings(self, unit: str) -> tuple[Finding, ...]:
        """Return what is known to be wrong with a unit's newest report; nothing before the first check."""
        return self.checked.of(unit) if self.checked is not None else NO_FINDINGS

    def take_checked(self, found: Checked) -> bool:
        """Take what was found; tell whether it is about the reports as they are now."""
        self.checked = found
        self._listeners.tell(CollectionEvent(ALL, figures=False))
        then, now = found.collection, self._collection
        return (
            then.submissions is now.submissions
            and then.roster is now.roster
            and then.previous is now.previous
        )

    def figures_of(self, unit: str) -> Mapping[CellKey, Value]:
        """Return all figures of a unit's newest report, totals included; empty while it is missing."""
        report = self._collection.report(unit)
        return {} if report is None else all_values(self.formats.get(report.format), report.values)

    def mended(self, unit: str) -> list[Mended]:
        """Return for everything that was asked the last time whether it is mended in the newest version."""
        rounds = self._collection.standing(unit).rounds
        if not rounds:
            return []
        now = [UnitFinding(unit, one) for one in self.findings(unit)]
        return mended(rounds[-1].asked, now, self.figures_of(unit))

    def to_ask(self, unit: str) -> list[UnitFinding]:
        """Return what a unit would be asked to mend or explain."""
        return [UnitFinding(unit, one) for one in self.findings(unit) if one.severity is not Severity.HINT]

    # -- steps

    def return_step(self, unit: str, points: Sequence[UnitFinding] | None = None) -> CollectionStep:
        """Return the step that sends a unit's newest report back, with what it is asked to mend.

        Args:
            unit: whose.
            points: what it is asked to mend, everything weighty that was found when left out.

        Raises:
            ValueError: it has handed nothing in.
        """
        asked = asked_of(self.to_ask(unit) if points is None else points, self.figures_of(unit))
        number = len(self._collection.standing(unit).rounds) + 1
        after = returned(self._collection, unit, asked, self.today)
        return step_between(self._collection, after, f"退回“{unit}”（第 {number} 次）", "returned")

    def mark_step(self, unit: str, mark: Mark) -> CollectionStep:
        """Return the step that passes a unit's newest report, or takes such a mark away.

        Raises:
            ValueError: it has handed nothing in.
        """
        words = {
            Mark.NONE: "取消审核结论",
            Mark.IN_REVIEW: "开始审核",
            Mark.PASSED: "通过",
            Mark.PUBLISHED: "记为已公开",
        }[mark]
        return step_between(
            self._collection, marked(self._collection, unit, mark), f"{words}“{unit}”", "marked"
        )

    def files_step(self, answers: Sequence[Answer]) -> CollectionStep:
        """Return the step after somebody said what becomes of files that were asked about."""
        after = self._collection
        for one in answers:
            file, digest = one.file.file, one.file.stamp.digest
            if one.unit is not None:
                if one.unit.name not in after.roster.by_name:
                    after = replace(
                        after, roster=replace(after.roster, units=(*after.roster.units, one.unit))
                    )
                after = with_unit(after, file, digest, one.unit)
            if one.as_last_year:
                after = moved_to_last_year(after, file, digest)
        words = f"《{answers[0].file.file}》" if len(answers) == 1 else f"{len(answers)} 个文件"
        return step_between(self._collection, after, f"认领{words}", "matched")

    def collected_step(self, snapshot: Collection, done: Collected) -> CollectionStep:
        """Return the step that takes in what was read from a folder since a snapshot.

        What was done to the collection meanwhile stays, and isn't taken back together with this step.
        """
        label = f"收集（读入 {done.read} 份）"
        step = step_between(snapshot, done.collection, label, "collected")
        if snapshot is self._collection:
            return step
        return step_between(self._collection, step.apply(self._collection), label, "collected")

    def compared_step(self, file: Submission, report: Report) -> CollectionStep:
        """Return the step after somebody compared a file with what was read from it; no doubt is left."""
        after = tuple(
            replace(one, report=report, doubtful={}) if key_of(one) == key_of(file) else one
            for one in self._collection.submissions
        )
        changed = replace(self._collection, submissions=after)
        return step_between(self._collection, changed, f"核对《{file.file}》", "read")

    def edit_unit_step(self, unit: Unit) -> CollectionStep:
        """Return the step that lets the list say something else about a unit of this name.

        Raises:
            RosterError: the list would contradict itself.
        """
        units = tuple(unit if each.name == unit.name else each for each in self.roster.units)
        return self.roster_step(replace(self.roster, units=units), f"改单位“{unit.name}”")

    def correct_step(self, correction: Correction) -> CollectionStep:
        """Return the step that adds a county's correction as a line of its own."""
        after = replace(self._collection, corrections=(*self._collection.corrections, correction))
        return step_between(self._collection, after, f"更正“{correction.unit}”", "corrected")

    def uncorrect_step(self, correction: Correction) -> CollectionStep:
        """Return the step that takes a correction away."""
        left = tuple(one for one in self._collection.corrections if one is not correction)
        after = replace(self._collection, corrections=left)
        return step_between(self._collection, after, f"撤掉对“{correction.unit}”的更正", "corrected")

    def roster_step(self, roster: Roster, label: str) -> CollectionStep:
        """Return the step to another list of units; files are matched anew.

        Raises:
            RosterError: the list contradicts itself.
        """
        after = matched_again(replace(self._collection, roster=checked(roster)))
        return step_between(self._collection, after, label, "roster")

    def previous_step(self, reports: Mapping[str, Report]) -> CollectionStep:
        """Return the step that puts last year's reports, by unit, beside this year's."""
        after = replace(self._collection, previous={**self._collection.previous, **reports})
        return step_between(self._collection, after, f"放上年的报告（{len(reports)} 家）", "previous")

    # -- changes

    def apply(self, step: CollectionStep) -> None:
        """Do a step, record it, and tell the listeners."""
        self._collection = collection = step.apply(self._collection)
        keys = step.keys
        figures = any(key.startswith(_FIGURE_KEYS) for key in keys)
        if figures:
            self._sums = None
        whole = any(not key.startswith(_OF_UNITS) for key in keys)
        units = ALL if whole else step.units | self._units_read(keys)
        if whole or not units <= self._states.keys():
            self._states = {state.unit.name: state for state in states(collection, self.today)}
        for name in units & collection.roster.by_name.keys():
            self._states[name] = state_of(collection, collection.roster.get(name), self.today)
        self._check_again(units)
        self._record(step, self.tally)
        self._listeners.tell(CollectionEvent(units, figures=figures))

    def _units_read(self, keys: Iterable[str]) -> frozenset[str]:
        """Return the units of the files whose content a step sets: a content doesn't say whose it is."""
        read = {key.removeprefix(READ) for key in keys if key.startswith(READ)}
        files = self._collection.submissions if read else ()
        return frozenset(one.unit for one in files if one.unit and key_of(one) in read)

    def become(self, today: dt.date) -> None:
        """Read lateness on another day: the program ran over midnight."""
        if today != self.today:
            self.today = today
            self._states = {state.unit.name: state for state in states(self._collection, today)}
            self._listeners.tell(CollectionEvent(ALL, figures=False))

    def _check_again(self, units: frozenset[str]) -> None:
        """Check the few units of a step at once; findings among reports come with the next check."""
        if self.checked is None or not units or len(units) > _FEW:
            return
        found = dict(self.checked.findings)
        for name in units & self.roster.by_name.keys():
            own = self.checker.own(self._collection, self.roster.get(name))
            among = tuple(one for one in found.get(name, ()) if one.code.startswith(_AMONG))
            both = (*own, *(among if own else ()))
            found[name] = tuple(sorted(both, key=lambda finding: finding.severity.rank))
        self.checked = replace(self.checked, findings=found)

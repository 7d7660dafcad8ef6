"""A collection: what every unit handed in, what was asked of it, and what the county corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.severity import Severity
from gia_desktop.core.values import Number
from gia_desktop.rollup.roster import Roster, Unit


class Matched(StrEnum):
    """How a file found its unit, or why it has none yet."""

    TITLE = "title"
    FILE_NAME = "file_name"
    SET = "set"
    """Somebody said so."""
    UNKNOWN = "unknown"
    SEVERAL = "several"
    NEAR = "near"
    BOUND = "bound"
    """Reports of several units in one file: only one of them was read."""

    @property
    def words(self) -> str:
        """The state in words."""
        return _MATCH_WORDS[self]


_MATCH_WORDS: Final = {
    Matched.TITLE: "按标题和单位名称",
    Matched.FILE_NAME: "按文件名",
    Matched.SET: "由人指定",
    Matched.UNKNOWN: "认不出是哪个单位",
    Matched.SEVERAL: "可能是几个单位",
    Matched.NEAR: "和名单上的单位差一个字",
    Matched.BOUND: "一个文件里有几个单位的报告",
}


@dataclass(frozen=True)
class Stamp:
    """What tells whether a file is still the one that was read.

    Attributes:
        size: bytes.
        changed: time of last change in nanoseconds.
        digest: SHA-256 of the content.
    """

    size: int
    changed: int
    digest: str


@dataclass(frozen=True)
class Submission:
    """One file as it was handed in. What a unit wrote is never changed.

    Attributes:
        file: path within the folder, with ``/``.
        received: the day it came.
        unit: name of the unit, "" while that is asked.
        matched: how the unit was found.
        candidates: units it may be of, while that is asked.
        report: what was read, without doubtful figures; None when nothing could be.
        doubtful: cells that were read with a doubt, with the reason.
        not_found: entered cells that the file doesn't give.
        notes: sentences about the reading.
        fault: why the file could not be read.
        gone: the file was no longer in the folder at the last collecting.
        as_last_year: a file of the year before that somebody put beside this year's.
    """

    file: str
    stamp: Stamp
    received: dt.date
    unit: str = ""
    matched: Matched = Matched.UNKNOWN
    candidates: tuple[str, ...] = ()
    report: Report | None = None
    has_year: bool = True
    doubtful: Mapping[CellKey, str] = field(default_factory=dict)
    not_found: tuple[CellKey, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    gone: bool = False
    as_last_year: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Correction:
    """A county's correction: a line of its own beside what the unit wrote.

    Attributes:
        amount: what is added to the sum, negative to take away.
    """

    unit: str
    cell: CellKey
    amount: Number
    reason: str
    by: str = ""
    date: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One thing that a unit was asked to mend, with the figures as they stood.

    Attributes:
        section: section it belongs to, ``"1"`` to ``"6"``, ``"0"`` for 基本信息; "" when nobody kept it.
        severity: how much it weighed.
    """

    code: str
    cells: tuple[CellKey, ...]
    message: str
    seen: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    severity: Severity = Severity.MUST_FIX
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Round:
    """One return to a unit: when, which version, what was asked."""

    date: dt.date
    version: str
    """SHA-256 of the file that was returned."""
    asked: tuple[Asked, ...]
    extra: Mapping[str, Any] = field(default_factory=dict)


class Mark(StrEnum):
    """What somebody decided about a unit's newest report."""

    NONE = ""
    IN_REVIEW = "in_review"
    PASSED = "passed"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Standing:
    """What was decided about a unit.

    Attributes:
        version: SHA-256 of the file that the mark was given for; a newer one takes the mark away.
    """

    mark: Mark = Mark.NONE
    version: str = ""
    rounds: tuple[Round, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Collection:
    """Everything collected for one year. Never changed in place.

    Attributes:
        submissions: in the order they were read; several of a unit are its versions.
        previous: last year's reports by unit, as far as known.
    """

    roster: Roster
    year: int
    submissions: tuple[Submission, ...] = ()
    corrections: tuple[Correction, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    previous: Mapping[str, Report] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def area(self) -> str:
        """Name of the area."""
        return self.roster.area

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Submission, ...]]:
        found: dict[str, list[Submission]] = {}
        for submission in self.submissions:
            if submission.unit and submission.report is not None and self.fits_year(submission):
                found.setdefault(submission.unit, []).append(submission)
        return {
            unit: tuple(sorted(versions, key=lambda one: (one.received, one.stamp.changed)))
            for unit, versions in found.items()
        }

    def fits_year(self, submission: Submission) -> bool:
        """Tell whether a file is of the collection's year, as far as it says."""
        report = submission.report
        return report is None or not submission.has_year or report.year == self.year

    @property
    def holds_reports(self) -> bool:
        """Tell whether any unit has handed in a report for this year."""
        return bool(self._versions)

    def versions(self, unit: str) -> tuple[Submission, ...]:
        """Return what a unit handed in for this year, oldest first; broken files and other years apart."""
        return self._versions.get(unit, ())

    def newest(self, unit: str) -> Submission | None:
        """Return the version that counts: the last by day received."""
        versions = self.versions(unit)
        return versions[-1] if versions else None

    def report(self, unit: str) -> Report | None:
        """Return the report that counts, None while it is missing."""
        newest = self.newest(unit)
        return newest.report if newest else None

    def standing(self, unit: str) -> Standing:
        """Return what was decided about a unit."""
        return self.standings.get(unit, Standing())

    def open_questions(self) -> Iterator[Submission]:
        """Yield the files whose unit has to be said by a person."""
        return (one for one in self.submissions if one.report is not None and not one.unit)

    def of_other_years(self) -> Iterator[Submission]:
        """Yield the files of a unit that are of another year, and that nobody has settled yet."""
        return (
            one for one in self.submissions if one.unit and not one.as_last_year and not self.fits_year(one)
        )

    def useless(self, unit: Unit) -> list[tuple[Submission, str]]:
        """Return the files of a unit that can't count, and why: they can't be read, or are of another year.

        Whose an unreadable file is, only its name tells.
        """
        found = [
            (one, f"是 {one.report.year} 年度的")
            for one in self.of_other_years()
            if one.unit == unit.name and one.report is not None
        ]
        broken = (
            one for one in self.unreadable() if self.roster.named_in(PurePosixPath(one.file).stem) == (unit,)
        )
        return [*found, *((one, "读不出来") for one in broken)]

    def unreadable(self) -> Iterator[Submission]:
        """Yield the files that could not be read."""
        return (one for one in self.submissions if one.fault)


def with_unit(collection: Collection, file: str, digest: str, unit: Unit) -> Collection:
    """Return the collection after somebody said whose a file is."""
    changed = tuple(
        replace(one, unit=unit.name, matched=Matched.SET, candidates=())
        if (one.file, one.stamp.digest) == (file, digest)
        else one
        for one in collection.submissions
    )
    return replace(collection, submissions=changed)


def moved_to_last_year(collection: Collection, file: str, digest: str) -> Collection:
    """Return the collection after somebody said that a file of last year is to stand beside this year's.

    The file stays in the list; its report becomes the unit's ``previous`` unless there is one already.

    Raises:
        ValueError: there is no such file, it has no unit, or it isn't of the year before.
    """
    previous = dict(collection.previous)
    submissions = list(collection.submissions)
    for place, one in enumerate(submissions):
        if (one.file, one.stamp.digest) == (file, digest) and one.unit and one.report is not None:
            if one.report.year != collection.year - 1:
                break
            previous.setdefault(one.unit, one.report)
            submissions[place] = replace(one, as_last_year=True)
            return replace(collection, submissions=tuple(submissions), previous=previous)
    raise ValueError(file)


def returned(collection: Collection, unit: str, asked: Sequence[Asked], day: dt.date) -> Collection:
    """Return the collection after a unit's newest report was sent back; what was asked is kept.

    Raises:
        ValueError: the unit has handed nothing in.
    """
    newest = collection.newest(unit)
    if newest is None:
        raise ValueError(unit)
    old = collection.standing(unit)
    rounds = (*old.rounds, Round(day, newest.stamp.digest, tuple(asked)))
    return _with_standing(collection, unit, replace(old, mark=Mark.NONE, version="", rounds=rounds))


def marked(collection: Collection, unit: str, mark: Mark) -> Collection:
    """Return the collection after somebody passed a unit's newest report, or said that it is published.

    Raises:
        ValueError: the unit has handed nothing in.
    """
    newest = collection.newest(unit)
    if newest is None:
        raise ValueError(unit)
    standing = replace(collection.standing(unit), mark=mark, version=newest.stamp.digest)
    return _with_standing(collection, unit, standing)


def _with_standing(collection: Collection, unit: str, standing: Standing) -> Collection:
    return replace(collection, standings={**collection.standings, unit: standing})

"""What is found in the reports of a collection: every report once, and again only when it is another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import Collection, Submission
from gia_desktop.rollup.findings import UnitFinding, findings_of
from gia_desktop.rollup.likenesses import AlikePair, twins
from gia_desktop.rollup.roster import Unit

if TYPE_CHECKING:
    from gia_desktop.checks.engine import Engine

NO_FINDINGS: Final[tuple[Finding, ...]] = ()


@dataclass(frozen=True)
class Checked:
    """What was found in a collection.

    Attributes:
        collection: the one that was checked.
        findings: by unit, those of its own report first; then those among reports.
        pairs: texts that are alike.
    """

    collection: Collection
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    pairs: tuple[AlikePair, ...] = ()

    def of(self, unit: str) -> tuple[Finding, ...]:
        """Return what was found about a unit."""
        return self.findings.get(unit, NO_FINDINGS)

    def counts(self, unit: str) -> tuple[int, int, int]:
        """Return how many of a unit's findings must be fixed, must be explained, are hints."""
        found = [finding.severity for finding in self.of(unit)]
        return (found.count(Severity.MUST_FIX), found.count(Severity.EXPLAIN), found.count(Severity.HINT))

    def all(self) -> list[UnitFinding]:
        """Return everything, unit by unit in the order of the list."""
        return [
            UnitFinding(unit.name, one) for unit in self.collection.roster.units for one in self.of(unit.name)
        ]


class Checker:
    """Checks collections; a report that was checked before isn't checked again. Any thread may ask."""

    def __init__(self, formats: Formats) -> None:
        """Know nothing yet."""
        self._formats = formats
        self._lock = Lock()
        self._known: dict[str, tuple[Submission, Report | None, tuple[Finding, ...]]] = {}
        self._engines: dict[str, Engine] = {}

    def check(self, collection: Collection, go_on: Callable[[], bool] = lambda: True) -> Checked | None:
        """Return everything that is found in a collection; None when it is not to be gone on with."""
        from gia_desktop.rollup.among import area_findings

        found: dict[str, tuple[Finding, ...]] = {}
        for unit in collection.roster.units:
            if not go_on():
                return None
            found[unit.name] = self.own(collection, unit)
        pairs = tuple(twins(collection, self._formats))
        if not go_on():
            return None
        among = area_findings(collection, self._formats, pairs)
        return Checked(collection, _joined(found, among), pairs)

    def own(self, collection: Collection, unit: Unit) -> tuple[Finding, ...]:
        """Return what the rules of reports find in a unit's newest report."""
        newest = collection.newest(unit.name)
        if newest is None:
            return NO_FINDINGS
        before = collection.previous.get(unit.name)
        known = self._known.get(unit.name)
        if known is None or not _is_same(known[0], newest) or known[1] is not before:
            with self._lock:  # an engine keeps the findings of one report while it runs
                found = tuple(findings_of(collection, unit, self._formats, self._engines))
            known = self._known[unit.name] = (newest, before, found)
        return known[2]


def _is_same(one: Submission, other: Submission) -> bool:
    """Tell whether two files say the same: figures that were in doubt may have been settled as they stood."""
    return one.report is other.report and one.doubtful == other.doubtful


def _joined(
    own: Mapping[str, tuple[Finding, ...]], among: Iterable[UnitFinding]
) -> Mapping[str, tuple[Finding, ...]]:
    joined = {name: list(found) for name, found in own.items()}
    for one in among:
        joined.setdefault(one.unit, []).append(one.finding)
    return {
        name: tuple(sorted(found, key=lambda finding: finding.severity.rank))
        for name, found in joined.items()
    }

"""What the rules of reports find in every unit's report, what is asked of it, and whether it was mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gia_desktop.checks.engine import Engine
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value, format_value
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collection import Asked, Collection
from gia_desktop.rollup.roster import Unit


@dataclass(frozen=True)
class UnitFinding:
    """A finding of one unit, or of the whole area when ``unit`` is empty."""

    unit: str
    finding: Finding

    def to_object(self) -> dict[str, Any]:
        """Return the JSON object of the command line."""
        return {"unit": self.unit, **self.finding.to_object()}


def unit_findings(collection: Collection, formats: Formats, only: str = "") -> Iterator[UnitFinding]:
    """Yield what the rules of reports find in the newest report of each unit, with last year where known."""
    engines: dict[str, Engine] = {}
    for unit in collection.roster.units:
        if not only or unit.name == only:
            yield from (
                UnitFinding(unit.name, one) for one in findings_of(collection, unit, formats, engines)
            )


def findings_of(
    collection: Collection, unit: Unit, formats: Formats, engines: dict[str, Engine]
) -> list[Finding]:
    """Return what the rules of reports find in a unit's newest report; none while it is missing.

    Args:
        collection: what was handed in, and last year's reports.
        unit: one of its units.
        formats: the official formats.
        engines: by format, made when first wanted and used again for the next unit.
    """
    report = collection.report(unit.name)
    if report is None:
        return []
    report = with_last_year(collection, unit, report)
    if report.format not in engines:
        engines[report.format] = Engine(formats.get(report.format))
    return engines[report.format].run(make_sheet(report, formats))


def with_last_year(collection: Collection, unit: Unit, report: Report) -> Report:
    """Return a unit's report with last year's beside it, where that is known."""
    before = collection.previous.get(unit.name)
    return report if before is None else replace(report, previous=as_previous(before))


def asked_of(findings: Iterable[UnitFinding], figures: Mapping[CellKey, Value]) -> list[Asked]:
    """Return what a unit is asked to mend: findings that must be fixed or explained, with their figures."""
    return [
        Asked(
            one.finding.code,
            one.finding.cells,
            one.finding.message,
            {key: format_value(figures.get(key)) for key in one.finding.cells},
            one.finding.section,
            one.finding.severity,
        )
        for one in findings
        if one.finding.severity is not Severity.HINT
    ]


@dataclass(frozen=True)
class Mended:
    """One thing that was asked, and what became of it in the next version."""

    asked: Asked
    is_mended: bool
    changed: Mapping[CellKey, tuple[str, str]]
    """Figures that differ: as they stood, as they stand."""


def mended(
    asked: Iterable[Asked], now: Iterable[UnitFinding], figures: Mapping[CellKey, Value]
) -> list[Mended]:
    """Return for everything asked whether it still stands, figure by figure."""
    still = {(one.finding.code, one.finding.cells) for one in now}
    return [
        Mended(
            each,
            (each.code, each.cells) not in still,
            {
                CellKey(key): (seen, shown)
                for key, seen in each.seen.items()
                if (shown := format_value(figures.get(CellKey(key)))) != seen
            },
        )
        for each in asked
    ]

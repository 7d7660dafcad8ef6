"""What the rules of reports find in every unit's report, what is asked of it, and whether it was mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gia_desktop.checks.engine import Engine
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value, format_value
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.in_words import table_name
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collection import Asked, Collection, Submission
from gia_desktop.rollup.roster import Unit
from gia_desktop.rollup.sums import unsure_cells
from gia_desktop.rollup.titles import DOUBT_CODE

_SECTIONS: Final = {"t2": "2", "t3": "3", "t4": "4"}


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
    found = engines[report.format].run(make_sheet(report, formats))
    newest = collection.newest(unit.name)
    return found if newest is None or not newest.doubtful else _doubted(found, newest, report, formats)


def _doubted(found: Iterable[Finding], newest: Submission, report: Report, formats: Formats) -> list[Finding]:
    """Say what is doubtful instead of what would follow from cells that were left blank for the doubt.

    A unit that filled a cell in must not be told that it is empty.
    """
    fmt = formats.get(report.format)
    unsure = unsure_cells(fmt, newest.doubtful)
    by_reason: dict[tuple[str, str], list[CellKey]] = {}
    for key, reason in newest.doubtful.items():
        if key in fmt.cells:
            by_reason.setdefault((fmt.cells[key].table, reason), []).append(key)
    said = [
        Finding(
            DOUBT_CODE, Severity.EXPLAIN, _doubt_words(fmt, cells, reason), _SECTIONS[table], tuple(cells)
        )
        for (table, reason), cells in by_reason.items()
    ]
    return [*said, *(one for one in found if unsure.isdisjoint(one.cells))]


def _doubt_words(fmt: Format, cells: Sequence[CellKey], reason: str) -> str:
    first = fmt.cells[cells[0]]
    where = f"{table_name(fmt, first.table)}“{first.label}”" + (f"等 {len(cells)} 格" if cells[1:] else "")
    return f"{where}：{reason}，请核对。"


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

"""Whose report a file is: by the report's own title and unit, then by the file's name; else it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from gia_desktop.core.report import Report
from gia_desktop.rollup.collection import Matched
from gia_desktop.rollup.roster import Roster, Unit


@dataclass(frozen=True)
class Match:
    """The unit of a file, or the units it may be of."""

    how: Matched
    unit: str = ""
    candidates: tuple[str, ...] = ()
    note: str = ""


def unit_of(report: Report, file: str, roster: Roster) -> Match:
    """Return whose a report is; what isn't sure has candidates and no unit."""
    stem = PurePosixPath(file).stem
    by_file = roster.named_in(stem)
    by_title = roster.named(report.unit_name) if report.unit_name else ()
    if not by_title and report.unit_name:
        by_title = _titled(report, roster)
    if len(by_title) == 1:
        others = [unit.name for unit in by_file if unit != by_title[0]]
        note = ""
        if others and by_title[0] not in by_file:
            note = f"标题写的是“{by_title[0].name}”，文件名却像“{others[0]}”，按标题归入，请核对。"
        return Match(Matched.TITLE, by_title[0].name, note=note)
    if len(by_title) > 1:
        both = [unit for unit in by_title if unit in by_file]
        if len(both) == 1:
            return Match(Matched.FILE_NAME, both[0].name)
        return Match(Matched.SEVERAL, candidates=_names(by_title))
    if near := roster.like(report.unit_name) if report.unit_name else ():
        if len(by_file) == 1 and by_file[0] in near:
            name = by_file[0].name
            return Match(
                Matched.FILE_NAME,
                name,
                note=f"报告里的单位名称“{report.unit_name}”和名单上的“{name}”差一个字。",
            )
        return Match(Matched.NEAR, candidates=_names(near))
    if report.unit_name and by_file:
        # The report names a unit that isn't in the list: its file name alone proves nothing.
        return Match(Matched.UNKNOWN, candidates=_names(by_file))
    if len(by_file) == 1:
        return Match(Matched.FILE_NAME, by_file[0].name)
    return Match(Matched.SEVERAL if by_file else Matched.UNKNOWN, candidates=_names(by_file))


def _titled(report: Report, roster: Roster) -> tuple[Unit, ...]:
    """Return the units named in the title, for a unit that was read with something before or after it."""
    found = roster.named_in(report.title)
    return found if len(found) == 1 and found[0].name in report.title else ()


def _names(units: tuple[Unit, ...]) -> tuple[str, ...]:
    return tuple(unit.name for unit in units)

"""Last year's report beside one that was already begun: to compare with, and 上年结转 filled."""

from __future__ import annotations

from dataclasses import replace

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.links import after_last_year, knows_last_year
from gia_desktop.formats.sheet import Sheet, make_sheet


def put_beside(report: Report, last: Report, formats: Formats) -> Change:
    """Return the step that puts last year's report beside one; what follows from it alone fills blank cells.

    The year counts as the year before, whatever the other report says of itself.
    """
    previous = replace(as_previous(last), year=report.year - 1)
    sheet = make_sheet(replace(report, previous=previous), formats)
    cells: dict[CellKey, tuple[Value, Value]] = {}
    for link in sheet.format.links:
        if link.plus or link.minus or sheet.format.cells[link.target].computed:
            continue
        value = after_last_year(link, sheet)
        if value is not None and report.values.get(link.target) is None:
            cells[link.target] = (None, value)
    return Change(
        f"{previous.year} 年的年报放在旁边",
        cells=cells,
        previous=(report.previous, previous),
        origin="carried",
    )


def beside_words(change: Change) -> str:
    """Say what was put beside a report and how many cells were filled."""
    year = change.previous[1].year if change.previous and change.previous[1] else 0
    filled = f"，带入上年结转等 {len(change.cells)} 格" if change.cells else ""
    return f"{year} 年的数和文字已放在旁边{filled}，按 Ctrl+Z 可退回。"


def doubts_of(report: Report, last: Report) -> str:
    """Say what speaks against a report as last year's of another one, empty when nothing does."""
    doubts = []
    if last.year != report.year - 1:
        doubts.append(f"写的是 {last.year} 年度，这份年报的上年应是 {report.year - 1} 年度")
    if last.unit_name and report.unit_name and last.unit_name != report.unit_name:
        doubts.append(f"单位是“{last.unit_name}”，这份年报是“{report.unit_name}”的")
    return "；".join(doubts)


def lacks(sheet: Sheet) -> str:
    """Say that nothing can be compared with last year, empty when it can."""
    if knows_last_year(sheet):
        return ""
    previous = sheet.report.previous
    if previous is None:
        return "没有上年可比：上下年的衔接和增减没有检查。"
    return f"没有上年可比：旁边放的是 {previous.year} 年的，不是 {sheet.report.year - 1} 年的。"

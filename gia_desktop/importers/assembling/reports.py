"""Telling two reports in one file apart: years bound together, or a town's beside its county's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.identity import titles_of
from gia_desktop.importers.assembling.sections import heading_of
from gia_desktop.importers.tables import Item, OtherReports, RawTable, Remark

_FEWEST_HEADINGS = 3
_LONGEST_HEADING = 100
"""Signs: a longer paragraph that begins as a heading does is none."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def of_one_year(items: Sequence[Item], year: int | None) -> tuple[list[Item], int | None]:
    """Leave out the sheets of other years where a workbook has the same sheet for several, named by them.

    The sheets of the year that was asked for are kept, else those of the latest, which is the report's year
    then. Where a sheet's own title names another year than its name, or none is of the year that was asked
    for, all are kept: the names say nothing certain.

    Returns:
        The items, with a remark on what was left out, and the year.
    """
    sheets = [item for item in items if isinstance(item, RawTable)]
    named = [(sheet, of_year) for sheet in sheets if (of_year := _named_year(sheet)) is not None]
    years = {of_year for _, of_year in named}
    wanted = year or max(years, default=0)
    names = {"".join(_YEAR.sub("", sheet.sheet).split()) for sheet, _ in named}
    if len(years) < 2 or len(names) > 1 or wanted not in years:  # noqa: PLR2004
        return list(items), year
    if any(_title_years(sheet) - {of_year} for sheet, of_year in named):
        return list(items), year
    left_out = [sheet for sheet, of_year in named if of_year != wanted]
    told_names = "、".join(sheet.sheet[:31] for sheet in left_out)
    kept = [item for item in items if item not in left_out]
    return [*kept, Remark(f"只读入了 {wanted} 年的工作表，其他年份的没有读入：{told_names}。")], wanted


def _named_year(sheet: RawTable) -> int | None:
    """Return the one year that the name of a sheet holds."""
    found = [] if sheet.is_blank else _YEAR.findall(sheet.sheet)
    return int(found[0]) if len(found) == 1 else None


def _title_years(sheet: RawTable) -> set[int]:
    lines = [line for cell in sheet.cells for line in cell.text.split("\n")]
    return {year for _, _, year in titles_of(lines)}


def one_report(items: Sequence[Item], formats: Formats, year: int | None) -> list[Item]:
    """Return the paragraphs and tables of one report, and a remark when there were more.

    The report of the year that was asked for is taken, else the latest; of equals the last.
    """
    lines = [item if isinstance(item, str) else "" for item in items]
    begins: list[tuple[int, str, int]] = []
    for title in titles_of(lines):
        if not begins or begins[-1][1:] != title[1:]:
            begins.append(title)
    if len(begins) <= 1:  # nothing to tell apart
        return list(items)
    places = [0, *(place for place, _, _ in begins[1:]), len(items)]
    parts = [
        (unit, of_year, items[first:last])
        for (_, unit, of_year), first, last in zip(begins, places[:-1], places[1:], strict=True)
        if _is_report(items[first:last], formats)
    ]
    if len(parts) <= 1:
        return list(items)
    chosen = max(range(len(parts)), key=lambda at: (parts[at][1] == year, parts[at][1], at))
    names = "、".join(f"{unit} {of_year} 年" for unit, of_year, _ in parts)
    unit, of_year, kept = parts[chosen]
    told = (
        f"文件里有 {len(parts)} 份报告（{names}），只读入了{unit} {of_year} 年的，"
        "其余的请拆成单独的文件再读入。"
    )
    remarks = [item for item in items if isinstance(item, Remark) and item not in kept]
    others = (name for name, in_year, _ in parts if in_year == of_year and name != unit)
    return [*kept, *remarks, OtherReports(told, tuple(dict.fromkeys(others)))]


def _is_report(items: Sequence[Item], formats: Formats) -> bool:
    """Tell whether a piece of a file holds a report of its own, not just its name."""
    headings = {
        section
        for item in items
        if isinstance(item, str) and len(item) < _LONGEST_HEADING and (section := heading_of(item, formats))
    }
    tables = sum(1 for item in items if isinstance(item, RawTable) and not item.is_blank)
    return len(headings) >= _FEWEST_HEADINGS or (bool(headings) and tables > 1)

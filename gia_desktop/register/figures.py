"""Tables three and four of a year from the cases, and behind every figure the numbers of its cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.computing import ordered_sums
from gia_desktop.formats.schema import Format
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.register.case import APPLICANT_KINDS, Case
from gia_desktop.register.clock import State, closing_of
from gia_desktop.register.outcomes import row_in
from gia_desktop.register.remedies import column_in

TABLES: Final = ("t3", "t4")


@dataclass(frozen=True)
class Figures:
    """What the register says for a year.

    Attributes:
        values: every cell of tables three and four, computed ones too; a cell without a case is 0.
        cases: the numbers of the cases behind each cell that is not 0.
    """

    year: int
    values: Mapping[CellKey, int]
    cases: Mapping[CellKey, tuple[str, ...]]


def figures_of(
    cases: Iterable[Case], year: int, fmt: Format, calendar: Calendar, on: dt.date | None = None
) -> Figures:
    """Count a year: new, carried in, results by the year of closing, carried out; reviews and suits.

    一 + 二 = 三（七） + 四 holds by construction: what came in before the year's end is either closed in it
    or carried out.

    Args:
        cases: all cases, of all years.
        year: report year.
        fmt: official format of the year.
        calendar: days at work; the end of a payment period follows from it.
        on: today; what would end by silence only later is still open. None: the year is over.
    """
    found: dict[CellKey, list[str]] = {
        key: [] for key, cell in fmt.cells.items() if cell.table in TABLES and not cell.computed
    }
    for case in cases:
        for key in cells_of(case, year, fmt, calendar, on):
            found[key].append(case.number)
    numbers = {key: tuple(members) for key, members in found.items()}
    _add_sums(numbers, fmt)
    ordered = {key: numbers[key] for key, cell in fmt.cells.items() if cell.table in TABLES}
    return Figures(
        year,
        {key: len(members) for key, members in ordered.items()},
        {key: tuple(dict.fromkeys(members)) for key, members in ordered.items() if members},
    )


def _add_sums(numbers: dict[CellKey, tuple[str, ...]], fmt: Format) -> None:
    """Add the computed cells: their cases are those of their parts."""
    for item in ordered_sums(fmt):
        if item.target.partition(".")[0] in TABLES:
            numbers[item.target] = tuple(number for part in item.parts for number in numbers[part])


def cells_of(
    case: Case, year: int, fmt: Format, calendar: Calendar, on: dt.date | None = None
) -> list[CellKey]:
    """Return the entered cells of a year that one case counts in, one entry each time it counts."""
    return [*_table_three(case, year, fmt, calendar, on), *_table_four(case, year)]


def _table_three(case: Case, year: int, fmt: Format, calendar: Calendar, on: dt.date | None) -> list[CellKey]:
    if case.received is None or case.not_counted or case.received.year > year:
        return []
    column = case.applicant.kind if case.applicant.kind in APPLICANT_KINDS else "other"
    closing = closing_of(case, calendar)
    if closing is not None and on is not None and closing.state is State.GIVEN_UP and closing.date > on:
        closing = None
    # A reply dated before its application is a slip that the checks name; here it must not upset the balance.
    closed = None if closing is None else max(closing.date, case.received)
    if closed is not None and closed.year < year:
        return []
    came = "new" if case.received.year == year else "carried_in"
    went = row_in(fmt, closing.row) if closing and closed and closed.year == year else "carried_out"
    return [CellKey(f"t3.{came}.{column}"), CellKey(f"t3.{went}.{column}")]


def _table_four(case: Case, year: int) -> list[CellKey]:
    if not case.remedies:
        return []
    columns = ((remedy, column_in(remedy, year)) for remedy in case.remedies)
    return [CellKey(f"t4.{remedy.kind}.{column}") for remedy, column in columns if column is not None]


def open_on(cases: Iterable[Case], day: dt.date, calendar: Calendar) -> list[Case]:
    """Return the counted cases that were received up to a day and not closed by then."""
    found = []
    for case in cases:
        if case.received is None or case.not_counted or case.received > day:
            continue
        closing = closing_of(case, calendar)
        if closing is None or max(closing.date, case.received) > day:
            found.append(case)
    return found

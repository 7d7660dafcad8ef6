"""照去年填: cells that take last year's figure for a start, and the mark 未核对 until somebody has looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from gia_desktop.app.report.last_year.beside import put_beside
from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.keys import UNCHECKED, CellKey, TextKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value, format_value, is_number, read_value
from gia_desktop.formats.filling import carried_cells
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.links import knows_last_year
from gia_desktop.formats.sheet import Sheet

_NO_CHANCE: Final = 3
"""Figures other than 0 that are all those of last year: fewer happen to be equal."""


def last_values(sheet: Sheet, keys: Iterable[CellKey]) -> dict[CellKey, Value]:
    """Return last year's figure for those of some cells that can take it.

    Totals follow by themselves, and 上年结转 follows from another cell of last year's report.
    """
    carried = carried_cells(sheet.format)
    cells = sheet.format.cells
    return {
        key: read_value(format_value(last), cells[key].kind)
        for key in keys
        if not cells[key].computed and key not in carried and is_number(last := sheet.last.get(key))
    }


def as_last_year(sheet: Sheet, keys: Iterable[CellKey], *, blanks_only: bool) -> Change:
    """Return the step that fills cells with last year's figures and marks them 未核对; empty for none."""
    values = sheet.report.values
    new = {
        key: value
        for key, value in last_values(sheet, keys).items()
        if values.get(key) is None or not (blanks_only or values.get(key) == value)
    }
    cells = {key: (values.get(key), value) for key, value in new.items()}
    if not cells:
        return Change("照去年填")
    marked = _marks(sheet.report, sheet.report.unchecked | cells.keys())
    return Change(f"照去年填 {len(cells)} 格", cells=cells, texts=marked, origin="last_year")


def copied_from_last_year(report: Report, last: Report, formats: Formats) -> Change:
    """Return the step for a report that was made as a copy of last year's and holds its figures.

    They count as filled as last year, 未核对 each of them; 上年结转 follows from last year's report, which
    stands beside from now on.

    Args:
        report: this year's, with the figures as they were copied.
        last: last year's.
        formats: the official formats.
    """
    carried = carried_cells(formats.get(report.format))
    copied = {key: value for key, value in report.values.items() if key not in carried}
    step = put_beside(replace(report, values=copied), last, formats)
    new = {key: step.cells.get(key, (None, None))[1] for key in carried}
    cells = cell_change(report, new, "").cells
    return replace(step, cells=cells, texts=_marks(report, copied))


def checked(report: Report, keys: Iterable[CellKey]) -> Change:
    """Return the step that takes the mark 未核对 from cells; empty when none has it."""
    left = report.unchecked - set(keys)
    if left == report.unchecked:
        return Change("核对无误")
    return Change(f"核对无误 {len(report.unchecked) - len(left)} 格", texts=_marks(report, left))


def settling_marks(sheet: Sheet, change: Change) -> Change:
    """Return a step that also takes the mark from the cells it sets: they were written anew.

    A block pasted from last year's report was not: it gets the mark. An earlier version brings its own.
    """
    unchecked = sheet.report.unchecked
    pasted = _last_years_block(sheet, change) if change.origin == "pasted" else frozenset()
    marked = (unchecked - change.cells.keys()) | pasted
    if UNCHECKED in change.texts or marked == unchecked or change.origin == "version":
        return change
    return replace(change, texts={**change.texts, **_marks(sheet.report, marked)})


def _last_years_block(sheet: Sheet, change: Change) -> frozenset[CellKey]:
    """Return the cells of a step that are filled with last year's figures, all of them and not by chance."""
    carried = carried_cells(sheet.format)
    new = {key: value for key, (_, value) in change.cells.items() if key not in carried}
    last = last_values(sheet, new) if knows_last_year(sheet) else {}
    is_copied = new.items() <= last.items() and sum(bool(value) for value in new.values()) >= _NO_CHANCE
    return frozenset(new) if is_copied else frozenset()


def _marks(report: Report, keys: Iterable[CellKey]) -> dict[TextKey, tuple[str, str]]:
    return {UNCHECKED: (report.text(UNCHECKED), " ".join(sorted(keys)))}

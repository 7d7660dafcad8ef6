"""Totals that a file states: which the report holds, which differ, which must wait for their parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, is_number, same_value
from gia_desktop.formats.computing import computed_values
from gia_desktop.formats.schema import Format
from gia_desktop.importers.imported_report import StatedTotal, WaitingTotal
from gia_desktop.importers.matching.matched import Certainty, MatchedCell


@dataclass(frozen=True)
class Totals:
    """The totals of a file.

    Attributes:
        told: those that the report holds, to be compared with its own sums.
        waiting: those whose parts are not all beyond doubt; told once the parts are filled.
        differing: those that the figures read don't give.
        notes: what is left out, as Chinese sentences.
    """

    told: Mapping[CellKey, Value]
    waiting: Mapping[CellKey, WaitingTotal]
    differing: tuple[StatedTotal, ...]
    notes: tuple[str, ...]


def read_totals(
    fmt: Format,
    cells: Mapping[CellKey, MatchedCell],
    stated: Mapping[CellKey, MatchedCell],
    blank: Collection[CellKey],
) -> Totals:
    """Part the totals that a file states; one that was not read for certain is no more than a note.

    Args:
        fmt: the official format.
        cells: entered cells that were read, sure and doubtful.
        stated: computed cells as the file states them.
        blank: entered cells that the file leaves blank.
    """
    certain = {
        key: cell
        for key, cell in stated.items()
        if cell.certainty is not Certainty.DOUBTFUL and is_number(cell.value)
    }
    sure = {key for key, cell in cells.items() if cell.certainty is Certainty.SURE} | set(blank)
    told: dict[CellKey, Value] = {}
    waiting: dict[CellKey, WaitingTotal] = {}
    known: set[CellKey] = set()
    if len(sure) == len(fmt.entered):
        told, known = {key: cell.value for key, cell in certain.items()}, set(certain)
    for key, cell in certain.items() if not told else ():
        parts = tuple(_entered_parts(fmt, key))
        open_parts = tuple(part for part in parts if part not in sure)
        if not open_parts:
            told[key] = cell.value
        elif all(part in cells for part in open_parts):
            waiting[key] = WaitingTotal(cell.value, open_parts)
        if all(part in sure or part in cells for part in parts):
            known.add(key)
    computed = computed_values(fmt, {key: cell.value for key, cell in cells.items()})
    differing = tuple(
        StatedTotal(key, certain[key].text, certain[key].value, value)
        for key, value in computed.items()
        if key in known and not same_value(certain[key].value, value)
    )
    unread = [cell for cell in stated.values() if cell.certainty is Certainty.DOUBTFUL and cell.text.strip()]
    note = f"有 {len(unread)} 个总计读不准，没有用来核对。"
    return Totals(told, waiting, differing, (note,) if unread else ())


def _entered_parts(fmt: Format, total: CellKey) -> Iterator[CellKey]:
    """Yield the entered cells that a total comes from, through the totals between; some twice."""
    for item in fmt.sums:
        if item.target == total:
            for part in item.parts:
                if fmt.cells[part].computed:
                    yield from _entered_parts(fmt, part)
                else:
                    yield part
            return

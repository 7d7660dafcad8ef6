"""What matching a foreign table to an official one gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind, Unread, Value, format_value, is_number, squeeze
from gia_desktop.formats.computing import total
from gia_desktop.formats.schema import Cell, Format
from gia_desktop.importers.matching.amount_units import in_official_unit
from gia_desktop.importers.matching.cell_values import read_cell
from gia_desktop.importers.matching.wordings import unit_of
from gia_desktop.importers.tables import RawCell


class Certainty(StrEnum):
    """How far a cell that was read can be trusted."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    CONTRADICTED = "contradicted"
    """A total that was read for certain, but its parts add up to something else."""


class How(StrEnum):
    """What the cells were found by."""

    WORDING = "按行列名称"
    POSITION = "按位置"
    NOTHING = "未能对应"


_PLAIN_DIGITS: Final = 9
"""Digits of a count that nothing has to be looked into for."""


class MatchedCell(NamedTuple):
    """One official cell as a foreign table gives it.

    Attributes:
        text: the source text.
        value: what it says; ``Unread`` when it says nothing certain, None when it is blank.
        reason: why it is doubtful, a Chinese clause; empty when it is sure.
    """

    key: CellKey
    text: str
    value: Value
    certainty: Certainty = Certainty.SURE
    reason: str = ""


@dataclass(frozen=True)
class TableMatch:
    """A foreign table matched to an official one.

    Attributes:
        cells: entered cells with text, in official order.
        blank: entered cells that were found but hold nothing; that is not zero.
        not_found: entered cells that the foreign table doesn't have.
        stated: totals it states for computed cells; compared, not believed.
        unmatched: rows and cells that have no place in the official table, as Chinese sentences.
        score: 0 to 1, how much of both tables agrees.
    """

    format: str
    table: str
    how: How = How.NOTHING
    cells: tuple[MatchedCell, ...] = ()
    blank: tuple[CellKey, ...] = ()
    not_found: tuple[CellKey, ...] = ()
    stated: tuple[MatchedCell, ...] = ()
    unmatched: tuple[str, ...] = ()
    score: float = 0.0

    @property
    def doubtful(self) -> tuple[MatchedCell, ...]:
        """Cells a person has to look at."""
        return tuple(cell for cell in self.cells if cell.certainty is Certainty.DOUBTFUL)


class PlacedCell(NamedTuple):
    """A cell of the foreign table at its official place; ``reason`` tells why the place is doubtful."""

    key: CellKey
    cell: RawCell
    reason: str = ""


@dataclass
class Placing:
    """What a matcher collects; the only mutable thing here, never handed out."""

    placed: list[PlacedCell] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    lost_rows: int = 0
    """Rows of the foreign table that carry values but have no place."""
    unit: str | None = None
    """Unit of amounts that the foreign table prints, see ``printed_unit``."""
    may_have_slid: bool = False
    """The figures are one line, counted off or blank at its end: one that is lost moves all behind it."""


def finish(fmt: Format, table_id: str, how: How, placing: Placing) -> TableMatch:
    """Read the placed texts and tell what was found, what is blank and what is missing."""
    official = fmt.cells_by_table[table_id]
    read = {
        placed.key: _read(official[placed.key], placed, placing.unit) for placed in _agreed(placing.placed)
    }
    doubted = _doubted_by_sum(fmt, read, may_have_slid=placing.may_have_slid)
    if doubted and placing.may_have_slid:
        reason = "同一行里另一组的总计不符，可能错位"
        doubted = {key: _doubt(cell, reason, is_total=False) for key, cell in read.items()} | doubted
    read |= doubted
    entered = [key for key, cell in official.items() if not cell.computed]
    filled = [cell for key in entered if (cell := read.get(key)) and cell.value is not None]
    located = [key for key in official if key in read]
    lost = 0
    if placing.lost_rows:
        rows = len({cell.row.id for cell in official.values()})
        lost = placing.lost_rows * max(1, len(official) // max(1, rows))
    return TableMatch(
        fmt.id,
        table_id,
        how if read else How.NOTHING,
        tuple(filled),
        tuple(key for key in entered if key in read and read[key].value is None),
        tuple(key for key in entered if key not in read),
        tuple(
            found
            for key, cell in official.items()
            if cell.computed and (found := read.get(key)) and found.value is not None
        ),
        tuple(placing.unmatched),
        2 * len(located) / (len(official) + len(located) + lost),
    )


def _doubted_by_sum(
    fmt: Format, read: Mapping[CellKey, MatchedCell], *, may_have_slid: bool
) -> dict[CellKey, MatchedCell]:
    """Return the cells of rows whose total tells that a figure is wrong, lost or slid aside, as doubtful.

    In a table of one line each group stands for itself: where a lost cell had moved what is behind it, the
    groups there would not add up either.
    """
    doubted: dict[CellKey, MatchedCell] = {}
    totals = [read[item.target].value for item in fmt.sums if item.axis == "row" and item.target in read]
    are_stated = 2 * totals.count(None) < len(totals)
    for item in fmt.sums:
        if item.axis != "row" or item.target not in read:
            continue
        found = [read.get(part) for part in item.parts]
        if not any(found):
            continue
        parts = [None if cell is None else cell.value for cell in found]
        stated, summed = read[item.target].value, total(parts)
        if isinstance(stated, Unread) and not stated.text.strip():
            continue  # a formula without its result, a total struck out: unknown, not blank
        if is_number(summed) and stated is not None and stated != summed:
            reason = f"各项相加是 {summed}，表上总计写的是 {format_value(stated)}"
        elif stated is None and is_number(parts[-1]) and (parts[-1] or None in parts or are_stated):
            reason = "总计是空的，它前面一格却有数，可能错位"
        elif stated is None and is_number(summed) and are_stated:
            reason = "总计是空的，各项却有数，可能少了几格"
        elif may_have_slid and is_number(stated) and stated and not any(map(is_number, parts)):
            reason = "各项都没有数，总计却有，可能错位"
        else:
            continue
        for key in (item.target, *item.parts):
            if key in read and key not in doubted:
                doubted[key] = _doubt(read[key], reason, is_total=key == item.target)
    return doubted


def _doubt(cell: MatchedCell, reason: str, *, is_total: bool) -> MatchedCell:
    reasons = f"{cell.reason}；{reason}" if cell.reason else reason
    is_certain = is_total and cell.certainty is Certainty.SURE
    certainty = Certainty.CONTRADICTED if is_certain else Certainty.DOUBTFUL
    return cell._replace(certainty=certainty, reason=reasons)


def _agreed(placed: Iterable[PlacedCell]) -> Iterable[PlacedCell]:
    """Yield one text per cell: a blank repetition is nothing, two different texts are a doubt."""
    placed = list(placed)
    if len({item.key for item in placed}) == len(placed):
        yield from placed
        return
    by_key: dict[CellKey, list[PlacedCell]] = {}
    for item in placed:
        by_key.setdefault(item.key, []).append(item)
    for key, items in by_key.items():
        if len(items) == 1:
            yield items[0]
            continue
        filled = [item for item in items if item.cell.text.strip()]
        unknown = [item for item in items if item.cell.doubt and not item.cell.text.strip()]
        texts = list(dict.fromkeys(item.cell.text.strip() for item in filled))
        if len(texts) > 1:
            yield PlacedCell(key, filled[0].cell, f"同一格出现了不同内容：{'、'.join(texts)}")
        elif filled and unknown:  # what is struck out is never offered first
            yield filled[0]._replace(reason=filled[0].reason or f"同一格另有一处{unknown[0].cell.doubt}")
        else:
            yield (filled or unknown or items)[0]


def _read(cell: Cell, placed: PlacedCell, unit: str | None) -> MatchedCell:
    text, doubt = placed.cell.text, placed.cell.doubt
    is_plain = len(text) <= _PLAIN_DIGITS and text.isascii() and text.isdigit()
    if is_plain and cell.kind is CellKind.COUNT and not (placed.reason or doubt):
        return MatchedCell(cell.key, text, int(text))  # nearly all of them
    read = read_cell(text, cell.kind, unit_of(cell.column))
    if cell.kind is CellKind.MONEY and squeeze(text)[-1:].isdigit():
        read = in_official_unit(read, cell, unit)  # one with its own unit has been converted already
    if not (placed.reason or doubt or read.reason):
        return MatchedCell(cell.key, text, read.value)
    value = Unread(text) if read.value is None and doubt else read.value  # unknown is not blank
    reasons = "；".join(dict.fromkeys(filter(None, (placed.reason, doubt, read.reason))))
    return MatchedCell(cell.key, text, value, Certainty.DOUBTFUL, reasons)

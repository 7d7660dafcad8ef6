"""Quantities that a sentence can mean, and where they stand in the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.core.values import Number, Value, is_number
from gia_desktop.formats.schema import Format, Node
from gia_desktop.formats.sheet import Sheet

ORGANISATIONS: Final = "organisations"
"""Name of the group of the five columns of legal persons."""


class Reading(NamedTuple):
    """One quantity: rows of one column of a table added up, some of them taken off.

    Rows and columns may be groups of the format (``refused``, ``organisations``); for table 3 a row may
    be missing in a format, and so may the whole reading be.

    Attributes:
        name: the quantity in words.
    """

    name: str
    table: str
    rows: tuple[str, ...]
    column: str = "total"
    minus: tuple[str, ...] = ()

    def of(self, column: str, name: str) -> Reading:
        """Return the same quantity of one kind of applicant."""
        return self._replace(column=column, name=f"{name}{self.name}")


NEW: Final = Reading("新收", "t3", ("new",))
NEW_AND_CARRIED: Final = Reading("新收与上年结转之和", "t3", ("new", "carried_in"))
CARRIED_IN: Final = Reading("上年结转", "t3", ("carried_in",))
CARRIED_OUT: Final = Reading("结转下年度", "t3", ("carried_out",))
HANDLED: Final = Reading("办理结果总计", "t3", ("handled_total",))
HANDLED_AND_OPEN: Final = Reading("办理结果总计与结转下年度之和", "t3", ("handled_total", "carried_out"))
HANDLED_OF_NEW: Final = Reading("办理结果总计减上年结转", "t3", ("handled_total",), minus=("carried_in",))
ANSWERED: Final = Reading("办理结果总计减其他处理", "t3", ("handled_total",), minus=("other",))
ANSWERED_ON_MERITS: Final = Reading(
    "办理结果总计减不予处理和其他处理", "t3", ("handled_total",), minus=("rejected", "other")
)
NOT_WITHDRAWN: Final = Reading(
    "办理结果总计减其他处理的其他", "t3", ("handled_total",), minus=("other_misc",)
)

CASES: Final = ("review", "direct", "after_review")
SUITS: Final = ("direct", "after_review")
CASE_NAMES: Final = {
    ("review",): "行政复议", SUITS: "行政诉讼", CASES: "行政复议和行政诉讼",
    ("direct",): "未经复议直接起诉", ("after_review",): "复议后起诉",
    ("review", "after_review"): "行政复议和复议后起诉", ("review", "direct"): "行政复议和直接起诉",
}  # fmt: skip


def case_reading(rows: tuple[str, ...], column: str, column_name: str) -> Reading:
    """Return the number of review or court cases with one outcome, or of all of them."""
    return Reading(f"{CASE_NAMES.get(rows, '复议诉讼')}{column_name}", "t4", rows, column)


Cells = tuple[tuple[CellKey, ...], tuple[CellKey, ...]]
"""Cells that a quantity adds and cells that it takes off."""

_KNOWN: Final[dict[tuple[str, Reading], tuple[Format, Cells]]] = {}


def reading_cells(fmt: Format, reading: Reading) -> Cells:
    """Return the cells of a quantity; none when the format lacks it."""
    known = _KNOWN.get((fmt.id, reading))
    if known is not None and known[0] is fmt:
        return known[1]
    plus, minus = _cells(fmt, reading, reading.rows), _cells(fmt, reading, reading.minus)
    cells: Cells = ((), ()) if plus is None or minus is None else (plus, minus)
    _KNOWN[fmt.id, reading] = (fmt, cells)
    return cells


def _cells(fmt: Format, reading: Reading, rows: tuple[str, ...]) -> tuple[CellKey, ...] | None:
    blocks = fmt.tables[reading.table].blocks
    columns = _leaves([node for block in blocks for node in block.columns], reading.column)
    all_rows = [node for block in blocks for node in block.rows]
    keys = [
        cell_key(reading.table, row, column)
        for name in rows
        for row in _leaves(all_rows, name)
        for column in columns
    ]
    return tuple(keys) if all(key in fmt.cells for key in keys) else None


def _leaves(nodes: Sequence[Node], name: str) -> list[str]:
    """Return the rows or columns below a group, or the name itself."""
    for node in nodes:
        if node.id == name:
            return [leaf.id for leaf in node.leaves()]
        if node.children and (below := _leaves(node.children, name)) != [name]:
            return below
    return [name]


def reading_value(sheet: Sheet, reading: Reading, *, last: bool = False) -> Number | None:
    """Return a quantity of this or last year, or None while one of its cells is blank."""
    plus, minus = reading_cells(sheet.format, reading)
    if not plus:
        return None
    figures: Mapping[CellKey, Value] = sheet.last if last else sheet.now
    total: Number = 0
    for sign, keys in ((1, plus), (-1, minus)):
        for key in keys:
            value = figures.get(key)
            if value is None:
                return None
            total += sign * value if is_number(value) else 0
    return total

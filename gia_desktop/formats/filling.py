"""Which tables a person has begun to fill in, and what is still blank in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.schema import Balance, Format
from gia_desktop.formats.sheet import Sheet


@lru_cache(maxsize=32)
def entered_cells(fmt: Format, table: str) -> tuple[CellKey, ...]:
    """Return the cells of a table that a person fills in, in official order."""
    return tuple(key for key in fmt.entered if fmt.cells[key].table == table)


@lru_cache(maxsize=8)
def carried_cells(fmt: Format) -> frozenset[CellKey]:
    """Return the cells that follow from last year's report alone: filling them begins no table."""
    return frozenset(link.target for link in fmt.links if not (link.plus or link.minus))


def is_begun(sheet: Sheet, table: str) -> bool:
    """Tell whether a person has begun a table.

    Figures of this year count, however they came: typed, pasted, read from this year's file or the register.
    What repeats last year doesn't: what was carried over, and what was filled as last year, or copied from
    its report, and not looked at.
    """
    values, carried, unchecked = sheet.report.values, carried_cells(sheet.format), sheet.report.unchecked
    return any(
        key in values and key not in carried and key not in unchecked
        for key in entered_cells(sheet.format, table)
    )


def blank_cells(sheet: Sheet, table: str) -> tuple[CellKey, ...]:
    """Return the cells of a table that nobody has filled in yet; 0 and ``/`` are filled."""
    values = sheet.report.values
    return tuple(key for key in entered_cells(sheet.format, table) if key not in values)


def open_sides(sheet: Sheet, balance: Balance) -> tuple[bool, bool]:
    """Tell for both sides of a balance whether nothing of this year stands on it yet.

    A side of the totals is open, too, while a column that has the other side lacks it.
    """
    carried = carried_cells(sheet.format)

    def is_open(keys: Sequence[CellKey]) -> bool:
        return all(sheet.now.get(key) is None for key in keys if key not in carried)

    left, right = is_open(balance.left), is_open(balance.right)
    for one in columns_balanced(sheet.format) if balance.is_total else ():
        one_left, one_right = is_open(one.left), is_open(one.right)
        if one_left != one_right:
            left, right = left or one_left, right or one_right
    return left, right


@lru_cache(maxsize=8)
def columns_balanced(fmt: Format) -> tuple[Balance, ...]:
    """Return the balances of single columns, without those of the totals."""
    return tuple(balance for balance in fmt.balances if not balance.is_total)


@lru_cache(maxsize=8)
def columns_of_entry(fmt: Format) -> tuple[tuple[str, tuple[CellKey, ...]], ...]:
    """Return the columns of table 3 and the groups of table 4 by name, with the cells to be filled in."""
    carried = carried_cells(fmt)
    found: dict[tuple[str, str], list[CellKey]] = {}
    for key in fmt.entered:
        cell = fmt.cells[key]
        node = {"t3": cell.column, "t4": cell.row}.get(cell.table)
        if node is not None and key not in carried:
            found.setdefault((cell.table, node.short), []).append(key)
    return tuple((name, tuple(keys)) for (_, name), keys in found.items())

"""Computing the sums of a format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import NA, Number, Value, is_number
from gia_desktop.formats.schema import Format, Sum


def total(parts: Iterable[Value]) -> Value:
    """Add up cells: a sum whose parts are all blank is blank, all not applicable is not applicable.

    Text that can't be read counts as not filled: it is a finding of its own.
    """
    amount: Number | None = None
    others: list[Value] = []
    for part in parts:
        if type(part) is int or is_number(part):  # nearly all are; the call costs more than the rest
            amount = part if amount is None else amount + part
        else:
            others.append(part)
    if amount is not None:
        return amount
    return NA if others and all(part is NA for part in others) else None


def ordered_sums(fmt: Format) -> tuple[Sum, ...]:
    """Return one sum per computed cell, parts before totals.

    A cell that is a sum both ways (（七）总计 of the 总计 column) is computed along its column, whose
    parts are the row totals; both ways give the same number.
    """
    return _ordered_sums(fmt.id, fmt.sums)


@lru_cache(maxsize=32)
def _ordered_sums(_format_id: str, sums: tuple[Sum, ...]) -> tuple[Sum, ...]:
    by_target = {item.target: item for item in sums}
    ordered: dict[CellKey, Sum] = {}

    def place(key: CellKey) -> None:
        item = by_target.get(key)
        if item is None or key in ordered:
            return
        for part in item.parts:
            place(part)
        ordered[key] = item

    for key in by_target:
        place(key)
    return tuple(ordered.values())


def computed_values(fmt: Format, values: Mapping[CellKey, Value]) -> dict[CellKey, Value]:
    """Return every computed cell of a format for the given entered cells."""
    figures: dict[CellKey, Value] = dict(values)
    computed: dict[CellKey, Value] = {}
    for item in ordered_sums(fmt):
        computed[item.target] = figures[item.target] = total(map(figures.get, item.parts))
    return computed


def all_values(fmt: Format, values: Mapping[CellKey, Value]) -> dict[CellKey, Value]:
    """Return every cell of a format, entered and computed, in official order; blank ones are None."""
    computed = computed_values(fmt, values)
    return {key: computed[key] if cell.computed else values.get(key) for key, cell in fmt.cells.items()}


def as_number(value: Value) -> Number:
    """Return a cell's number for arithmetic: blank, not applicable and unread count as 0."""
    return value if is_number(value) else 0

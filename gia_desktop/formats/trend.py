"""This year's figure against last year's, in the words of official reports."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final

from gia_desktop.core.values import CellKind, Number, format_value
from gia_desktop.formats.schema import Cell

SAME: Final = "与上年持平"
UNCOMPARABLE: Final = "上年无可比数据"
"""Said when last year's figure is not known: no percentage may be made up."""
NOT_FILLED: Final = "本年尚未填报"
"""Said while this year's cell is blank: blank is not 0, so nothing has fallen."""


def trend(now: Number | None, last: Number | None, cell: Cell) -> str:
    """Compare a cell with last year's: ``较上年增长12.5%``.

    The percentage is exact, rounded half up to one decimal, without a trailing zero. Where it would say
    nothing (last year 0, a change too small for a decimal, cells that count changes), amounts are told.
    """
    if now is None:
        return NOT_FILLED
    if last is None:
        return UNCOMPARABLE
    if now == last:
        return SAME
    if cell.kind is CellKind.CHANGE:
        return f"较上年{'多' if now > last else '少'}{_plain(_distance(now, last))}{_measure(cell)}"
    if last == 0:
        return f"上年为0{_measure(cell)}"
    tenths = math.floor(Fraction(_distance(now, last)) / Fraction(last) * 1000 + Fraction(1, 2))
    if tenths == 0:
        return f"较上年{'增加' if now > last else '减少'}{_plain(_distance(now, last))}{_measure(cell)}"
    whole, rest = divmod(tenths, 10)
    return f"较上年{'增长' if now > last else '下降'}{whole}{f'.{rest}' if rest else ''}%"


def _distance(now: Number, last: Number) -> Decimal:
    return abs(Decimal(now) - Decimal(last))


def _plain(number: Decimal) -> str:
    return format_value(number.normalize())


def _measure(cell: Cell) -> str:
    """Return the measure word of a cell's figures, nothing where the official form leaves it open."""
    words = "".join((*cell.row_labels, *cell.column_labels))
    if cell.kind is CellKind.MONEY:
        return "万元" if "万元" in words else ""
    return "件" if cell.table in {"t3", "t4"} or "件数" in words else ""

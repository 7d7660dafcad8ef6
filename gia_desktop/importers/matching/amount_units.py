"""Amounts of money whose table prints another unit than the official one, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from gia_desktop.core.values import is_number, squeeze
from gia_desktop.formats.schema import Cell
from gia_desktop.importers.matching.cell_values import YUAN, ReadCell, plain_amount
from gia_desktop.importers.matching.wordings import unit_of

_HEAD = re.compile("金额")
_UNIT = re.compile(r"(?:单位\W{0,2}|[(（])((?:亿|万|千)?元)|((?:亿|万|千)元)")


def printed_unit(labels: Iterable[str]) -> str | None:
    """Return the unit that the labels of a table print: empty when its 金额 names none, None without any."""
    units = [unit for label in labels if (unit := _unit_of(label)) is not None]
    return next(filter(None, units), None if not units else "")


@lru_cache(maxsize=1024)
def _unit_of(label: str) -> str | None:
    """Return the unit that a label prints: empty when it says 金额 without one, None when it says neither."""
    plain = squeeze(label)
    found = _UNIT.search(plain)
    if found:
        return found.group(1) or found.group(2)
    return "" if _HEAD.search(plain) else None


def in_official_unit(read: ReadCell, cell: Cell, printed: str | None) -> ReadCell:
    """Return an amount in the unit of its official cell; where units don't agree plainly, it is a doubt.

    Reports mix 29.0506 (in fact 万元) and 8040 (in fact 元) where no unit is printed.
    """
    official = unit_of(cell.column)
    if not official or read.is_doubtful or not is_number(read.value):
        return read
    if printed in {None, official} or not read.value:
        return read
    if not printed:
        return replace(read, reason=f"表上没有印单位，请核对这个数是元还是{official}")
    converted = plain_amount(read.value * YUAN[printed] / YUAN[official])
    return ReadCell(converted, f"表上的单位是{printed}，折合 {converted} {official}")

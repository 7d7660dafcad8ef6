"""Wording shared by the rules: numbers, terms and sums as the clerk would say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Number, Unread, format_value
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_MANY_TERMS: Final = 7


def plain(number: Number) -> str:
    """Write a number without separators; money loses trailing zeros."""
    if isinstance(number, Decimal) and number == number.to_integral_value():
        number = int(number)
    return format_value(number.normalize()) if isinstance(number, Decimal) else str(number)


def unsigned(number: Number) -> Number:
    """Return a number without its sign (``abs`` loses the type)."""
    return -number if number < 0 else number


def difference_words(difference: Number, measure: str = " 件") -> str:
    """Say by how much the second side is off: 少 1 件, 多 9 件."""
    return f"{'多' if difference > 0 else '少'} {plain(unsigned(difference))}{measure}"


def amount(sheet: Sheet, keys: Iterable[CellKey]) -> Number:
    """Add up cells for a comparison; blank and not applicable count as 0."""
    result: Number = 0
    for key in keys:
        result += as_number(sheet.now.get(key))
    return result


def terms(sheet: Sheet, keys: Sequence[CellKey], *, by_column: bool = False, zeros: bool = True) -> str:
    """Write a sum with names: ``新收 12 + 上年结转 3``; zeros of a long sum, or all, are left out."""
    cells = [sheet.format.cells[key] for key in keys]
    shown = [
        f"{(cell.column if by_column else cell.row).short} {plain(as_number(sheet.now.get(cell.key)))}"
        for cell in cells
        if (zeros and len(cells) < _MANY_TERMS) or as_number(sheet.now.get(cell.key))
    ]
    return " + ".join(shown) if shown else "各项均为 0"


def table_name(fmt: Format, table: str) -> str:
    """Return the name of a table as clerks say it: by the number of its section, 表三."""
    return f"表{fmt.section_of_table(table).number}"


def whole_number(value: Number) -> Number:
    """Return a decimal without fraction as int."""
    return int(value) if value == int(value) else value


def without_spaces(text: str) -> str:
    """Return a text without any kind of space, for comparing and counting."""
    return "".join(text.split())


def typed_parts(fmt: Format, keys: Iterable[CellKey]) -> Iterator[CellKey]:
    """Yield the cells a person types that go into some cells: themselves, or what they are sums of."""
    sums = {item.target: item.parts for item in fmt.sums}
    for key in keys:
        if key in sums:
            yield from typed_parts(fmt, sums[key])
        else:
            yield key


def has_unread(sheet: Sheet, typed: Iterable[CellKey]) -> bool:
    """Tell whether one of the typed cells can't be read: until it can, no sum over it is worth a word."""
    if not sheet.unread_tables:
        return False
    return any(isinstance(sheet.report.values.get(key), Unread) for key in typed)

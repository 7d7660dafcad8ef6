"""What a cell can hold, and how typed text becomes such a value.

A cell is blank (``None``), a number, not applicable (``NA``, shown as ``/``) or text that could not
be read (``Unread``). Blank is not zero. Counts are ``int``; money is ``Decimal``, never ``float``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, TypeGuard

from gia_desktop.core.numerals import chinese_number
from gia_desktop.core.records import dataclass


class CellKind(StrEnum):
    """How the content of a cell is read."""

    COUNT = "count"
    """A whole number, zero or more."""
    CHANGE = "change"
    """A signed whole number (本年增/减, only in the 2019 format)."""
    MONEY = "money"
    """An exact decimal, zero or more, in the unit that the format names."""


class NotApplicable(Enum):
    """The type of the single value ``NA``."""

    NA = "/"


NA: Final = NotApplicable.NA


@dataclass(frozen=True, slots=True)
class Unread:
    """Text as it was typed that could not be read as a value; kept, marked, never exported."""

    text: str


Number = int | Decimal
_NUMBERS: Final = (int, Decimal)  # the tuple is asked ten times in a report's every cell; a union is slower
Value = int | Decimal | NotApplicable | Unread | None

MAX_INTEGER_DIGITS: Final = 12
MAX_MONEY_DECIMALS: Final = 6
"""万元 with six decimals reaches 分, the smallest coin."""

_TOO_LARGE: Final = f"数字太大，整数部分最多 {MAX_INTEGER_DIGITS} 位"
_HALF_WIDTH = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    "−": "-", "–": "-", "—": "-", "﹣": "-", "\u2044": "/",
}  # fmt: skip
# One pass that stops only at what changes: translating sign by sign takes five times as long.
_CHANGED = re.compile(r"[\s\u3000\u00a0\u200b-\u200d\u2060\ufeff]+|[\uff01-\uff5e−–—﹣\u2044]")
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+)(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?", re.ASCII)
_MEASURED = re.compile(r"([+-]?\d[\d,.]*)(\D+)", re.ASCII)
_COUNTED = frozenset("件个条次人份项篇宗起例部户批场") | {"人次", "件次"}
_WANTED_UNITS = {CellKind.COUNT: _COUNTED, CellKind.CHANGE: _COUNTED, CellKind.MONEY: {"万元"}}
"""What may follow a number without changing it; 元 or 万件 would make it another one."""
_NA_WORDS = frozenset({"/", "//", "-", "--", "不适用", "不涉及"})
_ZERO_WORDS = frozenset({"无", "没有"})


class ValueFault(ValueError):
    """A text that can't be read as a value; ``str()`` is the reason as a Chinese clause."""


def is_number(value: Value) -> TypeGuard[Number]:
    """Tell whether a cell holds a number."""
    return isinstance(value, _NUMBERS)


def squeeze(text: str) -> str:
    """Return a text with full-width signs made half-width and every kind of space removed."""
    return _CHANGED.sub(_squeezed, text)


def _squeezed(found: re.Match[str]) -> str:
    return _HALF_WIDTH.get(found.group(), "")


def parse_value(text: str, kind: CellKind) -> Value:
    """Read what was typed, pasted or imported into a cell.

    Full-width digits, spaces, thousands separators and Chinese numerals are accepted;
    ``/ - — 不适用`` mean not applicable, 无 means 0.

    Raises:
        ValueFault: the text is no value of this kind; its message says why, in Chinese.
    """
    plain = squeeze(text)
    if not plain:
        return None
    if plain in _NA_WORDS:
        return NA
    if plain in _ZERO_WORDS:
        return Decimal(0) if kind is CellKind.MONEY else 0
    return _parse_number(plain, kind)


def read_value(text: str, kind: CellKind) -> Value:
    """Read a text like ``parse_value``, but return ``Unread`` instead of raising."""
    try:
        return parse_value(text, kind)
    except ValueFault:
        return Unread(text)


def why_unread(text: str, kind: CellKind) -> str:
    """Return the reason why a text can't be read, or an empty text when it can."""
    try:
        parse_value(text, kind)
    except ValueFault as fault:
        return str(fault)
    return ""


def meant_value(text: str, kind: CellKind) -> Value:
    """Return the number that a refused text plainly means, 3 for ``3件``; None when that can't be told."""
    measured = _MEASURED.fullmatch(squeeze(text))
    if measured is None or measured.group(2) not in _WANTED_UNITS[kind]:
        return None
    value = read_value(measured.group(1), kind)
    return value if is_number(value) else None


def format_value(value: Value) -> str:
    """Return a value as it is shown in a cell: plain digits without separators, ``/`` or nothing."""
    if value is None:
        return ""
    if isinstance(value, Unread):
        return value.text
    if isinstance(value, NotApplicable):
        return "/"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def same_value(left: Value, right: Value) -> bool:
    """Compare two cells: numbers by amount (29.50 = 29.5), everything else by kind and text."""
    if is_number(left) and is_number(right):
        return left == right
    return type(left) is type(right) and left == right


def _parse_number(plain: str, kind: CellKind) -> Number:
    grouped = _GROUPED.fullmatch(plain)
    text = plain.replace(",", "") if grouped else plain
    match = _PLAIN.fullmatch(text)
    if match is None:
        spoken = chinese_number(text)
        if spoken is None:
            raise ValueFault(_reason(plain))
        if spoken >= 10**MAX_INTEGER_DIGITS:
            raise ValueFault(_TOO_LARGE)
        return Decimal(spoken) if kind is CellKind.MONEY else spoken
    sign, whole, decimals = match.group(1), match.group(2).lstrip("0") or "0", match.group(3) or ""
    if len(whole) > MAX_INTEGER_DIGITS:
        raise ValueFault(_TOO_LARGE)
    if kind is CellKind.MONEY:
        return _money(sign, whole, decimals)
    if decimals.strip("0"):
        raise ValueFault("件数必须是整数，不能有小数")
    if sign == "-" and kind is CellKind.COUNT and whole != "0":
        raise ValueFault("件数不能是负数")
    return int(sign + whole)


def _money(sign: str, whole: str, decimals: str) -> Decimal:
    if sign == "-" and (whole + decimals).strip("0"):
        raise ValueFault("金额不能是负数")
    if len(decimals.rstrip("0")) > MAX_MONEY_DECIMALS:
        raise ValueFault(f"小数最多 {MAX_MONEY_DECIMALS} 位")
    decimals = decimals if len(decimals) <= MAX_MONEY_DECIMALS else decimals[:MAX_MONEY_DECIMALS]
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _reason(plain: str) -> str:
    if "," in plain and not re.search(r"[^\d,.+-]", plain):
        return "千分位逗号的位置不对"
    if re.fullmatch(r"[\d.]+[eE][+-]?\d+", plain, re.ASCII):
        return "不能用科学记数法，请写出全部数字"
    measured = _MEASURED.fullmatch(plain)
    if measured:
        return f"只填数字“{measured.group(1)}”，不要带“{measured.group(2)}”"
    return "不是数字"

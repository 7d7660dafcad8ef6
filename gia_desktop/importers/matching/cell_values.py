"""What the text of a foreign table's cell says, and how far that can be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from gia_desktop.core.values import CellKind, Number, Unread, Value, ValueFault, parse_value, squeeze
from gia_desktop.importers.shown.marks import RAISED_SIGNS

_MEASURES: Final = "件条个项份宗起次例篇"
_MEASURED = re.compile(rf"([+-]?[\d,.]+)[{_MEASURES}]", re.ASCII)
_MONEY = re.compile(r"([\d,]+(?:\.\d+)?)(亿元|万元|千元|元|万)", re.ASCII)
_NOTED = re.compile(r"([+-]?[\d,.]+)[^\d(\[（]?([(\[].*[)\]]|[①-⑳*#注]+)", re.ASCII)
_RAISED = re.compile(rf"([+-]?[\d,.]+)[{RAISED_SIGNS}]+", re.ASCII)
_SPOKEN_CHANGE = re.compile(r"(?:增加?|减少?)(\d+)[^\d]?", re.ASCII)
_INNER_SPACE = re.compile(r"\d[\s\u3000\u00a0]+\d")
_SPOKEN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+|无|没有|不适用|不涉及")
_NUMBERED = re.compile(r"\d{1,2}(?:[.、)][\u4e00-\u9fff]|[\u4e00-\u9fff]{3})")
_SHOWN: Final = 30

YUAN: Final = {
    "亿元": Decimal(100_000_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "千元": Decimal(1_000),
    "元": Decimal(1),
}
TEN_THOUSAND_YUAN: Final = "万元"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What a text says; ``reason`` is empty when there is no doubt about it.

    A text that says nothing certain has the value ``Unread``.
    """

    value: Value
    reason: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Tell whether a person has to look at it."""
        return bool(self.reason)


@lru_cache(maxsize=4096)
def read_cell(text: str, kind: CellKind, unit: str = "") -> ReadCell:
    """Read a cell of a table that somebody else made.

    Args:
        text: the cell as it was found.
        kind: what the official cell holds.
        unit: unit of an amount as the official label prints it (万元), empty when it prints none.
    """
    plain = squeeze(text)
    if plain and not plain.strip("*"):
        return ReadCell(Unread(text), "原文用 * 遮住了数字")
    try:
        value = parse_value(text, kind)
    except ValueFault as fault:
        return _read_odd(text, plain, kind, unit) or ReadCell(Unread(text), str(fault))
    if plain and not plain.strip("一"):
        return ReadCell(value, f"“{_shown(text)}”可能是数字一，也可能是一横，即没有")
    if _INNER_SPACE.search(text.strip()):
        return ReadCell(value, f"“{_shown(text)}”的数字中间有空格或换行，可能是两个数")
    return ReadCell(value)


@lru_cache(maxsize=4096)
def is_value_like(text: str) -> bool:
    """Tell whether a text is a value or begins like one, as opposed to a label."""
    plain = squeeze(text)
    if not plain:
        return False
    if plain[0].isdigit() or plain[0] in "+-*/":
        return not _NUMBERED.match(plain)
    return _SPOKEN.fullmatch(plain) is not None


def _read_odd(text: str, plain: str, kind: CellKind, unit: str) -> ReadCell | None:
    money = _MONEY.fullmatch(plain)
    if money and kind is CellKind.MONEY:
        return _read_money(text, money.group(1), money.group(2), unit)
    measured = _MEASURED.fullmatch(plain)
    if measured and kind is not CellKind.MONEY:
        return _number(measured.group(1), kind, "")
    noted = _NOTED.fullmatch(plain)
    if noted:
        return _number(noted.group(1), kind, f"原文是“{_shown(text)}”，取括注前的数")
    raised = _RAISED.fullmatch(plain)
    if raised:
        return _number(raised.group(1), kind, f"原文是“{_shown(text)}”，取角标前的数")
    change = _SPOKEN_CHANGE.fullmatch(plain)
    if change and kind is CellKind.CHANGE:
        sign = "-" if plain.startswith("减") else ""
        return _number(sign + change.group(1), kind, f"原文是“{_shown(text)}”")
    return None


def _number(digits: str, kind: CellKind, reason: str) -> ReadCell | None:
    try:
        return ReadCell(parse_value(digits, kind), reason)
    except ValueFault:
        return None


def _read_money(text: str, digits: str, written: str, unit: str) -> ReadCell | None:
    """Bring an amount with its own unit to that of the official cell; only the same unit is beyond doubt."""
    try:
        amount = parse_value(digits, CellKind.MONEY)
    except ValueFault:
        return None
    if not isinstance(amount, Decimal):
        return None
    if not unit:
        return ReadCell(amount, f"原文是“{_shown(text)}”，表上没有印单位，请核对是元还是万元")
    if YUAN[written] == YUAN[unit]:
        return ReadCell(amount)
    converted = plain_amount(amount * YUAN[written] / YUAN[unit])
    return ReadCell(converted, f"原文是“{_shown(text)}”，折合 {converted} {unit}")


def plain_amount(amount: Number) -> Decimal:
    """Return an amount without zeros at its end and without an exponent."""
    return Decimal(format(Decimal(amount).normalize(), "f"))


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"

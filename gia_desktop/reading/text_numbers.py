"""How much a written number is: digits, Chinese numerals, 万, 余 and measure words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from gia_desktop.core.numerals import chinese_number
from gia_desktop.reading.vocabulary import MEASURES

_PARTS: Final = re.compile(
    r"(?P<before>近|约|大约|将近|逾|超过|超|不足|突破|达到|多达|达)?"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)(?P<size>[万千百亿]?)"
    rf"(?P<after>余|多|\+|来)?(?P<size2>[万千]?)(?P<more>余|多)?(?P<measure>{MEASURES})?(?P<end>以上|左右)?"
)
_SIZES: Final = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ABOUT: Final = Decimal("0.2")
_MORE: Final = Decimal("1.5")
_NEAR: Final = Decimal("0.8")


class Amount(NamedTuple):
    """A number of a text.

    Attributes:
        value: the number in full; money in 元.
        approx: ``over`` (余、多、超过), ``under`` (近、不足), ``about`` (约、左右) or empty for an exact one.
        measure: the measure word, empty when there is none.
    """

    value: Decimal
    approx: str = ""
    measure: str = ""

    @property
    def is_money(self) -> bool:
        """Tell whether it is an amount of money."""
        return self.measure == "元"

    def agrees(self, figure: Decimal) -> bool:
        """Tell whether a figure is what this number says, with the latitude of 余, 近 and 约."""
        if self.approx == "over":
            return self.value <= figure < self.value * _MORE
        if self.approx == "under":
            return self.value * _NEAR <= figure <= self.value
        if self.approx == "about":
            return abs(figure - self.value) <= self.value * _ABOUT
        return figure == self.value


def read_amount(text: str) -> Amount | None:
    """Return how much a number is; None when it is no number after all."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    spoken = chinese_number(digits)
    if spoken is None and not digits[0].isdigit():
        return None
    measure = match["measure"] or ""
    value = Decimal(digits if spoken is None else spoken)
    value *= _SIZES[match["size"]] * _SIZES[match["size2"]]
    return Amount(value, _approximation(match), measure)


def _approximation(match: re.Match[str]) -> str:
    before, after = match["before"] or "", (match["after"] or "") + (match["more"] or "")
    if before in {"近", "将近", "不足"}:
        return "under"
    if before in {"约", "大约"} or match["end"] == "左右":
        return "about"
    return "over" if after or match["end"] or before in {"逾", "超过", "超", "突破"} else ""


def percent_agrees(stated: Decimal, exact: Decimal) -> bool:
    """Tell whether a percentage is the exact one, rounded or cut off at its own number of places."""
    exponent = stated.as_tuple().exponent
    return abs(stated - exact) < Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)

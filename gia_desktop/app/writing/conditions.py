"""Conditions of the phrase book: comparisons of figures joined by ``and``, nothing else.

``t3.new.total == 0``; ``t3.new.total > 0 and t3.carried_out.total == 0``; ``last.t3.new.total > 0``;
``register.fee.notices > 0`` asks the register of applications;
``last_year`` and ``no_last_year`` tell whether last year's report stands beside. A blank or unreadable cell
makes a comparison unknown, and a condition with an unknown part does not hold: nothing is said of figures
that nobody entered.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gia_desktop.core.narrative import LAST_YEAR, live_cell
from gia_desktop.core.register_numbers import is_register_number, register_number
from gia_desktop.core.values import NA, Number, is_number
from gia_desktop.formats.links import knows_last_year
from gia_desktop.formats.sheet import Sheet

_OPERATORS: Final[dict[str, Callable[[Number, Number], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_CELL: Final = r"(?:last\.)?[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){2}"
_TERM: Final = rf"{_CELL}|\d+(?:\.\d+)?"
_COMPARISON: Final = re.compile(rf"({_TERM})\s*(==|!=|>=|<=|>|<)\s*({_TERM})", re.ASCII)
_BESIDE: Final = {"last_year": True, "no_last_year": False}


class ConditionError(ValueError):
    """A condition is written in no known way; the message says which part, in Chinese."""


@dataclass(frozen=True)
class Comparison:
    """Two terms and a sign between them; a term is a number or the name of a cell."""

    left: str
    sign: str
    right: str

    def holds(self, sheet: Sheet) -> bool:
        """Tell whether both terms are known and compare so."""
        left, right = _value(self.left, sheet), _value(self.right, sheet)
        return left is not None and right is not None and _OPERATORS[self.sign](left, right)


@dataclass(frozen=True)
class Condition:
    """What must hold for a sentence to be offered; without parts it always holds.

    Attributes:
        comparisons: all of them must hold.
        last_year: last year's report must, or must not, stand beside; None when it doesn't matter.
    """

    comparisons: tuple[Comparison, ...] = ()
    last_year: bool | None = None

    def holds(self, sheet: Sheet) -> bool:
        """Tell whether the condition holds for a report."""
        if self.last_year is not None and knows_last_year(sheet) != self.last_year:
            return False
        return all(comparison.holds(sheet) for comparison in self.comparisons)

    def terms(self) -> Iterator[str]:
        """Yield the cells it speaks of, last year's with ``last.``."""
        for comparison in self.comparisons:
            yield from (term for term in (comparison.left, comparison.right) if not term[0].isdigit())


def read_condition(text: str) -> Condition:
    """Read a condition.

    Raises:
        ConditionError: a part of it is neither a comparison nor one of the two words.
    """
    comparisons: list[Comparison] = []
    last_year: bool | None = None
    for part in re.split(r"\s+and\s+", text.strip()) if text.strip() else ():
        match = _COMPARISON.fullmatch(part)
        if match is not None:
            comparisons.append(Comparison(*match.groups()))
        elif part in _BESIDE:
            last_year = _BESIDE[part]
        else:
            raise ConditionError(f"条件“{part}”看不懂，应写成“格名 == 数”这样的比较，用 and 连接")
    return Condition(tuple(comparisons), last_year)


def _value(term: str, sheet: Sheet) -> Number | None:
    """Return what a term stands for, None for a cell that is blank, unknown or unreadable."""
    if term[0].isdigit():
        return Decimal(term)
    if is_register_number(term):
        found = register_number(sheet.report.register, term)
        return found if isinstance(found, int) else None
    value = sheet.figure(live_cell(term), last=term.startswith(LAST_YEAR))
    if value is NA:
        return 0
    return value if is_number(value) else None

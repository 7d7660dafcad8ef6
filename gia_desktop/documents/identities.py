"""The equations of the official form with a report's own figures (勾稽关系)."""

from __future__ import annotations

from dataclasses import dataclass

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Number, Value, format_value, is_number
from gia_desktop.formats.sheet import Sheet


@dataclass(frozen=True)
class Identity:
    """One equation.

    Attributes:
        place: what it is about, e.g. the column 自然人.
        equation: its terms with their figures.
        outcome: 相符, 相差 n, or 未填全 when a figure is missing.
    """

    place: str
    equation: str
    outcome: str


@dataclass(frozen=True)
class _Term:
    """One figure of an equation: added or taken away, of this year or of the last."""

    key: CellKey
    minus: bool = False
    last: bool = False

    def figure(self, sheet: Sheet) -> Value:
        return (sheet.last if self.last else sheet.now).get(self.key)


def identities(sheet: Sheet) -> list[Identity]:
    """Return the balances of the report and, where last year is known, what follows from it."""
    found = [
        _identity(sheet, [_Term(key) for key in balance.left], [_Term(key) for key in balance.right])
        for balance in sheet.format.balances
    ]
    for link in sheet.format.links:
        if all(sheet.last.get(key) is not None for key in link.plus_last):
            right = [_Term(key, last=True) for key in link.plus_last] + [_Term(key) for key in link.plus]
            right += [_Term(key, minus=True) for key in link.minus]
            found.append(_identity(sheet, [_Term(link.target)], right))
    return found


def _identity(sheet: Sheet, left: list[_Term], right: list[_Term]) -> Identity:
    cells = [sheet.format.cells[term.key] for term in (*left, *right)]
    same_column = len({cell.column.id for cell in cells}) == 1
    place = cells[0].column.label if same_column else cells[0].row.short
    equation = " = ".join(_side(sheet, terms, same_column=same_column) for terms in (left, right))
    left_sum, right_sum = _sum(sheet, left), _sum(sheet, right)
    if left_sum is None or right_sum is None:
        return Identity(place, equation, "未填全")
    apart = left_sum - right_sum if left_sum > right_sum else right_sum - left_sum
    return Identity(place, equation, f"相差 {format_value(apart)}" if apart else "相符")


def _sum(sheet: Sheet, terms: list[_Term]) -> Number | None:
    """Add up a side, or return None when one of its figures is missing."""
    total: Number = 0
    for term in terms:
        value = term.figure(sheet)
        if not is_number(value):
            return None
        total = total - value if term.minus else total + value
    return total


def _side(sheet: Sheet, terms: list[_Term], *, same_column: bool) -> str:
    """Write one side, its terms named by what sets them apart: 新收 3001 + 上年结转 34."""
    said = ""
    for term in terms:
        cell = sheet.format.cells[term.key]
        name = (cell.row if same_column else cell.column).short
        figure = term.figure(sheet)
        shown = format_value(figure) if is_number(figure) else "（未填）"
        sign = " − " if term.minus else " + "
        said += f"{sign if said else ''}{'上年' if term.last else ''}{name} {shown}"
    return said

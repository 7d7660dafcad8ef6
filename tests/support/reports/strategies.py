"""Made-up cells and texts for property tests."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from gia_desktop.core.narrative import clean_text
from gia_desktop.core.values import MAX_INTEGER_DIGITS, MAX_MONEY_DECIMALS, NA, CellKind, Value

LARGEST = 10**MAX_INTEGER_DIGITS - 1


def money() -> st.SearchStrategy[Decimal]:
    places = st.integers(0, MAX_MONEY_DECIMALS)
    return st.builds(lambda amount, place: Decimal(amount).scaleb(-place), st.integers(0, LARGEST), places)


def numbers(kind: CellKind) -> st.SearchStrategy[int | Decimal]:
    if kind is CellKind.MONEY:
        return money()
    return st.integers(-LARGEST if kind is CellKind.CHANGE else 0, LARGEST)


def cell_values(kind: CellKind) -> st.SearchStrategy[Value]:
    """Return values that a cell can hold and an exchange file can carry, blank left out."""
    return numbers(kind) | st.just(NA)


def clean_texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Return texts as reports keep them: no control signs, one kind of line end, not empty."""
    return st.text(max_size=max_size).map(clean_text).filter(bool)

"""The fee for handling (信息处理费): per case or per page, in whole yuan (国办函〔2020〕109号)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from gia_desktop.register.case import Case, in_order

_PAGE_STEPS: Final = ((30, 0), (100, 10), (200, 20))
_PAGE_BEYOND: Final = 40
_FREE_CASES: Final = 10
_FIRST_STEP: Final = 30
_STEP: Final = 10
_UNIT: Final = 100
PAYMENT_ITEM: Final = "103049950"
"""Number of the item of revenue."""


class CaseFee(NamedTuple):
    """What one application costs as one of several of a month."""

    place: int
    """Which application of the same applicant in the same month it is, counted from 1."""
    amount: int


def case_fee(count: int) -> int:
    """Return what ``count`` applications of one applicant in one month cost together.

    1 to 10 are free, 11 to 30 cost 100 yuan each, then every ten cost 100 yuan more each.
    """
    return sum(_nth_case(place) for place in range(_FREE_CASES + 1, count + 1))


def page_fee(pages: int) -> int:
    """Return what one application of so many pages costs: 30 free, to 100 10 each, to 200 20, beyond 40."""
    total, below = 0, 0
    for upto, price in _PAGE_STEPS:
        total += max(0, min(pages, upto) - below) * price
        below = upto
    return total + max(0, pages - below) * _PAGE_BEYOND


def _nth_case(place: int) -> int:
    if place <= _FREE_CASES:
        return 0
    if place <= _FIRST_STEP:
        return _UNIT
    return _UNIT * (2 + (place - _FIRST_STEP - 1) // _STEP)


def applicant_key(case: Case) -> tuple[str, str]:
    """Return by what applicants are told apart: kind and number of identity, else name and telephone."""
    applicant = case.applicant
    if applicant.id_number:
        return applicant.kind, "".join(applicant.id_number.split()).upper()
    return applicant.kind, f"{''.join(applicant.name.split())}/{applicant.phone}"


def month_key(case: Case) -> tuple[str, str, int, int] | None:
    """Return applicant and month (by 收到日) of a case, None for one that can't be placed."""
    if case.received is None or not (case.applicant.name or case.applicant.id_number):
        return None
    return (*applicant_key(case), case.received.year, case.received.month)


def fees_per_case(cases: Iterable[Case]) -> dict[str, CaseFee]:
    """Return what each case costs when the fee is taken per case, by its number.

    Applications of the same applicant in the same calendar month are counted in the order they were received;
    those that were withdrawn or given up count, joint applicants are one, what is not counted as an
    application is left out.
    """
    months: dict[tuple[str, str, int, int], list[Case]] = {}
    for case in cases:
        key = month_key(case)
        if key is not None and not case.not_counted:
            months.setdefault(key, []).append(case)
    found: dict[str, CaseFee] = {}
    for members in months.values():
        members.sort(key=lambda case: (case.received or case.arrived, in_order(case.number)))
        found |= {case.number: CaseFee(place, _nth_case(place)) for place, case in enumerate(members, 1)}
    return found

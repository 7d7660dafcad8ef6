from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.register.case import Applicant
from gia_desktop.register.fees import case_fee, fees_per_case, page_fee
from tests.register.made import case


@pytest.mark.parametrize(
    ("count", "yuan"),
    [(0, 0), (10, 0), (11, 100), (25, 1500), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (51, 7400)],
)
def test_the_fee_by_cases_is_that_of_the_official_table(count: int, yuan: int) -> None:
    assert case_fee(count) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (44, 140), (57, 270), (68, 380), (72, 420), (100, 700), (109, 880), (119, 1080),
     (200, 2700), (201, 2740)],
)  # fmt: skip
def test_the_fee_by_pages_is_that_of_the_official_table(pages: int, yuan: int) -> None:
    assert page_fee(pages) == yuan


@given(st.integers(0, 400))
def test_one_more_case_or_page_never_costs_less(count: int) -> None:
    assert case_fee(count + 1) - case_fee(count) >= case_fee(count) - case_fee(max(0, count - 1))
    assert page_fee(count + 1) >= page_fee(count)


def month_of_cases(count: int) -> list[str]:
    return [f"2026-03-{1 + place % 28:02d}" for place in range(count)]


def test_the_shares_of_a_month_add_up_to_its_fee() -> None:
    cases = [case(date, number=f"2026-{place:04d}") for place, date in enumerate(month_of_cases(41), 1)]
    found = fees_per_case(cases)
    assert sum(share.amount for share in found.values()) == case_fee(41)
    assert sorted(share.place for share in found.values()) == list(range(1, 42))


def test_other_applicants_other_months_and_uncounted_cases_are_kept_apart() -> None:
    cases = [
        case("2026-03-02", number="1"),
        case("2026-03-31", number="2"),
        case("2026-04-01", number="3"),
        case("2026-03-02", number="4", name="李某"),
        case("2026-03-03", number="5", not_counted="重复登记"),
        case(None, number="6"),
    ]
    assert {number: share.place for number, share in fees_per_case(cases).items()} == {
        "1": 1,
        "2": 2,
        "3": 1,
        "4": 1,
    }


def test_the_number_of_identity_makes_the_same_applicant_under_two_spellings() -> None:
    one = case("2026-03-02", number="1")
    same = Applicant(name="张 某（本人）", id_number="46010019800101 0012")
    other = case("2026-03-03", number="2")
    from dataclasses import replace

    cases = [
        replace(one, applicant=Applicant(name="张某", id_number="460100198001010012")),
        replace(other, applicant=same),
    ]
    assert fees_per_case(cases)["2"].place == 2


def test_withdrawn_and_joint_applications_count_as_one_each() -> None:
    from dataclasses import replace

    from tests.register.made import event

    withdrawn = case("2026-03-02", event("withdrawn", "2026-03-04"), number="1")
    joint = replace(case("2026-03-05", number="2"), applicant=Applicant(name="张某", joint=7))
    assert fees_per_case([withdrawn, joint])["2"].place == 2

from __future__ import annotations

import pytest

from gia_desktop.register.remedies import (
    column_in,
    following,
    proposed,
    remedy_ends,
    running,
    suit_after_review,
    terms_of,
)
from tests.register.made import CALENDAR, case, day, remedy


@pytest.mark.parametrize(
    ("kind", "procedure", "ends"),
    [
        ("review", "ordinary", ["2026-03-16", "2026-05-06"]),
        ("review", "simplified", ["2026-03-09", "2026-04-01"]),
        ("direct", "ordinary", ["2026-03-17", "2026-09-02"]),
        ("after_review", "simplified", ["2026-03-17", "2026-04-16"]),
    ],
)
def test_the_terms_of_reviews_and_suits(kind: str, procedure: str, ends: list[str]) -> None:
    terms = terms_of(remedy(kind, "2026-03-02", procedure=procedure), CALENDAR)
    assert [str(term.due) for term in terms] == ends


def test_an_answer_handed_in_leaves_the_decision_to_wait_for() -> None:
    terms = terms_of(remedy("review", "2026-03-02", answered=day("2026-03-10")), CALENDAR)
    assert [term.name for term in terms] == ["复议决定（60 日）"]


def test_a_case_without_a_day_of_receipt_has_no_terms() -> None:
    assert terms_of(remedy("review"), CALENDAR) == []


def test_terms_in_a_year_without_a_notice_are_provisional() -> None:
    first, second = terms_of(remedy("review", "2026-12-01"), CALENDAR)
    assert (first.provisional, second.provisional) == (False, True)


def test_the_applicant_has_sixty_days_or_six_months_and_fifteen_days_after_a_review() -> None:
    assert remedy_ends(day("2026-08-03"), CALENDAR)[0] == day("2026-10-08")
    assert suit_after_review(day("2026-09-18"), CALENDAR) == day("2026-10-08")


@pytest.mark.parametrize(
    ("kind", "result", "column"),
    [
        ("review", "维持", "upheld"),
        ("review", "驳回请求", "upheld"),
        ("review", "变更", "corrected"),
        ("review", "撤销并责令重作", "corrected"),
        ("review", "确认违法", "corrected"),
        ("review", "责令履行", "corrected"),
        ("review", "驳回申请", "other"),
        ("review", "终止", "other"),
        ("review", "调解", "other"),
        ("review", "撤回", "other"),
        ("direct", "驳回诉讼请求", "upheld"),
        ("direct", "撤销", "corrected"),
        ("direct", "判决履行", "corrected"),
        ("after_review", "确认违法", "corrected"),
        ("after_review", "裁定驳回起诉", "other"),
        ("after_review", "撤诉", "other"),
        ("after_review", "移送", "other"),
    ],
)
def test_a_result_proposes_its_column_with_an_article(kind: str, result: str, column: str) -> None:
    meant = proposed(remedy(kind, result=result))
    assert meant is not None
    assert meant[0] == column
    assert "第" in meant[1]


def test_an_unknown_result_proposes_nothing() -> None:
    assert proposed(remedy("review", result="待定")) is None


@pytest.mark.parametrize(
    ("made", "columns"),
    [
        (remedy("review", "2025-11-03", "2026-01-05", column="upheld"), ["pending", "upheld", None]),
        (remedy("review", "2025-11-03"), ["pending", "pending", "pending"]),
        (remedy("review", "2025-11-03", "2025-12-05", column="corrected"), ["corrected", None, None]),
        (remedy("direct", "2026-11-03"), [None, "pending", "pending"]),
        (remedy("review", "2026-03-03", "2026-04-03", result="撤销"), [None, "corrected", None]),
        (remedy("review", "2026-03-03", "2026-04-03"), [None, "other", None]),
        (remedy("review", "2026-03-03", column="upheld"), [None, "upheld", None]),
        (remedy("after_review", "2026-03-03", role="co_defendant"), [None, None, None]),
        (remedy("review", column="upheld"), [None, None, None]),
    ],
)
def test_a_case_counts_once_a_year_by_its_state_at_the_end(made: object, columns: list[str | None]) -> None:
    from gia_desktop.register.case import Remedy

    assert isinstance(made, Remedy)
    assert [column_in(made, year) for year in (2025, 2026, 2027)] == columns


def test_running_cases_are_those_not_decided() -> None:
    both = (
        remedy("review", "2026-03-03", "2026-04-03", column="upheld"),
        remedy("after_review", "2026-04-20"),
    )
    assert [place for _, place in running([case(remedies=both), case()])] == [1]


def test_what_follows_a_case_that_ended_is_told_with_its_basis() -> None:
    reviewed = following(remedy("review", "2026-07-01", "2026-09-18"), CALENDAR)
    assert [(term.name, str(term.due)) for term in reviewed] == [("申请人起诉（15 日）", "2026-10-08")]
    judged = following(remedy("direct", "2026-03-02", "2026-06-01"), CALENDAR)
    assert [str(term.due) for term in judged] == ["2026-06-16", "2026-06-11"]
    assert following(remedy("review", "2026-07-01"), CALENDAR) == []

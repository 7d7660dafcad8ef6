"""Ready phrases for an explanation: only those that can be true of what was found."""

from __future__ import annotations

import pytest

from gia_desktop.app.report.explaining import fitting_phrases
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import phrases_for

MORE, LESS, EITHER = "业务量增加。", "数量减少。", "上年报告有误，应为〔数〕。"


def finding(difference: int | None, *, of_years: bool = True) -> Finding:
    return Finding(
        "GIA-YEAR-004", Severity.EXPLAIN, "变化大", "2", difference=difference, compares_last_year=of_years
    )


@pytest.mark.parametrize(
    ("difference", "left"),
    [(-312, [LESS, EITHER]), (40, [MORE, EITHER]), (None, [MORE, LESS, EITHER])],
)
def test_a_phrase_that_says_the_opposite_is_not_offered(difference: int | None, left: list[str]) -> None:
    assert list(fitting_phrases([MORE, LESS, EITHER], finding(difference))) == left


def test_differences_inside_of_one_year_leave_all_phrases() -> None:
    assert list(fitting_phrases([MORE, LESS], finding(-3, of_years=False))) == [MORE, LESS]


def test_for_a_figure_that_fell_the_first_ready_phrase_says_less() -> None:
    first = fitting_phrases(phrases_for("GIA-YEAR-004"), finding(-312))[:2]
    assert not any("增加" in phrase for phrase in first)

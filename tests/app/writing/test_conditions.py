"""Conditions under which a sentence of the phrase book is offered."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gia_desktop.app.writing.conditions import ConditionError, read_condition
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

VALUES: Mapping[CellKey, Value] = {
    CellKey("t3.new.natural"): 3,
    CellKey("t3.carried_in.natural"): 0,
    CellKey("t2.rules.issued"): NA,
    CellKey("t2.penalty.decisions"): Unread("若干"),
}


def sheet(formats: Formats, last_year: int = 2024) -> Sheet:
    previous = Previous("2021", last_year, {CellKey("t3.new.natural"): 5})
    return make_sheet(Report("2021", 2025, {}, VALUES, previous=previous), formats)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("t3.new.total == 3", True),
        ("t3.new.total > 0 and t3.carried_in.natural == 0", True),
        ("t3.new.total>0 and t3.carried_in.natural!=0", False),
        ("last.t3.new.natural >= t3.new.natural", True),
        ("t3.new.natural < 2.5", False),
        ("t2.rules.issued == 0", True),
        ("t2.penalty.decisions >= 0", False),
        ("t4.review.total == 0", False),
        ("last.t4.review.total == 0", False),
        ("last_year and t3.new.total <= 3", True),
        ("no_last_year", False),
    ],
)
def test_condition_holds_for_known_figures_only(condition: str, holds: bool, formats: Formats) -> None:
    assert read_condition(condition).holds(sheet(formats)) is holds


def test_an_older_report_is_not_last_years(formats: Formats) -> None:
    assert read_condition("no_last_year").holds(sheet(formats, last_year=2022))


@pytest.mark.parametrize(
    "text",
    ["t3.new.total", "t3.new.total = 0", "1 < t3.new.total < 3", "__import__('os')", "a or b", "t3.new > 0",
     "t3.new.total == 0 and", "t３.new.total == 0"],
)  # fmt: skip
def test_anything_but_comparisons_is_refused_in_words(text: str) -> None:
    with pytest.raises(ConditionError, match="看不懂"):
        read_condition(text)

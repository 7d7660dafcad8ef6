"""Words are found in all texts and replaced in one step; live numbers are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.app.writing.find_text import find_all, replacing
from gia_desktop.core.keys import PREAMBLE, TITLE, UNIT_NAME, section_key
from gia_desktop.core.report import Report, new_report

ONE, FIVE = section_key("1"), section_key("5")


@pytest.fixture
def report() -> Report:
    texts = {
        TITLE: "甲镇2025年年报",
        PREAMBLE: "去年与今年。",
        ONE: "去年收到{t3.new.total}件，去年办结{last.t3.new.total}件。",
        FIVE: "Web 和 web。",
    }
    made = new_report("2021", 2025, "去年镇人民政府", "township")
    return replace(made, texts={**made.texts, **texts})


def test_hits_follow_the_order_of_the_report(report: Report) -> None:
    assert [(hit.text, hit.start) for hit in find_all(report, "去年")] == [
        (PREAMBLE, 0),
        (ONE, 0),
        (ONE, 20),
    ]


def test_letters_are_found_in_either_case_and_signs_as_they_are(report: Report) -> None:
    assert len(find_all(report, "WEB")) == 2
    assert not find_all(report, ".")
    assert not find_all(report, "")


def test_nothing_is_found_inside_of_a_live_number(report: Report) -> None:
    assert find_all(report, "t3") == []
    assert [hit.start for hit in find_all(report, "件")] == [18, 43]


def test_all_hits_are_replaced_in_one_step_that_keeps_live_numbers(report: Report) -> None:
    step = replacing(report, find_all(report, "去年"), "上一年")
    after = step.apply(report)
    assert after.text(ONE) == "上一年收到{t3.new.total}件，上一年办结{last.t3.new.total}件。"
    assert after.text(PREAMBLE) == "上一年与今年。"
    assert after.text(UNIT_NAME) == "去年镇人民政府"
    assert step.label == "全部替换（3 处）"
    assert step.inverse().apply(after) == report


def test_words_are_taken_out_by_replacing_them_with_nothing(report: Report) -> None:
    assert replacing(report, find_all(report, "去年")[:1], "").apply(report).text(PREAMBLE) == "与今年。"


def test_replacing_words_with_themselves_changes_nothing(report: Report) -> None:
    assert replacing(report, find_all(report, "去年"), "去年").is_empty

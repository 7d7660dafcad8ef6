"""Texts with live numbers: what is right by construction raises no finding, an unknown cell does."""

from __future__ import annotations

import pytest

from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import Unread, Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

NEW = CellKey("t3.new.natural")
SECTION = section_key("1")
FIRST = "2025年，我局共收到政府信息公开申请"


def told(formats: Formats, text: str) -> list[str]:
    """Return the codes of the findings on the text of section 1."""
    report = Report("2021", 2025, {SECTION: text}, {NEW: 27}, previous=Previous("2021", 2024, {NEW: 24}))
    found = run_checks(make_sheet(report, formats))
    return [item.code for item in found if any(span.text == SECTION for span in item.spans)]


@pytest.mark.parametrize(
    ("plain", "live"),
    [
        ("27件，较上年增长12.5%。", "{t3.new.total}件，{trend.t3.new.total}。"),
        ("27件（上年24件），较上年增长12.5%。",
         "{t3.new.total}件（上年{last.t3.new.total}件），{trend.t3.new.total}。"),
        ("27件，其中自然人申请27件，较上年增长12.5%。",
         "{t3.new.total}件，其中自然人申请{t3.new.natural}件，{trend.t3.new.natural}。"),
    ],
)  # fmt: skip
def test_live_numbers_raise_no_finding_that_the_same_digits_do_not(
    formats: Formats, plain: str, live: str
) -> None:
    assert told(formats, FIRST + live) == told(formats, FIRST + plain)


def test_the_same_sentence_with_wrong_digits_is_found(formats: Formats) -> None:
    assert {"GIA-TEXT-001", "GIA-YEAR-009"} <= {
        *told(formats, f"{FIRST}28件。"), *told(formats, f"{FIRST}27件，较上年增长13.5%。")
    }  # fmt: skip


@pytest.mark.parametrize("name", ["t3.nwe.total", "last.t3.nwe.total", "trend.t3.nwe.total"])
def test_a_live_number_of_an_unknown_cell_is_found(formats: Formats, name: str) -> None:
    assert "GIA-WORD-002" in told(formats, f"{FIRST}{{{name}}}件。")
    assert "GIA-WORD-002" not in told(formats, f"{FIRST}{{{name.replace('nwe', 'new')}}}件。")


def test_a_live_number_of_another_cell_than_the_words_say_is_found_with_what_it_reads(
    formats: Formats,
) -> None:
    texts = {SECTION: f"{FIRST}{{t3.carried_out.total}}件。"}
    values: dict[CellKey, Value] = {NEW: 27, CellKey("t3.carried_out.natural"): 3}
    found = run_checks(make_sheet(Report("2021", 2025, texts, values), formats))
    messages = [item.message for item in found if item.code == "GIA-TEXT-001"]
    assert len(messages) == 1
    assert "申请3”，表三总计列新收是 27 件，差 24 件" in messages[0]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("last.t3.new.total", "没有上年的数"), ("t3.granted.natural", "那一格的内容读不出数"),
        ("t3.nwe.total", "在本格式的表里没有对应的格"),
    ],
)  # fmt: skip
def test_a_live_number_without_a_figure_is_found_with_the_reason(
    formats: Formats, name: str, why: str
) -> None:
    texts = {SECTION: f"上年{{{name}}}件。"}
    values: dict[CellKey, Value] = {CellKey("t3.granted.natural"): Unread("三x")}
    found = run_checks(make_sheet(Report("2021", 2025, texts, values), formats))
    (message,) = (item.message for item in found if item.code == "GIA-WORD-002")
    assert message == f"活数字“{{{name}}}”{why}，输出时会原样印出来。"


def test_a_sentence_that_reads_a_blank_cell_is_found_with_its_words(formats: Formats) -> None:
    texts = {SECTION: f"全年公开。{FIRST}{{t3.new.total}}件，结转{{t3.carried_out.total}}件。"}
    report = Report("2021", 2025, texts, {NEW: 27})
    (found,) = (item for item in run_checks(make_sheet(report, formats)) if item.code == "GIA-WORD-002")
    assert found.message == (
        "“2025年，我局共收到…”这一句的活数字（表三 结转下年度 总计）所在的格没有填（共 1 处），"
        "现在读作“0”。请先填表，确实没有的填 0。"
    )
    assert [texts[SECTION][span.start : span.end] for span in found.spans] == ["{t3.carried_out.total}"]


def test_a_section_that_ends_without_a_full_stop_is_quoted_as_read(formats: Formats) -> None:
    texts = {SECTION: f"{FIRST}，其中自然人申请{{t3.new.natural}}件"}
    found = run_checks(make_sheet(Report("2021", 2025, texts, {NEW: 27}), formats))
    (message,) = (item.message for item in found if item.code == "GIA-WORD-009")
    assert message == "最后一句没有句号（“其中自然人申请27件”），是不是没有写完？"

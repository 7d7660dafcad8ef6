"""Narrative text: levels by numbering, headings that run on, live numbers, clean signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.narrative import (
    BODY,
    around_table,
    clean_text,
    live_cell,
    live_numbers,
    paragraph_level,
    paragraphs,
    resolve_live_numbers,
    split_heading,
)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、总体情况", 1), ("十二、其他", 1), ("（一）主动公开", 2), ("(二)依申请公开", 2),
        ("　（三）监督保障", 2),
        ("1.发布信息", 3), ("２．平台建设", 3), ("3、培训", 3), ("12．解读", 3),
        ("（1）网站", 4), ("(２)公众号", 4),
        ("全年收到申请12件。", BODY), ("3.5万元", BODY), ("2025年，我镇", BODY), ("一是加强学习", BODY),
        ("", BODY),
        ("①公开栏", BODY), ("123.过长的编号", BODY), ("（一）", 2), ("二〇二五年", BODY),
    ],
)  # fmt: skip
def test_a_paragraph_has_the_level_of_its_own_numbering(line: str, level: int) -> None:
    assert paragraph_level(line) == level


@pytest.mark.parametrize(
    ("line", "heading", "rest"),
    [
        ("（一）主动公开。全年公开信息39条。", "（一）主动公开。", "全年公开信息39条。"),
        ("（一）主动公开", "（一）主动公开", ""),
        ("（一）主动公开。", "（一）主动公开。", ""),
        ("1.检索不够全面。", "", "1.检索不够全面。"),
        ("1.检索不够全面", "1.检索不够全面", ""),
        ("全年公开信息39条。其中", "", "全年公开信息39条。其中"),
        ("1." + "长" * 50, "", "1." + "长" * 50),
        ("1." + "长" * 50 + "。后文", "", "1." + "长" * 50 + "。后文"),
    ],
)
def test_a_heading_ends_at_its_first_full_stop(line: str, heading: str, rest: str) -> None:
    assert split_heading(line) == (heading, rest)


@given(st.text())
def test_splitting_a_heading_loses_nothing(line: str) -> None:
    assert "".join(split_heading(line)) == line


def test_paragraphs_have_no_outer_spaces_and_none_is_empty() -> None:
    assert paragraphs("　　第一段 \n\n \u00a0\n\t第二段") == ["第一段", "第二段"]


def test_live_numbers_are_found_with_their_cells() -> None:
    text = "收到{t3.new.total}件，上年{last.t3.new.total}件，{不是}{t3.new}{T3.new.total}"
    assert [match.group(1) for match in live_numbers(text)] == ["t3.new.total", "last.t3.new.total"]


def test_live_numbers_become_digits_and_unknown_ones_stay_as_written() -> None:
    known = {"t3.new.total": "12"}
    text = "收到{t3.new.total}件，{last.t3.new.total}件，{x}"
    assert resolve_live_numbers(text, known.get) == "收到12件，{last.t3.new.total}件，{x}"
    assert resolve_live_numbers("没有括号", known.get) == "没有括号"


def test_clean_text_has_one_kind_of_line_end_and_no_control_signs() -> None:
    assert (
        clean_text("a\r\nb\rc\u2028d\u2029e\x00\x1f\ud800f\tg\uffff\x0bh\x0ci")
        == "a\nb\nc\nd\ne" + "f\tg\nh\ni"
    )


@given(st.text())
def test_clean_text_can_be_written_as_utf_8_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert clean_text(clean) == clean


def test_a_live_number_is_about_one_cell_whatever_it_shows_of_it() -> None:
    names = [
        match.group(1) for match in live_numbers("{t3.a.b}{last.t3.a.b}{trend.t3.a.b}{trend.last.t3.a.b}")
    ]
    assert names == ["t3.a.b", "last.t3.a.b", "trend.t3.a.b"]
    assert {live_cell(name) for name in names} == {"t3.a.b"}


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("", [], []),
        ("注：含上年。", [], ["注：含上年。"]),
        ("共收到8份。\n{表}", ["共收到8份。"], []),
        ("一段\n二段\n{表}\n注", ["一段", "二段"], ["注"]),
        ("{表}\n注", [], ["注"]),
        ("一\n {表} \n二\n{表}\n三", ["一"], ["二", "三"]),
        ("见{表}。", [], ["见{表}。"]),
    ],
)
def test_a_mark_parts_the_text_above_a_table_from_that_below(
    text: str, above: list[str], below: list[str]
) -> None:
    assert around_table(text) == (above, below)

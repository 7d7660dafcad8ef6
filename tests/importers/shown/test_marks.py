"""What becomes of words that are struck out, raised, small, pale or boxed."""

from __future__ import annotations

import pytest

from gia_desktop.importers.shown.marks import (
    boxed,
    has_marks,
    lowered,
    pale,
    raised,
    read_marked,
    read_marked_paragraph,
    small,
    struck,
)


@pytest.mark.parametrize(
    ("marked", "text", "doubt"),
    [
        (struck("5") + struck("7") + "58", "58", "“57”已划去"),
        (struck("146"), "", "“146”已划去"),
        ("58" + raised("1"), "58¹", ""),
        ("58" + raised("1") + raised("2"), "58¹²", ""),
        ("58" + lowered("1"), "58₁", ""),
        ("58" + raised("注1"), "58[注1]", ""),
        ("58" + raised("[1]"), "58[1]", ""),
        ("58" + small("1"), "58", "“1”是旁边的小字，没有计入"),
        (pale("57") + "58", "58", "“57”看不见（和底色一样，或极小），没有计入"),
        (pale("57"), "57", "“57”看不见（和底色一样，或极小）"),
        (boxed("58"), "58", "“58”在文本框里，请核对是不是这一格的数"),
        ("57" + boxed("58"), "57", "“58”在格里的文本框中，没有计入"),
        (struck(raised("1")) + "58", "58", "“1”已划去"),
    ],
)
def test_a_mark_leaves_the_figure_and_a_doubt_in_words(marked: str, text: str, doubt: str) -> None:
    assert has_marks(marked)
    assert read_marked(marked) == (text, doubt)


@pytest.mark.parametrize("mark", [raised, lowered, small])
def test_what_fills_a_cell_alone_is_its_text_and_no_mark(mark: object) -> None:
    assert callable(mark)
    assert read_marked(f" {mark('1')}{mark('46')} ") == (" 146 ", "")


def test_small_words_beside_a_label_belong_to_it() -> None:
    assert read_marked("收费金额" + small("（单位：万元）")) == ("收费金额（单位：万元）", "")


def test_a_mark_that_never_ends_holds_to_the_end() -> None:
    assert read_marked("58" + struck("57")[:-1]) == ("58", "“57”已划去")
    assert read_marked("58" + struck("57")[-1]) == ("58", "")


def test_a_paragraph_tells_what_is_left_out_of_it() -> None:
    told = read_marked_paragraph(
        "共收到" + struck("57") + "58 件" + raised("①") + "，3m" + raised("2") + pale("x")
    )
    assert told == ("共收到58 件①，3m²", "正文里“57”已划去；“x”看不见（和底色一样，或极小），没有读入。")


def test_a_paragraph_that_is_raised_as_a_whole_is_plain_text() -> None:
    assert read_marked_paragraph(raised("2024") + raised("年")) == ("2024年", "")


def test_a_white_paragraph_stays_and_is_told() -> None:
    text, remark = read_marked_paragraph(pale("清河镇年度报告"))
    assert text == "清河镇年度报告"
    assert "看不见" in remark

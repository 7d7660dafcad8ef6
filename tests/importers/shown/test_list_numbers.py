"""Numbers that programs write before list items."""

from __future__ import annotations

import pytest

from gia_desktop.importers.shown.list_numbers import web_number, web_style, word_number


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("japaneseCounting", 20, "二十"),
        ("taiwaneseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 1, "甲子"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 3, "（3）"),
        ("ideographEnclosedCircle", 3, "（三）"),
        ("decimalFullWidth", 10, "１０"),
        ("bullet", 3, ""),
        ("none", 3, ""),
        ("chineseCounting", 0, "0"),
        ("upperRoman", 0, "0"),
    ],
)
def test_word_writes_a_number_in_each_form(form: str, number: int, written: str) -> None:
    assert word_number(form, number) == written


def test_a_form_not_known_gives_nothing() -> None:
    assert word_number("thaiLetters", 1) is None


@pytest.mark.parametrize(
    ("style", "number", "written"),
    [
        ("decimal", 2, "2."),
        ("decimal-leading-zero", 2, "02."),
        ("cjk-ideographic", 11, "十一、"),
        ("simp-chinese-informal", 3, "三、"),
        ("upper-alpha", 28, "AB."),
        ("lower-roman", 3, "iii."),
        ("cjk-heavenly-stem", 1, "甲、"),
        ("disc", 3, ""),
        ("none", 3, ""),
    ],
)
def test_a_browser_writes_a_number_in_each_style(style: str, number: int, written: str) -> None:
    assert web_number(style, number) == written


def test_the_type_of_a_list_is_a_style() -> None:
    assert [web_style(given) for given in "1AaIi"] == [
        "decimal", "upper-alpha", "lower-alpha", "upper-roman", "lower-roman"
    ]  # fmt: skip
    assert web_style("circle") == ""

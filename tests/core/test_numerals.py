"""Chinese numerals are read as the numbers they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.numerals import chinese_number, in_chinese

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def spelled(number: int) -> str:
    """Write a number below 10^12 the way it is read aloud: 一万零三百零五."""
    if number == 0:
        return "零"
    text, gap = "", False
    for power in range(11, -1, -1):
        digit = number // 10**power % 10
        unit = ("", "十", "百", "千")[power % 4]
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = digit == 0
        group = {8: "亿", 4: "万"}.get(power)
        if group and number // 10**power % 10**4:
            text += group
    return text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (10, "一十"), (103, "一百零三"), (20_305, "二万零三百零五"), (100_000_005, "一亿零五")],
)
def test_the_speller_of_this_file_writes_as_people_do(number: int, text: str) -> None:
    assert spelled(number) == text


@given(st.integers(0, 10**12 - 1))
def test_a_spelled_number_is_read_back(number: int) -> None:
    assert chinese_number(spelled(number)) == number
    assert chinese_number(spelled(number).translate(FORMAL)) == number


@given(st.integers(10, 19), st.sampled_from(["", "万", "亿"]))
def test_ten_may_stand_without_one(number: int, group: str) -> None:
    size = {"": 1, "万": 10**4, "亿": 10**8}[group]
    assert chinese_number(spelled(number).removeprefix("一") + group) == number * size


@given(st.integers(0, 10**9))
def test_digits_one_by_one_are_read_by_place(number: int) -> None:
    assert chinese_number("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    ("text", "number"), [("两", 2), ("两百", 200), ("二○二五", 2025), ("一万五百", 10_500)]
)
def test_other_customary_writings_are_read(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "件", "十件", "一件十", "百", "万", "零万", "一百一百", "一十百", "五零百", "零十", "一百十五",
        "一亿二亿", "一万二万", "十十", "一" * 25,
    ],
)  # fmt: skip
def test_what_is_no_numeral_is_not_read(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize("text", ["一百二", "三千五", "一万二", "一亿三", "两万一千五"])
def test_a_shortened_numeral_is_not_guessed(text: str) -> None:
    # 一百二 means 120 when spoken; digit by digit it would be 102.
    assert chinese_number(text) is None


def test_the_numbers_of_articles_are_written_as_they_are_read() -> None:
    assert [in_chinese(number) for number in (1, 10, 15, 20, 37)] == ["一", "十", "十五", "二十", "三十七"]
    assert all(chinese_number(in_chinese(number)) == number for number in range(1, 100))
    for number in (0, 100):
        with pytest.raises(ValueError, match=str(number)):
            in_chinese(number)

"""What a workbook's cell shows of a number in each kind of format."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gia_desktop.importers.shown.number_formats import (
    BUILT_IN,
    ShownNumber,
    number_in,
    show_number,
    show_text,
)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("290506", "0!.0000", "29.0506"),
        ("290506", "0!.0,", "29.1"),
        ("290506", r"0\.0,", "29.1"),
        ("1312000", '0.0,"千"', "1312.0千"),
        ("290506", '[>=10000]0!.0000"万";0', "29.0506万"),
        ("58", '[>=10000]0!.0000"万";0', "58"),
        ("0.58", "0%", "58%"),
        ("1312", "#,##0", "1,312"),
        ("1234567", "#,##0.00_ ", "1,234,567.00"),
        ("29.0506", "0.00", "29.05"),
        ("29.055", "0.00", "29.06"),
        ("0.5", "#.##", ".5"),
        ("58", "000", "058"),
        ("58", '0"件"', "58件"),
        ("58", 'G/通用格式"件"', "58件"),
        ("7", "[DBNum1][$-804]General", "7"),
        ("-5", "0;(0)", "(5)"),
        ("-5", "0", "-5"),
        ("0", '0;-0;"-"', "-"),
        ("0", "0;-0;;@", ""),
        ("146", ";;;", ""),
        ("146", "[红色]0", "146"),
        ("5", "@", "5"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code).text == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('m"月"d"日"', "1月2日"),
        ("yyyy/m/d", "2026/1/2"),
        ("yyyy-mm-dd hh:mm:ss", "2026-01-02 12:00:00"),
        ("yy.m", "26.1"),
        ("aaaa", "星期五"),
        ("h:mm AM/PM", "12:00 PM"),
        ("[h]:mm", "12:00"),
        (BUILT_IN[31], "2026年1月2日"),
    ],
)
def test_a_number_in_a_date_format_is_a_date(code: str, shown: str) -> None:
    assert show_number(Decimal("46024.5"), code) == ShownNumber(shown, is_date=True)


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert show_number(Decimal(0), "yyyy/m/d", from_1904=True).text == "1904/1/1"


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00"])
def test_a_fraction_or_a_power_is_not_written_out(code: str) -> None:
    assert show_number(Decimal(12), code).text is None


def test_days_beyond_the_calendar_are_not_told() -> None:
    assert show_number(Decimal(-1), "yyyy").text is None
    assert show_number(Decimal("1e300"), "0.00").text is None


@pytest.mark.parametrize(("code", "shown"), [("@", "甲"), (";;;", ""), ("0;0;0;@号", "甲号"), ("0", "甲")])
def test_a_text_is_shown_as_its_format_says(code: str, shown: str) -> None:
    assert show_text("甲", code) == shown


def test_the_first_number_of_a_text_is_found() -> None:
    assert number_in("¥1,312.50 元") == Decimal("1312.50")
    assert number_in("-") is None

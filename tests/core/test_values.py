"""Typed text becomes a value, or a reason why not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.values import (
    NA,
    CellKind,
    Number,
    Unread,
    Value,
    ValueFault,
    format_value,
    is_number,
    meant_value,
    parse_value,
    read_value,
    same_value,
    squeeze,
    why_unread,
)
from tests.support.reports.strategies import cell_values

COUNT, CHANGE, MONEY = CellKind.COUNT, CellKind.CHANGE, CellKind.MONEY


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), (" \u3000\u00a0", None), ("0", 0), ("12", 12), ("012", 12), ("+5", 5), ("-0", 0),
        ("１２", 12), ("１，２３４", 1234), ("1,234,567", 1234567), ("1 234", 1234), ("3\u200b", 3),
        ("12.0", 12), ("3.000", 3), ("999999999999", 999999999999),
        ("无", 0), ("没有", 0), ("零", 0), ("〇", 0), ("十二", 12), ("一百零三", 103), ("二〇二五", 2025),
        ("/", NA), ("／", NA), ("-", NA), ("—", NA), ("——", NA), ("－", NA), ("不适用", NA), ("不涉及", NA),
    ],
)  # fmt: skip
def test_what_people_type_for_a_count_is_read(text: str, value: Value) -> None:
    assert parse_value(text, COUNT) == value
    assert type(parse_value(text, COUNT)) is type(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", "不是数字"),
        ("²", "不是数字"),
        (".", "不是数字"),
        ("..", "不是数字"),
        ("-.", "不是数字"),
        ("1.2.3", "不是数字"),
        ("一百二", "不是数字"),
        ("-1", "件数不能是负数"),
        ("－3", "件数不能是负数"),
        ("1.5", "件数必须是整数，不能有小数"),
        ("1e400", "不能用科学记数法，请写出全部数字"),
        ("1.5E+3", "不能用科学记数法，请写出全部数字"),
        ("12,34", "千分位逗号的位置不对"),
        ("1,2345", "千分位逗号的位置不对"),
        ("3件", "只填数字“3”，不要带“件”"),
        ("5²", "只填数字“5”，不要带“²”"),
        ("1,234 件", "只填数字“1,234”，不要带“件”"),
        ("1000000000000", "数字太大，整数部分最多 12 位"),
        ("9" * 5000, "数字太大，整数部分最多 12 位"),
        ("九千万亿", "数字太大，整数部分最多 12 位"),
        ("一二三四五六七八九〇一二三", "数字太大，整数部分最多 12 位"),
    ],
)
def test_what_is_no_count_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueFault) as fault:
        parse_value(text, COUNT)
    assert str(fault.value) == reason
    assert why_unread(text, COUNT) == reason
    assert read_value(text, COUNT) == Unread(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("29.0506", Decimal("29.0506")), ("２９．５０", Decimal("29.50")), ("1,234.5", Decimal("1234.5")),
        ("7", Decimal(7)), ("无", Decimal(0)), ("十二", Decimal(12)), ("-0.00", Decimal("0.00")), ("/", NA),
        ("1.2000000000", Decimal("1.2")),
    ],
)  # fmt: skip
def test_money_is_read_as_an_exact_decimal(text: str, value: Value) -> None:
    assert parse_value(text, MONEY) == value
    assert type(parse_value(text, MONEY)) is type(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-0.5", "金额不能是负数"),
        ("0.1234567", "小数最多 6 位"),
        ("12万", "只填数字“12”，不要带“万”"),
        ("￥12", "不是数字"),
    ],
)
def test_what_is_no_money_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueFault, match=f"^{reason}$"):
        parse_value(text, MONEY)


@pytest.mark.parametrize(("text", "value"), [("-8", -8), ("−8", -8), ("+3", 3), ("0", 0), ("–12", -12)])
def test_a_change_may_be_negative(text: str, value: int) -> None:
    assert parse_value(text, CHANGE) == value


def test_a_readable_text_has_no_reason() -> None:
    assert why_unread("12", COUNT) == ""
    assert read_value("12", COUNT) == 12


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""), (0, "0"), (-8, "-8"), (NA, "/"), (Unread("12件"), "12件"),
        (Decimal("29.0506"), "29.0506"),
        (Decimal("1E+3"), "1000"), (Decimal("0.000001"), "0.000001"),
    ],
)  # fmt: skip
def test_a_value_is_shown_in_plain_digits(value: Value, shown: str) -> None:
    assert format_value(value) == shown


@pytest.mark.parametrize("kind", list(CellKind))
def test_shown_values_are_read_back_as_they_were(kind: CellKind) -> None:
    @given(cell_values(kind) | st.none())
    def holds(value: Value) -> None:
        assert same_value(parse_value(format_value(value), kind), value)

    holds()


@given(st.integers(0, 10**12 - 1))
def test_full_width_and_grouped_digits_mean_the_same(number: int) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in f"{number:,}")
    assert parse_value(wide, COUNT) == parse_value(f"{number:,}", COUNT) == number


@given(st.text(), st.sampled_from(list(CellKind)))
def test_any_text_is_a_value_or_stays_as_it_was_typed(text: str, kind: CellKind) -> None:
    value = read_value(text, kind)
    if isinstance(value, Unread):
        assert value.text == text
        assert why_unread(text, kind)
    else:
        assert same_value(parse_value(format_value(value), kind), value)


@given(st.characters(categories=["No", "Nl"]))
def test_superscripts_and_circled_numbers_are_no_digits(sign: str) -> None:
    # "²".isdigit() is true in Python, and int("²") raises.
    value = read_value(f"1{sign}", COUNT)
    assert isinstance(value, Unread)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (Decimal("29.50"), Decimal("29.5"), True), (0, None, False), (None, None, True), (NA, NA, True),
        (NA, 0, False), (Unread("x"), Unread("x"), True), (Unread("x"), Unread("y"), False),
        (3, Decimal(3), True), (Unread("/"), NA, False),
    ],
)  # fmt: skip
def test_cells_are_compared_by_amount_or_by_kind(left: Value, right: Value, same: bool) -> None:
    assert same_value(left, right) is same


@pytest.mark.parametrize("value", [None, NA, Unread("1")])
def test_only_numbers_are_numbers(value: Value) -> None:
    assert not is_number(value)


@pytest.mark.parametrize("number", [0, -3, Decimal("1.5")])
def test_whole_and_decimal_numbers_are_numbers(number: Number) -> None:
    assert is_number(number)


def test_squeezing_makes_signs_half_width_and_drops_spaces() -> None:
    assert squeeze("（１ ２\u3000３，４\ufeff．５）") == "(123,4.5)"


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("3件", COUNT, 3), ("３ 件", COUNT, 3), ("1,234件", COUNT, 1234), ("-2件", CHANGE, -2),
        ("29.05万元", MONEY, Decimal("29.05")), ("12人次", COUNT, 12),
        ("3万件", COUNT, None), ("1.5件", COUNT, None), ("3元", MONEY, None), ("5²", COUNT, None),
        ("3件4件", COUNT, None), ("件", COUNT, None), ("", COUNT, None),
    ],
)  # fmt: skip
def test_a_number_is_offered_only_where_its_measure_changes_nothing(
    text: str, kind: CellKind, meant: Value
) -> None:
    assert meant_value(text, kind) == meant

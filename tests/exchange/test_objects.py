"""The exchange file: written, read back, and every fault named in one sentence."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import UNIT_NAME, CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import NA, Unread
from gia_desktop.exchange import objects
from gia_desktop.exchange.objects import (
    GiaFileError,
    dump_report,
    parse_report,
    report_from_object,
    report_to_object,
    value_to_json,
)
from gia_desktop.formats.installed import Formats, UnknownFormatError, bundled_formats
from tests.support.formats.strategies import json_values, reports

NATURAL, RESEARCH, FEES = CellKey("t3.new.natural"), CellKey("t3.new.research"), CellKey("t2.fees.amount")

LAST = {"format": "2021", "year": 2024}


def exchange_object(**changes: Any) -> dict[str, Any]:
    """Return the file of the design's example, with some keys changed; None takes a key away."""
    made: dict[str, Any] = {
        "gia": 1,
        "format": "2021",
        "year": 2025,
        "unit": {
            "name": "示例县清河镇人民政府",
            "kind": "township",
            "short": "我镇",
            "contact": {"phone": ""},
        },
        "sections": {"1": "总体", "5": "问题"},
        "values": {"t2.fees.amount": "29.0506", "t3.new.natural": 12, "t3.new.research": "/"},
        **changes,
    }
    return {key: value for key, value in made.items() if value is not None}


def parse(found: object) -> Report:
    return parse_report(json.dumps(found, ensure_ascii=False).encode(), bundled_formats())


def report_or_sentence(found: object) -> Report | str:
    try:
        return report_from_object(found, bundled_formats())
    except GiaError as error:
        return error.sentence


@settings(max_examples=40)
@given(reports())
def test_a_report_survives_its_exchange_file(report: Report) -> None:
    data = dump_report(report)
    again = parse_report(data, bundled_formats())
    assert again == report
    assert dump_report(again) == data


@settings(max_examples=40)
@given(reports())
def test_values_keep_the_digits_that_were_typed(report: Report) -> None:
    again = parse_report(dump_report(report), bundled_formats())
    assert {key: str(value) for key, value in again.values.items()} == {
        key: str(value) if not isinstance(value, Decimal) else format(value, "f")
        for key, value in report.values.items()
    }


def test_the_example_of_the_design_is_read() -> None:
    report = parse(exchange_object())
    assert (report.format, report.year, report.unit_name) == ("2021", 2025, "示例县清河镇人民政府")
    assert report.values == {FEES: Decimal("29.0506"), NATURAL: 12, RESEARCH: NA}
    assert report.sections == {"1": "总体", "5": "问题"}
    assert report.title == "示例县清河镇人民政府2025年政府信息公开工作年度报告"


def test_a_new_report_is_written_with_empty_contact_and_no_cells() -> None:
    made = report_to_object(new_report("2021", 2025, "清河镇", "township"))
    assert made["unit"]["contact"] == {"address": "", "postcode": "", "phone": "", "email": ""}
    assert (made["values"], made["sections"]) == ({}, {})
    assert "previous" not in made
    assert "reasons" not in made


def test_blank_and_unreadable_cells_are_left_out() -> None:
    report = Report("2021", 2025, values={NATURAL: Unread("12件"), RESEARCH: 0})
    assert report_to_object(report)["values"] == {RESEARCH: 0}
    assert parse(exchange_object(values={NATURAL: None, RESEARCH: "", FEES: 0})).values == {FEES: Decimal(0)}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (Unread("x"), None),
        (NA, "/"),
        (12, 12),
        (Decimal("29.50"), "29.50"),
        (Decimal("1E+2"), "100"),
    ],
)
def test_money_is_decimal_text_in_json(value: Any, plain: Any) -> None:
    assert value_to_json(value) == plain


@pytest.mark.parametrize(("found", "value"), [(29.0506, "29.0506"), (1e2, "100.0"), ("1,234.50", "1234.50")])
def test_money_written_as_a_json_number_keeps_its_digits(found: Any, value: str) -> None:
    assert parse(exchange_object(values={FEES: found})).values == {FEES: Decimal(value)}


def test_totals_of_a_file_are_kept_apart_from_entered_cells() -> None:
    total = CellKey("t3.new.total")
    report = parse(exchange_object(values={NATURAL: 12, total: 13}))
    assert report.values == {NATURAL: 12}
    assert report.stated == {total: 13}
    assert report_to_object(report)["values"] == {NATURAL: 12, total: 13}


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    data = json.dumps(exchange_object()).encode("utf-8-sig")
    assert parse_report(data, bundled_formats()).values[NATURAL] == 12


@given(json_values)
def test_unknown_keys_survive_at_every_level(found: Any) -> None:
    reason = {"code": "GIA-YEAR-001", "cells": [NATURAL], "text": "清理", "seen": {"a": "1"}, "x": found}
    made = {"x": found} | exchange_object(
        contact="a stranger's key at the top",
        unit={"name": "甲", "kind": "county", "x": found, "contact": {"phone": "1", "x": found}},
        sections={"1": "总体", "7": found},
        previous={"format": "2019", "year": 2020, "values": {}, "sections": {"0": "前言"}, "x": found},
        reasons=[reason],
    )
    again = json.loads(dump_report(parse(made)))
    assert again["x"] == found
    assert again["contact"] == "a stranger's key at the top"
    assert (again["unit"]["x"], again["unit"]["contact"]["x"]) == (found, found)
    assert (again["sections"], again["reasons"]) == ({"1": "总体", "7": found}, [reason])
    assert (again["previous"]["x"], again["previous"]["sections"]) == (found, {"0": "前言"})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1.5", "1.5"),
        ("1.0", "1.0"),
        ("1e400", '"1E+400"'),
        ("0.1234567890123456789", '"0.1234567890123456789"'),
        ("1" * 50, '"' + "1" * 50 + '"'),
        ('"\\ud800a"', '"a"'),
        ('{"\\ud800b": 1}', '{"b": 1}'),
    ],
)
def test_an_unknown_number_or_text_that_json_can_not_write_keeps_what_it_says(
    written: str, kept: str
) -> None:
    data = json.dumps(exchange_object())[:-1] + f', "x": {written}}}'
    again = json.loads(dump_report(parse_report(data.encode(), bundled_formats())))
    assert again["x"] == json.loads(kept)


@pytest.mark.parametrize(
    ("cell", "found", "cause"),
    [
        (NATURAL, '"abc"', '格 t3.new.natural（新收，自然人）的内容 "abc" 无法使用：不是数字。'),
        (NATURAL, "-1", "格 t3.new.natural（新收，自然人）的内容 -1 无法使用：件数不能是负数。"),
        (NATURAL, "1.5", "格 t3.new.natural（新收，自然人）的内容 1.5 无法使用：件数必须是整数，"),
        (NATURAL, "1e400", "格 t3.new.natural（新收，自然人）的内容 1E+400 无法使用：不能用科学记数法，"),
        (NATURAL, "9" * 5000, "无法使用：数字太大，整数部分最多 12 位。"),
        (NATURAL, "true", "格 t3.new.natural（新收，自然人）的内容 true 不是数字。"),
        (NATURAL, "[1]", "格 t3.new.natural（新收，自然人）的内容 [1] 不是数字。"),
        (NATURAL, '{"v": 1}', '格 t3.new.natural（新收，自然人）的内容 {"v": 1} 不是数字。'),
        (NATURAL, '"²"', '格 t3.new.natural（新收，自然人）的内容 "²" 无法使用：不是数字。'),
        (NATURAL, '"\\ud800"', '格 t3.new.natural（新收，自然人）的内容 "" 无法使用：不是数字。'),
        (FEES, '"12万元"', "无法使用：只填数字“12”，不要带“万元”。"),
        (FEES, "0.12345678", "无法使用：小数最多 6 位。"),
        (FEES, "-1e-3", "无法使用：金额不能是负数。"),
        ("t3.new.martian", "1", "“表内数字（values）”里有“2021 年格式”没有的格 t3.new.martian。"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_with_its_reason(cell: str, found: str, cause: str) -> None:
    data = json.dumps(exchange_object(values={})).replace('"values": {}', f'"values": {{"{cell}": {found}}}')
    with pytest.raises(GiaFileError) as error:
        parse_report(data.encode(), bundled_formats())
    assert cause in error.value.user_text
    assert len(error.value.user_text) < 120
    assert error.value.sentence.encode().decode() == error.value.sentence


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "这不是 .gia 报告文件：第 1 行第 1 个字处写法不对。"),
        (b"hello", "这不是 .gia 报告文件：第 1 行第 1 个字处写法不对。"),
        (
            b'{"gia": 1,\n"format" "2021"}',
            "这不是 .gia 报告文件：第 2 行第 10 个字处写法不对。",
        ),
        (b"PK\x03\x04\xff\xfe", "这不是 .gia 报告文件：第 5 个字节起不是 UTF-8 文字。"),
        ("{}".encode("utf-16"), "这不是 .gia 报告文件：第 1 个字节起不是 UTF-8 文字。"),
        (b"[" * 100_000, "这不是 .gia 报告文件：括号层数太多。"),
        (b"[]", "“文件内容”应是一组“名称: 内容”，这里是 []。"),
        (b"{}", "这不是 .gia 报告文件：缺少“gia”版本号。"),
        (b'{"gia": NaN}', "文件里有 NaN，它不是数字。"),
        (b'{"gia": 1, "gia": 1}', "文件里“gia”写了两次，不知道以哪个为准。"),
    ],
)
def test_what_is_no_exchange_file_is_refused_in_one_sentence(data: bytes, cause: str) -> None:
    with pytest.raises(GiaFileError) as error:
        parse_report(data, bundled_formats())
    assert error.value.user_text == cause
    assert str(error.value).endswith("请检查这个文件，或用本程序重新保存一份。（GIA-E-101）")


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"gia": True}, "这不是 .gia 报告文件：缺少“gia”版本号。"),
        ({"gia": 0}, "这不是 .gia 报告文件：缺少“gia”版本号。"),
        ({"format": None}, "“格式（format）”缺失。"),
        ({"format": 2021}, "“格式（format）”是 2021，不是文字。"),
        ({"year": None}, "“年度（year）”应是年份数字（如 2025），这里是 空。"),
        ({"year": "2025"}, '“年度（year）”应是年份数字（如 2025），这里是 "2025"。'),
        ({"year": 1999}, "“年度（year）”应是年份数字（如 2025），这里是 1999。"),
        ({"unit": "甲"}, '“单位（unit）”应是一组“名称: 内容”，这里是 "甲"。'),
        ({"unit": {"contact": []}}, "“联系方式（unit.contact）”应是一组“名称: 内容”，这里是 []。"),
        ({"unit": {"name": 5}}, "“单位全称（unit.name）”是 5，不是文字。"),
        ({"unit": {"kind": "village"}}, "单位类型“village”不认识，应是 township、"),
        ({"sections": {"1": ["总体"]}}, '“第 1 部分（sections.1）”是 ["总体"]，不是文字。'),
        ({"unit": {"kind": "村" * 60}}, f"单位类型“{'村' * 20}…”不认识"),
        ({"values": {"x" * 60: 1}}, f"“表内数字（values）”里有“2021 年格式”没有的格 {'x' * 20}…。"),
        ({"sections": []}, "“各部分正文（sections）”应是一组“名称: 内容”，这里是 []。"),
        ({"title": 7}, "“报告标题（title）”是 7，不是文字。"),
        ({"values": [1]}, "“表内数字（values）”应是一组“名称: 内容”，这里是 [1]。"),
        ({"values": "长" * 60}, '“表内数字（values）”应是一组“名称: 内容”，这里是 "' + "长" * 19 + "…。"),
        ({"previous": 7}, "“上年报告（previous）”应是一组“名称: 内容”，这里是 7。"),
        ({"previous": {"format": "2021"}},
         "“上年报告年度（previous.year）”应是年份数字（如 2025），这里是 空。"),
        ({"previous": {**LAST, "values": {"t9.a.b": 1}}},
         "“上年报告表内数字（previous.values）”里有“2021 年格式”没有的格"),
        ({"previous": {**LAST, "sections": {"1": 2}}},
         "“上年报告第 1 部分（previous.sections.1）”是 2，不是文字。"),
        ({"reasons": {}}, "“审核说明（reasons）”应是一个列表，这里是 {}。"),
        ({"reasons": [1]}, "“审核说明第 1 条”应是一组“名称: 内容”，这里是 1。"),
        ({"reasons": [{"code": "A"}, {}]}, "“审核说明第 2 条的规则代号（code）”缺失。"),
        ({"reasons": [{"code": "A", "cells": "t3"}]}, "“审核说明第 1 条涉及的格（cells）”应是格名的列表。"),
        ({"reasons": [{"code": "A", "seen": 1}]},
         "“审核说明第 1 条当时的数（seen）”应是一组“名称: 内容”，这里是 1。"),
        ({"x": json.loads("[" * 60 + "]" * 60)}, "这不是 .gia 报告文件：括号层数太多。"),
    ],
)  # fmt: skip
def test_a_field_that_says_something_impossible_is_named(changes: dict[str, Any], cause: str) -> None:
    with pytest.raises(GiaFileError) as error:
        parse(exchange_object(**changes))
    assert error.value.user_text.startswith(cause)


def test_a_file_of_a_newer_version_is_refused_with_both_versions() -> None:
    with pytest.raises(GiaFileError) as error:
        parse(exchange_object(gia=2))
    assert error.value.sentence == (
        "这个文件是新版本程序保存的（文件版本 2，本程序只能读到版本 1）。请升级本程序后再打开。（GIA-E-101）"
    )


@pytest.mark.parametrize("changes", [{"format": "2099"}, {"previous": {"format": "2099", "year": 2024}}])
def test_a_file_of_an_unknown_format_is_refused_with_those_there_are(changes: dict[str, Any]) -> None:
    with pytest.raises(UnknownFormatError, match="没有“2099”的年报格式，本程序现有：2019、2021。"):
        parse(exchange_object(**changes))


@given(
    json_values, st.sampled_from(["gia", "format", "year", "unit", "title", "values", "previous", "reasons"])
)
def test_any_json_is_a_report_or_a_sentence(found: Any, key: str) -> None:
    answer = report_or_sentence(exchange_object(**{key: found}))
    if isinstance(answer, Report):
        assert parse_report(dump_report(answer), bundled_formats()) == answer
    else:
        assert re.search(r"。（GIA-E-\d+）$", answer.encode().decode())


@given(st.binary())
def test_any_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(GiaFileError):
        parse_report(data, bundled_formats())


def test_texts_are_cleaned_of_signs_that_no_document_can_hold(formats: Formats) -> None:
    data = json.dumps(exchange_object(unit={"name": "清\x00河\ud800镇\r\n"})).encode()
    assert parse_report(data, formats).texts[UNIT_NAME] == "清河镇\n"


def test_half_a_pair_of_surrogates_keeps_no_report_from_being_written() -> None:
    report = new_report("2021", 2025, "示例\ud83d镇", "township")
    assert json.loads(dump_report(report))["unit"]["name"] == "示例镇"


def test_the_name_that_is_written_twice_is_found_in_one_pass(formats: Formats) -> None:
    asked = 0

    class Name(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal asked
            asked += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    pairs = [(Name(f"k{number}"), 1) for number in range(20_000)]
    with pytest.raises(GiaFileError, match="“k7”写了两次"):
        objects._without_repeats([*pairs, (Name("k7"), 2)])
    assert asked < 1_000


@pytest.mark.parametrize("found", ["t3.new.natural", [7], ["t9.new.natural"], [["t3.new.natural"]]])
def test_cells_to_be_looked_at_that_are_no_cells_are_named(formats: Formats, found: object) -> None:
    with pytest.raises(GiaFileError, match="未核对的格"):
        report_from_object(exchange_object(unchecked=found), formats)


@pytest.mark.parametrize("value", [-1, 1.5, True, None, [3]])
def test_a_number_of_the_register_that_is_none_is_named(formats: Formats, value: object) -> None:
    made = exchange_object(register={"t3.new.natural": value})
    with pytest.raises(GiaFileError) as caught:
        report_from_object(made, formats)
    assert "登记的数（register）”的 t3.new.natural 应是件数或文字" in caught.value.user_text

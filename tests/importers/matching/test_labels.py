"""Recognising official labels in other spellings."""

from __future__ import annotations

import pytest

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.matching.labels import LabelFit, Vocabulary, take_apart
from gia_desktop.importers.matching.wordings import table_words

WRITTEN = [
    ("（三）不/予公开", "refused", LabelFit.EXACT),
    ("(三) 不予公开", "refused", LabelFit.EXACT),
    ("三、/本/年/度/办/理/结/果", "handled", LabelFit.EXACT),
    ("三 、本 年 度办 理 结果", "handled", LabelFit.EXACT),
    ("1、属于国家秘密", "refused_state_secret", LabelFit.EXACT),
    ("1属于国家秘密", "refused_state_secret", LabelFit.EXACT),
    ("2.其他法律行政止公开", "refused_other_law", LabelFit.CLOSE),
    ('3.危及"三安全一稳定"', "refused_three_securities", LabelFit.EXACT),
    ("二、上年转结政府信息公开申请数量", "carried_in", LabelFit.EXACT),
    ("（二）部分公开", "partial", LabelFit.ALIAS),
    ("4.无正当理由大量反复 申请", "rejected_excessive", LabelFit.EXACT),
    (
        "1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
        "other_no_correction",
        LabelFit.EXACT,
    ),
    ("1.申请人无正当理由逾期不补正…", "other_no_correction", LabelFit.CLOSE),
    ("1.逾期不补正", "other_no_correction", LabelFit.ALIAS),
    ("(六) 其他", "other", LabelFit.CLOSE),
    ("（七）总 计", "handled_total", LabelFit.EXACT),
    ("（七）合计", "handled_total", LabelFit.EXACT),
    ("3.其他", "other_misc", LabelFit.EXACT),
    ("（四）無法提供2.沒有現成信息需要另行製作", "unavailable_must_be_created", LabelFit.ALIAS),
]


@pytest.mark.parametrize(("text", "row", "likeness"), WRITTEN)
def test_a_row_label_seen_in_a_report_is_recognised(
    text: str, row: str, likeness: LabelFit, formats: Formats
) -> None:
    found = table_words(formats.get("2021"), "t3").rows.find(text)
    assert found is not None
    assert (found.id, found.likeness) == (row, likeness)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("商 业 企 业", "business"),
        ("总　计", "total"),
        ("自然人", "natural"),
        ("法人或者其他组织", "organisations"),
    ],
)
def test_a_column_head_seen_in_a_report_is_recognised(text: str, column: str, formats: Formats) -> None:
    found = table_words(formats.get("2021"), "t3").columns.find(text)
    assert found is not None
    assert found.id == column


@pytest.mark.parametrize("text", ["本年(2023)制发件数", "本年2023年制发件数", "本年 制发件数"])
def test_a_year_in_a_head_is_no_part_of_it(text: str, formats: Formats) -> None:
    found = table_words(formats.get("2021"), "t2").columns.find(text)
    assert found is not None
    assert found.id == "issued"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "22（其中修订16件）",
        "其他主动公开文件",
        "不予",
        "行政",
        "全年共收到申请十二件" * 20,
    ],
)
def test_what_is_no_label_is_not_taken_for_one(text: str, formats: Formats) -> None:
    assert table_words(formats.get("2021"), "t3").rows.find(text) is None


def test_a_numbered_text_is_no_column_head(formats: Formats) -> None:
    columns = table_words(formats.get("2021"), "t3").columns
    assert columns.find("（七）总计") is None
    assert columns.find("3.其他") is None


def test_a_text_between_two_labels_is_neither() -> None:
    words = Vocabulary({"one": ["本年新制作数量"], "other": ["本年新公开数量"]})
    assert words.find("本年新制开数量") is None


def test_a_label_is_taken_apart_into_number_and_words() -> None:
    taken = take_apart("（二）部分公开（区分处理的，只计这一情形）")
    assert (taken.style, taken.number, taken.bare) == ("chinese", 2, "部分公开")
    assert take_apart("12.其他").number == 12

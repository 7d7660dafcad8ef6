"""Live numbers in words, and searched by the words of their labels."""

from __future__ import annotations

import pytest

from gia_desktop.app.writing.live_cells import LiveChoices, describe_live, live_label
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import Unread, Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

NEW = CellKey("t3.new.natural")


@pytest.fixture
def sheet(formats: Formats) -> Sheet:
    values: dict[CellKey, Value] = {NEW: 38, CellKey("t3.granted.natural"): Unread("三x")}
    report = Report("2021", 2025, {}, values, previous=Previous("2021", 2024, {NEW: 32}))
    return make_sheet(report, formats)


def test_every_cell_has_words_of_its_own(formats: Formats) -> None:
    for fmt in (formats.get("2019"), formats.get("2021")):
        labels = {live_label(fmt, key) for key in fmt.cells}
        assert len(labels) == len(fmt.cells)
        assert "" not in labels


@pytest.mark.parametrize(
    ("name", "shown", "label", "words"),
    [
        ("t3.new.total", "38", "表三 新收 总计", "2025 年：38　2024 年：32"),
        ("last.t3.new.total", "32", "上年 表三 新收 总计", "2025 年：38　2024 年：32"),
        ("trend.t3.new.total", "较上年增长18.8%", "较上年 表三 新收 总计", "2025 年：38　2024 年：32"),
        ("trend.t4.review.upheld", "未填", "较上年 表四 行政复议 结果维持", "2025 年：未填"),
        ("t4.review.upheld", "未填", "表四 行政复议 结果维持", "2025 年：未填"),
        ("t3.nwe.total", "{t3.nwe.total}", "", "表里没有这一格，请删去或改正。"),
        ("t3.granted.natural", "{t3.granted.natural}", "表三 予以公开 自然人",
         "这一格的内容读不出数，导出时会原样印出来。"),
        ("last.t3.granted.natural", "{last.t3.granted.natural}", "上年 表三 予以公开 自然人",
         "不知道上年的数，导出时会原样印出来。"),
    ],
)  # fmt: skip
def test_a_live_number_is_told_in_words(sheet: Sheet, name: str, shown: str, label: str, words: str) -> None:
    live = describe_live(sheet, name)
    assert (live.shown, live.label, live.words) == (shown, label, words)
    assert (live.known, live.blank) == (not shown.startswith("{"), shown == "未填")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", "t3.new.total"), ("新收", "t3.new.total"), ("新收 自然人", "t3.new.natural"),
        ("总计 新收", "t3.new.total"), ("上年 新收", "last.t3.new.total"),
        ("较上年 新收", "trend.t3.new.total"), ("不予公开 国家秘密", "t3.refused_state_secret.total"),
        ("t3.new.nat", "t3.new.natural"), ("收费", "t2.fees.amount"),
    ],
)  # fmt: skip
def test_words_of_labels_find_the_number(sheet: Sheet, query: str, first: str) -> None:
    assert LiveChoices(sheet).search(query, 5)[0].name == first


def test_nothing_is_found_for_words_of_no_label(sheet: Sheet) -> None:
    assert LiveChoices(sheet).search("宇宙", 5) == []
    assert len(LiveChoices(sheet).search("表三", 5)) == 5


def test_last_year_and_comparisons_are_offered_only_where_last_year_is_known(sheet: Sheet) -> None:
    names = [live.name for live in LiveChoices(sheet).search("结转下年度 总计", 9)]
    assert names == ["t3.carried_out.total"]
    names = [live.name for live in LiveChoices(sheet).search("新收 自然人", 9)]
    assert names == [f"{kind}t3.new.natural" for kind in ("", "last.", "trend.")]

"""Copying out of an official table."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, Value
from gia_desktop.documents.writers.clipboard import copy_block
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet


@pytest.fixture
def sheet() -> Sheet:
    values: dict[str, Value] = {
        "t2.rules.issued": NA, "t2.licensing.decisions": 7, "t3.new.natural": 12, "t3.new.business": 3,
        "t3.granted.natural": 5, "t4.direct.upheld": 1,
    }  # fmt: skip
    report = Report("2021", 2025, values={CellKey(key): value for key, value in values.items()})
    return make_sheet(report, bundled_formats())


def _keys(*names: str) -> list[CellKey]:
    return [CellKey(name) for name in names]


def test_figures_alone_are_a_bare_block(sheet: Sheet) -> None:
    keys = _keys("t3.new.natural", "t3.new.business", "t3.carried_in.natural", "t3.carried_in.business")
    copied = copy_block(sheet, "t3", keys, with_labels=False)
    assert copied.text == "12\t3\r\n\t\r\n"
    assert "<tr><td>12</td><td>3</td></tr><tr><td></td><td></td></tr>" in copied.html


def test_labels_come_with_their_merges(sheet: Sheet) -> None:
    copied = copy_block(sheet, "t3", _keys("t3.granted.natural"), with_labels=True)
    assert copied.text.splitlines()[-1] == "三、本年度办理结果\t（一）予以公开\t\t5"
    assert '<td rowspan="3" colspan="3">（本列数据' in copied.html
    assert '<td colspan="2">（一）予以公开</td><td>5</td>' in copied.html


def test_computed_cells_are_copied_with_their_figures(sheet: Sheet) -> None:
    copied = copy_block(sheet, "t3", _keys("t3.new.total"), with_labels=False)
    assert copied.text == "15\r\n"


def test_a_block_of_table_two_brings_its_own_heads_only(sheet: Sheet) -> None:
    copied = copy_block(sheet, "t2", _keys("t2.licensing.decisions"), with_labels=True)
    assert copied.text.splitlines() == [
        "第二十条第（五）项\t",
        "信息内容\t本年处理决定数量",
        "行政许可\t7",
    ]


def test_no_cells_means_the_whole_table(sheet: Sheet) -> None:
    copied = copy_block(sheet, "t4", [], with_labels=True)
    assert len(copied.text.splitlines()) == 4
    assert copied.text.splitlines()[-1] == "\t\t\t\t\t1\t\t\t\t1\t\t\t\t\t"
    assert '<td colspan="10">行政诉讼</td>' in copied.html


def test_text_that_excel_would_tear_apart_is_quoted(sheet: Sheet) -> None:
    odd = Report("2021", 2025)
    copied = copy_block(make_sheet(odd, bundled_formats()), "t3", [], with_labels=True)
    assert "\t" not in copied.text.splitlines()[0].split("\t")[0]
    assert copied.html.count("<td") == copied.html.count("</td>")

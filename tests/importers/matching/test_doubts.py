"""Doubt only what is doubtful, and never lose a doubt on the way."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Unread
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.matching.match import match_table, recognise_table
from gia_desktop.importers.matching.matched import Certainty, TableMatch
from gia_desktop.importers.tables import RawCell, RawTable, SpannedText, table_from_rows, table_from_texts
from tests.support.files.rendering import figures, raw_table, texts_of


def _matched(formats: Formats, table: str, **texts: str) -> TableMatch:
    """Match an official table, with some cells (``t4.review.total``) written otherwise."""
    fmt = formats.get("2021")
    values = texts_of(figures(fmt, table))
    changed = {CellKey(key.replace("__", ".")): text for key, text in texts.items()}
    return match_table(raw_table(fmt, table, {**values, **changed}), fmt, table)


def test_a_wrong_total_of_table_4_doubts_its_own_group_with_its_own_sum(formats: Formats) -> None:
    match = _matched(formats, "t4", t4__direct__total="3")
    assert {cell.key.split(".")[1] for cell in match.doubtful} == {"direct"}
    parts = sum(int(cell.text) for cell in match.doubtful)
    assert {cell.reason for cell in match.doubtful} == {f"各项相加是 {parts}，表上总计写的是 3"}
    (total,) = (cell for cell in match.stated if cell.key == "t4.direct.total")
    assert total.certainty is Certainty.CONTRADICTED


def _doubted(raw: RawTable, text: str, doubt: str, written: str) -> RawTable:
    cells = tuple(
        cell._replace(text=written, doubt=doubt) if cell.text == text else cell for cell in raw.cells
    )
    return RawTable(cells, raw.rows, raw.columns)


def test_a_total_that_is_unknown_doubts_nothing(formats: Formats) -> None:
    fmt = formats.get("2021")
    texts = texts_of(figures(fmt, "t3"))
    raw = _doubted(raw_table(fmt, "t3", texts), texts[CellKey("t3.new.total")], "公式没有结果", "")
    match = match_table(raw, fmt, "t3")
    assert match.doubtful == ()
    (total,) = (cell for cell in match.stated if cell.key == "t3.new.total")
    assert (total.value, total.certainty) == (Unread(""), Certainty.DOUBTFUL)


def test_a_figure_that_is_struck_out_is_doubtful_and_not_blank(formats: Formats) -> None:
    fmt = formats.get("2021")
    texts = texts_of(figures(fmt, "t2"))
    key = CellKey("t2.licensing.decisions")
    raw = _doubted(raw_table(fmt, "t2", texts), texts[key], "“9”已划去", "")
    match = match_table(raw, fmt, "t2")
    (cell,) = match.doubtful
    assert (cell.key, cell.value, cell.reason) == (key, Unread(""), "“9”已划去")
    assert key not in match.blank


def test_a_struck_row_is_never_offered_before_the_one_that_stands(formats: Formats) -> None:
    rows = [
        [SpannedText("信息内容"), SpannedText("本年处理决定数量")],
        [SpannedText("行政许可"), SpannedText("", doubt="“999”已划去")],
        [SpannedText("行政许可"), SpannedText("1312")],
        [SpannedText("行政处罚"), SpannedText("146")],
    ]
    match = match_table(table_from_rows(rows), formats.get("2021"), "t2")
    found = next(cell for cell in match.cells if cell.key == "t2.licensing.decisions")
    assert (found.value, found.reason) == (1312, "同一格另有一处“999”已划去")


@pytest.mark.parametrize(
    "last", ["上年处理决定数量", "去年处理决定数量", "上一年处理决定数量", "上年度处理决定数量"]
)
def test_the_column_that_is_named_exactly_wins_over_last_years(formats: Formats, last: str) -> None:
    rows = [
        ["信息内容", last, "本年处理决定数量"],
        ["行政许可", "1200", "1312"],
        ["行政处罚", "150", "146"],
        ["行政强制", "9", "13"],
    ]
    match = recognise_table(table_from_texts(rows), formats)
    assert match is not None
    assert [(cell.value, cell.certainty) for cell in match.cells] == [
        (1312, Certainty.SURE), (146, Certainty.SURE), (13, Certainty.SURE)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label", ["⒈属于国家秘密", "⑴属于国家秘密", "①属于国家秘密", "1.属于国家秘密¹", "1.属于国家秘密[1]"]
)
def test_numbers_in_one_sign_and_raised_marks_dont_change_a_label(formats: Formats, label: str) -> None:
    cells = [RawCell(label, 0, 0), *(RawCell(str(place), 0, place) for place in range(1, 8))]
    match = match_table(RawTable(tuple(cells), 1, 8), formats.get("2021"), "t3")
    assert {cell.key.split(".")[1] for cell in match.cells} == {"refused_state_secret"}


@pytest.mark.parametrize("text", ["58¹", "58₁", "58⁽¹⁾", "58[注1]", "58①"])
def test_a_figure_with_a_raised_mark_is_read_with_a_doubt(formats: Formats, text: str) -> None:
    match = _matched(formats, "t2", t2__licensing__decisions=text)
    (cell,) = match.doubtful
    assert cell.value == 58
    assert text in cell.reason


def test_a_table_of_a_shape_seen_before_is_read_by_its_own_figures(formats: Formats) -> None:
    for figure in ("1", "2"):
        match = _matched(formats, "t3", t3__new__natural=figure)
        assert next(cell.text for cell in match.cells if cell.key == "t3.new.natural") == figure


def test_remarks_quote_the_table_at_hand_and_not_one_of_the_same_shape(formats: Formats) -> None:
    for figure in ("7", "8"):
        rows = [["行政许可", "1"], ["行政处罚", "2"], ["完全不认识的行名称", figure]]
        match = match_table(table_from_texts(rows), formats.get("2021"), "t2")
        assert any(figure in remark for remark in match.unmatched)


_ISSUED = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]


@pytest.mark.parametrize(
    ("title", "row", "other"),
    [
        (["第二十条第（一）项", "", "", ""], ["规章", "1", "7", ""], ["行政规范性文件", "2", "0", "9"]),
        (["第二十条第（一）项"], ["规章", "1", "7", "5"], ["行政规范性文件", "2", "0", "9", "5"]),
        (["第二十条第（一）项", "上年数"], ["规章", "1", "7", "5"], ["行政规范性文件", "2", "0", "9"]),
    ],
    ids=["filled up with a blank", "shorter than the row below it", "a head slid over another"],
)
def test_figures_of_table_2_that_may_have_slid_are_doubtful(
    formats: Formats, title: list[str], row: list[str], other: list[str]
) -> None:
    match = match_table(table_from_texts([title, _ISSUED, row, other]), formats.get("2021"), "t2")
    assert {"t2.rules.repealed"} <= {cell.key for cell in match.doubtful}


def test_a_row_that_ends_blank_in_a_table_with_its_merges_is_beyond_doubt(formats: Formats) -> None:
    fmt = formats.get("2021")
    texts = texts_of(figures(fmt, "t2")) | {CellKey("t2.rules.in_force"): ""}
    assert match_table(raw_table(fmt, "t2", texts), fmt, "t2").doubtful == ()


def test_a_figure_of_two_rows_is_doubtful_in_both(formats: Formats) -> None:
    fmt = formats.get("2021")
    raw = raw_table(fmt, "t2", texts_of(figures(fmt, "t2")))
    upper = next(cell for cell in raw.cells if (cell.row, cell.column) == (2, 1))
    cells = (
        cell._replace(row_span=2) if cell is upper else cell
        for cell in raw.cells
        if (cell.row, cell.column) != (3, 1)
    )
    match = match_table(RawTable(tuple(cells), raw.rows, raw.columns), fmt, "t2")
    assert {cell.key for cell in match.doubtful} == {"t2.rules.issued", "t2.normative.issued"}


def test_a_total_that_is_left_out_doubts_its_row_where_others_are_stated(formats: Formats) -> None:
    match = _matched(formats, "t3", t3__new__total="", t3__new__other="")
    assert {cell.key.split(".")[1] for cell in match.doubtful} == {"new"}

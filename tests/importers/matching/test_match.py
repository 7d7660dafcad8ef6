"""Matching foreign tables to the official ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.importers.files.html_tables import html_flow
from gia_desktop.importers.matching.match import match_table, recognise_table
from gia_desktop.importers.matching.matched import How
from gia_desktop.importers.matching.text_tables import text_table
from gia_desktop.importers.tables import RawTable, table_from_texts
from tests.support.files import noise
from tests.support.files.noise import damaged, sound_draft
from tests.support.files.rendering import figures, misread, raw_table, texts_of

TABLES = [(name, table) for name in ("2019", "2021") for table in ("t2", "t3", "t4")]
HARMLESS = (noise.space_out, noise.punctuate, noise.unmerge, noise.pad, noise.shift, noise.split_heads)


@pytest.mark.parametrize(("format_id", "table_id"), TABLES)
def test_an_official_table_is_recognised_and_read_whole(
    format_id: str, table_id: str, formats: Formats
) -> None:
    fmt = formats.get(format_id)
    truth = figures(fmt, table_id)
    match = recognise_table(raw_table(fmt, table_id, texts_of(truth)), formats)
    assert match is not None
    assert (match.table, match.how, match.score) == (table_id, How.WORDING, 1.0)
    assert match.format == (format_id if table_id != "t4" else "2021")
    assert {cell.key: cell.value for cell in (*match.cells, *match.stated)} == truth
    assert (match.doubtful, match.not_found, match.unmatched) == ((), (), ())


@example(seed=77039, place=("2019", "t2"))  # two figures merged, and a remark slid under the last head
@example(seed=850119778, place=("2019", "t4"))  # one figure of a line lost, zeros hide it in one group
@example(seed=98025349, place=("2019", "t4"))  # the same, and last year's figure filled the line up again
@example(seed=400702068, place=("2019", "t4"))  # the same, and the line filled up with blanks
@example(seed=878634678, place=("2021", "t3"))  # all but one figure of a row gone, last year's slid beside it
@example(seed=883540098, place=("2021", "t3"))  # 上年结转 mistyped and 本年新收 missing
@example(seed=645761012, place=("2021", "t2"))  # two figures merged, a remark slid under the last head
@example(seed=2150889, place=("2019", "t3"))  # a total of 0 slid into the place before it
@example(seed=614600168, place=("2019", "t3"))  # the same in a row of zeros
@example(seed=28624466, place=("2021", "t2"))  # last year's figure slid under the last head
@example(seed=198820438, place=("2021", "t4"))  # a remark slid under the last head of a line
@example(seed=351333613, place=("2021", "t4"))  # last year's figure slid there, the group being blank
@example(seed=813697089, place=("2019", "t2"))  # two figures merged, last year's beyond the heads
@example(seed=68124448, place=("2019", "t2"))  # two figures merged, the row filled up with a blank
@example(seed=583164094, place=("2019", "t2"))  # two figures merged, last year's in the place of the last
@example(seed=226518985, place=("2021", "t2"))  # the same, beside a column without figures
@example(seed=556484227, place=("2019", "t3"))  # a figure lost, of the others only the first left
# Three or four damages at once can look sound: chance must not decide about a run.
@settings(max_examples=80, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), place=st.sampled_from(TABLES))
def test_damage_never_makes_a_wrong_figure_sure(seed: int, place: tuple[str, str]) -> None:
    fmt = bundled_formats().get(place[0])
    draft = damaged(fmt, place[1], seed)
    assert misread(match_table(draft.raw(), fmt, place[1]), draft.truth) == [], draft.done


@pytest.mark.parametrize("harm", HARMLESS, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize(("format_id", "table_id"), TABLES)
def test_harmless_differences_cost_nothing(
    harm: Callable[[noise.Draft], None], format_id: str, table_id: str, formats: Formats
) -> None:
    fmt = formats.get(format_id)
    draft = sound_draft(fmt, table_id, 3)
    harm(draft)
    match = match_table(draft.raw(), fmt, table_id)
    filled = [key for key, value in draft.truth.items() if value is not None and not fmt.cells[key].computed]
    assert [cell.key for cell in match.cells if not cell.reason] == filled


def test_blank_cells_are_found_but_hold_nothing(formats: Formats) -> None:
    fmt = formats.get("2021")
    match = match_table(raw_table(fmt, "t3", {}), fmt, "t3")
    assert (match.cells, match.stated, match.not_found) == ((), (), ())
    assert len(match.blank) == 144


def test_a_bare_rectangle_of_the_right_size_is_placed_with_doubts(formats: Formats) -> None:
    fmt = formats.get("2021")
    rows = [["甲乙", *map(str, range(row, row + 7))] for row in range(25)]
    match = match_table(table_from_texts([["x"] + ["丙"] * 7, *rows]), fmt, "t3")
    assert match.how is How.POSITION
    assert len(match.doubtful) == len(match.cells) == 144


@pytest.mark.parametrize("rows", [[["1"] * 7] * 24, [["1"] * 6] * 25, [["1"] * 8] * 25, [["1"] * 7] * 26])
def test_a_rectangle_of_another_size_is_not_placed(rows: list[list[str]], formats: Formats) -> None:
    match = match_table(table_from_texts(rows), formats.get("2021"), "t3")
    assert (match.how, match.cells) == (How.NOTHING, ())


def test_a_row_under_the_wrong_group_is_doubted(formats: Formats) -> None:
    fmt = formats.get("2021")
    (table,) = html_flow(
        "<table><tr><td>（三）不予公开</td><td>3.补正后申请内容仍不明确</td>"
        + "<td>1</td>" * 7
        + "</tr></table>"
    )
    assert isinstance(table, RawTable)
    match = match_table(table, fmt, "t3")
    assert {cell.key.split(".")[1] for cell in match.cells} == {"unavailable_unclear"}
    assert all("类别不一致" in cell.reason for cell in match.cells)


def test_a_subtotal_row_of_a_group_has_no_place(formats: Formats) -> None:
    text = "（三）不予公开\t9\t0\t0\t0\t0\t0\t9\n1.属于国家秘密\t9\t0\t0\t0\t0\t0\t9\n"
    match = match_table(text_table(text), formats.get("2021"), "t3")
    assert {cell.key.split(".")[1] for cell in match.cells} == {"refused_state_secret"}
    assert "没有对应的行" in match.unmatched[0]


def test_of_a_mistyped_and_a_right_label_the_right_one_counts(formats: Formats) -> None:
    text = "（一）予以公开\t5\n其他法律行政法规禁止公开呀\t7\n2.其他法律行政法规禁止公开\t6\n"
    match = match_table(text_table(text), formats.get("2021"), "t3", "natural")
    assert [cell.value for cell in match.cells] == [5, 6]
    assert any("没有对应的行" in remark for remark in match.unmatched)


def test_a_short_mistyped_label_is_doubted(formats: Formats) -> None:
    text = "（三）不予公于\t1\n行政处罚了\t4\n"
    match = match_table(text_table(text), formats.get("2021"), "t2")
    assert [(cell.key, cell.reason[:3]) for cell in match.cells] == [("t2.penalty.decisions", "行名称")]


def test_table_four_set_upright_is_read(formats: Formats) -> None:
    rows = [
        ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["行政复议", "1", "2", "3", "4", "10"],
        ["未经复议直接起诉", "0", "0", "0", "0", "0"],
        ["复议后起诉", "5", "0", "0", "0", "5"],
    ]
    match = match_table(table_from_texts(rows), formats.get("2021"), "t4")
    assert [cell.value for cell in match.cells] == [1, 2, 3, 4, 0, 0, 0, 0, 5, 0, 0, 0]
    assert match.doubtful == ()


def test_a_second_line_of_figures_in_table_four_is_told(formats: Formats) -> None:
    fmt = formats.get("2021")
    truth = figures(fmt, "t4")
    raw = raw_table(fmt, "t4", texts_of(truth))
    last = [cell.text for cell in raw.line(raw.rows - 1)]
    texts = [[cell.text if cell else "" for cell in line] for line in raw.matrix]
    match = match_table(table_from_texts([*texts, last]), fmt, "t4")
    assert len(match.doubtful) == 12
    assert "没有对应的行" in match.unmatched[0]


def test_a_total_that_contradicts_puts_its_row_in_doubt(formats: Formats) -> None:
    fmt = formats.get("2021")
    texts = texts_of(figures(fmt, "t3"))
    texts[next(key for key in texts if key == "t3.granted.total")] = "1"
    match = match_table(raw_table(fmt, "t3", texts), fmt, "t3")
    assert {cell.key.split(".")[1] for cell in match.doubtful} == {"granted"}


def test_words_one_a_line_become_rows_again(formats: Formats) -> None:
    fmt = formats.get("2021")
    truth = figures(fmt, "t3")
    cells = sorted(raw_table(fmt, "t3", texts_of(truth)).cells, key=lambda cell: (cell.row, cell.column))
    match = match_table(table_from_texts([[cell.text] for cell in cells]), fmt, "t3")
    assert {cell.key: cell.value for cell in (*match.cells, *match.stated)} == truth


def test_a_foreign_table_is_none_of_ours(formats: Formats) -> None:
    assert recognise_table(table_from_texts([["年度", "公开"], ["2021", "5"]]), formats) is None

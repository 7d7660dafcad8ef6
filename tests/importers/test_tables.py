"""Tables as they are found: text, HTML and their spans."""

from __future__ import annotations

import pytest

from gia_desktop.importers.files.html_tables import html_flow
from gia_desktop.importers.matching.text_tables import tab_rows, text_table
from gia_desktop.importers.tables import (
    RawTable,
    SpannedText,
    TableTooLargeError,
    table_from_rows,
    table_from_texts,
)


def html_tables(html: str) -> list[RawTable]:
    return [item for item in html_flow(html) if isinstance(item, RawTable) and not item.is_blank]


def _texts(table: RawTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in line] for line in table.matrix]


def test_merged_cells_stand_at_each_of_their_places() -> None:
    table = table_from_rows([[SpannedText("a", 2, 1), SpannedText("b", 1, 2)], [SpannedText("c")]])
    assert _texts(table) == [["a", "b", "b"], ["a", "c", None]]
    assert [cell.text for cell in table.line(0)] == ["a", "b"]
    assert (table.is_short(0), table.is_short(1)) == (False, True)


def test_trimming_takes_blanks_at_the_end_only() -> None:
    table = table_from_texts([["", "", ""], ["", "x", ""], ["", " ", "\xa0"]])
    assert _texts(table.trimmed) == [["", ""], ["", "x"]]
    assert (table.narrowed.rows, table.narrowed.columns) == (3, 2)
    assert table.trimmed.trimmed is table.trimmed
    assert table_from_texts([["", ""]]).is_blank


def test_a_part_cuts_cells_that_reach_in() -> None:
    table = table_from_rows([[SpannedText("a", 2, 2)], [SpannedText("b")]])
    assert _texts(table.part(1, 2)) == [["a", "a", "b"]]


@pytest.mark.parametrize("rows", [[[SpannedText("", 1000, 1000)]] * 300, [[SpannedText("")] * 3000]])
def test_absurd_spans_are_refused(rows: list[list[SpannedText]]) -> None:
    with pytest.raises(TableTooLargeError):
        table_from_rows(rows)


def test_many_short_rows_beside_one_long_are_refused() -> None:
    with pytest.raises(TableTooLargeError):
        table_from_texts([["x"] * 1500, *[["x"]] * 1500])


def test_nested_tables_are_tables_of_their_own() -> None:
    outer, inner = html_tables("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>")
    assert (_texts(outer), _texts(inner)) == ([["a\nc"]], [["b"]])


def test_a_fragment_that_begins_inside_a_table_is_a_table() -> None:
    (table,) = html_tables("<!--StartFragment--><tr><td>1<td>2</tr><tr><td>3</td></tr><!--EndFragment-->")
    assert _texts(table) == [["1", "2"], ["3", None]]
    (cells,) = html_tables("<td>1</td><td>2</td>")
    assert _texts(cells) == [["1", "2"]]


def test_runs_of_empty_cells_in_excel_are_not_merged() -> None:
    (table,) = html_tables("<table><tr><td colspan=3 style='mso-ignore:colspan'></td><td>1</td></tr></table>")
    assert _texts(table) == [["", "", "", "1"]]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<td>政府\r\n   信息</td>", "政府信息"),
        ("<td><p>a</p><p>b</p></td>", "a\nb"),
        ("<td>a<br>b</td>", "a\nb"),
        ("<td><span>商</span><span>业</span></td>", "商业"),
        ("<td>x<style>p{}</style><script>1</script>y</td>", "xy"),
        ("<td>1<span style='display: none'>2</span></td>", "1"),
        ("<td>&nbsp;1&nbsp;</td>", "\xa01\xa0"),
    ],
)
def test_the_text_of_a_cell_is_what_is_seen(html: str, text: str) -> None:
    (table,) = html_tables(f"<table><tr>{html}</tr></table>")
    assert table.cells[0].text == text


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999999999", ""])
def test_a_span_that_makes_no_sense_is_one_or_bounded(span: str) -> None:
    (table,) = html_tables(f"<table><tr><td colspan='{span}'>a</td><td>b</td></tr></table>")
    assert table.columns == 2


def test_paragraphs_and_tables_come_in_reading_order() -> None:
    items = html_flow("<h1>题</h1>一<table><tr><td>1</td></tr></table><p>二</p><!-- x -->")
    assert [_texts(item) if isinstance(item, RawTable) else item for item in items] == [
        "题",
        "一",
        [["1"]],
        "二",
    ]


@pytest.mark.parametrize("html", ["", "<!-- only -->", "<?xml version='1.0'?>", "<", "<table></table>"])
def test_nothing_gives_no_table(html: str) -> None:
    assert html_tables(html) == []


def test_quoted_cells_keep_tabs_and_line_ends() -> None:
    assert tab_rows('a\t"b\nc"\t"d""e"\n"f\t"g"\n') == [["a", "b\nc", 'd"e'], ['"f', "g"]]


def test_bars_may_be_missing_at_either_end() -> None:
    table = text_table("| a | b |\n|---|---|\na | b | c\n")
    assert _texts(table) == [["a", "b", None], ["a", "b", "c"]]


def test_figures_after_a_label_are_cells() -> None:
    table = text_table("一、本年新收政府信息公开申请数量 3001 53 0\n自然人  商业企业\n12 13\n")
    assert _texts(table)[0] == ["一、本年新收政府信息公开申请数量", "3001", "53", "0"]
    assert _texts(table)[1][:2] == ["自然人", "商业企业"]
    assert _texts(table)[2][:2] == ["12", "13"]


def test_blank_lines_between_bare_figures_keep_their_place() -> None:
    assert _texts(text_table("1\n\n3")) == [["1"], [""], ["3"]]


def test_one_cell_a_line_behind_tabs_is_put_back_into_rows() -> None:
    table = text_table("\ta\n\tb\n\n\t\n\t1\n")
    assert _texts(table) == [["a", "b"], ["", "1"]]

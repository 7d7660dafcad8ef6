"""Tables that a page's end cut in two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.seams import mended
from gia_desktop.importers.matching.match import recognise_table
from gia_desktop.importers.matching.matched import TableMatch
from gia_desktop.importers.tables import RawTable, SpannedText, table_from_rows

HEADS = [
    [SpannedText("（本列数据的勾稽关系）", 3, 3), SpannedText("申请人情况", 1, 7)],
    [SpannedText("自然人", 2, 1), SpannedText("法人或其他组织", 1, 5), SpannedText("总计", 2, 1)],
    [SpannedText(text) for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
]
NEW = "一、本年新收政府信息公开申请数量"
CARRIED = "二、上年结转政府信息公开申请数量"


def _row(label: str, *figures: str) -> list[SpannedText]:
    return [SpannedText(label, 1, 3), *(SpannedText(figure) for figure in figures)]


def _table(*pages: list[list[SpannedText]], full: bool = True) -> RawTable:
    """Return rows of several pages as one table; all figures fill their lines or none does."""
    made = table_from_rows([row for page in pages for row in page])
    cells = tuple(cell._replace(is_full=full and cell.text.isdigit()) for cell in made.cells)
    seams, rows = [], 0
    for page in pages[:-1]:
        rows += len(page)
        seams.append(rows)
    return replace(made, cells=cells, seams=tuple(seams))


def _read(table: RawTable, formats: Formats) -> TableMatch:
    match = recognise_table(mended(table, formats), formats)
    assert match is not None
    return match


def _value(match: TableMatch, key: str) -> tuple[object, str]:
    return next((cell.value, cell.reason) for cell in match.cells if cell.key == key)


def test_a_figure_goes_on_on_the_next_page(formats: Formats) -> None:
    upper, lower = _row(NEW, "3", "0", "0", "0", "0", "0", "3"), _row("", "1", "", "", "", "", "", "1")
    match = _read(_table([*HEADS, upper], [lower]), formats)
    assert _value(match, "t3.new.natural") == (31, "")
    assert [(cell.value, cell.reason) for cell in match.stated] == [(31, "")]


def test_halves_of_a_figure_that_had_room_are_doubtful(formats: Formats) -> None:
    upper, lower = _row(NEW, "3", "0", "0", "0", "0", "0", "4"), _row("", "1", "", "", "", "", "", "")
    match = _read(_table([*HEADS, upper], [lower], full=False), formats)
    value, reason = _value(match, "t3.new.natural")
    assert "这一行被分页切开，上一页是“3”，下一页是“1”" in reason
    assert value == 31


@pytest.mark.parametrize("figures", [("12", "0", "0", "0", "0", "0", "12"), ("", "", "", "", "", "", "")])
def test_a_label_goes_on_on_the_next_page(figures: tuple[str, ...], formats: Formats) -> None:
    rest = ("", "", "", "", "", "", "") if figures[0] else ("12", "0", "0", "0", "0", "0", "12")
    pages = [*HEADS, _row("一、本年新收政府信", *figures)], [_row("息公开申请数量", *rest)]
    assert _value(_read(_table(*pages), formats), "t3.new.natural") == (12, "")


def test_rows_that_are_whole_stay_apart(formats: Formats) -> None:
    first, second = _row(NEW, *"1000001"), _row(CARRIED, *"2000002")
    match = _read(_table([*HEADS, first], [second]), formats)
    assert (_value(match, "t3.new.natural"), _value(match, "t3.carried_in.natural")) == ((1, ""), (2, ""))


def test_heads_printed_again_do_not_part_a_row(formats: Formats) -> None:
    upper, lower = _row(NEW, *"3000003"), _row("", "1", "", "", "", "", "", "1")
    match = _read(_table([*HEADS, upper], [*HEADS, lower]), formats)
    assert _value(match, "t3.new.natural") == (31, "")


def test_a_group_goes_on_over_the_page(formats: Formats) -> None:
    group = [SpannedText("（三）不", 1, 1), SpannedText("1.属于国家秘密", 1, 2), *map(SpannedText, "1000001")]
    rest = [
        SpannedText("予公开", 2, 1),
        SpannedText("2.其他法律行政法规禁止公开", 1, 2),
        *map(SpannedText, "2000002"),
    ]
    last = [SpannedText("3.危及“三安全一稳定”", 1, 2), *map(SpannedText, "3000003")]
    table = _table([*HEADS, _row(NEW, *"1000001"), group], [rest, last])
    match = _read(table, formats)
    assert match.doubtful == ()
    assert _value(match, "t3.refused_three_securities.natural") == (3, "")


def test_a_table_of_nothing_official_only_loses_its_seams(formats: Formats) -> None:
    table = replace(table_from_rows([[SpannedText("甲")], [SpannedText("乙")]]), seams=(1,))
    assert mended(table, formats) == replace(table, seams=())


def test_a_row_of_figures_alone_doubts_the_row_above(formats: Formats) -> None:
    upper, lower = _row(NEW, *"3000003"), _row("", "1", "", "", "", "", "", "1")
    match = recognise_table(replace(_table([*HEADS, upper, lower]), seams=()), formats)
    assert match is not None
    assert {cell.key for cell in match.doubtful} == {f"t3.new.{column}" for column in (
        "natural", "business", "research", "public_interest", "legal_service", "other"
    )}  # fmt: skip
    assert "下面还有一行没有名称的“1 1”" in match.stated[0].reason

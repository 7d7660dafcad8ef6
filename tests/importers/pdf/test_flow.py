"""Pages of a PDF as one text."""

from __future__ import annotations

import pytest

from gia_desktop.importers.pdf.reader import read_pdf
from gia_desktop.importers.tables import RawTable
from tests.support.files.painted import Paper, document, rule, say

FULL = "全年主动公开政府信息并及时更新目录，认真办理依申请公开，"
"""A line that reaches from margin to margin: 28 signs."""


def _page(*lines: tuple[str, int], size: float = 10, top: float = 700) -> str:
    """Return a page of lines, each with its indent in signs."""
    return "".join(
        say(text, 80 + 10 * indent, top - 20 * at, size) for at, (text, indent) in enumerate(lines)
    )


def _read(*pages: str) -> list[object]:
    return list(read_pdf(document(*pages)))


def test_a_full_line_goes_on_and_an_indented_one_begins() -> None:
    page = _page((FULL[:26], 2), (FULL, 0), ("全年39条。", 0), (FULL[:26], 2), ("二。", 0))
    assert _read(page) == [f"{FULL[:26]}{FULL}全年39条。", f"{FULL[:26]}二。"]


def test_short_lines_are_paragraphs_though_none_is_indented() -> None:
    page = _page(("一是解读不够", 2), ("二是更新偏慢", 2), ("下一步加强培训", 2), top=600)
    assert _read(page) == ["一是解读不够", "二是更新偏慢", "下一步加强培训"]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    running = say("— 3 —", 300, 40)
    pages = [_page((FULL[:26], 2), (FULL, 0), (FULL, 0)) + running, _page((FULL, 0), ("止。", 0)) + running]
    assert _read(*pages) == [f"{FULL[:26]}{FULL * 3}止。"]


def test_a_title_over_two_lines_is_one() -> None:
    title = say("2025年上海市人民政府办公厅政府信息公开", 90, 760, 13) + say("工作年度报告", 180, 735, 13)
    page = title + _page((FULL[:26], 2), (FULL, 0), (FULL, 0), ("止。", 0))
    assert _read(page)[:2] == [
        "2025年上海市人民政府办公厅政府信息公开工作年度报告",
        f"{FULL[:26]}{FULL * 2}止。",
    ]


def test_words_that_had_no_room_do_not_end_a_paragraph() -> None:
    link = "http://www.example.gov.cn/xxgk/"
    page = _page((FULL[:26], 2), (FULL, 0), (FULL, 0), (FULL[:16], 0), (f"{link}查阅。", 0))
    assert _read(page) == [f"{FULL[:26]}{FULL * 2}{FULL[:16]}{link}查阅。"]


@pytest.mark.parametrize("text", ["示例县年度报告", "第{}页 共3页", "— {} —", "{} / 3", "{}"])
@pytest.mark.parametrize("y", [810, 30])
def test_running_heads_and_page_numbers_go(text: str, y: float) -> None:
    begin, end = "甲乙丙", "子丑寅"
    pages = [
        _page((b + FULL[1:26], 2), (FULL[:27] + e, 0), (f"止{e}。", 0)) + say(text.format(at), 250, y)
        for at, (b, e) in enumerate(zip(begin, end, strict=True), 1)
    ]
    assert _read(*pages) == [f"{b}{FULL[1:26]}{FULL[:27]}{e}止{e}。" for b, e in zip(begin, end, strict=True)]


def test_headings_facts_and_long_dashes() -> None:
    lines = [
        "地 址 ：清河 镇人民路1号",
        "电话：0000-0000000",
        "五、存在的主要问题及改进情况",
        "一文一解⸺先说清，用 WPS Office 写",
    ]
    assert _read(_page(*((line, 0) for line in lines))) == [
        "地址：清河镇人民路1号", "电话：0000-0000000", "五、存在的主要问题及改进情况",
        "一文一解——先说清，用WPS Office写",
    ]  # fmt: skip


def test_a_table_goes_on_only_where_nothing_stands_between() -> None:
    box = rule((80, 600, 100, 30), (180, 600, 100, 30)) + say("甲", 90, 610) + say("1", 190, 610)
    (table,) = _read(box, box)
    assert isinstance(table, RawTable)
    assert (table.rows, table.seams) == (2, (1,))
    assert len(_read(box + say("其他", 80, 500), box)) == 3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turn]
    content = _page((FULL[:26], 2), (FULL, 0), ("止。", 0)) + rule((80, 500, 100, 30)) + say("甲", 90, 510)
    box = "/MediaBox[0 0 842 595]" if turn != 180 else ""
    items = read_pdf(document(Paper(f"q {matrix} cm {content} Q", f"{box}/Rotate {turn}")))
    assert items[0] == f"{FULL[:26]}{FULL}止。"
    assert isinstance(items[1], RawTable)


def test_pages_in_other_units_and_cropped_ones() -> None:
    content = _page((FULL[:26], 2), (FULL, 0), ("止。", 0))
    half = Paper(f"q 0.5 0 0 0.5 0 0 cm {content} Q", "/MediaBox[0 0 298 421]/UserUnit 2")
    cropped = Paper(content + say("裁掉的", 500, 20), "/CropBox[50 300 595 842]")
    assert read_pdf(document(half)) == [f"{FULL[:26]}{FULL}止。"]
    assert read_pdf(document(cropped))[0] == f"{FULL[:26]}{FULL}止。"

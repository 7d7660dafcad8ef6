from __future__ import annotations

import random
import re

import pytest
from lxml import html

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.html import prove_html
from gia_desktop.documents.writers.html import write_html
from gia_desktop.formats.grid import make_grid
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import load_sheet, with_texts
from tests.support.files.golden import assert_golden

PLAIN = DocumentOptions()


def page(sheet: Sheet) -> html.HtmlElement:
    return html.document_fromstring(write_html(sheet, PLAIN))


def test_page_is_written_as_kept(sheet: Sheet) -> None:
    assert_golden(f"report-{sheet.report.year}.html", write_html(sheet, PLAIN).decode())


def test_page_says_what_the_report_says(sheet: Sheet) -> None:
    for options in (PLAIN, DocumentOptions(signature=True, blank_as_zero=True)):
        assert prove_html(write_html(sheet, options), sheet, options).differences == ()


def test_headings_form_an_outline(city: Sheet) -> None:
    headings = [(element.tag, element.text_content()) for element in page(city).iter("h1", "h2", "h3", "h4")]
    assert headings[0] == ("h1", "云溪市人民政府2024年政府信息公开工作年度报告")
    assert [text for tag, text in headings if tag == "h2"] == [part.heading for part in city.format.sections]
    assert ("h3", "（三）政府信息管理情况。") in headings


def test_every_table_has_caption_heads_and_scopes(sheet: Sheet) -> None:
    tables = list(page(sheet).iter("table"))
    assert len(tables) == 3
    for table, name in zip(tables, ("t2", "t3", "t4"), strict=True):
        grid = make_grid(sheet.format, name)
        assert table.findtext("caption") == sheet.format.section_of_table(name).heading
        heads = list(table.iter("th"))
        assert len(heads) == sum(cell.key is None for cell in grid.cells)
        assert {head.get("scope") for head in heads} <= {"col", "colgroup", "row", "rowgroup"}
        assert len(table.findall("thead/tr")) == grid.head_rows
        assert len(list(table.iter("tr"))) == grid.rows


def test_blocks_of_a_table_are_row_groups(city: Sheet) -> None:
    table = next(page(city).iter("table"))
    assert [len(body) for body in table.findall("tbody")] == [4, 3, 4, 3]


def test_notes_stand_under_their_table(city: Sheet) -> None:
    noted = with_texts(city, {"section.4": "含上年结转案件。"})
    assert '</table>\n</div>\n<p class="note">' in write_html(noted, PLAIN).decode()
    assert prove_html(write_html(noted, PLAIN), noted, PLAIN).holds


def test_boxes_that_scroll_can_be_reached_by_keyboard_and_have_names(sheet: Sheet) -> None:
    boxes = page(sheet).find_class("table")
    names = [part.heading for part in sheet.format.sections if part.table]
    assert [(box.get("tabindex"), box.get("role"), box.get("aria-label")) for box in boxes] == [
        ("0", "region", name) for name in names
    ]
    assert len(page(sheet).findall(".//main")) == 1


def test_markup_in_texts_stays_text(city: Sheet) -> None:
    odd = with_texts(city, {"section.6": "<script>alert(1)</script>&amp;", "title": "<b>标题</b>"})
    found = page(odd)
    assert not list(found.iter("script"))
    assert found.findtext(".//title") == "<b>标题</b>"
    assert prove_html(write_html(odd, PLAIN), odd, PLAIN).holds


@pytest.mark.parametrize("seed", range(15))
def test_every_changed_sign_of_the_page_is_found(seed: int) -> None:
    sheet = load_sheet("city-2024")
    text = write_html(sheet, PLAIN).decode()
    chance = random.Random(seed)
    start = text.index("<body>")
    shown = [match.start() for match in re.finditer(r"(?<=>)[^<\s]", text) if match.start() > start]
    place = chance.choice(shown)
    damaged = text[:place] + chance.choice(["", "九九"]) + text[place + 1 :]
    assert not prove_html(damaged.encode(), sheet, PLAIN).holds


@pytest.mark.parametrize("tag", ["tr", "td", "th", "table", "p", "h2", "caption"])
def test_every_lost_element_is_found(city: Sheet, tag: str) -> None:
    text = write_html(city, PLAIN).decode()
    damaged = re.sub(rf"<{tag}[ >].*?</{tag}>", "", text, count=1, flags=re.DOTALL)
    assert damaged != text
    assert not prove_html(damaged.encode(), city, PLAIN).holds


def test_changed_span_and_wrong_encoding_are_found(city: Sheet) -> None:
    text = write_html(city, PLAIN).decode()
    assert not prove_html(text.replace('rowspan="22"', 'rowspan="21"').encode(), city, PLAIN).holds
    assert "文件打不开" in prove_html(text.encode("gbk"), city, PLAIN).sentence


def test_number_of_a_group_stands_above_its_name_where_both_do_not_fit(sheet: Sheet) -> None:
    page = write_html(sheet, DocumentOptions()).decode()
    assert ">（三）<span>不予公开</span></th>" in page
    assert ">（七）总计</th>" in page

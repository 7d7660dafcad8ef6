from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml.ns import qn

from gia_desktop.documents.forms.approval_form import key_figures, write_approval
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import tables, with_texts
from tests.support.files.golden import assert_golden_package

STYLE = PageStyle()


def test_approval_is_written_as_kept(city: Sheet) -> None:
    assert_golden_package("approval", write_approval(city, STYLE), parts=("word/document.xml",))


def test_approval_compares_key_figures_of_both_years(city: Sheet) -> None:
    about, figures, hands = tables(write_approval(city, STYLE))
    assert about[0] == ["文件标题", "云溪市人民政府2024年政府信息公开工作年度报告"]
    assert figures[0] == ["主要数据", "2024年", "2023年", "增减"]
    assert ["本年新收政府信息公开申请（件）", "3119", "2848", "+271"] in figures
    assert ["行政事业性收费金额（万元）", "96171.6", "88420.35", "+7751.25"] in figures
    assert [row[0] for row in hands] == ["拟稿", "核稿", "保密审查", "会签", "签发"]


def heights(sheet: Sheet) -> list[float]:
    rows = docx.Document(BytesIO(write_approval(sheet, STYLE))).element.body.iter(qn("w:trHeight"))
    return [int(row.get(qn("w:val"))) / 20 for row in rows]


def test_the_form_leaves_room_for_any_font_on_its_page(city: Sheet) -> None:
    text_line = STYLE.table_pt * 1.45 + 2 * 2 + STYLE.table_border_pt
    rows = heights(city)
    assert min(rows) + 0.5 >= text_line
    used = 2 * STYLE.title_pitch_pt + STYLE.line_pitch_pt + 2 * 6 + STYLE.table_gap_pt + STYLE.note_pitch_pt
    assert sum(rows) + used <= STYLE.text_height_pt


def test_opinions_have_full_room_on_a_page_of_their_own(city: Sheet) -> None:
    long = with_texts(city, {"unit.name": "示例市示例县高新技术产业开发区管理委员会" * 4})
    assert heights(long)[-1] == 54


def test_unknown_figures_are_shown_as_a_dash(town: Sheet) -> None:
    assert key_figures(town)[0] == ("本年新收政府信息公开申请（件）", "0", "—", "—")
    assert tables(write_approval(town, STYLE))[1][0] == ["主要数据", "2020年", "上年", "增减"]


def test_county_chooses_the_rows_for_those_who_sign(city: Sheet) -> None:
    style = PageStyle(approval_hands="经办、分管领导、主要领导", approval_blanks="联系电话")
    about, _, hands = tables(write_approval(city, style))
    assert [row[0] for row in hands] == ["经办", "分管领导", "主要领导"]
    assert about[3] == ["联系电话", "0300-5550116"]


def test_every_key_figure_is_a_cell_of_a_format(city: Sheet, town: Sheet) -> None:
    assert len(key_figures(city)) == 9
    assert len(key_figures(town)) >= 7

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from gia_desktop.core.values import Unread
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx import joined, pack_docx, report_body, write_docx
from gia_desktop.formats.grid import make_grid
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_texts, with_values
from tests.support.files.golden import assert_golden_package

SIGNED = DocumentOptions(signature=True, signed_on=dt.date(2025, 1, 20))


def opened(sheet: Sheet, options: DocumentOptions | None = None) -> Document:
    return docx.Document(BytesIO(write_docx(sheet, options or DocumentOptions())))


def parts_of(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def texts_in(document: Document, style: str) -> list[str]:
    return [line.text for line in document.paragraphs if line.style and line.style.name == style]


def test_city_report_is_written_as_kept(city: Sheet) -> None:
    assert_golden_package("city-2024", write_docx(city, SIGNED))


def test_town_report_is_written_as_kept(town: Sheet) -> None:
    assert_golden_package("town-2020", write_docx(town, DocumentOptions()), parts=("word/document.xml",))


def test_same_report_gives_same_bytes(sheet: Sheet) -> None:
    assert write_docx(sheet, SIGNED) == write_docx(sheet, SIGNED)


def test_page_is_that_of_the_standard(city: Sheet) -> None:
    section = opened(city).sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            section.page_width, section.page_height, section.top_margin, section.bottom_margin,
            section.left_margin, section.right_margin,
        )
        if length is not None
    ]  # fmt: skip
    assert millimetres == [210, 297, 37, 35, 28, 26]


def test_page_numbers_differ_on_odd_and_even_pages(city: Sheet) -> None:
    document = opened(city)
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = document.sections[0].footer.paragraphs[0], document.sections[0].even_page_footer.paragraphs[0]
    assert [line.style.name for line in (odd, even) if line.style] == ["单页页码", "双页页码"]
    shown = ["".join(piece.text or "" for piece in line._p.iter(qn("w:t"))) for line in (odd, even)]
    assert shown == ["— 1 —", "— 1 —"]


def test_headings_are_heading_styles_with_outline_levels(city: Sheet) -> None:
    document = opened(city)
    assert texts_in(document, "公文一级标题") == [section.heading for section in city.format.sections]
    assert texts_in(document, "公文二级标题") == ["（三）政府信息管理情况。"]
    for level, name in enumerate(("公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")):
        style = document.styles[name]
        assert style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == str(level)
        assert style.base_style.name == f"Heading {level + 1}"


def test_heading_that_runs_on_is_styled_up_to_its_full_stop(city: Sheet) -> None:
    line = next(line for line in opened(city).paragraphs if line.text.startswith("（一）主动公开情况。"))
    assert line.style is not None
    assert line.style.name == "公文正文"
    heading = [run.text for run in line.runs if run.style.name == "公文二级标题 字符"]
    assert "".join(heading) == "（一）主动公开情况。"


def test_long_title_is_broken_after_the_unit(city: Sheet) -> None:
    assert texts_in(opened(city), "公文标题") == ["云溪市人民政府\n2024年政府信息公开工作年度报告"]


def test_every_font_of_a_style_fills_all_four_slots(sheet: Sheet) -> None:
    slots = {qn(f"w:{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    root = parts_of(write_docx(sheet, SIGNED))["word/styles.xml"]
    made = {
        style.get(qn("w:styleId")): set(fonts.attrib)
        for style in root.iter(qn("w:style"))
        for fonts in style.iter(qn("w:rFonts"))
    }
    del made["GwMark"]
    assert len(made) > 10
    assert all(slots <= names for names in made.values())


def test_no_text_but_ambiguous_signs_names_a_font(city: Sheet) -> None:
    body = parts_of(write_docx(city, SIGNED))["word/document.xml"]
    fonts = [run for run in body.iter(qn("w:r")) if run.find(f".//{qn('w:rFonts')}") is not None]
    assert len(fonts) >= 3
    assert set("".join("".join(run.itertext()) for run in fonts)) <= set("“”‘’—…·①②③㎡℃●")
    assert {name.get(qn("w:hint")) for name in body.iter(qn("w:rFonts"))} == {"eastAsia"}


def test_own_styles_say_all_that_another_document_could_say_otherwise(sheet: Sheet) -> None:
    root = parts_of(write_docx(sheet, SIGNED))["word/styles.xml"]
    for style in root.iter(qn("w:style")):
        if style.get(qn("w:styleId"), "").startswith("Gw") and style.get(qn("w:type")) == "paragraph":
            assert style.get(qn("w:customStyle")) == "1"
            said = {child.tag for part in ("pPr", "rPr") for child in style.iterfind(f"{qn('w:' + part)}/*")}
            wanted = ("spacing", "ind", "jc", "rFonts", "sz", "b", "i", "color", "snapToGrid")
            assert {qn(f"w:{name}") for name in wanted} <= said


def test_paragraph_before_the_signature_stays_with_it(city: Sheet) -> None:
    lines = opened(city, SIGNED).paragraphs
    assert [line._p.find(f".//{qn('w:keepNext')}") is not None for line in lines[-4:-1]] == [
        False,
        True,
        False,
    ]
    assert lines[-2].style is not None
    assert lines[-2].style.element.find(f".//{qn('w:keepNext')}") is not None


def test_reports_joined_in_one_document_begin_on_new_pages(city: Sheet, town: Sheet) -> None:
    style = PageStyle()
    body = joined([report_body(city, SIGNED), report_body(town, SIGNED, new_page=True)])
    document = docx.Document(BytesIO(pack_docx("汇编", body.content, style, body.table_sizes)))
    titles = [line for line in document.paragraphs if line.style and line.style.name == "公文标题"]
    assert [line._p.find(f".//{qn('w:pageBreakBefore')}") is not None for line in titles] == [False, True]
    assert len(document.tables) == 6


def test_tables_fill_the_type_area_in_grid_and_cells(sheet: Sheet) -> None:
    document = opened(sheet)
    for table in document.tables:
        grid = [int(column.get(qn("w:w"), 0)) for column in table._tbl.tblGrid.gridCol_lst]
        assert sum(grid) == 8844
        for row in table._tbl.tr_lst:
            assert sum(int(width.get(qn("w:w"), 0)) for width in row.iter(qn("w:tcW"))) == 8844


def test_tables_have_the_cells_of_the_official_grid(sheet: Sheet) -> None:
    for table, name in zip(opened(sheet).tables, ("t2", "t3", "t4"), strict=True):
        grid = make_grid(sheet.format, name)
        assert (len(table.rows), len(table.columns)) == (grid.rows, grid.columns)
        cells = table._cells
        for cell in grid.cells:
            last = (cell.row + cell.row_span - 1) * grid.columns + cell.column + cell.column_span - 1
            first = cells[cell.row * grid.columns + cell.column]
            assert first._tc is cells[last]._tc
            assert cell.key is not None or first.text.replace("\n", "") == cell.text


def test_head_rows_repeat_and_no_row_is_torn(sheet: Sheet) -> None:
    t3 = opened(sheet).tables[1]._tbl
    heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in t3.tr_lst]
    assert heads == [True] * 3 + [False] * (len(heads) - 3)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in t3.tr_lst)


def test_every_table_cell_ends_in_a_paragraph(sheet: Sheet) -> None:
    body = parts_of(write_docx(sheet, SIGNED))["word/document.xml"]
    assert {cell[-1].tag for cell in body.iter(qn("w:tc"))} == {qn("w:p")}


def test_official_vertical_label_is_written_downwards(sheet: Sheet) -> None:
    body = parts_of(write_docx(sheet, SIGNED))["word/document.xml"]
    upright = [cell for cell in body.iter(qn("w:tc")) if cell.find(f".//{qn('w:textDirection')}") is not None]
    assert ["".join(cell.itertext()) for cell in upright] == ["三、本年度办理结果"]


def test_large_application_table_begins_on_a_page_of_its_own(city: Sheet) -> None:
    broken = [
        line.text
        for line in opened(city).paragraphs
        if line._p.find(f".//{qn('w:pageBreakBefore')}") is not None
    ]
    assert broken == ["三、收到和处理政府信息公开申请情况"]


@pytest.mark.parametrize(("blank_as_zero", "shown"), [(False, ""), (True, "0")])
def test_blank_and_unread_cells_are_printed_as_chosen(city: Sheet, blank_as_zero: bool, shown: str) -> None:
    changed = with_values(city, {"t2.rules.issued": None, "t2.rules.repealed": Unread("约三件")})
    table = opened(changed, DocumentOptions(blank_as_zero=blank_as_zero)).tables[0]
    assert [cell.text for cell in table.rows[2].cells] == ["规章", shown, shown, "11"]


def test_a_very_wide_figure_is_smaller_than_the_others(city: Sheet) -> None:
    cells = opened(with_values(city, {"t3.new.natural": 113988890000})).tables[1]._cells
    names = {line.style.name: cell.text for cell in cells for line in cell.paragraphs if line.style}
    assert set(names) == {"表头", "表格项目", "表格数字", "表格数字（7.5磅）"}
    assert len(names["表格数字（7.5磅）"]) == 12


def test_number_of_a_group_stands_above_its_name(sheet: Sheet) -> None:
    labels = {cell.text for cell in opened(sheet).tables[1]._cells}
    assert {"（三）\n不予公开", "（四）\n无法提供", "（五）\n不予处理", "（七）总计"} <= labels


def test_every_table_marks_its_head_and_says_what_it_holds(sheet: Sheet) -> None:
    for table, rows in zip(opened(sheet).tables, (2, 3, 3), strict=True):
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in table._tbl.tr_lst]
        assert heads == [True] * rows + [False] * (len(heads) - rows)
        said = [about.get(qn("w:val"), "") for about in table._tbl.iter(qn("w:tblDescription"))]
        assert f"前 {rows} 行是表头" in said[0]


def test_margins_are_mirrored_when_the_style_says_so(city: Sheet) -> None:
    options = DocumentOptions(style=PageStyle(mirror_margins=True))
    assert opened(city, options).settings.element.find(qn("w:mirrorMargins")) is not None
    assert opened(city).settings.element.find(qn("w:mirrorMargins")) is None


def test_notes_stand_under_their_table(city: Sheet) -> None:
    document = opened(with_texts(city, {"section.2": "现行有效件数含清理后恢复的 1 件。"}))
    note = next(line for line in document.paragraphs if line.style and line.style.name == "表下说明")
    assert note.text == "现行有效件数含清理后恢复的 1 件。"
    body = list(document.element.body)
    assert body.index(note._p) == body.index(document.tables[0]._tbl) + 1


def test_live_numbers_become_digits(city: Sheet) -> None:
    text = "\n".join(line.text for line in opened(city).paragraphs)
    assert "共收到政府信息公开申请3119件" in text
    assert "{" not in text


def test_signature_and_preamble_are_printed_when_chosen(city: Sheet) -> None:
    with_both = [line.text for line in opened(city, SIGNED).paragraphs]
    assert with_both[-2:] == ["云溪市人民政府", "2025年1月20日"]
    bare = [line.text for line in opened(city, DocumentOptions(preamble=False, contact=False)).paragraphs]
    assert bare[1] == "一、总体情况"


def test_contact_details_are_not_said_twice(city: Sheet, town: Sheet) -> None:
    assert "\n".join(line.text for line in opened(city).paragraphs).count("0300-5550116") == 1
    assert "电话：0300-5550118" in "\n".join(line.text for line in opened(town).paragraphs)


def test_properties_name_the_title_and_nobody(city: Sheet) -> None:
    properties = opened(city).core_properties
    assert properties.title == "云溪市人民政府2024年政府信息公开工作年度报告"
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)


def test_county_page_style_reaches_page_and_fonts(city: Sheet) -> None:
    style = PageStyle(margin_left_mm=30, title_font="方正小标宋_GBK", latin_font="仿宋_GB2312")
    document = opened(city, DocumentOptions(style=style))
    assert round((document.sections[0].left_margin or 0) / 36000) == 30
    fonts = document.styles["公文正文"].element.find(f".//{qn('w:rFonts')}")
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("仿宋_GB2312", "仿宋_GB2312")
    title = document.styles["公文标题"].element.find(f".//{qn('w:rFonts')}")
    assert {title.get(qn(f"w:{slot}")) for slot in ("eastAsia", "ascii")} == {"方正小标宋_GBK"}
    assert (
        sum(int(column.get(qn("w:w"), 0)) for column in document.tables[0]._tbl.tblGrid.gridCol_lst) == 8731
    )


def test_signs_that_xml_cannot_hold_are_left_out(city: Sheet) -> None:
    odd = with_texts(city, {"section.6": '甲<乙>&"丙"\x08\x00\ud800丁', "title": "标题\x01"})
    document = opened(odd)
    assert document.paragraphs[-1].text == '甲<乙>&"丙"丁'
    assert document.paragraphs[0].text == "标题"


def test_short_tables_are_kept_together(city: Sheet) -> None:
    rows = opened(city).tables[0]._tbl.tr_lst
    kept = [len(list(row.iter(qn("w:keepNext")))) == len(row.tc_lst) for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]
    assert [later for earlier, later in pairwise(kept) if later > earlier] == []


def test_own_styles_need_no_part_that_another_document_may_lack(sheet: Sheet) -> None:
    parts = parts_of(write_docx(sheet, SIGNED))
    assert "word/numbering.xml" not in parts
    assert not list(parts["word/styles.xml"].iter(qn("w:numPr")))


def test_headings_carry_no_border_of_the_styles_they_derive_from(sheet: Sheet) -> None:
    root = parts_of(write_docx(sheet, SIGNED))["word/styles.xml"]
    derived = [
        style
        for style in root.iter(qn("w:style"))
        for base in style.iter(qn("w:basedOn"))
        if base.get(qn("w:val"), "").startswith(("Title", "Heading"))
    ]
    assert len(derived) == 5
    assert all(len(list(style.iterfind(f"{qn('w:pPr')}/{qn('w:pBdr')}/*"))) == 4 for style in derived)


def test_lines_that_begin_a_block_have_a_ground_when_the_style_says_so(city: Sheet) -> None:
    options = DocumentOptions(style=PageStyle(table_band_fill="C6D9F1"))
    body = parts_of(write_docx(city, options))["word/document.xml"]
    shaded = [cell for cell in body.iter(qn("w:tc")) if cell.find(f".//{qn('w:shd')}") is not None]
    assert ["".join(str(text) for text in cell.itertext()) for cell in shaded] == [
        f"第二十条第（{n}）项" for n in "一五六八"
    ]
    styles = {style.get(qn("w:val")) for cell in shaded for style in cell.iter(qn("w:pStyle"))}
    assert styles == {"GwTableLabel"}

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
from docx.oxml.ns import qn

from gia_desktop.documents.forms.letter import BLANK, Letter, letter_body, write_letter
from gia_desktop.documents.forms.plain_table import PlainTable
from gia_desktop.documents.forms.return_note import ReturnNote, ReturnPoint, return_letter
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx import joined, pack_docx
from tests.documents.conftest import tables

STYLE = PageStyle()
LETTER = Letter(
    "政府信息公开申请答复书",
    ("你于2026年3月2日提出的申请收悉。", "一、答复意见", f"经检索，{BLANK}。"),
    "示例县人民政府办公室",
    "2026年3月20日",
    number="示例县政公开答〔2026〕3号",
    addressee="张三",
)
NOTE = ReturnNote(
    "示例县清河镇人民政府",
    2025,
    "示例县人民政府办公室",
    (
        ReturnPoint("必须改", "表三：新收，自然人", "两边相差 9 件。"),
        ReturnPoint("可说明", "表二：行政许可", "与上年相差 80%。"),
        ReturnPoint("必须改", "一、总体情况", "正文的数与表三不同。"),
    ),
    "2026年1月20日",
    due="1月26日",
    contact="李四，0000-0000000",
)


def lines(data: bytes) -> list[tuple[str, str]]:
    """Return style and text of every paragraph."""
    return [
        (line.style.name or "", line.text) for line in docx.Document(BytesIO(data)).paragraphs if line.style
    ]


def test_letter_has_number_addressee_levels_and_signature() -> None:
    assert lines(write_letter(LETTER, STYLE)) == [
        ("公文标题", "政府信息公开申请答复书"),
        ("公文正文", "示例县政公开答〔2026〕3号"),
        ("公文正文", "张三："),
        ("公文正文", "你于2026年3月2日提出的申请收悉。"),
        ("公文一级标题", "一、答复意见"),
        ("公文正文", "经检索，【　　】。"),
        ("署名", "示例县人民政府办公室"),
        ("成文日期", "2026年3月20日"),
    ]


def test_an_annex_begins_a_page_after_the_signature() -> None:
    table = PlainTable((1, 1), ("单位", "状态"), [("甲局", "已收")])
    data = write_letter(replace(LETTER, annex=("附表：各单位", table)), STYLE)
    heading = docx.Document(BytesIO(data)).paragraphs[-1]
    assert heading.text == "附表：各单位"
    assert heading.paragraph_format.page_break_before
    assert tables(data) == [[["单位", "状态"], ["甲局", "已收"]]]


def test_last_paragraph_of_a_letter_stays_with_the_signature() -> None:
    paragraphs = docx.Document(BytesIO(write_letter(LETTER, STYLE))).paragraphs
    assert paragraphs[-3]._p.find(f".//{qn('w:keepNext')}") is not None


def test_note_of_return_counts_and_lists_what_to_change() -> None:
    data = write_letter(return_letter(NOTE), STYLE)
    texts = [text for _, text in lines(data)]
    assert texts[1] == "示例县清河镇人民政府："
    assert "发现问题 3 处（必须改 2 处，可说明 1 处），现退回修改。请于1月26日前改正" in texts[2]
    assert texts[-1] == "联系人和电话：李四，0000-0000000"
    (points,) = tables(data)
    assert points[3] == ["3", "必须改", "一、总体情况", "正文的数与表三不同。"]


def test_notes_without_a_day_leave_a_blank() -> None:
    note = ReturnNote("甲镇", 2025, "乙县", (), "2026年1月20日")
    assert f"请于{BLANK}前改正" in lines(write_letter(return_letter(note), STYLE))[2][1]


def test_letters_can_stand_one_after_the_other_in_one_document() -> None:
    bodies = [letter_body(LETTER, STYLE), letter_body(return_letter(NOTE), STYLE, new_page=True)]
    body = joined(bodies)
    data = pack_docx("信函", body.content, STYLE, body.table_sizes)
    assert [text for style, text in lines(data) if style == "公文标题"] == [
        "政府信息公开申请答复书",
        "政府信息公开工作年度报告退回修改通知",
    ]
    assert body.table_sizes == {9}


def test_table_in_the_middle_of_a_letter_keeps_its_place() -> None:
    table = PlainTable((1, 1), ("甲", "乙"), [("1", "2")])
    letter = Letter("通知", ("前。", table, "后。"), "示例县", "2026年1月1日")
    body = docx.Document(BytesIO(write_letter(letter, STYLE))).element.body
    assert [child.tag.rpartition("}")[2] for child in body][:4] == ["p", "p", "tbl", "p"]

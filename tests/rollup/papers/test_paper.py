from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from gia_desktop.documents.forms.letter import BLANK, Letter
from gia_desktop.documents.forms.plain_table import PlainTable
from gia_desktop.documents.style import PageStyle
from gia_desktop.rollup.papers.paper import (
    REMINDER,
    RETURN,
    Paper,
    Sender,
    TemplateFolderError,
    set_paper,
    templates_in,
)

TABLE = PlainTable((1, 1), ("序号", "单位"), [("1", "甲局"), ("2", "乙局")])
FIELDS = {"单位清单": "甲局\n乙局", "截止日": "2026年1月23日", "未报数": "2"}
PAPER = Paper(REMINDER, "催报单", Letter("催报单", ("请抓紧：", TABLE), "县府办", "2026年1月30日"), FIELDS)


def template(folder: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "催报单.docx"))
    return folder / "催报单.docx"


def first_line(data: bytes) -> str:
    return docx.Document(BytesIO(data)).paragraphs[0].text


def test_a_paper_is_set_in_the_page_style_without_a_template() -> None:
    done = set_paper(PAPER, PageStyle())
    assert (first_line(done.data), done.notes) == ("催报单", ())


def test_the_whole_of_a_paper_needs_no_other_field(tmp_path: Path) -> None:
    done = set_paper(PAPER, PageStyle(), template(tmp_path, "{正文}"))
    assert first_line(done.data) == "请抓紧：\n1. 甲局\n2. 乙局"
    assert done.notes == ()


def test_a_template_tells_what_it_lacks_and_what_it_names_in_vain(tmp_path: Path) -> None:
    done = set_paper(PAPER, PageStyle(), template(tmp_path, "{单位清单}{领导}"))
    assert (done.lacking, done.unknown) == (("截止日",), ("领导",))
    assert done.notes == ("模板里没有的内容：截止日。", "模板里不认识的名称：领导，原样留着。")


def test_templates_are_found_by_the_name_of_their_paper(tmp_path: Path) -> None:
    assert templates_in(None) == {}
    with pytest.raises(TemplateFolderError, match=r"里没有一个模板。模板的文件名应是 退回修改通知\.docx"):
        templates_in(tmp_path)
    with pytest.raises(TemplateFolderError, match="《无》找不到"):
        templates_in(tmp_path / "无")
    template(tmp_path, "")
    assert set(templates_in(tmp_path)) == {REMINDER}


def test_a_sender_who_is_not_known_leaves_a_blank() -> None:
    assert (Sender().signer, Sender("县府办").signer) == (BLANK, "县府办")


def test_a_paper_names_what_stands_blank_as_its_field_is_called() -> None:
    blank = Paper(
        RETURN, "通知", Letter("通知", (f"请于{BLANK}前报送", TABLE), BLANK, "2026年1月30日"), {"期限": ""}
    )
    assert blank.blanks == ("重报期限", "落款单位")
    assert blank.blank_words == "留空的：重报期限、落款单位，可到“通报材料”页填好再写。"
    assert (PAPER.blanks, PAPER.blank_words) == ((), "")


def test_a_blank_that_is_quoted_from_a_report_is_not_one_of_the_paper() -> None:
    quoting = Letter("通知", (f"第一部分里有空着的{BLANK}。",), "县府办", "2026年1月30日")
    assert Paper(RETURN, "通知", quoting, {"期限": "2026年2月6日"}).blanks == ()

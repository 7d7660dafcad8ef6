from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from gia_desktop.documents.export import UnknownSuffixError
from gia_desktop.documents.forms.review_form import (
    ReviewFinding,
    ReviewForm,
    ReviewIdentity,
    save_review,
    write_review,
    write_review_html,
)
from gia_desktop.documents.style import PageStyle
from gia_desktop.files.atomic import MissingFolderError
from tests.documents.conftest import tables
from tests.support.files.golden import assert_golden, assert_golden_package

STYLE = PageStyle()
FORM = ReviewForm(
    "云溪市人民政府",
    2024,
    "2021 年格式",
    (("必须改", 1), ("可说明", 1), ("提示", 0)),
    (
        ReviewFinding("GIA-SUM-003", "必须改", "表三：新收，自然人", "两边相差 9 件。", "未改正"),
        ReviewFinding(
            "GIA-YEAR-001", "可说明", "表三：上年结转，其他", "与上年结转不同。", "已说明", "上年漏报一件。"
        ),
    ),
    (
        ReviewIdentity("新收行总计", "自然人 3010 + 其他 4 = 3014", "总计 3014", holds=True),
        ReviewIdentity("自然人列勾稽", "新收 3010 + 上年结转 34 = 3044", "办理结果 3035 = 3035", holds=False),
        ReviewIdentity("其他列与上年衔接", "上年结转 0", "上年报告结转下年度 0", holds=True),
    ),
)
NOTHING = replace(FORM, counts=(("必须改", 0),), findings=(), identities=FORM.identities[::2])


def page_tables(data: bytes) -> list[list[list[str]]]:
    """Return the texts of all tables of a web page."""
    found = html.fromstring(data.decode()).iter("table")
    return [[[cell.text_content() for cell in row] for row in table.iter("tr")] for table in found]


def test_review_is_written_as_kept() -> None:
    assert_golden_package("review", write_review(FORM, STYLE), parts=("word/document.xml",))
    assert_golden("review.html", write_review_html(FORM).decode())


def test_docx_and_page_say_the_same() -> None:
    assert tables(write_review(FORM, STYLE)) == page_tables(write_review_html(FORM))


def test_review_lists_findings_with_status_and_explanation() -> None:
    findings, _, hands = tables(write_review(FORM, STYLE))
    assert findings[0] == ["序号", "级别", "位置", "问题", "处理情况", "审核说明"]
    assert findings[2] == [
        "2", "可说明", "表三：上年结转，其他", "与上年结转不同。", "已说明", "上年漏报一件。"
    ]  # fmt: skip
    assert hands == [["填表人", "", "审核人", "", "日期", ""]]


def test_identities_that_do_not_hold_come_first_and_say_so() -> None:
    identities = tables(write_review(FORM, STYLE))[1]
    assert identities[1][1] == "新收 3010 + 上年结转 34 = 3044；办理结果 3035 = 3035"
    assert [(row[0], row[2]) for row in identities] == [
        ("项目", "结果"),
        ("自然人列勾稽", "不相符"),
        ("新收行总计", "相符"),
        ("其他列与上年衔接", "相符"),
    ]


def test_review_counts_findings_and_identities() -> None:
    lines = [line.text for line in docx.Document(BytesIO(write_review(FORM, STYLE))).paragraphs]
    assert "共 2 处问题：必须改 1 处，可说明 1 处。" in lines
    assert "勾稽关系共 3 项，不相符 1 项（排在最前），相符 2 项。" in lines


def test_review_without_findings_says_so() -> None:
    data = write_review(NOTHING, STYLE)
    assert len(tables(data)) == len(page_tables(write_review_html(NOTHING))) == 2
    lines = [line.text for line in docx.Document(BytesIO(data)).paragraphs]
    assert {"没有发现问题。", "勾稽关系共 2 项，全部相符。"} <= set(lines)


def test_texts_cannot_become_markup() -> None:
    odd = replace(FORM, findings=(ReviewFinding("X", "提示", "<b>", "“a” & <script>\x08"),))
    assert page_tables(write_review_html(odd))[0][1][2:4] == ["<b>", "“a” & <script>"]
    assert tables(write_review(odd, STYLE))[0][1][2:4] == ["<b>", "“a” & <script>"]


def test_page_needs_no_other_file() -> None:
    page = write_review_html(FORM).decode()
    assert "<!DOCTYPE html>" in page
    assert not any(word in page for word in ("src=", "href=", "url(", "@import", "<script"))


def test_suffix_decides_what_is_written(tmp_path: Path) -> None:
    for name, data in (("表.docx", write_review(FORM, STYLE)), ("表.HTML", write_review_html(FORM))):
        save_review(FORM, tmp_path / name, STYLE)
        assert (tmp_path / name).read_bytes() == data


def test_other_suffix_and_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownSuffixError, match=r"可以导出的是：\.docx、\.html"):
        save_review(FORM, tmp_path / "表.pdf", STYLE)
    with pytest.raises(MissingFolderError):
        save_review(FORM, tmp_path / "没有" / "表.docx", STYLE)
    assert list(tmp_path.iterdir()) == []


def test_identities_of_zeros_are_folded_into_one_row() -> None:
    zeros = tuple(ReviewIdentity(f"第{n}项", "各项均为0", "总计 0", holds=True) for n in range(40))
    form = replace(FORM, identities=(*FORM.identities, *zeros))
    identities = tables(write_review(form, STYLE))[1]
    assert len(identities) == 1 + 2 + 1
    assert identities[-1] == ["其余 41 项", "各项均为 0；两边都是 0", "相符"]
    assert "勾稽关系共 43 项" in form.agreement


def test_signatures_stay_with_the_last_identities() -> None:
    body = docx.Document(BytesIO(write_review(FORM, STYLE))).element.body
    table = body.findall(qn("w:tbl"))[1]
    assert len(list(table.iter(qn("w:keepNext")))) >= 3 * 3


def test_no_code_of_a_rule_is_printed_and_problems_have_the_room_of_explanations() -> None:
    assert b"GIA" not in zipfile.ZipFile(BytesIO(write_review(FORM, STYLE))).read("word/document.xml")
    bare = replace(FORM, findings=FORM.findings[:1])
    found = [docx.Document(BytesIO(write_review(form, STYLE))).tables[0] for form in (FORM, bare)]
    explained, unexplained = (table._tbl.tblGrid.gridCol_lst[3].w for table in found)
    assert explained is not None
    assert unexplained is not None
    assert unexplained > explained

"""Sentences before and after a table in plain text stay, whatever shape the table has."""

from __future__ import annotations

import pytest

from gia_desktop.core.narrative import TABLE_MARK
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.reader import read_bytes
from tests.support.files.layouts import UNIT, sample
from tests.support.files.word import cell, docx, para, row, run, table

TITLE = f"{UNIT}2021年政府信息公开工作年度报告"
HEADING = "二、主动公开政府信息情况"
BEFORE = "2021年，镇政府共收到申请8份，均已按期答复，无结转下年度。"
AFTER = "注：以上数据截至12月31日。"


def cells_of(name: str, between: str, begin: str = "", end: str = "") -> list[str]:
    """Return the lines of a table with a sign between its cells; blanks are written as 0."""
    raw = sample("2021", "sound").tables[name]
    lines = []
    for at in range(raw.rows):
        texts = [one.text or "0" for one in raw.line(at) if one.row == at]
        lines.append(begin + between.join(texts) + end)
    return lines


@pytest.mark.parametrize(
    ("between", "begin", "end"),
    [("\n", "", ""), ("\n\n", "", "\n"), ("\n ", " ", ""), ("\n|\n", "|\n", ""), ("\t", "", "")],
)
def test_one_cell_a_line_is_a_table_and_sentences_around_it_stay(
    formats: Formats, between: str, begin: str, end: str
) -> None:
    lines = [
        f"{UNIT}2021年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息39条。",
        "二、主动公开政府信息情况",
    ]
    lines += [BEFORE, *cells_of("t2", between, begin, end), AFTER, "六、其他需要报告的事项", "无。"]
    found = read_bytes("\n".join(lines).encode(), formats)
    truth = sample("2021", "sound").truth
    read = {cell.key: cell.value for cell in found.sure}
    assert len(read) == 10
    assert all(value == (truth[key] or 0) for key, value in read.items())
    assert found.report.section("2") == f"{BEFORE}\n{TABLE_MARK}\n{AFTER}"


def test_a_table_of_pipes_is_read_with_its_rule_and_blank_columns(formats: Formats) -> None:
    rows = cells_of("t2", " | ", "| ", " |||")
    lines = [
        f"# {UNIT}2021年政府信息公开工作年度报告",
        "## 二、主动公开政府信息情况",
        BEFORE,
        rows[0],
        "|---|---|---|",
    ]
    found = read_bytes("\n".join([*lines, *rows[1:], "## 六、其他需要报告的事项", "无。"]).encode(), formats)
    assert len(found.sure) == 10
    assert found.report.section("2") == f"{BEFORE}\n{TABLE_MARK}"


def docx_with(*inside: str) -> bytes:
    """Return a document whose table 二 has paragraphs around it."""
    raw = sample("2021", "sound").tables["t2"]
    rows = "".join(
        row(*(cell(run(one.text)) for one in raw.line(at) if one.row == at)) for at in range(raw.rows)
    )
    parts = [table(rows) if text == TABLE_MARK else para(run(text)) for text in inside]
    return docx(para(run(TITLE)) + para(run(HEADING)) + "".join(parts) + para(run("六、其他需要报告的事项")))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ((BEFORE, TABLE_MARK, AFTER), f"{BEFORE}\n{TABLE_MARK}\n{AFTER}"),
        ((TABLE_MARK, AFTER), AFTER),
        ((BEFORE, TABLE_MARK), f"{BEFORE}\n{TABLE_MARK}"),
        ((TABLE_MARK,), ""),
        (("该部分以表格形式报告。表格如下：", TABLE_MARK), ""),
    ],
)
def test_what_stands_above_a_table_of_a_document_stays_above_it(
    formats: Formats, inside: tuple[str, ...], text: str
) -> None:
    assert read_bytes(docx_with(*inside), formats).report.section("2") == text

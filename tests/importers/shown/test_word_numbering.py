"""Numbers that Word writes by itself stand before headings and paragraphs, as they are shown."""

from __future__ import annotations

import pytest

from gia_desktop.importers.files.docx_reader import read_docx
from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.tables import RawTable, Remark
from tests.support.files.word import STRICT, USUAL, cell, docx, para, row, run, table


def level(place: int, form: str, text: str, *more: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{one}{nums}'


def item(text: str, place: int = 0, number: int = 1) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
    return para(run(text), properties=numbered)


def lines(body: str, lists: str, **more: str) -> list[str]:
    styles, namespace = more.get("styles", ""), more.get("namespace", USUAL)
    data = docx(body, numbering=lists, styles=styles, namespace=namespace)
    return [found for found in read_docx(Package(data)) if isinstance(found, str)]


THREE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def test_three_levels_are_counted_and_begin_anew_below_each_other() -> None:
    body = (
        item("甲")
        + item("乙", 1)
        + item("丙", 2)
        + item("丁", 2)
        + item("戊", 1)
        + item("己", 2)
        + item("庚")
    )
    assert lines(body, numbering(*THREE)) == [
        "一、甲",
        "（一）乙",
        "1.丙",
        "2.丁",
        "（二）戊",
        "1.己",
        "二、庚",
    ]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1.甲", "2.乙"]),
        ("decimal", "第%1条", ["第1条甲", "第2条乙"]),
        ("decimal", "%1", ["1 甲", "2 乙"]),
        ("japaneseCounting", "%1、", ["一、甲", "二、乙"]),
        ("ideographDigital", "%1、", ["一、甲", "二、乙"]),
        ("chineseLegalSimplified", "%1、", ["壹、甲", "贰、乙"]),
        ("upperLetter", "%1.", ["A.甲", "B.乙"]),
        ("lowerRoman", "(%1)", ["(i)甲", "(ii)乙"]),
        ("decimalEnclosedCircle", "%1", ["①甲", "②乙"]),
        ("decimalZero", "%1.", ["01.甲", "02.乙"]),
        ("bullet", "\uf0b7", ["甲", "乙"]),
        ("none", "", ["甲", "乙"]),
    ],
)
@pytest.mark.parametrize("namespace", [USUAL, STRICT])
def test_each_form_is_written_as_word_writes_it(
    form: str, text: str, shown: list[str], namespace: str
) -> None:
    assert lines(item("甲") + item("乙"), numbering(level(0, form, text)), namespace=namespace) == shown


def test_a_level_shows_the_numbers_above_it_and_as_digits_where_it_is_legal() -> None:
    lists = numbering(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    )
    assert lines(item("甲") + item("乙", 1) + item("丙", 2), lists) == ["一、甲", "一.1 乙", "1.1.1 丙"]


def test_a_list_begins_where_it_says_and_another_num_may_begin_anew() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    lists = numbering(level(0, "decimal", "%1.", start=3), nums=again)
    body = item("甲") + item("乙") + item("丙", number=2) + item("丁", number=3)
    assert lines(body, lists) == ["3.甲", "4.乙", "1.丙", "2.丁"]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    nums = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{own}</w:num>'
    assert lines(item("甲", number=2), numbering(*THREE, nums=nums)) == ["A)甲"]


@pytest.mark.parametrize(("restart", "last"), [("0", "3.庚"), ("1", "1.庚")])
def test_a_level_may_go_on_below_the_next_heading(restart: str, last: str) -> None:
    lists = numbering(*THREE[:1], level(1, "decimal", "%2.", f'<w:lvlRestart w:val="{restart}"/>'))
    assert lines(item("甲") + item("乙", 1) + item("丙", 1) + item("丁") + item("庚", 1), lists)[-1] == last


def test_a_style_numbers_its_paragraphs_at_the_level_that_names_it() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
    )
    lists = numbering(THREE[0], level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'))
    body = "".join(
        para(run(text), properties=f'<w:pStyle w:val="H2"/>{more}')
        for text, more in (("甲", ""), ("乙", '<w:numPr><w:numId w:val="0"/></w:numPr>'), ("丙", ""))
    )
    assert lines(body, lists, styles=style) == ["（一）甲", "乙", "（二）丙"]


def test_a_list_style_stands_for_its_list() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="list"/>'
        f"{level(0, 'decimal', '%1.')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert lines(item("甲"), lists) == ["1.甲"]


def test_a_typed_heading_in_the_place_of_a_level_begins_those_below_anew_and_is_told() -> None:
    body = (
        para(run("一、总体情况"))
        + item("甲", 1)
        + item("乙", 1)
        + para(run("五、存在的问题"))
        + item("丙", 1)
    )
    data = docx(body, numbering=numbering(*THREE))
    found = read_docx(Package(data))
    assert [one for one in found if isinstance(one, str)] == [
        "一、总体情况", "（一）甲", "（二）乙", "五、存在的问题", "（一）丙"
    ]  # fmt: skip
    assert any(isinstance(one, Remark) and "编号" in one.text for one in found)


def test_a_change_that_keeps_the_old_number_counts_nothing() -> None:
    old = "<w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
    assert lines(para(run("甲"), properties=old) + item("乙"), numbering(*THREE)) == ["甲", "一、乙"]


def test_labels_of_a_table_are_numbered_too() -> None:
    data = docx(table(row(cell(item("属于国家秘密", 2)), cell(run("3")))), numbering=numbering(*THREE))
    (found,) = (one for one in read_docx(Package(data)) if isinstance(one, RawTable))
    assert [one.text for one in found.cells] == ["1.属于国家秘密", "3"]

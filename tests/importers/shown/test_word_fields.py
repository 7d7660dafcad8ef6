"""Fields, form fields, signs and formulas are read as Word shows them."""

from __future__ import annotations

import pytest

from gia_desktop.importers.files.docx_reader import read_docx
from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.shown.as_read import items_as_read
from gia_desktop.importers.tables import RawTable, Remark
from tests.support.files.word import USUAL, cell, docx, para, row, run, table


def shown(content: str) -> tuple[str, str]:
    data = docx(table(row(cell(content))))
    found = next(item for item in items_as_read(read_docx(Package(data))) if isinstance(item, RawTable))
    return found.cells[0].text, found.cells[0].doubt


def char(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def told(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(instruction: str, result: str) -> str:
    return char("begin") + told(instruction) + char("separate") + result + char("end")


@pytest.mark.parametrize(
    "content",
    [
        field("= 50 + 8", run("58")),
        char("begin") + told("IF ") + field("REF a", run("57")) + char("separate") + run("58") + char("end"),
        field("QUOTE", field("REF a", run("5")) + run("8")),
        char("begin") + told("XE ") + run("57") + char("end") + run("58"),
        run("58") + char("begin") + told("REF") ,
        char("end") + run("58"),
        f'<w:fldSimple w:instr="DOCPROPERTY a">{run("58")}</w:fldSimple>',
    ],
)  # fmt: skip
def test_only_the_result_of_a_field_is_read(content: str) -> None:
    assert shown(content) == ("58", "")


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert shown(char("begin") + told("IF") + run("58")) == ("58", "")


ENTRIES = '<w:listEntry w:val="57"/><w:listEntry w:val="58"/>'


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>', "58"),
        (f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>', "58"),
        (f"<w:ddList>{ENTRIES}</w:ddList>", "57"),
        (f'<w:ddList><w:result w:val="9"/>{ENTRIES}</w:ddList>', ""),
        ("<w:checkBox><w:checked/></w:checkBox>", "☑"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "□"),
        ("<w:textInput/>", ""),
    ],
)
def test_a_form_field_shows_its_choice(data: str, text: str) -> None:
    form = char("begin", f"<w:ffData>{data}</w:ffData>") + told("FORM") + char("separate") + char("end")
    assert shown(form) == (text, "")


def test_a_text_field_and_a_drop_down_of_a_content_control_show_their_text() -> None:
    form = char("begin", "<w:ffData><w:textInput/></w:ffData>") + told("FORMTEXT") + char("separate")
    assert shown(form + run("58") + char("end")) == ("58", "")
    chosen = f"<w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('58')}</w:sdtContent>"
    assert shown(para(f"<w:sdt>{chosen}</w:sdt>")) == ("58", "")


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Times New Roman", "F038", "8"),
        ("Symbol", "F038", "8"),
        ("宋体", "0038", "8"),
        ("Wingdings", "F038", "□"),
        ("Wingdings", "F082", "②"),
        ("Wingdings", "F0FE", "☑"),
        ("Symbol", "F061", "□"),
        ("宋体", "D800", "□"),
        ("宋体", "x", "□"),
    ],
)
def test_a_single_sign_is_the_one_its_font_has(font: str, code: str, sign: str) -> None:
    assert shown(f'<w:r><w:t>5</w:t><w:sym w:font="{font}" w:char="{code}"/></w:r>') == (f"5{sign}", "")


def test_a_struck_sign_is_struck() -> None:
    sign = '<w:r><w:rPr><w:strike/></w:rPr><w:sym w:font="Symbol" w:char="F035"/></w:r>'
    assert shown(sign + run("58")) == ("58", "“5”已划去")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<m:r><m:t>58</m:t></m:r>", "58"),
        ("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "1/2"),
        ("<m:sSup><m:e><m:r><m:t>5</m:t></m:r></m:e><m:sup><m:r><m:t>8</m:t></m:r></m:sup></m:sSup>", "5⁸"),
        ("<m:sSub><m:e><m:r><m:t>5</m:t></m:r></m:e><m:sub><m:r><m:t>8</m:t></m:r></m:sub></m:sSub>", "5₈"),
    ],
)
def test_a_formula_is_written_in_one_line(formula: str, text: str) -> None:
    assert shown(f"<m:oMath>{formula}</m:oMath>") == (text, "")


BOX = "<w:txbxContent>{}</w:txbxContent>"
OLD_BOX = "<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>"
NEW_BOX = (
    f"<mc:Choice Requires='wps'><wps:txbx>{{}}</wps:txbx></mc:Choice><mc:Fallback>{OLD_BOX}</mc:Fallback>"
)


@pytest.mark.parametrize("shape", [OLD_BOX, f"<mc:AlternateContent>{NEW_BOX}</mc:AlternateContent>"])
def test_a_figure_in_a_box_is_read_once_and_doubted(shape: str) -> None:
    box = f"<w:r>{shape}</w:r>".replace("{}", BOX.format(para(run("58"))))
    assert shown(para(box)) == ("58", "“58”在文本框里，请核对是不是这一格的数")
    assert shown(para(run("57"), box)) == ("57", "“58”在格里的文本框中，没有计入")


def test_a_nested_table_of_one_figure_is_the_figure_and_a_larger_one_a_doubt() -> None:
    one = table(row(cell(run("58"))))
    two = table(row(cell(run("58")), cell(run("9"))))
    assert shown(one + para()) == ("58", "")
    assert shown(two + para()) == ("", "格里另有一个小表，请核对这一格的数")


def test_an_embedded_object_and_footnotes_are_told() -> None:
    space = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    notes = f"<w:footnotes xmlns:w='{USUAL}'><w:footnote>{para(run('含上年'))}</w:footnote></w:footnotes>"
    body = para(f"<w:r><w:object><o:OLEObject {space}/></w:object></w:r>", run("x"))
    data = docx(body, parts={"word/footnotes.xml": notes.encode()})
    remarks = [item.text for item in read_docx(Package(data)) if isinstance(item, Remark)]
    assert len(remarks) == 2
    assert "Excel" in remarks[0]
    assert "1 条脚注" in remarks[1]
    assert "含上年" in remarks[1]

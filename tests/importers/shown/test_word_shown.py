"""What Word hides isn't read; what it strikes out, raises or shrinks is doubtful, in words."""

from __future__ import annotations

import pytest

from gia_desktop.importers.files.docx_reader import read_docx
from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.shown.as_read import items_as_read
from gia_desktop.importers.tables import Item, RawTable, Remark
from tests.support.files.word import STRICT, USUAL, cell, docx, para, row, run, table


def items(data: bytes) -> list[Item]:
    return items_as_read(read_docx(Package(data)))


def lines(data: bytes) -> list[str]:
    return [item for item in items(data) if isinstance(item, str)]


def shown(content: str, styles: str = "") -> tuple[str, str]:
    """Return text and doubt of a cell with some content."""
    found = [
        item for item in items(docx(table(row(cell(content))), styles=styles)) if isinstance(item, RawTable)
    ]
    return found[0].cells[0].text, found[0].cells[0].doubt


STYLES = (
    '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="more"><w:basedOn w:val="gone"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="hid"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="cut"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="ref"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)

PLACEHOLDER = '<w:rStyle w:val="PlaceholderText"/>'


@pytest.mark.parametrize(
    "hidden",
    [
        run("0", "vanish"),
        run("0", '<w:vanish w:val="1"/>'),
        run("0", '<w:rStyle w:val="gone"/>'),
        run("0", '<w:rStyle w:val="more"/>'),
        '<w:del w:id="1"><w:r><w:delText>0</w:delText></w:r></w:del>',
        f'<w:del w:id="1">{run("0")}</w:del>',
        f'<w:moveFrom w:id="1">{run("0")}</w:moveFrom>',
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('0')}</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr/><w:sdtContent>" + run("0", PLACEHOLDER) + "</w:sdtContent></w:sdt>",
    ],
)
def test_what_is_hidden_or_deleted_is_no_part_of_a_figure(hidden: str) -> None:
    assert shown(run("58") + hidden, styles=STYLES) == ("58", "")


@pytest.mark.parametrize(
    "seen",
    [
        run("0", '<w:vanish w:val="0"/>'),
        run("0", '<w:rStyle w:val="gone"/>', '<w:vanish w:val="false"/>'),
        run("0", "webHidden"),
        f'<w:ins w:id="1">{run("0")}</w:ins>',
        f'<w:moveTo w:id="1">{run("0")}</w:moveTo>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('0')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('0')}</w:smartTag>",
        "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>0</w:t></w:r>",
    ],
)
def test_what_is_seen_is_read(seen: str) -> None:
    assert shown(run("58") + seen, styles=STYLES) == ("580", "")


def test_a_style_of_the_paragraph_hides_its_runs_and_one_of_a_run_shows_them_again() -> None:
    hidden = para(run("58"), run("1", '<w:rStyle w:val="gone"/>'), properties='<w:pStyle w:val="hid"/>')
    assert shown(hidden, styles=STYLES) == ("1", "")


@pytest.mark.parametrize(
    "struck",
    [
        run("57", "strike"),
        run("57", "dstrike"),
        run("57", '<w:rStyle w:val="cut"/>'),
        run("5", "strike") + run("7", "strike"),
    ],
)
def test_a_struck_figure_is_left_out_and_told(struck: str) -> None:
    assert shown(struck + run("58"), styles=STYLES) == ("58", "“57”已划去")


@pytest.mark.parametrize(
    "mark",
    [
        run("1", '<w:vertAlign w:val="superscript"/>'),
        run("1", '<w:position w:val="6"/>'),
        run("1", '<w:rStyle w:val="ref"/>'),
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>1</w:t></w:r>',
        '<w:r><w:endnoteReference w:customMarkFollows="true" w:id="1"/><w:t>1</w:t></w:r>',
    ],
)
def test_a_raised_mark_stays_apart_from_the_figure(mark: str) -> None:
    assert shown(run("58") + mark, styles=STYLES) == ("58¹", "")


def test_a_lowered_small_or_white_mark_stays_apart_too() -> None:
    assert shown(run("58") + run("1", '<w:vertAlign w:val="subscript"/>')) == ("58₁", "")
    assert shown(run("58", '<w:sz w:val="24"/>') + run("1", '<w:sz w:val="12"/>')) == (
        "58",
        "“1”是旁边的小字，没有计入",
    )
    assert shown(run("57", '<w:color w:val="FFFFFF"/>') + run("58")) == (
        "58",
        "“57”看不见（和底色一样，或极小），没有计入",
    )


@pytest.mark.parametrize(
    "unseen",
    [
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="auto" w:themeColor="background1"/>',
        '<w:color w:themeColor="light1"/>',
        '<w:w w:val="1"/>',
    ],
)
def test_what_is_as_good_as_white_or_a_line_is_left_out_and_told(unseen: str) -> None:
    assert shown(run("57", unseen) + run("58")) == ("58", "“57”看不见（和底色一样，或极小），没有计入")


@pytest.mark.parametrize(
    "seen",
    [
        '<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="7F"/>',
        '<w:color w:val="C00000"/>',
        '<w:w w:val="90"/>',
    ],
)
def test_a_darker_tone_and_a_narrow_sign_are_part_of_the_figure(seen: str) -> None:
    assert shown(run("5", seen) + run("8")) == ("58", "")


def test_a_whole_figure_that_is_raised_or_on_a_dark_ground_is_sure() -> None:
    assert shown(run("58", '<w:position w:val="2"/>')) == ("58", "")
    dark = '<w:shd w:val="clear" w:fill="1F4E79"/>'
    white = cell(run("58", '<w:color w:val="FFFFFF"/>'), properties=dark)
    (found,) = items(docx(table(row(white))))
    assert isinstance(found, RawTable)
    assert found.cells[0].doubt == ""


RED = '<w:color w:val="FF0000"/>'
RED_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>'


@pytest.mark.parametrize(
    ("color", "shade"),
    [
        (RED, RED_SHADE),
        (RED, '<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>'),
        (RED, '<w:shd w:val="clear" w:fill="E60000"/>'),
        ('<w:color w:themeColor="accent1"/>', '<w:shd w:val="clear" w:themeFill="accent1"/>'),
        ('<w:color w:val="000000"/>', '<w:shd w:val="clear" w:fill="111111"/>'),
    ],
)
def test_a_figure_in_the_colour_of_its_shade_is_doubtful(color: str, shade: str) -> None:
    of_run, of_paragraph = shown(run("57", color + shade)), shown(para(run("57", color), properties=shade))
    (found,) = items(docx(table(row(cell(run("57", color), properties=shade)))))
    assert isinstance(found, RawTable)
    of_cell = (found.cells[0].text, found.cells[0].doubt)
    assert of_run == of_paragraph == of_cell == ("57", "“57”看不见（和底色一样，或极小）")


def test_a_highlight_is_a_ground_and_the_innermost_one_counts() -> None:
    assert shown(run("57", RED + '<w:highlight w:val="red"/>'))[1] != ""
    assert shown(run("57", RED + '<w:highlight w:val="yellow"/>')) == ("57", "")
    shaded = para(run("57", RED + '<w:shd w:val="clear" w:fill="FFFF00"/>'), properties=RED_SHADE)
    assert shown(shaded) == ("57", "")


@pytest.mark.parametrize("pattern", ['w:val="pct50" w:fill="FFFFFF"', 'w:val="clear" w:fill="003366"'])
def test_a_pattern_or_an_automatic_colour_loses_nothing(pattern: str) -> None:
    assert shown(run("57", f'<w:color w:val="FFFFFF"/><w:shd {pattern}/>')) == ("57", "")
    assert shown(run("57", f'<w:color w:val="auto"/><w:shd {pattern}/>')) == ("57", "")


@pytest.mark.parametrize(
    ("style", "is_seen"),
    [
        ("", False),
        ('<w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr>', False),
        ('<w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>', True),
        ('<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1F4E79"/></w:tcPr></w:tblStylePr>', True),
    ],
)
def test_the_style_of_a_table_is_a_ground_where_it_shades(style: str, is_seen: bool) -> None:
    styles = f'<w:style w:type="table" w:styleId="t">{style}</w:style>'
    white = row(cell(run("57", '<w:color w:val="FFFFFF"/>')))
    body = table('<w:tblPr><w:tblStyle w:val="t"/></w:tblPr>', white)
    (found,) = items(docx(body, styles=styles))
    assert isinstance(found, RawTable)
    assert (found.cells[0].doubt == "") is is_seen


@pytest.mark.parametrize("mark", ["<w:hidden/>", '<w:del w:id="1"/>'])
def test_a_hidden_or_deleted_row_is_left_out(mark: str) -> None:
    data = docx(table(row(cell(run("999")), properties=mark), row(cell(run("146")))))
    (found,) = (item for item in items(data) if isinstance(item, RawTable))
    assert [one.text for one in found.cells] == ["146"]


def test_a_deleted_cell_is_struck() -> None:
    data = docx(table(row(cell(run("57"), properties='<w:cellDel w:id="1"/>'), cell(run("58")))))
    (found,) = (item for item in items(data) if isinstance(item, RawTable))
    assert [(one.text, one.doubt) for one in found.cells] == [("", "“57”已划去"), ("58", "")]


@pytest.mark.parametrize("mark", ['<w:del w:id="1"/>', '<w:moveFrom w:id="1"/>', "<w:vanish/>"])
def test_a_paragraph_goes_on_where_its_mark_is_deleted_or_hidden(mark: str) -> None:
    body = para(run("共收到"), properties=f"<w:rPr>{mark}</w:rPr>") + para(run("58件。")) + para(run("完"))
    assert lines(docx(body)) == ["共收到58件。", "完"]


def test_hidden_and_deleted_text_is_told_once() -> None:
    body = para(run("甲"), run("秘", "vanish"), run("密", "vanish")) + para(
        f'<w:del w:id="1">{run("乙")}</w:del>'
    )
    told = [item.text for item in items(docx(body)) if isinstance(item, Remark)]
    assert told == ["文件带有修订记录，已按接受修订后的样子读入，请核对。", "隐藏的文字没有读入，如“秘”。"]


def test_struck_words_of_a_paragraph_are_told() -> None:
    body = para(run("共收到"), run("57", "strike"), run("58件"))
    assert items(docx(body)) == ["共收到58件", Remark("正文里“57”已划去，没有读入。")]


@pytest.mark.parametrize("prefix", ["w", "", "ns0", "word"])
@pytest.mark.parametrize("namespace", [USUAL, STRICT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_neither_prefix_nor_edition_nor_encoding_changes_what_is_seen(
    prefix: str, namespace: str, encoding: str
) -> None:
    moved = f'<w:moveFrom w:id="1">{run("57")}</w:moveFrom>'
    body = table(
        row(cell(moved, run("58"), run("0", "vanish")), cell(run("3", '<w:rStyle w:val="cut"/>'), run("4")))
    )
    data = docx(body, styles=STYLES, prefix=prefix, namespace=namespace, encoding=encoding)
    (found,) = (item for item in items(data) if isinstance(item, RawTable))
    assert [(one.text, one.doubt) for one in found.cells] == [("58", ""), ("4", "“3”已划去")]

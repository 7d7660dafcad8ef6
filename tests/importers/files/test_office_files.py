"""What Word documents and workbooks hold, element by element."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from gia_desktop.importers.faults import DamagedFileError
from gia_desktop.importers.files.docx_reader import read_docx
from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.files.text_reader import decode, plain_lines
from gia_desktop.importers.files.xlsx_reader import read_xlsx
from gia_desktop.importers.tables import Item, RawTable, Remark
from tests.support.files.layouts import W, docx_of, paragraph


def _read(body: str) -> list[Item]:
    return read_docx(Package(docx_of(body)))


def _cell(text: str, *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{paragraph(text)}</w:tc>"


def _row(*cells: str, before: int = 0) -> str:
    properties = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _table(body: str) -> RawTable:
    (table,) = (item for item in _read(body) if isinstance(item, RawTable))
    return table


def _texts(table: RawTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in line] for line in table.matrix]


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def test_cells_merged_down_and_across_cover_their_places() -> None:
    rows = _row(_cell("a", DOWN, WIDE), _cell("b")) + _row(_cell("", ON, WIDE), _cell("c"))
    assert _texts(_table(f"<w:tbl>{rows}</w:tbl>")) == [["a", "a", "b"], ["a", "a", "c"]]


def test_a_continuation_of_nothing_is_a_cell_of_its_own() -> None:
    rows = _row(_cell("", ON), _cell("b")) + _row(_cell("x", DOWN), _cell("c")) + _row(_cell("", ON, WIDE))
    assert _texts(_table(f"<w:tbl>{rows}</w:tbl>")) == [["", "b"], ["x", "c"], ["", ""]]


def test_text_in_a_continued_cell_is_not_lost() -> None:
    rows = _row(_cell("（三）不", DOWN)) + _row(_cell("予公开", ON))
    assert _texts(_table(f"<w:tbl>{rows}</w:tbl>")) == [["（三）不\n予公开"], ["（三）不\n予公开"]]


def test_a_row_that_begins_further_right_is_filled_with_blanks() -> None:
    rows = _row(_cell("a"), _cell("b")) + _row(_cell("c"), before=1)
    assert _texts(_table(f"<w:tbl>{rows}</w:tbl>")) == [["a", "b"], ["", "c"]]


def test_a_nested_table_and_a_text_box_stand_on_their_own() -> None:
    inner = f"<w:tbl>{_row(_cell('in'))}</w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('box')}</w:txbxContent></w:pict></w:r></w:p>"
    cell = f"<w:tc>{paragraph('out')}{inner}{box}</w:tc>"
    items = _read(f"<w:tbl>{_row(cell)}</w:tbl>")
    assert [_texts(item) if isinstance(item, RawTable) else item for item in items] == [
        [["out"]],
        [["in"]],
        "box",
    ]


def test_what_a_reader_sees_is_the_text() -> None:
    body = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:instrText>PAGE</w:instrText></w:r>"
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:hyperlink><w:r><w:t>d</w:t></w:r></w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('e')}</w:sdtContent></w:sdt><w:p/>"
    )
    assert [item for item in _read(body) if isinstance(item, str)] == ["a\tb\ncd", "e"]


def test_the_strict_edition_of_the_standard_is_read() -> None:
    data = Package(docx_of(paragraph("a"))).read("word/document.xml")
    strict = data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        copy.writestr("word/document.xml", strict)
    assert read_docx(Package(made.getvalue())) == ["a"]


def test_figures_of_a_workbook_are_written_as_they_are_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for place, value in enumerate([3, 29.0506, "3,001", True, None, "=1+1", 1e16], 1):
        sheet.cell(1, place, value)
    hidden = book.create_sheet("旧表")
    hidden.sheet_state = "hidden"
    hidden.cell(1, 1, "x")
    made = io.BytesIO()
    book.save(made)
    table, remark = read_xlsx(Package(made.getvalue()))
    assert isinstance(table, RawTable)
    assert _texts(table) == [["3", "29.0506", "3,001", "TRUE", "", "", "10000000000000000"]]
    assert table.cells[5].doubt == "这一格是公式，文件里没有它算出的数"
    assert remark == Remark("隐藏的工作表“旧表”没有读入。")


def _workbook(sheet: str, strings: str = "") -> Package:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{relation}"><sheets><sheet name="1" r:id="a"/>'
            '<sheet name="2" r:id="b"/></sheets></workbook>',
        )
        package.writestr("xl/_rels/workbook.xml.rels", '<R><R Id="a" Target="/xl/one.xml"/></R>')
        package.writestr("xl/one.xml", f"<worksheet {main}>{sheet}</worksheet>")
        if strings:
            package.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
    return Package(made.getvalue())


def test_texts_of_every_kind_are_read() -> None:
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c>'
        '<c r="C1" t="inlineStr"><is><t>行内</t></is></c>'
        '<c r="D1"><v>abc</v></c><c r="E1" t="str"><v>公式</v></c>'
    )
    strings = "<si><r><t>共</t></r><r><t>用</t></r><rPh><t>gong</t></rPh></si>"
    (table,) = read_xlsx(_workbook(f"<sheetData><row>{cells}</row></sheetData>", strings))
    assert isinstance(table, RawTable)
    assert _texts(table) == [["共用", "", "行内", "abc", "公式"]]


def test_a_cell_without_a_place_is_damage() -> None:
    with pytest.raises(DamagedFileError):
        read_xlsx(_workbook('<sheetData><row><c r="1A"><v>1</v></c></row></sheetData>'))


@pytest.mark.parametrize(
    "data",
    [
        "年报".encode("utf-8-sig"),
        "年报".encode("utf-16"),
        "\ufeff年报".encode("utf-16-be"),
        "年报".encode(),
        "年报".encode("gbk"),
        '<meta charset="gb2312">年报'.encode("gb18030"),
        '<?xml version="1.0" encoding="GBK"?>年报'.encode("gbk"),
        '<meta charset="nonsense">年报'.encode(),
    ],
)
def test_text_of_any_encoding_is_read(data: bytes) -> None:
    assert decode(data).endswith("年报")


def test_bytes_that_are_no_text_are_read_as_far_as_they_go() -> None:
    assert "年" in decode("年".encode("gbk") + b"\xff\xff\x80")


def test_marks_of_a_converter_are_no_text() -> None:
    text = "[bookmark: _GoBack]（一）总体情况\n见[附件]。[bookmark: _Toc1] [bookmark"
    assert plain_lines(text) == ["（一）总体情况", "见[附件]。 [bookmark"]

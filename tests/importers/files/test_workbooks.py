"""A workbook is read as it is shown: formats, hidden parts, struck runs, in every edition."""

from __future__ import annotations

import io
import zipfile

import pytest

from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.files.xlsx_reader import read_xlsx
from gia_desktop.importers.shown.as_read import items_as_read
from gia_desktop.importers.tables import Item, RawTable, Remark

USUAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(
    sheet: str,
    *,
    styles: str = "",
    strings: str = "",
    main: str = "xl/workbook.xml",
    namespace: str = USUAL,
    sheets: str = '<sheet name="一" r:id="s"/>',
    settings: str = "",
    slash: str = "/",
) -> list[Item]:
    parts = {
        "_rels/.rels": f'<R><R Id="a" Type="{RELATED}/officeDocument" Target="{main}"/></R>',
        f"xl/_rels/{main.rpartition('/')[2]}.rels": (
            f'<R><R Id="s" Type="{RELATED}/worksheet" Target="worksheets/one.xml"/>'
            f'<R Id="y" Type="{RELATED}/styles" Target="styles.xml"/>'
            f'<R Id="t" Type="{RELATED}/sharedStrings" Target="strings.xml"/></R>'
        ),
        main: (
            f'<workbook xmlns="{namespace}" xmlns:r="{RELATED}">{settings}'
            f"<sheets>{sheets}</sheets></workbook>"
        ),
        "xl/worksheets/one.xml": f'<worksheet xmlns="{namespace}">{sheet}</worksheet>',
    }
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>'
    if strings:
        parts["xl/strings.xml"] = f'<sst xmlns="{namespace}">{strings}</sst>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("/", slash), text)
    return items_as_read(read_xlsx(Package(made.getvalue())))


def rows(items: list[Item]) -> list[list[str | None]]:
    (table,) = (item for item in items if isinstance(item, RawTable))
    return [[cell.text if cell else None for cell in line] for line in table.matrix]


def one(cell: str, **more: str) -> tuple[str, str]:
    """Return text and doubt of one cell."""
    items = book(f"<sheetData><row>{cell}</row></sheetData>", **more)
    (table,) = (item for item in items if isinstance(item, RawTable))
    return (table.cells[0].text, table.cells[0].doubt) if table.cells else ("", "")


def formatted(code: str) -> str:
    numbers = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    xfs = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164" fontId="0" fillId="0"/></cellXfs>'
    return f"{numbers}<fonts><font/></fonts><fills><fill/></fills>{xfs}"


@pytest.mark.parametrize(
    ("value", "code", "text", "doubted"),
    [
        ("290506", "0!.0000", "29.0506", True),
        ("29.0506", "0.00", "29.05", True),
        ("29.050599999999999", "0.0000", "29.0506", False),
        ("1312", "#,##0", "1312", False),
        ("58", "0&quot;件&quot;", "58件", False),
        ("46024", "m&quot;月&quot;d&quot;日&quot;", "1月2日", True),
        ("0.58", "0%", "58%", True),
        ("57.6", "0", "58", True),
        ("0", "0;0;&quot;-&quot;", "0", True),
        ("146", ";;;", "", True),
        ("12", "# ?/?", "12", True),
    ],
)
def test_a_number_is_read_as_it_is_shown(value: str, code: str, text: str, doubted: bool) -> None:
    read, doubt = one(f'<c r="A1" s="1"><v>{value}</v></c>', styles=formatted(code))
    assert (read, bool(doubt)) == (text, doubted)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c t="b"><v>1</v></c>', ("TRUE", "")),
        ('<c t="e"><v>#DIV/0!</v></c>', ("#DIV/0!", "")),
        ('<c t="str"><f>A</f><v>58</v></c>', ("58", "")),
        ("<c><f>SUM(A1:A2)</f></c>", ("", "这一格是公式，文件里没有它算出的数")),
        ("<c><f>SUM(A1:A2)</f><v></v></c>", ("", "这一格是公式，文件里没有它算出的数")),
        ('<c t="inlineStr"><is><t>146_x000D_</t></is></c>', ("146\n", "")),
        ('<c t="inlineStr"><is><t>a_x005F_x000D_</t></is></c>', ("a_x000D_", "")),
        ('<c t="d"><v>2026-01-02</v></c>', ("2026-01-02", "格里是日期")),
        ('<c t="s"><v>²</v></c>', ("", "")),
        ('<c t="s"><v>99999999999999999999</v></c>', ("", "")),
    ],
)
def test_every_kind_of_cell_says_what_it_shows(cell: str, read: tuple[str, str]) -> None:
    assert one(cell, strings="<si><t>x</t></si>") == read


@pytest.mark.parametrize("namespace", [USUAL, STRICT])
@pytest.mark.parametrize("place", ["si", "is"])
def test_struck_and_raised_runs_stay_apart(namespace: str, place: str) -> None:
    runs = (
        "<r><rPr><strike/></rPr><t>57</t></r><r><t>58</t></r>"
        '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r><rPh><t>wu</t></rPh>'
    )
    if place == "si":
        read = one('<c t="s"><v>0</v></c>', strings=f"<si>{runs}</si>", namespace=namespace)
    else:
        read = one(f'<c t="inlineStr"><is>{runs}</is></c>', namespace=namespace)
    assert read == ("58¹", "“57”已划去")


def test_a_cell_struck_or_white_as_a_whole_is_doubtful() -> None:
    fonts = '<fonts><font/><font><strike/></font><font><color rgb="FFFFFFFF"/></font></fonts>'
    dark = '<fill><patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill></fill>'
    fills = f"<fills><fill/>{dark}</fills>"
    xfs = '<xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="2" fillId="1"/>'
    styles = f"{fonts}{fills}<cellXfs>{xfs}</cellXfs>"
    assert one('<c s="1"><v>57</v></c>', styles=styles) == ("", "“57”已划去")
    assert one('<c s="2"><v>57</v></c>', styles=styles) == ("57", "“57”看不见（和底色一样，或极小）")
    assert one('<c s="3"><v>57</v></c>', styles=styles) == ("57", "")


@pytest.mark.parametrize(
    ("colour", "is_seen"),
    [
        ('theme="0"', False), ('theme="0" tint="-0.05"', False), ('theme="0" tint="-0.5"', True),
        ('indexed="9"', False), ('indexed="8"', True), ('rgb="FFFDFDFD"', False), ('rgb="FF7F7F7F"', True),
    ],
)  # fmt: skip
def test_white_of_the_theme_or_of_the_palette_is_white(colour: str, is_seen: bool) -> None:
    styles = f'<fonts><font/><font><color {colour}/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    assert (one('<c s="1"><v>57</v></c>', styles=styles)[1] == "") is is_seen


@pytest.mark.parametrize(
    ("colour", "fill", "is_seen"),
    [
        ('rgb="FFFF0000"', 'rgb="FFFF0000"', False), ('theme="4"', 'theme="4"', False),
        ('theme="4" tint="0.4"', 'theme="4" tint="0.4"', False), ('indexed="10"', 'rgb="FFFF0000"', False),
        ('theme="1"', 'rgb="FF101010"', False), ('auto="1"', 'rgb="FF000000"', False),
        ('theme="4"', 'theme="4" tint="0.8"', True), ('theme="0"', 'theme="4"', True),
        ('rgb="FFFFFFFF"', 'rgb="FF003366"', True), ('rgb="FFFF0000"', 'rgb="FFFFFF00"', True),
        ('theme="77"', 'rgb="FF101010"', True), ('rgb="unheard"', 'rgb="FF000000"', True),
    ],
)  # fmt: skip
def test_a_figure_in_the_colour_of_its_fill_is_doubtful(colour: str, fill: str, is_seen: bool) -> None:
    styles = (
        f"<fonts><font/><font><color {colour}/></font></fonts><fills><fill/><fill>"
        f'<patternFill patternType="solid"><fgColor {fill}/></patternFill></fill></fills>'
        '<cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs>'
    )
    assert (one('<c s="1"><v>57</v></c>', styles=styles)[1] == "") is is_seen


def test_a_run_of_a_text_is_seen_against_the_fill_of_its_cell() -> None:
    dark = '<patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill>'
    xfs = '<cellXfs><xf/><xf fillId="1"/></cellXfs>'
    styles = f"<fills><fill/><fill>{dark}</fill></fills>{xfs}"
    runs = '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>57</t></r>'
    same = '<r><rPr><color rgb="FF003366"/></rPr><t>8</t></r>'
    cell = '<c s="{}" t="s"><v>0</v></c>'
    assert one(cell.format(1), styles=styles, strings=f"<si>{runs}</si>") == ("57", "")
    assert one(cell.format(0), styles=styles, strings=f"<si>{runs}</si>")[1] != ""
    assert one(cell.format(1), styles=styles, strings=f"<si>{runs}{same}</si>") == (
        "57", "“8”看不见（和底色一样，或极小），没有计入"
    )  # fmt: skip


@pytest.mark.parametrize("fill", ['<patternFill patternType="gray125"/>', "<gradientFill/>"])
def test_a_pattern_or_a_gradient_behind_a_figure_loses_nothing(fill: str) -> None:
    styles = (
        f'<fonts><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill>{fill}</fill></fills>'
        "<cellXfs><xf/></cellXfs>"
    )
    assert one('<c s="0"><v>57</v></c>', styles=styles) == ("57", "")


def _row(row: int) -> str:
    cells = (f'<c r="{column}{row}"><v>{row}{at}</v></c>' for at, column in enumerate("ABC", 1))
    return f'<row r="{row}"{{{row}}}>{"".join(cells)}</row>'


NINE = "".join(_row(row) for row in (1, 2, 3))
"""Three rows of three cells, with a place for attributes of each row."""


@pytest.mark.parametrize("hiding", [' hidden="1"', ' hidden="true"', ' ht="0"'])
def test_hidden_rows_are_left_out_and_told(hiding: str) -> None:
    data = NINE.replace("{1}", "").replace("{2}", hiding).replace("{3}", "")
    items = book(f"<sheetData>{data}</sheetData>")
    assert rows(items) == [["11", "12", "13"], ["31", "32", "33"]]
    assert items[-1] == Remark("工作表里有 1 个隐藏的行没有读入，如第 2 行。")


def test_hidden_columns_are_left_out_and_merged_cells_keep_what_is_seen() -> None:
    data = NINE.replace("{1}", "").replace("{2}", "").replace("{3}", ' hidden="1"')
    sheet = (
        f'<cols><col min="1" max="1" hidden="1"/></cols><sheetData>{data}</sheetData>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    items = book(sheet)
    assert rows(items) == [["11", "13"], ["22", "23"]]
    assert len([item for item in items if isinstance(item, Remark)]) == 2


def test_zeros_that_a_sheet_hides_are_blank_and_told() -> None:
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    items = book(f"{view}<sheetData><row><c><v>0</v></c><c><v>5</v></c></row></sheetData>")
    assert rows(items) == [["", "5"]]
    assert items[-1] == Remark("有 1 格的 0 设为不显示，当作空白。")


@pytest.mark.parametrize("slash", ["/", "\\"])
def test_the_main_part_is_found_by_reference_and_cells_by_their_order(slash: str) -> None:
    first, second = "<c><v>1</v></c><c><v>2</v></c>", "<c r='B4'><v>3</v></c><c><v>4</v></c>"
    sheet = f"<sheetData><row>{first}</row><row r='4'>{second}</row></sheetData>"
    found = rows(book(sheet, main="xl/workbook2.xml", slash=slash))
    assert found[0] == ["1", "2", ""]
    assert found[3] == ["", "3", "4"]


def test_a_sheet_named_many_times_is_read_once_and_hidden_ones_are_told() -> None:
    sheets = '<sheet name="一" r:id="s"/>' * 1000
    assert len(rows(book("<sheetData><row><c><v>1</v></c></row></sheetData>", sheets=sheets))) == 1
    hidden = book("<sheetData/>", sheets='<sheet name="旧" state="veryHidden" r:id="s"/>')
    assert hidden == [Remark("隐藏的工作表“旧”没有读入。")]


def test_days_are_counted_from_the_year_the_workbook_says() -> None:
    read, _ = one('<c s="1"><v>0</v></c>', styles=formatted("yyyy"), settings='<workbookPr date1904="1"/>')
    assert read == "1904"


def test_a_table_tells_the_name_of_its_sheet() -> None:
    items = book("<sheetData><row><c><v>1</v></c></row></sheetData>", sheets='<sheet name="2024" r:id="s"/>')
    assert [item.sheet for item in items if isinstance(item, RawTable)] == ["2024"]

from __future__ import annotations

import random
import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from gia_desktop.core.values import NA, Unread
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.xlsx import prove_xlsx
from gia_desktop.documents.writers.xlsx import address, write_xlsx
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet
from gia_desktop.importers.reader import read_file
from tests.documents.conftest import load_sheet, with_texts, with_values
from tests.support.files.golden import assert_golden_package

PLAIN = DocumentOptions()
WITH_LAST = DocumentOptions(last_year=True)


def book(sheet: Sheet, options: DocumentOptions = PLAIN, *, results: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_xlsx(sheet, options)), data_only=results)


def replaced(data: bytes, name: str, pattern: str, by: str, nth: int = 0) -> bytes:
    """Return a workbook with the nth match of a pattern replaced in one of its parts."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as made:
        for part in source.namelist():
            text = source.read(part).decode()
            if part == name:
                matches = list(re.finditer(pattern, text))
                match = matches[nth % len(matches)]
                text = text[: match.start()] + match.expand(by) + text[match.end() :]
            made.writestr(part, text)
    return target.getvalue()


def test_workbook_is_written_as_kept(city: Sheet) -> None:
    assert_golden_package("city-2024-xlsx", write_xlsx(city, WITH_LAST))


@pytest.mark.parametrize("options", [PLAIN, WITH_LAST, DocumentOptions(blank_as_zero=True)])
def test_workbook_says_what_the_report_says(sheet: Sheet, options: DocumentOptions) -> None:
    assert prove_xlsx(write_xlsx(sheet, options), sheet, options).differences == ()


def test_totals_are_formulas_with_their_results(city: Sheet) -> None:
    place = "J6"
    assert book(city)["申请办理"][place].value == '=IF(COUNT(D6:I6)=0,"",SUM(D6:I6))'
    assert book(city, results=True)["申请办理"][place].value == 3119


def test_total_of_blank_cells_is_blank_and_of_inapplicable_ones_a_slash(city: Sheet) -> None:
    parts = ("upheld", "corrected", "other", "pending")
    blank = with_values(city, {f"t4.review.{part}": None for part in parts})
    slash = with_values(city, {f"t4.review.{part}": NA for part in parts})
    assert book(blank, results=True)["复议诉讼"]["E6"].value in {"", None}
    assert book(slash)["复议诉讼"]["E6"].value == "/"
    for sheet in (blank, slash):
        assert prove_xlsx(write_xlsx(sheet, PLAIN), sheet, PLAIN).holds


def test_money_keeps_its_digits_and_unread_cells_stay_empty(city: Sheet) -> None:
    sheet = with_values(city, {"t2.fees.amount": Decimal("29.0506"), "t2.rules.issued": Unread("=1+1")})
    page = book(sheet)["主动公开"]
    assert page["B16"].value == 29.0506
    assert page["B5"].value is None
    assert prove_xlsx(write_xlsx(sheet, PLAIN), sheet, PLAIN).holds


@pytest.mark.parametrize("sign", "=+-@")
def test_text_is_never_a_formula(city: Sheet, sign: str) -> None:
    odd = with_texts(city, {"title": sign + 'HYPERLINK("http://x","y")'})
    cell = book(odd)["主动公开"]["A1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_last_year_stands_on_sheets_of_its_own(city: Sheet) -> None:
    workbook = book(city, WITH_LAST, results=True)
    assert workbook.sheetnames[3:] == ["上年主动公开", "上年申请办理", "上年复议诉讼"]
    page = workbook["上年申请办理"]
    assert page["A2"].value == "上年（2023年）：三、收到和处理政府信息公开申请情况"
    assert (page["D6"].value, page["J6"].value) == (2760, 2848)


def test_workbook_with_last_year_is_read_as_this_year(city: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    path.write_bytes(write_xlsx(city, WITH_LAST))
    imported = read_file(path, bundled_formats())
    assert imported.report.values == {key: city.report.values[key] for key in city.format.entered}


def test_wide_figures_are_written_out_and_shrink_to_their_cells(city: Sheet) -> None:
    sheet = with_values(city, {"t3.new.natural": 123456789, "t2.fees.amount": Decimal("11398889.1234")})
    for place, code in (("申请办理!D6", "0"), ("申请办理!J6", "0"), ("主动公开!B16", "0.0000")):
        name, cell = place.split("!")
        found = book(sheet)[name][cell]
        assert (found.number_format, found.alignment.shrink_to_fit) == (code, True)


def test_heads_of_four_characters_stay_on_one_line(city: Sheet) -> None:
    for page in book(city).worksheets[1:]:
        figures = [page.column_dimensions[letter].width for letter in "DEFGHIJ"]
        assert min(figures) >= 9


def test_printed_pages_repeat_their_heads_and_are_numbered(city: Sheet) -> None:
    workbook = book(city)
    assert [page.print_title_rows for page in workbook.worksheets] == ["$1:$2", "$1:$5", "$1:$5"]
    parts = zipfile.ZipFile(BytesIO(write_xlsx(city, PLAIN)))
    assert "&amp;C第 &amp;P 页，共 &amp;N 页" in parts.read("xl/worksheets/sheet1.xml").decode()
    assert all(page.print_options.horizontalCentered for page in workbook.worksheets)


def test_heads_stay_in_sight(city: Sheet) -> None:
    workbook = book(city)
    assert [page.freeze_panes for page in workbook.worksheets] == ["A3", "D6", "A6"]


def test_places_are_named_as_excel_does() -> None:
    assert [address(0, column) for column in (0, 25, 26, 51, 52, 701, 702)] == [
        "A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_every_changed_figure_is_found(seed: int) -> None:
    sheet = load_sheet("city-2024")
    data = write_xlsx(sheet, WITH_LAST)
    name = f"xl/worksheets/sheet{seed % 6 + 1}.xml"
    nth = random.Random(seed).randrange(500)
    assert not prove_xlsx(replaced(data, name, r"<v>(\d+)", r"<v>9\1", nth), sheet, WITH_LAST).holds


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r"<f>.*?</f>", ""),
        (r"COUNT\(D6:I6\)=0,&quot;&quot;,SUM\(D6:I6\)", "COUNT(D6:H6)=0,&quot;&quot;,SUM(D6:H6)"),
        (r"<f>IF\(COUNT", "<f>IF(COUNTA"),
        ("自然人", "法人"),
        ("三、收到和处理", "三、处理"),
        (r'<mergeCell ref="A6:C6"/>', ""),
        (r'<mergeCell ref="A6:C6"/>', '<mergeCell ref="A6:B6"/>'),
    ],
)
def test_changed_formulas_labels_and_shapes_are_found(city: Sheet, pattern: str, by: str) -> None:
    damaged = replaced(write_xlsx(city, PLAIN), "xl/worksheets/sheet2.xml", pattern, by)
    assert prove_xlsx(damaged, city, PLAIN).differences


def test_wrong_sheets_and_broken_files_are_found(city: Sheet) -> None:
    renamed = replaced(write_xlsx(city, PLAIN), "xl/workbook.xml", "申请办理", "申请")
    assert "工作表应为主动公开、申请办理、复议诉讼" in prove_xlsx(renamed, city, PLAIN).sentence
    assert "文件打不开" in prove_xlsx(b"PK", city, PLAIN).sentence

"""What a PDF says beside its looks, read with another library than it was written for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.pdf import prove_pdf
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.pdf_tags import PaintedOtherwiseError
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.paper import pdf as paper_pdf
from gia_desktop.ui.paper.layout import lay_out_report
from gia_desktop.ui.paper.pdf import write_pdf
from tests.support.window.paper_samples import changed, load

TALL = DocumentOptions(style=PageStyle(table_row_pt=60, table_row_least_pt=60))


@cache
def known(name: str, options: DocumentOptions) -> bytes:
    return write_pdf(lay_out_report(load(name), options))


def written(sheet: Sheet, options: DocumentOptions | None = None) -> PdfReader:
    """Return the PDF of a report, those that are kept among the tests written once."""
    chosen = options or DocumentOptions()
    kept = [name for name in ("city-2024", "town-2020") if load(name).report == sheet.report]
    made = known(kept[0], chosen) if kept else write_pdf(lay_out_report(sheet, chosen))
    return PdfReader(BytesIO(made))


def parts(element: Any, role: str) -> list[Any]:
    """Return every part of a role inside an element, in reading order."""
    kids = [kid.get_object() for kid in element.get("/K", ())]
    inner = [part for kid in kids if "/S" in kid for part in parts(kid, role)]
    return [element, *inner] if element["/S"] == role else inner


def document(reader: PdfReader) -> Any:
    root: Any = reader.trailer["/Root"]
    return root["/StructTreeRoot"]["/K"]


@pytest.fixture(params=["city-2024", "town-2020"])
def sheet(request: pytest.FixtureRequest, qapp: QApplication) -> Sheet:
    return load(request.param)


@pytest.fixture
def city_sheet(qapp: QApplication) -> Sheet:
    return load("city-2024")


def test_pdf_says_its_language_its_title_and_that_it_is_for_archives(sheet: Sheet) -> None:
    reader = written(sheet)
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-CN", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - an object of the library
    assert reader.metadata is not None
    assert reader.metadata.title == sheet.report.title
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert sheet.report.title in xmp


def test_bookmarks_are_the_headings_in_their_order(city_sheet: Sheet) -> None:
    outline: list[Any] = written(city_sheet).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles == [section.heading for section in city_sheet.format.sections]
    inner = [entry.title for entry in outline[1] if not isinstance(entry, list)]
    assert inner[:2] == ["（一）主动公开情况", "（二）依申请公开情况"]


@pytest.mark.parametrize("options", [DocumentOptions(), TALL], ids=["usual", "tables over pages"])
def test_tables_have_heads_and_every_row_closes(sheet: Sheet, options: DocumentOptions) -> None:
    for table in parts(document(written(sheet, options)), "/Table"):
        taken: set[tuple[int, int]] = set()
        rows = parts(table, "/TR")
        for place, row in enumerate(rows):
            column = 0
            for cell in (kid.get_object() for kid in row["/K"]):
                looks = cell.get("/A", {})
                while (place, column) in taken:
                    column += 1
                down, across = looks.get("/RowSpan", 1), looks.get("/ColSpan", 1)
                taken |= {(place + y, column + x) for y in range(down) for x in range(across)}
                assert (cell["/S"] == "/TH") == (looks.get("/Scope") in {"/Row", "/Column"})
        width = max(column for _, column in taken) + 1
        assert len(taken) == len(rows) * width


def test_headings_come_in_levels_without_a_gap(sheet: Sheet) -> None:
    top = [kid.get_object()["/S"] for kid in document(written(sheet))["/K"]]
    levels = [int(role[2]) for role in top if re.fullmatch(r"/H\d", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("options", [DocumentOptions(), TALL], ids=["usual", "tables over pages"])
def test_every_painted_text_belongs_to_a_part_or_is_an_artifact(
    sheet: Sheet, options: DocumentOptions
) -> None:
    reader = written(sheet, options)
    tree: Any = reader.trailer["/Root"]
    owners = tree["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(reader.pages):
        content: Any = page["/Contents"]
        depth, marks = 0, 0
        for line in content.get_data().split(b"\n"):
            marks += b"/MCID" in line
            depth += line.endswith((b"BDC", b"BMC")) - (line == b"EMC")
            assert depth in {0, 1}
            assert depth == 1 or not line.endswith(b"Tj")
        assert marks == len(owners[2 * number + 1].get_object())


def test_rare_signs_and_shared_shapes_copy_as_themselves(city_sheet: Sheet) -> None:
    text = "䶮镇𬭎县的人、大、一、二、三、金、——与……，●第一\t项①㎡。"
    sheet = changed(city_sheet, texts={"section.1": text})
    shown = "".join(page.extract_text() for page in written(sheet).pages)
    assert "".join(text.split()) in re.sub(r"\s", "", shown)


def test_every_table_of_meanings_names_the_collection_it_is_of(sheet: Sheet) -> None:
    pages: list[Any] = list(written(sheet).pages)
    tables = [
        font.get_object()["/ToUnicode"].get_object().get_data()
        for page in pages
        for font in page["/Resources"]["/Font"].values()
        if "/ToUnicode" in font.get_object()
    ]
    # ISO 32000-1, 9.7.3: these three keys and no others.
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >>"
    assert tables
    assert all(system in table for table in tables)


def test_sign_that_no_font_has_is_told_by_the_proof(city_sheet: Sheet) -> None:
    sheet = changed(city_sheet, texts={"section.1": "甲\u0378乙。"})
    data = write_pdf(lay_out_report(sheet, DocumentOptions()))
    proof = prove_pdf(data, sheet, DocumentOptions())
    assert proof.unproved == "\u0378"


def test_lines_that_were_not_painted_are_noticed(city_sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = lay_out_report(city_sheet, DocumentOptions())
    real = paper_pdf.paint_pages

    def forgetful(device: Any, shown: Any, indexes: Any, scale: float, *, marked: bool) -> None:
        first = replace(shown.pages[0], texts=shown.pages[0].texts[:-1])
        real(device, replace(shown, pages=(first, *shown.pages[1:])), indexes, scale, marked=marked)

    monkeypatch.setattr(paper_pdf, "paint_pages", forgetful)
    with pytest.raises(PaintedOtherwiseError):
        write_pdf(paper)


def test_pages_have_the_exact_size_of_a4(city_sheet: Sheet) -> None:
    for page in written(city_sheet).pages:
        assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.05)
        assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.05)


def test_pages_list_nothing_that_they_do_not_use(sheet: Sheet) -> None:
    for page in written(sheet).pages:
        resources: Any = page["/Resources"]
        content = page.get_contents()
        assert content is not None
        assert all(name.encode() in content.get_data() for name in resources["/ColorSpace"])
        assert not {"/Pattern", "/XObject"} & set(resources)
        assert "/Tabs" not in page

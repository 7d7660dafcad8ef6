"""PDF files as a whole: what is refused and why."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.faults import DamagedFileError, UnsafeFileError
from gia_desktop.importers.pdf import reader
from gia_desktop.importers.pdf.reader import (
    PdfMissingError,
    PictureOnlyError,
    UncodedTextError,
    read_pdf,
)
from gia_desktop.importers.reader import read_bytes, read_file
from gia_desktop.importers.tables import Remark
from tests.support.files.painted import Paper, document, say

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
PICTURE = ("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "0")
PICTURES = "/XObject<</I 1 0 R>>"


@pytest.mark.parametrize(
    "text", ["", " ", say("1", 9, 9, before="3 Tr"), say("1", 9, 9) + "q 595 0 0 842 0 0 cm /I Do Q"]
)
def test_pages_without_text_that_is_seen_are_pictures(text: str) -> None:
    with pytest.raises(PictureOnlyError, match="扫描"):
        read_pdf(document(Paper(text, resources=PICTURES), streams=[PICTURE]))


def test_a_picture_among_pages_of_text_is_told() -> None:
    scan = Paper("q 595 0 0 842 0 0 cm /I Do Q" + say("识别", 9, 9, before="3 Tr"), resources=PICTURES)
    items = read_pdf(document(say("文字", 80, 700), scan, streams=[PICTURE]))
    assert items == ["文字", Remark("第 2 页是图片，上面的内容没有读入，请自行填写。")]


def test_fonts_that_do_not_tell_their_signs_are_told() -> None:
    font = "<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>"
    with pytest.raises(UncodedTextError, match="字形"):
        read_pdf(document(Paper(say("文字", 80, 700, font="X"), fonts={"X": font})))


@pytest.mark.parametrize("pages", [[say("x", 9, 9)] * 301])
def test_a_book_is_refused(pages: list[str]) -> None:
    with pytest.raises(UnsafeFileError, match="300 页"):
        read_pdf(document(*pages))


def test_a_file_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", -1.0)
    with pytest.raises(UnsafeFileError, match="读不完"):
        read_pdf(document(say("x", 9, 9)))


def test_forms_within_forms_end_somewhere() -> None:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 1 0 R>>>>"
    page = Paper(say("x", 9, 9) + "/F Do", resources="/XObject<</F 1 0 R>>")
    assert read_pdf(document(page, streams=[(form, "/F Do")])) == ["x"]


def test_signs_without_end_are_given_up() -> None:
    packed = zlib.compress(b"BT /H 1 Tf (" + b"x" * 400_000 + b") Tj ET").decode("latin-1")
    form = ("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Filter/FlateDecode", packed)
    with pytest.raises(UnsafeFileError, match="读不完"):
        read_pdf(document(Paper("/F Do", resources="/XObject<</F 1 0 R>>"), streams=[form]))


@pytest.mark.parametrize(
    "content",
    ["1 0 0 cm", "Q Q Q", "[(a", "<< /A", "q " * 3000, "/None Do /None gs",
     "(a\\", "<4", "1 2 3 4 5 6 7 re f", "h h f", "BI /W 1 ID abc", "/OC /Nothing BDC", "EMC",
     "/X 12 Tf (a) Tj"],
)  # fmt: skip
def test_broken_instructions_are_passed_over(content: str) -> None:
    assert read_pdf(document(f"{say('好', 80, 700)} {content}")) == ["好"]


@pytest.mark.parametrize("cut", [20, 200])
def test_a_truncated_pdf_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedFileError):
        read_pdf(document(say("x", 9, 9))[:cut])


def test_a_page_without_content_or_resources_is_blank() -> None:
    whole = document(say("文字", 80, 700), "")
    assert read_pdf(whole.replace(b"/Contents 3 0 R", b"/Contents null ")) == ["文字"]


def test_without_the_library_another_way_is_told(monkeypatch: pytest.MonkeyPatch, formats: Formats) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(PdfMissingError, match=r"另存为 \.docx"):
        read_bytes(b"%PDF-1.4", formats)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_the_city_report_of_2024_reads_whole(formats: Formats) -> None:
    imported = read_file(SAMPLES / "huaian-2024.pdf", formats)
    report = imported.report
    assert (report.format, report.year, report.unit_name) == ("2021", 2024, "淮安市人民政府")
    assert (len(imported.sure), imported.doubtful, imported.not_found, imported.differing) == (
        166,
        (),
        (),
        (),
    )
    values = report.values | report.stated  # type: ignore[operator]
    assert [values[f"t3.{row}.total"] for row in ("new", "carried_in", "handled_total", "carried_out")] == [
        3119, 34, 3050, 103,
    ]  # fmt: skip
    assert str(values["t2.fees.amount"]) == "96171.6"
    assert report.section("6").startswith("2024年，市政府严格落实")

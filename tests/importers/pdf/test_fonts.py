"""What the codes of a PDF font mean, and instructions that write with them."""

from __future__ import annotations

import pytest

from gia_desktop.importers.pdf.codes import read_table, sign_named
from gia_desktop.importers.pdf.reader import read_pdf
from gia_desktop.importers.pdf.tokens import operations
from tests.support.files.painted import NARROW, Paper, document, say, table_two

ONE_BYTE = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Some/FirstChar 1/LastChar 3/Widths[500 500 500]"
WIDE = "<</Type/Font/Subtype/Type0/BaseFont/Some/DescendantFonts[<</Subtype/CIDFontType2/DW 1000"
MAP = "1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <01> <0031> <02> <00660069> endbfchar"


def _said(codes: str, font: str, *streams: tuple[str, str]) -> str:
    page = Paper(f"BT /T 10 Tf 80 700 Td {codes} Tj ET", fonts={"T": font})
    return str(read_pdf(document(page, streams=streams))[0])


@pytest.mark.parametrize(
    ("font", "codes", "text"),
    [
        (f"{ONE_BYTE}/ToUnicode 1 0 R>>", "<0102>", "1fi"),
        (f"{ONE_BYTE}/Encoding<</Differences[1/one/two/fi]>>>>", "<010203>", "12fi"),
        (f"{ONE_BYTE}/Encoding<</BaseEncoding/MacRomanEncoding/Differences[1/uni4E00]>>>>", "<01a5>", "一•"),
        (f"{ONE_BYTE}>>", "(1a6)", "1a6"),
        (f"{WIDE}/W[1[500 600]3 9 700]>>]/Encoding/GBK-EUC-H>>", "<d0d0d5fe31>", "行政1"),
        (f"{WIDE}>>]/Encoding/UniGB-UTF16-H>>", "<884c653f>", "行政"),
        (f"{WIDE}>>]/Encoding/UniGB-UTF8-H>>", "<e8a18c31>", "行1"),
        (f"{WIDE}>>]/Encoding/GBK2K-V>>", "<d0d0>", "行"),
        (f"{WIDE}>>]/Encoding/90ms-RKSJ-H>>", "<3161>", "1a"),
        (f"{WIDE}>>]/Encoding/Identity-H/ToUnicode 2 0 R>>", "<00050006>", "行政"),
        (f"{WIDE}>>]/Encoding 3 0 R/ToUnicode 2 0 R>>", "<0506>", "行政"),
        ("<</Subtype/Type3/FontMatrix[0.01 0 0 0.01 0 0]/ToUnicode 1 0 R>>", "<0102>", "1fi"),
    ],
)
def test_codes_mean_what_the_font_says(font: str, codes: str, text: str) -> None:
    wide = "2 beginbfrange <0005> <0005> [<884c>] <0006> <0007> <653f> endbfrange"
    own = "1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <05> <06> 5 endcidrange"
    assert _said(codes, font, ("", MAP), ("", wide), ("/CMapName/Own-H", own)) == text


def test_signs_that_the_font_does_not_tell_mean_what_the_passage_says() -> None:
    font = f"{WIDE}>>]/Encoding/Identity-H>>"
    unread = "/Span <</ActualText (1a6)>> BDC BT /T 10 Tf 80 700 Td <00050006> Tj ET EMC"
    assert read_pdf(document(Paper(unread, fonts={"T": font}))) == ["1a6"]
    shown = f"/Span <</ActualText (999)>> BDC {say('1a6', 80, 700)} EMC"
    assert read_pdf(document(shown)) == ["1a6"]


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("seven", "7"),
        ("A", "A"),
        ("uni4E00", "一"),
        ("u20000", "𠀀"),
        ("one.alt", "1"),
        ("g23", ""),
        ("uniD800", ""),
    ],
)
def test_names_of_glyphs(name: str, sign: str) -> None:
    assert sign_named(name) == sign


def test_broken_and_endless_tables_are_cut_off() -> None:
    table = read_table(
        b"beginbfrange <0000> <ffff> <0000> <00> 5 <01> endbfrange " * 9 + b"beginbfchar <01> 7 endbfchar"
    )
    assert len(table.texts) <= 0x10000
    assert read_table(b"begincidchar <01> 7 <02> <03> endcidchar").cids == {1: 7}


ROW = "BT /H 10 Tf 80 700 Td "


@pytest.mark.parametrize(
    "content",
    [
        "[(1) 0 (a) -20 (6)] TJ",
        "(1) Tj (a6) Tj",
        "<31 61 36> Tj",
        "(1\\141\\66) Tj",
        "2 Tc (1a6) Tj",
        "150 Tz (1a6) Tj",
        "12 TL (1a6) '",
        '0 0 (1a6) "',
        "0 -12 TD (1) Tj (a6) Tj T*",
        "1 0 0 1 80 650 Tm (1a6) Tj",
        "% a comment (9)\n(1a6) Tj",
    ],
)
def test_every_way_to_write_is_read(content: str) -> None:
    assert read_pdf(document(f"{ROW}{content} ET")) == ["1a6"]


def test_a_row_written_at_once_falls_into_its_cells() -> None:
    page = table_two(font=NARROW)
    once = "BT /H 10 Tf 186 590 Td [(12) -10888 (3) -11444 (58)] TJ ET"
    row = (
        "BT  /H 10 Tf 186.0 590.0 Td (12) Tj ET",
        "BT  /H 10 Tf 306.0 590.0 Td (3) Tj ET",
        "BT  /H 10 Tf 426.0 590.0 Td (58) Tj ET",
    )
    for written in row:
        assert written in page
        page = page.replace(written, "")
    (table,) = read_pdf(document(page + once))
    assert [cell.text for cell in table.line(3)] == ["行政规范性文件", "12", "3", "58"]  # type: ignore[union-attr]


def test_instructions_are_taken_apart() -> None:
    content = b"/A#20b [1 -.5 (a\\)(b)) <</K /V /N null>>] x\n+3. 4-5 true y BI /W 1 ID \x00(\xff EI z"
    assert list(operations(content)) == [
        (b"x", ["A b", [1.0, -0.5, b"a)(b)", {"K": "V", "N": None}]]),
        (b"y", [3.0, 4.0, 1.0]),
        (b"BI", []),
        (b"EI", ["W", 1.0]),
        (b"z", []),
    ]

"""Files made to exhaust the machine, to reach outside, or simply broken."""

from __future__ import annotations

import io
import random
import resource
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.files.faults import FolderGivenError, LargeFileError, MissingFileError
from gia_desktop.formats.installed import Formats
from gia_desktop.importers import reader
from gia_desktop.importers.assembling import sections, take_tables
from gia_desktop.importers.faults import (
    DamagedFileError,
    EmptyContentError,
    ForeignFileError,
    NoReportError,
    OldFormatError,
    UnsafeFileError,
)
from gia_desktop.importers.files import old_files
from gia_desktop.importers.reader import MAX_FILE, read_bytes, read_file
from gia_desktop.importers.tables import TableTooLargeError
from tests.support.files import fuzz
from tests.support.files.layouts import WRITERS, W, docx_of, paragraph, sample

SECONDS = 5
MEGABYTES = 500


@contextmanager
def _bounds() -> Iterator[None]:
    """Fail when reading takes longer or needs more memory than a clerk's PC has."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.perf_counter() - start < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def _zip(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def _document(text: bytes) -> bytes:
    return _zip(word__document_xml=text)


def _entities() -> bytes:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{names}]><x>&l9;</x>'.encode()


UNSAFE: dict[str, Callable[[], bytes]] = {
    "a part that unpacks to 100 MB": lambda: _document(b" " * 100_000_000),
    "an entity bomb": lambda: _document(_entities()),
    "an entity bomb in UTF-16": lambda: _document(_entities().decode().encode("utf-16")),
    "an external entity": lambda: _document(
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    ),
    "ten thousand parts": lambda: _zip(**{f"p{number}": b"" for number in range(10_000)}),
}


def _too_many_cells() -> bytes:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>"
    return docx_of(f"<w:tbl>{row * 1000}</w:tbl>")


def _wide_sheet() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData><c r="XFD1048576"><v>1</v></c></sheetData></worksheet>'
    workbook = (
        f'<workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="1" r:id="r1"/></sheets></workbook>'
    )
    relations = '<Relationships><Relationship Id="r1" Target="sheet.xml"/></Relationships>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", workbook)
        package.writestr("xl/_rels/workbook.xml.rels", relations)
        package.writestr("xl/sheet.xml", sheet)
    return made.getvalue()


TOO_LARGE: dict[str, Callable[[], bytes]] = {
    "a million cells": _too_many_cells,
    "an absurd gridSpan": lambda: docx_of(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "absurd spans on a page": lambda: (
        b"<table>" + b"<tr><td colspan=1000 rowspan=1000>1</td></tr>" * 500 + b"</table>"
    ),
    "a cell in the last place of a sheet": _wide_sheet,
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_a_dangerous_file_is_refused(kind: str, formats: Formats) -> None:
    data = UNSAFE[kind]()
    with _bounds(), pytest.raises((UnsafeFileError, DamagedFileError, ForeignFileError)) as caught:
        read_bytes(data, formats)
    assert "GIA-E-50" in caught.value.sentence


def test_macros_are_named(formats: Formats) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<x/>")
        package.writestr("word/vbaProject.bin", "x")
    with pytest.raises(UnsafeFileError, match="宏"):
        read_bytes(made.getvalue(), formats)


@pytest.mark.parametrize("kind", TOO_LARGE)
def test_a_table_of_absurd_size_is_refused(kind: str, formats: Formats) -> None:
    data = TOO_LARGE[kind]()
    with _bounds(), pytest.raises((TableTooLargeError, UnsafeFileError), match=r"不是.*年度报告"):
        read_bytes(data, formats)


def test_a_document_of_endless_paragraphs_is_refused(
    formats: Formats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_ITEMS", 20)
    with pytest.raises(UnsafeFileError, match="不是正常的年度报告"):
        read_bytes(docx_of(paragraph("字") * 21), formats)


@pytest.mark.parametrize("attributes", ["a{}=1", 'a{}="x y"', "a{}"])
def test_a_tag_of_endless_attributes_is_refused_but_not_a_large_picture(
    formats: Formats, attributes: str
) -> None:
    many = " ".join(attributes.format(number) for number in range(2_500))
    with pytest.raises(UnsafeFileError, match="属性"):
        read_bytes(f"<html><p {many}>一、总体情况".encode(), formats)
    picture = f'<img src="data:image/png;base64,{"abcd " * 10_000}">'
    with pytest.raises(NoReportError):
        read_bytes(f"<html><p>{picture}".encode(), formats)


def test_a_cell_merged_over_thousands_of_rows_is_read_once(
    formats: Formats, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(line: str, of: Formats) -> str:
        asked.append(line)
        return sections.heading_of(line, of)

    monkeypatch.setattr(take_tables, "heading_of", ask)
    cell = "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr>" + paragraph("一、总体情况") + "</w:tc></w:tr>"
    rows = cell.format(' w:val="restart"') + cell.format("") * 300
    with pytest.raises(NoReportError):
        read_bytes(docx_of(f"<w:tbl>{rows}</w:tbl>"), formats)
    assert len(asked) < 20


def test_deep_nesting_is_refused_without_harm(formats: Formats) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5000
    with _bounds(), pytest.raises(DamagedFileError):
        read_bytes(docx_of(deep), formats)
    with _bounds(), pytest.raises(NoReportError):
        read_bytes(b"<table><tr><td>" * 20_000, formats)


@pytest.mark.parametrize("data", [b"", b"  \n "])
def test_an_empty_file_says_so(data: bytes, formats: Formats) -> None:
    with pytest.raises(EmptyContentError, match="是空的"):
        read_bytes(data, formats)


def test_an_old_document_tells_to_save_it_as_docx(formats: Formats) -> None:
    with pytest.raises(OldFormatError, match="另存为"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, formats)


def test_rich_text_tells_to_save_it_as_docx(formats: Formats, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_files, "find_office", lambda: None)
    with pytest.raises(OldFormatError, match="另存为"):
        read_bytes(b"{\\rtf1\\ansi \\'c4\\'ea}", formats)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"MZ\x90\x00", b"\x7fELF", b"abc\x00def", _zip(a=b"x")]
)
def test_a_foreign_file_names_the_kinds_that_can_be_read(data: bytes, formats: Formats) -> None:
    with pytest.raises(ForeignFileError, match="docx"):
        read_bytes(data, formats)


def test_a_truncated_document_is_damaged(formats: Formats) -> None:
    whole = WRITERS["docx"](sample("2021", "sound"))
    for length in range(50, len(whole) - 1, len(whole) // 20):
        with pytest.raises((DamagedFileError, ForeignFileError)):
            read_bytes(whole[:length], formats)


def test_a_document_without_text_is_damaged(formats: Formats) -> None:
    with pytest.raises(DamagedFileError, match="已损坏"):
        read_bytes(_document(b"<w:document"), formats)


def test_the_content_decides_and_not_the_suffix(formats: Formats, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(WRITERS["docx"](sample("2021", "sound")))
    assert len(read_file(path, formats).cells) > 100


def test_the_name_of_a_refused_file_is_told(formats: Formats, tmp_path: Path) -> None:
    path = tmp_path / "去年的.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(OldFormatError, match=r"《去年的\.doc》") as caught:
        read_file(path, formats)
    assert str(caught.value).endswith("（GIA-E-503）")


def test_a_missing_file_and_a_folder_are_told_apart(formats: Formats, tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="找不到"):
        read_file(tmp_path / "none.docx", formats)
    with pytest.raises(FolderGivenError, match="是文件夹"):
        read_file(tmp_path, formats)


def test_a_huge_file_is_not_even_read(formats: Formats, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    with pytest.raises(LargeFileError, match="超过"):
        read_file(path, formats)


def test_a_faulty_exchange_file_keeps_its_own_message(formats: Formats) -> None:
    with pytest.raises(GiaError, match="新版本"):
        read_bytes(b'{"gia": 99}', formats)


@pytest.mark.slow
def test_files_damaged_at_random_are_read_or_refused_in_words(formats: Formats) -> None:
    rng, files = random.Random(5), fuzz.corpus()
    read = sum(fuzz.survive(fuzz.mutated(rng.choice(files), rng), formats) for _ in range(60))
    assert 0 < read < 60


def test_a_document_that_only_names_outside_things_reads_nothing_from_there(formats: Formats) -> None:
    body = f'<w:p><w:r><w:t xmlns:w="{W}">一、总体情况</w:t></w:r></w:p>' + paragraph("无。")
    outside = '<w:altChunk xmlns:r="http://x" r:id="rId1"/><w:subDoc r:id="rId2" xmlns:r="http://x"/>'
    imported = read_bytes(docx_of(body + outside), formats)
    assert imported.report.section("1") == "无。"

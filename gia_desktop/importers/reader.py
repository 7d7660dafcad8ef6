"""Reading a file of any kind as a report."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from lxml import etree

from gia_desktop.core.report import year_to_report
from gia_desktop.exchange.objects import GiaFileError, parse_report
from gia_desktop.exchange.report_file import FaultyReportError
from gia_desktop.files.patience import stop_if_given_up
from gia_desktop.files.reading import read_whole
from gia_desktop.formats.installed import Formats, UnknownFormatError
from gia_desktop.importers.assembling.assemble import assemble
from gia_desktop.importers.faults import (
    EmptyContentError,
    ForeignFileError,
    ImportFault,
    NoReportError,
    OldFormatError,
    UnsafeFileError,
)
from gia_desktop.importers.files.docx_reader import read_docx
from gia_desktop.importers.files.html_tables import html_flow
from gia_desktop.importers.files.old_files import is_old, modernised
from gia_desktop.importers.files.packages import Package
from gia_desktop.importers.files.text_reader import comma_table, decode, is_wide_text, plain_lines
from gia_desktop.importers.files.tidy_csv import tidy_items
from gia_desktop.importers.files.wrapped import is_web_archive, is_xml, package_of, page_of
from gia_desktop.importers.files.xlsx_reader import read_xlsx
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.matching.matched import MatchedCell
from gia_desktop.importers.pdf.reader import read_pdf
from gia_desktop.importers.shown.as_read import items_as_read
from gia_desktop.importers.tables import Item, Pictures

MAX_FILE: Final = 40 * 1024 * 1024
MAX_TEXT: Final = 16 * 1024 * 1024
MAX_TAGS: Final = 120_000
MAX_LINES: Final = 100_000
MAX_ITEMS: Final = 50_000
"""A report has some thousands of them; reading so many takes seconds, and many more would take minutes."""
MAX_ATTRIBUTES: Final = 2_000

_LONG_TAG: Final = re.compile(rb"<[^<>]{8000,}")
_QUOTED: Final = re.compile(rb"\"[^\"]*\"|'[^']*'")
_CONVERTED: Final = "这是旧版文件，经本机的 LibreOffice 转换后读入，请与原文核对。"
_ZIP: Final = b"PK\x03\x04"
_FOREIGN: Final = {
    "OFD.xml": "OFD 版式文件（请找到原来的 Word 文件）",
    "META-INF/manifest.xml": "LibreOffice 的其他文件",
    "uof.xml": "标文通（UOF）文档",
}
"""Packages of other programs, by a part they have."""
_PICTURES_AND_PROGRAMS: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"BM",
)


def read_file(path: Path, formats: Formats, year: int | None = None) -> ImportedReport:
    """Read a file as a report; its content decides what kind it is, not its name.

    Args:
        path: the file.
        formats: the official formats.
        year: the report year, when the clerk has said it.

    Raises:
        ImportFault: it is damaged, dangerous, of an old or a foreign kind; the text names it.
        GiaError: it can't be read at all, see ``read_whole``, or is a .gia file that can't be used.
    """
    data = read_whole(path, MAX_FILE, "年报文件")
    try:
        return read_bytes(data, formats, year)
    except ImportFault as fault:
        fault.named(path.name)
        raise
    except (GiaFileError, UnknownFormatError) as fault:
        raise FaultyReportError(path, fault) from fault


def read_bytes(data: bytes, formats: Formats, year: int | None = None) -> ImportedReport:
    """Read the content of a file as a report; see ``read_file``."""
    start = data[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{") and not is_old(start):
        return _own(data, formats)
    was_old = is_old(data)
    items = read_items(modernised(data) if was_old else data)
    stop_if_given_up()
    imported = assemble(items, formats, year, assumed=year_to_report(dt.datetime.now().astimezone().date()))
    if not (imported.table_formats or imported.report.sections or imported.has_year):
        raise NoReportError
    return replace(imported, notes=(*imported.notes, _CONVERTED)) if was_old else imported


def read_items(data: bytes) -> list[Item]:
    """Return the paragraphs and tables of a file's content.

    Raises:
        ImportFault: it is damaged, dangerous, of an old or a foreign kind, or far longer than any report.
        TableTooLargeError: a table has more cells than any report.
    """
    found = _found(data, within=False)
    if len(found) > MAX_ITEMS:
        raise UnsafeFileError(f"有 {MAX_ITEMS // 10_000} 万多段")
    return items_as_read(found)


def _found(data: bytes, *, within: bool) -> list[Item]:
    """Read a file, or one that stands within another."""
    if not data.strip():
        raise EmptyContentError
    if is_old(data):
        raise OldFormatError
    if data.startswith(_ZIP):
        return _office(Package(data), within=within)
    start = data[:1024].lstrip().lower()
    if b"%pdf-" in start:
        return read_pdf(data)
    if data.startswith(_PICTURES_AND_PROGRAMS) or _is_binary(data):
        raise ForeignFileError
    _refuse_too_much(data)
    if is_web_archive(data):
        return html_flow(decode(page_of(data)))
    if is_xml(data) and (package := package_of(data)) is not None:
        return _office(package, within=within)
    text = decode(data)
    head = text[:4096].lower()
    if "<html" in head or "<table" in head or "<!doctype html" in head or "<body" in head or "<p" in head:
        return html_flow(text)
    if (items := tidy_items(text)) is not None:
        return items
    table = comma_table(text)
    return list(plain_lines(text)) if table is None else [table]


def _refuse_too_much(text: bytes) -> None:
    """Keep from reading a text or a page that is far larger than any report.

    Raises:
        UnsafeFileError: it is.
    """
    if len(text) > MAX_TEXT:
        raise UnsafeFileError(f"超过 {MAX_TEXT // (1024 * 1024)} MB")
    if text.count(b"<") > MAX_TAGS:
        raise UnsafeFileError(f"网页里有 {MAX_TAGS // 10_000} 万多个标记")
    if text.count(b"\n") > MAX_LINES:
        raise UnsafeFileError(f"有 {MAX_LINES // 10_000} 万多行")
    # The parser of pages looks at every attribute for each other one of its tag.
    if any(len(_QUOTED.sub(b"", tag.group()).split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise UnsafeFileError(f"网页里有一个标记带 {MAX_ATTRIBUTES} 多个属性")


def _office(package: Package, *, within: bool) -> list[Item]:
    if not package.main_part():
        raise ForeignFileError(next((what for name, what in _FOREIGN.items() if name in package), ""))
    kind = etree.QName(package.main()[1]).localname
    if kind == "document":
        items = read_docx(package, None if within else partial(_found, within=True))
    elif kind == "workbook":
        items = read_xlsx(package)
    else:
        raise ForeignFileError("演示文稿" if kind == "presentation" else "")
    return [*items, Pictures()] if package.has_pictures else items


def _is_binary(data: bytes) -> bool:
    """Tell whether this is no text at all; wide text has zero bytes, in every other place."""
    return b"\x00" in data[:4096] and not is_wide_text(data)


def _own(data: bytes, formats: Formats) -> ImportedReport:
    report = parse_report(data, formats)
    fmt = formats.get(report.format)
    cells = {key: MatchedCell(key, "", value) for key, value in report.values.items()}
    return ImportedReport(
        report,
        cells,
        tuple(key for key in fmt.entered if key not in cells),
        table_formats=dict.fromkeys(fmt.tables, fmt.id),
    )

"""Opening and saving report files (``*.gia``); every fault is a sentence that names the file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import PREAMBLE
from gia_desktop.core.report import Previous, Report
from gia_desktop.exchange.objects import GiaFileError, dump_report, parse_report
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.reading import read_whole
from gia_desktop.formats.installed import Formats, UnknownFormatError

MAX_BYTES: Final = 20 * 1024 * 1024
"""A report takes some 20 kB; a file beyond this is something else and is not read into memory."""

_OTHER_KINDS: Final = {
    b"PK\x03\x04": "Word（docx）、Excel（xlsx）或压缩文件",
    b"\xd0\xcf\x11\xe0": "旧版的 Word、Excel 或 WPS 文件",
    b"%PDF": "PDF 文件",
}
"""First bytes of what clerks hand over by mistake, with the name of it."""


class OtherDocumentError(GiaError):
    """The file is of another well-known kind."""

    code = "GIA-E-107"

    def __init__(self, path: Path, kind: str) -> None:
        """Name the file and what it is."""
        super().__init__(
            f"文件《{path.name}》是 {kind}，不是 .gia 报告文件。",
            "请选择 .gia 文件；其他文件要先读入。",
            str(path),
        )


class FaultyReportError(GiaError):
    """The content of the file can't be used; keeps the code and advice of the fault found in it."""

    def __init__(self, path: Path, fault: GiaError) -> None:
        """Put the name of the file before the cause."""
        self.code = fault.code
        super().__init__(
            f"文件《{path.name}》无法打开：{fault.user_text}", fault.hint, fault.detail or str(path)
        )


def open_report(path: Path, formats: Formats) -> Report:
    """Read a report file.

    Raises:
        GiaError: the file can't be read or used; the message names it and the cause.
    """
    data = read_whole(path, MAX_BYTES, "年报文件")
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise OtherDocumentError(path, kind)
    try:
        return parse_report(data, formats)
    except (GiaFileError, UnknownFormatError) as fault:
        raise FaultyReportError(path, fault) from fault


def save_report(report: Report, path: Path) -> None:
    """Write a report file; an existing one is replaced only when the new one is complete.

    Raises:
        GiaError: the file can't be written.
    """
    write_atomically(path, dump_report(report))


def as_previous(report: Report) -> Previous:
    """Return a report as last year's part of the next one; totals it states count where parts are missing."""
    opening = report.text(PREAMBLE)
    extra = {str(PREAMBLE): opening} if opening else {}
    return Previous(report.format, report.year, {**report.stated, **report.values}, report.sections, extra)

"""Opening and saving report files (``*.gia``); every fault is a sentence that names the file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Previous, Report
from gia_desktop.exchange.objects import GiaFileError, dump_report, parse_report
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.reading import refuse_special
from gia_desktop.formats.registry import Registry, UnknownFormatError

MAX_BYTES: Final = 20 * 1024 * 1024
"""A report takes some 20 kB; a file beyond this is something else and is not read into memory."""

_OTHER_KINDS: Final = {
    b"PK\x03\x04": "Word（docx）、Excel（xlsx）或压缩文件",
    b"\xd0\xcf\x11\xe0": "旧版的 Word、Excel 或 WPS 文件",
    b"%PDF": "PDF 文件",
}
"""First bytes of what clerks hand over by mistake, with the name of it."""


class MissingReportError(GiaError):
    """There is no file under the name given."""

    code = "GIA-E-102"

    def __init__(self, path: Path) -> None:
        """Name the file and the place searched."""
        super().__init__(f"找不到文件《{path.name}》。", "请核对文件名和所在文件夹。", str(path))


class ReportFolderError(GiaError):
    """The name given belongs to a folder."""

    code = "GIA-E-103"

    def __init__(self, path: Path) -> None:
        """Name the folder."""
        super().__init__(
            f"《{path.name or path}》是文件夹，不是报告文件。", "请指定其中的 .gia 文件。", str(path)
        )


class UnreadableReportError(GiaError):
    """The system does not let the file be read."""

    code = "GIA-E-104"

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file; what the system said goes into the detail."""
        if isinstance(error, PermissionError):
            cause, hint = "没有读取它的权限", "请检查文件权限，或把它复制到自己的文件夹后再打开。"
        else:
            cause, hint = "读取时出错", "请检查磁盘、U 盘或网络盘是否正常，文件名是否过长。"
        super().__init__(f"无法打开文件《{path.name}》：{cause}。", hint, str(error))


class EmptyReportError(GiaError):
    """The file has no content."""

    code = "GIA-E-105"

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            f"文件《{path.name}》是空的。", "可能复制或下载没有完成，请重新取得这个文件。", str(path)
        )


class LargeReportError(GiaError):
    """The file is far too large for a report."""

    code = "GIA-E-106"

    def __init__(self, path: Path) -> None:
        """Name the file and the limit."""
        super().__init__(
            f"文件《{path.name}》超过 {MAX_BYTES // (1024 * 1024)} MB，不是年报文件。",
            "请核对文件名。",
            str(path),
        )


class ForeignFileError(GiaError):
    """The file is of another well-known kind."""

    code = "GIA-E-107"

    def __init__(self, path: Path, kind: str) -> None:
        """Name the file and what it is."""
        super().__init__(
            f"文件《{path.name}》是 {kind}，不是 .gia 报告文件。",
            "请选择 .gia 文件；其他文件要先导入。",
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


def open_report(path: Path, registry: Registry) -> Report:
    """Read a report file.

    Raises:
        GiaError: the file can't be read or used; the message names it and the cause.
    """
    data = _read(path)
    if not data.strip():
        raise EmptyReportError(path)
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise ForeignFileError(path, kind)
    try:
        return parse_report(data, registry)
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
    return Previous(report.format, report.year, {**report.stated, **report.values}, report.sections)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():  # Windows would say that the permission is missing
            raise ReportFolderError(path)
        refuse_special(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingReportError(path) from error
    except OSError as error:
        raise UnreadableReportError(path, error) from error
    if len(data) > MAX_BYTES:
        raise LargeReportError(path)
    return data

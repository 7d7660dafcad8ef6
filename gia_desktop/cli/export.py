"""``gia export``: a finished document, by the suffix of its name."""

from __future__ import annotations

import importlib
import importlib.util
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gia_desktop.cli.result import Exit, Result
from gia_desktop.core.errors import GiaError
from gia_desktop.documents.export import FILE_KINDS, FileKind, UnknownSuffixError, export_file
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.report_file import open_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

_PDF: Final = ".pdf"
_PDF_MODULE: Final = "gia_desktop.ui.paper.pdf"


class NoPdfError(GiaError):
    """This program is built without the part that paints pages."""

    code = "GIA-E-005"

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("本版本还不能导出 PDF。", "请先导出 docx，再用 Word 或 WPS 另存为 PDF。")


class ExportFolderError(GiaError):
    """A document is to be written where a folder is."""

    code = "GIA-E-010"

    def __init__(self, path: Path) -> None:
        """Ask for a name in the folder."""
        example = path / "年报.docx"
        super().__init__(f"“{path}”是文件夹，还缺文件名。", f"请在 -o 后面写上文件名，例如“{example}”。")


def run(args: Namespace, formats: Formats) -> Result:
    """Write a document and say what reading it again showed."""
    path: Path = args.output
    if path.is_dir():
        raise ExportFolderError(path)
    kinds = _kinds(path.suffix.lower())
    sheet = make_sheet(open_report(args.file, formats), formats)
    result = export_file(sheet, path, DocumentOptions(last_year=args.last_year), kinds)
    return Result(f"已导出{result.sentence}", Exit.DONE if result.proof.holds else Exit.DOUBTFUL)


def _kinds(suffix: str) -> Mapping[str, FileKind]:
    """Return the kinds of files; Qt is loaded for PDF only, whose pages are painted as in the window."""
    if suffix in FILE_KINDS:
        return FILE_KINDS
    if suffix != _PDF:
        raise UnknownSuffixError(suffix, (*FILE_KINDS, _PDF))
    if importlib.util.find_spec(_PDF_MODULE) is None:
        raise NoPdfError
    return {**FILE_KINDS, _PDF: importlib.import_module(_PDF_MODULE).PDF_KIND}

"""``gia export``: a finished document, by the suffix of its name."""

from __future__ import annotations

import importlib
import importlib.util
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.app.report_file import open_report
from gia_desktop.cli.outcome import Exit, Outcome
from gia_desktop.core.errors import GiaError
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.sheet import Sheet, make_sheet

if TYPE_CHECKING:
    from gia_desktop.documents.export import ExportResult

_SUFFIXES: Final = (".docx", ".html", ".xlsx", ".pdf", ".gia")
_PDF_MODULE: Final = "gia_desktop.ui.paper"


class ExportSuffixError(GiaError):
    """The name of the output says no kind of document that can be written."""

    code = "GIA-E-004"

    def __init__(self, path: Path) -> None:
        """Name the file and the suffixes there are."""
        super().__init__(f"不能导出成《{path.name}》这种文件。", f"文件名应以 {suffix_words()} 结尾。")


class NoPdfError(GiaError):
    """This program is built without the part that paints pages."""

    code = "GIA-E-005"

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("本版本还不能导出 PDF。", "请先导出 docx，再用 Word 或 WPS 另存为 PDF。")


def suffix_words() -> str:
    """Return the suffixes as a list for sentences."""
    return "、".join(_SUFFIXES)


def run(args: Namespace, registry: Registry) -> Outcome:
    """Write a document and say what reading it again showed."""
    path: Path = args.output
    if path.suffix.lower() not in _SUFFIXES:
        raise ExportSuffixError(path)
    sheet = make_sheet(open_report(args.file, registry), registry)
    result = _write_pdf(sheet, path) if path.suffix.lower() == ".pdf" else _write(sheet, path)
    code = Exit.DONE if result.proof.ok else Exit.DOUBTFUL
    return Outcome(f"已导出《{path.name}》。{result.proof.sentence}", code)


def _write(sheet: Sheet, path: Path) -> ExportResult:
    from gia_desktop.documents.export import export_file
    from gia_desktop.documents.options import DocumentOptions

    return export_file(sheet, path, DocumentOptions())


def _write_pdf(sheet: Sheet, path: Path) -> ExportResult:
    """Load Qt for this one kind only: pages are painted by the same code as in the window."""
    if importlib.util.find_spec(_PDF_MODULE) is None:
        raise NoPdfError
    from gia_desktop.documents.options import DocumentOptions

    result: ExportResult = importlib.import_module(_PDF_MODULE).export_pdf(sheet, path, DocumentOptions())
    return result

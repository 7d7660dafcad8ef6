"""The commonest job: a town that had next to nothing to report, and last year's report of it as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.settings import Settings
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import is_number
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.shell.main_window import MainWindow

IN_FORCE: Final = CellKey("t2.normative.in_force")
LICENSING: Final = CellKey("t2.licensing.decisions")


def nearly_nothing(formats: Formats) -> Report:
    """Return a town's report with two figures other than 0 and the texts of the sample."""
    sample = open_report(resource("samples", "sample-2025.gia"), formats)
    zeros = {key: type(value)(0) for key, value in sample.values.items() if is_number(value)}
    return replace(sample, values={**zeros, IN_FORCE: 5, LICENSING: 312})


def write_last_year(report: Report, formats: Formats, folder: Path) -> Path:
    """Write a report as the docx that lies in the clerk's folder from last year."""
    path = folder / "去年.docx"
    path.write_bytes(write_docx(make_sheet(report, formats), DocumentOptions()))
    return path


def window_over(folder: Path, messages: Messages) -> MainWindow:
    """Return the window over an empty data folder, not shown yet."""
    folders = find_folders(folder / "资料")
    window = MainWindow(Settings(folders.config))
    window.furnish(Workspace(folders, bundled_formats()), messages)
    return window

"""Sending pages to a printer: the range, copies and order that were chosen in the print dialog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.paper.fonts import UNITS_PER_POINT
from gia_desktop.ui.paper.layout import PagedReport
from gia_desktop.ui.paper.pdf import NoPaintingError, page_layout, paint_pages

_UNITS_PER_INCH: Final = 72 * UNITS_PER_POINT


class PrintFault(GiaError):
    """A printer doesn't take pages."""

    code = "GIA-E-441"

    def __init__(self, name: str) -> None:
        """Name the printer and say what to look at."""
        super().__init__(
            f"打印机“{name}”没有接受打印。", "请看打印机是否开着、连着；也可以先导出 PDF，再用别的电脑打印。"
        )


def ask_and_print(paper: PagedReport, current: int, messages: Messages, parent: QWidget) -> str:
    """Ask for printer and range, print, and return a sentence for the status line."""
    printer = make_printer(paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
    dialog.setMinMax(1, len(paper.pages))
    if not messages.accepts(dialog):
        return "没有打印。"
    try:
        count = print_paper(printer, paper, current)
    except PrintFault as error:
        messages.tell_error(parent, error)
        return "没有打印。"
    return f"已送去打印：{count} 页。"


def make_printer(paper: PagedReport) -> QPrinter:
    """Return the standard printer, set to the paper and the title of a report."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    printer.setPageLayout(page_layout(paper.style))
    return printer


def print_paper(printer: QPrinter, paper: PagedReport, current: int) -> int:
    """Print what was chosen and return the number of pages; ``current`` is the page in sight, from 1.

    Raises:
        PrintFault: the printer takes nothing.
    """
    # The dialog may have chosen another printer, with margins of its own.
    printer.setFullPage(True)
    pages = [number - 1 for number in _chosen(printer, len(paper.pages), current)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if not printer.supportsMultipleCopies():
        pages = _copied(pages, printer.copyCount(), in_sets=printer.collateCopies())
    try:
        paint_pages(printer, paper, pages, printer.resolution() / _UNITS_PER_INCH)
    except NoPaintingError as error:
        raise PrintFault(printer.printerName()) from error
    return len(pages)


def _chosen(printer: QPrinter, count: int, current: int) -> list[int]:
    wanted = printer.printRange()
    if wanted is QPrinter.PrintRange.CurrentPage:
        return [current]
    ranges = printer.pageRanges()
    if wanted is QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        return [number for number in range(1, count + 1) if ranges.contains(number)]
    return list(range(1, count + 1))


def _copied(pages: Sequence[int], copies: int, *, in_sets: bool) -> list[int]:
    if in_sets:
        return [page for _ in range(copies) for page in pages]
    return [page for page in pages for _ in range(copies)]

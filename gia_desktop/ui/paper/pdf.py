"""The finished report as PDF, and its pages on any printer: the same pages as in the window."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from gia_desktop.documents.export import FILE_KINDS, FileKind
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.pdf import prove_pdf
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.pdf_parts import Piece
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.paper.fonts import UNITS_PER_POINT
from gia_desktop.ui.paper.layout import PagedReport, lay_out_report

_POINTS_PER_INCH: Final = 72


class NoPaintingError(RuntimeError):
    """Qt refuses to paint on a device of its own; no user can mend that."""


def pdf_bytes(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the report as PDF with embedded fonts and selectable text; needs no window."""
    application = QCoreApplication.instance() or _windowless_application()
    try:
        return write_pdf(lay_out_report(sheet, options))
    finally:
        del application


PDF_KIND: Final = FileKind(pdf_bytes, prove_pdf)
"""The kind of file that the window and the command line add to those written without Qt."""

EVERY_KIND: Final[Mapping[str, FileKind]] = MappingProxyType({**FILE_KINDS, ".pdf": PDF_KIND})


def write_pdf(paper: PagedReport) -> bytes:
    """Return pages as PDF/A-1b: structure, bookmarks, title, every font embedded, no author."""
    # pypdf takes a tenth of a second to import, and only finished files need it.
    from gia_desktop.documents.writers.pdf_tags import finish_pdf

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setResolution(_POINTS_PER_INCH * UNITS_PER_POINT)
    writer.setPageLayout(page_layout(paper.style))
    paint_pages(writer, paper, range(len(paper.pages)), 1.0, marked=True)
    pages = [
        [Piece(ink.tag, ink.line.text, ink.baseline / UNITS_PER_POINT) for ink in page.texts]
        for page in paper.pages
    ]
    size = (paper.size.width() / UNITS_PER_POINT, paper.size.height() / UNITS_PER_POINT)
    return finish_pdf(bytes(buffer.data().data()), paper.title, pages, paper.structure, size)


def page_layout(style: PageStyle) -> QPageLayout:
    """Return the paper of a page style; its margins are ours, not the device's."""
    size = QPageSize(QSizeF(style.page_width_mm, style.page_height_mm), QPageSize.Unit.Millimeter)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paint_pages(
    device: QPagedPaintDevice,
    paper: PagedReport,
    indexes: Iterable[int],
    scale: float,
    *,
    marked: bool = False,
) -> None:
    """Paint pages (from 0) onto a device whose dots are ``scale`` of their units; see ``PaperPage.paint``."""
    painter = QPainter()
    if not painter.begin(device):
        raise NoPaintingError
    painter.scale(scale, scale)
    for place, index in enumerate(indexes):
        if place:
            device.newPage()
        paper.paint(painter, index, marked=marked)
    painter.end()


def _windowless_application() -> QGuiApplication:
    """Start Qt for fonts and painting alone; offscreen, it would find no fonts on Windows."""
    # Widgets, which the look of windows brings along, are of no use to someone who only paints.
    from gia_desktop.ui.kit.theme import load_bundled_fonts

    platform = [] if sys.platform == "win32" else ["-platform", "offscreen"]
    application = QGuiApplication(["gia", *platform])
    load_bundled_fonts()
    return application

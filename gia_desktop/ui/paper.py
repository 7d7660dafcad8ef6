"""The finished report as PDF, and its pages on any printer: the same pages as in the window."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
)

from gia_desktop.documents.export import FILE_KINDS, FileKind
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proof_pdf import prove_pdf
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.paper_fonts import UNITS_PER_POINT
from gia_desktop.ui.paper_layout import Paper, lay_out_report

_POINTS_PER_INCH: Final = 72
_MEANINGS: Final = re.compile(rb"beginbfrange\n(.*?)endbfrange", re.DOTALL)
_SIGN: Final = re.compile(rb"(?<=[\[ ])<([0-9A-F]{4})>(?= [<\]])")


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


def write_pdf(paper: Paper) -> bytes:
    """Return pages as PDF: title, no author, every font embedded."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setResolution(_POINTS_PER_INCH * UNITS_PER_POINT)
    writer.setPageLayout(page_layout(paper.style))
    paint_pages(writer, paper, range(len(paper.pages)), 1.0)
    return _with_painted_signs(bytes(buffer.data().data()), paper)


def page_layout(style: PageStyle) -> QPageLayout:
    """Return the paper of a page style; its margins are ours, not the device's."""
    size = QPageSize(QSizeF(style.page_width_mm, style.page_height_mm), QPageSize.Unit.Millimeter)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paint_pages(device: QPagedPaintDevice, paper: Paper, indexes: Iterable[int], scale: float) -> None:
    """Paint pages (from 0) onto a device whose dots are ``scale`` of the page's units."""
    painter = QPainter()
    if not painter.begin(device):
        raise NoPaintingError
    painter.scale(scale, scale)
    for place, index in enumerate(indexes):
        if place:
            device.newPage()
        paper.paint(painter, index)
    painter.end()


def _windowless_application() -> QGuiApplication:
    """Start Qt for fonts and painting alone; offscreen, it would find no fonts on Windows."""
    # Widgets, which the look of windows brings along, are of no use to someone who only paints.
    from gia_desktop.ui.theme import load_bundled_fonts

    platform = [] if sys.platform == "win32" else ["-platform", "offscreen"]
    application = QGuiApplication(["gia", *platform])
    load_bundled_fonts()
    return application


def _with_painted_signs(data: bytes, paper: Paper) -> bytes:
    """Let text copied from a PDF be what was written.

    WORKAROUND: Qt asks the font which sign a shape belongs to, and where two share one it names the
    first: 人 becomes the radical ⼈ (U+2F08), which no search finds. The tables of meanings are not
    compressed and every sign takes four digits, so the right ones fit in their places.
    """
    painted = {sign for page in paper.pages for ink in page.texts for sign in ink.line.text}
    known = {f"{ord(sign):04X}" for sign in painted}
    codes = (
        {code.decode() for table in _MEANINGS.findall(data) for code in _SIGN.findall(table)}
        - known
        - {"0000"}
    )
    meant: dict[bytes, bytes] = {}
    for font in paper.fonts.made():
        meant |= _shared_shapes(font, "".join(sorted(painted)), codes)

    def correct(table: re.Match[bytes]) -> bytes:
        return _SIGN.sub(lambda code: b"<" + meant.get(code[1], code[1]) + b">", table[0])

    return _MEANINGS.sub(correct, data)


def _shared_shapes(font: QFont, painted: str, codes: Iterable[str]) -> dict[bytes, bytes]:
    """Return the painted sign that has the same shape in a font, for each code that has one."""
    raw = QRawFont.fromFont(font)
    shapes = dict(zip(raw.glyphIndexesForString(painted), painted, strict=False))
    found = {}
    for code in codes:
        shape = raw.glyphIndexesForString(chr(int(code, 16)))[0]
        if shape and shape in shapes:
            found[code.encode()] = f"{ord(shapes[shape]):04X}".encode()
    return found

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
from gia_desktop.documents.proofs.pdf import prove_pdf
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.paper.fonts import UNITS_PER_POINT
from gia_desktop.ui.paper.layout import Paper, lay_out_report

_POINTS_PER_INCH: Final = 72
_MEANINGS: Final = re.compile(rb"/CMapName /Adobe-Identity-UCS def.*?endcmap", re.DOTALL)
_ROW: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (<[0-9A-F]{4}>|\[[^]]*\])")
_SIGN: Final = re.compile(rb"<([0-9A-F]{4})>")


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
    from gia_desktop.ui.kit.theme import load_bundled_fonts

    platform = [] if sys.platform == "win32" else ["-platform", "offscreen"]
    application = QGuiApplication(["gia", *platform])
    load_bundled_fonts()
    return application


def _with_painted_signs(data: bytes, paper: Paper) -> bytes:
    """Let text copied from a PDF be what was written.

    WORKAROUND: Qt asks the font which sign a shape belongs to, and where two share one it names the
    first: 人 becomes the radical ⼈ (U+2F08), which no search finds. The tables of meanings are not
    compressed; a corrected one takes exactly the room of the old, so nothing else moves.
    """
    painted = "".join(sorted({sign for page in paper.pages for ink in page.texts for sign in ink.line.text}))
    said = {sign for table in _MEANINGS.findall(data) for row in _ROW.finditer(table) for sign in _signs(row)}
    meant: dict[int, int] = {}
    for font in paper.fonts.made():
        meant |= _shared_shapes(font, painted, said.difference({0}, map(ord, painted)))
    return _MEANINGS.sub(lambda table: corrected_table(table[0], meant), data)


def _signs(row: re.Match[bytes]) -> list[int]:
    """Return what the codes of a row of a table mean, one after the other."""
    targets = [int(sign, 16) for sign in _SIGN.findall(row[3])]
    if row[3].startswith(b"["):
        return targets
    return list(range(targets[0], targets[0] + int(row[2], 16) - int(row[1], 16) + 1))


def corrected_table(table: bytes, meant: Mapping[int, int]) -> bytes:
    """Return a table with other meanings in the same room, or the old one should it not fit."""

    def row_with(row: re.Match[bytes]) -> bytes:
        signs = _signs(row)
        if not meant.keys() & set(signs) and not row[3].startswith(b"["):
            return row[0]
        targets = b"".join(b"<%04X>" % meant.get(sign, sign) for sign in signs)
        return b"<%s> <%s> [%s]" % (row[1], row[2], targets)

    made = _ROW.sub(row_with, table.replace(b"/Adobe-Identity-UCS", b"/S"))
    spare = len(table) - len(made)
    return made.replace(b"endcmap", b" " * spare + b"endcmap") if spare >= 0 else table


def _shared_shapes(font: QFont, painted: str, signs: Iterable[int]) -> dict[int, int]:
    """Return the painted sign that has the same shape in a font, for each sign that has one."""
    raw = QRawFont.fromFont(font)
    shapes = {shape: ord(sign) for sign in painted for shape in raw.glyphIndexesForString(sign)[:1] if shape}
    found = {}
    for sign in signs:
        shape = raw.glyphIndexesForString(chr(sign))[0]
        if shape in shapes:
            found[sign] = shapes[shape]
    return found

"""Draw the icon files beside resources/icons/gia-desktop.svg anew; run after every change of the drawing."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
NAME = "gia-desktop"
SIZES = (16, 24, 32, 48, 64, 128, 256)
_DIRECTORY = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")


def draw(svg: Path, size: int) -> QImage:
    """Return the drawing as a square picture on a clear ground."""
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        message = f"not an SVG file: {svg}"
        raise ValueError(message)
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def ico(pngs: Mapping[int, bytes]) -> bytes:
    """Return one icon file of several sizes; Windows reads PNG inside since Vista."""
    offset = _DIRECTORY.size + len(pngs) * _ENTRY.size
    entries = []
    for size, data in pngs.items():
        side = size % 256  # a byte has no room for 256, so the format writes it as 0
        entries.append(_ENTRY.pack(side, side, 0, 0, 1, 32, len(data), offset))
        offset += len(data)
    return b"".join([_DIRECTORY.pack(0, 1, len(pngs)), *entries, *pngs.values()])


def main() -> None:
    """Write a PNG of every size and one icon file that holds them all."""
    svg = ICONS / f"{NAME}.svg"
    pngs = {size: png(draw(svg, size)) for size in SIZES}
    for size, data in pngs.items():
        (ICONS / f"{NAME}-{size}.png").write_bytes(data)
    (ICONS / f"{NAME}.ico").write_bytes(ico(pngs))


if __name__ == "__main__":
    main()

"""Live numbers on the clipboard and in drags: names for this program, digits for all others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gia_desktop.core.keys import CellKey

LIVE_MIME: Final = "application/x-gia-live-text"
"""Text with live numbers as reports keep them."""

_CELLS_MIME: Final = "application/x-gia-cells"
"""Keys of copied cells, one a line."""


def live_data(raw: str, read: str) -> QMimeData:
    """Return a text for the clipboard or a drag, as reports keep it and as it is read."""
    data = QMimeData()
    data.setText(read)
    data.setData(LIVE_MIME, raw.encode())
    return data


def live_text(data: QMimeData) -> str:
    """Return a text with live numbers that this program gave, empty when there is none."""
    return _decoded(data, LIVE_MIME)


def name_cells(data: QMimeData, keys: Iterable[CellKey]) -> None:
    """Add to copied cells which they are."""
    data.setData(_CELLS_MIME, "\n".join(keys).encode())


def copied_cells() -> str:
    """Return the cells on the clipboard as live numbers, empty when no cells of a table were copied."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None while the clipboard is empty
    if data is None:
        return ""
    return "、".join(f"{{{key}}}" for key in _decoded(data, _CELLS_MIME).split())


def _decoded(data: QMimeData, kind: str) -> str:
    return bytes(data.data(kind).data()).decode() if data.hasFormat(kind) else ""

"""A cell is dragged out of a table by its edge, or from anywhere with Alt, and dropped in a text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from gia_desktop.app.report.session import Session
from gia_desktop.app.writing.live_cells import describe_live
from gia_desktop.core.keys import CellKey
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.live_mime import live_data
from gia_desktop.ui.kit.qt import ALT
from gia_desktop.ui.kit.theme import Theme

_EDGE: Final = 4
"""Pixels inside the edge of the current cell where it is taken hold of; further in, blocks are selected."""


class CellDrag(QObject):
    """Watches the mouse over a table; everything but a drag of one cell goes on to the table."""

    def __init__(self, session: Session, view: TableView, theme: Theme) -> None:
        """Serve a view."""
        super().__init__(view)
        self._session = session
        self._view = view
        self._theme = theme
        self._from: QPoint | None = None
        self._dragged = False
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start a drag where a cell was taken hold of."""
        if not isinstance(event, QMouseEvent):
            return False
        place = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            held = event.button() == Qt.MouseButton.LeftButton and self._holds(place, event.modifiers())
            self._from, self._dragged = place if held else None, False
            return held
        if event.type() == QEvent.Type.MouseMove:
            return self._moved(event, place)
        if event.type() == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._from = None
            return True
        return False

    def _moved(self, event: QMouseEvent, place: QPoint) -> bool:
        if event.buttons() == Qt.MouseButton.NoButton:
            self._show_hand(on=self._holds(place, event.modifiers()))
            return True  # without a button the table wants no moves: it does not track the mouse itself
        if self._from is None:
            return False
        key = self._view.key_at(self._from)
        far = (place - self._from).manhattanLength() >= QApplication.startDragDistance()
        if far and key is not None and not self._dragged:
            self._dragged = True
            self._drag(key)
        return True

    def _holds(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Tell whether a press takes hold of a cell: with Alt of any, else of the current one by its edge."""
        if self._view.key_at(place) is None:
            return False
        if modifiers & ALT:
            return True
        cell = self._view.visualRect(self._view.currentIndex())
        alone = len(self._view.selected_keys()) == 1
        return (
            alone and cell.contains(place) and not cell.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE).contains(place)
        )

    def _show_hand(self, *, on: bool) -> None:
        if on:
            self._view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self._view.viewport().unsetCursor()

    def _drag(self, key: CellKey) -> None:
        live = describe_live(self._session.committed, key)
        drag = QDrag(self._view)
        drag.setMimeData(live_data(live.raw, live.shown if live.known and not live.blank else ""))
        drag.setPixmap(self._picture(f"{live.label} = {live.shown if live.known else '—'}"))
        drag.setHotSpot(QPoint(-12, -8))
        drag.exec(Qt.DropAction.CopyAction)
        self._show_hand(on=False)

    def _picture(self, words: str) -> QPixmap:
        """Return what hangs at the mouse: the cell in words."""
        metrics, ratio = self._view.fontMetrics(), self._view.devicePixelRatioF()
        room = metrics.boundingRect(words).size()
        picture = QPixmap(round((room.width() + 16) * ratio), round((room.height() + 10) * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._theme.color("computed"))
        painter = QPainter(picture)
        painter.setFont(self._view.font())
        painter.setPen(QPen(self._theme.color("computed_ink")))
        frame = picture.deviceIndependentSize().toSize()
        painter.drawRect(0, 0, frame.width() - 1, frame.height() - 1)
        painter.drawText(8, 5 + metrics.ascent(), words)
        painter.end()
        return picture

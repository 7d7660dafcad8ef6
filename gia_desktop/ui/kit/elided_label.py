"""A line of words that gives way when room is short: it ends in …, never in half a sign."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """Shows as much of its words as there is room for; the tooltip says them all."""

    def __init__(self, least_signs: int) -> None:
        """Give way down to a number of signs, then the neighbours have to."""
        super().__init__()
        self._least_signs = least_signs

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self.setToolTip(text)

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def minimumSizeHint(self) -> QSize:
        """Ask for the least number of signs only, so that the neighbours keep their room."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self._least_signs * self.fontMetrics().height()), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, or their beginning."""
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment(), words)
        painter.end()

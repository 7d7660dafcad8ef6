"""Buttons beside each other that go on in a second line where the room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """Lays widgets out in lines, each at its own size."""

    def __init__(
        self, widgets: Sequence[QWidget], *, gap: int = 8, margins: tuple[int, int] = (14, 10)
    ) -> None:
        """Take widgets in order; ``margins`` are at the sides, and above and below."""
        super().__init__()
        self._widgets = widgets
        self._gap = gap
        self._margins = margins
        for widget in widgets:
            widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=0) + self._margins[1]

    def sizeHint(self) -> QSize:
        """Want one line."""
        side, _ = self._margins
        wide = sum(widget.sizeHint().width() + self._gap for widget in self._widgets)
        return QSize(wide + 2 * side, self.heightForWidth(wide + 2 * side + self._gap))

    def minimumSizeHint(self) -> QSize:
        """Need the widest of them."""
        side, _ = self._margins
        wide = max((widget.sizeHint().width() for widget in self._widgets), default=0) + 2 * side
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put each where it belongs."""
        super().resizeEvent(event)
        for widget, place in zip(self._widgets, self._places(event.size().width()), strict=True):
            widget.setGeometry(place)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        side, above = self._margins
        at, line, found = QPoint(side, above), 0, []
        for widget in self._widgets:
            size = widget.sizeHint()
            if at.x() > side and at.x() + size.width() > width - side:
                at, line = QPoint(side, at.y() + line + self._gap), 0
            found.append(QRect(at, size))
            at = QPoint(at.x() + size.width() + self._gap, at.y())
            line = max(line, size.height())
        return found

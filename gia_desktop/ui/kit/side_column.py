"""The right column of the report window: panels one below the other, their shares movable."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget


class SideColumn(QWidget):
    """Panels that share the height, and above them one that takes what it needs."""

    def __init__(self, panels: list[QWidget], heights: list[int]) -> None:
        """Put the panels below each other; the first says how narrow the column may be."""
        super().__init__()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        for panel in panels:
            self.splitter.addWidget(panel)
        self.splitter.setSizes(heights)
        self.setMinimumWidth(panels[0].minimumSizeHint().width())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.splitter, 1)

    def add_above(self, panel: QWidget) -> None:
        """Put a panel above all others."""
        self._column.insertWidget(0, panel)

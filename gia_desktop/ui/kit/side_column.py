"""The right column of the report window: panels one below the other; a drawer where room is short."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gia_desktop.ui.kit.cards import Button

WIDE_ENOUGH: Final = 1100
"""A page narrower than this has no room for the column beside the work."""


class SideColumn(QWidget):
    """Panels that share the height, and above them one that takes what it needs.

    Attributes:
        handle: opens and closes the column where it is folded; stands at the edge of the page.

    Signals:
        closed: it was folded by hand, and whoever had the keyboard before can have it back.
    """

    closed = Signal()

    def __init__(self, panels: list[QWidget], heights: list[int], words: str) -> None:
        """Put the panels below each other; the first says how narrow the column may be.

        Args:
            panels: from top to bottom.
            heights: their shares at first.
            words: what the handle says, in a few signs.
        """
        super().__init__()
        self._narrow = False
        self._open = False
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        for panel in panels:
            self.splitter.addWidget(panel)
        self.splitter.setSizes(heights)
        self.setMinimumWidth(panels[0].minimumSizeHint().width())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.splitter, 1)
        self._words = words
        self.handle = Button("")
        self.handle.setObjectName("drawerHandle")
        self.handle.clicked.connect(self._on_handle_clicked)
        self.handle.hide()

    def add_above(self, panel: QWidget) -> None:
        """Put a panel above all others."""
        self._column.insertWidget(0, panel)

    def fit(self, width: int) -> None:
        """Stand beside the work on a page of a width, or fold; what was opened there stays open."""
        narrow = width < WIDE_ENOUGH
        if narrow != self._narrow:
            self._narrow = narrow
            self._show()

    def open(self) -> None:
        """Let the column be seen, however narrow the page is."""
        if self._narrow:
            self._open = True
            self._show()

    def fold(self) -> None:
        """Fold the column where it was opened on a narrow page."""
        if self._narrow and self._open:
            self._open = False
            self._show()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold at Esc, from wherever in the column it comes."""
        if event.key() == Qt.Key.Key_Escape and self._narrow:
            self.fold()
        else:
            super().keyPressEvent(event)

    def _on_handle_clicked(self) -> None:
        if self._open:
            self.fold()
        else:
            self.open()

    def _show(self) -> None:
        is_shown = not self._narrow or self._open
        self.setVisible(is_shown)
        self.handle.setVisible(self._narrow)
        arrow, doing = ("›", "收起") if is_shown else ("‹", "打开")
        self.handle.setText("\n".join((arrow, *self._words)))
        self.handle.setAccessibleName(f"{doing}右边的{self._words}")
        self.handle.setToolTip(f"{doing}右边的{self._words}{'（Esc）' if is_shown else ''}")

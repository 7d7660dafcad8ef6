"""One view of a collection: worked out when it comes to the front, not before."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gia_desktop.app.rollup.session import CollectionEvent, CollectionSession
from gia_desktop.ui.kit.theme import Theme

NO_REPORTS: Final = "还没有收到年报。"
"""Said where there is nothing to look at yet."""


class CollectionView(QWidget):
    """What every tab but the first one does alike; ``refresh`` is what a subclass shows."""

    def __init__(self, session: CollectionSession, theme: Theme) -> None:
        """Show a session, once it is in front."""
        super().__init__()
        self.session = session
        self.theme = theme
        self.locked = False
        self._is_stale = True

    def fill(self, content: QWidget) -> None:
        """Put what is shown into the tab."""
        margin = QVBoxLayout(self)
        margin.setContentsMargins(8, 8, 8, 8)
        margin.addWidget(content)

    def refresh(self) -> None:
        """Show what there is now."""
        raise NotImplementedError

    def follow(self, _event: CollectionEvent) -> None:
        """Show what changed: at once when in front, else the next time."""
        self._is_stale = True
        if self.isVisible():
            self._catch_up()

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed."""
        self.locked = locked

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed since the last time."""
        super().showEvent(event)
        if self._is_stale:
            self._catch_up()

    def _catch_up(self) -> None:
        self._is_stale = False
        self.refresh()

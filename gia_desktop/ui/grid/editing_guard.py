"""Keys that would change a cell, held back from a table that is only shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from gia_desktop.ui.kit.qt import ALT, CTRL, ENTER

_CHANGING: Final = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_CHANGING_WITH_CTRL: Final = frozenset({Qt.Key.Key_D, Qt.Key.Key_R, *ENTER})


class EditingGuard(QObject):
    """Keeps keys that would change a cell from a table; walking and copying go on.

    Signals:
        refused: such a key was pressed.
    """

    refused = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        """Guard a view; it is off at first."""
        super().__init__(view)
        self.active = False
        self._view = view
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what would open the field of a cell."""
        if not self.active or not _changes(event):
            return False
        self.refused.emit()
        return True


def _changes(event: QEvent) -> bool:
    if event.type() == QEvent.Type.MouseButtonDblClick:
        return True
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString() or event.preeditString())
    return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _key_changes(event)


def _key_changes(event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Cut) or event.matches(QKeySequence.StandardKey.Paste):
        return True
    key = Qt.Key(event.key())
    if event.modifiers() & CTRL:
        return key in _CHANGING_WITH_CTRL
    return key in _CHANGING or (
        event.text().isprintable() and bool(event.text()) and not event.modifiers() & ALT
    )

"""A finished report is locked: a banner says so, editors only show, typing in a table is answered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.qt import ALT, CTRL, ENTER
from gia_desktop.ui.texts.line_editor import LineEditor

_CHANGING: Final = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_CHANGING_WITH_CTRL: Final = frozenset({Qt.Key.Key_D, Qt.Key.Key_R, *ENTER})


class LockBanner(QFrame):
    """The line above a report that can only be read: why, and what can be done about it.

    Signals:
        asked: a button was pressed (the name of its wish).
    """

    asked = Signal(str)

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setObjectName("lockBanner")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 6, 14, 6)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self._line.addWidget(self.words, 1)
        self.buttons: dict[str, QPushButton] = {}
        self.hide()

    def show_words(self, words: str, buttons: Mapping[str, str] = MappingProxyType({})) -> None:
        """Show why the report can't be changed, or hide when nothing is said.

        Args:
            words: the reason.
            buttons: what the buttons say, by wish.
        """
        self.words.setText(words)
        if list(buttons) != list(self.buttons):
            self._make_buttons(buttons)
        self.setVisible(bool(words))

    def _make_buttons(self, buttons: Mapping[str, str]) -> None:
        for old in self.buttons.values():
            self._line.removeWidget(old)
            old.deleteLater()
        self.buttons = {wish: QPushButton(label) for wish, label in buttons.items()}
        for wish, button in self.buttons.items():
            button.clicked.connect(partial(self._emit_asked, wish))
            self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _emit_asked(self, wish: str) -> None:
        self.asked.emit(wish)


class EditingGuard(QObject):
    """Keeps keys that would change a cell from a table; walking and copying go on.

    Signals:
        refused: such a key was pressed.
    """

    refused = Signal()

    def __init__(self, view: TableView) -> None:
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


def set_read_only(tab: QWidget, *, read_only: bool) -> None:
    """Let everything in a tab only be read, or be changed again."""
    from gia_desktop.ui.texts.text_editor import TextEditor  # imported late: tables open sooner without it

    for text in tab.findChildren(TextEditor):
        text.setReadOnly(read_only)
    for line in tab.findChildren(LineEditor):
        line.setReadOnly(read_only)
    for control in (*tab.findChildren(QPushButton), *tab.findChildren(QComboBox)):
        control.setEnabled(not read_only)


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

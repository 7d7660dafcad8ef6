"""The row of buttons at the end of a dialog: what it does, what it does besides, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from gia_desktop.ui.kit.qt import CTRL, ENTER
from gia_desktop.ui.kit.theme import make_primary


class Buttons(QDialogButtonBox):
    """Buttons that are wired to their dialog; the way out is always there, and Enter takes it.

    Without a default of its own, Qt gives a dialog the first button that it finds.
    """

    def __init__(self, dialog: QDialog, leave: str) -> None:
        """Make the button that leaves; ``leave`` is what it says."""
        super().__init__()
        self.leaving: QPushButton = self.addButton(leave, self.ButtonRole.RejectRole)
        self.give_enter(self.leaving)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)

    def give_enter(self, chosen: QPushButton) -> None:
        """Let Enter press a button, wherever the keyboard is, and no other one."""
        for button in self.buttons():
            if isinstance(button, QPushButton):
                button.setDefault(button is chosen)

    def add_accepting(self, words: str) -> QPushButton:
        """Add a button that does it and closes the dialog."""
        button: QPushButton = self.addButton(words, self.ButtonRole.AcceptRole)
        return button

    def add_beside(self, words: str) -> QPushButton:
        """Add a button that does something and leaves the dialog open."""
        button: QPushButton = self.addButton(words, self.ButtonRole.ActionRole)
        return button


class Decision(Buttons):
    """An accepting and a closing button."""

    def __init__(self, dialog: QDialog, accept: str, leave: str) -> None:
        """Make the two buttons; ``accept`` and ``leave`` are what they say."""
        super().__init__(dialog, leave)
        self.accepting = make_primary(self.add_accepting(accept))
        self.give_enter(self.accepting)
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept by Ctrl+Enter, too: in a text of several lines Enter alone begins the next one."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        wants = bool(event.modifiers() & CTRL) and Qt.Key(event.key()) in ENTER
        if wants:
            self.accepting.click()
        return wants


def resize_to_words(dialog: QDialog, width: int) -> None:
    """Give a dialog the height that its words need at a width: wrapped ones tell none by themselves."""
    layout = dialog.layout()
    if layout is None:
        return
    room = dialog.screen().availableGeometry()
    width = min(width, room.width() - 40)
    layout.activate()
    height = (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
    dialog.resize(width, min(height, room.height() - 60))


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size, or what the screen has: at 150 % a small one shows 911 × 512."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 60))

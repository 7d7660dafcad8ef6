"""The row of buttons at the end of a dialog: one that does it, one that leaves."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from gia_desktop.ui.kit.theme import make_primary


class Decision(QDialogButtonBox):
    """An accepting and a closing button, wired to their dialog."""

    def __init__(self, dialog: QDialog, accept: str, leave: str) -> None:
        """Make the two buttons; ``accept`` and ``leave`` are what they say."""
        super().__init__()
        self.accepting: QPushButton = make_primary(self.addButton(accept, self.ButtonRole.AcceptRole))
        self.addButton(leave, self.ButtonRole.RejectRole)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size, or what the screen has: at 150 % a small one shows 911 × 512."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 60))

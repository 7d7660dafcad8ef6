"""The line above what can only be read: why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from gia_desktop.ui.kit.cards import Button


class LockBanner(QFrame):
    """Words and buttons; hidden while there is nothing to say."""

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

    def show_words(
        self, words: str, buttons: Mapping[str, Callable[[], None]] = MappingProxyType({})
    ) -> None:
        """Show why nothing can be changed, or hide when nothing is said.

        Args:
            words: the reason.
            buttons: what each button does, by what it says.
        """
        self.words.setText(words)
        if list(buttons) != list(self.buttons):
            self._make_buttons(buttons)
        self.setVisible(bool(words))

    def _make_buttons(self, buttons: Mapping[str, Callable[[], None]]) -> None:
        for old in self.buttons.values():
            self._line.removeWidget(old)
            old.deleteLater()
        self.buttons = {words: Button(words) for words in buttons}
        for words, button in self.buttons.items():
            button.clicked.connect(buttons[words])
            self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

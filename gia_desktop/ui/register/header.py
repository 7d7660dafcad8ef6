"""The line beside the menus while the register is open: whose it is, and whether all is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gia_desktop.ui.kit.theme import restyle


class RegisterHeader(QFrame):
    """The line beside the menus: whose register, when it was saved."""

    def __init__(self, unit: str, year: int) -> None:
        """Name the unit and the year."""
        super().__init__()
        self.setObjectName("topLine")
        title = QLabel(f"{unit or '（未填单位）'}　依申请公开登记　{year} 年")
        title.setObjectName("reportTitle")
        self.saved = QLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 14, 4)
        line.addWidget(title)
        line.addStretch()
        line.addWidget(self.saved)

    def say(self, name: str, words: str) -> None:
        """Say something about saving."""
        self.saved.setText(words)
        restyle(self.saved, name)

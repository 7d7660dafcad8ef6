"""The second place of backups: a stick or a network drive, or none."""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from gia_desktop.ui.kit.dialogs import Buttons
from gia_desktop.ui.kit.theme import make_primary


class PlaceChoice(Enum):
    """What is to be done about the second place."""

    KEEP = "keep"
    OTHER = "other"
    NONE = "none"


class SecondPlaceDialog(QDialog):
    """Shows the present place and asks for another one.

    Attributes:
        choice: what was chosen.
    """

    def __init__(self, folder: Path | None, newest: str, parent: QWidget | None = None) -> None:
        """``newest`` says when the last backup was made there."""
        super().__init__(parent)
        self.setWindowTitle("第二处备份")
        self.choice = PlaceChoice.KEEP
        self.words = QLabel(
            "除了这台电脑，还可以把备份同时放到U盘或网络盘：电脑坏了，年报还在。\n"
            "U盘没有插好时程序照常工作，插好后自动补做。"
        )
        self.words.setWordWrap(True)
        self.present = QLabel(f"现在：{folder}\n{newest}" if folder is not None else "现在：没有第二处。")
        self.present.setObjectName("panelTitle")
        self.present.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addWidget(self.words)
        column.addWidget(self.present)
        column.addStretch()
        buttons = Buttons(self, "关闭")
        self.other = make_primary(buttons.add_beside("选一个文件夹…"))
        buttons.give_enter(self.other)
        self.none = buttons.add_beside("不再用第二处")
        self.none.setVisible(folder is not None)
        self.other.clicked.connect(partial(self._choose, PlaceChoice.OTHER))
        self.none.clicked.connect(partial(self._choose, PlaceChoice.NONE))
        column.addWidget(buttons)
        self.resize(560, self.sizeHint().height())

    def _choose(self, choice: PlaceChoice) -> None:
        self.choice = choice
        self.accept()

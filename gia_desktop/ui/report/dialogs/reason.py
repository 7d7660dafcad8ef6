"""Asks why a finished report is opened again; without a reason it stays locked."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.ui.kit.cards import link
from gia_desktop.ui.kit.dialogs import Decision

_USUAL: Final = ("领导要求修改", "主管部门审核后退回", "发现数据有误")


class ReasonDialog(QDialog):
    """Takes one reason."""

    def __init__(self, state_word: str, parent: QWidget | None = None) -> None:
        """Name the state that is left."""
        super().__init__(parent)
        self.setWindowTitle("重新打开报告")
        head = QLabel(f"报告{state_word}。重新打开后可以修改；原因会留在历史里。")
        head.setWordWrap(True)
        self.edit = QPlainTextEdit()
        self.edit.setPlaceholderText("写清为什么要改、谁要求改")
        self.edit.setAccessibleName("重新打开的原因")
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self._on_text_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.addWidget(head)
        for words in _USUAL:
            button = link(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, words=words: self.edit.setPlainText(words))
            column.addWidget(button)
        column.addWidget(self.edit, 1)
        self.edit.setFocus()
        buttons = Decision(self, "重新打开", "不打开")
        self.reopen = buttons.accepting
        column.addWidget(buttons)
        self.resize(460, 300)
        self._on_text_changed()

    def reason(self) -> str:
        """Return the reason."""
        return self.edit.toPlainText().strip()

    def _on_text_changed(self) -> None:
        self.reopen.setEnabled(bool(self.reason()))

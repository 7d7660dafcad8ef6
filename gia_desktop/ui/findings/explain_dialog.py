"""The dialog for an 审核说明: what was found, ready phrases, the clerk's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.checks.reasons import Settled, phrases_for, too_thin
from gia_desktop.ui.kit.cards import link
from gia_desktop.ui.kit.dialogs import Decision

_BLANK: Final = re.compile(r"\[[^\[\]]*\]|〔(?!\d)[^〔〕]*〕")
"""What a ready phrase leaves to be filled in."""


class ExplainDialog(QDialog):
    """Asks why a finding is all right."""

    def __init__(
        self, settled: Settled, parent: QWidget | None = None, phrases: Sequence[str] | None = None
    ) -> None:
        """Show the finding, what changed since the last explanation, and phrases, by default the bundled."""
        super().__init__(parent)
        self.setWindowTitle("审核说明")
        self.edit = QPlainTextEdit(settled.reason.text if settled.reason is not None else "")
        self.edit.setPlaceholderText("写清原因：涉及哪个科室、哪些件、依据什么。")
        self.edit.setAccessibleName("审核说明")
        self.edit.textChanged.connect(self._show_doubt)
        self.doubt = QLabel()
        self.doubt.setObjectName("bad")
        self.doubt.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        message = QLabel(settled.finding.message)
        message.setWordWrap(True)
        message.setObjectName("panelTitle")
        column.addWidget(message)
        if settled.note:
            note = QLabel(settled.note)
            note.setObjectName("quiet")
            note.setWordWrap(True)
            column.addWidget(note)
        for phrase in phrases_for(settled.finding.code) if phrases is None else phrases:
            column.addWidget(self._phrase_button(phrase))
        column.addWidget(self.edit, 1)
        column.addWidget(self.doubt)
        column.addWidget(Decision(self, "保存说明", "取消"))
        self.resize(560, 420)
        self.edit.setFocus()
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._show_doubt()

    def text(self) -> str:
        """Return what was written; empty takes an explanation back."""
        return self.edit.toPlainText()

    def _phrase_button(self, phrase: str) -> QPushButton:
        button = link(phrase)
        button.setToolTip("放进说明里，再改成实际情况")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._insert, phrase))
        return button

    def _insert(self, phrase: str) -> None:
        """Put a phrase in; what is to be filled in there is selected for typing over it."""
        start = self.edit.textCursor().selectionStart()
        self.edit.insertPlainText(phrase)
        if (blank := _BLANK.search(phrase)) is not None:
            cursor = self.edit.textCursor()
            cursor.setPosition(start + blank.start())
            cursor.setPosition(start + blank.end(), QTextCursor.MoveMode.KeepAnchor)
            self.edit.setTextCursor(cursor)
        self.edit.setFocus()

    def _show_doubt(self) -> None:
        text = self.edit.toPlainText()
        self.doubt.setText(too_thin(text) if text.strip() else "")

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

_BLANK: Final = re.compile(r"\[[^\[\]]*\]")
"""What a ready phrase leaves to be filled in."""


class ExplainDialog(QDialog):
    """Asks why a finding is all right."""

    def __init__(
        self, settled: Settled, parent: QWidget | None = None, phrases: Sequence[str] | None = None
    ) -> None:
        """Show the finding, what changed since the last explanation, and phrases, by default the bundled."""
        super().__init__(parent)
        self.setWindowTitle("审核说明")
        self._edit = QPlainTextEdit(settled.reason.text if settled.reason is not None else "")
        self._edit.setPlaceholderText("写清原因：涉及哪个科室、哪些件、依据什么。")
        self._edit.setAccessibleName("审核说明")
        self._edit.textChanged.connect(self._show_doubt)
        self._doubt = QLabel()
        self._doubt.setObjectName("bad")
        self._doubt.setWordWrap(True)
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
        column.addWidget(self._edit, 1)
        column.addWidget(self._doubt)
        column.addWidget(Decision(self, "保存说明", "取消"))
        self.resize(560, 420)
        self._edit.setFocus()
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._show_doubt()

    def text(self) -> str:
        """Return what was written; empty takes an explanation back."""
        return self._edit.toPlainText()

    def _phrase_button(self, phrase: str) -> QPushButton:
        button = link(phrase)
        button.setToolTip("放进说明里，再改成实际情况")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._insert, phrase))
        return button

    def _insert(self, phrase: str) -> None:
        """Put a phrase in; what is to be filled in there is selected for typing over it."""
        start = self._edit.textCursor().selectionStart()
        self._edit.insertPlainText(phrase)
        if (blank := _BLANK.search(phrase)) is not None:
            cursor = self._edit.textCursor()
            cursor.setPosition(start + blank.start())
            cursor.setPosition(start + blank.end(), QTextCursor.MoveMode.KeepAnchor)
            self._edit.setTextCursor(cursor)
        self._edit.setFocus()

    def _show_doubt(self) -> None:
        text = self._edit.toPlainText()
        self._doubt.setText(too_thin(text) if text.strip() else "")

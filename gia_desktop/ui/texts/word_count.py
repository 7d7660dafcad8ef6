"""How long the texts are: of the section in front, and of all together against the county's limit."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gia_desktop.app.report.session import Session
from gia_desktop.core.keys import TextKey, section_key
from gia_desktop.formats.in_words import without_spaces
from gia_desktop.ui.kit.theme import Theme, restyle
from gia_desktop.ui.texts.likeness_meter import Bar
from gia_desktop.ui.texts.live_edit import LiveEdit

_WAIT_MS = 150
"""It follows typing after a pause, so that no key waits for it."""


class WordCount(QWidget):
    """Counts signs without spaces, as word processors do; live numbers count as they are read."""

    def __init__(self, session: Session, key: TextKey, editor: LiveEdit, theme: Theme) -> None:
        """Follow an editor; there is no limit at first."""
        super().__init__()
        self._session = session
        self._key = key
        self._editor = editor
        self._limit = 0
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self.bar = Bar(theme)
        self.bar.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words)
        line.addWidget(self.bar)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.refresh)
        editor.textChanged.connect(self._timer.start)
        self.refresh()

    def set_limit(self, limit: int) -> None:
        """Compare with how many words all texts may have; 0 is no limit."""
        self._limit = limit
        self.refresh()

    def refresh(self) -> None:
        """Count now."""
        here = len(without_spaces(self._editor.shown_text()))
        self.bar.setVisible(self._limit > 0)
        if not self._limit:
            self.words.setText(f"{here} 字")
            restyle(self.words, "quiet")
            return
        sheet = self._session.committed
        others = (
            section_key(item.id)
            for item in sheet.format.sections
            if not item.table and section_key(item.id) != self._key
        )
        count = here + sum(len(without_spaces(sheet.text(key))) for key in others)
        over = count - self._limit
        told = f"，超出 {over} 字" if over > 0 else ""
        self.words.setText(f"{here} 字　三部分共 {count} / {self._limit} 字{told}")
        restyle(self.words, "bad" if over > 0 else "quiet")
        self.bar.show_percent(round(100 * count / self._limit))

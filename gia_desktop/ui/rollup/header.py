"""The line beside the menus: whose collection, until when, what was read; the line of a running reading."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.ui.kit.cards import Button
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.theme import restyle

_WITH_DUE: Final = 25
_WITH_WORDS: Final = 36
"""Widths in heights of a line from which the day, and what was read, have room."""


class RollupHeader(QFrame):
    """Names area, year and day; says how much there is and when it was saved."""

    def __init__(self, session: CollectionSession) -> None:
        """Show a session."""
        super().__init__()
        self.setObjectName("topLine")
        self._session = session
        self._read = ""
        self.title, self.due, self.said, self.saved = ElidedLabel(6), QLabel(), ElidedLabel(3), QLabel()
        self.title.setObjectName("reportTitle")
        self.due.setObjectName("chip")
        self.said.setObjectName("quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 14, 4)
        line.addWidget(self.title)
        line.addWidget(self.due)
        line.addStretch(1)
        line.addWidget(self.said)
        line.addWidget(self.saved)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow line has no room for: the name and what was saved come first."""
        super().resizeEvent(event)
        signs = event.size().width() / max(1, self.fontMetrics().height())
        self.due.setVisible(signs > _WITH_DUE)
        self.said.setVisible(signs > _WITH_WORDS)

    def refresh(self) -> None:
        """Show what the session says now."""
        collection = self._session.collection
        self.title.setText(f"{collection.area}　{collection.year} 年度收集")
        due = collection.roster.due
        self.due.setText(f"截止 {due.isoformat()}" if due else "没有截止日")
        left = (due - self._session.today).days if due else 0
        self.due.setToolTip("" if due is None else f"还有 {left} 天" if left >= 0 else f"已过 {-left} 天")
        self.said.setText("　".join(filter(None, (f"{len(collection.roster.units)} 家", self._read))))

    def show_read(self, files: int, seconds: float) -> None:
        """Say how many files were read, and how long that took."""
        self._read = f"读入 {files} 份用 {seconds:.1f} 秒"
        self.refresh()

    def say(self, name: str, words: str) -> None:
        """Say something about saving."""
        self.saved.setText(words)
        restyle(self.saved, name)

    def show_saved(self, at: dt.datetime) -> None:
        """Tell when the last step was on disk."""
        self.say("saved", f"✓ 已保存 {at.astimezone():%H:%M:%S}")


class ProgressLine(QFrame):
    """How far the reading of a folder is, with a way to stop it; hidden while nothing is read.

    Signals:
        stop_asked: the reading is to be broken off.
    """

    stop_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("cardHead")
        self.words, self.bar = ElidedLabel(8), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("读入进度")
        self.stop = Button("停止")
        self.stop.clicked.connect(self.stop_asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 14, 4)
        line.addWidget(self.words, 1)
        line.addWidget(self.bar, 2)
        line.addWidget(self.stop)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that reading begins."""
        self.bar.setRange(0, 0)
        self.words.setText(words)
        self.stop.setEnabled(True)
        self.show()

    def advance(self, done: int, count: int, file: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.words.setText(f"已读 {done} / {count} 份：{file}")
        self.show()

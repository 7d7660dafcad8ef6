"""The panel of the practice report above its findings, and the way to the place of each task."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gia_desktop.app.report.differences import step_to
from gia_desktop.app.report.practice import Practice, practice_of
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.help.practice_tasks import PracticeTasks
from gia_desktop.ui.kit.cards import CardHead
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.report.page import ReportPage

_DONE_WORDS: Final = (
    "十处都改好了！这些错误也是实际审核里最常退回的。<br>"
    "可以到“检查与导出”看看成稿，或者点“重新练习”再来一遍。"
)


class PracticePanel(PracticeTasks):
    """Stands above the findings while the practice report is open."""

    def __init__(self, practice: Practice, session: Session) -> None:
        """Follow a session; the first open task is chosen."""
        super().__init__(practice.tasks)
        self.setObjectName("card")
        self._practice = practice
        self._session = session
        self._build()
        follow(self, session.listen, self._on_session_changed)
        self._waits = not session.is_checked  # which it is only once its window is painted
        self._take()
        self.choose_open()

    def _build(self) -> None:
        # Not Fixed: that would hold the height of the words before they were wrapped.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = CardHead()
        top = head.line
        top.addWidget(self.count)
        top.addStretch()
        for button in (self.hint, self.go, self.again):
            top.addWidget(button)
        numbers = QHBoxLayout()
        numbers.setContentsMargins(8, 6, 8, 0)
        numbers.setSpacing(2)
        for button in self.numbers:
            numbers.addWidget(button, 1)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(10, 4, 10, 8)
        inner.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(numbers)
        column.addWidget(body)

    def _on_session_changed(self, event: SessionEvent) -> None:
        if event.names or event.findings_changed:
            self._take()
            if self._waits:
                self._waits = False
                self.choose_open()

    def _take(self) -> None:
        session = self._session
        known = session.is_checked
        self.tick(self._practice.mended(session.committed, session.findings) if known else frozenset())

    def words_of(self, place: int) -> str:
        """Return where a task is; what is wrong there and how to mend it when the hint is asked for."""
        if self.is_done:
            return f"<b>✓ {_DONE_WORDS}</b>"
        task = self._practice.tasks[place]
        name = f"{place + 1}. {escape(task.where)}"
        if task.id in self.mended:
            return f"<b>{name}：改好了 ✓</b><br>{escape(task.what)}"
        if self.hint.isChecked():
            return f"<b>{name}</b><br>{escape(task.what)}<br>{escape(task.hint)}"
        return f"<b>{name}</b>"

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the other panels."""
        return QSize(0, super().minimumSizeHint().height())


def add_practice(page: ReportPage, formats: Formats) -> None:
    """Put the panel onto a page that shows the practice report; others stay as they are."""
    practice = practice_of(page.session.report, formats)
    if practice is None:
        return
    panel = PracticePanel(practice, page.session)
    panel.go_asked.connect(partial(_go_to, page, practice))
    panel.again_asked.connect(partial(_begin_again, page, practice))
    page.side.add_above(panel)


def _go_to(page: ReportPage, practice: Practice, place: int) -> None:
    """Show what the rules find about a task; half-mended ones may need another place than before."""
    task = practice.tasks[place]
    found = task.findings(page.session.findings)
    if found and task.text is not None:
        page.going.go_to_finding(replace(found[0], cells=()))
    elif found:
        page.going.go_to_finding(found[0])
    elif task.cells:
        page.going.go_to_cell(task.cells[0])
    else:
        page.going.show_section(task.section)


def _begin_again(page: ReportPage, practice: Practice) -> None:
    change = step_to(page.session.report, practice.report, "重新练习")
    if not change.is_empty:
        page.edits.push(change)

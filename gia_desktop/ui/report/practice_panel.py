"""The panel of the practice: ten tasks that tick themselves off, a hint on demand, the way to each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.differences import step_to
from gia_desktop.app.report.practice import Practice, Task, practice_of
from gia_desktop.app.report.session import Event, Session
from gia_desktop.checks.finding import Finding
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.kit.cards import CardFrame
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.report.page import ReportPage

_DONE_WORDS: Final = (
    "十处都改好了！这些错误也是实际审核里最常退回的。<br>"
    "可以到“检查与导出”看看成稿，或者点“重新练习”再来一遍。"
)


class PracticePanel(CardFrame):
    """Stands above the findings while the practice report is open.

    Signals:
        go_asked: go to the place of a task (its ``Task``).
        again_asked: put all errors back.
    """

    go_asked = Signal(Task)
    again_asked = Signal()

    def __init__(self, practice: Practice, session: Session) -> None:
        """Follow a session; the first open task is chosen."""
        super().__init__()
        self._practice = practice
        self._session = session
        self.mended: frozenset[str] = frozenset()
        self.count = QLabel()
        self.count.setObjectName("panelTitle")
        self.numbers = [self._number(place) for place in range(len(practice.tasks))]
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAccessibleName("练习任务")
        self.hint, self.go, self.again = (QPushButton(text) for text in ("提示", "去看", "重新练习"))
        self.hint.setCheckable(True)
        self._build()
        self._connect()
        self._waits = not session.is_checked  # which it is only once its window is painted
        self._take(session.findings)
        self._choose_open()

    def _number(self, place: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName("task")
        button.setCheckable(True)
        return button

    def _build(self) -> None:
        # Not Fixed: that would hold the height of the words before they were wrapped.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = QFrame()
        head.setObjectName("cardHead")
        top = QHBoxLayout(head)
        top.setContentsMargins(10, 5, 10, 5)
        top.addWidget(self.count)
        top.addStretch()
        for button in (self.hint, self.go, self.again):
            button.setObjectName("toggle" if button is self.hint else "link")
            top.addWidget(button)
        numbers = QHBoxLayout()
        numbers.setContentsMargins(8, 6, 8, 0)
        numbers.setSpacing(2)
        self._group = QButtonGroup(self)
        for place, button in enumerate(self.numbers):
            self._group.addButton(button, place)
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

    def _connect(self) -> None:
        self._group.idClicked.connect(self._on_task_chosen)
        self.hint.toggled.connect(self._show_words)
        self.go.clicked.connect(self._on_go_clicked)
        self.again.clicked.connect(self.again_asked)
        follow(self, self._session.listen, self._on_session_changed)

    # -- what is done

    @property
    def chosen(self) -> Task:
        """The task whose words are shown."""
        return self._practice.tasks[self._group.checkedId()]

    @property
    def is_done(self) -> bool:
        """Tell whether every task is mended."""
        return len(self.mended) == len(self._practice.tasks)

    def choose(self, place: int) -> None:
        """Show a task."""
        self.numbers[place].setChecked(True)
        self.hint.setChecked(False)
        self._show_words()

    def _choose_open(self) -> None:
        """Show the first task that is open; the last one when none is."""
        places = [place for place, task in enumerate(self._practice.tasks) if task.id not in self.mended]
        self.choose(places[0] if places else len(self.numbers) - 1)

    def _on_session_changed(self, event: Event) -> None:
        if event.names or event.findings_changed:
            before = self.mended
            self._take(self._session.findings)
            if self._waits:
                self._waits = False
                self._choose_open()
            elif self.mended != before:
                self._show_words()

    def _take(self, findings: Sequence[Finding]) -> None:
        known = self._session.is_checked
        self.mended = self._practice.mended(self._session.committed, findings) if known else frozenset()
        self.count.setText(f"练习 {len(self.mended)} / {len(self._practice.tasks)}")
        for place, (task, button) in enumerate(zip(self._practice.tasks, self.numbers, strict=True), 1):
            done = task.id in self.mended
            button.setText("✓" if done else str(place))
            button.setProperty("done", done)
            button.style().unpolish(button)
            button.style().polish(button)
            button.setToolTip(f"{place}. {task.where}{'（改好了）' if done else ''}")
            button.setAccessibleName(f"第 {place} 处，{task.where}，{'改好了' if done else '还没有改'}")

    def _show_words(self) -> None:
        task, number = self.chosen, self._group.checkedId() + 1
        done = task.id in self.mended
        self.hint.setVisible(not done)
        self.go.setVisible(not done)
        if self.is_done:
            self.words.setText(f"<b>✓ {_DONE_WORDS}</b>")
        elif done:
            self.words.setText(f"<b>{number}. {escape(task.where)}：改好了 ✓</b><br>{escape(task.what)}")
        elif self.hint.isChecked():
            self.words.setText(
                f"<b>{number}. {escape(task.where)}</b><br>{escape(task.what)}<br>{escape(task.hint)}"
            )
        else:
            self.words.setText(f"<b>{number}. {escape(task.where)}</b>")

    # -- wishes

    def _on_task_chosen(self, place: int) -> None:
        self.choose(place)

    def _on_go_clicked(self) -> None:
        self.go_asked.emit(self.chosen)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the other panels."""
        return QSize(0, super().minimumSizeHint().height())


def add_practice(page: ReportPage, formats: Formats) -> None:
    """Put the panel onto a page that shows the practice report; others stay as they are."""
    practice = practice_of(page.session.report, formats)
    if practice is None:
        return
    panel = PracticePanel(practice, page.session)
    panel.go_asked.connect(partial(_go_to, page))
    panel.again_asked.connect(partial(_begin_again, page, practice))
    page.side.add_above(panel)


def _go_to(page: ReportPage, task: Task) -> None:
    """Show what the rules find about a task; half-mended ones may need another place than before."""
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

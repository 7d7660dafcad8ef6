"""The bar of the practice register: ten tasks that tick themselves off, a hint on demand, the way to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gia_desktop.app.register.practice import CaseTask, RegisterPractice
from gia_desktop.register.reminders.finding import CaseFinding
from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.kit.qt import follow

_DONE_WORDS: Final = "十处都改好了！这些错误也是实际登记里最常见的。离开练习，什么都不会留下。"


class PracticeBar(QFrame):
    """Stands above the register while it is the one to practise with.

    Signals:
        go_asked: go to the case of a task (its ``CaseTask``).
        again_asked: begin again with all faults.
    """

    go_asked = Signal(CaseTask)
    again_asked = Signal()

    def __init__(
        self,
        practice: RegisterPractice,
        session: RegisterSession,
        check: Callable[[], Sequence[CaseFinding]],
    ) -> None:
        """Follow a session; the first open task is chosen."""
        super().__init__()
        self.setObjectName("lockBanner")
        self._practice = practice
        self._check = check
        self.mended: frozenset[str] = frozenset()
        self.count = QLabel()
        self.count.setObjectName("panelTitle")
        self.numbers = [QPushButton() for _ in practice.tasks]
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAccessibleName("练习任务")
        self.hint, self.go, self.again = (QPushButton(text) for text in ("提示", "去看", "重新练习"))
        self._group = QButtonGroup(self)
        self._build()
        self._group.idClicked.connect(self.choose)
        self.hint.toggled.connect(self._show_words)
        self.go.clicked.connect(self._on_go_clicked)
        self.again.clicked.connect(self.again_asked)
        follow(self, session.listen, self._on_case_changed)
        self._take()
        self._choose_open()

    def _build(self) -> None:
        self.hint.setCheckable(True)
        line = QHBoxLayout()
        line.addWidget(self.count)
        line.addSpacing(8)
        for place, button in enumerate(self.numbers):
            button.setObjectName("task")
            button.setCheckable(True)
            self._group.addButton(button, place)
            line.addWidget(button)
        line.addStretch()
        for button in (self.hint, self.go, self.again):
            button.setObjectName("toggle" if button is self.hint else "link")
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.words)

    @property
    def chosen(self) -> CaseTask:
        """The task whose words are shown."""
        return self._practice.tasks[max(0, self._group.checkedId())]

    def choose(self, place: int) -> None:
        """Show a task."""
        self.numbers[place].setChecked(True)
        self.hint.setChecked(False)
        self._show_words()

    def _choose_open(self) -> None:
        places = [place for place, task in enumerate(self._practice.tasks) if task.id not in self.mended]
        self.choose(places[0] if places else len(self.numbers) - 1)

    def _on_case_changed(self, _row: int) -> None:
        before = self.mended
        self._take()
        if self.mended != before:
            self._show_words()

    def _take(self) -> None:
        self.mended = self._practice.mended(self._check())
        self.count.setText(f"练习 {len(self.mended)} / {len(self.numbers)}")
        for place, (task, button) in enumerate(zip(self._practice.tasks, self.numbers, strict=True), 1):
            done = task.id in self.mended
            button.setText("✓" if done else str(place))
            button.setProperty("done", done)
            button.style().unpolish(button)
            button.style().polish(button)
            button.setToolTip(f"{place}. {task.where}{'（改好了）' if done else ''}")
            button.setAccessibleName(f"第 {place} 处，{task.where}，{'改好了' if done else '还没有改'}")

    def _show_words(self) -> None:
        task, done = self.chosen, self.chosen.id in self.mended
        self.hint.setVisible(not done)
        self.go.setVisible(not done)
        if len(self.mended) == len(self.numbers):
            self.words.setText(f"<b>✓ {_DONE_WORDS}</b>")
            return
        hint = f"　<b>提示：</b>{escape(task.hint)}" if self.hint.isChecked() and not done else ""
        mark = "改好了 ✓　" if done else ""
        intro = "" if self.mended else f"{escape(self._practice.intro)}<br>"
        self.words.setText(f"{intro}{mark}<b>{escape(task.where)}</b>　{escape(task.what)}{hint}")

    def _on_go_clicked(self) -> None:
        self.go_asked.emit(self.chosen)

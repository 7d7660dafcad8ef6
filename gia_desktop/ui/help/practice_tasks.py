"""The tasks of a practice as they are worked through: ticked numbers, words, a hint on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel

from gia_desktop.ui.kit.cards import Button, link, panel_title, toggle
from gia_desktop.ui.kit.theme import set_style_flag


class NamedTask(Protocol):
    """What is asked of a task of any practice."""

    @property
    def id(self) -> str:
        """Its name among the tasks of its practice."""

    @property
    def where(self) -> str:
        """Where it is, in words."""


class PracticeTasks(QFrame):
    """The parts of a practice; who builds on it lays them out, says what is mended and finds the words.

    Attributes:
        mended: ids of the tasks that are done.
        count: how many that are.
        numbers: a button for each task.
        words: what is said of the chosen one.

    Signals:
        go_asked: go to the place of a task (its place among the tasks).
        again_asked: begin again with all errors.
    """

    go_asked = Signal(int)
    again_asked = Signal()

    def __init__(self, tasks: Sequence[NamedTask]) -> None:
        """Make the parts; nothing is mended and nothing chosen yet."""
        super().__init__()
        self._tasks = tasks
        self.mended: frozenset[str] = frozenset()
        self.count = panel_title("")
        self.numbers = [Button() for _ in tasks]
        self._group = QButtonGroup(self)
        for place, button in enumerate(self.numbers):
            button.setObjectName("task")
            button.setCheckable(True)
            self._group.addButton(button, place)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAccessibleName("练习任务")
        self.hint, self.go, self.again = toggle("提示"), link("去看"), link("重新练习")
        self._group.idClicked.connect(self.choose)
        self.hint.toggled.connect(self._show_words)
        self.go.clicked.connect(self._on_go_clicked)
        self.again.clicked.connect(self.again_asked)

    @property
    def place(self) -> int:
        """The place of the chosen task among all."""
        return max(0, self._group.checkedId())

    @property
    def is_done(self) -> bool:
        """Tell whether every task is mended."""
        return len(self.mended) == len(self._tasks)

    def choose(self, place: int) -> None:
        """Show a task."""
        self.numbers[place].setChecked(True)
        self.hint.setChecked(False)
        self._show_words()

    def choose_open(self) -> None:
        """Show the first task that is open; the last one when none is."""
        places = [place for place, task in enumerate(self._tasks) if task.id not in self.mended]
        self.choose(places[0] if places else len(self.numbers) - 1)

    def tick(self, mended: frozenset[str]) -> None:
        """Tick off the tasks that are done, and no others."""
        before, self.mended = self.mended, mended
        self.count.setText(f"练习 {len(mended)} / {len(self._tasks)}")
        for place, (task, button) in enumerate(zip(self._tasks, self.numbers, strict=True), 1):
            done = task.id in mended
            button.setText("✓" if done else str(place))
            set_style_flag(button, "done", on=done)
            button.setToolTip(f"{place}. {task.where}{'（改好了）' if done else ''}")
            button.setAccessibleName(f"第 {place} 处，{task.where}，{'改好了' if done else '还没有改'}")
        if mended != before:
            self._show_words()

    def _show_words(self) -> None:
        done = self._tasks[self.place].id in self.mended
        self.hint.setVisible(not done)
        self.go.setVisible(not done)
        self.words.setText(self.words_of(self.place))

    def words_of(self, place: int) -> str:
        """Return what is said of a task as rich text, its hint when that is asked for."""
        raise NotImplementedError

    def _on_go_clicked(self) -> None:
        self.go_asked.emit(self.place)

"""The bar of the practice register above its lists: the tasks in one line, the words below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gia_desktop.app.register.practice import RegisterPractice
from gia_desktop.register.reminders.finding import CaseFinding
from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.help.practice_tasks import PracticeTasks
from gia_desktop.ui.kit.qt import follow

_DONE_WORDS: Final = "十处都改好了！这些错误也是实际登记里最常见的。离开练习，什么都不会留下。"


class PracticeBar(PracticeTasks):
    """Stands above the register while it is the one to practise with."""

    def __init__(
        self,
        practice: RegisterPractice,
        session: RegisterSession,
        check: Callable[[], Sequence[CaseFinding]],
    ) -> None:
        """Follow a session; the first open task is chosen."""
        super().__init__(practice.tasks)
        self.setObjectName("lockBanner")
        self._practice = practice
        self._check = check
        self._build()
        follow(self, session.listen, self._on_case_changed)
        self._on_case_changed()
        self.choose_open()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.count)
        line.addSpacing(8)
        for button in self.numbers:
            line.addWidget(button)
        line.addStretch()
        for button in (self.hint, self.go, self.again):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.words)

    def _on_case_changed(self, _row: int = 0) -> None:
        self.tick(self._practice.mended(self._check()))

    def words_of(self, place: int) -> str:
        """Return what is said of a task in one line, below what the practice is about until one is mended."""
        if self.is_done:
            return f"<b>✓ {_DONE_WORDS}</b>"
        task = self._practice.tasks[place]
        done = task.id in self.mended
        hint = f"　<b>提示：</b>{escape(task.hint)}" if self.hint.isChecked() and not done else ""
        mark = "改好了 ✓　" if done else ""
        intro = "" if self.mended else f"{escape(self._practice.intro)}<br>"
        return f"{intro}{mark}<b>{escape(task.where)}</b>　{escape(task.what)}{hint}"

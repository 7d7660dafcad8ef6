"""A clerk in a process of its own who types into the real window until she is killed; run by kills.py."""

from __future__ import annotations

import base64
import json
import os
import pickle
import random
import sys
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.core.change import Change
from gia_desktop.core.states import Progress
from gia_desktop.ui.grid.table_delegate import CellEditor
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.shell.app import make_application, make_window
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.harness import table_tabs
from tests.support.window.scripted import ScriptedMessages

WORDS = ("全年新收", "政府信息", "公开申请", "𠮷利村", "，", "。\n", "（一）", "2025 年")
IDLE_MS = 2_600
"""How long the clerk leaves a half-typed cell standing."""


def note(*entry: object) -> None:
    """Write one line of the ledger; it is out before the program goes on."""
    os.write(1, (json.dumps([time.monotonic(), *entry]) + "\n").encode())


class Agreeable(ScriptedMessages):
    """Keeps every doubtful figure."""

    def ask(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        return False

    def ask_either(
        self, parent: QWidget, title: str, text: str, first: str, second: str, *, neither: str = "取消"
    ) -> bool | None:
        return False


class Clerk:
    """Does one thing after the other at random."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.numbers = [item.id for item in window.workspace.library.summaries()]
        self.words_to_come = 0
        self._keep_ledger()

    def _keep_ledger(self) -> None:
        saver = self.window.workspace.saver
        submit, set_pending, clear_pending = saver.submit, saver.set_pending, saver.clear_pending

        def noted_submit(report: int, change: Change, progress: Progress | None = None) -> int:
            note("submit", report, base64.b64encode(pickle.dumps(change)).decode())
            return submit(report, change, progress)

        def noted_typing(report: int, key: str, text: str) -> None:
            note("typed", report, key, text)
            set_pending(report, key, text)

        def noted_clearing(report: int, key: str) -> None:
            note("given up", report, key)
            clear_pending(report, key)

        saver.submit = noted_submit  # type: ignore[method-assign,assignment]
        saver.set_pending = noted_typing  # type: ignore[method-assign]
        saver.clear_pending = noted_clearing  # type: ignore[method-assign]
        self.window.workspace.saved.connect(lambda _at: note("saved"))

    @property
    def page(self) -> ReportPage:
        if self.window.reports.page is None:
            self.window.reports.open(self.random.choice(self.numbers))
        if self.window.reports.page is None:
            raise RuntimeError("no report is open")
        return self.window.reports.page

    def act(self) -> None:
        if self.words_to_come:
            self.write_on()
            return
        doing = self.random.choices(
            (
                self.fill_cell,
                self.write_text,
                self.give_up_cell,
                self.step_back,
                self.change_report,
                self.idle,
            ),
            (60, 12, 5, 6, 3, 2),
        )[0]
        wait = doing()
        QTimer.singleShot(wait or self.random.randrange(20), self.act)

    def fill_cell(self) -> int:
        view, editor = self._begin_cell()
        QTest.keyClick(editor, self.random.choice((Qt.Key.Key_Tab, Qt.Key.Key_Return)))
        if self.random.random() < 0.1:
            view.clear_selected()
        return 0

    def give_up_cell(self) -> int:
        _, editor = self._begin_cell()
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        return 0

    def idle(self) -> int:
        self._begin_cell()
        return IDLE_MS

    def step_back(self) -> int:
        self.page.commit_typing()
        self.page.stack.undo()
        return 0

    def change_report(self) -> int:
        self.window.go_home()
        return 0

    def write_text(self) -> int:
        self.editor = self._text()
        self.editor.setFocus()
        self.words_to_come = self.random.randrange(1, 8)
        return 0

    def write_on(self) -> None:
        """Write the next word of a stretch, without the pause that would commit it."""
        event = QInputMethodEvent()
        event.setCommitString(self.random.choice(WORDS))
        QApplication.sendEvent(self.editor, event)
        self.words_to_come -= 1
        QTimer.singleShot(self.random.randrange(50, 300), self.act)

    def _text(self) -> QTextEdit:
        section = self.random.choice(("0", "1", "5", "6"))
        self.page.going.show_section(section)
        tab = self.page.by_section[section]
        if isinstance(tab, InfoTab):
            return tab.preamble
        if isinstance(tab, NarrativeTab):
            return tab.editor
        raise TypeError(tab)

    def _begin_cell(self) -> tuple[TableView, CellEditor]:
        section = self.random.choice(tuple(table_tabs(self.page)))
        self.page.going.show_section(section)
        tab = table_tabs(self.page)[section]
        tab.view.go_to(self.random.choice([key for key in tab.model.keys if not tab.model.is_computed(key)]))
        QTest.keyClicks(tab.view, str(self.random.randrange(1, 10)))
        # The field of the cell, not a child of the viewport: one that was just closed is still there.
        editor = tab.view.indexWidget(tab.view.currentIndex())
        if not isinstance(editor, CellEditor):
            raise TypeError(editor)
        QTest.keyClicks(editor, str(self.random.randrange(1000)))
        return tab.view, editor


def main(data: Path, seed: int) -> None:
    """Type until killed."""

    def give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        os._exit(3)

    sys.excepthook = give_up
    app = make_application(["child"])
    window = make_window(find_folders(data), Agreeable())
    window.show()
    clerk = Clerk(window, seed)
    QTimer.singleShot(0, clerk.act)
    note("ready")
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

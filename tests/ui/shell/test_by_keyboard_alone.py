"""The whole job without a mouse: last year's file, figures, places to check, an explanation, the docx."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.checks.finding import Severity, Span
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.reader import read_file
from gia_desktop.ui.findings.explain_dialog import ExplainDialog
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.harness import CTRL, NONE, SHIFT, Key, settle
from tests.support.window.main_job import IN_FORCE, LICENSING, nearly_nothing, window_over, write_last_year

WHY = "本年只新增了两次专题公开，其余做法与上年相同，已由党政办核实。"


class Typist(Messages):
    """A person without a mouse; only the system's own file windows are answered for her."""

    def __init__(self, last: Path, target: Path) -> None:
        super().__init__()
        self.window = QWidget()
        self.keys = 0
        self._last, self._target = last, target

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.keys += 1
        # Offscreen, a window isn't given the focus back when a dialog over it ends.
        focus = QApplication.focusWidget() or self.window.focusWidget()
        assert focus is not None, "the keyboard is nowhere"
        QTest.keyClick(focus, key, modifiers)
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        settle()

    def type(self, figures: str) -> None:
        for figure in figures:
            self.press(Qt.Key(ord(figure)))

    def ask_open_path(self, parent: QWidget, title: str, folder: str, kinds: str) -> str:
        return str(self._last)

    def ask_save_path(self, parent: QWidget, title: str, suggestion: str, kinds: str) -> str:
        return str(self._target)

    def accepts(self, dialog: QDialog) -> bool:
        if not isinstance(dialog, ReadingDialog):  # asks for nothing
            QTimer.singleShot(0, lambda: self._answer(dialog))
        return super().accepts(dialog)

    def _answer(self, dialog: QDialog) -> None:
        """Type what a dialog asks for, where its caret is, and press what is obvious."""
        focus = dialog.focusWidget()
        if isinstance(dialog, ExplainDialog):
            event = QInputMethodEvent()
            event.setCommitString(WHY)
            QApplication.sendEvent(focus, event)
        QTest.keyClick(focus, Key.Key_Return, CTRL if isinstance(dialog, ExplainDialog) else NONE)


@pytest.fixture
def typist(tmp_path: Path, formats: Formats) -> Typist:
    last = write_last_year(nearly_nothing(formats), formats, tmp_path)
    return Typist(last, tmp_path / "今年.docx")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, typist: Typist) -> Iterator[MainWindow]:
    window = window_over(tmp_path, typist)
    qtbot.addWidget(window)
    typist.window = window
    window.show()
    assert QTest.qWaitForWindowActive(window)
    settle()
    yield window
    window.close()


def begin(window: MainWindow, typist: Typist) -> ReportPage:
    """Go to the big button by Tab and press Enter there, and again in the window it opens."""
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None, "the keyboard is nowhere"
        if isinstance(focus, QPushButton) and "承接上年" in (focus.accessibleName() or focus.text()):
            break
        QTest.keyClick(focus, Key.Key_Tab)
    else:
        raise AssertionError("Tab does not come to the big button")
    typist.press(Key.Key_Return)
    page = window.reports.page
    assert page is not None
    return page


def until_done(page: ReportPage, wanted: Callable[[], bool], doing: Callable[[], None]) -> None:
    for _ in range(len(page.going.places()) + 5):
        if not wanted():
            return
        doing()
    raise AssertionError("the way through the places has no end")


def test_the_whole_job_is_done_by_keys(
    qtbot: QtBot, window: MainWindow, typist: Typist, tmp_path: Path, formats: Formats
) -> None:
    page = begin(window, typist)
    for figures in ("2", "40"):
        typist.type(figures)
        typist.press(Key.Key_Return)
        typist.press(Key.Key_F8)
    assert [page.session.report.values[key] for key in (IN_FORCE, LICENSING)] == [2, 40]

    def on_left_over() -> bool:
        place = page.going.here()
        return place is not None and place.is_left_over

    until_done(page, lambda: not on_left_over(), lambda: typist.press(Key.Key_F8))
    before = len(page.going.places())
    span = getattr(page.going.here(), "span", None)
    assert isinstance(span, Span)
    for _ in range(span.start, span.end):
        typist.press(Key.Key_Delete)
    typist.type("401")
    typist.press(Key.Key_F8)
    assert page.session.report.text(span.text)[span.start :].startswith("401")
    assert len(page.going.places()) == before - 1

    def left_over() -> bool:
        return any(place.is_left_over for place in page.going.places())

    until_done(page, left_over, lambda: typist.press(Key.Key_F9 if on_left_over() else Key.Key_F8))

    def on_explainable() -> bool:
        place = page.going.here()
        return place is not None and place.finding.severity is Severity.EXPLAIN

    until_done(page, lambda: not on_explainable(), lambda: typist.press(Key.Key_F8))
    typist.press(Key.Key_F9, SHIFT)
    assert [reason.text for reason in page.session.report.reasons if reason.text == WHY] == [WHY]
    with qtbot.waitSignal(window.reports.exporting.written, timeout=20_000):
        typist.press(Key.Key_E, CTRL)
    written = read_file(tmp_path / "今年.docx", formats).report
    assert (written.values[IN_FORCE], written.values[LICENSING]) == (2, 40)
    assert "401" in written.text(span.text)


def test_the_caret_stands_in_the_text_after_a_paragraph_of_last_year_was_taken(
    window: MainWindow, typist: Typist
) -> None:
    """Nobody has looked at the tab before: it is built when it comes to the front."""
    library = window.workspace.library
    window.reports.open(library.carry_over(library.load(library.sample())))
    page = window.reports.page
    assert page is not None
    page.going.show_section("1")
    settle()
    tab = page.by_section["1"]
    assert isinstance(tab, NarrativeTab)
    panel = tab.panel
    assert panel is not None
    for card in panel.cards[:2]:
        QTest.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
        settle()
        assert QApplication.focusWidget() is tab.editor
    typist.press(Key.Key_X)
    assert tab.editor.raw_text().endswith("x")

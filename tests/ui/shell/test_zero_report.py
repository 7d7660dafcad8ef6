"""The commonest job, by mouse and keyboard and counted: a town's zero report from last year's Word file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.reader import read_file
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report import beginning
from gia_desktop.ui.report.carry_dialog import CarryDialog
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.harness import settle
from tests.support.window.main_job import IN_FORCE, LICENSING, nearly_nothing, window_over, write_last_year

MOST = 12
"""Clicks and keys from the start page to the written docx; Word with last year's file takes 16 to 20."""


class Hands(Messages):
    """A person who counts each click and key; only the system's own file windows are answered for her."""

    def __init__(self, last: Path, target: Path) -> None:
        super().__init__()
        self.actions = 0
        self.window = QWidget()
        self._last, self._target = last, target

    def click(self, widget: QWidget) -> None:
        self.actions += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.actions += 1
        # Offscreen, a window isn't given the focus back when a dialog over it ends.
        focus = QApplication.focusWidget() or self.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)
        settle()

    def type(self, figures: str) -> None:
        for figure in figures:
            self.key(Qt.Key(ord(figure)))
        self.key(Qt.Key.Key_Return)

    def ask_open_path(self, parent: QWidget, title: str, folder: str, kinds: str) -> str:
        self.actions += 2  # a double click on last year's file
        return str(self._last)

    def ask_save_path(self, parent: QWidget, title: str, suggestion: str, kinds: str) -> str:
        self.actions += 1  # Enter: the name that is offered is right
        return str(self._target)

    def accepts(self, dialog: QDialog) -> bool:
        if isinstance(dialog, ReadingDialog):  # asks for nothing
            return super().accepts(dialog)

        def enter() -> None:
            # Offscreen, a second window isn't given the focus; its own widget has it as soon as it is.
            self.actions += 1
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

        QTimer.singleShot(0, enter)
        return super().accepts(dialog)


@pytest.fixture
def last_year(formats: Formats) -> Report:
    return nearly_nothing(formats)


@pytest.fixture
def hands(tmp_path: Path, last_year: Report, formats: Formats) -> Hands:
    return Hands(write_last_year(last_year, formats, tmp_path), tmp_path / "今年.docx")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, hands: Hands) -> Iterator[MainWindow]:
    window = window_over(tmp_path, hands)
    qtbot.addWidget(window)
    hands.window = window
    window.show()
    qtbot.waitActive(window)
    qtbot.waitUntil(window.home.isVisible)
    yield window
    window.close()


def carry_button(window: MainWindow) -> QPushButton:
    """Return the big button of the start page."""
    buttons = window.home.findChildren(QPushButton)
    named = (button for button in buttons if "承接上年" in (button.accessibleName() or button.text()))
    return next(button for button in named if button.isVisible())


def test_a_zero_report_takes_a_dozen_actions_from_start_page_to_docx(
    qtbot: QtBot, window: MainWindow, hands: Hands, tmp_path: Path, formats: Formats
) -> None:
    hands.click(carry_button(window))
    page = window.reports.page
    assert page is not None
    hands.type("2")
    hands.key(Qt.Key.Key_F8)
    hands.type("40")
    with qtbot.waitSignal(window.reports.exporting.written, timeout=20_000):
        hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    written = read_file(tmp_path / "今年.docx", formats).report
    assert (written.year, written.values[IN_FORCE], written.values[LICENSING]) == (2026, 2, 40)
    assert len(written.values) == 166
    assert written.section("1").startswith("2026年，我镇")
    assert hands.actions <= MOST


def test_undo_takes_back_the_texts_and_then_the_zeros(qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
    hands.click(carry_button(window))
    page = window.reports.page
    assert page is not None
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.session.report.sections == {}
    assert len(page.session.report.values) == 164
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page.session.report.values) == 6


def test_of_a_file_of_earlier_years_a_later_report_can_be_made(
    hands: Hands, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "year_to_report", lambda _today: 2027)

    def choose_a_year(dialog: QDialog) -> bool:
        if isinstance(dialog, ReadingDialog):
            return Messages.accepts(hands, dialog)
        assert isinstance(dialog, CarryDialog)
        dialog.year.setCurrentIndex(dialog.year.findData(2027))
        assert "2027" in dialog.buttons.accepting.text()
        return True

    hands.accepts = choose_a_year  # type: ignore[method-assign]
    hands.click(carry_button(window))
    page = window.reports.page
    assert page is not None
    assert page.session.report.year == 2027
    assert page.session.report.section("1").startswith("2027年，我镇")

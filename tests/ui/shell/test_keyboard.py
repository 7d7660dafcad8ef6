"""The keyboard leads everywhere and comes back to where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gia_desktop.core.keys import CellKey
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.shell.menus import SAVE
from tests.support.window.harness import table_tabs
from tests.support.window.office import Office

NATURAL = CellKey("t3.new.natural")
ASKING = (wishes.HISTORY, wishes.VERSIONS, wishes.CARRIED)


def test_every_menu_is_opened_by_its_own_letter(office: Office) -> None:
    office.new()
    titles = [action.text() for action in office.window.bar.actions()]
    letters = [title.partition("(&")[2][:1] for title in titles]
    assert titles[0] == "文件(&F)"
    assert all(letters)
    assert len(set(letters)) == len(letters)


def test_saving_on_demand_waits_for_the_disk_and_says_so(office: Office) -> None:
    office.new()
    office.fill(NATURAL, "5")
    office.window.do(SAVE)
    assert "已保存" in office.window.status_words.text()
    summary = office.workspace.library.summary(office.number)
    assert summary is not None
    assert summary.progress.filled == 1


def test_saving_that_fails_is_not_called_done(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.new()
    with monkeypatch.context() as patched:
        patched.setattr(office.workspace.vaults, "flush", lambda timeout: False)
        office.window.do(SAVE)
    assert "还没有保存好" in office.window.status_words.text()


@pytest.mark.parametrize(
    "wish", [wishes.HISTORY, wishes.VERSIONS, wishes.CARRIED], ids=lambda wish: wish.name
)
def test_after_a_dialog_the_keyboard_is_in_the_same_cell(office: Office, wish: Wish[[]]) -> None:
    office.new()
    office.page.going.go_to_cell(NATURAL)
    view = table_tabs(office.page)["3"].view
    office.messages.answers = [False]
    office.window.do(wish)
    assert QApplication.focusWidget() is view
    assert view.current_key == NATURAL


def test_a_half_typed_cell_is_committed_and_its_table_goes_on(office: Office) -> None:
    office.new()
    office.page.going.go_to_cell(NATURAL)
    view = table_tabs(office.page)["3"].view
    QTest.keyClicks(view, "7")
    office.messages.answers = [False]
    office.window.do(wishes.HISTORY)
    assert office.value(NATURAL) == 7
    assert QApplication.focusWidget() is view
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_key == "t3.carried_in.natural"


def test_a_half_typed_text_is_committed_with_the_caret_where_it_was(office: Office) -> None:
    office.new("示例市水务局")
    info = office.page.by_section["0"]
    assert isinstance(info, InfoTab)
    editor = next(iter(info.editors.values()))
    editor.setFocus()
    editor.setCursorPosition(2)
    QTest.keyClicks(editor, "X")
    office.messages.answers = [False]
    office.window.do(wishes.HISTORY)
    assert office.page.session.report.unit_name == "示例X市水务局"
    assert QApplication.focusWidget() is editor
    assert editor.cursorPosition() == 3

"""送审, 签发, 公开, 重新打开: the way of a report, and the lock of a finished one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.states import ReportState
from gia_desktop.ui.past.history_dialog import HistoryDialog
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.dialogs.reason import ReasonDialog
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.shell.menus import SET
from gia_desktop.ui.texts.typing_clock import TypingRun
from tests.support.window.harness import table_tabs
from tests.support.window.office import Office

NATURAL = "t3.new.natural"


@pytest.fixture
def signed(office: Office) -> Office:
    """A report with a figure and a text, signed."""
    office.new()
    office.fill(NATURAL, "5")
    office.write("5", "人手不足。")
    office.messages.answers = [True]
    office.window.do(wishes.MOVE, ReportState.SIGNED)
    return office


def moves_in_the_menu(office: Office) -> list[str]:
    """Open the menu 报告状态 and return its entries."""
    (submenu,) = office.window.menus.submenus.values()
    submenu.aboutToShow.emit()
    return [action.text() for action in submenu.actions()]


def reopen(office: Office, reason: str) -> None:
    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.edit.setPlainText(reason)

    office.messages.prepare, office.messages.answers = write, [True]
    office.window.do(wishes.MOVE, ReportState.EDITING)


def test_the_chip_and_the_menu_offer_the_moves_there_are(office: Office) -> None:
    office.new()
    chip = office.page.header.state
    assert chip.text() == "编写中"
    assert [action.text() for action in chip.menu().actions()] == ["送审", "签发"]
    chip.menu().actions()[0].trigger()
    assert chip.text() == "送审"
    assert moves_in_the_menu(office) == ["签发", "退回编写"]
    summary = office.workspace.library.summary(office.number)
    assert summary is not None
    assert summary.state is ReportState.REVIEW


def test_signing_says_what_is_still_wrong_and_keeps_the_final_version(signed: Office) -> None:
    assert "必须改" in signed.messages.questions[0]
    assert "定稿" in signed.messages.questions[0]
    assert [version.name for version in signed.workspace.library.versions(signed.number)] == ["定稿"]
    assert signed.page.header.state.text() == "已签发"


def test_a_refused_question_leaves_the_report_open(office: Office) -> None:
    office.new()
    office.messages.answers = [False]
    office.window.do(wishes.MOVE, ReportState.SIGNED)
    assert office.page.header.state.text() == "编写中"
    assert office.workspace.library.versions(office.number) == []


def test_a_signed_report_says_that_it_is_locked_and_how_to_open_it(signed: Office) -> None:
    assert not signed.page.banner.isHidden()
    assert "表格和文字不能改动" in signed.page.banner.words.text()
    assert "重新打开" in signed.page.banner.words.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_Delete, Qt.Key.Key_F2])
def test_keys_change_no_cell_of_a_signed_report(signed: Office, key: Qt.Key) -> None:
    signed.page.going.go_to_cell(CellKey(NATURAL))
    view = table_tabs(signed.page)["3"].view
    QTest.keyClick(view, key)
    assert QApplication.focusWidget() is view
    assert signed.value(NATURAL) == 5
    assert "已签发" in signed.window.status_words.text()


def test_a_signed_table_is_walked_and_copied(signed: Office) -> None:
    signed.page.going.go_to_cell(CellKey(NATURAL))
    view = table_tabs(signed.page)["3"].view
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert QApplication.clipboard().text().strip() == "5"
    assert view.current_key == "t3.new.business"


def test_texts_notes_and_buttons_of_a_signed_report_are_not_editable(signed: Office) -> None:
    info = signed.page.by_section["0"]
    assert isinstance(info, InfoTab)
    assert signed.text("5").isReadOnly()
    assert all(editor.isReadOnly() for editor in info.editors.values())
    assert info.preamble.isReadOnly()
    assert not info.kind.isEnabled()
    for tab in table_tabs(signed.page).values():
        assert tab.note.isReadOnly()
        assert not tab.paste.isEnabled()
        assert not tab.fill_zeros.isEnabled()


def test_no_other_way_leads_to_a_change_of_a_signed_report(signed: Office) -> None:
    before = signed.page.session.report
    signed.window.do(wishes.FILL_ALL)
    signed.page.edits.push(Change("改", {CellKey(NATURAL): (5, 6)}))
    signed.page.edits.push_text(Change("写", texts={section_key("5"): ("人手不足。", "")}), TypingRun())
    signed.window.stage.undo.undo()
    assert signed.page.session.report == before


def test_a_signed_report_is_locked_after_opening_it_again(signed: Office) -> None:
    number = signed.number
    signed.window.go_home()
    signed.window.reports.open(number)
    assert signed.page.locked
    assert signed.text("5").isReadOnly()
    signed.window.do(SET, "theme", "dark")
    assert signed.text("5").isReadOnly()


def test_reopening_needs_a_reason_which_stands_in_the_history(signed: Office) -> None:
    signed.messages.answers = [True]
    signed.window.do(wishes.MOVE, ReportState.EDITING)
    assert signed.page.header.state.text() == "已签发"
    reopen(signed, "表三有误")
    assert signed.page.header.state.text() == "编写中"
    assert signed.page.banner.isHidden()
    assert not signed.text("5").isReadOnly()
    signed.messages.prepare, signed.messages.answers = (lambda _dialog: None), [False]
    signed.window.do(wishes.HISTORY)
    dialog = signed.messages.dialogs[-1]
    assert isinstance(dialog, HistoryDialog)
    assert [line.how for line in dialog.model.items[:2]] == ["原因：表三有误", "改变状态"]


def test_a_reopened_report_is_edited_and_undone_as_before(signed: Office) -> None:
    reopen(signed, "领导要求修改")
    signed.fill(NATURAL, "6")
    assert signed.value(NATURAL) == 6
    signed.window.stage.undo.undo()
    assert signed.value(NATURAL) == 5


def test_publishing_follows_signing(signed: Office) -> None:
    signed.messages.answers = [True]
    signed.window.do(wishes.MOVE, ReportState.PUBLISHED)
    assert signed.page.header.state.text() == "已公开"
    assert signed.page.locked
    signed.window.go_home()
    assert signed.window.reports.shelf.model.summaries[0].state is ReportState.PUBLISHED


def test_a_move_that_does_not_exist_changes_nothing(office: Office) -> None:
    office.new()
    office.window.do(wishes.MOVE, ReportState.PUBLISHED)
    assert office.page.header.state.text() == "编写中"

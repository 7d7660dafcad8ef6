"""Registering one application by the keyboard: real focus, and days that are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.register.calendar.files import bundled_calendar
from gia_desktop.register.case import Case, Event
from gia_desktop.register.clock import USUAL
from gia_desktop.ui.kit.theme import make_theme
from gia_desktop.ui.register.dialogs.event import EventDialog
from gia_desktop.ui.register.dialogs.new_case import NewCaseDialog
from tests.support.window.harness import focus, settle

MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def stored() -> list[Case]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, stored: list[Case]) -> Iterator[NewCaseDialog]:
    def store(case: Case) -> Case:
        stored.append(case)
        return Case(number="2026-0002", received=MONDAY)

    parent = QWidget()
    qtbot.addWidget(parent)
    fresh = Case(number="2026-0001", received=MONDAY)
    numbered = "{}-0009".format
    made = NewCaseDialog(fresh, bundled_calendar(), make_theme("light", "normal"), parent, numbered, store)
    made.show()
    made.activateWindow()
    settle()
    yield made
    made.close()


def compose(text: str) -> None:
    """Deliver Chinese as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def write_day(dialog: NewCaseDialog, text: str) -> None:
    dialog.received.setFocus()
    dialog.received.selectAll()
    QTest.keyClicks(dialog.received, text)


def test_enter_leads_from_the_name_over_the_guessed_kind_to_the_day(dialog: NewCaseDialog) -> None:
    compose("示例商贸有限公司")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is dialog.kinds.checkedButton()
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is dialog.received
    assert dialog.case.applicant.kind == "business"


def test_an_arrow_chooses_another_kind_on_the_way(dialog: NewCaseDialog) -> None:
    compose("示例商贸有限公司")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert dialog.case.applicant.kind == "research"


def test_a_day_is_taken_although_ctrl_enter_is_pressed_while_it_is_typed(dialog: NewCaseDialog) -> None:
    compose("张某")
    write_day(dialog, "2.27")
    QTest.keyClick(dialog.received, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.case.received == dt.date(2026, 2, 27)


@pytest.mark.parametrize("text", ["abc", "2026-02-30"])
def test_what_is_no_day_is_not_registered_with_another_day(
    dialog: NewCaseDialog, stored: list[Case], text: str
) -> None:
    write_day(dialog, text)
    dialog.again.click()
    QTest.keyClick(dialog.received, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored == []
    assert dialog.isVisible()
    assert focus() is dialog.received
    assert text in dialog.hint.text()


def test_the_day_that_stood_there_may_be_typed_again(dialog: NewCaseDialog) -> None:
    compose("张某")
    write_day(dialog, "abc")
    QTest.keyClick(dialog.received, Qt.Key.Key_Return)
    write_day(dialog, MONDAY.isoformat())
    QTest.keyClick(dialog.received, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.case.received == MONDAY


def test_an_event_is_not_noted_with_another_day(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked = Event("correction_asked", MONDAY)
    case = Case(number="2026-0001", received=MONDAY)
    made = EventDialog(case, asked, bundled_calendar(), USUAL, 0, make_theme("light", "normal"), parent)
    made.show()
    settle()
    QTest.keyClicks(focus(), "3-x")
    made.accept()
    assert made.isVisible()
    assert "不是日期" in made.hint.text()
    QTest.keyClicks(focus(), "3.4")  # it is selected
    made.accept()
    assert made.event_made.date == dt.date(2026, 3, 4)


def test_an_extension_noted_later_keeps_the_day_of_telling_and_says_when_it_is_too_late(
    qtbot: QtBot,
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    case = Case(number="2026-0001", received=MONDAY)
    today = Event("extended", dt.date(2026, 5, 6))
    made = EventDialog(case, today, bundled_calendar(), USUAL, 0, make_theme("light", "normal"), parent)
    made.show()
    settle()
    assert "原期限 2026-03-30 已过" in made.hint.text()
    QTest.keyClicks(focus(), "3.27")  # it is selected
    made.accept()
    assert "原期限（2026-03-30）前告知" in made.hint.text()
    assert (made.event_made.date, made.event_made.told) == (dt.date(2026, 3, 27),) * 2


def test_a_letter_that_goes_out_after_the_end_is_said_to_stop_nothing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    case = Case(number="2026-0001", received=MONDAY)
    asked = Event("third_party_asked", dt.date(2026, 5, 6))
    made = EventDialog(case, asked, bundled_calendar(), USUAL, 0, make_theme("light", "normal"), parent)
    made.show()
    settle()
    assert "不停期限" in made.hint.text()
    QTest.keyClicks(focus(), "3.9")  # it is selected
    made.accept()
    assert "等意见的日子不计" in made.hint.text()


def test_a_case_of_another_year_gets_a_number_of_that_year(dialog: NewCaseDialog) -> None:
    dialog.name.setText("张某")
    write_day(dialog, "12.31")  # in March nobody means the December to come
    QTest.keyClick(dialog.received, Qt.Key.Key_Return)
    assert dialog.received.date == dt.date(2025, 12, 31)
    assert dialog.case.number == "2025-0009"
    assert "2025-0009" in dialog.hint.text()


def ctrl_enter(field: QWidget) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_an_empty_application_is_not_registered(dialog: NewCaseDialog, stored: list[Case]) -> None:
    ctrl_enter(focus())
    dialog.again.click()
    assert dialog.isVisible()
    assert stored == []
    assert "没有登记" in dialog.hint.text()
    assert focus() is dialog.name


def test_why_nothing_is_registered_looks_like_no_hint_and_goes_when_it_is_mended(
    dialog: NewCaseDialog,
) -> None:
    write_day(dialog, "2.30")
    ctrl_enter(dialog.received)
    assert dialog.hint.objectName() == "bad"
    write_day(dialog, "2.27")
    QTest.keyClick(dialog.received, Qt.Key.Key_Return)
    assert "答复期限" in dialog.hint.text()
    assert dialog.hint.objectName() == "quiet"


def test_an_unlikely_telephone_number_is_asked_about_once(dialog: NewCaseDialog) -> None:
    compose("张某")
    QTest.keyClicks(dialog.phone, "abc")
    ctrl_enter(dialog.phone)
    assert dialog.isVisible()
    assert "不像电话号码" in dialog.hint.text()
    assert dialog.phone.property("doubtful")
    ctrl_enter(dialog.phone)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.case.applicant.phone == "abc"

"""Ten applications registered by real keys alone, from the home page to the list, every key counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.dialogs.new_case import NewCaseDialog
from tests.register.made import case
from tests.support.window.harness import CTRL, NONE, SHIFT, Key, focus, settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, now, page

KINDS = ("natural", "natural", "business", "natural", "research") * 2
"""The kinds of the ten applicants."""


class Keyboard:
    """Sends keys to whatever has the focus and counts those that are no text."""

    def __init__(self) -> None:
        self.keys = 0
        self.letters = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(focus(), key, modifiers)
        self.keys += 1

    def write(self, text: str) -> None:
        QTest.keyClicks(focus(), text)
        self.letters += len(text)


def test_ten_applications_take_five_keys_each_beside_their_words(office: Office) -> None:
    begin(office)
    keyboard = Keyboard()

    def register_ten(dialog: QDialog) -> None:
        assert isinstance(dialog, NewCaseDialog)
        dialog.show()
        dialog.activateWindow()
        settle()
        for place, kind in enumerate(KINDS, 1):
            keyboard.write(f"Applicant {place}")
            keyboard.press(Key.Key_Return)
            if kind == "business":
                keyboard.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
            elif kind == "research":
                keyboard.press(Key.Key_3, Qt.KeyboardModifier.AltModifier)
            for _ in range(3):  # kind, day, channel
                keyboard.press(Key.Key_Return)
            keyboard.write(f"content {place}")
            if place < len(KINDS):
                keyboard.press(Key.Key_Return, CTRL | SHIFT)
        QTest.keyClick(focus(), Key.Key_Return, CTRL)
        assert dialog.result() == QDialog.DialogCode.Accepted

    office.messages.prepare, office.messages.answers = register_ten, [True]
    QTest.keyClick(office.window, Key.Key_N, CTRL)
    settle()
    session = page(office).session
    assert [line.number for line in session.lines] == [f"2026-{place:04d}" for place in range(1, 11)]
    assert tuple(line.kind for line in session.lines) == KINDS
    assert now(office, 10).request.content == "content 10"
    # Beside the words: five keys each, two Alt+number for each pair of other kinds, Ctrl+N.
    assert keyboard.keys == 10 * 5 - 1 + 4


def test_a_case_is_answered_and_closed_by_the_keyboard_alone(office: Office) -> None:
    shown = begin(office, case("2026-03-18", number="2026-0001"))
    office.window.activateWindow()
    shown.list.view.setFocus()
    keyboard = Keyboard()
    keyboard.press(Key.Key_Return)
    assert focus() is shown.case.application.received
    shown.case.reply.outcome.setFocus(Qt.FocusReason.TabFocusReason)
    keyboard.press(Key.Key_Down)
    shown.case.reply.date.setFocus(Qt.FocusReason.TabFocusReason)
    keyboard.write("4.10")
    QTest.keyClick(office.window, Key.Key_Return, CTRL)
    settle()
    made = now(office)
    assert made.reply.outcome == "granted"
    assert made.filed is not None
    assert str(made.reply.date) == "2026-04-10"
    QTest.keyClick(office.window, Key.Key_Return, CTRL)
    assert now(office).filed is None


def test_f6_goes_between_list_and_case_and_ctrl_digits_between_the_tabs(office: Office) -> None:
    shown = begin(office, case("2026-03-18", number="2026-0001"))
    office.window.activateWindow()
    shown.list.view.setFocus()
    QTest.keyClick(shown.list.view, Key.Key_F6)
    assert focus() is shown.case.application.received
    QTest.keyClick(focus(), Key.Key_F6)
    assert focus() is shown.list.view
    for number, tab in ((Key.Key_3, "disputes"), (Key.Key_7, "findings"), (Key.Key_1, "todo")):
        QTest.keyClick(office.window, number, CTRL)
        assert shown.tab == tab
    office.window.do(wishes.OPEN_TAB, "month")
    assert shown.tab == "month"

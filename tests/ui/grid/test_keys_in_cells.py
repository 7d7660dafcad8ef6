"""Typing into cells: overwriting, editing inside, giving up, and what an input method sends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.core.values import Value
from tests.support.window.harness import CTRL, NONE, SHIFT, Desk, Key, focus

FIRST = "t3.new.natural"
RIGHT, BELOW = "t3.new.business", "t3.carried_in.natural"


def text_in_editor(desk: Desk) -> str:
    editor = desk.editor
    assert editor is not None, "no cell is being edited"
    return editor.text()


def test_typing_overwrites_the_cell(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.fill(FIRST, "7")
    assert desk.value(FIRST) == 7


def test_the_first_digit_is_neither_lost_nor_doubled(desk: Desk) -> None:
    desk.go(FIRST)
    for typed in ("1", "12", "123"):
        desk.type(typed[-1])
        assert text_in_editor(desk) == typed
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 123


def test_f2_edits_inside_the_number(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.go(FIRST)
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Left)
    desk.type("5")
    assert text_in_editor(desk) == "152"
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 152


def test_a_double_click_edits_inside_the_number(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.double_click(FIRST)
    desk.type("3")
    assert text_in_editor(desk) == "123"
    desk.press(Key.Key_Home)
    desk.type("9")
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 9123


def test_a_click_into_the_text_makes_the_arrows_move_inside(desk: Desk) -> None:
    desk.go(FIRST)
    desk.type("12")
    editor = desk.editor
    assert editor is not None
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, NONE, editor.rect().center())
    desk.press(Key.Key_End)
    desk.press(Key.Key_Left)
    assert desk.editor is editor
    desk.type("0")
    assert editor.text() == "102"


@pytest.mark.parametrize(
    ("key", "modifiers", "goal"),
    [
        (Key.Key_Return, NONE, "t3.granted.natural"),
        (Key.Key_Enter, NONE, "t3.granted.natural"),
        (Key.Key_Return, SHIFT, FIRST),
        (Key.Key_Tab, NONE, "t3.carried_in.business"),
        (Key.Key_Backtab, SHIFT, "t3.new.other"),
        (Key.Key_Right, NONE, "t3.carried_in.business"),
        (Key.Key_Up, NONE, FIRST),
        (Key.Key_Down, NONE, "t3.granted.natural"),
        (Key.Key_End, NONE, "t3.carried_in.other"),
        (Key.Key_Right, CTRL, "t3.carried_in.other"),
        (Key.Key_Down, CTRL, "t3.carried_out.natural"),
        (Key.Key_PageDown, NONE, "t3.granted.natural"),
    ],
)
def test_a_key_that_leads_elsewhere_commits_and_goes(
    desk: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier, goal: str
) -> None:
    desk.go(BELOW)
    desk.type("34")
    desk.press(key, modifiers)
    assert desk.value(BELOW) == 34
    assert desk.now == goal
    assert desk.editor is None
    assert focus() is desk.view


def test_clicking_another_cell_commits(desk: Desk) -> None:
    desk.go(FIRST)
    desk.type("6")
    desk.click(BELOW)
    assert desk.value(FIRST) == 6
    assert desk.now == BELOW


def test_going_to_another_tab_commits(desk: Desk) -> None:
    desk.go(FIRST)
    desk.type("6")
    desk.page.going.show_section("4")
    assert desk.value(FIRST) == 6


def test_sums_and_balances_follow_every_digit(desk: Desk) -> None:
    strip = desk.tab.strip
    assert strip is not None
    desk.go(FIRST)
    desk.type("1")
    assert (desk.shown("t3.new.total"), strip.texts()[0]) == ("1", "1 | 未填")
    desk.type("2")
    assert (desk.shown("t3.new.total"), strip.texts()[0]) == ("12", "12 | 未填")


def test_escape_restores_the_number_and_the_previewed_sums(desk: Desk) -> None:
    desk.fill(FIRST, "5")
    steps = desk.stack.count()
    desk.go(FIRST)
    desk.type("99")
    assert desk.shown("t3.new.total") == "99"
    desk.press(Key.Key_Escape)
    assert desk.editor is None
    assert (desk.shown(FIRST), desk.shown("t3.new.total")) == ("5", "5")
    assert desk.stack.count() == steps
    assert focus() is desk.view


def test_a_given_up_text_is_no_longer_kept_for_a_crash(desk: Desk) -> None:
    desk.go(FIRST)
    desk.type("99")
    assert desk.memory.pending == {FIRST: "99"}
    desk.press(Key.Key_Escape)
    assert desk.memory.pending == {}


@pytest.mark.parametrize("key", ["t3.new.total", "t3.handled_total.natural"])
def test_totals_cannot_be_typed_into(desk: Desk, key: str) -> None:
    desk.go(key)
    desk.type("5")
    desk.press(Key.Key_F2)
    desk.double_click(key)
    desk.compose("", "５")
    assert desk.editor is None
    assert desk.stack.count() == 0


@pytest.mark.parametrize(
    ("sent", "value"), [("１２", 12), ("十二", 12), ("〇", 0), ("零", 0), ("1,234", 1234), ("　１ ２　", 12)]
)
def test_a_committed_text_of_an_input_method_fills_the_cell_once(desk: Desk, sent: str, value: Value) -> None:
    desk.fill(FIRST, "7")
    desk.go(FIRST)
    desk.compose("", sent)
    assert text_in_editor(desk) == sent
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == value


def test_what_an_input_method_composes_first_is_kept_whole(desk: Desk) -> None:
    desk.fill(FIRST, "7")
    desk.go(FIRST)
    for composed in ("1", "12"):
        desk.compose(composed)
    desk.compose("", "１２")
    assert text_in_editor(desk) == "１２"
    desk.type("3")
    assert text_in_editor(desk) == "１２3"
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 123


def test_the_focus_waits_until_an_input_method_has_composed(desk: Desk) -> None:
    """A change of focus in the middle would make the input method drop or repeat its first sign."""
    desk.go(FIRST)
    desk.compose("1")
    assert focus() is desk.view
    desk.compose("", "1")
    assert focus() is desk.editor


def test_composing_inside_an_open_field_adds_to_it(desk: Desk) -> None:
    desk.go(FIRST)
    desk.type("1")
    desk.compose("2")
    desk.compose("", "２")
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 12


def test_a_composition_given_up_leaves_the_old_number(desk: Desk) -> None:
    desk.fill(FIRST, "7")
    desk.go(FIRST)
    desk.compose("ling")
    desk.compose("")
    desk.press(Key.Key_Escape)
    assert desk.value(FIRST) == 7
    assert desk.editor is None


def test_number_cells_ask_input_methods_for_digits(desk: Desk) -> None:
    digits = Qt.InputMethodHint.ImhDigitsOnly
    desk.go(FIRST)
    assert desk.view.inputMethodHints() & digits
    desk.type("1")
    assert focus().inputMethodHints() & digits


def test_totals_take_no_input_method(desk: Desk) -> None:
    desk.go(FIRST)
    assert desk.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    desk.go("t3.new.total")
    assert not desk.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize("key", [Qt.Key.Key_F5, Qt.Key.Key_Menu, Qt.Key.Key_F12])
def test_a_key_that_the_open_field_does_not_want_ends_there(desk: Desk, key: Qt.Key) -> None:
    desk.go("t3.new.natural")
    desk.type("7")
    assert desk.editor is not None
    QTest.keyClick(desk.editor, key)
    QTest.keyClick(desk.view, key)
    assert desk.editor is not None
    desk.press(Qt.Key.Key_Return)
    assert desk.value("t3.new.natural") == 7

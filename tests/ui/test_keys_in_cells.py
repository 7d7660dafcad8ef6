"""Typing into cells: overwriting, editing inside, giving up, clearing."""

from __future__ import annotations

from tests.ui.harness import Desk, Key

FIRST = "t3.new.natural"


def test_typing_overwrites_the_cell(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.go(FIRST)
    desk.type("7")
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 7


def test_the_first_digit_is_neither_lost_nor_doubled(desk: Desk) -> None:
    desk.go(FIRST)
    for typed in ("1", "12", "123"):
        desk.type(typed[-1])
        editor = desk.editor
        assert editor is not None
        assert editor.text() == typed
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 123

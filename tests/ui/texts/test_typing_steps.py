"""Deleting, overtyping and pasting are undo steps of their own: none takes typing before it along."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gia_desktop.core.keys import section_key
from gia_desktop.ui.texts.line_editor import LineEditor
from tests.support.window.harness import CTRL, SHIFT, Desk, Key, focus, settle
from tests.support.window.narratives import clipboard_text, editor_of, text_of

TYPED = "全年收到申请。均已答复。"
ALL = (Key.Key_A, CTRL)


def undo_by_keys(desk: Desk) -> str:
    """Press Ctrl+Z where the clerk writes, as the window serves it; return the text."""
    QTest.keyClick(focus(), Key.Key_Z, CTRL)
    return undone(desk)


def undone(desk: Desk) -> str:
    """Take a step back; return the text."""
    desk.undo()
    return text_of(desk)


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ((Key.Key_Delete,), ""), ((Key.Key_Backspace,), ""), ((Key.Key_X, CTRL), ""),
        ((Key.Key_Delete, SHIFT), ""),
    ],
)  # fmt: skip
def test_what_deletes_a_selection_is_a_step_of_its_own(desk: Desk, keys: tuple[Key], left: str) -> None:
    editor = editor_of(desk)
    desk.type(TYPED)
    desk.press(*ALL)
    desk.press(*keys)
    assert editor.raw_text() == left
    desk.type("新")
    assert undo_by_keys(desk) == left
    assert undo_by_keys(desk) == TYPED
    assert undo_by_keys(desk) == ""


@pytest.mark.parametrize("over", ["新的一句", "abc"])
def test_writing_over_a_selection_is_one_step_after_what_was_typed(desk: Desk, over: str) -> None:
    editor = editor_of(desk)
    desk.type(TYPED)
    desk.press(*ALL)
    desk.type(over)
    assert editor.raw_text() == over
    assert undo_by_keys(desk) == TYPED
    assert undo_by_keys(desk) == ""


def test_composing_over_a_selection_keeps_what_was_typed(desk: Desk) -> None:
    editor_of(desk)
    desk.type(TYPED)
    desk.press(*ALL)
    desk.compose("xin")
    desk.compose("", "新")
    assert undo_by_keys(desk) == TYPED


def test_pasting_is_a_step_of_its_own(desk: Desk) -> None:
    editor_of(desk)
    desk.type(TYPED)
    desk.paste("粘贴的话。")
    desk.type("再写。")
    texts = [undo_by_keys(desk) for _ in range(3)]
    assert texts == [f"{TYPED}粘贴的话。", TYPED, ""]


@pytest.mark.parametrize("name", ["edit-cut", "edit-delete"])
def test_the_menu_deletes_as_a_step_of_its_own(desk: Desk, name: str) -> None:
    editor = editor_of(desk)
    desk.type(TYPED)
    desk.press(*ALL)
    place = editor.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(editor, QContextMenuEvent(reason, place, editor.mapToGlobal(place)))
    choose(name)
    QTest.keyClicks(editor, "b")
    editor.commit()
    assert [undone(desk) for _ in range(3)] == ["", TYPED, ""]


def choose(name: str) -> None:
    """Choose an entry of the open menu by keys."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(action for action in menu.actions() if action.objectName() == name))
    QTest.keyClick(menu, Key.Key_Return)
    settle()


@pytest.mark.parametrize("ends", ["\n", "\r\n\r\n", "\n\n\n"])
def test_pasting_line_ends_alone_leaves_the_selection(desk: Desk, ends: str) -> None:
    editor = editor_of(desk)
    desk.type(TYPED)
    desk.press(*ALL)
    desk.paste(ends)
    assert editor.raw_text() == TYPED
    desk.press(Key.Key_C, CTRL)
    assert clipboard_text() == TYPED


@pytest.fixture
def note(desk: Desk) -> LineEditor:
    """The line below table 3, with the cursor."""
    desk.page.going.show_section("3")
    line = desk.tab.note
    line.setFocus()
    return line


@pytest.mark.parametrize(
    ("act", "after"),
    [
        (lambda desk: desk.press(Key.Key_Delete), ""),
        (lambda desk: desk.press(Key.Key_X, CTRL), ""),
        (lambda desk: desk.type("新注"), "新注"),
        (lambda desk: desk.paste("粘贴"), "粘贴"),
    ],
)
def test_a_line_keeps_what_was_typed_before_its_selection_goes(
    desk: Desk, note: LineEditor, act: Callable[[Desk], object], after: str
) -> None:
    key = section_key("3")
    desk.type("按实际填报")
    desk.press(*ALL)
    act(desk)
    note.commit()
    assert desk.session.report.text(key) == after
    desk.undo()
    assert desk.session.report.text(key) == "按实际填报"


def test_deleting_in_a_line_by_its_menu_is_a_step_of_its_own(desk: Desk, note: LineEditor) -> None:
    desk.type("按实际填报")
    desk.press(*ALL)
    place = note.rect().center()
    QApplication.sendEvent(
        note, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, note.mapToGlobal(place))
    )
    choose("edit-delete")
    QTest.keyClicks(note, "b")
    note.commit()
    texts = []
    for _ in range(2):
        desk.undo()
        texts.append(desk.session.report.text(section_key("3")))
    assert texts == ["", "按实际填报"]

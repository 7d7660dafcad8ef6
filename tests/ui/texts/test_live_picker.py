"""The list of numbers at a brace: searched by words, chosen by Enter, left by Esc."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.core.report import Report
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from tests.support.window.harness import CTRL, NONE, SHIFT, Desk, Key
from tests.support.window.narratives import NEW, editor_of, signs, text_of, written
from tests.ui.conftest import OpenDesk

MakeReport = Callable[[str], Report]


@pytest.fixture
def desk(open_desk: OpenDesk, blank: MakeReport) -> Desk:
    """A report with a figure of both years and nothing written."""
    return open_desk(written(blank("2021"), "", {NEW: 38}, {NEW: 32}))


def brace(desk: Desk) -> None:
    desk.press(Key.Key_BraceLeft, SHIFT)


def test_a_brace_lists_numbers_and_enter_inserts_the_one_found_by_words(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("收到")
    brace(desk)
    assert editor.picker.isVisible()
    desk.type("新收 总计")
    first = editor.picker.model.items[0]
    assert (first.label, first.shown, first.words) == ("表三 新收 总计", "38", "2025 年：38　2024 年：32")
    desk.press(Key.Key_Return)
    desk.type("件")
    editor.commit()
    assert (signs(editor), text_of(desk)) == ("收到●件", "收到{t3.new.total}件")
    assert not editor.picker.isVisible()


def test_what_was_typed_to_find_a_number_is_undone_with_it(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("收到")
    brace(desk)
    desk.type("新收")
    desk.press(Key.Key_Return)
    assert text_of(desk) == "收到{t3.new.total}"
    desk.undo()
    assert (text_of(desk), signs(editor)) == ("收到", "收到")


def test_a_wide_brace_of_an_input_method_opens_the_list_too(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.compose("", "｛")
    desk.compose("jiaoshangnian")
    desk.compose("", "较上年 新收")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Tab)
    assert (text_of(desk), signs(editor)) == ("{trend.t3.new.total}", "●")


def test_arrows_walk_in_the_list_and_a_click_chooses(desk: Desk) -> None:
    editor = editor_of(desk)
    brace(desk)
    desk.type("新收")
    desk.press(Key.Key_Down, times=2)
    view = editor.picker.view
    assert view.currentIndex().row() == 2
    desk.press(Key.Key_PageUp)
    assert view.currentIndex().row() == 0
    third = editor.picker.model.items[2]
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert text_of(desk) == third.raw


def test_escape_leaves_what_was_typed(desk: Desk) -> None:
    editor = editor_of(desk)
    brace(desk)
    desk.type("新收")
    desk.press(Key.Key_Escape)
    assert (text_of(desk), editor.picker.isVisible()) == ("{新收", False)
    assert editor.picker.parent() is editor
    desk.press(Key.Key_Return)
    desk.type("下一段")
    editor.commit()
    assert text_of(desk) == "{新收\n下一段"


def test_the_key_for_inserting_opens_the_list_and_escape_takes_its_brace_back(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.press(Key.Key_T, CTRL)
    assert (signs(editor), editor.picker.isVisible()) == ("{", True)
    desk.press(Key.Key_Escape)
    assert (signs(editor), text_of(desk)) == ("", "")


def test_the_button_above_the_text_lists_numbers_for_the_cursor(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("收到件")
    desk.press(Key.Key_Left)
    page = desk.page.by_section["1"]
    assert isinstance(page, NarrativeTab)
    QTest.mouseClick(page.insert_number, Qt.MouseButton.LeftButton)
    desk.type("新收 总计")
    desk.press(Key.Key_Return)
    assert (signs(editor), text_of(desk)) == ("收到●件", "收到{t3.new.total}件")


def test_typing_a_whole_name_closes_the_list_with_a_chip(desk: Desk) -> None:
    editor = editor_of(desk)
    brace(desk)
    desk.type("last.t3.new.total")
    desk.press(Key.Key_BraceRight, SHIFT)
    assert (signs(editor), editor.picker.isVisible()) == ("●", False)
    editor.commit()
    assert text_of(desk) == "{last.t3.new.total}"


def test_words_of_no_number_leave_enter_to_the_text(desk: Desk) -> None:
    editor = editor_of(desk)
    brace(desk)
    desk.type("宇宙")
    assert editor.picker.model.items == []
    assert editor.picker.hint.text() == "没有名称里有这些字的格，Esc 关闭。"
    desk.press(Key.Key_Return)
    assert (signs(editor), editor.picker.isVisible()) == ("{宇宙\n", False)


@pytest.mark.parametrize("leave", ["backspace", "home", "tab"])
def test_the_list_goes_when_the_cursor_leaves_the_brace(desk: Desk, leave: str) -> None:
    editor = editor_of(desk)
    desk.type("收到")
    brace(desk)
    if leave == "tab":
        desk.page.going.show_section("3")
    else:
        desk.press(Key.Key_Backspace if leave == "backspace" else Key.Key_Home)
    assert not editor.picker.isVisible()


def test_the_list_stays_inside_the_window(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("字" * 70)
    desk.press(Key.Key_Return, times=16)
    desk.type("字" * 70)
    brace(desk)
    assert desk.page.rect().contains(editor.picker.geometry())


def test_the_list_follows_its_brace_when_the_text_is_scrolled(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.press(Key.Key_Return, times=40)
    brace(desk)
    desk.type("新收 总计")
    before, bar = editor.picker.y(), editor.verticalScrollBar()
    bar.setValue(bar.value() - 60)
    assert editor.picker.y() == before + 60

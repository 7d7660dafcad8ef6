"""Numbers of a text made live and plain again, by menu and by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gia_desktop.core.report import Report
from gia_desktop.core.values import Value
from gia_desktop.ui.texts.text_editor import TextEditor
from tests.support.window.harness import ALT, CTRL, SHIFT, Desk, Key, settle
from tests.support.window.narratives import NEW, chip_place, editor_of, signs, text_of, written
from tests.ui.conftest import OpenDesk

FIGURES: Mapping[str, Value] = {NEW: 38, "t3.granted.natural": 35, "t3.carried_out.natural": 3}
PLAIN = "新收政府信息公开申请38件，办结35件，结转下年度4件。"
TURN = (Key.Key_T, CTRL | SHIFT)
MakeReport = Callable[[str], Report]


@pytest.fixture
def plain(open_desk: OpenDesk, blank: MakeReport) -> Desk:
    """A report whose section 1 tells three figures, the last one wrong."""
    return open_desk(written(blank("2021"), PLAIN, FIGURES))


def menu_at(editor: TextEditor, point: QPoint | None = None) -> dict[str, QAction]:
    """Ask for the menu by the mouse at a point, or by key; return its entries by their words."""
    reason = QContextMenuEvent.Reason.Keyboard if point is None else QContextMenuEvent.Reason.Mouse
    spot = point or QPoint(0, 0)
    event = QContextMenuEvent(reason, spot, editor.viewport().mapToGlobal(spot))
    QApplication.sendEvent(editor.viewport() if point is not None else editor, event)
    settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions() if action.text()}


def choose(editor: TextEditor, words: str, point: QPoint | None = None) -> None:
    """Choose the entry whose words begin so by the keyboard."""
    action = next(action for text, action in menu_at(editor, point).items() if text.startswith(words))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Key.Key_Return)
    settle()


def at(editor: TextEditor, words: str) -> None:
    """Put the cursor before some words."""
    place = editor.raw_text().index(words)
    editor.reveal(place, place)


def test_a_number_of_a_cell_is_made_live_by_the_menu(plain: Desk) -> None:
    editor = editor_of(plain)
    at(editor, "8件，办结")
    choose(editor, "转为活数字（表三 新收 总计 = 38）")
    assert text_of(plain) == PLAIN.replace("38", "{t3.new.total}")
    plain.undo()
    assert text_of(plain) == PLAIN


def test_the_menu_of_the_mouse_is_about_what_is_under_it(plain: Desk) -> None:
    editor = editor_of(plain)
    at(editor, "8件，办结")
    under = editor.cursorRect().center()
    plain.press(Key.Key_End, CTRL)
    assert "转为活数字（表三 新收 总计 = 38）" in menu_at(editor, under)


def test_a_key_turns_a_number_live_and_back(plain: Desk) -> None:
    editor = editor_of(plain)
    at(editor, "35件")
    plain.press(*TURN)
    assert text_of(plain) == PLAIN.replace("35", "{t3.handled_total.total}")
    plain.press(*TURN)
    assert text_of(plain) == PLAIN


def test_a_number_that_differs_is_not_converted_without_saying_so(plain: Desk) -> None:
    editor = editor_of(plain)
    at(editor, "4件")
    plain.press(*TURN)
    assert text_of(plain) == PLAIN
    assert plain.said[-1].startswith("文中是 4，表三 结转下年度 总计是 3，不相等，没有转换。")
    choose(editor, "改成表中的数 3（表三 结转下年度 总计；文中是 4）")
    assert text_of(plain) == PLAIN.replace("4件", "{t3.carried_out.total}件")


def test_all_sure_numbers_of_a_section_are_converted_as_one_step(plain: Desk) -> None:
    editor = editor_of(plain)
    choose(editor, "这一部分的数字都转为活数字（2 处）")
    assert signs(editor) == "新收政府信息公开申请●件，办结●件，结转下年度4件。"
    assert editor.shown_text() == PLAIN
    assert plain.said[-1].startswith("已把 2 个数字转为活数字")
    plain.undo()
    assert text_of(plain) == PLAIN
    plain.redo()
    assert not any(text.startswith("这一部分") for text in menu_at(editor))


def test_a_chip_leads_to_its_cell_and_becomes_plain_by_the_menu(
    open_desk: OpenDesk, blank: MakeReport
) -> None:
    desk = open_desk(
        written(blank("2021"), "收到{t3.new.total}件，{trend.t3.new.total}。", FIGURES, {NEW: 40})
    )
    editor = editor_of(desk)
    choose(editor, "变回普通数字 较上年下降5%", chip_place(editor, 1))
    assert text_of(desk) == "收到{t3.new.total}件，较上年下降5%。"
    choose(editor, "到这一格（表三 新收 总计）", chip_place(editor))
    assert (desk.page.tabs.section, desk.now) == ("3", "t3.new.total")


def test_where_no_number_is_the_key_says_so(plain: Desk) -> None:
    editor_of(plain)
    plain.press(*TURN)
    assert plain.said[-1] == "光标处没有认得出的表中数字。"


def test_a_locked_text_offers_only_the_way_to_the_cell(open_desk: OpenDesk, blank: MakeReport) -> None:
    desk = open_desk(written(blank("2021"), "收到{t3.new.total}件", FIGURES))
    editor = editor_of(desk)
    editor.setReadOnly(True)
    found = menu_at(editor, chip_place(editor))
    assert next(iter(found)).startswith("到这一格")
    assert not any("活数字" in text or "表中的数" in text or "普通数字" in text for text in found)
    desk.press(*TURN)
    assert text_of(desk) == "收到{t3.new.total}件"


def test_copied_cells_are_pasted_as_live_numbers(plain: Desk) -> None:
    plain.go("t3.carried_out.natural")
    plain.press(Key.Key_C, CTRL)
    editor = editor_of(plain)
    plain.press(Key.Key_V, CTRL | SHIFT)
    assert text_of(plain) == f"{PLAIN}{{t3.carried_out.natural}}"
    plain.undo()
    plain.press(Key.Key_V, CTRL)
    editor.commit()
    assert text_of(plain) == f"{PLAIN}3"


def test_several_copied_cells_are_pasted_as_a_list(plain: Desk) -> None:
    plain.go(NEW)
    plain.press(Key.Key_Right, ALT)
    plain.press(Key.Key_Right, SHIFT)
    plain.press(Key.Key_C, CTRL)
    editor = editor_of(plain)
    choose(editor, "粘贴为活数字")
    assert signs(editor).endswith("结转下年度4件。●、●")


def test_without_copied_cells_the_key_tells_what_to_do(plain: Desk) -> None:
    plain.copy_in("38")
    editor = editor_of(plain)
    plain.press(Key.Key_V, CTRL | SHIFT)
    assert plain.said[-1].startswith("请先在表里选中格子")
    assert "粘贴为活数字" not in menu_at(editor)

"""Live numbers in the editor: one sign each, with the present digits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from gia_desktop.core.change import cell_change
from gia_desktop.core.report import Report
from gia_desktop.ui.texts.live_edit import LONGEST, TextTooLongError
from gia_desktop.ui.texts.live_text import chip_positions
from gia_desktop.ui.texts.text_editor import TextEditor
from tests.support.window.harness import CTRL, SHIFT, Desk, Key, focus, settle
from tests.support.window.narratives import (
    NEW,
    chip_place,
    clipboard_text,
    double_click,
    editor_of,
    signs,
    text_of,
    written,
)
from tests.support.window.office import Office
from tests.ui.conftest import OpenDesk

TEXT = "收到{t3.new.total}件，上年{last.t3.new.total}件，{trend.t3.new.total}。"
READ = "收到38件，上年32件，较上年增长18.8%。"
MakeReport = Callable[[str], Report]


@pytest.fixture
def live(open_desk: OpenDesk, blank: MakeReport) -> Desk:
    """A report whose section 1 shows a figure of both years and compares them."""
    return open_desk(written(blank("2021"), TEXT, {NEW: 38}, {NEW: 32}))


def width(editor: TextEditor) -> int:
    """Return how far apart the first two chips are."""
    return chip_place(editor, 1).x() - chip_place(editor, 0).x()


def test_a_live_number_is_one_sign_and_the_report_keeps_its_name(live: Desk) -> None:
    editor = editor_of(live)
    assert signs(editor) == "收到●件，上年●件，●。"
    assert (editor.raw_text(), editor.shown_text()) == (TEXT, READ)
    editor.commit()
    assert live.memory.steps == []


def test_typing_a_whole_live_number_makes_a_chip_at_once(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("收到{t3.new.total")
    assert signs(editor) == "收到{t3.new.total"
    desk.press(Key.Key_BraceRight, SHIFT)
    desk.type("件")
    assert signs(editor) == "收到●件"
    editor.commit()
    assert text_of(desk) == "收到{t3.new.total}件"


def test_wide_braces_of_an_input_method_make_a_chip_too(desk: Desk) -> None:
    editor = editor_of(desk)
    for sign in ("｛", "t3.new.total", "｝"):
        desk.compose("", sign)
    assert (signs(editor), editor.raw_text()) == ("●", "{t3.new.total}")


def test_backspace_deletes_a_chip_whole_and_undo_brings_it_back(live: Desk) -> None:
    editor = editor_of(live)
    live.press(Key.Key_Left)
    live.press(Key.Key_Backspace)
    editor.commit()
    assert text_of(live) == "收到{t3.new.total}件，上年{last.t3.new.total}件，。"
    live.undo()
    assert (text_of(live), signs(editor)) == (TEXT, "收到●件，上年●件，●。")
    live.redo()
    assert signs(editor) == "收到●件，上年●件，。"


def test_the_cursor_steps_over_a_chip_as_over_one_sign(live: Desk) -> None:
    editor = editor_of(live)
    live.press(Key.Key_Home, CTRL)
    live.press(Key.Key_Right, times=3)
    live.type("0")
    assert signs(editor).startswith("收到●0件")
    live.press(Key.Key_Backspace)
    live.press(Key.Key_Left, SHIFT)
    live.press(Key.Key_Delete)
    assert signs(editor).startswith("收到件")


def test_chips_follow_the_table_at_once(live: Desk) -> None:
    editor = editor_of(live)
    before = width(editor)
    live.page.edits.push(cell_change(live.session.report, {NEW: 380000}, "填写"))
    assert editor.shown_text() == "收到380000件，上年32件，较上年增长1187400%。"
    assert width(editor) > before
    live.undo()
    assert width(editor) == before


def test_chips_follow_what_is_being_typed_in_the_table(live: Desk) -> None:
    editor = editor_of(live)
    live.go(NEW)
    live.type("7")
    assert editor.shown_text().startswith("收到7件")
    live.press(Key.Key_Escape)
    assert editor.shown_text().startswith("收到38件")


def test_copying_gives_digits_to_others_and_chips_to_the_program(live: Desk) -> None:
    editor = editor_of(live)
    live.press(Key.Key_A, CTRL)
    live.press(Key.Key_C, CTRL)
    assert clipboard_text() == READ
    live.press(Key.Key_End, CTRL)
    live.press(Key.Key_V, CTRL)
    assert editor.raw_text() == TEXT * 2


def test_text_from_elsewhere_pastes_its_live_numbers_as_chips(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.copy_in("收到{t3.new.total}件。\n\n　\ufffc办结{t3.handled_total.total}件。")
    desk.press(Key.Key_V, CTRL)
    assert signs(editor) == "收到●件。\n办结●件。"
    assert editor.raw_text() == "收到{t3.new.total}件。\n办结{t3.handled_total.total}件。"


def test_composing_beside_a_chip_keeps_it(live: Desk) -> None:
    editor = editor_of(live)
    live.press(Key.Key_Home, CTRL)
    live.press(Key.Key_Right, times=3)
    live.compose("ling")
    assert editor.raw_text() == TEXT
    live.compose("", "余")
    assert editor.raw_text() == TEXT.replace("}件，上年", "}余件，上年")


def test_half_typed_text_is_kept_with_names(live: Desk) -> None:
    editor_of(live)
    live.type("x")
    assert live.memory.pending == {"section.1": f"{TEXT}x"}


def test_a_chip_in_a_name_with_rare_characters_stays_in_place(open_desk: OpenDesk, blank: MakeReport) -> None:
    text = "𠮷村{t3.new.total}件\n𡈽村{t3.nwe.total}件"
    desk = open_desk(written(blank("2021"), text, {NEW: 3}))
    editor = editor_of(desk)
    assert editor.raw_text() == text
    start = text.index("{t3.nwe")
    editor.reveal(start, start + 14)
    assert editor.textCursor().selectedText() == "\ufffc"
    assert editor.raw_selection() == (start, start + 14)


def test_an_unknown_cell_is_a_chip_too_and_a_finding_that_leads_to_it(
    open_desk: OpenDesk, blank: MakeReport
) -> None:
    desk = open_desk(written(blank("2021"), "办结{t3.new.total}件，收到{t3.nwe.total}件。"))
    editor = editor_of(desk)
    finding = next(item for item in desk.session.findings if item.code == "GIA-WORD-002")
    desk.page.going.go_to_finding(finding)
    (lit,) = editor.extraSelections()
    assert lit.cursor.selectedText() == "\ufffc"  # type: ignore[attr-defined]
    assert not editor.textCursor().hasSelection()
    found = editor.chip_at_cursor()
    assert found is not None
    assert (found[1].shown, found[1].known) == ("{t3.nwe.total}", False)


def test_the_tooltip_and_screen_readers_tell_cell_and_both_years(live: Desk) -> None:
    editor = editor_of(live)
    words = "上年 表三 新收 总计\n2025 年：38　2024 年：32"
    place = chip_place(editor, 1)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), event)
    assert QToolTip.text() == words
    editor.reveal(TEXT.index("{last"), TEXT.index("{last"))
    assert editor.accessibleDescription() == f"活数字：{words}"
    live.press(Key.Key_Home)
    assert editor.accessibleDescription() == ""


def test_a_double_click_on_a_chip_goes_to_its_cell(live: Desk) -> None:
    editor = editor_of(live)
    double_click(editor, chip_place(editor, 1))
    assert (live.page.tabs.section, live.now) == ("3", "t3.new.total")


def test_a_double_click_beside_a_chip_selects_text(live: Desk) -> None:
    editor = editor_of(live)
    double_click(editor, chip_place(editor) - QPoint(40, 0))
    assert live.page.tabs.section == "1"
    assert editor.textCursor().hasSelection()


def test_far_too_long_a_text_is_refused_in_a_sentence(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.copy_in("很长的文字" * 2_000_000)
    desk.press(Key.Key_V, CTRL)
    assert editor.raw_text() == ""
    error = desk.messages.errors[0]
    assert isinstance(error, TextTooLongError)
    assert f"10000000 字，没有粘贴：一个部分最多 {LONGEST} 字" in error.user_text


def test_dragging_inside_the_text_moves_the_chip(live: Desk) -> None:
    editor = editor_of(live)
    editor.reveal(2, TEXT.index("件"))
    data = editor.createMimeDataFromSelection()
    editor.textCursor().removeSelectedText()
    live.press(Key.Key_End, CTRL)
    editor.insertFromMimeData(data)
    assert signs(editor) == "收到件，上年●件，●。●"
    assert chip_positions(editor.document())[-1] == len(signs(editor)) - 1
    assert focus() is editor


def test_live_numbers_are_chips_again_when_the_report_is_reopened(office: Office) -> None:
    number = office.new()
    office.write("1", "收到{t3.new.total}件。")
    office.window.go_home()
    office.window.reports.open(number)
    settle()
    editor = office.text("1")
    assert isinstance(editor, TextEditor)
    assert (signs(editor), editor.shown_text()) == ("收到●件。", "收到0件。")


def test_a_blank_cell_is_shown_as_unfilled_until_it_is_filled(open_desk: OpenDesk, blank: MakeReport) -> None:
    desk = open_desk(written(blank("2021"), "收到{t3.new.total}件，{trend.t3.new.total}。", {}, {NEW: 32}))
    editor = editor_of(desk)
    assert editor.chips.describe("trend.t3.new.total").shown == "未填"
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Right, times=2)
    before = desk.session.report
    desk.press(Key.Key_T, CTRL | SHIFT)
    assert desk.session.report == before
    desk.fill("t3.new.natural", "16")
    assert editor.chips.describe("t3.new.total").shown == "16"
    assert editor.shown_text() == "收到16件，较上年下降50%。"

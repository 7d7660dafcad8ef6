"""Texts put in at the cursor by the program: one step, live numbers as reports keep them."""

from __future__ import annotations

from gia_desktop.ui.narrative_tab import NarrativeTab
from gia_desktop.ui.text_editor import TextEditor
from tests.ui.harness import CTRL, Desk, Key


def editor_of(desk: Desk, section: str = "1") -> TextEditor:
    """Bring a narrative section to the front, cursor at its end, and return its editor."""
    desk.page.show_section(section)
    page = desk.page.by_section[section]
    assert isinstance(page, NarrativeTab)
    page.editor.setFocus()
    desk.press(Key.Key_End, CTRL)
    return page.editor


def test_inserting_is_one_step_that_leaves_the_typing_before_it_alone(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("全年共收到")
    editor.insert("{t3.new.total}件，全部办结。\n（一）主动公开")
    assert desk.session.report.section("1") == "全年共收到{t3.new.total}件，全部办结。\n（一）主动公开"
    desk.undo()
    assert desk.session.report.section("1") == "全年共收到"
    desk.redo()
    desk.type("。")
    editor.commit()
    assert desk.session.report.section("1").endswith("主动公开。")
    desk.undo()
    assert desk.session.report.section("1").endswith("主动公开")


def test_a_locked_text_takes_nothing_in(desk: Desk) -> None:
    editor = editor_of(desk)
    editor.setReadOnly(True)
    editor.insert("{t3.new.total}")
    assert desk.session.report.section("1") == ""

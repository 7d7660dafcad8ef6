"""Texts put in at the cursor by the program: one step, live numbers as reports keep them."""

from __future__ import annotations

from tests.support.window.harness import Desk
from tests.support.window.narratives import editor_of, signs, text_of


def test_inserting_is_one_step_that_leaves_the_typing_before_it_alone(desk: Desk) -> None:
    editor = editor_of(desk)
    desk.type("全年共收到")
    editor.insert("{t3.new.total}件，全部办结。\n（一）主动公开")
    assert text_of(desk) == "全年共收到{t3.new.total}件，全部办结。\n（一）主动公开"
    desk.undo()
    assert text_of(desk) == "全年共收到"
    desk.redo()
    desk.type("。")
    editor.commit()
    assert text_of(desk).endswith("主动公开。")
    desk.undo()
    assert text_of(desk).endswith("主动公开")


def test_what_is_selected_is_replaced_chips_and_all(desk: Desk) -> None:
    editor = editor_of(desk)
    editor.insert("收到{t3.new.total}件，办结{t3.handled_total.total}件")
    editor.reveal(1, len("收到{t3.new.total}件"))
    editor.insert("新收{t3.new.natural}")
    assert signs(editor) == "收新收●，办结●件"
    assert text_of(desk) == "收新收{t3.new.natural}，办结{t3.handled_total.total}件"


def test_a_locked_text_takes_nothing_in(desk: Desk) -> None:
    editor = editor_of(desk)
    editor.setReadOnly(True)
    editor.insert("{t3.new.total}")
    assert text_of(desk) == ""

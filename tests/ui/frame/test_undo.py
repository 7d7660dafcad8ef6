"""Undo and redo over cells, fills, pastes, zeros and texts, with saving going on beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextEdit

from gia_desktop.checks.engine import run_checks
from gia_desktop.core.report import Report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.vault.saver import Saver
from tests.support.window.harness import CTRL, SHIFT, Desk, Key, focus, table_tabs
from tests.ui.conftest import OpenDesk

FIRST = "t3.new.natural"


@pytest.fixture
def saver(tmp_path: Path) -> Iterator[Saver[DraftStore]]:
    faults: list[object] = []
    saver = Saver(tmp_path / "drafts.sqlite3", DRAFTS, lambda _step: None, faults.append)
    yield saver
    assert saver.stop(timeout=20)
    assert faults == []


@pytest.fixture
def kept(open_desk: OpenDesk, blank: Callable[[str], Report], saver: Saver[DraftStore]) -> Desk:
    """An empty report in a real draft database."""
    report = blank("2021")
    assert saver.read(lambda store: store.create(report, label="新建", origin="created")) == 1
    return open_desk(report, recorder=saver)


def stored(saver: Saver[DraftStore]) -> Report:
    return saver.read(lambda store: store.load(1))


def assert_current(desk: Desk) -> None:
    """Findings and views show the committed report, whatever way it came about."""
    assert desk.session.findings == run_checks(desk.session.sheet)
    for tab in table_tabs(desk.page).values():
        for key in tab.model.keys:
            assert desk.shown(key) == desk.expected_text(key)


def narrative(desk: Desk) -> QTextEdit:
    desk.page.going.show_section("1")
    page = desk.page.by_section["1"]
    assert isinstance(page, NarrativeTab)
    page.editor.setFocus()
    return page.editor


def every_kind_of_step(desk: Desk) -> list[str]:
    """Do one step of each kind by keyboard and return their names."""
    desk.fill(FIRST, "12")
    desk.go(FIRST)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_D, CTRL)
    desk.go("t3.granted.natural")
    desk.paste("1\t2\n3\t4\n")
    desk.press(Key.Key_Delete)
    desk.tab.fill_zeros.click()
    desk.page.edits.fill_all_blanks()
    editor = narrative(desk)
    desk.compose("", "全年主动公开信息。")
    editor.clearFocus()
    return [desk.stack.text(place) for place in range(desk.stack.count())]


def test_every_kind_of_step_has_a_chinese_name(desk: Desk) -> None:
    assert every_kind_of_step(desk) == [
        "填写“新收，自然人”",
        "向下填充 1 格",
        "粘贴（4 格）",
        "清除 1 格",
        "空格补零（139 格）",
        "全部补零（22 格）",
        "编辑“总体情况”",
    ]


def test_undoing_everything_returns_to_the_beginning_and_redoing_to_the_end(desk: Desk) -> None:
    before = desk.session.report
    every_kind_of_step(desk)
    after = desk.session.report
    while desk.stack.canUndo():
        desk.undo()
        assert_current(desk)
    assert desk.session.report == before
    while desk.stack.canRedo():
        desk.redo()
        assert_current(desk)
    assert desk.session.report == after


def test_undo_reaches_back_two_hundred_steps_and_survives_saving(
    kept: Desk, saver: Saver[DraftStore]
) -> None:
    for number in range(210):
        kept.page.edits.fill(kept.key(FIRST), str(number))
        if number % 50 == 0:
            assert saver.flush(timeout=20)
    assert saver.flush(timeout=20)
    for number in reversed(range(10, 210)):
        assert kept.value(FIRST) == number
        kept.undo()
    assert kept.value(FIRST) == 9
    assert not kept.stack.canUndo()


def test_undone_steps_are_saved_as_well(kept: Desk, saver: Saver[DraftStore]) -> None:
    kept.fill(FIRST, "12")
    kept.fill(FIRST, "13")
    kept.undo()
    assert stored(saver).values == {FIRST: 12}
    kept.undo()
    assert stored(saver).values == {}
    kept.redo()
    assert stored(saver) == kept.session.report


def test_every_kind_of_step_is_on_disk(kept: Desk, saver: Saver[DraftStore]) -> None:
    every_kind_of_step(kept)
    assert stored(saver) == kept.session.report


def test_a_new_step_after_undo_drops_what_was_undone(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.undo()
    desk.fill(FIRST, "13")
    assert not desk.stack.canRedo()
    assert desk.value(FIRST) == 13


def test_typing_the_same_number_is_no_step(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.fill(FIRST, "１２")
    assert desk.stack.count() == 1


def test_typing_in_a_stretch_is_one_step_and_a_pause_ends_it(desk: Desk) -> None:
    editor = narrative(desk)
    for sign in "全年主动公开":
        desk.compose("", sign)
    editor.clearFocus()
    editor.setFocus()
    desk.compose("", "信息。")
    editor.clearFocus()
    assert desk.stack.count() == 2
    desk.undo()
    assert editor.toPlainText() == "全年主动公开"
    desk.undo()
    assert editor.toPlainText() == ""


def test_undo_over_cells_and_texts_goes_back_in_order(desk: Desk) -> None:
    editor = narrative(desk)
    desk.compose("", "甲")
    editor.clearFocus()
    desk.fill(FIRST, "12")
    editor = narrative(desk)
    desk.compose("", "乙")
    editor.clearFocus()
    found = []
    for _ in range(3):
        desk.undo()
        found.append((desk.value(FIRST), desk.session.report.section("1")))
    assert found == [(12, "甲"), (None, "甲"), (None, "")]


def test_undo_does_not_move_the_focus(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.undo()
    assert focus() is desk.view

"""Going from cell to cell by keyboard; totals are skipped unless they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from gia_desktop.core.report import Report
from gia_desktop.formats.grid import Role
from tests.support.window.harness import ALT, CTRL, NONE, SHIFT, Desk, Key, focus
from tests.ui.conftest import OpenDesk

WALKS = [
    ("t3.new.natural", Key.Key_Return, NONE, "t3.carried_in.natural"),
    ("t3.carried_in.natural", Key.Key_Return, SHIFT, "t3.new.natural"),
    ("t3.carried_out.natural", Key.Key_Return, NONE, "t3.new.business"),
    ("t3.new.business", Key.Key_Return, SHIFT, "t3.carried_out.natural"),
    ("t3.other_misc.natural", Key.Key_Return, NONE, "t3.carried_out.natural"),
    ("t3.new.natural", Key.Key_Tab, NONE, "t3.new.business"),
    ("t3.new.other", Key.Key_Tab, NONE, "t3.carried_in.natural"),
    ("t3.carried_in.natural", Key.Key_Backtab, SHIFT, "t3.new.other"),
    ("t3.new.natural", Key.Key_Right, NONE, "t3.new.business"),
    ("t3.new.other", Key.Key_Right, NONE, "t3.new.other"),
    ("t3.new.business", Key.Key_Left, NONE, "t3.new.natural"),
    ("t3.other_misc.natural", Key.Key_Down, NONE, "t3.carried_out.natural"),
    ("t3.carried_out.natural", Key.Key_Up, NONE, "t3.other_misc.natural"),
    ("t3.granted.research", Key.Key_Home, NONE, "t3.granted.natural"),
    ("t3.granted.research", Key.Key_End, NONE, "t3.granted.other"),
    ("t3.granted.research", Key.Key_Left, CTRL, "t3.granted.natural"),
    ("t3.granted.research", Key.Key_Right, CTRL, "t3.granted.other"),
    ("t3.granted.research", Key.Key_Up, CTRL, "t3.new.research"),
    ("t3.granted.research", Key.Key_Down, CTRL, "t3.carried_out.research"),
    ("t3.granted.research", Key.Key_Home, CTRL, "t3.new.natural"),
    ("t3.granted.research", Key.Key_End, CTRL, "t3.carried_out.other"),
    ("t3.granted.research", Key.Key_PageDown, NONE, "t3.refused_state_secret.research"),
    ("t3.refused_third_party.research", Key.Key_PageUp, NONE, "t3.refused_state_secret.research"),
    ("t3.refused_state_secret.research", Key.Key_PageUp, NONE, "t3.granted.research"),
    ("t3.unavailable_not_held.research", Key.Key_PageDown, NONE, "t3.rejected_petition.research"),
    ("t3.new.other", Key.Key_Right, ALT, "t3.new.total"),
    ("t3.other_misc.natural", Key.Key_Down, ALT, "t3.handled_total.natural"),
]


@pytest.mark.parametrize(("start", "key", "modifiers", "goal"), WALKS)
def test_a_key_leads_to_a_cell(
    desk: Desk, start: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, goal: str
) -> None:
    desk.go(start)
    desk.press(key, modifiers)
    assert desk.now == goal


@pytest.mark.parametrize(("shift", "goal"), [(NONE, "t3.new.business"), (SHIFT, "t3.new.natural")])
def test_enter_goes_right_by_the_setting(desk: Desk, shift: Qt.KeyboardModifier, goal: str) -> None:
    desk.settings["enter_direction"] = "right"
    desk.page.follow_settings()
    desk.go("t3.new.natural")
    desk.press(Key.Key_Return, shift)
    assert desk.now == goal


def test_enter_right_goes_on_in_the_next_row(desk: Desk) -> None:
    desk.settings["enter_direction"] = "right"
    desk.page.follow_settings()
    desk.go("t3.new.other")
    desk.type("3")
    desk.press(Key.Key_Return)
    assert desk.now == "t3.carried_in.natural"


def test_opening_a_table_starts_at_its_first_cell(desk: Desk) -> None:
    desk.page.going.show_section("4")
    assert desk.now == "t4.review.upheld"
    assert focus() is desk.view


@pytest.mark.parametrize("fmt", ["2019", "2021"])
@pytest.mark.parametrize("section", ["2", "3", "4"])
def test_tab_visits_every_entered_cell_once_and_then_leaves(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str, section: str
) -> None:
    desk = open_desk(blank(fmt), section)
    visited = []
    while focus() is desk.view and desk.now not in visited:
        visited.append(desk.now)
        desk.press(Key.Key_Tab)
    wanted = [key for key in desk.model.keys if not desk.model.is_computed(key)]
    assert visited == wanted
    assert focus() is not desk.view


def test_shift_tab_on_the_first_cell_leaves_the_table(desk: Desk) -> None:
    desk.go("t3.new.natural")
    desk.press(Key.Key_Backtab, SHIFT)
    assert focus() is not desk.view


@pytest.mark.parametrize("fmt", ["2019", "2021"])
@pytest.mark.parametrize("section", ["2", "3", "4"])
def test_enter_visits_every_entered_cell_once(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str, section: str
) -> None:
    desk = open_desk(blank(fmt), section)
    wanted = {key for key in desk.model.keys if not desk.model.is_computed(key)}
    visited = [desk.now]
    for _ in range(len(wanted) - 1):
        desk.press(Key.Key_Return)
        visited.append(desk.now)
    assert len(visited) == len(set(visited))
    assert set(visited) == wanted


@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_page_keys_visit_every_block_of_table_two(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str
) -> None:
    desk = open_desk(blank(fmt), "2")
    visited = {desk.section_block(desk.now)}
    for _ in range(9):
        desk.press(Key.Key_PageDown)
        visited.add(desk.section_block(desk.now))
    assert visited == {cell.block for cell in desk.sheet.format.cells.values() if cell.table == "t2"}


def test_the_current_row_and_column_are_lit_with_their_heads(desk: Desk) -> None:
    desk.go("t3.granted.research")
    assert [cell.text for cell in desk.lit if cell.role is Role.HEADER] == ["科研机构"]
    assert [cell.text for cell in desk.lit if cell.role is Role.LABEL] == ["（一）予以公开"]


def test_the_heads_of_table_two_are_lit_for_their_own_block(
    open_desk: OpenDesk, blank: Callable[[str], Report]
) -> None:
    desk = open_desk(blank("2021"), "2")
    desk.go("t2.penalty.decisions")
    assert {cell.text for cell in desk.lit} == {"行政处罚", "本年处理决定数量"}
    assert {cell.row for cell in desk.lit if cell.role is Role.HEADER} == {8}

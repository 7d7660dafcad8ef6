"""Selected blocks: choosing, clearing, filling, and what the status line says about them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from gia_desktop.core.report import Report
from gia_desktop.core.values import Unread
from tests.support.window.harness import CTRL, SHIFT, Desk, Key
from tests.ui.conftest import OpenDesk

ROWS = ("new", "carried_in", "granted")


def block(*columns: str) -> list[str]:
    return [f"t3.{row}.{column}" for row in ROWS for column in columns]


def fill(desk: Desk, **figures: str) -> None:
    """Type figures into the column of natural persons."""
    for row, figure in figures.items():
        desk.fill(f"t3.{row}.natural", figure)


def test_shift_arrows_select_a_block(desk: Desk) -> None:
    desk.go("t3.new.natural")
    desk.press(Key.Key_Down, SHIFT, times=2)
    desk.press(Key.Key_Right, SHIFT)
    assert desk.selected == block("natural", "business")


def test_shift_arrows_shrink_a_block_again(desk: Desk) -> None:
    desk.go("t3.new.natural")
    desk.press(Key.Key_Right, SHIFT, times=3)
    desk.press(Key.Key_Left, SHIFT, times=3)
    assert desk.selected == ["t3.new.natural"]


def test_shift_end_selects_the_row_with_its_total(desk: Desk) -> None:
    desk.go("t3.new.research")
    desk.press(Key.Key_End, SHIFT)
    assert [key.split(".")[2] for key in desk.selected] == [
        "research", "public_interest", "legal_service", "other", "total",
    ]  # fmt: skip


def test_dragging_the_mouse_selects_a_block(desk: Desk) -> None:
    desk.drag("t3.new.natural", "t3.granted.business")
    assert desk.selected == block("natural", "business")


def test_shift_click_extends_the_selection(desk: Desk) -> None:
    desk.click("t3.new.natural")
    desk.click("t3.granted.business", SHIFT)
    assert desk.selected == block("natural", "business")


def test_keys_extend_what_the_mouse_began(desk: Desk) -> None:
    desk.click("t3.new.business")
    desk.press(Key.Key_Down, SHIFT, times=2)
    desk.press(Key.Key_Left, SHIFT)
    assert desk.selected == block("natural", "business")


def test_ctrl_a_selects_the_whole_table(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL)
    assert desk.selected == desk.model.keys


def test_walking_on_ends_the_selection(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL)
    desk.go("t3.new.natural")
    desk.press(Key.Key_Down)
    assert desk.selected == ["t3.carried_in.natural"]


def test_the_status_line_shows_count_and_sum_of_a_selection(desk: Desk) -> None:
    fill(desk, new="12", carried_in="3", granted="/")
    desk.go("t3.new.natural")
    desk.press(Key.Key_Down, SHIFT, times=3)
    assert desk.words[-1] == "选中 4 格，2 个数，合计 15"


def test_the_status_line_sums_money_exactly(open_desk: OpenDesk, blank: Callable[[str], Report]) -> None:
    desk = open_desk(blank("2021"), "2")
    desk.fill("t2.compulsion.decisions", "1")
    desk.fill("t2.fees.amount", "0.1")
    desk.go("t2.compulsion.decisions")
    desk.press(Key.Key_Down, SHIFT)
    assert desk.words[-1] == "选中 2 格，2 个数，合计 1.1"


def test_delete_clears_a_block_in_one_step(desk: Desk) -> None:
    fill(desk, new="12", carried_in="3", granted="4")
    desk.go("t3.new.natural")
    desk.press(Key.Key_Down, SHIFT, times=2)
    desk.press(Key.Key_Delete)
    assert desk.values(block("natural")) == [None, None, None]
    assert desk.stack.undoText() == "清除 3 格"
    desk.undo()
    assert desk.values(block("natural")) == [12, 3, 4]


def test_delete_on_blank_cells_is_no_step(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_Delete)
    assert desk.stack.count() == 0


def test_ctrl_d_fills_the_first_row_down(desk: Desk) -> None:
    desk.fill("t3.new.natural", "12")
    desk.fill("t3.new.business", "5")
    desk.go("t3.new.natural")
    desk.press(Key.Key_Down, SHIFT, times=2)
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_D, CTRL)
    assert desk.values(block("natural", "business")) == [12, 5, 12, 5, 12, 5]
    assert desk.stack.undoText() == "向下填充 4 格"
    desk.undo()
    assert desk.values(block("natural", "business")) == [12, 5, None, None, None, None]


def test_ctrl_r_fills_the_first_column_right_but_no_total(desk: Desk) -> None:
    desk.fill("t3.new.natural", "2")
    desk.go("t3.new.natural")
    desk.press(Key.Key_End, SHIFT)
    desk.press(Key.Key_R, CTRL)
    row = [key for key in desk.model.keys if key.startswith("t3.new.")]
    assert desk.values(row) == [2, 2, 2, 2, 2, 2, 12]
    assert desk.stack.undoText() == "向右填充 5 格"


def test_filling_a_single_cell_takes_its_neighbour(desk: Desk) -> None:
    desk.fill("t3.new.natural", "8")
    desk.go("t3.carried_in.natural")
    desk.press(Key.Key_D, CTRL)
    desk.go("t3.new.business")
    desk.press(Key.Key_R, CTRL)
    assert desk.values(["t3.carried_in.natural", "t3.new.business"]) == [8, 8]


def test_filling_blanks_clears(desk: Desk) -> None:
    desk.fill("t3.carried_in.natural", "8")
    desk.go("t3.new.natural")
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_D, CTRL)
    assert desk.value("t3.carried_in.natural") is None


def test_an_amount_of_money_does_not_become_a_count(open_desk: OpenDesk, town: Report) -> None:
    desk = open_desk(town, "2")
    desk.fill("t2.procurement.amount", "29.5")
    desk.go("t2.procurement.projects")
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_R, CTRL)
    assert isinstance(desk.value("t2.procurement.amount"), Decimal)
    desk.fill("t2.procurement.amount", "29.5")
    assert desk.model.suited(desk.model.keys[-1], desk.model.keys[-2]) == Unread("29.5")

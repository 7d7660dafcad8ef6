"""The panel 填表说明 beside the current cell, and what is offered or hinted at where a figure is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gia_desktop.app.report.cell_help import describe
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import UNIT_KIND
from gia_desktop.core.report import Report, new_report
from gia_desktop.ui.grid.cell_hint import CellHint
from gia_desktop.ui.grid.grid_model import CellLook, DataRole
from tests.support.window.harness import CTRL, Desk, Key, focus, settle
from tests.ui.conftest import OpenDesk

RULES = ("t2.rules.issued", "t2.rules.repealed", "t2.rules.in_force")


@pytest.fixture
def town_desk(open_desk: OpenDesk) -> Desk:
    """An empty report of a township, at table 二."""
    return open_desk(new_report("2021", 2025, "示例县清河镇人民政府", "township"), "2")


def hint_after(desk: Desk, typed: str) -> CellHint:
    """Type into the first cell of 规章, go on by Enter, and return the hint, shown or not."""
    desk.fill(RULES[0], typed)
    settle()
    return desk.tab.hints.hint


def panel(desk: Desk) -> str:
    return desk.page.help.browser.toPlainText()


@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_the_panel_shows_everything_about_every_cell(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str
) -> None:
    desk = open_desk(blank(fmt))
    for key in desk.sheet.format.cells:
        desk.page.going.go_to_cell(key)
        found = describe(desk.sheet, key)
        shown = panel(desk)
        for text in (found.title, *found.rules, found.basis, found.mistake, found.formula):
            assert text in shown, key


def test_the_formula_follows_the_numbers_being_typed(desk: Desk) -> None:
    desk.go("t3.new.total")
    assert "自动计算：空 = " in panel(desk)
    desk.fill("t3.new.natural", "12")
    desk.go("t3.new.total")
    assert "自动计算：12 = 自然人 12 + 商业企业 未填" in panel(desk)


def test_last_years_figure_stands_in_the_panel(open_desk: OpenDesk, city: Report) -> None:
    desk = open_desk(city)
    desk.go("t3.new.business")
    assert "上年：2023 年：38" in panel(desk)


def test_the_panel_stays_where_it_was_scrolled_while_typing(desk: Desk) -> None:
    desk.page.help.setFixedHeight(120)
    desk.go("t3.new.natural")
    bar = desk.page.help.browser.verticalScrollBar()
    bar.setValue(20)
    desk.type("12")
    assert bar.value() == 20


def test_a_blank_cell_a_unit_cannot_fill_offers_zero_in_words(town_desk: Desk) -> None:
    look = town_desk.role(RULES[0], DataRole.LOOK)
    assert isinstance(look, CellLook)
    assert look.offer == "0"
    assert "本类单位这一格一般填 0" in panel(town_desk)


def test_ctrl_enter_takes_the_offer(town_desk: Desk) -> None:
    town_desk.go(RULES[0])
    town_desk.press(Key.Key_Return, CTRL)
    assert town_desk.value(RULES[0]) == 0
    assert town_desk.said[-1] == "已填 1 格。"
    assert town_desk.messages.questions == []


def test_ctrl_enter_takes_all_offers_of_a_selection_in_one_step(town_desk: Desk) -> None:
    town_desk.press(Key.Key_A, CTRL)
    town_desk.press(Key.Key_Return, CTRL)
    assert town_desk.session.report.values == dict.fromkeys(RULES, 0)
    assert town_desk.stack.undoText() == "按单位类型填写 3 格"
    town_desk.undo()
    assert town_desk.session.report.values == {}


def test_enter_on_the_link_takes_the_offer(town_desk: Desk) -> None:
    town_desk.go(RULES[0])
    browser = town_desk.page.help.browser
    browser.setFocus()
    town_desk.press(Key.Key_Tab)
    town_desk.press(Key.Key_Return)
    assert town_desk.value(RULES[0]) == 0
    assert "本类单位这一格一般填 0" not in panel(town_desk)


def test_ctrl_enter_where_nothing_is_offered_says_so(town_desk: Desk) -> None:
    town_desk.go("t2.fees.amount")
    town_desk.press(Key.Key_Return, CTRL)
    assert town_desk.stack.count() == 0
    assert town_desk.said[-1] == "选中的格没有可以直接填的数。"


def test_a_number_the_unit_cannot_have_is_hinted_at_beside_the_cell_and_taken_back_by_a_click(
    town_desk: Desk,
) -> None:
    hint = hint_after(town_desk, "3")
    assert "可以制定规章" in hint.words.text()
    assert "《立法法》" in hint.words.text()
    hint.take.click()
    assert town_desk.value(RULES[0]) == 0
    assert not hint.isVisible()


def test_a_number_that_is_kept_is_not_hinted_at_again(town_desk: Desk) -> None:
    hint = hint_after(town_desk, "3")
    assert hint.keep.text() == "仍填 3"
    hint.keep.click()
    town_desk.go(RULES[0])
    assert town_desk.value(RULES[0]) == 3
    assert not hint.isVisible()


def test_the_hint_takes_no_key_and_stands_off_the_next_cell(town_desk: Desk) -> None:
    hint = hint_after(town_desk, "3")
    for figure in ("20", "7"):
        town_desk.type(figure)
        town_desk.press(Key.Key_Return)
        settle()
        assert not hint.geometry().intersects(town_desk.view.visualRect(town_desk.view.currentIndex()))
    assert town_desk.values(("t2.normative.issued", "t2.rules.repealed")) == [20, 7]
    assert focus() is town_desk.view
    assert town_desk.messages.questions == []


def test_a_figure_with_its_measure_word_offers_the_figure(town_desk: Desk) -> None:
    town_desk.go("t2.licensing.decisions")
    town_desk.type("3")
    town_desk.compose("", "件")
    town_desk.press(Key.Key_Return)
    settle()
    hint = town_desk.tab.hints.hint
    assert hint.take.text() == "改成 3"
    town_desk.go("t2.licensing.decisions")
    town_desk.press(Key.Key_Return, CTRL)
    assert town_desk.value("t2.licensing.decisions") == 3
    assert not hint.isVisible()


def test_text_that_is_no_number_is_hinted_at_without_an_offer(town_desk: Desk) -> None:
    hint = hint_after(town_desk, "abc")
    assert "不是数字" in hint.words.text()
    assert not hint.take.isVisible()


@pytest.mark.parametrize("typed", ["0", "/"])
def test_the_usual_answers_are_not_hinted_at(town_desk: Desk, typed: str) -> None:
    assert not hint_after(town_desk, typed).isVisible()


def test_another_kind_of_unit_has_other_offers_at_once(town_desk: Desk) -> None:
    town_desk.session.apply(text_change(town_desk.session.report, UNIT_KIND, "city", "改单位类型"))
    look = town_desk.role(RULES[0], DataRole.LOOK)
    assert isinstance(look, CellLook)
    assert look.offer == ""


def test_units_with_regulations_get_no_hint(open_desk: OpenDesk, city: Report) -> None:
    desk = open_desk(replace(city, values={}), "2")
    assert not hint_after(desk, "3").isVisible()


def test_a_locked_report_gets_no_hint(town_desk: Desk) -> None:
    hint = hint_after(town_desk, "3")
    town_desk.page.set_locked("别人在编")
    assert not hint.isVisible()
    town_desk.go(RULES[0])
    assert not hint.isVisible()

"""The panel 填表说明 beside the current cell, and what is offered or asked where a unit can have nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop.app.report.cell_help import describe
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import UNIT_KIND
from gia_desktop.core.report import Report, new_report
from gia_desktop.ui.grid.grid_model import DataRole, Look
from tests.support.window.harness import CTRL, Desk, Key, focus
from tests.ui.conftest import OpenDesk

RULES = ("t2.rules.issued", "t2.rules.repealed", "t2.rules.in_force")


@pytest.fixture
def town_desk(open_desk: OpenDesk) -> Desk:
    """An empty report of a township, at table 二."""
    return open_desk(new_report("2021", 2025, "示例县清河镇人民政府", "township"), "2")


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
    assert isinstance(look, Look)
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


def test_another_number_is_asked_about_and_can_be_taken_back(town_desk: Desk, qtbot: QtBot) -> None:
    town_desk.messages.answers = [True]
    town_desk.fill(RULES[0], "3")
    qtbot.waitUntil(lambda: town_desk.value(RULES[0]) == 0)
    assert "可以制定规章" in town_desk.messages.questions[0]
    assert "《立法法》" in town_desk.messages.questions[0]


def test_another_number_can_be_kept(town_desk: Desk, qtbot: QtBot) -> None:
    town_desk.messages.answers = [False]
    town_desk.fill(RULES[0], "3")
    qtbot.waitUntil(lambda: len(town_desk.messages.questions) == 1)
    assert town_desk.value(RULES[0]) == 3


def test_the_question_comes_when_the_field_is_closed_and_the_next_cell_reached(
    town_desk: Desk, qtbot: QtBot
) -> None:
    seen: list[object] = []
    ask = town_desk.messages.ask
    town_desk.messages.answers = [False]

    def watch(*args: object) -> bool:
        seen.extend([town_desk.editor, town_desk.now, focus()])
        return ask(*args)  # type: ignore[arg-type]

    town_desk.messages.ask = watch  # type: ignore[method-assign, assignment]
    town_desk.fill(RULES[0], "3")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [None, "t2.normative.issued", town_desk.view]


@pytest.mark.parametrize("typed", ["0", "/"])
def test_the_usual_answers_are_not_asked_about(town_desk: Desk, qtbot: QtBot, typed: str) -> None:
    town_desk.fill(RULES[0], typed)
    qtbot.wait(1)
    assert town_desk.messages.questions == []


def test_another_kind_of_unit_has_other_offers_at_once(town_desk: Desk) -> None:
    town_desk.session.apply(text_change(town_desk.session.report, UNIT_KIND, "city", "改单位类型"))
    look = town_desk.role(RULES[0], DataRole.LOOK)
    assert isinstance(look, Look)
    assert look.offer == ""


def test_units_with_regulations_are_not_asked(open_desk: OpenDesk, city: Report, qtbot: QtBot) -> None:
    desk = open_desk(replace(city, values={}), "2")
    desk.fill(RULES[0], "3")
    qtbot.wait(1)
    assert desk.messages.questions == []

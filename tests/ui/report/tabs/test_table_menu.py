"""The menu of an official table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import NA
from tests.support.window.harness import Desk

LICENSING, PENALTY = CellKey("t2.licensing.decisions"), CellKey("t2.penalty.decisions")


@pytest.fixture
def table(open_desk: Callable[..., Desk], blank: Callable[[str], Report]) -> Desk:
    """Table 二 beside last year's figures."""
    figures = {LICENSING: 312, PENALTY: 4}
    desk = open_desk(replace(blank("2021"), previous=Previous("2021", 2024, figures)), "2")
    desk.page.going.go_to_cell(LICENSING)
    return desk


def choose(desk: Desk, begin: str) -> None:
    """Open the menu and choose an entry by how it begins."""
    desk.tab.view.menu_asked.emit(QPoint(10, 10))
    menu = desk.tab.menu
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith(begin)).trigger()
    menu.close()


def words(desk: Desk) -> list[str]:
    desk.tab.view.menu_asked.emit(QPoint(10, 10))
    menu = desk.tab.menu
    assert menu is not None
    found = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return found


def test_a_cell_offers_clipboard_zero_not_applicable_last_year_and_its_history(table: Desk) -> None:
    assert words(table) == [
        "剪切", "复制", "粘贴", "填 0", "填 /（不适用）", "清除", "照去年填 312（2024 年）",
        "照去年填本表的空格（2 格）", "这一格的历史…",
    ]  # fmt: skip


def test_zero_not_applicable_and_clearing_are_steps(table: Desk) -> None:
    values = []
    for begin in ("填 0", "填 /", "清除"):
        choose(table, begin)
        values.append(table.session.report.values.get(LICENSING))
    assert values == [0, NA, None]
    assert table.stack.count() == 3


def test_last_years_figure_stays_marked_until_it_is_confirmed(table: Desk) -> None:
    choose(table, "照去年填 312")
    assert table.session.report.values[LICENSING] == 312
    assert [item.code for item in table.session.open_by_cell[LICENSING]] == ["GIA-VAL-010"]
    choose(table, "核对无误")
    assert LICENSING not in table.session.open_by_cell
    table.stack.undo()
    assert table.session.report.unchecked == {LICENSING}


def test_the_whole_table_is_filled_at_once_and_confirmed_in_the_findings(table: Desk) -> None:
    choose(table, "照去年填本表")
    assert table.session.report.unchecked == {LICENSING, PENALTY}
    finding = table.session.open_by_cell[PENALTY][0]
    table.page.edits.fix(finding)
    assert table.session.report.unchecked == frozenset()


def test_what_is_blank_is_filled_with_zeros_from_the_findings(table: Desk) -> None:
    choose(table, "填 0")
    (found,) = [item for item in table.session.findings if item.code == "GIA-VAL-004"]
    table.page.edits.fix(found)
    assert all(item.code != "GIA-VAL-004" for item in table.session.findings)
    assert table.session.report.values[PENALTY] == 0


def test_a_locked_table_is_only_copied_and_looked_into(table: Desk) -> None:
    table.page.set_locked("别人在编")
    assert words(table) == ["复制", "这一格的历史…"]


def test_f9_confirms_the_cell_it_stands_on_and_no_other(table: Desk) -> None:
    table.tab.fill_as_last_year([LICENSING, PENALTY], blanks_only=True)
    page, session = table.page, table.page.session
    session.check()
    place = next(place for place in page.going.places() if place.cell == PENALTY)
    assert page.edits.confirm(place)
    assert session.report.unchecked == {LICENSING}
    assert session.report.reasons == ()
    page.undo()
    assert session.report.unchecked == {LICENSING, PENALTY}
    assert (page.tabs.section, page.current_key) == ("2", PENALTY)

"""Last year's figures in the cells: never to be taken for this year's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.ui.grid.grid_model import CellLook, DataRole
from tests.support.window.harness import Desk

NATURAL, BUSINESS = "t3.new.natural", "t3.new.business"


@pytest.fixture
def beside(open_desk: Callable[..., Desk], blank: Callable[[str], Report]) -> Desk:
    figures = {CellKey(NATURAL): 9, CellKey(BUSINESS): 0}
    return open_desk(replace(blank("2021"), previous=Previous("2021", 2024, figures)))


def last_year(desk: Desk, key: str) -> str:
    look = desk.view.model().data(desk.tab.model.index_of(CellKey(key)), DataRole.LOOK)
    assert isinstance(look, CellLook)
    return look.last_year


def test_a_zero_is_shown_only_beside_another_figure(beside: Desk) -> None:
    assert (last_year(beside, NATURAL), last_year(beside, BUSINESS)) == ("9", "")
    beside.fill(BUSINESS, "0")
    assert last_year(beside, BUSINESS) == ""
    beside.fill(BUSINESS, "2")
    assert last_year(beside, BUSINESS) == "0"


def test_the_box_above_says_which_year_it_is_and_hides_the_figures(beside: Desk) -> None:
    box = beside.tab.shows_last_year
    assert (box.text(), box.isVisible(), box.isChecked()) == ("小字：2024 年", True, True)
    box.click()
    assert last_year(beside, NATURAL) == ""
    assert not beside.settings.show_last_year
    beside.page.going.show_section("4")
    assert not beside.tab.shows_last_year.isChecked()


def test_without_last_year_there_is_no_box(desk: Desk) -> None:
    assert not desk.tab.shows_last_year.isVisible()

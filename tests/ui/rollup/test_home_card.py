"""Collections on the home page: how far they are, what is to be done, and the ways there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.rollup.coverage import Tally
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.shelf import CollectionShelf
from tests.support.reports.areas import collection, report_of, town
from tests.support.window.county import TODAY, county, figures, press, rollup_page
from tests.support.window.harness import settle
from tests.support.window.office import Office


def shelf(office: Office) -> CollectionShelf:
    office.window.go_home()
    settle()
    found = office.window.home.shelves[wishes.KIND]
    assert isinstance(found, CollectionShelf)
    return found


def test_the_card_says_how_far_the_collection_is_and_what_is_to_be_done(office: Office) -> None:
    library = office.workspace.collections
    library.today = lambda: TODAY
    files = collection([report_of(town(0), figures(4))]).submissions
    library.create(replace(county(), submissions=files))
    card = shelf(office)
    assert card.title.text() == "2025 年度，示例县"
    assert [todo[0] for todo in card.todo.items] == ["3 家未报，已过截止日", "1 家待审"]
    assert "通过 0，已退回 0，待审 1，未报 3" in card.bar.accessibleDescription()


def test_what_is_to_be_done_is_one_click_or_one_key_away(office: Office) -> None:
    office.workspace.collections.create(county())
    card = shelf(office)
    view = card.todo_view
    place = view.visualRect(card.todo.index(0, 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()
    page = rollup_page(office)
    missing = next(button for stand, button in page.units.filters.items() if stand.value == "missing")
    assert missing.isChecked()
    card = shelf(office)
    press(card.todo_view, Qt.Key.Key_Return)
    assert rollup_page(office).session.number == page.session.number


def test_several_collections_are_listed_and_the_chosen_one_is_shown(office: Office) -> None:
    for year in (2023, 2025):
        office.workspace.collections.create(replace(county(), year=year))
    card = shelf(office)
    assert [line.year for line in card.model.items] == [2025, 2023]
    card.view.choose(1)
    assert card.title.text() == "2023 年度，示例县"
    press(card.view, Qt.Key.Key_Return)
    assert rollup_page(office).session.collection.year == 2023


@pytest.mark.parametrize(("area", "shown"), [("清河县", True), ("示例县", False)])
def test_missing_reports_come_first_on_the_home_page_unless_it_is_the_practice(
    office: Office, area: str, shown: bool
) -> None:
    library = office.workspace.collections
    library.today = lambda: TODAY
    made = county()
    library.create(replace(made, roster=replace(made.roster, area=area)))
    due = office.window.rollup.due()
    assert (due is not None) is shown
    if due is not None:
        assert due.title == "清河县 2025 年度收集：4 家未报，已过 5 天"
        due.open()
        assert rollup_page(office).session.tally == Tally(4, 4)


def test_without_any_collection_the_card_says_what_it_is_for(office: Office) -> None:
    card = shelf(office)
    assert "谁没报、哪里不对、加起来多少" in card.empty.text()
    assert not card.detail.isVisible()

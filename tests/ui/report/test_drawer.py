"""The right column where room is short: folded behind a handle, opened by whatever leads to a finding."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.checks.finding import Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.ui.report import wishes
from tests.support.window.harness import focus, settle
from tests.support.window.office import Office

WIDE, NARROW = (1366, 700), (1000, 600)


@pytest.fixture
def narrow(office: Office) -> Office:
    """The practice at its third table in a narrow window."""
    office.window.do(wishes.PRACTICE)
    office.workspace.library.check(office.page.session)
    office.window.resize(*NARROW)
    office.page.going.show_section("3")
    settle()
    return office


def test_the_column_folds_where_room_is_short_and_comes_back_with_it(narrow: Office) -> None:
    assert not narrow.page.side.isVisible()
    assert narrow.page.side.handle.isVisible()
    narrow.window.resize(*WIDE)
    settle()
    assert narrow.page.side.isVisible()
    assert not narrow.page.side.handle.isVisible()


def test_the_handle_opens_and_folds_it(narrow: Office) -> None:
    for is_open in (True, False):
        QTest.mouseClick(narrow.page.side.handle, Qt.MouseButton.LeftButton)
        assert narrow.page.side.isVisible() is is_open


def test_esc_in_the_drawer_folds_it_and_gives_the_keyboard_back_to_the_table(narrow: Office) -> None:
    narrow.window.do(wishes.ALL_FINDINGS)
    assert focus() is narrow.page.findings.view
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    settle()
    assert not narrow.page.side.isVisible()
    assert narrow.page.table_tab is not None
    assert focus() is narrow.page.table_tab.view


def test_f8_opens_the_drawer_and_marks_the_finding(narrow: Office) -> None:
    narrow.window.do(wishes.NEXT_PLACE)
    settle()
    assert narrow.page.side.isVisible()
    assert narrow.page.findings.view.currentIndex().isValid()


def test_a_click_on_a_badge_shows_what_was_found_in_that_tab(narrow: Office) -> None:
    page = narrow.page
    index = list(page.by_section).index("2")
    badge = page.tabs.tabButton(index, page.tabs.ButtonPosition.RightSide)
    QTest.mouseClick(badge, Qt.MouseButton.LeftButton)
    settle()
    assert page.tabs.section == "2"
    assert page.side.isVisible()
    assert {item.finding.section for item in page.findings.model.settled} == {"2"}


def test_a_click_on_a_count_shows_the_findings_of_that_weight(narrow: Office) -> None:
    page = narrow.page
    page.count_chosen(Severity.MUST_FIX)
    assert page.side.isVisible()
    assert {item.finding.severity for item in page.findings.model.settled} == {Severity.MUST_FIX}
    page.count_chosen("")
    assert len({item.finding.severity for item in page.findings.model.settled}) > 1


def test_the_counts_in_the_status_line_are_links(narrow: Office) -> None:
    assert all("<a href=" in words for words in narrow.page.counts[2:])


def test_beside_the_drawer_a_table_is_seen_whole_and_grows_with_a_long_number(narrow: Office) -> None:
    narrow.window.resize(911, 512)
    narrow.page.side.open()
    settle()
    table = narrow.page.table_tab
    assert table is not None
    bar = table.view.horizontalScrollBar()
    assert bar.maximum() == 0
    before = table.view.columnWidth(0)
    narrow.page.edits.fill(CellKey("t3.new.natural"), "1234567")
    settle()
    assert table.view.columnWidth(0) > before

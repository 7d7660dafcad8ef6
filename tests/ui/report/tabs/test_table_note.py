"""The words below a table: folded away until there are some, or somebody wants to write them."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from gia_desktop.checks.finding import Span
from gia_desktop.core.keys import section_key
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.table import TableTab
from tests.support.window.harness import focus, settle
from tests.support.window.office import Office


@pytest.fixture
def table(office: Office) -> TableTab:
    office.new()
    office.page.going.show_section("2")
    settle()
    assert office.page.table_tab is not None
    return office.page.table_tab


def test_the_line_comes_below_the_table_and_goes_when_nothing_was_written(
    office: Office, table: TableTab
) -> None:
    assert not table.note.isVisible()
    office.window.do(wishes.TABLE_NOTE)
    assert focus() is table.note
    assert table.note.mapTo(table, table.note.rect().topLeft()).y() > table.view.geometry().bottom()
    office.window.do(wishes.TABLE_NOTE)
    assert not table.note.isVisible()
    assert focus() is table.view


def test_what_was_written_stays_in_sight(office: Office, table: TableTab) -> None:
    office.window.do(wishes.TABLE_NOTE)
    QTest.keyClicks(table.note, "x")
    table.note.setText("现行有效数经清理减少。")
    table.note.textEdited.emit(table.note.text())
    office.window.do(wishes.TABLE_NOTE)
    assert table.note.isVisible()
    office.page.commit_typing()
    assert office.page.session.report.text(section_key("2")) == "现行有效数经清理减少。"
    office.window.reports.open(office.number)
    office.page.going.show_section("2")
    settle()
    assert office.page.table_tab is not None
    assert office.page.table_tab.note.isVisible()


def test_who_is_led_to_the_words_sees_them(table: TableTab) -> None:
    table.point_out(Span(section_key("2"), 0, 0))
    assert table.note.isVisible()

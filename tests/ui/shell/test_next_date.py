"""The home page says by when the law wants the next report, and how the date came about."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.support.window.harness import settle
from tests.support.window.office import Office


def test_the_next_legal_day_is_shown_and_explained(office: Office) -> None:
    office.workspace.applications.today = lambda: dt.date(2026, 11, 26)
    office.window.go_home()
    office.window.home.refresh()
    card = office.window.home.next_date
    assert card.title.text() == "2027-01-31（星期日）前公开年报"
    assert (card.note.text(), card.left.text()) == ("前一个工作日是 1 月 29 日（星期五）", "还有 66 天")
    QTest.mouseClick(card.explain, Qt.MouseButton.LeftButton)
    assert "第四十九条" in office.messages.told[-1]


def test_a_low_page_leaves_it_out(office: Office) -> None:
    office.window.go_home()
    for height, is_shown in ((480, False), (768, True)):
        office.window.resize(1100, height)
        settle()
        assert office.window.home.next_date.isVisible() is is_shown


def test_its_heading_stays_on_one_line_in_a_narrow_window(office: Office) -> None:
    office.window.go_home()
    office.window.resize(1024, 680)
    settle()
    card = office.window.home.next_date
    (heading,) = (label for label in card.findChildren(QLabel) if label.text() == "下一个法定日期")
    assert heading.height() < 2 * heading.fontMetrics().height()
    assert heading.width() >= heading.fontMetrics().horizontalAdvance(heading.text())

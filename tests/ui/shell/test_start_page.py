"""The start page on a low screen: nothing is cut, the last button is reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem

from gia_desktop.ui.backups.flow import BACKUPS
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.shelf import fitting_name, problem_parts, problem_words
from tests.support.window.harness import settle
from tests.support.window.office import Office


@pytest.fixture
def low(office: Office) -> Office:
    """The window on a screen of 1366×768 at 150 %."""
    office.window.resize(911, 480)
    settle()
    settle()
    return office


def test_words_of_the_big_buttons_are_whole(low: Office) -> None:
    for button in low.window.home.buttons.values():
        for label in button.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_last_button_is_reached_by_the_keyboard(low: Office) -> None:
    button = low.window.home.buttons[BACKUPS]
    low.window.home.buttons[wishes.SAMPLE].setFocus()
    low.window.home.buttons[wishes.SAMPLE].focusNextChild()
    settle()
    assert button.hasFocus()
    assert button.mapTo(low.window, QPoint(0, button.height())).y() <= low.window.height()


def test_enter_on_a_big_button_begins_as_a_click_does(office: Office) -> None:
    office.window.go_home()
    button = office.window.home.buttons[wishes.SAMPLE]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert office.page.session.report.unit_name


def test_what_was_found_in_a_report_stops_before_its_bar(office: Office) -> None:
    """A narrow card says it by signs; the words of a wide one would run under the bar."""
    office.new()
    theme = office.window.stage.theme
    shelf = office.window.reports.make_shelf(theme)
    shelf.refresh()
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 80)  # type: ignore[attr-defined]
    image = QImage(300, 80, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        shelf.list.itemDelegate().paint(painter, option, shelf.list.currentIndex())
    lines = range(35, 75)  # below the heading of the year
    bar = min(x for x in range(300) for y in lines if image.pixelColor(x, y) == theme.color("grid"))
    gap = {image.pixelColor(x, y).name() for x in range(bar - 5, bar) for y in lines}
    assert gap == {theme.color("sheet").name()}


def test_on_a_small_screen_the_list_is_as_wide_as_its_card(office: Office) -> None:
    office.new()
    office.window.go_home()
    office.window.resize(911, 512)
    settle()
    assert office.window.reports.shelf.list.horizontalScrollBar().maximum() == 0


def test_what_must_be_mended_and_what_can_be_explained_have_colours_of_their_own(office: Office) -> None:
    office.window.do(wishes.PRACTICE)
    office.workspace.library.check(office.page.session)
    (practice,) = office.workspace.library.summaries()
    parts = problem_parts(practice, brief=True)
    assert [(token, words[0]) for token, words in parts] == [("must_fix", "✗"), ("explain", "!")]
    assert problem_words(practice).count("　") == 1


@pytest.mark.parametrize("ending", ["镇人民政府", "街道办事处"])
def test_units_of_one_county_are_told_apart_where_room_is_short(qapp: QApplication, ending: str) -> None:
    metrics = QFontMetrics(qapp.font())
    names = [f"示例县{own}{ending}" for own in ("清河", "北河")]
    width = max(metrics.horizontalAdvance(f"示例县{own}镇") for own in ("清河", "北河"))
    shown = {fitting_name(name, metrics, width) for name in names}
    assert len(shown) == 2
    assert all(metrics.horizontalAdvance(name) <= width for name in shown)
    assert fitting_name(names[0], metrics, metrics.horizontalAdvance(names[0])) == names[0]


def test_the_list_of_reports_keeps_the_room_of_idle_remarks(office: Office) -> None:
    office.new("示例县甲镇人民政府")
    office.window.go_home()
    settle()
    lines = office.window.reports.shelf._step_lines
    told = [line for line in lines if len(line.findChildren(QLabel)) > 2]
    assert len(lines) > 3
    assert len(told) == 2
    assert any(line.toolTip() for line in lines if line not in told)

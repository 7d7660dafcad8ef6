"""F1 opens the manual at the page that fits; search, links and pictures; every look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.manual import KEYS, PAGE_OF_SECTION, START, pages
from gia_desktop.app.program.manual import RULES as RULES_PAGE
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.help import flow
from gia_desktop.ui.help.flow import MANUAL, RULES
from gia_desktop.ui.help.manual_window import ManualWindow
from gia_desktop.ui.kit.theme import make_theme
from gia_desktop.ui.shell.menus import SET
from tests.support.window.harness import Key, settle
from tests.support.window.office import Office


@pytest.fixture
def manual(qtbot: QtBot) -> ManualWindow:
    window = ManualWindow(make_theme("light", "normal"))
    qtbot.addWidget(window)
    window.show()
    settle()
    return window


def listed(window: ManualWindow) -> list[str]:
    return [window.model.index(row, 0).data() for row in range(window.model.rowCount())]


def test_f1_is_the_key_of_the_manual(office: Office) -> None:
    actions = office.window.findChildren(QAction)
    (action,) = (action for action in actions if action.shortcut() == QKeySequence("F1"))
    action.trigger()
    assert office.window.help.window is not None
    assert office.window.help.window.shown == START


@pytest.mark.parametrize(("section", "name"), PAGE_OF_SECTION.items())
def test_manual_opens_at_the_page_of_the_tab(office: Office, section: str, name: str) -> None:
    office.new()
    office.page.going.show_section(section)
    office.window.do(MANUAL)
    assert office.window.help.window is not None
    assert office.window.help.window.shown == name


def test_manual_opens_from_the_panel_beside_the_table(office: Office) -> None:
    office.new()
    office.page.going.show_section("3")
    (button,) = (
        found for found in office.page.help.findChildren(QPushButton) if found.text() == "F1 使用手册"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert office.window.help.window is not None
    assert office.window.help.window.shown == "02-tables"


@pytest.mark.parametrize(("wish", "name"), [(flow.KEYS, KEYS), (RULES, RULES_PAGE)])
def test_lists_of_the_menu_are_pages_of_the_manual(office: Office, wish: Wish[[]], name: str) -> None:
    office.window.do(wish)
    assert office.window.help.window is not None
    assert office.window.help.window.shown == name


def test_another_look_keeps_the_page_open(office: Office) -> None:
    office.window.do(RULES)
    office.window.do(SET, "theme", "dark")
    manual = office.window.help.window
    assert manual is not None
    assert (manual.shown, manual.isVisible()) == (RULES_PAGE, True)
    office.window.do(SET, "theme", "light")


def test_contents_list_the_headings_of_the_page_shown(manual: ManualWindow) -> None:
    manual.open_page("02-tables")
    titles = [page.title for page in pages()]
    assert [line for line in listed(manual) if not line.startswith("　")] == titles
    assert "　一次补零" in listed(manual)


def test_search_lists_places_and_enter_opens_the_first(manual: ManualWindow) -> None:
    QTest.keyClick(manual, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    manual.search.setText("销号")
    assert manual.found.text() == f"找到 {len(listed(manual))} 处"
    QTest.keyClick(manual.search, Key.Key_Return)
    assert manual.shown == "04-checks"
    assert manual.page.verticalScrollBar().value() > 0


def test_search_that_finds_nothing_says_so(manual: ManualWindow) -> None:
    manual.search.setText("没有这样的话")
    assert manual.found.text() == "没有找到，换一个说法试试。"
    manual.search.clear()
    assert len(listed(manual)) >= len(pages())


def test_links_lead_to_page_and_heading(manual: ManualWindow) -> None:
    manual.page.anchorClicked.emit(QUrl("04-checks.md#先练一练"))
    assert manual.shown == "04-checks"
    top = manual.page.cursorForPosition(manual.page.viewport().rect().topLeft())
    assert manual.page.verticalScrollBar().value() > 0
    assert top.block().position() <= manual.page.document().toPlainText().index("先练一练\n")


def test_pictures_are_no_wider_than_the_page(manual: ManualWindow) -> None:
    manual.resize(700, 500)
    settle()
    settle()
    manual.open_page(START)
    assert manual.page.horizontalScrollBar().maximum() == 0
    assert "\ufffc" in manual.page.toPlainText()


def test_escape_closes_the_manual(manual: ManualWindow) -> None:
    QTest.keyClick(manual, Key.Key_Escape)
    assert not manual.isVisible()

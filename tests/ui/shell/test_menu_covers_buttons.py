"""What a button does is in a menu, too: who works without a mouse, or looks for it there, finds it."""

from __future__ import annotations

from itertools import chain

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.ui.findings.panel import FindingsPanel
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.paper.preview import PagePreview
from gia_desktop.ui.register.wishes import OPEN_REGISTER
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.texts.last_text_panel import LastTextPanel
from gia_desktop.ui.texts.phrase_panel import PhrasePanel
from tests.support.window.harness import settle
from tests.support.window.office import Office

OF_ITS_PLACE = (FindingsPanel, LastTextPanel, PhrasePanel, PagePreview)
"""Their buttons are about one line, one paragraph or one page that is seen there."""

SAME = {
    "空格补零": "本表空格补零",
    "按上面的信息写一段": "按基本信息写开头语",
    "F1 使用手册": "使用手册",
    "从备份恢复": "从备份恢复…",
}
"""Buttons whose words differ from the entry, as they stand beside what they are about."""

NOWHERE = {"关闭（Esc）", "看检查", "打开文件", "打开报送包", "打开所在文件夹"}
"""Buttons that lead back from where they stand, or to a file that was just written."""


def plain(words: str) -> str:
    return SAME.get(words, words).strip().removesuffix("…").replace(" ", "")


def entries(office: Office) -> set[str]:
    menus = office.window.menus
    words = chain((wish.words for wish in menus.actions), (menu.title for menu in menus.submenus))
    return {plain(each) for each in words}


def buttons(widget: QWidget) -> set[str]:
    """Return what the buttons say that can be seen, those of single lines left out."""
    found = set()
    for button in widget.findChildren(QPushButton):
        parents, parent = [], button.parentWidget()
        while parent is not None:
            parents.append(parent)
            parent = parent.parentWidget()
        if button.isVisible() and not any(isinstance(each, OF_ITS_PLACE) for each in parents):
            found.add(button.accessibleName() or button.text())
    return {plain(words) for words in found if words and words not in NOWHERE}


@pytest.mark.parametrize("section", ["0", "1", "2", "3", "5", "export"])
def test_every_button_of_a_tab_has_its_entry(office: Office, section: str) -> None:
    office.window.do(wishes.SAMPLE)
    office.window.resize(1366, 768)
    office.page.going.show_section(section)
    settle()
    shown = buttons(office.page.by_section[section]) | buttons(office.page.help)
    left = {words for words in shown if not words.startswith(("导出", "2025年"))} - entries(office)
    assert left == set()


def test_every_way_to_begin_a_report_has_its_entry(office: Office) -> None:
    office.window.go_home()
    assert {plain(each.wish.words) for each in office.window.reports.beginnings} <= entries(office)


def test_every_kind_of_file_has_its_entry(office: Office) -> None:
    assert set(wishes.EXPORTS.values()) <= set(office.window.menus.actions)


def test_an_entry_presses_the_button_of_the_tab_in_front(office: Office) -> None:
    office.new()
    office.page.going.show_section("3")
    office.window.do(wishes.FILL_TABLE)
    assert office.value("t3.new.natural") == 0
    assert office.value("t2.licensing.decisions") is None


def test_an_entry_without_its_button_says_where_to_look(office: Office) -> None:
    office.new()
    office.page.going.go_to_cell(CellKey("t3.new.natural"))
    office.window.do(wishes.OUTLINE)
    assert "插入五个小标题" in office.window.status_words.text()
    assert office.page.session.report.sections == {}


def test_an_entry_that_changes_a_locked_report_says_why_not(office: Office) -> None:
    office.new()
    office.page.going.show_section("1")
    office.page.set_locked("别人在编")
    office.window.do(wishes.OUTLINE)
    assert office.window.status_words.text() == "别人在编"


def test_beside_a_text_stands_what_the_menu_is_asked_for(office: Office) -> None:
    office.new()
    office.page.going.show_section("1")
    office.window.do(wishes.PHRASES)
    tab = office.page.by_section["1"]
    assert isinstance(tab, NarrativeTab)
    assert isinstance(tab.panel, PhrasePanel)


@pytest.mark.parametrize("begin", [None, wishes.SAMPLE, OPEN_REGISTER])
def test_no_menu_is_higher_than_a_small_screen(office: Office, begin: Wish[[]] | None) -> None:
    if begin is not None:
        office.window.do(begin)
    for menu in office.window.bar_menus.values():
        shown = [each for each in menu.actions() if each.isVisible()]
        assert len([each for each in shown if not each.isSeparator()]) <= 21, menu.title()

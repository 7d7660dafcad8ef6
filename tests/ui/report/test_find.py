"""Finding and replacing over all texts, by keys: a bar above the page, not a window over it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit

from gia_desktop.core.keys import TITLE, section_key
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.texts.find_bar import FindBar
from tests.support.window.harness import CTRL, SHIFT, Key, focus, settle
from tests.support.window.office import Office


@pytest.fixture
def written(office: Office) -> Office:
    office.new()
    office.write("1", "甲在先。乙居中，甲在后。{t3.new.total}件。")
    office.write("5", "只有乙。")
    office.write("6", "甲收尾。")
    office.page.going.show_section("3")
    return office


def bar_of(office: Office, key: Qt.Key = Key.Key_F) -> FindBar:
    QTest.keyClick(focus(), key, CTRL)
    settle()
    bar = office.page.finder.bar
    assert bar is not None
    assert bar.isVisible()
    return bar


def text_tab(office: Office, section: str) -> QTextEdit:
    tab = office.page.by_section[section]
    assert isinstance(tab, NarrativeTab)
    return tab.editor


def lit(editor: QTextEdit) -> list[str]:
    return [lit.cursor.selectedText() for lit in editor.extraSelections()]  # type: ignore[attr-defined]


def place(office: Office) -> tuple[str, int]:
    section = office.page.tabs.section
    return section, text_tab(office, section).textCursor().position()


def test_enter_walks_over_the_hits_of_all_parts_and_the_bar_keeps_the_keyboard(written: Office) -> None:
    bar = bar_of(written)
    assert focus() is bar.words
    bar.words.setText("甲")
    assert bar.count.text() == "3 处，在 2 个部分"
    seen = []
    for _ in range(4):
        QTest.keyClick(focus(), Key.Key_Return)
        seen.append(place(written))
    assert seen == [("1", 0), ("1", 8), ("6", 0), ("1", 0)]
    assert focus() is bar.words
    assert lit(text_tab(written, "1")) == ["甲"]
    QTest.keyClick(focus(), Key.Key_Return, SHIFT)
    assert place(written) == ("6", 0)
    assert bar.count.text() == "3 / 3"


def test_esc_gives_the_keyboard_back_to_the_text_at_the_hit(written: Office) -> None:
    bar = bar_of(written)
    bar.words.setText("乙")
    QTest.keyClick(focus(), Key.Key_Return)
    QTest.keyClick(focus(), Key.Key_Escape)
    assert not bar.isVisible()
    assert focus() is text_tab(written, "1")
    assert place(written) == ("1", 4)


def test_the_search_begins_at_the_caret_with_what_is_selected(written: Office) -> None:
    editor = text_tab(written, "5")
    written.page.going.show_section("5")
    editor.setFocus()
    editor.selectAll()
    bar = bar_of(written)
    assert bar.words.text() == "只有乙。"
    bar.words.setText("甲")
    bar.begin("", written.page.going.text_here(), replaces=False)
    QTest.keyClick(bar.words, Key.Key_Return)
    assert place(written) == ("6", 0)


def test_one_hit_after_the_other_is_replaced_by_enter(written: Office) -> None:
    bar = bar_of(written, Key.Key_H)
    bar.words.setText("甲")
    bar.new.setText("甲甲")
    bar.new.setFocus()
    for _ in range(3):
        QTest.keyClick(bar.new, Key.Key_Return)
    report = written.page.session.report
    assert report.section("1") == "甲甲在先。乙居中，甲甲在后。{t3.new.total}件。"
    assert report.section("6") == "甲收尾。"
    assert written.page.stack.undoText() == "替换"


def test_all_hits_are_replaced_as_one_step_and_chips_stay(written: Office) -> None:
    bar = bar_of(written, Key.Key_H)
    bar.words.setText("甲")
    bar.new.setText("丙")
    bar.all.click()
    assert written.page.session.report.section("6") == "丙收尾。"
    assert "{t3.new.total}" in written.page.session.report.text(section_key("1"))
    assert bar.count.text() == "已替换 3 处"
    written.page.stack.undo()
    assert written.page.session.report.section("6") == "甲收尾。"
    assert written.page.session.report.section("1").startswith("甲在先")


def test_replacing_by_nothing_says_removed_and_by_the_same_does_nothing(written: Office) -> None:
    written.window.do(wishes.REPLACE)
    bar, steps = written.page.finder.bar, written.page.stack.index()
    assert bar is not None
    bar.words.setText("甲")
    bar.new.setText("甲")
    bar.replace_all()
    assert (bar.count.text(), written.page.stack.index()) == ("换成的和原来一样", steps)
    bar.new.clear()
    bar.replace_all()
    assert bar.count.text().startswith("已删去 ")
    assert written.page.stack.index() == steps + 1


def test_a_hit_in_a_field_of_one_line_is_lit_until_the_keyboard_comes_there(written: Office) -> None:
    bar = bar_of(written)
    bar.words.setText("2025年")
    QTest.keyClick(focus(), Key.Key_Return)
    info = written.page.by_section["0"]
    assert isinstance(info, InfoTab)
    title = info.editors[TITLE]
    assert title.selectedText() == "2025年"
    QTest.keyClick(focus(), Key.Key_Escape)
    assert focus() is title
    assert title.selectedText() == ""


def test_finding_alone_offers_no_replacing(written: Office) -> None:
    bar = bar_of(written)
    assert [field.isVisible() for field in bar.findChildren(QLineEdit)].count(True) == 1
    written.window.do(wishes.REPLACE)
    assert bar.new.isVisible()


def test_a_locked_report_is_searched_but_not_changed(written: Office) -> None:
    bar = bar_of(written, Key.Key_H)
    bar.words.setText("甲")
    written.page.set_locked("别人在编")
    assert bar.on.isEnabled()
    assert not bar.all.isEnabled()
    bar.replace_all()
    assert written.page.session.report.section("6") == "甲收尾。"

"""Another theme or text size: the clerk goes on where she was writing."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from gia_desktop.app.report.session import SessionEvent
from gia_desktop.core.keys import UNIT_NAME
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.shell.menus import SET
from tests.support.window.harness import settle, table_tabs
from tests.support.window.office import Office

Look = tuple[str, str]
LOOKS: tuple[Look, ...] = (("text_size", "large"), ("theme", "dark"))


@pytest.mark.parametrize("look", LOOKS)
def test_writing_goes_on_at_the_same_place_with_the_chips_in_the_new_look(office: Office, look: Look) -> None:
    office.new()
    text = "收到{t3.new.total}件，全部办结。"
    office.write("1", text)
    page = office.page.by_section["1"]
    assert isinstance(page, NarrativeTab)
    office.page.going.show_section("1")
    page.editor.setFocus()
    page.editor.reveal(text.index("全部"), text.index("办结"))
    office.window.do(SET, *look)
    settle()
    page = office.page.by_section["1"]
    assert isinstance(page, NarrativeTab)
    assert QApplication.focusWidget() is page.editor
    assert page.editor.textCursor().selectedText() == "全部"
    assert page.editor.shown_text() == "收到0件，全部办结。"


@pytest.mark.parametrize("look", LOOKS)
def test_a_field_of_one_line_keeps_focus_and_cursor(office: Office, look: Look) -> None:
    office.new("示例市水务局")
    page = office.page.by_section["0"]
    assert isinstance(page, InfoTab)
    office.page.going.show_section("0")
    page.editors[UNIT_NAME].setFocus()
    page.editors[UNIT_NAME].setCursorPosition(3)
    office.window.do(SET, *look)
    settle()
    page = office.page.by_section["0"]
    assert isinstance(page, InfoTab)
    assert QApplication.focusWidget() is page.editors[UNIT_NAME]
    assert page.editors[UNIT_NAME].cursorPosition() == 3


def test_a_table_keeps_its_cell(office: Office) -> None:
    office.new()
    office.fill("t3.new.natural", "12")
    office.window.do(SET, *LOOKS[0])
    settle()
    assert QApplication.focusWidget() is table_tabs(office.page)["3"].view
    assert table_tabs(office.page)["3"].view.current_key == "t3.carried_in.natural"


def test_whoever_else_listens_goes_on_hearing_of_every_step(office: Office) -> None:
    office.new()
    heard: list[SessionEvent] = []
    end = office.page.session.listen(heard.append)
    office.window.do(SET, *LOOKS[1])
    settle()
    heard.clear()
    office.fill("t3.new.natural", "12")
    end()
    assert heard


def test_the_old_look_hears_nothing_any_more(office: Office) -> None:
    office.new()
    before = len(office.page.session.listeners)
    for name in ("dark", "light", "dark"):
        office.window.do(SET, "theme", name)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert len(office.page.session.listeners) <= before

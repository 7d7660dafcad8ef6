"""A finished report can't be changed, and can be read in full."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gia_desktop.core.change import Change
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import LAST_TEXT, PHRASES, NarrativeTab
from gia_desktop.ui.texts.last_text_panel import LastTextPanel
from gia_desktop.ui.texts.phrase_panel import PhrasePanel
from tests.support.window.office import Office


@pytest.fixture
def signed(office: Office, city: Report) -> Office:
    """A report with a text of last year beside it, signed."""
    last = replace(city, year=city.year - 1)
    number = office.workspace.library.take_in(replace(city, previous=as_previous(last)), "city.gia")
    office.window.reports.open(number)
    office.messages.answers = [True]
    office.window.do(wishes.MOVE, ReportState.SIGNED)
    assert office.page.locked
    return office


def tab_of(office: Office, section: str) -> NarrativeTab:
    tab = office.page.by_section[section]
    assert isinstance(tab, NarrativeTab)
    office.page.going.show_section(section)
    return tab


def test_last_years_text_is_read_in_both_ways_and_not_taken(signed: Office) -> None:
    tab = tab_of(signed, "1")
    assert tab.toggle(LAST_TEXT).isEnabled()
    panel = tab.panel
    assert isinstance(panel, LastTextPanel)
    before = panel.cards[0].body.text()
    panel.brought_up.click()
    assert panel.cards[0].body.text() != before
    assert not any(button.isEnabled() for card in panel.cards for button in card.buttons)


def test_the_phrase_book_is_opened_and_searched_and_not_taken_from(signed: Office) -> None:
    tab = tab_of(signed, "1")
    tab.toggle(PHRASES).click()
    panel = tab.panel
    assert isinstance(panel, PhrasePanel)
    assert panel.part.isEnabled()
    assert not any(button.isEnabled() for card in panel.cards for button in card.buttons)


def test_sentences_for_the_opening_are_listed_and_not_taken(signed: Office) -> None:
    info = signed.page.by_section["0"]
    assert isinstance(info, InfoTab)
    assert info.phrases.isEnabled()
    info.phrase_menu.aboutToShow.emit()
    assert info.phrase_menu.actions()
    assert not any(action.isEnabled() for action in info.phrase_menu.actions())


def test_what_changes_the_report_is_off_and_comes_back(signed: Office) -> None:
    tab = tab_of(signed, "1")
    assert not tab.insert_number.isEnabled()
    signed.page.set_locked("")
    signed.page.show_state(ReportState.EDITING, (), "")
    assert tab.insert_number.isEnabled()


def test_unlocking_leaves_a_button_that_was_off_for_its_own_reason(signed: Office, qtbot: QtBot) -> None:
    signed.page.show_state(ReportState.EDITING, (), "")
    page = signed.page
    page.going.show_section("export")
    previous = page.export.preview.previous
    assert not previous.isEnabled()
    page.show_state(ReportState.SIGNED, (), "已签发")
    page.show_state(ReportState.EDITING, (), "")
    assert not previous.isEnabled()


def test_every_button_of_a_locked_tab_is_either_for_reading_or_off(signed: Office) -> None:
    tab = tab_of(signed, "1")
    on = {button.text() for button in tab.findChildren(QPushButton) if button.isEnabled()}
    assert on == {"去年的文字", "句子库", "原文", "更新后"}


def test_nothing_is_pushed(signed: Office) -> None:
    before = signed.page.session.report
    signed.page.edits.push(Change("改", texts={tab_of(signed, "1").editor.key: ("", "x")}))
    assert signed.page.session.report == before

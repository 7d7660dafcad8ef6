"""Last year's text, the phrase book and the meter beside the narrative, by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gia_desktop.app.report.last_year.carry_over import next_year
from gia_desktop.core.keys import PREAMBLE, CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import LAST_TEXT, NOTHING, PHRASES, NarrativeTab
from gia_desktop.ui.texts.last_text_panel import LastTextPanel
from gia_desktop.ui.texts.phrase_panel import PhrasePanel
from tests.support.window.harness import Desk, Key, focus, settle
from tests.support.window.office import Office
from tests.ui.conftest import OpenDesk

SUMMARY = section_key("1")
FIGURES = {"t3.new.natural": 12, "t3.granted.natural": 12, "t2.normative.in_force": 3}


@pytest.fixture
def carried(formats: Formats) -> Report:
    """The report after the sample's, tables filled, texts empty."""
    last = open_report(resource("samples", "sample-2025.gia"), formats)
    text = last.section("1").replace("{t3.new.total}件，比上年增加5件", "14件，比上年增长56%")
    last = replace(last, texts={**last.texts, SUMMARY: text})
    report = next_year(last, formats).report
    zeros = dict.fromkeys(formats.get("2021").entered, 0)
    return replace(report, values={**zeros, **{CellKey(key): value for key, value in FIGURES.items()}})


def tab_of(desk: Desk, section: str = "1") -> NarrativeTab:
    tab = desk.page.by_section[section]
    assert isinstance(tab, NarrativeTab)
    return tab


def click(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def last_panel(desk: Desk, section: str = "1") -> LastTextPanel:
    tab = tab_of(desk, section)
    if tab.panel_name != LAST_TEXT:
        click(tab.toggle(LAST_TEXT))
    assert isinstance(tab.panel, LastTextPanel)
    return tab.panel


def phrase_panel(desk: Desk, section: str = "1") -> PhrasePanel:
    tab = tab_of(desk, section)
    if tab.panel_name != PHRASES:
        click(tab.toggle(PHRASES))
    assert isinstance(tab.panel, PhrasePanel)
    return tab.panel


def card_with(panel: LastTextPanel | PhrasePanel, words: str) -> int:
    return next(place for place, card in enumerate(panel.cards) if words in card.body.accessibleName())


def _shown(panel: PhrasePanel) -> list[str]:
    return [card.body.accessibleName() for card in panel.cards]


def text(desk: Desk, section: str = "1") -> str:
    return desk.session.report.section(section)


def test_a_paragraph_is_taken_as_it_was_and_its_left_over_year_is_reported(
    open_desk: OpenDesk, carried: Report
) -> None:
    desk = open_desk(carried, "1")
    panel = last_panel(desk)
    assert panel.cards[0].state.text().startswith("未用")
    click(panel.cards[0].buttons[0])
    assert text(desk).startswith("2025年，我镇认真执行《条例》")
    assert panel.cards[0].state.text() == "✓ 已用"
    told = [finding for finding in desk.session.findings if finding.code == "GIA-YEAR-008"]
    assert "2025年" in told[0].message


def test_brought_up_to_date_years_move_on_and_figures_live(open_desk: OpenDesk, carried: Report) -> None:
    desk = open_desk(carried, "1")
    panel = last_panel(desk)
    place = card_with(panel, "依申请公开情况")
    body = panel.cards[place].body.text()
    assert "14<span" in body
    assert "→12</span>" in body
    click(panel.cards[place].buttons[1])
    assert "新收政府信息公开申请{t3.new.total}件，{trend.t3.new.total}，" in text(desk)
    assert "申请12件，较上年下降14.3%，" in tab_of(desk).editor.shown_text()
    desk.undo()
    assert text(desk) == ""


def test_the_preview_shows_what_would_be_inserted(open_desk: OpenDesk, carried: Report) -> None:
    desk = open_desk(carried, "1")
    panel = last_panel(desk)
    click(panel.brought_up)
    assert ">2026</span>年，我镇" in panel.cards[0].body.text()
    assert panel.cards[0].body.accessibleName().startswith("2026年，我镇")
    click(panel.as_it_was)
    assert panel.cards[0].body.text().startswith("2025<span")


def test_paragraphs_follow_each_other_and_the_cursor(open_desk: OpenDesk, carried: Report) -> None:
    desk = open_desk(carried, "1")
    panel = last_panel(desk)
    click(panel.cards[0].buttons[0])
    click(panel.cards[1].buttons[0])
    desk.press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    click(panel.cards[5].buttons[0])
    starts = [line.partition("。")[0][:6] for line in text(desk).splitlines()]
    assert starts == ["2025年，", "（五）监督保", "（一）主动公"]


def test_figures_filled_in_a_table_reach_the_offer(open_desk: OpenDesk, carried: Report) -> None:
    desk = open_desk(carried, "1")
    panel = last_panel(desk)
    place = card_with(panel, "依申请公开情况")
    desk.fill("t3.new.natural", "20")
    desk.page.going.show_section("1")
    settle()
    assert "→20</span>" in panel.cards[place].body.text()


def test_a_section_without_last_years_text_has_no_button_for_it(
    open_desk: OpenDesk, blank: Callable[[str], Report]
) -> None:
    tab = tab_of(open_desk(blank("2021"), "1"))
    assert not tab.toggle(LAST_TEXT).isVisible()
    tab.show_panel(LAST_TEXT)
    assert tab.panel_name == NOTHING


def test_sentences_are_offered_with_this_years_figures_and_inserted_live(
    open_desk: OpenDesk, carried: Report
) -> None:
    desk = open_desk(carried, "1")
    panel = phrase_panel(desk)
    place = card_with(panel, "全年新收政府信息公开申请12件，较上年下降14.3%")
    assert not any("未收到" in card.body.accessibleName() for card in panel.cards)
    click(panel.cards[place].buttons[0])
    assert text(desk).startswith("全年新收政府信息公开申请{t3.new.total}件，{trend.t3.new.total}，")


def test_a_sentence_lands_under_its_heading(open_desk: OpenDesk, carried: Report) -> None:
    desk = open_desk(carried, "1")
    tab = tab_of(desk)
    click(tab.insert_outline)
    panel = phrase_panel(desk)
    click(panel.cards[card_with(panel, "业务培训")].buttons[0])
    assert text(desk).endswith("（五）监督保障\n全年组织业务培训〔数〕次，参加〔数〕人次。")
    assert tab.editor.textCursor().selectedText() == "〔数〕"
    desk.type("2")
    assert tab.editor.raw_text().endswith("业务培训2次，参加〔数〕人次。")


def test_one_click_drafts_an_empty_section_and_blanks_must_be_filled(
    open_desk: OpenDesk, blank: Callable[[str], Report]
) -> None:
    desk = open_desk(blank("2021"), "1")
    desk.page.edits.fill_all_blanks()
    panel = phrase_panel(desk)
    click(panel.draft)
    assert "（二）依申请公开情况。全年未收到政府信息公开申请" in text(desk)
    assert "GIA-WORD-001" in {finding.code for finding in desk.session.findings}
    assert "GIA-FORM-004" not in {finding.code for finding in desk.session.findings}
    assert not panel.draft.isVisible()
    desk.undo()
    settle()
    assert panel.draft.isVisible()


def test_blank_tables_hold_sentences_back_and_say_so(
    open_desk: OpenDesk, blank: Callable[[str], Report]
) -> None:
    panel = phrase_panel(open_desk(blank("2021"), "1"))
    assert panel.offers.waiting > 10
    assert not any("{t3" in offer.text for offer in panel.offers.offers)


def test_the_opening_takes_sentences_from_a_menu(open_desk: OpenDesk, carried: Report) -> None:
    desk = open_desk(carried, "0")
    tab = desk.page.by_section["0"]
    assert isinstance(tab, InfoTab)
    tab.phrase_menu.aboutToShow.emit()
    for words in ("所列数据的统计期限", "本报告在〔"):
        next(action for action in tab.phrase_menu.actions() if action.text().startswith(words)).trigger()
    assert desk.session.report.text(PREAMBLE) == (
        "所列数据的统计期限为2026年1月1日至2026年12月31日。本报告在〔公布的网站和栏目〕公布，可以查阅和下载。"
    )
    desk.undo()
    assert desk.session.report.text(PREAMBLE).endswith("12月31日。")


def test_one_part_of_the_book_can_be_chosen(open_desk: OpenDesk, carried: Report) -> None:
    panel = phrase_panel(open_desk(carried, "1"))
    panel.part.setFocus()
    QTest.keyClick(panel.part, Key.Key_End)
    assert panel.part.currentText() == "监督保障"
    parts = {offer.part for offer in panel.offers.offers if offer.shown in _shown(panel)}
    assert parts == {"监督保障"}


def test_the_meter_tells_what_stands_as_last_year(open_desk: OpenDesk, carried: Report, qtbot: QtBot) -> None:
    desk = open_desk(carried, "1")
    tab, panel = tab_of(desk), last_panel(desk)
    assert not tab.meter.isVisible()
    click(panel.cards[4].buttons[0])
    qtbot.waitUntil(lambda: tab.meter.words.text() == "与去年相同 100 %")
    assert tab.meter.isVisible()
    assert tab.meter.gutter.words_by_line() == {0: "照抄"}
    desk.press(Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    desk.press(Key.Key_Return)
    desk.compose("", "今年新设两处政务公开专区，群众可以自助查询惠农补贴的发放情况。")
    qtbot.waitUntil(lambda: "100" not in tab.meter.words.text())
    assert "原样照抄 1 段、新写 1 段" in tab.meter.toolTip()


def test_the_meter_and_the_rule_tell_the_same_number(
    open_desk: OpenDesk, carried: Report, qtbot: QtBot
) -> None:
    desk = open_desk(carried, "1")
    tab, panel = tab_of(desk), last_panel(desk)
    for card in panel.cards[:4]:
        click(card.buttons[0])
    tab.meter.refresh()
    (told,) = (item.message for item in desk.session.findings if item.code == "GIA-YEAR-006")
    percent = tab.meter.words.text().removeprefix("与去年相同 ").removesuffix(" %")
    assert f"有 {percent}% 的文字与上年报告相同" in told


def test_what_stands_beside_is_remembered_for_every_section_and_start(office: Office) -> None:
    office.new()
    tab = office.page.by_section["5"]
    office.page.going.show_section("5")
    settle()
    assert isinstance(tab, NarrativeTab)
    click(tab.toggle(PHRASES))
    assert office.settings["text_panel"] == PHRASES
    office.window.reports.open(office.number)
    settle()
    other = office.page.by_section["1"]
    assert isinstance(other, NarrativeTab)
    assert other.panel_name == PHRASES


def test_after_carrying_over_last_years_text_stands_ready_for_the_keyboard(
    office: Office, formats: Formats, qtbot: QtBot
) -> None:
    last = open_report(resource("samples", "sample-2025.gia"), formats)
    office.window.reports.open(office.workspace.library.carry_over(last))
    office.page.going.show_section("6")
    office.window.activateWindow()
    qtbot.waitActive(office.window)
    tab = office.page.by_section["6"]
    assert isinstance(tab, NarrativeTab)
    assert isinstance(tab.panel, LastTextPanel)
    button = tab.panel.cards[0].buttons[0]
    for _ in range(12):
        if QApplication.focusWidget() is button:
            break
        QTest.keyClick(focus(), Key.Key_Tab)
    QTest.keyClick(focus(), Key.Key_Space)
    assert office.page.session.report.section("6").startswith("（一）收取信息处理费情况。2025年")


def test_a_locked_report_takes_nothing(open_desk: OpenDesk, carried: Report, formats: Formats) -> None:
    desk = open_desk(carried, "1")
    panel = last_panel(desk)
    tab_of(desk).editor.setReadOnly(True)
    panel.cards[0].buttons[0].click()
    assert text(desk) == ""


@pytest.mark.parametrize("theme", ["dark", "high_contrast"])
def test_stale_places_are_told_by_line_and_words_in_every_look(
    theme: str, open_desk: OpenDesk, carried: Report
) -> None:
    panel = last_panel(open_desk(carried, "1", theme=theme))
    card = panel.cards[card_with(panel, "主动公开情况")]
    assert "<u style" in card.body.text()
    assert "386：去年的数，三张表里没有" in card.body.toolTip()
    assert "6 处要核对" in card.state.text()

"""The tab 检查与导出 on small and large screens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea, QWidget

from gia_desktop.app.report.session import SessionEvent
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.export import ExportTab
from tests.support.window.harness import settle
from tests.support.window.office import Office


@pytest.mark.parametrize(
    ("width", "height", "has_room"),
    [(1366, 768, True), (1024, 680, True), (911, 512, True), (800, 480, False)],
)
def test_no_tool_or_purpose_is_squeezed(office: Office, width: int, height: int, has_room: bool) -> None:
    office.window.resize(width, height)
    office.new()
    office.page.going.show_section("export")
    settle()
    tab = office.page.export
    assert {note.isVisible() for note in tab.purposes} == {has_room}
    for note in tab.purposes:
        assert not has_room or note.height() < 3 * note.fontMetrics().height()
    shown = [each for each in tab.preview.findChildren(QPushButton) if each.isVisible()]
    assert tab.preview.fit in shown
    assert [each.text() for each in shown if each.width() < each.sizeHint().width()] == []
    assert all(button.toolTip() for button in tab.buttons.values())


@pytest.fixture
def tab(office: Office) -> ExportTab:
    office.window.resize(1366, 768)
    office.new()
    office.page.going.show_section("export")
    settle()
    return office.page.export


def test_nothing_is_called_good_before_it_was_checked(office: Office, tab: ExportTab) -> None:
    session = office.page.session
    session.is_checked = False
    session.listeners.tell(SessionEvent(frozenset(), findings_changed=False))
    assert "正在检查" in tab.state.text()
    session.check()
    assert "处必须改" in tab.state.text()


def places(tab: ExportTab) -> list[int]:
    settle()
    return [button.mapTo(tab, QPoint()).y() for button in tab.buttons.values()]


@pytest.mark.parametrize("words", ["短。", "很长的一句，" * 60])
def test_the_result_stands_at_the_top_and_moves_no_button(tab: ExportTab, words: str) -> None:
    before = places(tab)
    tab.show_result(Path("年报.docx"), words, agrees=True)
    assert places(tab) == before
    assert not tab.result.visibleRegion().isEmpty()
    assert tab.result.mapTo(tab, QPoint()).y() < before[0]
    tab.show_failure(words)
    assert places(tab) == before


def test_nothing_is_offered_to_be_opened_after_a_failure(tab: ExportTab) -> None:
    tab.show_result(Path("年报.docx"), "一致", agrees=True)
    assert tab.open_file.isVisible()
    tab.show_failure("无法写入《年报.docx》。")
    assert not tab.open_file.isVisible()
    assert not tab.open_folder.isVisible()


def test_a_second_export_shows_nothing_of_the_first_one(tab: ExportTab) -> None:
    tab.show_result(Path("一.docx"), "一致", agrees=True)
    tab.show_busy(busy=True)
    assert "一致" not in tab.result.text()
    assert not tab.open_file.isVisible()


def test_a_change_after_an_export_shows_the_check_again(office: Office, tab: ExportTab) -> None:
    tab.show_result(Path("一.docx"), "一致", agrees=True)
    assert not tab.state.isVisible()
    office.page.edits.fill_all_blanks()
    assert tab.state.isVisible()


def test_what_is_still_to_be_mended_stands_out_from_what_was_proved(tab: ExportTab) -> None:
    tab.show_result(Path("年报.docx"), "200/200 一致。", agrees=True, warning="还有 2 处必须改。")
    proved, warned = tab.result.text().split("<br>")[:2]
    assert "✓ 200/200 一致。" in proved
    assert "✗ 还有 2 处必须改。" in warned
    assert proved.partition("'>")[0] != warned.partition("'>")[0]


@pytest.mark.parametrize("height", [400, 640])
def test_the_result_is_seen_from_the_lowest_button(tab: ExportTab, height: int) -> None:
    tab.window().resize(1024, height)
    settle()
    area = next(each for each in tab.findChildren(QScrollArea) if each.isAncestorOf(tab.choices))
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    tab.show_result(Path("年报.docx"), "一致", agrees=True)
    settle()
    assert tab.result.visibleRegion().boundingRect().height() >= tab.result.fontMetrics().height()
    assert tab.open_file.visibleRegion().boundingRect() == tab.open_file.rect()


def test_the_keyboard_stays_on_the_export_button_while_a_file_is_written(
    office: Office, tab: ExportTab
) -> None:
    button = tab.buttons[".docx"]
    button.setFocus()
    tab.show_busy(busy=True)
    assert not tab.preview.isAncestorOf(office.window.focusWidget())
    tab.show_busy(busy=False)
    assert office.window.focusWidget() is button


def test_what_is_opened_after_an_export_is_named(tab: ExportTab) -> None:
    tab.show_result(Path("年报.docx"), "一致", agrees=True)
    assert tab.open_file.text() == "打开文件"
    tab.show_result(Path("某镇2025年报送包"), "一致", agrees=True)
    assert tab.open_file.text() == "打开报送包"


@pytest.mark.parametrize("typed", ["2027-1-20", "20270120", "1.20", "2027年1月20日"])
def test_the_day_of_signing_is_taken_as_it_is_typed(tab: ExportTab, typed: str) -> None:
    choices = tab.choices
    choices.date.year = 2027
    choices.signature.setChecked(True)
    choices.date.setText(typed)
    assert choices.refusal() == ""
    assert tab.options().signed_on == dt.date(2027, 1, 20)


def test_nothing_is_exported_with_a_day_that_is_none(office: Office, tab: ExportTab) -> None:
    tab.choices.signature.setChecked(True)
    tab.choices.date.setText("1月32日")
    office.window.do(wishes.EXPORTS[".docx"])
    assert "落款日期" in tab.result.text()
    assert tab.choices.date.isVisible()
    tab.choices.date.setText("")
    assert tab.choices.refusal() == ""
    assert tab.options().signed_on is None


@pytest.mark.parametrize("height", [480, 1400])
def test_both_cards_end_at_the_same_line(tab: ExportTab, height: int) -> None:
    tab.window().resize(1366, height)
    settle()
    lower = tab.choices.parentWidget()
    assert lower is not None
    ends = [part.mapTo(tab, part.rect().topRight()).x() for part in (tab.top, lower)]
    assert ends[0] == ends[1]


def test_a_low_screen_scrolls_both_cards(tab: ExportTab) -> None:
    tab.window().resize(911, 480)
    settle()
    area = next(each for each in tab.findChildren(QScrollArea) if each.isAncestorOf(tab.choices))
    assert area.isAncestorOf(tab.top)
    assert area.height() == tab.height()
    tab.window().resize(1366, 768)
    settle()
    assert not area.isAncestorOf(tab.top)


def test_the_wheel_over_a_choice_changes_nothing(office: Office, tab: ExportTab) -> None:
    info = office.page.by_section["0"]
    for box in (tab.choices.style_box, *info.findChildren(QComboBox)):
        before = box.currentIndex()
        turn(box)
        assert box.currentIndex() == before
    assert office.messages.paths == []


def turn(part: QWidget) -> None:
    middle = QPointF(part.rect().center())
    event = QWheelEvent(
        middle, part.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(part, event)

"""The way that a county clerk goes most: begin, collect, look who is missing and what is wrong, sum."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.rollup.coverage import Stand, Tally
from gia_desktop.rollup.units_file import table_of_units
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.dialogs.return_unit import ReturnDialog
from gia_desktop.ui.rollup.dialogs.start import StartDialog
from gia_desktop.ui.rollup.page import RollupPage
from gia_desktop.ui.rollup.tabs.units_model import FOUND, NEW, STATE
from tests.support.reports.areas import DAY, roster, town
from tests.support.window.county import (
    TODAY,
    click,
    figures,
    hand_in_town,
    open_county,
    press,
    rollup_page,
    shown,
    wait_for_readings,
)
from tests.support.window.harness import focus
from tests.support.window.office import Office

CTRL = Qt.KeyboardModifier.ControlModifier


def collected(office: Office, folder: Path) -> RollupPage:
    """Collect three of four towns: one out of balance, one in order, one late."""
    hand_in_town(folder, 0, figures(60, 61))
    hand_in_town(folder, 1, figures(5))
    hand_in_town(folder, 2, figures(7), DAY + dt.timedelta(days=2))
    page = open_county(office)
    office.messages.paths = [folder]
    click(page.collect)
    wait_for_readings(office)
    return page


def test_a_collection_is_begun_on_the_home_page_with_a_list_and_a_folder(
    office: Office, tmp_path: Path
) -> None:
    office.workspace.collections.today = lambda: TODAY
    units, folder = tmp_path / "单位名单.xlsx", tmp_path / "交来"
    units.write_bytes(table_of_units(roster(4)))
    hand_in_town(folder, 0, figures(60))

    def begin(dialog: QDialog) -> None:
        assert isinstance(dialog, StartDialog)
        assert not dialog.decides
        assert dialog.fault.objectName() == "quiet", "nothing is wrong yet"
        office.messages.paths += [units, folder]
        click(dialog.choose_file)
        click(dialog.choose_folder)
        dialog.area.setText("示例县")
        dialog.due.setText("1.32")
        assert dialog.fault.objectName() == "bad"
        dialog.due.setText("1.20")
        assert dialog.decides

    office.messages.prepare = begin
    office.messages.answers = [True]
    click(office.window.home.buttons[wishes.START])
    wait_for_readings(office)
    page = rollup_page(office)
    assert page.title == "示例县 2025 年度收集"
    assert page.session.tally == Tally(4, 3, 1, 0, 0)
    assert office.workspace.collections.summary(page.number).folder == str(folder)


def test_the_list_says_who_is_missing_who_was_late_and_what_is_wrong(office: Office, tmp_path: Path) -> None:
    page = collected(office, tmp_path / "交来")
    assert shown(page, STATE) == {
        town(3): "未报（过期 5 天）",
        town(0): "待审",
        town(1): "待审",
        town(2): "待审（迟 2 天）",
    }
    assert shown(page, NEW) == {town(3): "—", town(0): "60", town(1): "5", town(2): "7"}
    assert shown(page, FOUND)[town(0)].startswith("✗")
    assert "部分数：还差 1 家" in page.counts[-1]


def test_a_report_goes_back_by_the_keyboard_and_its_next_version_shows_what_was_mended(
    office: Office, tmp_path: Path
) -> None:
    page = collected(office, tmp_path / "交来")
    note = tmp_path / "通知.docx"
    texts: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnDialog)
        texts.extend((dialog.preview.toPlainText(), dialog.blanks.text()))

    office.messages.prepare = look
    office.messages.answers, office.messages.paths = [True], [note]
    assert page.unit == town(0), "the unit that was current stays current"
    press(page.units.view, Qt.Key.Key_R, CTRL)
    assert "办理结果 61" in texts[0]
    assert texts[1].startswith("留空的：重报期限、落款单位")
    assert office.window.status_words.text().endswith(texts[1])
    assert note.stat().st_size > 0
    assert page.session.stand(town(0)) is Stand.RETURNED
    assert "等单位重报" in page.units.unit.rounds.text()
    hand_in_town(tmp_path / "交来", 0, figures(60), DAY + dt.timedelta(days=3))
    press(page.units.view, Qt.Key.Key_F5)
    wait_for_readings(office)
    assert "本次读入 1 份" in office.window.status_words.text()
    assert page.unit == town(0)
    assert "61 → 60" in page.units.unit.rounds.text()


def test_enter_once_too_often_does_not_pass_the_report_that_just_went_back(
    office: Office, tmp_path: Path
) -> None:
    page = collected(office, tmp_path / "交来")
    page.units.show_unit(town(1))
    unit = page.units.unit
    office.messages.answers, office.messages.paths = [True], [tmp_path / "通知.docx"]
    unit.back.setFocus()
    QTest.keyClick(unit.back, Qt.Key.Key_Return)
    office.window.activateWindow()
    QTest.qWaitForWindowActive(office.window)
    assert page.units.view.hasFocus(), "not the button beside it"
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert page.session.stand(town(1)) is Stand.RETURNED


def test_reports_pass_one_after_the_other_and_the_sums_come_out(office: Office, tmp_path: Path) -> None:
    page = collected(office, tmp_path / "交来")
    page.units.show_unit(town(1))
    office.messages.answers = [True]
    press(page.units.view, Qt.Key.Key_Return, CTRL)
    assert "必须改的问题" in office.messages.careful[0], "Enter alone doesn't agree"
    press(page.units.view, Qt.Key.Key_F8)
    assert page.unit == town(2)
    assert page.session.tally == Tally(4, 1, 2, 0, 1)
    book = tmp_path / "汇总.xlsx"
    office.messages.paths = [book]
    press(page.units.view, Qt.Key.Key_E, CTRL)
    assert "各单位数" in load_workbook(book).sheetnames
    assert office.messages.errors == []


def test_everything_that_was_decided_is_on_disk_and_can_be_taken_back(office: Office, tmp_path: Path) -> None:
    page = collected(office, tmp_path / "交来")
    page.units.show_unit(town(1))
    office.messages.answers = [True]
    click(page.units.unit.take)
    assert office.window.save_now()
    kept = office.workspace.collections.open(page.number)
    assert kept.collection == page.session.collection
    assert kept.stand(town(1)) is Stand.PASSED
    page.stack.undo()
    assert page.session.stand(town(1)) is Stand.WAITING
    assert office.window.save_now()
    assert office.workspace.collections.open(page.number).stand(town(1)) is Stand.WAITING


def test_units_are_sorted_by_a_head_and_come_back_to_what_is_to_be_done(
    office: Office, tmp_path: Path
) -> None:
    page = collected(office, tmp_path / "交来")
    at_first = list(page.units.model.items)
    page.units.show_unit(town(1))
    header = page.units.view.horizontalHeader()
    found = []
    for _ in range(3):
        place = QPoint(header.sectionViewportPosition(NEW) + 5, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        found.append(list(page.units.model.items))
    assert found == [
        [town(0), town(2), town(1), town(3)],
        [town(1), town(2), town(0), town(3)],
        at_first,
    ], "most first, fewest first, as before; who has handed in nothing stays last"
    assert page.unit == town(1)


def test_the_order_of_units_is_chosen_by_the_keyboard_and_outlives_a_reading(
    office: Office, tmp_path: Path
) -> None:
    page = collected(office, tmp_path / "交来")
    office.messages.answers = [True]
    office.messages.choose_item = lambda items: next(each for each in items if "新收”从少到多" in each)
    office.window.do(wishes.SORT)
    assert page.units.model.items[0] == town(1)
    hand_in_town(tmp_path / "交来", 3, figures(1), DAY + dt.timedelta(days=4))
    press(page.units.view, Qt.Key.Key_F5)
    wait_for_readings(office)
    assert page.units.model.items[:2] == [town(3), town(1)]

"""Another year, another name, a copy."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop.app.report.session import SessionEvent
from gia_desktop.core.change import Change, text_change
from gia_desktop.core.keys import UNIT_NAME, CellKey, TextKey
from gia_desktop.formats.filling import carried_cells
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.dialogs.year import YearDialog
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.texts.typing_clock import TypingRun
from tests.support.reports.samples import clean_report
from tests.support.window.office import Office

CARRIED_IN, CARRIED_OUT = CellKey("t3.carried_in.natural"), CellKey("t3.carried_out.natural")


def to_year(office: Office, year: int, *, untick: bool = False) -> None:
    def choose(dialog: Any) -> bool:
        dialog.year.setValue(year)
        if untick:
            dialog.last_years.setChecked(False)
        return True

    office.messages.handlers[YearDialog] = choose
    office.window.do(wishes.YEAR)


def info(office: Office) -> InfoTab:
    tab = office.page.by_section["0"]
    assert isinstance(tab, InfoTab)
    return tab


def test_the_year_can_be_changed_and_title_and_texts_follow_on_request(office: Office) -> None:
    office.new(year=2024)
    office.write("6", "2024年没有需要报告的其他事项。")
    to_year(office, 2025)
    page = office.page
    assert page.session.report.year == 2025
    assert "2025" in office.window.windowTitle()
    assert page.session.report.title.endswith("2024年政府信息公开工作年度报告")
    assert "还有 2 处" in info(office).left_behind_words.text()
    info(office).take_along.click()
    assert page.session.report.title.endswith("2025年政府信息公开工作年度报告")
    assert page.session.report.section("6") == "2025年没有需要报告的其他事项。"
    page.stack.undo()
    page.stack.undo()
    assert (page.session.report.year, office.workspace.library.load(page.number).year) == (2024, 2024)


def test_the_registers_numbers_of_the_old_year_go_with_it_and_come_back(office: Office) -> None:
    office.new(year=2024)
    session = office.page.session
    numbers = {"register.fee.notices": 3}
    session.apply(Change("登记的数更新", register=({}, numbers), origin="register"))
    told: list[SessionEvent] = []
    session.listen(told.append)
    to_year(office, 2025)
    assert session.report.register == {}
    assert TextKey("register.fee.notices") in told[-1].names
    office.page.stack.undo()
    assert session.report.register == numbers


def test_a_copy_of_last_years_report_is_begun_only_when_a_figure_is_looked_at(office: Office) -> None:
    copied = office.workspace.library.duplicate(office.workspace.library.sample())
    office.window.reports.open(copied)
    page, old = office.page, office.page.session.report
    to_year(office, old.year + 1)
    report = page.session.report
    assert report.values.keys() - report.unchecked <= carried_cells(page.session.sheet.format)
    assert report.values[CARRIED_IN] == old.values[CARRIED_OUT]
    assert report.previous is not None
    assert report.previous.year == old.year
    assert office.workspace.library.load(copied) == report
    assert all(page.session.is_empty(section) for section in "234")
    assert "✓" not in {page.tabs.badge(section) for section in "234"}
    page.stack.undo()
    assert page.session.report == old


def test_figures_under_a_wrong_year_are_right_as_they_are(office: Office) -> None:
    office.new(year=2024)
    office.fill("t3.new.natural", "3")
    to_year(office, 2025, untick=True)
    report = office.page.session.report
    assert (report.year, report.unchecked, report.previous) == (2025, frozenset(), None)
    assert not office.page.session.is_empty("3")


@pytest.mark.parametrize(("year", "offered"), [(2026, True), (2027, False), (2024, False), (2025, False)])
def test_figures_are_asked_about_only_where_they_can_be_last_years(
    qtbot: QtBot, formats: Formats, year: int, offered: bool
) -> None:
    dialog = YearDialog(clean_report("2021"), formats)
    qtbot.addWidget(dialog)
    dialog.year.setValue(year)
    assert dialog.holds_last_years_figures == offered


def test_a_year_of_another_format_opens_a_draft_of_its_own(office: Office) -> None:
    first = office.new()
    to_year(office, 2020)
    assert (office.page.session.report.format, office.page.session.report.year) == ("2019", 2020)
    assert office.workspace.library.load(first).year == 2025


def test_another_unit_name_offers_to_take_title_and_caption_along(office: Office) -> None:
    office.new()
    page = office.page
    change = text_change(page.session.report, UNIT_NAME, "示例县北河乡人民政府", "改名")
    page.edits.push_text(change, TypingRun())
    assert "北河乡" in office.window.windowTitle()
    assert "还有 1 处" in info(office).left_behind_words.text()
    info(office).take_along.click()
    assert page.session.report.title.startswith("示例县北河乡人民政府")
    assert not info(office).take_along.isVisible()


def test_a_report_gets_a_name_in_the_list_and_a_copy(office: Office) -> None:
    number = office.new()
    office.window.go_home()
    office.messages.texts.append("送审前")
    office.window.do(wishes.NICKNAME, number)
    office.window.do(wishes.DUPLICATE, number)
    model = office.window.reports.shelf.model
    shown = [model.data(model.index(row)) for row in range(model.rowCount())]
    assert sorted(words.partition("，")[0] for words in shown) == ["送审前", "送审前（副本）"]

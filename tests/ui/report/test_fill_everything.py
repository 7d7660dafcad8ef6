"""A whole report filled by keyboard alone, and the models under Qt's own model tester."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gia_desktop.checks.engine import run_checks
from gia_desktop.core.report import Report
from gia_desktop.core.values import format_value
from gia_desktop.importers.paste.plan import plan_paste
from gia_desktop.ui.grid.grid_model import DataRole
from gia_desktop.ui.grid.paste_dialog import PastePreviewModel
from gia_desktop.ui.grid.table_model import TableModel
from tests.support.window.harness import CTRL, SHIFT, Desk, Key
from tests.support.window.office import Office
from tests.ui.conftest import OpenDesk

FIRST = "t3.new.natural"

Check = Callable[[QAbstractItemModel], None]


@pytest.fixture
def check(qtmodeltester: ModelTester) -> Check:
    """Qt's model tester, which goes on watching a model once it was checked."""
    return qtmodeltester.check


def test_every_cell_of_a_report_is_filled_by_keyboard_alone(
    open_desk: OpenDesk, blank: Callable[[str], Report], filled: Report
) -> None:
    desk = open_desk(blank(filled.format), "2")
    cells = desk.sheet.format.entered
    for key in cells:
        if desk.section_of(key) != desk.page.tabs.section:
            desk.page.going.show_section(desk.section_of(key))
        assert desk.now == key
        desk.type(format_value(filled.values.get(key)))
        desk.press(Key.Key_Tab)
    assert len(cells) == 166
    assert desk.session.report.values == filled.values
    assert desk.session.findings == run_checks(desk.sheet)
    desk.page.going.show_section("3")
    assert desk.tab.strip is not None
    assert all(text.endswith("✓") for text in desk.tab.strip.texts())


def test_a_column_is_filled_by_enter_alone(desk: Desk) -> None:
    column = [key for key in desk.model.keys if key.endswith(".natural") and not desk.model.is_computed(key)]
    desk.go(column[0])
    for number in range(len(column)):
        desk.type(str(number))
        desk.press(Key.Key_Return)
    assert desk.values(column) == list(range(len(column)))
    assert desk.now == "t3.new.business"


# -- Qt's model tester: it complains about every answer that contradicts another


@pytest.mark.parametrize(("section", "fmt"), [("2", "2019"), ("2", "2021"), ("3", "2021"), ("4", "2019")])
def test_table_models_stay_sound_while_edited(
    open_desk: OpenDesk, blank: Callable[[str], Report], check: Check, section: str, fmt: str
) -> None:
    desk = open_desk(blank(fmt), section)
    check(desk.model)
    first = desk.now
    assert first is not None
    desk.type("12")
    desk.press(Key.Key_Escape)
    desk.fill(first, "x")
    desk.fill(first, "12")
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_D, CTRL)
    desk.tab.fill_zeros.click()
    desk.undo()
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_Delete)
    check(desk.model)


def test_the_model_of_findings_stays_sound_while_edited(desk: Desk, check: Check) -> None:
    model = desk.page.findings.model
    check(model)
    counts = {model.rowCount()}
    desk.fill(FIRST, "12")
    counts.add(model.rowCount())
    desk.tab.fill_zeros.click()
    counts.add(model.rowCount())
    desk.page.going.show_section("4")
    check(model)
    assert len(counts) > 1


def test_the_model_of_reports_stays_sound_while_reports_come_and_go(office: Office, check: Check) -> None:
    model = office.window.reports.shelf.model
    check(model)
    office.new("甲县乙镇人民政府")
    office.window.go_home()
    assert model.rowCount() == 1
    office.new("甲县丙镇人民政府")
    office.window.go_home()
    assert model.rowCount() == 2
    check(model)


def test_the_model_of_a_preview_stays_sound_while_ticked(desk: Desk, qtbot: QtBot, check: Check) -> None:
    plan = plan_paste(None, "1x\t2\t3\t4\t5\t6\t99\n", desk.sheet, "t3", desk.key(FIRST))
    model = PastePreviewModel(plan, desk.sheet.format, desk.theme)
    check(model)
    assert model.rowCount() == 7
    for line in range(model.rowCount()):
        model.setData(model.index(line, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    check(model)
    assert model.chosen() == {}


def test_views_hear_exactly_which_cells_changed(desk: Desk) -> None:
    heard: set[str] = set()
    model: TableModel = desk.model
    model.dataChanged.connect(lambda first, last: heard.add(str(first.data(DataRole.KEY))))
    desk.fill(FIRST, "1")
    heard.clear()
    desk.go(FIRST)
    desk.press(Key.Key_Right, SHIFT)
    desk.go(FIRST)
    desk.type("2")
    desk.press(Key.Key_Return)
    assert heard == {FIRST, "t3.new.total"}

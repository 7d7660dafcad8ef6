"""What is typed or read survives: another list, a dialog cut off, the end of the program in a reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.dialogs.correction import CorrectionDialog
from gia_desktop.ui.rollup.dialogs.edit_unit import UnitDialog
from gia_desktop.ui.rollup.dialogs.start import StartDialog
from gia_desktop.ui.shell.menus import HOME
from tests.support.reports.areas import collection, report_of, town
from tests.support.window.county import (
    click,
    figures,
    open_county,
    read_without_end,
    rollup_page,
    wait_for_readings,
)
from tests.support.window.office import Office


def test_a_list_of_units_leaves_what_was_typed_before(office: Office, tmp_path: Path) -> None:
    units = tmp_path / "单位名单.toml"
    units.write_text('area = "示例县"\ndue = 2026-01-20\n[[unit]]\nname = "甲乡"\n', encoding="utf-8")

    def begin(dialog: QDialog) -> None:
        assert isinstance(dialog, StartDialog)
        dialog.area.clear()
        QTest.keyClicks(dialog.area, "A")
        office.messages.paths = [units]
        click(dialog.choose_file)
        assert dialog.area.text() == "A"
        assert dialog.due.text() == "2026-01-20", "nobody had typed a day"
        assert dialog.units.text() == "《单位名单.toml》：1 家；名单里地区是“示例县”，仍按您填的"

    office.messages.prepare, office.messages.answers = begin, [False]
    office.window.do(wishes.START)
    assert office.messages.dialogs


@pytest.mark.parametrize(
    ("wish", "line", "kind"),
    [(wishes.CORRECT_HERE, "reason", CorrectionDialog), (wishes.EDIT_UNIT, "aliases", UnitDialog)],
)
def test_a_dialog_that_was_cut_off_goes_on_where_it_was(
    office: Office, wish: Wish[[]], line: str, kind: type[CorrectionDialog | UnitDialog]
) -> None:
    page = open_county(office, collection([report_of(town(0), figures(60))]))
    wait_for_readings(office)
    page.units.show_cell("t3.new.natural")
    texts: list[str] = []

    def cut_off(dialog: QDialog) -> bool:
        assert isinstance(dialog, kind)
        texts.append(dialog.lines[line].text())
        if len(texts) == 1:
            QTest.keyClicks(dialog.lines[line], "abc")
            raise ConnectionAbortedError
        return False

    office.messages.handlers[kind] = cut_off
    with pytest.raises(ConnectionAbortedError):
        office.window.do(wish)
    assert office.window.save_now()
    office.window.do(HOME)
    office.window.rollup.open(page.number)
    again = rollup_page(office)
    again.units.show_unit(page.unit)
    again.units.show_cell("t3.new.natural")
    office.window.do(wish)
    office.window.do(wish)
    assert texts == ["", "abc", ""], "kept until the dialog was answered"


def test_the_end_of_the_program_keeps_what_was_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_without_end(office, monkeypatch, tmp_path)
    office.window.stage.leave()
    office.window.rollup.finish()
    assert office.workspace.collections.list()[0].tally.received == 1

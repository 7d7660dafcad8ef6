"""A county's whole way from the home page to its papers, every key and click counted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from gia_desktop.rollup.coverage import Stand
from gia_desktop.rollup.units_file import table_of_units
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.dialogs.return_unit import ReturnDialog
from gia_desktop.ui.rollup.dialogs.start import StartDialog
from tests.support.reports.areas import roster, town
from tests.support.window.county import (
    TODAY,
    click,
    figures,
    hand_in_town,
    press,
    rollup_page,
    wait_for_readings,
)
from tests.support.window.office import Office

CTRL = Qt.KeyboardModifier.ControlModifier


class Counted:
    """Counts what a person does; a file dialog is one choice more."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.done = 0

    def click(self, button: QWidget, *paths: Path) -> None:
        self.office.messages.paths += paths
        click(button)
        self.done += 1 + len(paths)

    def key(self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier, *paths: Path) -> None:
        self.office.messages.paths += paths
        press(widget, key, modifiers)
        self.done += 1 + len(paths)


def test_a_county_goes_from_a_folder_to_its_papers_in_few_steps(office: Office, tmp_path: Path) -> None:
    office.workspace.collections.today = lambda: TODAY
    units, folder, out = tmp_path / "单位名单.xlsx", tmp_path / "交来", tmp_path / "文书"
    units.write_bytes(table_of_units(roster(4)))
    out.mkdir()
    for place in range(2):
        hand_in_town(folder, place, figures(60 + place, 61 + place))
    hand_in_town(folder, 2, figures(5))
    person = Counted(office)

    def begin(dialog: QDialog) -> bool:
        assert isinstance(dialog, StartDialog)
        person.click(dialog.choose_file, units)
        person.click(dialog.choose_folder, folder)
        QTest.keyClicks(dialog.area, "A")  # one word is written
        person.done += 2  # into its field, and Enter
        assert dialog.decides
        return True

    def give_back(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReturnDialog)
        person.done += 1  # Enter
        return True

    office.messages.handlers |= {StartDialog: begin, ReturnDialog: give_back}
    person.click(office.window.home.buttons[wishes.START])
    wait_for_readings(office)
    page = rollup_page(office)
    for place in range(2):
        if place:
            person.key(page.units.view, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
        assert page.unit == town(place)
        person.key(page.units.view, Qt.Key.Key_R, CTRL, out / f"退回{place}.docx")
        assert page.session.stand(town(place)) is Stand.RETURNED
    person.click(page.remind, out / "催报单.docx")
    person.key(page.units.view, Qt.Key.Key_E, CTRL, out / "汇总表.xlsx")
    page.show_tab("papers")
    person.done += 1
    assert page.papers.current is not None
    assert page.papers.current.name == "通报材料"
    person.click(page.papers.write, out / "通报材料.docx")
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["退回0.docx", "退回1.docx", "催报单.docx", "汇总表.xlsx", "通报材料.docx"]
    )
    assert person.done <= 21

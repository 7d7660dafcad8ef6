"""Bringing back cases, or the whole register, from its own backups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog

from gia_desktop.register.store import REGISTERS
from gia_desktop.ui.backups.dialog import BackupsDialog
from gia_desktop.ui.backups.flow import BACKUPS
from gia_desktop.ui.register import wishes
from gia_desktop.vault.backups import make_backup
from tests.register.made import case
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, page


@pytest.fixture
def backed_up(office: Office) -> Office:
    """Three cases, backed up; then one has another name, and one is in the waste bin."""
    shown = begin(office, *(case("2026-03-16", number=f"2026-000{place}") for place in (1, 2, 3)))
    library = office.workspace.applications
    library.saver.read(lambda store: make_backup(store, REGISTERS, office.folders.backups, "register"))
    shown.edits.edit(
        1, lambda made: replace(made, applicant=replace(made.applicant, name="李某")), "改申请人"
    )
    shown.show_case(2)
    office.window.do(wishes.DELETE_CASE)
    return office


def at_the_register(doing: Callable[[BackupsDialog], None]) -> Callable[[QDialog], None]:
    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, BackupsDialog)
        dialog.switches[1].click()
        doing(dialog)

    return do


def compared(dialog: BackupsDialog) -> list[str]:
    return [str(dialog.inside.index(row, 4).data()) for row in range(dialog.inside.rowCount())]


def test_the_backup_says_how_each_case_compares_with_now(backed_up: Office) -> None:
    seen: list[str] = []
    backed_up.messages.prepare = at_the_register(lambda dialog: seen.extend(compared(dialog)))
    backed_up.messages.answers = [False]
    backed_up.window.do(BACKUPS)
    assert seen == ["不同", "在回收站里", "相同"]


def test_a_case_that_is_there_is_not_taken_out_twice(backed_up: Office) -> None:
    def look(dialog: BackupsDialog) -> None:
        assert not dialog.take_one.isEnabled()
        assert "2026-0001 号现在有" in dialog.note.text()

    backed_up.messages.prepare, backed_up.messages.answers = at_the_register(look), [False]
    backed_up.window.do(BACKUPS)


def test_the_whole_register_is_put_back_and_shown(backed_up: Office) -> None:
    backed_up.messages.prepare = at_the_register(lambda dialog: dialog.restore_all.click())
    backed_up.messages.answers = [True, True]
    backed_up.window.do(BACKUPS)
    assert "“依申请公开登记”会整个换成" in backed_up.messages.questions[-1]
    backed_up.window.do(wishes.OPEN_REGISTER)
    settle()
    session = page(backed_up).session
    assert [line.number for line in session.lines] == ["2026-0001", "2026-0002", "2026-0003"]
    assert session.case(1).applicant.name == "张某"


def test_a_case_that_is_lost_comes_back_under_its_number(backed_up: Office) -> None:
    library = backed_up.workspace.applications
    backed_up.window.go_home()
    backed_up.messages.prepare = at_the_register(lambda dialog: dialog.restore_all.click())
    backed_up.messages.answers = [True, True]
    backed_up.window.do(BACKUPS)
    session = backed_up.window.register.session()
    library.take_in(session, [case("2026-04-01", number="2026-0004")], "台账.xlsx")
    library.saver.read(lambda store: make_backup(store, REGISTERS, backed_up.folders.backups, "register"))
    backed_up.messages.prepare = at_the_register(_restore_the_oldest)
    backed_up.messages.answers = [True, True]
    backed_up.window.do(BACKUPS)
    backed_up.messages.prepare = at_the_register(_take_the_last)
    backed_up.messages.answers = [True]
    backed_up.window.do(BACKUPS)
    assert "2026-0004 号已照原来的编号放回" in backed_up.messages.told[-1]
    assert backed_up.window.register.session().row_of("2026-0004") is not None


def _restore_the_oldest(dialog: BackupsDialog) -> None:
    dialog.pane.backup_view.selectRow(dialog.pane.backups.rowCount() - 1)
    assert dialog.inside.rowCount() == 3
    dialog.restore_all.click()


def _take_the_last(dialog: BackupsDialog) -> None:
    places = range(dialog.pane.backups.rowCount())
    for place in places:
        dialog.pane.backup_view.selectRow(place)
        if dialog.inside.rowCount() == 4:
            dialog.pane.inside_view.selectRow(3)
            assert compared(dialog)[3] == "现在没有这一件"
            dialog.take_one.click()
            return
    raise AssertionError("no backup with four cases")

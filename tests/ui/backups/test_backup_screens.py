"""Bringing back: from backups, from the waste bin, and the second place of backups."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.ui.backups.dialog import BackupsDialog
from gia_desktop.ui.backups.flow import BACKUPS, SECOND_PLACE
from gia_desktop.ui.backups.second_place_dialog import SecondPlaceDialog
from gia_desktop.ui.backups.waste_bin_dialog import WasteBinDialog
from gia_desktop.ui.report import wishes
from gia_desktop.vault.backup_keeper import SECOND_FOLDER, SecondBackupFault
from gia_desktop.vault.backups import list_backups, make_backup
from gia_desktop.vault.faults import UnreachableFault
from tests.support.window.office import Office

NATURAL = "t3.new.natural"


@pytest.fixture
def backed_up(office: Office) -> Office:
    """One report with 5 in a cell, backed up; then 7, and a second report."""
    office.new()
    office.fill(NATURAL, "5")
    office.workspace.saver.read(lambda store: make_backup(store, DRAFTS, office.folders.backups, "drafts"))
    office.fill(NATURAL, "7")
    office.new("示例县民政局")
    return office


def backups_of(office: Office) -> BackupsDialog:
    dialog = office.messages.dialogs[-1]
    assert isinstance(dialog, BackupsDialog)
    return dialog


def clicking(name: str) -> Callable[[QDialog], None]:
    return lambda dialog: getattr(dialog, name).click()


def rows(dialog: BackupsDialog) -> list[list[str]]:
    model = dialog.inside
    return [[str(model.index(row, column).data()) for column in (0, 1, 4)] for row in range(model.rowCount())]


def test_the_start_page_says_when_the_last_backup_was_made(backed_up: Office) -> None:
    backed_up.window.go_home()
    assert backed_up.window.home.buttons[BACKUPS].accessibleDescription().startswith("最近备份：今天 ")


def test_the_screen_shows_what_is_inside_before_anything_is_replaced(backed_up: Office) -> None:
    backed_up.messages.answers = [False]
    backed_up.window.home.buttons[BACKUPS].click()
    dialog = backups_of(backed_up)
    assert rows(dialog) == [["示例县清河镇人民政府", "2025", "现在的更新"]]
    assert dialog.note.text() == "这份备份里有 1 份报告。"
    assert len(backed_up.workspace.library.summaries()) == 2


def test_restoring_all_asks_first_and_keeps_what_it_replaces(backed_up: Office) -> None:
    backed_up.messages.answers = [True, True]
    backed_up.window.do(BACKUPS)
    (restored,) = backed_up.workspace.library.summaries()
    assert backed_up.workspace.library.load(restored.id).values == {NATURAL: 5}
    assert "先另做一份备份" in backed_up.messages.questions[-1]
    assert "没有删除" in backed_up.messages.told[-1]
    assert len(backed_up.window.reports.shelf.model.summaries) == 1
    newest = list_backups(backed_up.folders.backups, "drafts")[0]
    backed_up.messages.answers = [False]
    backed_up.window.do(BACKUPS)
    assert backups_of(backed_up).backup() == newest
    assert [row[2] for row in rows(backups_of(backed_up))] == ["现在没有这一份", "备份里的更新"]


def test_a_refused_question_replaces_nothing(backed_up: Office) -> None:
    backed_up.messages.answers = [True, False]
    backed_up.window.do(BACKUPS)
    assert len(backed_up.workspace.library.summaries()) == 2


def test_one_report_is_taken_out_beside_the_present_ones(backed_up: Office) -> None:
    backed_up.messages.prepare, backed_up.messages.answers = clicking("take_one"), [True]
    backed_up.window.do(BACKUPS)
    values = [
        backed_up.workspace.library.load(item.id).values for item in backed_up.workspace.library.summaries()
    ]
    assert sorted(str(value) for value in values) == sorted(
        str(value) for value in ({NATURAL: 5}, {NATURAL: 7}, {})
    )


def test_a_damaged_backup_says_so_and_can_not_be_taken(backed_up: Office) -> None:
    (backup,) = list_backups(backed_up.folders.backups, "drafts")
    backup.path.write_bytes(b"x" * 5000)
    backed_up.messages.answers = [False]
    backed_up.window.do(BACKUPS)
    dialog = backups_of(backed_up)
    assert "读不出来" in dialog.note.text()
    assert not dialog.restore_all.isEnabled()
    assert not dialog.take_one.isEnabled()


def test_without_any_backup_the_screen_says_when_there_will_be_one(office: Office) -> None:
    office.messages.answers = [False]
    office.window.do(BACKUPS)
    assert "每小时自动备份" in backups_of(office).note.text()


def test_a_deleted_report_is_brought_back_from_the_waste_bin(office: Office) -> None:
    number = office.new()
    office.window.go_home()
    assert office.window.reports.shelf.waste_bin.isHidden()
    office.messages.answers = [True]
    office.window.do(wishes.DELETE, number)
    assert office.window.reports.shelf.waste_bin.text() == "回收站（1）"
    office.messages.prepare, office.messages.answers = clicking("back"), [False]
    office.window.reports.shelf.waste_bin.click()
    dialog = office.messages.dialogs[-1]
    assert isinstance(dialog, WasteBinDialog)
    assert dialog.note.text() == "回收站是空的。"
    assert [item.id for item in office.window.reports.shelf.model.summaries] == [number]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


@pytest.fixture
def with_stick(office: Office, stick: Path) -> Office:
    """An office that also backs up to a stick."""
    office.new()
    office.messages.prepare, office.messages.answers = clicking("other"), [True]
    office.messages.paths = [stick]
    office.window.do(SECOND_PLACE)
    return office


def test_a_second_place_gets_its_first_backup_at_once(with_stick: Office, stick: Path) -> None:
    assert len(list_backups(stick / SECOND_FOLDER, "drafts")) == 1
    assert with_stick.settings["second_backups"] == str(stick / SECOND_FOLDER)
    assert str(stick) in with_stick.messages.told[-1]


def test_backups_of_the_second_place_are_listed_too(with_stick: Office) -> None:
    with_stick.messages.prepare, with_stick.messages.answers = (lambda _dialog: None), [False]
    with_stick.window.do(BACKUPS)
    assert [item.place[:3] for item in backups_of(with_stick).pane.backups.items] == ["第二处"]


def test_a_place_that_can_not_be_written_is_told_and_not_taken(office: Office, tmp_path: Path) -> None:
    office.messages.prepare, office.messages.answers = clicking("other"), [True]
    office.messages.paths = [tmp_path / "没有这个盘"]
    office.window.do(SECOND_PLACE)
    assert [type(error) for error in office.messages.errors] == [UnreachableFault]
    assert office.settings["second_backups"] == ""


def test_the_second_place_is_given_up_again(with_stick: Office) -> None:
    with_stick.messages.prepare, with_stick.messages.answers = clicking("none"), [True]
    with_stick.window.do(SECOND_PLACE)
    assert with_stick.settings["second_backups"] == ""
    dialog = with_stick.messages.dialogs[-1]
    assert isinstance(dialog, SecondPlaceDialog)
    assert "最近一份：今天" in dialog.present.text()


def test_a_pulled_stick_is_mentioned_beside_the_work(with_stick: Office, stick: Path) -> None:
    shutil.rmtree(stick)
    fault = SecondBackupFault(UnreachableFault(stick, "gone"))
    with_stick.workspace.save_failed.emit(fault)
    assert with_stick.messages.mentioned == [fault]
    assert "没有保存" not in with_stick.page.header.saved.text()
    with_stick.fill(NATURAL, "5")
    assert with_stick.workspace.saver.flush(10)

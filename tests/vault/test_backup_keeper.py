"""Backups in two places: each by itself, a failure told once, made up for when the place is back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import new_report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault import backup_keeper
from gia_desktop.vault.backup_keeper import BackupFault, BackupKeeper, SecondBackupFault
from gia_desktop.vault.backups import list_backups, look_into
from gia_desktop.vault.faults import UnreachableFault
from gia_desktop.vault.saver import Saver


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DraftStore]:
    opened = DraftStore(tmp_path / "drafts.db")
    opened.create(new_report("2021", 2025, "示例镇", "township"))
    yield opened
    opened.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘" / backup_keeper.SECOND_FOLDER
    folder.mkdir(parents=True)
    return folder


def test_a_backup_is_made_in_both_places(store: DraftStore, stick: Path, tmp_path: Path) -> None:
    told: list[GiaError] = []
    BackupKeeper(lambda: DRAFTS, "drafts", tmp_path / "backups", stick, told.append).look(store)

    for folder in (tmp_path / "backups", stick):
        (backup,) = list_backups(folder, "drafts")
        assert [line.unit for line in look_into(backup, DRAFTS, DraftStore.list)] == ["示例镇"]
    assert told == []


def test_a_missing_stick_is_told_once_and_holds_up_nothing(
    store: DraftStore, stick: Path, tmp_path: Path
) -> None:
    told: list[GiaError] = []
    keeper = BackupKeeper(lambda: DRAFTS, "drafts", tmp_path / "backups", stick, told.append)
    shutil.rmtree(stick.parent)
    for _ in range(3):
        keeper.look(store, now=True)

    assert [type(error) for error in told] == [SecondBackupFault]
    assert "U盘" in told[0].user_text
    assert len(list_backups(tmp_path / "backups", "drafts")) == 1
    assert not stick.exists()


def test_a_stick_that_is_back_gets_its_backup(store: DraftStore, stick: Path, tmp_path: Path) -> None:
    told: list[GiaError] = []
    keeper = BackupKeeper(lambda: DRAFTS, "drafts", tmp_path / "backups", stick, told.append)
    stick.rmdir()
    keeper.look(store, now=True)
    stick.mkdir()
    keeper.look(store, now=True)
    assert len(list_backups(stick, "drafts")) == 1
    shutil.rmtree(stick)
    keeper.look(store, now=True)
    assert len(told) == 2


def test_it_looks_no_more_often_than_every_few_minutes(
    store: DraftStore, stick: Path, tmp_path: Path
) -> None:
    keeper = BackupKeeper(lambda: DRAFTS, "drafts", tmp_path / "backups", None, lambda _error: None)
    keeper.look(store)
    shutil.rmtree(tmp_path / "backups")
    keeper.look(store)
    assert not (tmp_path / "backups").exists()


def test_the_first_place_failing_leaves_the_second(store: DraftStore, stick: Path, tmp_path: Path) -> None:
    told: list[GiaError] = []
    (tmp_path / "file").write_text("no folder")
    BackupKeeper(lambda: DRAFTS, "drafts", tmp_path / "file" / "backups", stick, told.append).look(store)
    assert [type(error) for error in told] == [BackupFault]
    assert len(list_backups(stick, "drafts")) == 1


def test_a_new_second_place_gets_its_first_backup_at_once(tmp_path: Path, stick: Path) -> None:
    saver = Saver(
        tmp_path / "drafts.db",
        DRAFTS,
        lambda _ticket: None,
        lambda _error: None,
        backups=tmp_path / "backups",
    )
    saver.read(lambda store: store.create(new_report("2021", 2025, "示例镇", "township")))
    saver.use_second_backups(stick)
    assert len(list_backups(stick, "drafts")) == 1
    with pytest.raises(UnreachableFault):
        saver.use_second_backups(tmp_path / "没有")
    saver.use_second_backups(None)
    shutil.rmtree(stick)
    assert saver.stop(10)
    assert not stick.exists()

"""Backups in two places: each by itself, a failure told once, made up for when the place is back."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import new_report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault import backup_keeper, backups, copies
from gia_desktop.vault.backup_keeper import BackupFault, BackupKeeper, SecondBackupFault
from gia_desktop.vault.backups import (
    Backup,
    list_backups,
    look_into,
    make_backup,
    restore,
    take_as_backup,
    verify,
)
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import DamagedFault, UnreachableFault
from gia_desktop.vault.saver import Saver
from gia_desktop.vault.store import StoreKind
from gia_desktop.vault.witness import is_as_closed


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_keeper, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(backup_keeper, "PATIENCE", 10.0)  # of a busy machine


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


def look_and_wait(keeper: BackupKeeper[DraftStore], store: DraftStore) -> None:
    """Look as at the end of a session."""
    keeper.look(store, now=True)
    keeper.wait()


def keeper_of(
    store: DraftStore, folder: Path, second: Path | None, told: list[GiaError]
) -> BackupKeeper[DraftStore]:
    return BackupKeeper(lambda: DRAFTS, store.path, folder, second, told.append)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Backups that are written stay unread until this is set."""
    go_on = threading.Event()

    def slowly(backup: Backup, kind: StoreKind[Any]) -> None:
        go_on.wait(10)
        verify(backup, kind)

    monkeypatch.setattr(backups, "verify", slowly)
    yield go_on
    go_on.set()


def test_the_store_can_be_read_and_written_while_a_backup_is_looked_through(
    store: DraftStore, tmp_path: Path, held: threading.Event
) -> None:
    keeper = keeper_of(store, tmp_path / "backups", None, [])
    keeper.look(store)
    number = store.create(new_report("2021", 2024, "示例镇", "township"))
    assert store.load(number).year == 2024
    keeper.look(store)
    held.set()
    keeper.wait()
    (backup,) = list_backups(tmp_path / "backups", "drafts")
    assert [line.year for line in look_into(backup, DRAFTS, DraftStore.list)] == [2025], "as it was then"


def test_a_start_is_not_held_up_by_a_backup(
    store: DraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_keeper, "FIRST_SECONDS", 600.0)
    keeper = keeper_of(store, tmp_path / "backups", None, [])
    keeper.look(store)
    assert not (tmp_path / "backups").exists()
    look_and_wait(keeper, store)
    assert len(list_backups(tmp_path / "backups", "drafts")) == 1


def test_what_was_closed_is_read_row_by_row_when_a_copy_of_it_was_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(backup: Backup, _kind: StoreKind[Any]) -> None:
        raise DamagedFault(backup.path, "seal broken")

    path, told = tmp_path / "drafts.db", list[GiaError]()
    saver = Saver(path, DRAFTS, lambda _ticket: None, told.append, backups=tmp_path / "backups")
    saver.read(lambda store: store.create(new_report("2021", 2025, "示例镇", "township")))
    monkeypatch.setattr(backups, "verify", fail)
    assert saver.stop(10)
    assert [type(error) for error in told] == [BackupFault]
    assert not is_as_closed(path)


def test_a_backup_is_made_in_both_places(store: DraftStore, stick: Path, tmp_path: Path) -> None:
    told: list[GiaError] = []
    keeper = keeper_of(store, tmp_path / "backups", stick, told)
    keeper.look(store)
    keeper.wait()

    assert not companion(store.path, backup_keeper.COPY_ENDING).exists()
    for folder in (tmp_path / "backups", stick):
        (backup,) = list_backups(folder, "drafts")
        assert [line.unit for line in look_into(backup, DRAFTS, DraftStore.list)] == ["示例镇"]
    assert told == []


def test_a_copy_that_a_failing_disk_keeps_is_no_mistake_of_the_program(
    store: DraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistakes: list[BaseException] = []
    monkeypatch.setattr(backup_keeper, "report_mistake", mistakes.append)
    copy, remove = companion(store.path, backup_keeper.COPY_ENDING), Path.unlink

    def unlink(path: Path, **options: bool) -> None:
        if path == copy:
            raise OSError(errno.EIO, "Input/output error", str(path))
        remove(path, **options)

    monkeypatch.setattr(Path, "unlink", unlink)
    told: list[GiaError] = []
    keeper = keeper_of(store, tmp_path / "backups", None, told)
    keeper.look(store)
    keeper.wait()
    assert len(list_backups(tmp_path / "backups", "drafts")) == 1
    assert (mistakes, told) == ([], [])


def test_a_missing_stick_is_told_once_and_holds_up_nothing(
    store: DraftStore, stick: Path, tmp_path: Path
) -> None:
    told: list[GiaError] = []
    keeper = keeper_of(store, tmp_path / "backups", stick, told)
    shutil.rmtree(stick.parent)
    for _ in range(3):
        look_and_wait(keeper, store)

    assert [type(error) for error in told] == [SecondBackupFault]
    assert "U盘" in told[0].user_text
    assert len(list_backups(tmp_path / "backups", "drafts")) == 1
    assert not stick.exists()


def test_a_stick_that_is_back_gets_its_backup(store: DraftStore, stick: Path, tmp_path: Path) -> None:
    told: list[GiaError] = []
    keeper = keeper_of(store, tmp_path / "backups", stick, told)
    stick.rmdir()
    look_and_wait(keeper, store)
    stick.mkdir()
    look_and_wait(keeper, store)
    assert len(list_backups(stick, "drafts")) == 1
    shutil.rmtree(stick)
    look_and_wait(keeper, store)
    assert len(told) == 2


def test_it_looks_no_more_often_than_every_few_minutes(
    store: DraftStore, stick: Path, tmp_path: Path
) -> None:
    keeper = keeper_of(store, tmp_path / "backups", None, [])
    keeper.look(store)
    keeper.wait()
    shutil.rmtree(tmp_path / "backups")
    keeper.look(store)
    assert not (tmp_path / "backups").exists()


def test_the_first_place_failing_leaves_the_second(store: DraftStore, stick: Path, tmp_path: Path) -> None:
    told: list[GiaError] = []
    (tmp_path / "file").write_text("no folder")
    look_and_wait(keeper_of(store, tmp_path / "file" / "backups", stick, told), store)
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


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch, stick: Path) -> Iterator[threading.Event]:
    """The second place answers nothing until this is set, as a network drive that has gone."""
    answers, see = threading.Event(), backup_keeper._see_that_it_is_there

    def slowly(folder: Path) -> None:
        answers.wait(10)
        see(folder)

    monkeypatch.setattr(backup_keeper, "_see_that_it_is_there", slowly)
    monkeypatch.setattr(backup_keeper, "PATIENCE", 0.0)
    monkeypatch.setattr(backup_keeper, "LAST_PATIENCE", 0.0)
    yield answers
    answers.set()


def test_a_place_that_does_not_answer_holds_up_neither_saving_nor_the_other_place(
    store: DraftStore, stick: Path, tmp_path: Path, silent: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_keeper, "CHECK_SECONDS", 0.0)
    monkeypatch.setattr(backups, "BETWEEN_BACKUPS", timedelta(0))
    told: list[GiaError] = []
    keeper = keeper_of(store, tmp_path / "backups", stick, told)
    for year in (2023, 2024):
        store.create(new_report("2021", year, "示例镇", "township"))
        keeper.look(store)
        keeper._first.wait()
    (backup,) = list_backups(tmp_path / "backups", "drafts")
    assert {line.year for line in look_into(backup, DRAFTS, DraftStore.list)} == {2023, 2024, 2025}
    assert [type(error) for error in told] == [SecondBackupFault], "it has not answered since the last look"
    assert list_backups(stick, "drafts") == []
    silent.set()
    keeper.wait()
    keeper.look(store)
    keeper.wait()
    assert len(list_backups(stick, "drafts")) == 1
    assert not companion(store.path, backup_keeper.SECOND_COPY_ENDING).exists()


def test_a_database_is_closed_before_a_slow_place_has_its_backup(
    tmp_path: Path, held: threading.Event
) -> None:
    path = tmp_path / "drafts.db"
    saver = Saver(path, DRAFTS, lambda _ticket: None, lambda _error: None, backups=tmp_path / "backups")
    saver.read(lambda store: store.create(new_report("2021", 2025, "示例镇", "township")))
    assert not saver.stop(0)
    for _ in range(1000):
        if is_as_closed(path):
            break
        held.wait(0.01)
    assert is_as_closed(path)
    held.set()
    assert saver.stop(10)
    assert len(list_backups(tmp_path / "backups", "drafts")) == 1


def test_copies_of_a_killed_program_are_removed_though_no_backup_is_due(
    store: DraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_keeper, "FIRST_SECONDS", 600.0)
    left = [f"drafts.db-copy{ending}" for ending in ("", "2", ".part", "2.part-journal")]
    for name in left:
        (tmp_path / name).write_bytes(b"left")
    (tmp_path / "register.db-copy").write_bytes(b"of another database")
    keeper_of(store, tmp_path / "backups", None, []).look(store)
    assert sorted(path.name for path in tmp_path.glob("*-copy*")) == ["register.db-copy"]


@pytest.fixture
def carrying(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The copy is not carried away before this is set."""
    go_on = threading.Event()

    def slowly(*args: Any) -> Backup:
        go_on.wait(10)
        return take_as_backup(*args)

    monkeypatch.setattr(backup_keeper, "take_as_backup", slowly)
    yield go_on
    go_on.set()


def test_a_backup_can_be_put_in_place_while_another_is_carried(
    tmp_path: Path, carrying: threading.Event
) -> None:
    """What is carried is the state before, and is kept as that."""
    path, folder = tmp_path / "drafts.db", tmp_path / "backups"
    with closing(DraftStore(path)) as store:
        store.create(new_report("2021", 2023, "示例镇", "township"))
        older = make_backup(store, DRAFTS, folder, "older")
    saver = Saver(path, DRAFTS, lambda _ticket: None, lambda _error: None, backups=folder)
    saver.read(lambda store: store.create(new_report("2021", 2025, "示例镇", "township")))
    saver.flush()
    saver.exchange(lambda path: restore(older, DRAFTS, path))
    assert saver.read(lambda store: [line.year for line in store.list()]) == [2023]
    carrying.set()
    assert saver.stop(10)
    made = look_into(list_backups(folder, "drafts")[-1], DRAFTS, DraftStore.list)
    assert {line.year for line in made} == {2023, 2025}
    with closing(DraftStore(path)) as store:
        assert [line.year for line in store.list()] == [2023]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_while_a_backup_is_carried_keeps_no_half_and_gets_it_later(
    store: DraftStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def fail(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:5000])
        raise OSError(error, os.strerror(error), str(target))

    folder, told = tmp_path / "backups", list[GiaError]()
    keeper = keeper_of(store, folder, None, told)
    with monkeypatch.context() as during:
        during.setattr(copies, "copy_durably", fail)
        look_and_wait(keeper, store)
    assert [type(fault) for fault in told] == [BackupFault]
    assert list(folder.iterdir()) == []
    assert not companion(store.path, backup_keeper.COPY_ENDING).exists()
    look_and_wait(keeper, store)
    assert len(list_backups(folder, "drafts")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of an open file")
def test_a_folder_that_is_moved_while_a_backup_is_carried_is_not_made_anew(
    store: DraftStore, tmp_path: Path, carrying: threading.Event
) -> None:
    told: list[GiaError] = []
    keeper = keeper_of(store, store.path.parent / "data" / "backups", None, told)
    (store.path.parent / "data").mkdir()
    keeper.look(store, now=True)
    (store.path.parent / "data").rename(tmp_path / "moved")
    carrying.set()
    keeper.wait()
    assert [type(fault) for fault in told] == [BackupFault]
    assert not (store.path.parent / "data").exists()

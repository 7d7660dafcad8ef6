"""What the disk does to the store is told in sentences."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gia_desktop.drafts.steps import SCHEMA
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.connection import connect, put
from gia_desktop.vault.faults import (
    DamagedFault,
    DiskFullFault,
    EnvironmentFault,
    ForeignFault,
    LockedFault,
    NewerFault,
    ReadOnlyFault,
    UnreachableFault,
    fault_of,
    told_as_faults,
)
from tests.support.reports.stored import NATURAL, contents, setting, town

FILE = Path("数据 夹") / "drafts.db"


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "SQLITE_MADE_UP"
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), DiskFullFault),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), LockedFault),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), ReadOnlyFault),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), UnreachableFault),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_VTAB), DamagedFault),
        (OSError(errno.ENOSPC, "full"), DiskFullFault),
        (PermissionError(errno.EACCES, "denied"), ReadOnlyFault),
        (OSError(errno.EBUSY, "busy"), LockedFault),
        (OSError(errno.EIO, "gone"), UnreachableFault),
        (OSError("no number"), UnreachableFault),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), DamagedFault),
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'text' with text 'x'"), DamagedFault),
    ],
)
def test_an_error_is_told_as_the_situation_behind_it(error: Exception, fault: type[EnvironmentFault]) -> None:
    with pytest.raises(fault) as told, told_as_faults(FILE):
        raise error

    assert told.value.__cause__ is error
    assert "《drafts.db》（在文件夹 数据 夹 中）" in told.value.user_text
    assert told.value.hint


class SharingViolation(PermissionError):
    winerror = 32


def test_a_file_held_by_another_program_on_windows_is_locked() -> None:
    assert isinstance(fault_of(SharingViolation(), FILE), LockedFault)


def test_a_mistake_of_the_program_stays_an_exception() -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="syntax"),
        closing(sqlite3.connect(":memory:")) as connection,
        told_as_faults(FILE),
    ):
        connection.execute("SELEC")


def test_text_of_reports_does_not_get_into_the_detail_for_the_log() -> None:
    error = sqlite3.OperationalError("Could not decode to UTF-8 column 'text' with text '身份证号'")

    assert "身份证号" not in fault_of(error, FILE).detail  # type: ignore[union-attr]


def test_a_folder_that_may_not_be_written_is_told_from_one_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite_error(sqlite3.SQLITE_CANTOPEN)
    assert isinstance(fault_of(error, tmp_path / "drafts.db"), UnreachableFault)
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert isinstance(fault_of(error, tmp_path / "drafts.db"), ReadOnlyFault)
    assert isinstance(fault_of(error, tmp_path / "gone" / "drafts.db"), UnreachableFault)


@pytest.mark.parametrize("answer", [errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN])
def test_a_disk_that_does_not_even_tell_of_the_folder_is_unreachable(
    monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    def dead(*_args: object, **_more: object) -> None:
        raise OSError(answer, "dead")

    monkeypatch.setattr(Path, "stat", dead)
    assert isinstance(fault_of(sqlite_error(sqlite3.SQLITE_CANTOPEN), FILE), UnreachableFault)


def test_a_folder_that_is_gone_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(UnreachableFault):
        DraftStore(tmp_path / "gone" / "drafts.db")


def test_a_database_that_another_process_holds_is_locked(store: DraftStore, database: Path) -> None:
    store.create(town())
    with pytest.raises(LockedFault, match="另一个程序占用"):
        DraftStore(database, busy_seconds=0)


def test_a_full_disk_leaves_the_report_as_it_was(store: DraftStore) -> None:
    number = store.create(town())
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullFault, match="磁盘已满"):
        store.set_pending(number, "section.1", "长" * 100_000)

    assert not store._connection.in_transaction
    store._connection.execute("PRAGMA max_page_count = 100000")
    store.write(number, setting(NATURAL, None, 1))
    assert contents(store)[number].values == {NATURAL: 1}


def test_a_read_only_database_is_told_when_it_is_written(store: DraftStore) -> None:
    number = store.create(town())
    store._connection.execute("PRAGMA query_only = ON")

    with pytest.raises(ReadOnlyFault, match="只读"):
        store.write(number, setting(NATURAL, None, 1))


def test_a_database_of_another_program_is_recognised_and_left_alone(database: Path) -> None:
    other = sqlite3.connect(database)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    before = database.read_bytes()

    with pytest.raises(ForeignFault, match="不是本程序的这一种数据"):
        DraftStore(database)
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_damaged(database: Path) -> None:
    database.write_bytes("这是一份文件".encode() * 500)

    with pytest.raises(DamagedFault):
        DraftStore(database)


def test_a_newer_database_is_refused_with_both_versions_and_left_alone(database: Path) -> None:
    DraftStore(database).close()
    connection = connect(database)
    put(connection, "meta", ("version", "12"))
    connection.execute("PRAGMA user_version = 12")
    connection.close()
    before = database.read_bytes()

    with pytest.raises(NewerFault, match=f"版本 12，本程序只能读到版本 {SCHEMA.newest}"):
        DraftStore(database)
    assert database.read_bytes() == before

"""A database that is byte for byte as it was closed is opened without reading every row; no other is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.vault import database as database_module
from gia_desktop.vault.backup_keeper import BackupFault
from gia_desktop.vault.checkup import check_rows
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import DamagedFault
from gia_desktop.vault.recovery import open_store
from gia_desktop.vault.saver import Saver
from gia_desktop.vault.witness import is_as_closed, write_closed
from tests.support.vault.kinds import NOTE_TRIAL, Trial

CLOSED = "-closed"


@pytest.fixture
def read_through(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The databases that were read row by row."""
    found: list[Path] = []

    def watched(connection: sqlite3.Connection, path: Path, *rest: object) -> None:
        found.append(path)
        check_rows(connection, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(database_module, "check_rows", watched)
    return found


@pytest.fixture
def closed(trial: Trial, database: Path, read_through: list[Path]) -> Path:
    """A database of one document that was closed."""
    with closing(open_store(database, trial.kind).store) as store:
        store.write(trial.create(store), trial.step(0, 1))
    read_through.clear()
    return database


def test_a_database_that_is_as_it_was_closed_is_not_read_row_by_row(
    trial: Trial, closed: Path, read_through: list[Path]
) -> None:
    for state in (1, 2, 3):
        with closing(open_store(closed, trial.kind).store) as store:
            assert trial.state(store, 1) == state
            store.write(1, trial.step(state, state + 1))
    assert read_through == []


def test_a_database_that_is_as_it_was_closed_is_kept_from_every_other_program(
    trial: Trial, closed: Path, read_through: list[Path]
) -> None:
    """To read the file beside SQLite would let go of its locks (https://sqlite.org/howtocorrupt.html 2.2)."""
    other = (
        "import sqlite3, sys\n"
        "try: sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error: print(error)\n"
    )
    with closing(open_store(closed, trial.kind).store):
        said = subprocess.run(
            [sys.executable, "-c", other, closed], capture_output=True, text=True, check=True
        )
    assert said.stdout == "database is locked\n"
    assert read_through == []


class Change(NamedTuple):
    """Something that happened to a closed database, and what it is called."""

    name: str
    do: Callable[[Path], object]


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def written(path: Path) -> None:
    """Write as an older program does that knows nothing of the note."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE meta SET seal = 0")
        other.commit()


def noted_as(line: bytes) -> Callable[[Path], object]:
    return lambda path: companion(path, CLOSED).write_bytes(line)


CHANGES = (
    Change("flipped", flipped),
    Change("longer", lambda path: path.write_bytes(path.read_bytes() + b"\0")),
    Change("older program", written),
    Change("no note", lambda path: companion(path, CLOSED).unlink()),
    Change("torn note", lambda path: noted_as(companion(path, CLOSED).read_bytes()[:-3])(path)),
    Change("garbled note", noted_as(b"\xff\0 {")),
    Change("other note", noted_as(b"223132457 []\n")),
    Change("journal", lambda path: companion(path, "-wal").write_bytes(b"0" * 32)),
    Change("old journal", lambda path: companion(path, "-journal").write_bytes(b"0" * 32)),
)


@pytest.mark.parametrize("change", CHANGES, ids=[change.name for change in CHANGES])
def test_what_was_changed_since_is_no_longer_as_it_was_closed(
    trial: Trial, closed: Path, change: Change
) -> None:
    assert is_as_closed(closed)
    change.do(closed)
    assert not is_as_closed(closed)


def test_what_a_killed_program_leaves_is_read_row_by_row(
    trial: Trial, closed: Path, read_through: list[Path], tmp_path: Path
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with closing(open_store(closed, trial.kind).store) as store:
        store.write(1, trial.step(1, 2))
        for ending in ("", "-wal", "-steps", CLOSED):
            shutil.copy(companion(closed, ending), left)
    assert read_through == []
    with closing(open_store(left / closed.name, trial.kind).store) as store:
        assert trial.state(store, 1) == 2
    assert read_through == [left / closed.name]


def test_another_database_put_in_its_place_is_read_row_by_row(
    trial: Trial, closed: Path, read_through: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(open_store(other, trial.kind).store) as store:
        store.write(trial.create(store), trial.step(0, 5))
    read_through.clear()
    shutil.copy(other, closed)
    open_store(closed, trial.kind).store.close()
    assert read_through == [closed]


def test_a_database_in_which_damage_was_seen_is_not_noted_as_sound(trial: Trial, closed: Path) -> None:
    store = open_store(closed, trial.kind).store
    store.write(1, trial.step(1, 2))
    with pytest.raises(DamagedFault), store._database.told():
        raise DamagedFault(closed, "seal broken")
    store.close()
    assert not is_as_closed(closed)


def test_a_note_that_cannot_be_written_holds_up_nothing(
    trial: Trial, closed: Path, read_through: list[Path]
) -> None:
    companion(closed, CLOSED).unlink()
    companion(closed, CLOSED).mkdir()
    for state in (1, 2):
        with closing(open_store(closed, trial.kind).store) as store:
            assert trial.state(store, 1) == state
            store.write(1, trial.step(state, state + 1))
    write_closed(closed.with_name("gone.sqlite3"))
    assert read_through == [closed, closed]


def noted_in_a_pipe(note: Path) -> None:
    os.mkfifo(note)


def noted_elsewhere(note: Path) -> None:
    note.symlink_to(note.with_name("victim"))


def sealed(body: bytes) -> Callable[[Path], object]:
    return lambda note: note.write_bytes(b"%d %s\n" % (zlib.crc32(body), body))


STRANGE = (
    Change("pipe", noted_in_a_pipe),
    Change("link", noted_elsewhere),
    Change("endless", lambda note: note.write_bytes(b"1" * 3_000_000)),
    Change("no number", sealed(b'{"1": 1e999, "size": 1e999}')),
    Change("deep", sealed(b"[" * 100_000)),
    Change("list", sealed(b"[1]")),
)


@pytest.mark.parametrize("trial", [NOTE_TRIAL], ids=str)
@pytest.mark.parametrize("ending", ["-steps", CLOSED])
@pytest.mark.parametrize("strange", STRANGE, ids=[strange.name for strange in STRANGE])
def test_a_note_that_is_something_strange_holds_up_nothing_and_harms_nobody(
    trial: Trial, closed: Path, read_through: list[Path], strange: Change, ending: str
) -> None:
    if sys.platform == "win32" and strange.name in {"pipe", "link"}:
        pytest.skip("there are none among its files")
    closed.with_name("victim").write_bytes(b"mine")
    companion(closed, ending).unlink()
    strange.do(companion(closed, ending))
    opened = open_store(closed, trial.kind)
    with closing(opened.store) as store:
        store.write(1, trial.step(trial.state(store, 1), 2))
    assert not opened.report.notice
    assert closed.with_name("victim").read_bytes() == b"mine"
    assert read_through == ([closed] if ending == CLOSED else [])


def test_an_older_copy_is_told_of_though_its_own_note_of_closing_came_with_it(
    trial: Trial, closed: Path, read_through: list[Path]
) -> None:
    """As sync programs and people do: the file and its note are from yesterday, the note of steps is not."""
    older = {ending: companion(closed, ending).read_bytes() for ending in ("", CLOSED)}
    with closing(open_store(closed, trial.kind).store) as store:
        store.write(1, trial.step(1, 2))
    for ending, data in older.items():
        companion(closed, ending).write_bytes(data)
    assert is_as_closed(closed)
    opened = open_store(closed, trial.kind)
    with closing(opened.store) as store:
        assert trial.state(store, 1) == 1
    assert "（1 步）" in opened.report.notice


def test_damage_that_came_while_it_was_open_is_found_by_the_next_backup(
    trial: Trial, closed: Path, read_through: list[Path]
) -> None:
    """Closing notes the file as it is; a page that went bad meanwhile, and was not read, is noted with it."""
    backups, told = closed.parent / "backups", list[GiaError]()
    with closing(open_store(closed, trial.kind).store) as store:
        second = trial.create(store)
        store.write(second, trial.step(0, 4))
    store = open_store(closed, trial.kind).store
    page = bytearray(closed.read_bytes())
    place = page.index("第4稿".encode()) if "第4稿".encode() in page else page.index("4稿".encode())
    page[place] ^= 1
    closed.write_bytes(page)
    store.close()
    companion(closed, CLOSED).unlink()
    write_closed(closed)
    assert is_as_closed(closed)
    saver = Saver(closed, trial.kind, lambda _ticket: None, told.append, backups=backups)
    saver.submit(1, trial.step(1, 2))
    assert saver.stop(10)
    assert [fault.code for fault in told] == [BackupFault.code]
    assert not is_as_closed(closed)
    opened = open_store(closed, trial.kind, backups)
    with closing(opened.store) as store:
        assert (trial.state(store, 1), trial.state(store, second)) == (2, 4)
    assert "已完整恢复" in opened.report.notice

"""The saver takes steps at once, saves them in order, keeps what fails, and reads through the same thread."""

from __future__ import annotations

import errno
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.vault import backup_keeper
from gia_desktop.vault import saver as saver_module
from gia_desktop.vault.backup_keeper import BackupFault
from gia_desktop.vault.backups import list_backups, look_into, make_backup, restore
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import (
    DiskFullFault,
    EnvironmentFault,
    ExchangedFault,
    LockedFault,
    ReadOnlyFault,
    StepNotSavedError,
    UnreachableFault,
)
from gia_desktop.vault.recovery import OpenReport, open_store
from gia_desktop.vault.saver import Saver, Ticket
from gia_desktop.vault.store import Step
from tests.support.vault.kinds import TRIALS, Trial


class Listener:
    """Remembers what the saver tells, and lets a test wait for it."""

    def __init__(self) -> None:
        self.saved: list[Ticket] = []
        self.failed: list[GiaError] = []
        self.threads: set[str] = set()
        self.told = threading.Semaphore(0)

    def on_saved(self, ticket: Ticket) -> None:
        self.saved.append(ticket)
        self.threads.add(threading.current_thread().name)
        self.told.release()

    def on_failed(self, fault: GiaError) -> None:
        self.failed.append(fault)
        self.told.release()

    def wait(self) -> None:
        assert self.told.acquire(timeout=10)


class Disk:
    """Makes stores, unless it is told to fail; then fails every writing transaction."""

    def __init__(self, trial: Trial) -> None:
        self.fault: Exception | None = None
        self.mistake: Exception | None = None
        self.attempts = 0
        self._make = trial.kind.make

    def make(self, path: Path, **options: Any) -> Any:
        if isinstance(self.fault, LockedFault):
            raise self.fault
        if self.mistake is not None:
            raise self.mistake
        store = self._make(path, **options)
        real = store.write

        def write(document: int, step: Step, *args: Any) -> None:
            self.attempts += 1
            if self.fault is not None:
                raise self.fault
            real(document, step, *args)

        store.write = write
        return store


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def disk(trial: Trial) -> Disk:
    return Disk(trial)


MakeSaver = Callable[..., Saver[Any]]


@pytest.fixture
def make_saver(database: Path, trial: Trial, listener: Listener, disk: Disk) -> Iterator[MakeSaver]:
    made: list[Saver[Any]] = []

    def make(**options: Any) -> Saver[Any]:
        on_saved = options.pop("on_saved", listener.on_saved)
        kind = replace(trial.kind, make=disk.make)
        made.append(Saver(database, kind, on_saved, listener.on_failed, **options))
        return made[-1]

    yield make
    disk.fault = None
    for saver in made:
        saver.stop(10)


@pytest.fixture
def saver(make_saver: MakeSaver) -> Saver[Any]:
    return make_saver()


@pytest.fixture
def number(saver: Saver[Any], trial: Trial) -> int:
    return saver.read(trial.create)


@contextmanager
def held(saver: Saver[Any]) -> Iterator[None]:
    """Keep the saver's thread busy, as a slow disk does."""
    begun, released = threading.Event(), threading.Event()

    def hold(_store: object) -> None:
        begun.set()
        released.wait(10)

    caller = threading.Thread(target=lambda: saver.read(hold))
    caller.start()
    begun.wait(10)
    yield
    released.set()
    caller.join()


def test_a_step_is_on_disk_when_it_is_confirmed(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener
) -> None:
    ticket = saver.submit(number, trial.step(0, 5), trial.note)
    listener.wait()

    assert [(ticket.number, ticket.document) for ticket in listener.saved] == [(ticket, number)]
    assert listener.threads == {"gia-saver"}
    assert saver.read(lambda store: trial.state(store, number)) == 5
    assert saver.read(lambda store: trial.noted(store, number)) == trial.note


def test_steps_are_saved_in_order_and_all_are_in_the_history(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener
) -> None:
    tickets = [saver.submit(number, trial.step(value, value + 1)) for value in range(300)]

    assert saver.flush(20)
    assert [ticket.number for ticket in listener.saved] == tickets == sorted(tickets)
    assert saver.read(lambda store: trial.states(store, number))[-300:] == list(range(1, 301))


def test_handing_in_a_step_does_not_wait_for_the_disk(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener
) -> None:
    with held(saver):
        for value in range(200):
            saver.submit(number, trial.step(value, value + 1))
        assert listener.saved == []
    assert saver.flush(10)
    assert len(listener.saved) == 200


def test_a_read_sees_every_step_handed_in_before_it(trial: Trial, saver: Saver[Any], number: int) -> None:
    saver.submit(number, trial.step(0, 1))
    saver.set_pending(number, "section.1", "写到")

    assert saver.read(lambda store: trial.state(store, number)) == 1
    assert list(saver.read(trial.pending).values()) == ["写到"]


def test_an_error_of_a_read_belongs_to_its_caller(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener
) -> None:
    with pytest.raises(GiaError):
        saver.read(lambda store: trial.state(store, trial.unknown))

    assert saver.read(lambda store: trial.state(store, number)) == 0
    assert listener.failed == []


def test_a_failed_step_is_kept_and_saved_by_a_later_one_in_order(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener, disk: Disk, database: Path
) -> None:
    disk.fault = DiskFullFault(database)
    saver.submit(number, trial.step(0, 1))
    listener.wait()
    assert isinstance(listener.failed[0], DiskFullFault)
    assert [ticket.step for ticket in saver.unsaved] == [trial.step(0, 1)]
    assert not saver.flush(10)
    assert saver.read(lambda store: trial.state(store, number)) == 0

    disk.fault = None
    saver.submit(number, trial.step(1, 2))
    assert saver.flush(10)
    assert [ticket.number for ticket in listener.saved] == [1, 2]
    assert saver.read(lambda store: trial.state(store, number)) == 2
    assert saver.read(lambda store: trial.states(store, number))[-2:] == [1, 2]


def test_a_failed_step_is_tried_again_by_itself_without_being_told_twice(
    trial: Trial,
    saver: Saver[Any],
    number: int,
    listener: Listener,
    disk: Disk,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.01)
    disk.fault = DiskFullFault(database)
    saver.submit(number, trial.step(0, 1))
    listener.wait()
    _until(lambda: disk.attempts > 3)
    assert len(listener.failed) == 1

    disk.fault = None
    listener.wait()
    assert [ticket.number for ticket in listener.saved] == [1]
    assert saver.unsaved == ()


def test_a_locked_database_opens_once_it_is_released(
    trial: Trial, database: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, make_saver: MakeSaver
) -> None:
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.01)
    disk.fault = LockedFault(database)
    saver = make_saver()
    with pytest.raises(LockedFault):
        saver.opened(10)
    with pytest.raises(LockedFault):
        saver.read(trial.contents)
    assert saver.flush(10), "nothing waits for it"
    saver.set_pending(1, "title", "一半")
    assert not saver.flush(10)
    saver.clear_pending(1, "title")

    disk.fault = None
    assert saver.opened(10) == OpenReport()
    assert saver.stop(10)


def test_a_step_that_can_never_be_saved_does_not_hold_up_the_others(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener
) -> None:
    with held(saver):
        saver.submit(number, trial.step(0, 1))
        saver.submit(trial.unknown, trial.step(0, 1))
        saver.set_pending(trial.unknown, "title", "别的")
        saver.submit(number, trial.step(1, 2))

    assert not saver.flush(10)
    assert saver.read(lambda store: trial.state(store, number)) == 2
    assert [fault.code for fault in listener.failed] == [trial.unknown_code] * 2
    assert [ticket.document for ticket in saver.unsaved] == [trial.unknown]


def test_a_disk_fault_while_saving_singly_keeps_the_rest(
    trial: Trial, saver: Saver[Any], number: int, listener: Listener, disk: Disk, database: Path
) -> None:
    faults: Iterator[Exception | None] = iter([ValueError("mistake"), None, DiskFullFault(database)])
    real = saver.read(lambda store: store.write)

    def write(document: int, step: Step, *args: Any) -> None:
        fault = next(faults, None)
        if fault is not None:
            raise fault
        real(document, step, *args)

    saver.read(lambda store: setattr(store, "write", write))
    with held(saver):
        for value in range(3):
            saver.submit(number, trial.step(value, value + 1))

    assert saver.flush(10)
    assert [ticket.number for ticket in listener.saved] == [1, 2, 3]
    assert [type(fault) for fault in listener.failed] == [DiskFullFault]


def test_a_mistake_of_the_program_goes_the_crash_path_and_is_told(
    trial: Trial,
    saver: Saver[Any],
    number: int,
    listener: Listener,
    disk: Disk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crashes: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: crashes.append(args.exc_value))
    disk.fault = ValueError("mistake")
    saver.submit(number, trial.step(0, 1))
    assert not saver.flush(10)
    disk.fault = None
    saver.submit(number, trial.step(0, 2))
    saver.flush(10)

    assert [str(crash) for crash in crashes] == ["mistake"]
    assert isinstance(listener.failed[0], StepNotSavedError)
    assert "“改格”这一步" in listener.failed[0].sentence
    assert saver.read(lambda store: trial.state(store, number)) == 2


def test_a_faulty_listener_does_not_end_the_saving(
    trial: Trial, listener: Listener, monkeypatch: pytest.MonkeyPatch, make_saver: MakeSaver
) -> None:
    crashes: list[object] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)

    def faulty(_ticket: Ticket) -> None:
        raise KeyError("listener")

    saver = make_saver(on_saved=faulty)
    number = saver.read(trial.create)
    for value in range(2):
        saver.submit(number, trial.step(value, value + 1))
        assert saver.flush(10)
    assert saver.read(lambda store: trial.state(store, number)) == 2
    assert saver.stop(10)
    assert len(crashes) == 2


def test_a_mistake_while_opening_goes_the_crash_path(
    make_saver: MakeSaver, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[object] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)

    disk.mistake = AttributeError("mistake")
    saver = make_saver()
    with pytest.raises(AttributeError):
        saver.opened(10)
    saver.stop(10)
    assert crashes


# -- half-typed text


def test_half_typed_text_reaches_the_disk_by_itself(
    trial: Trial, saver: Saver[Any], number: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "TYPING_SECONDS", 0.01)
    saver.set_pending(number, trial.key, "1")
    saver.set_pending(number, trial.key, "12")

    _until(lambda: b"12" in _files(database) and trial.key.encode() in _files(database))
    assert list(saver.read(trial.pending).values()) == ["12"]


def test_committing_forgets_what_was_half_typed_before_it_only(
    trial: Trial, saver: Saver[Any], number: int
) -> None:
    saver.set_pending(number, trial.key, "1")
    saver.submit(number, trial.step(0, 1))
    saver.set_pending(number, trial.key, "13")
    assert list(saver.read(trial.pending).values()) == ["13"]

    saver.submit(number, trial.step(1, 13))
    assert saver.read(trial.pending) == {}


def test_half_typed_text_that_was_given_up_is_forgotten(trial: Trial, saver: Saver[Any], number: int) -> None:
    saver.set_pending(number, "section.1", "写到")
    assert saver.flush(10)
    saver.clear_pending(number, "section.1")

    assert saver.read(trial.pending) == {}


def test_text_typed_while_the_disk_writes_is_not_forgotten(
    trial: Trial, saver: Saver[Any], number: int
) -> None:
    def type_on_while_writing(store: Any) -> None:
        real = store.set_pending

        def slow(document: int, key: str, text: str, at: datetime | None = None) -> None:
            store.set_pending = real
            saver.set_pending(number, trial.key, "12")
            real(document, key, text, at)

        store.set_pending = slow

    saver.read(type_on_while_writing)
    saver.set_pending(number, trial.key, "1")
    assert saver.flush(10)
    assert list(saver.read(trial.pending).values()) == ["12"]


# -- files that disappear


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be deleted")
def test_a_database_that_is_deleted_while_open_is_written_anew(
    trial: Trial, saver: Saver[Any], number: int, database: Path, listener: Listener
) -> None:
    saver.submit(number, trial.step(0, 1))
    assert saver.flush(10)
    database.unlink()
    saver.submit(number, trial.step(1, 2))

    assert saver.flush(10)
    assert database.exists()
    assert saver.read(lambda store: trial.state(store, number)) == 2
    assert listener.failed == []


def test_a_stick_that_is_gone_keeps_the_steps_until_it_is_back(
    trial: Trial, saver: Saver[Any], number: int, database: Path, listener: Listener, disk: Disk
) -> None:
    away = database.with_name("away.db")
    disk.fault = UnreachableFault(database)
    saver.submit(number, trial.step(0, 1))
    listener.wait()
    database.rename(away)
    disk.fault = None
    saver.submit(number, trial.step(1, 2))
    assert not saver.flush(10)
    assert not database.exists()

    away.rename(database)
    assert saver.flush(10)
    assert saver.read(lambda store: trial.state(store, number)) == 2
    assert [type(fault) for fault in listener.failed[:1]] == [UnreachableFault]


def test_a_connection_that_was_opened_to_read_only_is_opened_anew(
    saver: Saver[Any], number: int, trial: Trial, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite opens what the disk refuses to open for writing to read only, and would keep it so for ever."""
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.001)
    saver.read(lambda store: store._connection.execute("PRAGMA query_only = 1"))
    saver.submit(number, trial.step(0, 1))
    _until(lambda: len(listener.saved) == 1)
    assert [type(fault) for fault in listener.failed] == [ReadOnlyFault]
    assert saver.read(lambda store: trial.state(store, number)) == 1


DISK_ERRORS = sorted({*errno.errorcode} - {errno.ENOENT, errno.ENOTDIR})
"""Whatever a dead disk, a lost drive or a strange network may answer."""


def test_whatever_the_disk_answers_is_told_once_and_saved_when_it_is_back(
    saver: Saver[Any], number: int, trial: Trial, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of store gets every fourth answer: they have the saver in common."""
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.001)
    errors = DISK_ERRORS[TRIALS.index(trial) :: len(TRIALS)]
    for place, error in enumerate(errors):
        with monkeypatch.context() as dying:
            dying.setattr(Path, "stat", _raising(OSError(error, "dead")))
            saver.submit(number, trial.step(place * 2, place * 2 + 1))
            _until(lambda told=place + 1: len(listener.failed) == told)  # type: ignore[misc]
            saver.submit(number, trial.step(place * 2 + 1, place * 2 + 2))
            _until(lambda: len(saver.unsaved) == 2)
        _until(lambda: not saver.unsaved)
        assert isinstance(listener.failed[place], EnvironmentFault)
    wanted = len(errors) * 2
    assert [ticket.number for ticket in listener.saved] == list(range(1, wanted + 1))
    assert len(listener.failed) == len(errors)
    assert saver.read(lambda store: trial.states(store, number))[-wanted:] == list(range(1, wanted + 1))


def _raising(error: OSError) -> Callable[..., object]:
    def dead(*_args: object, **_options: object) -> object:
        raise error

    return dead


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of an open file")
def test_a_folder_that_vanishes_is_not_made_anew(
    saver: Saver[Any], number: int, trial: Trial, database: Path, listener: Listener
) -> None:
    """A stick that was unmounted leaves an empty folder, or none: what is written there is lost."""
    away = database.parent.with_name("away")
    database.parent.rename(away)
    saver.submit(number, trial.step(0, 1))
    assert not saver.flush(10)
    assert not database.parent.exists()
    database.parent.mkdir()
    saver.submit(number, trial.step(1, 2))
    assert not saver.flush(10)
    assert list(database.parent.iterdir()) == []

    database.parent.rmdir()
    away.rename(database.parent)
    assert saver.flush(10)
    assert [type(fault) for fault in listener.failed] == [UnreachableFault]
    assert saver.read(lambda store: trial.states(store, number))[-2:] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of an open file")
def test_no_backup_makes_a_vanished_folder_anew(make_saver: MakeSaver, trial: Trial, database: Path) -> None:
    saver = make_saver(backups=database.parent / "backups")
    number = saver.read(trial.create)
    away = database.parent.with_name("away")
    database.parent.rename(away)
    saver.submit(number, trial.step(0, 1))
    assert not saver.flush(10)
    assert not saver.stop(10)
    assert not database.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be exchanged")
def test_a_file_put_in_the_place_of_the_open_database_is_kept_aside_and_told(
    saver: Saver[Any], number: int, trial: Trial, database: Path, listener: Listener
) -> None:
    saver.submit(number, trial.step(0, 1))
    assert saver.flush(10)
    (database.parent / "other").write_bytes(b"another file")
    (database.parent / "other").replace(database)
    saver.submit(number, trial.step(1, 2))
    assert saver.flush(10)

    assert saver.read(lambda store: trial.states(store, number))[-2:] == [1, 2]
    (aside,) = database.parent.glob("*-replaced-*")
    assert aside.read_bytes() == b"another file"
    assert [type(fault) for fault in listener.failed] == [ExchangedFault]
    assert aside.name in listener.failed[0].sentence


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be deleted")
def test_a_journal_that_is_deleted_while_open_takes_no_step_with_it(
    saver: Saver[Any], number: int, trial: Trial, database: Path, listener: Listener
) -> None:
    saver.submit(number, trial.step(0, 1))
    assert saver.flush(10)
    companion(database, "-wal").unlink()
    saver.submit(number, trial.step(1, 2))
    assert saver.flush(10)

    copy = Path(shutil.copytree(database.parent, database.parent.with_name("as a kill leaves it")))
    with closing(trial.kind.make(copy / database.name)) as store:
        assert trial.states(store, number)[-2:] == [1, 2]
    assert listener.failed == []


# -- backups


def test_a_backup_is_made_at_the_first_change_and_not_at_every_one(
    trial: Trial, tmp_path: Path, make_saver: MakeSaver
) -> None:
    saver = make_saver(backups=tmp_path / "backups")
    saver.opened(10)
    assert list_backups(tmp_path / "backups", "drafts") == []
    number = saver.read(trial.create)
    saver.submit(number, trial.step(0, 1))
    assert saver.stop(10)

    (backup,) = list_backups(tmp_path / "backups", "drafts")
    assert list(look_into(backup, trial.kind, trial.contents)) == [number]


def test_a_backup_that_fails_does_not_hold_up_the_saving(
    trial: Trial, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_saver: MakeSaver
) -> None:
    monkeypatch.setattr(backup_keeper, "CHECK_SECONDS", 0.0)
    monkeypatch.setattr(backup_keeper, "FIRST_SECONDS", 0.0)
    (tmp_path / "stick").write_text("no folder")
    saver = make_saver(backups=tmp_path / "stick" / "backups")
    number = saver.read(trial.create)
    saver.submit(number, trial.step(0, 1))

    assert saver.flush(10)
    assert saver.read(lambda store: trial.state(store, number)) == 1
    assert saver.stop(10)
    assert "stick" in listener.failed[0].sentence
    assert [type(error) for error in listener.failed] == [BackupFault]


def test_a_backup_is_put_in_place_while_the_program_runs(
    trial: Trial, saver: Saver[Any], number: int, tmp_path: Path
) -> None:
    saver.submit(number, trial.step(0, 1))
    backup = saver.read(lambda store: make_backup(store, trial.kind, tmp_path / "backups", "drafts"))
    saver.submit(number, trial.step(1, 2))
    aside = saver.exchange(lambda path: restore(backup, trial.kind, path))

    assert saver.read(lambda store: trial.state(store, number)) == 1
    assert aside.exists()
    saver.submit(number, trial.step(1, 3))
    assert saver.read(lambda store: trial.state(store, number)) == 3


def test_nothing_is_put_in_place_while_steps_are_not_saved(
    trial: Trial, saver: Saver[Any], number: int, disk: Disk, database: Path
) -> None:
    disk.fault = DiskFullFault(database)
    saver.submit(number, trial.step(0, 1))
    asked: list[Path] = []

    with pytest.raises(DiskFullFault):
        saver.exchange(asked.append)
    assert asked == []


# -- the end


def test_stopping_saves_what_is_left_and_closes_the_file(
    trial: Trial, database: Path, make_saver: MakeSaver
) -> None:
    saver = make_saver()
    number = saver.read(trial.create)
    saver.submit(number, trial.step(0, 7))
    saver.set_pending(number, "section.9", "写到")
    assert saver.stop(10)

    assert set(database.parent.iterdir()) == {
        database,
        companion(database, "-steps"),
        companion(database, "-closed"),
    }
    with closing(open_store(database, trial.kind).store) as store:
        assert trial.state(store, number) == 7
        assert trial.pending(store) == {(number, "section.9"): "写到"}
    with pytest.raises(RuntimeError, match="stopped"):
        saver.submit(number, trial.step(7, 8))


def test_stopping_with_a_full_disk_tells_that_steps_are_left(
    trial: Trial, saver: Saver[Any], number: int, disk: Disk, database: Path
) -> None:
    disk.fault = DiskFullFault(database)
    saver.submit(number, trial.step(0, 1))

    assert not saver.stop(10)
    assert len(saver.unsaved) == 1
    assert not saver.flush(10)


def _until(happened: Callable[[], bool]) -> None:
    """Wait for something that the saver's thread does by itself."""
    deadline = time.monotonic() + 10
    pause = threading.Event()
    while not happened():
        assert time.monotonic() < deadline
        pause.wait(0.005)


def _files(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.iterdir())

"""The saver takes steps at once, saves them in order, keeps what fails, and reads through the same thread."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Value
from gia_desktop.drafts.records import Progress, UnknownReportError
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault import backup_keeper
from gia_desktop.vault import saver as saver_module
from gia_desktop.vault.backup_keeper import BackupFault
from gia_desktop.vault.backups import list_backups, look_into, make_backup, restore
from gia_desktop.vault.faults import DiskFullFault, LockedFault, UnreachableFault
from gia_desktop.vault.holder import Holder, TakenOverFault
from gia_desktop.vault.recovery import Opened, OpenReport, open_drafts
from gia_desktop.vault.saver import Saver, Step, StepNotSavedError

KEY = CellKey("t3.new.natural")


def town() -> Report:
    return new_report("2021", 2025, "示例镇", "township")


def setting(old: Value, new: Value) -> Change:
    return Change("改格", {KEY: (old, new)})


class Listener:
    """Remembers what the saver tells, and lets a test wait for it."""

    def __init__(self) -> None:
        self.saved: list[Step] = []
        self.failed: list[GiaError] = []
        self.threads: set[str] = set()
        self.told = threading.Semaphore(0)

    def on_saved(self, step: Step) -> None:
        self.saved.append(step)
        self.threads.add(threading.current_thread().name)
        self.told.release()

    def on_failed(self, fault: GiaError) -> None:
        self.failed.append(fault)
        self.told.release()

    def wait(self) -> None:
        assert self.told.acquire(timeout=10)


class Disk:
    """Opens the drafts, unless it is told to fail; then fails every writing transaction."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.attempts = 0

    def open(self, path: Path, backups: Path | None) -> Opened:
        if isinstance(self.fault, LockedFault):
            raise self.fault
        opened = open_drafts(path, backups)
        real = opened.store.write

        def write(report: int, change: Change, *args: Progress | None) -> None:
            self.attempts += 1
            if self.fault is not None:
                raise self.fault
            real(report, change, *args)  # type: ignore[arg-type]

        opened.store.write = write  # type: ignore[assignment,method-assign]
        return opened


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "drafts.db"


@pytest.fixture
def saver(database: Path, listener: Listener, disk: Disk) -> Iterator[Saver]:
    made = Saver(database, listener.on_saved, listener.on_failed, open_store=disk.open)
    yield made
    disk.fault = None
    made.stop(10)


@pytest.fixture
def number(saver: Saver) -> int:
    return saver.read(lambda store: store.create(town()))


@contextmanager
def held(saver: Saver) -> Iterator[None]:
    """Keep the saver's thread busy, as a slow disk does."""
    begun, released = threading.Event(), threading.Event()

    def hold(_store: DraftStore) -> None:
        begun.set()
        released.wait(10)

    caller = threading.Thread(target=lambda: saver.read(hold))
    caller.start()
    begun.wait(10)
    yield
    released.set()
    caller.join()


def values(saver: Saver, number: int) -> object:
    return saver.read(lambda store: store.load(number)).values.get(KEY)


def test_a_step_is_on_disk_when_it_is_confirmed(saver: Saver, number: int, listener: Listener) -> None:
    ticket = saver.submit(number, setting(None, 5), Progress(1, 166))
    listener.wait()

    assert [(step.ticket, step.report) for step in listener.saved] == [(ticket, number)]
    assert listener.threads == {"gia-saver"}
    assert values(saver, number) == 5
    assert saver.read(lambda store: store.list())[0].progress == Progress(1, 166)


def test_steps_are_saved_in_order_and_all_are_in_the_history(
    saver: Saver, number: int, listener: Listener
) -> None:
    tickets = [saver.submit(number, setting(value or None, value + 1)) for value in range(300)]

    assert saver.flush(20)
    assert [step.ticket for step in listener.saved] == tickets == sorted(tickets)
    found = saver.read(lambda store: store.history(number, KEY))
    assert [entry.new for entry in found] == list(range(1, 301))


def test_handing_in_a_step_does_not_wait_for_the_disk(saver: Saver, number: int, listener: Listener) -> None:
    with held(saver):
        for value in range(200):
            saver.submit(number, setting(value, value + 1))
        assert listener.saved == []
    assert saver.flush(10)
    assert len(listener.saved) == 200


def test_nothing_is_saved_once_somebody_else_has_taken_over(database: Path, listener: Listener) -> None:
    """A laptop that slept while another PC took the folder over must not write into its drafts."""
    other: list[Holder] = []

    def make_sure() -> None:
        if other:
            raise TakenOverFault(database, other[0])

    saver = Saver(database, listener.on_saved, listener.on_failed, make_sure=make_sure)
    number = saver.read(lambda store: store.create(town()))
    other.append(Holder("王芳", "PC-2"))
    saver.submit(number, setting(None, 5))
    listener.wait()
    assert "王芳（电脑 PC-2）接手" in listener.failed[0].sentence
    assert [step.change for step in saver.unsaved] == [setting(None, 5)]
    assert not saver.stop(10)
    with closing(DraftStore(database)) as store:
        assert store.load(number).values == {}


def test_a_read_sees_every_step_handed_in_before_it(saver: Saver, number: int) -> None:
    saver.submit(number, setting(None, 1))
    saver.set_pending(number, "section.1", "写到")

    assert values(saver, number) == 1
    assert [pending.text for pending in saver.read(lambda store: store.pending())] == ["写到"]


def test_an_error_of_a_read_belongs_to_its_caller(saver: Saver, number: int, listener: Listener) -> None:
    with pytest.raises(UnknownReportError):
        saver.read(lambda store: store.load(77))

    assert values(saver, number) is None
    assert listener.failed == []


def test_a_failed_step_is_kept_and_saved_by_a_later_one_in_order(
    saver: Saver, number: int, listener: Listener, disk: Disk, database: Path
) -> None:
    disk.fault = DiskFullFault(database)
    saver.submit(number, setting(None, 1))
    listener.wait()
    assert isinstance(listener.failed[0], DiskFullFault)
    assert [step.change for step in saver.unsaved] == [setting(None, 1)]
    assert not saver.flush(10)
    assert values(saver, number) is None

    disk.fault = None
    saver.submit(number, setting(1, 2))
    assert saver.flush(10)
    assert [step.ticket for step in listener.saved] == [1, 2]
    assert values(saver, number) == 2
    assert len(saver.read(lambda store: store.history(number, KEY))) == 2


def test_a_failed_step_is_tried_again_by_itself_without_being_told_twice(
    saver: Saver, number: int, listener: Listener, disk: Disk, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.01)
    disk.fault = DiskFullFault(database)
    saver.submit(number, setting(None, 1))
    listener.wait()
    _until(lambda: disk.attempts > 3)
    assert len(listener.failed) == 1

    disk.fault = None
    listener.wait()
    assert [step.ticket for step in listener.saved] == [1]
    assert saver.unsaved == ()


def test_a_locked_database_opens_once_it_is_released(
    database: Path, listener: Listener, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.01)
    disk.fault = LockedFault(database)
    saver = Saver(database, listener.on_saved, listener.on_failed, open_store=disk.open)
    with pytest.raises(LockedFault):
        saver.opened(10)
    with pytest.raises(LockedFault):
        saver.read(lambda store: store.list())
    assert not saver.flush(10)

    disk.fault = None
    assert saver.opened(10) == OpenReport(created=True)
    assert saver.stop(10)


def test_a_step_that_can_never_be_saved_does_not_hold_up_the_others(
    saver: Saver, number: int, listener: Listener
) -> None:
    with held(saver):
        saver.submit(number, setting(None, 1))
        saver.submit(99, setting(None, 1))
        saver.set_pending(99, "title", "别的")
        saver.submit(number, setting(1, 2))

    assert not saver.flush(10)
    assert values(saver, number) == 2
    assert [type(fault) for fault in listener.failed] == [UnknownReportError, UnknownReportError]
    assert [step.report for step in saver.unsaved] == [99]


def test_a_disk_fault_while_saving_singly_keeps_the_rest(
    saver: Saver, number: int, listener: Listener, disk: Disk, database: Path
) -> None:
    faults: Iterator[Exception | None] = iter([ValueError("mistake"), None, DiskFullFault(database)])
    real = saver.read(lambda store: store.write)

    def write(report: int, change: Change, *args: Progress | None) -> None:
        fault = next(faults, None)
        if fault is not None:
            raise fault
        real(report, change, *args)  # type: ignore[arg-type]

    saver.read(lambda store: setattr(store, "write", write))
    with held(saver):
        for value in range(3):
            saver.submit(number, setting(value, value + 1))

    assert saver.flush(10)
    assert [step.ticket for step in listener.saved] == [1, 2, 3]
    assert [type(fault) for fault in listener.failed] == [DiskFullFault]


def test_a_mistake_of_the_program_goes_the_crash_path_and_is_told(
    saver: Saver, number: int, listener: Listener, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: crashes.append(args.exc_value))
    disk.fault = ValueError("mistake")
    saver.submit(number, setting(None, 1))
    assert not saver.flush(10)
    disk.fault = None
    saver.submit(number, setting(None, 2))
    saver.flush(10)

    assert [str(crash) for crash in crashes] == ["mistake"]
    assert isinstance(listener.failed[0], StepNotSavedError)
    assert "“改格”这一步" in listener.failed[0].sentence
    assert values(saver, number) == 2


def test_a_faulty_listener_does_not_end_the_saving(
    database: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[object] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)

    def faulty(_step: Step) -> None:
        raise KeyError("listener")

    saver = Saver(database, faulty, listener.on_failed)
    number = saver.read(lambda store: store.create(town()))
    for value in range(2):
        saver.submit(number, setting(value or None, value + 1))
        assert saver.flush(10)
    assert values(saver, number) == 2
    assert saver.stop(10)
    assert len(crashes) == 2


def test_a_mistake_while_opening_goes_the_crash_path(
    database: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[object] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)

    def broken(_path: Path, _backups: Path | None) -> Opened:
        raise AttributeError("mistake")

    saver = Saver(database, listener.on_saved, listener.on_failed, open_store=broken)
    with pytest.raises(AttributeError):
        saver.opened(10)
    saver.stop(10)
    assert crashes


# -- half-typed text


def test_half_typed_text_reaches_the_disk_by_itself(
    saver: Saver, number: int, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "TYPING_SECONDS", 0.01)
    saver.set_pending(number, KEY, "1")
    saver.set_pending(number, KEY, "12")

    _until(lambda: b"12" in _files(database) and KEY.encode() in _files(database))
    assert [pending.text for pending in saver.read(lambda store: store.pending())] == ["12"]


def test_committing_forgets_what_was_half_typed_before_it_only(saver: Saver, number: int) -> None:
    saver.set_pending(number, KEY, "1")
    saver.submit(number, setting(None, 1))
    saver.set_pending(number, KEY, "13")
    assert [pending.text for pending in saver.read(lambda store: store.pending())] == ["13"]

    saver.submit(number, setting(1, 13))
    assert saver.read(lambda store: store.pending()) == []


def test_half_typed_text_that_was_given_up_is_forgotten(saver: Saver, number: int) -> None:
    saver.set_pending(number, "section.1", "写到")
    assert saver.flush(10)
    saver.clear_pending(number, "section.1")

    assert saver.read(lambda store: store.pending()) == []


def test_text_typed_while_the_disk_writes_is_not_forgotten(saver: Saver, number: int) -> None:
    def type_on_while_writing(store: DraftStore) -> None:
        real = store.set_pending

        def slow(report: int, key: str, text: str, at: datetime | None = None) -> None:
            store.set_pending = real  # type: ignore[method-assign]
            saver.set_pending(number, KEY, "12")
            real(report, key, text, at)

        store.set_pending = slow  # type: ignore[method-assign]

    saver.read(type_on_while_writing)
    saver.set_pending(number, KEY, "1")
    assert saver.flush(10)
    assert [pending.text for pending in saver.read(lambda store: store.pending())] == ["12"]


# -- files that disappear


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be deleted")
def test_a_database_that_is_deleted_while_open_is_written_anew(
    saver: Saver, number: int, database: Path, listener: Listener
) -> None:
    saver.submit(number, setting(None, 1))
    assert saver.flush(10)
    database.unlink()
    saver.submit(number, setting(1, 2))

    assert saver.flush(10)
    assert database.exists()
    assert values(saver, number) == 2
    assert listener.failed == []


def test_a_stick_that_is_gone_keeps_the_steps_until_it_is_back(
    saver: Saver, number: int, database: Path, listener: Listener, disk: Disk
) -> None:
    away = database.with_name("away.db")
    disk.fault = UnreachableFault(database)
    saver.submit(number, setting(None, 1))
    listener.wait()
    database.rename(away)
    disk.fault = None
    saver.submit(number, setting(1, 2))
    assert not saver.flush(10)
    assert not database.exists()

    away.rename(database)
    assert saver.flush(10)
    assert values(saver, number) == 2
    assert [type(fault) for fault in listener.failed[:1]] == [UnreachableFault]


# -- backups


def test_a_backup_is_made_at_the_first_change_and_not_at_every_one(
    database: Path, listener: Listener, tmp_path: Path
) -> None:
    saver = Saver(database, listener.on_saved, listener.on_failed, backups=tmp_path / "backups")
    saver.opened(10)
    assert list_backups(tmp_path / "backups") == []
    number = saver.read(lambda store: store.create(town()))
    saver.submit(number, setting(None, 1))
    assert saver.stop(10)

    (backup,) = list_backups(tmp_path / "backups")
    assert [line.id for line in look_into(backup)] == [number]


def test_a_backup_that_fails_does_not_hold_up_the_saving(
    database: Path, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_keeper, "CHECK_SECONDS", 0.0)
    (tmp_path / "stick").write_text("no folder")
    saver = Saver(database, listener.on_saved, listener.on_failed, backups=tmp_path / "stick" / "backups")
    number = saver.read(lambda store: store.create(town()))
    saver.submit(number, setting(None, 1))

    assert saver.flush(10)
    assert values(saver, number) == 1
    assert saver.stop(10)
    assert "stick" in listener.failed[0].sentence
    assert [type(error) for error in listener.failed] == [BackupFault]


def test_a_backup_is_put_in_place_while_the_program_runs(saver: Saver, number: int, tmp_path: Path) -> None:
    saver.submit(number, setting(None, 1))
    backup = saver.read(lambda store: make_backup(store, tmp_path / "backups"))
    saver.submit(number, setting(1, 2))
    aside = saver.exchange(lambda path: restore(backup, path))

    assert values(saver, number) == 1
    assert aside.exists()
    saver.submit(number, setting(1, 3))
    assert values(saver, number) == 3


def test_nothing_is_put_in_place_while_steps_are_not_saved(
    saver: Saver, number: int, listener: Listener, disk: Disk, database: Path
) -> None:
    disk.fault = DiskFullFault(database)
    saver.submit(number, setting(None, 1))
    asked: list[Path] = []

    with pytest.raises(DiskFullFault):
        saver.exchange(asked.append)
    assert asked == []


# -- the end


def test_stopping_saves_what_is_left_and_closes_the_file(database: Path, listener: Listener) -> None:
    saver = Saver(database, listener.on_saved, listener.on_failed)
    number = saver.read(lambda store: store.create(town()))
    report = town()
    change = cell_change(report, {KEY: 7}, "改格")
    saver.submit(number, change)
    saver.set_pending(number, section_key("1"), "写到")
    assert saver.stop(10)

    assert list(database.parent.iterdir()) == [database]
    store = open_drafts(database).store
    assert store.load(number) == change.apply(report)
    assert len(store.pending()) == 1
    store.close()
    with pytest.raises(RuntimeError, match="stopped"):
        saver.submit(number, change)


def test_stopping_with_a_full_disk_tells_that_steps_are_left(
    saver: Saver, number: int, disk: Disk, database: Path
) -> None:
    disk.fault = DiskFullFault(database)
    saver.submit(number, setting(None, 1))

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

"""Whatever is wrong with the machine or the files: the program starts or says why, and no report is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import COLLECTIONS_FILE, DRAFTS_FILE, REGISTER_FILE, REGISTER_STEM
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.register.store import REGISTERS
from gia_desktop.ui.report import wishes
from gia_desktop.ui.shell.app import make_window
from gia_desktop.ui.shell.menus import SET
from gia_desktop.vault import connection as connection_module
from gia_desktop.vault.backups import make_backup
from gia_desktop.vault.connection import Connection
from gia_desktop.vault.faults import DiskFullFault, LockedFault, NewerFault
from tests.support.window.harness import settle
from tests.support.window.office import Office, open_office
from tests.support.window.scripted import ScriptedMessages

NATURAL = CellKey("t3.new.natural")
ROOT = Path(__file__).parents[3]

HOLD = """
import sqlite3, sys
holding = sqlite3.connect(sys.argv[1], isolation_level=None)
holding.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(tmp_path: Path, city: Report) -> Path:
    """A data folder with one report, as an ordinary session leaves it."""
    folders = find_folders(tmp_path / "王 芳的文件夹")
    with closing(DraftStore(folders.data / DRAFTS_FILE)) as store:
        store.create(city)
    return folders.data


@pytest.fixture
def start(qtbot: QtBot, data: Path) -> Iterator[Callable[[], Office]]:
    """Start the program over the folder."""
    offices: list[Office] = []

    def start_it() -> Office:
        messages = ScriptedMessages()
        window = make_window(find_folders(data), messages)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        office = Office(window, window.workspace, window.settings, messages, find_folders(data))
        offices.append(office)
        office.window.tell_notices()
        return office

    yield start_it
    for office in offices:
        office.window.close()


@pytest.fixture
def with_backup(data: Path, start: Callable[[], Office]) -> Path:
    """The same after a session that made a backup."""
    office = start()
    open_report(office, 1)
    office.fill(NATURAL, "41")
    office.workspace.saver.read(lambda store: make_backup(store, DRAFTS, office.folders.backups, "drafts"))
    office.window.close()
    return data


def open_report(office: Office, number: int) -> None:
    office.window.reports.open(number)
    settle()


def units(office: Office) -> list[str]:
    return [item.unit for item in office.workspace.library.summaries()]


def test_a_file_of_rubbish_is_kept_aside_and_the_last_backup_taken(
    with_backup: Path, start: Callable[[], Office]
) -> None:
    (with_backup / DRAFTS_FILE).write_bytes(b"\x00rubbish" * 5000)
    office = start()
    assert units(office) == ["云溪市人民政府"]
    assert "已损坏" in office.messages.told[0]
    assert "已完整恢复：云溪市人民政府2024年度" in office.messages.told[0]
    (aside,) = with_backup.glob("drafts-damaged-*.sqlite3")
    assert aside.read_bytes().startswith(b"\x00rubbish")
    open_report(office, 1)
    assert office.value(NATURAL) == 41


def test_a_file_that_is_gone_is_replaced_by_the_last_backup(
    with_backup: Path, start: Callable[[], Office]
) -> None:
    (with_backup / DRAFTS_FILE).unlink()
    office = start()
    assert "不见了" in office.messages.told[0]
    open_report(office, 1)
    assert office.value(NATURAL) == 41


def test_a_register_mended_for_the_home_page_is_told_though_the_window_is_closed_at_once(
    data: Path, start: Callable[[], Office]
) -> None:
    (data / REGISTER_FILE).write_bytes(b"\x00rubbish" * 500)
    office = start()
    office.window.go_home()
    office.window.close()
    (told,) = office.messages.told
    assert "登记库" in told
    assert "已损坏" in told


def test_a_register_that_cannot_be_read_holds_up_neither_collections_nor_the_end(
    data: Path, start: Callable[[], Office]
) -> None:
    (data / REGISTER_FILE).mkdir()
    (data / COLLECTIONS_FILE).write_bytes(b"\x00rubbish" * 500)
    office = start()
    office.window.open_the_others()
    register, collections = office.messages.told
    assert register.startswith("读写不了《register.sqlite3》")
    assert "汇总库" in collections
    office.window.close()
    assert office.messages.errors == office.messages.mentioned == []
    assert office.messages.questions == []
    assert not office.window.isVisible()


def test_a_register_that_cannot_be_read_is_not_shown_as_empty_and_hides_no_report(
    data: Path, start: Callable[[], Office], qtbot: QtBot
) -> None:
    (data / REGISTER_FILE).mkdir()
    office = start()
    office.window.go_home()
    home = office.window.home
    qtbot.waitUntil(home.unread["register"].isVisible)
    assert home.unread["register"].text().startswith("读写不了《register.sqlite3》")
    assert not home.shelves["register"].isVisible()
    assert units(office)
    (data / REGISTER_FILE).rmdir()
    office.window.go_home()
    assert home.shelves["register"].isVisible()
    assert not home.unread["register"].isVisible()
    assert office.messages.errors == office.messages.mentioned == []


def test_a_register_that_is_gone_is_put_together_and_told_without_being_asked_for(
    data: Path, start: Callable[[], Office]
) -> None:
    office = start()
    office.workspace.vaults.register.read(
        lambda store: make_backup(store, REGISTERS, office.folders.backups, REGISTER_STEM)
    )
    office.window.close()
    for path in data.glob(f"{REGISTER_FILE}*"):
        path.unlink()
    office = start()
    open_report(office, 1)
    assert not office.workspace.vaults.register.holds_nothing
    office.window.open_the_others()
    assert "登记库《register.sqlite3》" in office.messages.told[0]
    assert "不见了" in office.messages.told[0]


def test_a_database_of_a_newer_program_is_left_alone_and_both_versions_named(
    data: Path, start: Callable[[], Office]
) -> None:
    with closing(sqlite3.connect(data / DRAFTS_FILE)) as newer:
        newer.execute("PRAGMA user_version = 99")
        seal = connection_module.seal("meta", ("version", "99"))
        newer.execute("UPDATE meta SET value = '99', seal = ? WHERE name = 'version'", (seal,))
        newer.commit()
    before = (data / DRAFTS_FILE).read_bytes()
    with pytest.raises(NewerFault, match="数据版本 99，本程序只能读到版本 2"):
        start()
    assert (data / DRAFTS_FILE).read_bytes() == before


@pytest.mark.slow
def test_a_database_held_by_another_process_is_told_and_opened_when_it_is_free(
    data: Path, start: Callable[[], Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def impatient(database: Path, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(database, **{**options, "timeout": 0.1})
        return connection

    monkeypatch.setattr(sqlite3, "connect", impatient)
    command = [sys.executable, "-c", HOLD, str(data / DRAFTS_FILE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedFault, match="正被另一个程序占用"):
            start()
        holder.communicate(b"")
    assert units(start()) == ["云溪市人民政府"]


def test_a_full_disk_is_told_and_what_was_typed_is_saved_once_there_is_room(
    start: Callable[[], Office], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    office = start()
    open_report(office, 1)
    office.workspace.saver.flush()

    def fail(self: DraftStore, *_args: object) -> None:
        raise DiskFullFault(self.path)

    with monkeypatch.context() as full:
        full.setattr(DraftStore, "write", fail)
        office.fill(NATURAL, "77")
        qtbot.waitUntil(lambda: bool(office.messages.mentioned))
    assert "没有保存：磁盘已满" in office.page.header.saved.text()
    assert office.messages.mentioned[0].code == "GIA-E-301"
    assert office.value(NATURAL) == 77
    assert office.window.save_now()
    assert office.workspace.library.load(1).values[NATURAL] == 77


def test_a_removed_stick_keeps_what_is_typed_until_it_is_back(
    data: Path, start: Callable[[], Office], qtbot: QtBot
) -> None:
    office = start()
    open_report(office, 1)
    office.workspace.saver.flush()
    pulled = data.with_name("pulled")
    data.rename(pulled)
    data.write_text("nothing can be made where the stick was")
    office.fill(NATURAL, "78")
    qtbot.waitUntil(lambda: bool(office.messages.mentioned))
    assert office.messages.mentioned[0].code == "GIA-E-304"
    assert office.value(NATURAL) == 78
    data.unlink()
    pulled.rename(data)
    assert office.window.save_now()
    assert office.workspace.library.load(1).values[NATURAL] == 78


def test_a_clock_that_was_set_back_loses_and_stops_nothing(
    data: Path, start: Callable[[], Office], city: Report
) -> None:
    """The last session was next year, as the PC thought; now its clock is right again."""
    later = datetime.now(UTC) + timedelta(days=400)
    with closing(DraftStore(data / DRAFTS_FILE)) as store:
        store.create(city, later)
        store.name_version(2, "初稿", later)
    office = start()
    assert len(units(office)) == 2
    open_report(office, 2)
    office.fill(NATURAL, "79")
    assert office.window.save_now()
    entries = office.workspace.library.history(2, [NATURAL])
    assert [entry.new for entry in entries][-1] == 79
    assert [version.name for version in office.workspace.library.versions(2)] == ["初稿"]
    office.window.close()
    assert list((data / "backups").glob("*.db"))


def test_nothing_is_written_into_the_folder_of_the_program(start: Callable[[], Office]) -> None:
    """It is installed where clerks may not write."""

    def stamps() -> dict[Path, tuple[int, int]]:
        return {
            path: (path.stat().st_size, path.stat().st_mtime_ns)
            for folder in ("gia_desktop", "resources")
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix not in {".py", ".pyc", ".md", ".png"}
        }

    before = stamps()
    office = start()
    office.window.do(wishes.SAMPLE)
    settle()
    office.fill(NATURAL, "1")
    office.window.do(SET, "text_size", "large")
    office.window.close()
    assert stamps() == before


def test_a_user_name_with_chinese_signs_and_spaces_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    home = tmp_path / "王 芳（清河镇）"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    folders = find_folders()
    assert folders.data.is_relative_to(home)
    office = open_office(folders.data)
    qtbot.addWidget(office.window)
    office.window.activateWindow()
    qtbot.waitActive(office.window)
    office.new()
    office.fill(NATURAL, "6")
    office.window.close()
    with closing(DraftStore(folders.data / DRAFTS_FILE, look_only=True)) as store:
        assert store.load(1).values[NATURAL] == 6


def test_a_network_home_folder_needs_no_shared_memory(data: Path, start: Callable[[], Office]) -> None:
    """WAL on a network drive is safe only without the shared index (https://sqlite.org/wal.html 8)."""
    office = start()
    open_report(office, 1)
    office.fill(NATURAL, "5")
    office.workspace.saver.flush()
    beside = {path.name for path in data.glob(f"{DRAFTS_FILE}*")}
    assert beside == {DRAFTS_FILE, *(f"{DRAFTS_FILE}-{kept}" for kept in ("wal", "steps", "closed"))}


def test_a_drive_that_knows_no_wal_keeps_every_step(
    data: Path, start: Callable[[], Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite stays with its old journal where WAL can't be had; every commit is on disk all the same."""

    class Stubborn(Connection):
        def execute(self, sql: str, parameters: object = ()) -> sqlite3.Cursor:
            wanted = "PRAGMA journal_mode = DELETE" if sql == "PRAGMA journal_mode = WAL" else sql
            return super().execute(wanted, parameters)

    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **more: real(*args, **{**more, "factory": Stubborn})
    )
    office = start()
    open_report(office, 1)
    office.fill(NATURAL, "5")
    assert office.window.save_now()
    beside = {path.name for path in data.glob(f"{DRAFTS_FILE}*")}
    assert beside <= {DRAFTS_FILE, *(f"{DRAFTS_FILE}-{kept}" for kept in ("journal", "steps", "closed"))}
    assert office.workspace.library.load(1).values[NATURAL] == 5

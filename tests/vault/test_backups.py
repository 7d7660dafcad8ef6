"""Backups: made when due, verified, thinned out with age, looked into, put back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.backups import (
    Backup,
    keep_backups,
    list_backups,
    look_into,
    make_backup,
    restore,
    thin_out,
)
from gia_desktop.vault.faults import DamagedFault, DiskFullFault, UnreachableFault
from tests.support.reports.stored import NATURAL, contents, full_report, setting, town

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
STEM = "drafts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def reports_in(backup: Backup) -> Sequence[DraftSummary]:
    return look_into(backup, DRAFTS, DraftStore.list)


def pretend(folder: Path, at: datetime, size: int = 10) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"drafts-{at:%Y%m%d-%H%M%S}.db").write_bytes(b"x" * size)


def moments(folder: Path) -> list[datetime]:
    return [backup.at for backup in list_backups(folder, STEM)]


def test_a_backup_holds_everything_and_stands_alone(store: DraftStore, folder: Path) -> None:
    store.create(full_report(), NOON)
    backup = make_backup(store, DRAFTS, folder, STEM, NOON)

    assert list(folder.iterdir()) == [backup.path]
    assert list_backups(folder, STEM) == [backup]
    assert [line.unit for line in reports_in(backup)] == ["示例县第1镇人民政府"]
    assert list(folder.iterdir()) == [backup.path]


def test_half_a_backup_of_a_killed_program_goes_with_the_next_one(store: DraftStore, folder: Path) -> None:
    store.create(full_report(), NOON)
    folder.mkdir()
    kept = ["drafts-20260104-120001.db.part", "drafts-2.db.part", "drafts-20260104-120002.doc.part"]
    for name in ("drafts-20260104-120000.db.part", "drafts-20260104-120000.db.part-journal", *kept):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (0, 0))
    os.utime(folder / kept[0])  # another PC writes it just now
    backup = keep_backups(store, DRAFTS, folder, STEM, NOON)
    assert backup is not None
    assert sorted(path.name for path in folder.iterdir()) == sorted([*kept, backup.path.name])


def test_a_backup_that_can_not_be_read_back_is_removed_and_told(
    store: DraftStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "copy_to", lambda path: path.write_bytes(b"half a file"))
    folder.mkdir()

    with pytest.raises(DamagedFault):
        make_backup(store, DRAFTS, folder, STEM, NOON)
    assert list(folder.iterdir()) == []


def test_a_backup_on_a_full_disk_is_told_and_leaves_no_half_file(
    store: DraftStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullDisk:
        def backup(self, _target: sqlite3.Connection) -> None:
            error = sqlite3.OperationalError("full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    with monkeypatch.context() as patched:
        patched.setattr(store._database, "connection", FullDisk())
        with pytest.raises(DiskFullFault):
            make_backup(store, DRAFTS, folder, STEM, NOON)
    assert list(folder.iterdir()) == []


def test_a_backup_is_made_each_hour_in_which_something_changed(store: DraftStore, folder: Path) -> None:
    number = store.create(town(), NOON)
    at = [NOON + timedelta(minutes=minutes) for minutes in (0, 30, 70, 80, 200, 300)]
    assert keep_backups(store, DRAFTS, folder, STEM, at[0]) is not None
    store.write(number, setting(NATURAL, None, 1), at=at[1])
    assert keep_backups(store, DRAFTS, folder, STEM, at[1]) is None
    assert keep_backups(store, DRAFTS, folder, STEM, at[2]) is not None
    assert keep_backups(store, DRAFTS, folder, STEM, at[4]) is None
    store.write(number, setting(NATURAL, 1, 2), at=at[5])

    assert keep_backups(store, DRAFTS, folder, STEM, at[5]) is not None
    assert moments(folder) == [at[5], at[2], at[0]]


@pytest.mark.parametrize("ahead", [timedelta(days=365), timedelta(days=365 * 12)])
def test_a_day_with_a_wrong_clock_neither_stops_the_backups_nor_thins_them_out(
    store: DraftStore, folder: Path, ahead: timedelta
) -> None:
    number = store.create(town(), NOON - timedelta(days=90))
    days = [NOON - timedelta(days=day) for day in range(60, 0, -1)]
    for value, at in enumerate([*days, NOON + ahead, NOON + timedelta(days=1), NOON + timedelta(days=2)]):
        store.write(number, setting(NATURAL, value or None, value + 1), at=at)
        assert keep_backups(store, DRAFTS, folder, STEM, at) is not None, at
    kept = moments(folder)

    assert kept[0] == NOON + ahead
    assert kept[1:3] == [NOON + timedelta(days=2), NOON + timedelta(days=1)]
    assert sum(at > NOON - timedelta(days=25) for at in kept) >= 25
    assert keep_backups(store, DRAFTS, folder, STEM, NOON + timedelta(days=3)) is None


def test_nothing_new_is_not_backed_up_again_whatever_the_clock_says(store: DraftStore, folder: Path) -> None:
    store.create(town(), NOON)
    assert keep_backups(store, DRAFTS, folder, STEM, NOON) is not None
    for days in (1, 400, -400):
        assert keep_backups(store, DRAFTS, folder, STEM, NOON + timedelta(days=days)) is None


def test_old_backups_are_thinned_to_the_last_hours_days_weeks_and_years(folder: Path) -> None:
    for hours in range(0, 24 * 1000, 5):
        pretend(folder, NOON - timedelta(hours=hours))
    thin_out(folder, STEM, NOON)
    kept = moments(folder)

    assert kept[:24] == [NOON - timedelta(hours=hours) for hours in range(0, 24 * 5, 5)]
    ages = [NOON - at for at in kept]
    assert 24 <= sum(timedelta(days=5) < age <= timedelta(days=30) for age in ages) <= 26
    assert 45 <= sum(timedelta(days=30) < age <= timedelta(days=366) for age in ages) <= 50
    assert 2 <= sum(age > timedelta(days=366) for age in ages) <= 3


def test_of_several_backups_in_an_hour_the_newest_stays(folder: Path) -> None:
    for minutes in (5, 10, 15):
        pretend(folder, NOON - timedelta(minutes=minutes))
    thin_out(folder, STEM, NOON)

    assert moments(folder) == [NOON - timedelta(minutes=5)]


def test_the_cap_is_kept_at_the_cost_of_the_hourly_ones_but_never_the_newest(folder: Path) -> None:
    kept = [NOON, NOON - timedelta(hours=3), NOON - timedelta(days=20), NOON - timedelta(days=900)]
    for at in kept:
        pretend(folder, at, size=100)
    thin_out(folder, STEM, NOON, cap=300)
    assert moments(folder) == [kept[0], kept[2], kept[3]]

    thin_out(folder, STEM, NOON, cap=1)
    assert moments(folder) == [NOON]


def test_other_files_in_the_folder_are_neither_listed_nor_removed(folder: Path) -> None:
    folder.mkdir()
    others = [
        folder / name
        for name in ("说明.txt", "drafts-20261399-000000.db", "drafts.db", "register-20260105-120000.db")
    ]
    for path in others:
        path.write_bytes(b"mine")
    thin_out(folder, STEM, NOON, cap=0)

    assert list_backups(folder, STEM) == []
    assert all(path.exists() for path in others)


def test_a_folder_that_is_missing_has_no_backups(folder: Path) -> None:
    assert list_backups(folder, STEM) == []


def test_restoring_keeps_the_replaced_file(store: DraftStore, database: Path, folder: Path) -> None:
    number = store.create(full_report())
    backup = make_backup(store, DRAFTS, folder, STEM, NOON)
    store.write(number, setting(NATURAL, 12, 99))
    store.close()
    aside = restore(backup, DRAFTS, database, NOON)

    for path, value in ((database, 12), (aside, 99)):
        opened = DraftStore(path)
        assert contents(opened)[number].values[NATURAL] == value
        opened.close()
    assert aside.name == "drafts-replaced-20260105-120000-000000.db"
    assert reports_in(backup)[0].id == number


def test_a_damaged_backup_is_not_put_in_place(store: DraftStore, database: Path, folder: Path) -> None:
    store.create(full_report())
    backup = make_backup(store, DRAFTS, folder, STEM, NOON)
    store.close()
    before = database.read_bytes()
    backup.path.write_bytes(b"bad")

    with pytest.raises(DamagedFault):
        restore(backup, DRAFTS, database, NOON)
    assert database.read_bytes() == before


def test_a_backup_on_a_stick_that_was_removed_is_unreachable(folder: Path) -> None:
    with pytest.raises(UnreachableFault):
        reports_in(Backup(folder / "drafts-20260105-120000.db", NOON, 1))


def test_two_backups_of_the_same_second_are_both_kept(store: DraftStore, tmp_path: Path) -> None:
    store.create(town(1))
    first = make_backup(store, DRAFTS, tmp_path / "backups", STEM, NOON)
    store.create(town(2))
    second = make_backup(store, DRAFTS, tmp_path / "backups", STEM, NOON)

    assert [len(reports_in(backup)) for backup in (first, second)] == [1, 2]
    assert list_backups(tmp_path / "backups", STEM) == [second, first]

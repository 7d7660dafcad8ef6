"""The copy of a database that somebody else has open and is writing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault import copies
from gia_desktop.vault.copies import companion, copy_live
from gia_desktop.vault.faults import LockedFault, UnreachableFault
from tests.support.reports.stored import full_report

KEY = CellKey("t3.new.natural")


def test_a_copy_holds_what_is_only_in_the_journal_of_the_open_database(
    store: DraftStore, database: Path, tmp_path: Path
) -> None:
    number = store.create(full_report())
    store.write(number, Change("填写", {KEY: (None, 77)}))
    assert companion(database, "-wal").stat().st_size > 0
    target = tmp_path / "copy.sqlite3"
    copy_live(database, target)
    with closing(DraftStore(target)) as copy:
        assert copy.load(number) == store.load(number)
        assert copy.load(number).values[KEY] == 77


def test_the_open_database_is_not_disturbed(store: DraftStore, database: Path, tmp_path: Path) -> None:
    number = store.create(full_report())
    copy_live(database, tmp_path / "copy.sqlite3")
    with closing(DraftStore(tmp_path / "copy.sqlite3")) as copy:
        copy.write(number, Change("填写", {KEY: (None, 1)}))
    store.write(number, Change("填写", {KEY: (None, 2)}))
    assert store.load(number).values[KEY] == 2


def test_a_database_that_changes_while_it_is_read_is_read_again(
    store: DraftStore, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two readings the journal is folded into the file and begun anew."""
    number = store.create(full_report())
    real, readings = copies._bytes_of, []

    def reading(path: Path) -> tuple[bytes, bytes]:
        readings.append(path)
        found = real(path)
        if len(readings) == 1:
            store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            store.write(number, Change("填写", {KEY: (None, 5)}))
        return found

    monkeypatch.setattr(copies, "_bytes_of", reading)
    copy_live(database, tmp_path / "copy.sqlite3")
    assert len(readings) == 3
    with closing(DraftStore(tmp_path / "copy.sqlite3")) as copy:
        assert copy.load(number).values[KEY] == 5


def test_a_database_that_never_rests_is_told_as_locked(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changing = iter(range(1000))
    monkeypatch.setattr(copies, "_bytes_of", lambda _path: (b"%d" % next(changing), b""))
    with pytest.raises(LockedFault):
        copy_live(database, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


def test_a_database_on_a_stick_that_is_gone_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(UnreachableFault):
        copy_live(tmp_path / "gone" / "drafts.sqlite3", tmp_path / "copy.sqlite3")

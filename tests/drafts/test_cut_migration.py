"""The power goes while an old database is upgraded: it is whole afterwards, old or new."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.core.report import Report
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.steps import SCHEMA
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault import database
from gia_desktop.vault.connection import connect
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import DiskFullFault
from tests.support.reports.stored import contents

OLDEST: Final = Path(__file__).parents[1] / "old_drafts" / "step-0001.sqlite"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder with a database of the first step."""
    folder = tmp_path / "张 三"
    folder.mkdir()
    return Path(shutil.copy(OLDEST, folder / "drafts.sqlite3"))


@pytest.fixture
def wanted(tmp_path: Path) -> dict[int, Report]:
    """What the reports of the old database are."""
    path = Path(shutil.copy(OLDEST, tmp_path / "undisturbed.sqlite3"))
    with closing(DraftStore(path)) as store:
        return contents(store)


def test_a_power_cut_before_any_statement_of_an_upgrade_loses_nothing(
    old: Path, wanted: dict[int, Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is copied before every statement, as a power cut would leave it there."""
    cuts: list[tuple[str, Path]] = []

    def connect_and_watch(path: Path, busy_seconds: float) -> sqlite3.Connection:
        def keep(statement: str) -> None:
            cuts.append((statement, Path(shutil.copytree(old.parent, tmp_path / f"cut {len(cuts)}"))))

        connection = connect(path, busy_seconds)
        connection.set_trace_callback(keep)
        return connection

    monkeypatch.setattr(database, "connect", connect_and_watch)
    DraftStore(old).close()
    monkeypatch.undo()
    statements = " ".join(statement for statement, _ in cuts)
    assert all(
        word in statements for word in ("BEGIN", "CREATE TABLE versions", "user_version = 2", "COMMIT")
    )
    for statement, folder in cuts:
        opened = open_drafts(folder / old.name)
        assert contents(opened.store) == wanted, statement
        assert not opened.report.notice, statement
        opened.store.close()


def test_a_journal_of_an_upgrade_that_breaks_off_anywhere_loses_nothing(
    old: Path, wanted: dict[int, Report], tmp_path: Path
) -> None:
    with closing(DraftStore(old)):
        main, wal = (companion(old, ending).read_bytes() for ending in ("", "-wal"))
    upgraded = set()
    for length in range(len(wal), -1, -512):
        path = tmp_path / f"{length}" / old.name
        path.parent.mkdir()
        path.write_bytes(main)
        companion(path, "-wal").write_bytes(wal[:length])
        opened = open_drafts(path)
        assert contents(opened.store) == wanted, length
        upgraded.add(opened.report.upgraded_from)
        opened.store.close()
    assert upgraded == {0, 1}, "some cuts lie after the upgrade, some before"


def test_a_disk_that_is_full_before_an_upgrade_leaves_the_old_database(
    old: Path, wanted: dict[int, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no room for the copy that is made before; without it nothing is upgraded."""
    before = old.read_bytes()

    def fail(*_args: object) -> None:
        raise DiskFullFault(old)

    monkeypatch.setattr(database, "keep_copy", fail)
    with pytest.raises(DiskFullFault, match="磁盘已满"):
        DraftStore(old)
    monkeypatch.undo()
    with closing(sqlite3.connect(old)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (1,)
    assert len(before) == old.stat().st_size
    with closing(DraftStore(old)) as store:
        assert contents(store) == wanted
        assert (store.upgraded_from, SCHEMA.newest) == (1, 2)

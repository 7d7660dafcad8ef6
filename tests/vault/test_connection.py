from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gia_desktop.vault import connection


def test_a_connection_that_can_not_be_set_up_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    class Refusing(sqlite3.Connection):
        def execute(self, *arguments: object) -> sqlite3.Cursor:
            made.append(self)
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(
        sqlite3, "connect", lambda path, **options: connect(path, **{**options, "factory": Refusing})
    )
    with pytest.raises(sqlite3.OperationalError):
        connection.connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        _ = made[0].total_changes


def test_what_is_closed_lets_go_of_the_file_though_a_cursor_is_still_held(tmp_path: Path) -> None:
    """The traceback of a fault holds the cursor that met it, until the next collection of garbage."""
    first = connection.connect(tmp_path / "a.db")
    first.execute("CREATE TABLE t (a)")
    first.execute("INSERT INTO t VALUES (1), (2)")
    cursor = first.execute("SELECT a FROM t")
    assert cursor.fetchone() == (1,)
    first.close()
    second = connection.connect(tmp_path / "a.db", busy_seconds=0)
    assert second.execute("SELECT count(*) FROM t").fetchone() == (2,)
    second.close()
    with pytest.raises(sqlite3.ProgrammingError):
        cursor.fetchone()

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
        sqlite3, "connect", lambda path, **options: connect(path, factory=Refusing, **options)
    )
    with pytest.raises(sqlite3.OperationalError):
        connection.connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        _ = made[0].total_changes

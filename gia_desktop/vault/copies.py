"""Copies of the database, made by SQLite's own backup, kept before it is upgraded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gia_desktop.vault.faults import told_as_faults

KEPT_COPIES: Final = 3


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of an open database; a half-written one never bears the final name.

    Raises:
        EnvironmentFault: the copy can't be written.
    """
    half = target.with_name(target.name + ".part")
    with told_as_faults(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(half)) as copy:
                source.backup(copy)
                # A copy is one file; WAL would want a second one beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the database beside itself before it is upgraded from a version; the last three copies stay."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    folder = path.parent / "before-upgrade"
    target = folder / f"{path.stem}-{stamp}-v{version}{path.suffix}"
    copy_database(connection, target)
    copies = sorted(folder.glob(f"{path.stem}-*-v*{path.suffix}"))
    for old in copies[:-KEPT_COPIES]:
        old.unlink()
    return target

"""Copies of a database: by SQLite while it is ours, byte by byte while another PC has it open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gia_desktop.vault.faults import LockedFault, told_as_faults
from gia_desktop.vault.swap import companion

KEPT_COPIES: Final = 3

_ATTEMPTS: Final = 20


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


def copy_live(path: Path, target: Path) -> None:
    """Copy database and journal as they were at one moment.

    The file itself only changes when the journal is folded into it, and the journal only grows between:
    two readings in a row that agree on both lie between two such moments.

    Raises:
        LockedFault: it changes faster than it can be read.
        EnvironmentFault: it can't be read, or the copy can't be written.
    """
    with told_as_faults(path):
        before = _bytes_of(path)
        for _ in range(_ATTEMPTS):
            after = _bytes_of(path)
            if after[0] == before[0] and after[1].startswith(before[1]):
                break
            before = after
        else:
            raise LockedFault(path, "changes while it is read")
    with told_as_faults(target):
        for ending, data in zip(("", "-wal"), before, strict=True):
            companion(target, ending).write_bytes(data)


def _bytes_of(path: Path) -> tuple[bytes, bytes]:
    journal = companion(path, "-wal")
    return path.read_bytes(), journal.read_bytes() if journal.exists() else b""

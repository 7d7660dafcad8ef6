"""Copies of a database file, and its exchange: a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import filecmp
import glob
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gia_desktop.vault.faults import LockedFault, told_as_faults
from gia_desktop.vault.journal import whole_image

KEPT_COPIES: Final = 3

_ATTEMPTS: Final = 20

HALF_ENDING: Final = ".part"
"""Ending of a copy that is being written."""

STEPS_ENDING: Final = "-steps"
"""Ending of the file beside a database that holds the last confirmed steps (see witness)."""

CLOSED_ENDING: Final = "-closed"
"""Ending of the file beside a database that tells how it was when it was last closed (see witness)."""

_COMPANIONS: Final = ("-wal", "-shm", "-journal", STEPS_ENDING, CLOSED_ENDING)
"""Files beside a database that tell of this very one, and not of its successor."""


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of an open database; a half-written one never bears the final name.

    Its folder is not made: one that is missing may have been pulled out.

    Raises:
        EnvironmentFault: the copy can't be written.
    """
    half = companion(target, HALF_ENDING)
    with told_as_faults(target):
        half.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(half)) as copy:
                source.backup(copy)
                # A copy is one file; WAL would want a second one beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)


def copy_file(source: Path, target: Path) -> None:
    """Write a copy of a file that nobody changes; a half-written one never bears the final name.

    Raises:
        EnvironmentFault: the copy can't be written.
    """
    half = companion(target, HALF_ENDING)
    with told_as_faults(target):
        try:
            copy_durably(source, half)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)


def put_back(copy_to: Callable[[Path], object], path: Path) -> None:
    """Put a whole copy in the place of a database; what lay beside the old one is not played into it."""
    ready = companion(path, ".ready")
    copy_to(ready)
    finish_install(path)


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the database beside itself before it is upgraded from a version; the last three copies stay."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    folder = path.parent / "before-upgrade"
    target = folder / f"{path.stem}-{stamp}-v{version}{path.suffix}"
    folder.mkdir(exist_ok=True)
    for half in folder.glob(f"{glob.escape(path.stem)}-*{HALF_ENDING}*"):
        half.unlink()  # of a program that was killed over it
    copy_database(connection, target)
    copies = sorted(folder.glob(f"{path.stem}-*-v*{path.suffix}"))
    for old in copies[:-KEPT_COPIES]:
        old.unlink()
    return target


def copy_in_memory(path: Path) -> sqlite3.Connection:
    """Return a copy of a database, with what is in its journal, that lives in memory only.

    Neither file is opened by SQLite, which would fold the one into the other.

    Raises:
        LockedFault: it changes faster than it can be read.
    """
    data, wal = bytes_at_rest(path)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if data or wal:
            copy.deserialize(whole_image(data, wal))
    except BaseException:
        copy.close()
        raise
    return copy


def copy_live(path: Path, target: Path) -> None:
    """Copy database and journal as they were at one moment.

    Raises:
        LockedFault: it changes faster than it can be read.
        EnvironmentFault: it can't be read, or the copy can't be written.
    """
    with told_as_faults(path):
        found = bytes_at_rest(path)
    with told_as_faults(target):
        for ending, data in zip(("", "-wal"), found, strict=True):
            companion(target, ending).write_bytes(data)


def bytes_at_rest(path: Path) -> tuple[bytes, bytes]:
    """Return database and journal as they were at one moment, whoever writes them.

    The file itself only changes when the journal is folded into it, and the journal only grows between:
    two readings in a row that agree on both lie between two such moments.
    """
    before = _bytes_of(path)
    for _ in range(_ATTEMPTS):
        after = _bytes_of(path)
        if after[0] == before[0] and after[1].startswith(before[1]):
            return before
        before = after
    raise LockedFault(path, "changes while it is read")


def _bytes_of(path: Path) -> tuple[bytes, bytes]:
    journal = companion(path, "-wal")
    return path.read_bytes(), journal.read_bytes() if journal.exists() else b""


def companion(path: Path, ending: str) -> Path:
    """Return the file beside a database with a longer ending."""
    return path.with_name(path.name + ending)


def keep_aside(path: Path, word: str, now: datetime, *, with_journal: bool = True) -> Path:
    """Copy a database with its journal to a name that tells why and when; return the copy.

    One that is kept already is not copied again, and half a copy does not stay: a disk that is full must not
    fill up further at every start.
    """
    endings = ("", "-wal") if with_journal else ("",)
    sources = [ending for ending in endings if companion(path, ending).exists()]
    for kept in sorted(path.parent.glob(f"{glob.escape(path.stem)}-{word}-*{path.suffix}")):
        if all(_is_same(companion(path, ending), companion(kept, ending)) for ending in sources):
            return kept
    aside = path.with_name(f"{path.stem}-{word}-{now:%Y%m%d-%H%M%S-%f}{path.suffix}")
    try:
        for ending in sources:
            copy_durably(companion(path, ending), companion(aside, ending))
    except BaseException:
        for ending in sources:
            companion(aside, ending).unlink(missing_ok=True)
        raise
    return aside


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file and wait until the copy is on the disk."""
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())


def unfinished(path: Path) -> Path:
    """Return where the successor of a database is built; nobody takes it for finished."""
    target = companion(path, HALF_ENDING)
    for ending in ("", *_COMPANIONS):
        companion(target, ending).unlink(missing_ok=True)
    return target


def install(path: Path) -> None:
    """Put the finished successor in the place of the database.

    From the first rename on the successor counts; ``finish_install`` completes what a kill interrupted.
    """
    companion(path, HALF_ENDING).replace(companion(path, ".ready"))
    finish_install(path)


def finish_install(path: Path) -> None:
    """Move a finished successor into place, if there is one."""
    ready = companion(path, ".ready")
    if ready.exists():
        # The journal of the old database must not be played into the new one.
        for ending in _COMPANIONS:
            companion(path, ending).unlink(missing_ok=True)
        ready.replace(path)

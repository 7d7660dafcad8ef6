"""Replace the database file as a whole, so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

_COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside a database while it is open or after a crash."""


def companion(path: Path, ending: str) -> Path:
    """Return the file beside a database with a longer ending."""
    return path.with_name(path.name + ending)


def keep_aside(path: Path, word: str, now: datetime) -> Path:
    """Copy a database with its journal to a name that tells why and when; return the copy."""
    aside = path.with_name(f"{path.stem}-{word}-{now:%Y%m%d-%H%M%S-%f}{path.suffix}")
    for ending in ("", "-wal"):
        source = companion(path, ending)
        if source.exists():
            copy_durably(source, companion(aside, ending))
    return aside


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file and wait until the copy is on the disk."""
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())


def unfinished(path: Path) -> Path:
    """Return where the successor of a database is built; nobody takes it for finished."""
    target = companion(path, ".part")
    for ending in ("", *_COMPANIONS):
        companion(target, ending).unlink(missing_ok=True)
    return target


def install(path: Path) -> None:
    """Put the finished successor in the place of the database.

    From the first rename on the successor counts; ``finish_install`` completes what a kill interrupted.
    """
    companion(path, ".part").replace(companion(path, ".ready"))
    finish_install(path)


def finish_install(path: Path) -> None:
    """Move a finished successor into place, if there is one."""
    ready = companion(path, ".ready")
    if ready.exists():
        # The journal of the old database must not be played into the new one.
        for ending in _COMPANIONS:
            companion(path, ending).unlink(missing_ok=True)
        ready.replace(path)

"""A copy of a database that another PC has open: SQLite lets nobody in, but its files can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gia_desktop.vault.faults import LockedFault, told_as_faults
from gia_desktop.vault.swap import companion

_ATTEMPTS: Final = 20


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

"""What is known of a database apart from its file: which was opened, what confirmed, how it was closed."""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
import zlib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final

from gia_desktop.vault.copies import CLOSED_ENDING, STEPS_ENDING, companion

_MOST_BYTES: Final = 1_000_000

_READ_AT_ONCE: Final = 1 << 18

_AS_IT_IS: Final = sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
"""How a note is opened: no link is followed, no pipe waited for."""

_log = logging.getLogger(__name__)


class FileFate(Enum):
    """What has become of a file that is open."""

    SAME = "same"
    DELETED = "deleted"
    """The folder is there, the file is not."""
    OTHER = "other"
    """Another file bears its name."""
    GONE = "gone"
    """The folder is gone, or another one stands in its place: a stick was pulled out, a drive unmounted."""


class OpenFile:
    """A database file that is open, known by its device and inode."""

    def __init__(self, path: Path) -> None:
        """Remember a file that is there.

        Raises:
            OSError: it can't be reached.
        """
        self.path = path
        self._file = _identity(path)
        self._folder = _identity(path.parent)
        self._journal: tuple[int, int] | None = None

    def look(self) -> FileFate:
        """Tell what has become of the file.

        Raises:
            OSError: it can't be told: the disk does not answer.
        """
        found = _identity(self.path)
        if found is None:
            return FileFate.DELETED if _identity(self.path.parent) == self._folder else FileFate.GONE
        if found != self._file and sys.platform != "win32":
            return FileFate.OTHER  # Windows lets nobody exchange an open file, and its numbers need not last
        # While a database is open its journal only goes when somebody deletes it, and the last steps with it.
        before, self._journal = self._journal, _identity(companion(self.path, "-wal"))
        if before is None or self._journal is not None:
            return FileFate.SAME
        return FileFate.DELETED if _identity(self.path) is not None else FileFate.GONE

    def journal_is_ours(self) -> bool:
        """Tell whether the journal beside the file is the one of the open database."""
        return _identity(companion(self.path, "-wal")) == self._journal


def _identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode of a file or folder, None when it is not there."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def read_confirmed(path: Path) -> dict[int, int]:
    """Return the last confirmed step by document, of those written last; empty when nothing is known."""
    try:
        noted = _read_note(companion(path, STEPS_ENDING)) or {}
        return {int(number): int(step) for number, step in noted.items()}
    except (ValueError, AttributeError, TypeError, OverflowError):
        return {}


def write_confirmed(path: Path, steps: Mapping[int, int]) -> None:
    """Note the last confirmed step of documents, after they are on the disk.

    A note that can't be written, or is lost in a power cut, is only older than the database: what it says
    then still holds. So it need not wait for the disk.
    """
    _write_note(companion(path, STEPS_ENDING), {str(number): step for number, step in sorted(steps.items())})


def is_as_closed(path: Path) -> bool:
    """Tell whether a database is byte for byte as it was when a program that had checked it closed it.

    Then it need not be read row by row. Anything else - a program that was killed, another file in its place,
    a flipped byte, a note that is torn or missing - is no proof of damage, only none of soundness.
    """
    try:
        noted = _read_note(companion(path, CLOSED_ENDING))
        return noted is not None and not _has_journal(path) and noted == _print_of(path)
    except OSError:
        return False


def write_closed(path: Path) -> None:
    """Note how a sound database is after it was closed; nothing is noted when its journal is still there."""
    try:
        if not _has_journal(path):
            _write_note(companion(path, CLOSED_ENDING), _print_of(path))
    except OSError as error:
        _log.warning("closed database not noted: %s", type(error).__name__)


def forget_closed(path: Path) -> None:
    """Let a database be read row by row at the next opening, whatever it is like."""
    try:
        companion(path, CLOSED_ENDING).unlink(missing_ok=True)
    except OSError as error:
        _log.warning("note of closing stays: %s", type(error).__name__)


def _has_journal(path: Path) -> bool:
    found = (companion(path, ending) for ending in ("-wal", "-journal"))
    return any(journal.exists() and journal.stat().st_size for journal in found)


def _print_of(path: Path) -> dict[str, int]:
    """Return what no other bytes of a database have, but for one chance in four thousand million.

    The checksum finds every flipped byte for certain, and is the quickest there is: 0.04 s for 100 MB.
    """
    size = seal = 0
    buffer = memoryview(bytearray(_READ_AT_ONCE))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            size += count
            seal = zlib.crc32(buffer[:count], seal)
    return {"size": size, "crc32": seal}


def _read_note(path: Path) -> Any:
    """Return what a file of one sealed line says, None when it can't be told."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _AS_IT_IS), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            seal, _, body = file.read(_MOST_BYTES).partition(b"\n")[0].partition(b" ")
        return json.loads(body) if int(seal) == zlib.crc32(body) else None
    except (OSError, ValueError, RecursionError):
        return None


def _write_note(path: Path, said: Mapping[str, int]) -> None:
    """Write a file of one sealed line over the one before; no step fails because it can't be written."""
    body = json.dumps(said).encode()
    line = b"%d %s\n" % (zlib.crc32(body), body)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | _AS_IT_IS, 0o600)
        try:
            os.write(file, line)
            os.truncate(file, len(line))
        finally:
            os.close(file)
    except OSError as error:
        _log.warning("%s not noted: %s", path.suffix, type(error).__name__)

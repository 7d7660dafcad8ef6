"""What is known of a database apart from its file: which file was opened, and which steps were confirmed."""

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
from typing import Final

from gia_desktop.vault.copies import STEPS_ENDING, companion

_MOST_BYTES: Final = 1_000_000

_log = logging.getLogger(__name__)


class Seen(Enum):
    """What has become of a file that is open."""

    SAME = "same"
    DELETED = "deleted"
    """The folder is there, the file is not."""
    OTHER = "other"
    """Another file bears its name."""
    GONE = "gone"
    """The folder is gone, or another one stands in its place: a stick was pulled out, a drive unmounted."""


class Place:
    """A database file that is open, known by its device and inode."""

    def __init__(self, path: Path) -> None:
        """Remember a file that is there.

        Raises:
            OSError: it can't be reached.
        """
        self._path = path
        self._file = _identity(path)
        self._folder = _identity(path.parent)
        self._journal: tuple[int, int] | None = None

    def look(self) -> Seen:
        """Tell what has become of the file.

        Raises:
            OSError: it can't be told: the disk does not answer.
        """
        found = _identity(self._path)
        if found is None:
            return Seen.DELETED if _identity(self._path.parent) == self._folder else Seen.GONE
        if found != self._file and sys.platform != "win32":
            return Seen.OTHER  # Windows lets nobody exchange an open file, and its numbers need not last
        # While a database is open its journal only goes when somebody deletes it, and the last steps with it.
        before, self._journal = self._journal, _identity(companion(self._path, "-wal"))
        if before is None or self._journal is not None:
            return Seen.SAME
        return Seen.DELETED if _identity(self._path) is not None else Seen.GONE

    def journal_is_ours(self) -> bool:
        """Tell whether the journal beside the file is the one of the open database."""
        return _identity(companion(self._path, "-wal")) == self._journal


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
        with companion(path, STEPS_ENDING).open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return {}
            seal, _, body = file.read(_MOST_BYTES).partition(b"\n")[0].partition(b" ")
        if int(seal) != zlib.crc32(body):
            return {}
        return {int(number): int(step) for number, step in json.loads(body).items()}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def write_confirmed(path: Path, steps: Mapping[int, int]) -> None:
    """Note the last confirmed step of documents, after they are on the disk.

    A note that can't be written, or is lost in a power cut, is only older than the database: what it says
    then still holds. So it need not wait for the disk.
    """
    body = json.dumps({str(number): step for number, step in sorted(steps.items())}).encode()
    line = b"%d %s\n" % (zlib.crc32(body), body)
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        file = os.open(companion(path, STEPS_ENDING), flags, 0o600)
        try:
            os.write(file, line)
            os.truncate(file, len(line))
        finally:
            os.close(file)
    except OSError as error:
        _log.warning("confirmed steps not noted: %s", type(error).__name__)

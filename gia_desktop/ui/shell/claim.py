"""The right to write somewhere: a lock that the system guards, and a note that tells others who has it."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QSysInfo

from gia_desktop.core.errors import GiaError
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.privacy import open_to_others
from gia_desktop.files.reading import is_there
from gia_desktop.vault.holder import BEAT_SECONDS, Holder, Presence, read_holder, this_user

LOCK_ENDING: Final = ".lock"
NOTE_ENDING: Final = ".holder"

_ON_WINDOWS: Final = sys.platform == "win32"

_log = logging.getLogger(__name__)


class Claim:
    """One right that only one program has at a time, whatever PC it runs on.

    The lock of a program that died on this PC is granted at once. Whether one of another PC lives can't be
    asked; its note is watched instead (``gia_desktop.vault.holder.Watch``), and ``seize`` takes the right.
    """

    def __init__(self, place: Path, *, keeps_note: bool, beat_seconds: float = BEAT_SECONDS) -> None:
        """Name the place; lock and note are files of this name with their own endings.

        Args:
            place: lock and note lie here.
            keeps_note: the note stays when the right is given up, and tells who was last; so it is in the
                data folder, where the folder decides who may read both. Elsewhere others have to.
            beat_seconds: how often the note is renewed.
        """
        self.note = place.with_name(place.name + NOTE_ENDING)
        self._lock_file = place.with_name(place.name + LOCK_ENDING)
        self._keeps_note = keeps_note
        self._lock = QLockFile(str(self._lock_file))
        self._lock.setStaleLockTime(0)
        self._presence = Presence(
            self.note, QSysInfo.machineHostName(), beat_seconds=beat_seconds, for_others=not keeps_note
        )

    def take(self) -> bool:
        """Take the right, unless somebody has it or nothing can be written there."""
        if self._is_noted_elsewhere() or not (self._lock.tryLock(100) or self._take_left()):
            return False
        self._begin()
        return True

    def _begin(self) -> None:
        if not self._keeps_note:
            open_to_others(self._lock_file)
        self._presence.begin()

    def _take_left(self) -> bool:
        """Take a lock that no program has, though its file does not show it.

        A power cut leaves one that names no program: empty, or full of zeros. And on Windows the number of a
        killed program may be that of another one of ours by now, even of this one. A lock whose program runs
        is guarded by the system too, whatever its file says, and is never removed.
        """
        program, pc, _ = self._lock.getLockInfo()
        is_doubtful = not program or (_ON_WINDOWS and _is_this_pc(pc))
        return is_doubtful and self._lock.removeStaleLockFile() and self._lock.tryLock(100)

    def seize(self) -> bool:
        """Take the right of one who is gone without giving it up; a program that runs on this PC keeps it."""
        self._lock.removeStaleLockFile()
        if not self._lock.tryLock(100):
            return False
        self._begin()
        return True

    def give_up(self) -> None:
        """Let others have it."""
        if self._lock.isLocked():
            self._presence.end(keep_note=self._keeps_note)
            self._unlock()

    def _unlock(self) -> None:
        """Remove our lock; that of one who took the right from us Qt would remove by its name."""
        program, _, _ = self._lock.getLockInfo()
        try:
            hers = self._lock_file.read_bytes() if program not in {0, os.getpid()} else b""
            self._lock.unlock()
            if hers and not is_there(self._lock_file):
                write_atomically(self._lock_file, hers, follow_links=False)
        except (OSError, GiaError) as error:
            _log.warning("lock of another one not kept: %s", type(error).__name__)

    def check(self) -> None:
        """Make sure that nobody took the right from us.

        Raises:
            TakenOverFault: somebody did.
        """
        self._presence.check()

    @property
    def taken_at(self) -> float:
        """When the right that we have was taken, by the clock of the disk that it lies on.

        Raises:
            OSError: the lock is not there.
        """
        return self._lock_file.stat().st_mtime

    @property
    def forbidden(self) -> bool:
        """Tell whether the last attempt failed because nothing can be written there."""
        return self._lock.error() is QLockFile.LockError.PermissionError

    @property
    def is_free(self) -> bool:
        """Tell whether nobody has the right, as far as lock and note tell."""
        if not is_there(self._lock_file.parent):
            return False  # a disk that does not answer tells nothing
        return not is_there(self._lock_file) and not self._is_noted_elsewhere()

    @property
    def holder(self) -> Holder | None:
        """Who has the right; None when nobody has, or it can't be told."""
        if self.is_free:
            return None
        found = read_holder(self.note)
        if found is not None and not found.left:
            return found
        _, pc, _ = self._lock.getLockInfo()
        return Holder("", pc) if pc else None

    @property
    def is_held_by_me(self) -> bool:
        """Tell whether the holder is the same person on this very PC."""
        holder = self.holder
        return holder is not None and _is_this_pc(holder.pc) and holder.user in {"", this_user()}

    def _is_noted_elsewhere(self) -> bool:
        """Tell whether the note names another PC; a lock that was removed by hand does not make it free."""
        found = read_holder(self.note)
        return found is not None and not found.left and found.pc != QSysInfo.machineHostName()


def _is_this_pc(name: str) -> bool:
    """Tell whether a lock or a note names this PC; in locks Windows writes it in capitals and cut short."""
    names = (QSysInfo.machineHostName(), os.environ.get("COMPUTERNAME", ""))
    return name.casefold() in {mine.casefold() for mine in names}

"""Who may read what the program writes: its own files are the user's alone, files for others are not.

Every file the program makes gets its permissions from the mask of the process. It is narrowed once for the
data folder, so that no database, copy, log or lock can be forgotten; what is written for others (exports) is
then given the permissions that the user's own mask allows. Windows keeps users apart by itself.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

_OTHERS: Final = 0o077
_CHANGE: Final = 0o022


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_USERS_MASK: Final = _mask()
"""As the user had it when the program began."""


def keep_to_oneself(*, alone: bool) -> None:
    """Let what is made from now on be for this user alone, or for whomever her own mask lets in."""
    os.umask(_USERS_MASK | _OTHERS if alone else _USERS_MASK)


def open_to_others(path: Path) -> None:
    """Give a file or folder, just made for others, the permissions that the user's own mask allows.

    File systems without permissions, as on many sticks, refuse; there the mask has changed nothing either.
    """
    if os.name == "posix":
        with suppress(OSError):
            path.chmod((0o777 if path.is_dir() else 0o666) & ~_USERS_MASK)


def is_shared(folder: Path) -> bool:
    """Tell whether others may write into a folder that is there: it was made for several people.

    Raises:
        OSError: it can't be told.
    """
    return os.name == "posix" and bool(stat.S_IMODE(folder.stat().st_mode) & _CHANGE)


def close_to_others(folder: Path) -> None:
    """Take from others what an earlier program let them see of a folder and of all that is in it.

    Raises:
        OSError: a folder can't be looked through, or its permissions can't be changed.
    """
    if os.name != "posix":
        return
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & _OTHERS and not path.is_symlink():
            path.chmod(mode & ~_OTHERS)

"""What a killed program left in the folder of temporary files: removed at the next start."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from gia_desktop.files.scratch import PREFIXES, owner_of

_OLD_SECONDS: Final = 24 * 60 * 60.0
"""A folder without the number of its program is left alone for so long."""

_log = logging.getLogger(__name__)


def clean_left_overs(temp: Path | None = None) -> list[Path]:
    """End what still runs for programs that are gone, remove their folders, and return these.

    Folders of other users, and of programs that run, stay.
    """
    removed = []
    for folder in _ours(temp or Path(tempfile.gettempdir())):
        _end_children(folder)
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            removed.append(folder)
    if removed:
        _log.info("left-overs removed: %d", len(removed))
    return removed


def _ours(temp: Path) -> list[Path]:
    found = []
    with suppress(OSError), os.scandir(temp) as entries:
        for entry in entries:
            if not entry.name.startswith(PREFIXES) or not entry.is_dir(follow_symlinks=False):
                continue
            state = entry.stat(follow_symlinks=False)
            if hasattr(os, "getuid") and state.st_uid != os.getuid():
                continue
            owner = owner_of(entry.name)
            is_old = time.time() - state.st_mtime > _OLD_SECONDS
            if not _is_running(owner) if owner is not None else is_old:
                found.append(Path(entry.path))
    return sorted(found)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        from gia_desktop.files.children import is_running

        return is_running(ctypes.windll.kernel32, process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _end_children(folder: Path) -> None:
    """End the programs that were begun with a folder on their command line; Linux tells which they are."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            if os.fsencode(folder) in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)

"""One running program for each data folder; a second start hands its wish to the first through a file."""

from __future__ import annotations

import json
import logging
import os
import stat
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QFileSystemWatcher, QObject, QTimer, Signal

from gia_desktop.core.errors import GiaError
from gia_desktop.files.atomic import write_atomically
from gia_desktop.ui.shell.claim import Claim

_PLACE: Final = "running"
_ENDING: Final = ".wish"
_LOOK_MS: Final = 2_000
"""Network folders tell nothing of new files, so it is also looked from time to time."""

_MOST_BYTES: Final = 100_000

_PATIENCE_MS: Final = 6_000

_LEFT_SECONDS: Final = 10.0
"""Nobody waits any more for a wish that is so much older than the lock of the program that could serve it."""

_log = logging.getLogger(__name__)


class Instance(QObject):
    """The right to work in a data folder. No socket is opened for it: files are enough.

    Signals:
        asked: another start wants the window in front.
        file_asked: another start wants the window in front and a file opened.
    """

    asked = Signal()
    file_asked = Signal(Path)

    def __init__(self, folder: Path, *, patience_ms: int = _PATIENCE_MS) -> None:
        """Name the data folder; ``patience_ms`` is how long a second start waits for the first."""
        super().__init__()
        self._wishes = folder / "wishes"
        self._patience_ms = patience_ms
        self.claim = Claim(folder / _PLACE, keeps_note=True)
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)

    def begin(self) -> bool:
        """Become the one of the folder, unless another one runs."""
        return self.claim.take() and self._prepare()

    def take_over(self) -> bool:
        """Become the one of the folder in the place of a program on another PC that is gone."""
        return self.claim.seize() and self._prepare()

    def _prepare(self) -> bool:
        try:
            self._wishes.mkdir(exist_ok=True)
            self._remove_left()
        except OSError:
            _log.exception("second starts can't be heard")
        return True

    def listen(self) -> None:
        """Serve the wishes that wait, and those that come: whoever serves them is there."""
        self._watcher.addPath(str(self._wishes))
        self._watcher.directoryChanged.connect(self.look)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def _remove_left(self) -> None:
        """Remove wishes of killed starts; of files opened together, one of a start that waits stays."""
        oldest = self.claim.taken_at - _LEFT_SECONDS
        for wish in self._wishes.glob(f"*{_ENDING}"):
            if wish.lstat().st_mtime < oldest:
                wish.unlink()

    def stop_listening(self) -> None:
        """Leave wishes to the next one: there is no window any more to open a file in."""
        self._timer.stop()

    def end(self) -> None:
        """Let the next start become the one."""
        self.stop_listening()
        self.claim.give_up()

    def pass_on(self, file: Path | None) -> bool:
        """Hand a wish to the program that runs, and tell whether it took it; one that is ending may not."""
        wish = self._wishes / f"{os.urandom(8).hex()}{_ENDING}"
        told = {"file": str(file.absolute()) if file is not None else None}
        try:
            self._wishes.mkdir(exist_ok=True)  # the first may have only just begun
            write_atomically(wish, json.dumps(told).encode(), for_others=False)
            self._wait_for(wish)
            taken = not wish.exists()
            wish.unlink(missing_ok=True)
        except (GiaError, OSError) as error:
            _log.warning("wish not passed on: %s", type(error).__name__)
            return False
        return taken

    def _wait_for(self, wish: Path) -> None:
        """Wait until the first program has taken a wish or has ended, but not for ever."""
        loop = QEventLoop()
        patience = QTimer(singleShot=True, interval=self._patience_ms)
        patience.timeout.connect(loop.quit)
        watcher = QFileSystemWatcher([str(wish.parent)])
        watcher.directoryChanged.connect(loop.quit)
        often = QTimer(interval=200)
        often.timeout.connect(loop.quit)
        patience.start()
        often.start()
        while wish.exists() and patience.isActive() and not self.claim.is_free:
            loop.exec()

    def look(self) -> None:
        """Serve the wishes that are there; this is also done by itself from time to time."""
        if not self._timer.isActive():
            return  # they are for the program that works in the folder
        try:
            wishes = sorted(self._wishes.glob(f"*{_ENDING}"))
            for wish in wishes:
                told = _told_by(wish)
                wish.unlink()
                self._emit_asked(told)
        except OSError as error:
            _log.warning("wish not read: %s", type(error).__name__)

    def _emit_asked(self, told: bytes) -> None:
        try:
            file = json.loads(told)["file"]
        except (ValueError, KeyError, TypeError, RecursionError):
            _log.warning("a wish makes no sense")
            return
        if isinstance(file, str) and "\0" not in file:
            self.file_asked.emit(Path(file))
        else:
            self.asked.emit()


def _told_by(wish: Path) -> bytes:
    """Return what a wish says; nothing when it is no file of ours."""
    if not stat.S_ISREG(wish.lstat().st_mode):
        return b""
    with wish.open("rb") as file:
        return file.read(_MOST_BYTES)

"""Which file or folder is meant, asked for where the last one was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from gia_desktop.ui.frame.work import Frame

T = TypeVar("T")


class Asking:
    """Asks for the files and folders of a collection; None when given up."""

    def __init__(self, frame: Frame) -> None:
        """Ask over the window of a frame."""
        self._frame = frame

    @property
    def folder_words(self) -> str:
        """The folder that dialogs begin in."""
        return str(self._frame.settings.last_folder or Path.home())

    def path(self, title: str, kinds: str) -> Path | None:
        """Ask for a file of some kinds."""
        chosen = self._frame.messages.ask_open_path(self._frame.window, title, self.folder_words, kinds)
        return Path(chosen) if chosen else None

    def roster(self) -> Path | None:
        """Ask for a list of units."""
        return self.path("选单位名单", "单位名单 (*.xlsx *.toml *.giac)")

    def folder(self) -> Path | None:
        """Ask for the folder of what units have sent."""
        chosen = self._frame.messages.ask_folder(
            self._frame.window, "各单位交来的文件在哪里", self.folder_words
        )
        return Path(chosen) if chosen else None

    def read(self, path: Path, reading: Callable[[], T]) -> T | None:
        """Read a file beside the window, which says so when it takes long; None when given up or told of."""
        from gia_desktop.ui.intake.reading_dialog import read_for

        return read_for(self._frame, path, reading)

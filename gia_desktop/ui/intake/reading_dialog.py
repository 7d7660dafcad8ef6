"""Reading files of others off the window's thread: a short wait goes unseen, a long one can be given up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from gia_desktop.files.patience import may_be_given_up
from gia_desktop.importers.suffixes import OLD_SUFFIXES
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Buttons
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.tasks import TaskRunner

T = TypeVar("T")

BLINK_SECONDS: Final = 0.2
"""A file that is read within this time is waited for without a word."""


class ReadingDialog(QDialog):
    """Stands until a file is read; closed earlier, nobody waits for it any more."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        """Say what is going on."""
        super().__init__(parent)
        self.setWindowTitle("读入文件")
        words = QLabel(f"正在读《{name}》，请稍候。")
        words.setWordWrap(True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(words)
        if Path(name).suffix.lower() in OLD_SUFFIXES:
            column.addWidget(quiet("这是旧版文件，用本机的 LibreOffice 转换，第一次约需半分钟。"))
        column.addWidget(bar)
        column.addWidget(Buttons(self, "不读了"))
        self.setMinimumWidth(420)


class _Reading(Generic[T]):
    """One reading: done on a worker, waited for by the window's thread."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._results: list[T] = []
        self._error: Exception | None = None
        self.ended = threading.Event()
        self.given_up = threading.Event()
        self.tell_end: Callable[[], None] = _nothing

    def run(self) -> None:
        """Read, on the worker; whatever comes of it is kept for whoever waits."""
        try:
            with may_be_given_up(self.given_up):
                self._results.append(self._read())
        except Exception as error:  # noqa: BLE001 - raised again on the thread that waits
            self._error = error
        self.ended.set()

    def on_end(self, _result: object) -> None:
        """Tell the dialog, on the window's thread."""
        self.tell_end()

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._results[0]


def read_for(frame: Frame, path: Path, read: Callable[[], T]) -> T | None:
    """Read a file for what stands in a frame; see ``read_patiently``."""
    return read_patiently(read, path, frame.workspace.readers, frame.messages, frame.window)


def read_patiently(
    read: Callable[[], T], path: Path, tasks: TaskRunner, messages: Messages, parent: QWidget
) -> T | None:
    """Read a file off the window's thread; every file that is not the program's own comes in by this way.

    Args:
        read: reads it, on a worker; it touches no widget.
        path: the file, for the words.
        tasks: runs it.
        messages: shows the dialog.
        parent: the window, over which it is shown.

    Returns:
        what ``read`` returned, None when the clerk doesn't want to wait.

    Raises:
        Exception: whatever ``read`` raised, e.g. a GiaError: the file can't be read.
    """
    reading = _Reading(read)
    tasks.run(reading.run, reading.on_end, reading.on_end)
    if not reading.ended.wait(BLINK_SECONDS):
        dialog = ReadingDialog(path.name, parent)
        reading.tell_end = dialog.accept
        agreed = messages.accepts(dialog)
        reading.tell_end = _nothing
        dialog.deleteLater()
        if not agreed:
            reading.given_up.set()
            return None
    return reading.result()


def _nothing() -> None:
    """Tell nobody: nobody waits, or nobody needed to."""

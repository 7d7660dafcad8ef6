"""The real window over a data folder, for demonstration and pictures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.settings import Settings
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.shell.app import make_application, make_window
from gia_desktop.ui.shell.main_window import MainWindow

SIZE: Final = (1366, 768)
"""The screen of many clerks."""


@contextmanager
def open_window(
    data: Path, theme: str = "light", text_size: str = "normal", messages: Messages | None = None
) -> Iterator[MainWindow]:
    """Show the program over a data folder; close it at the end."""
    app = QApplication.instance() or make_application(sys.argv[:1])
    folders = find_folders(data)
    settings = Settings(folders.config)
    settings["theme"], settings["text_size"] = theme, text_size
    window = make_window(folders, messages or Messages())
    window.resize(*SIZE)
    window.show()
    settle()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        settle()
        if not isinstance(app, QApplication):
            raise TypeError(app)


def settle() -> None:
    """Let everything that waits be laid out and painted."""
    for _ in range(3):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QCoreApplication.sendPostedEvents()

"""Waiting for an old file that LibreOffice converts; the window stays alive meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit.dialogs import Buttons

if TYPE_CHECKING:
    from gia_desktop.importers.imported import ImportedReport
    from gia_desktop.ui.kit.messages import Messages
    from gia_desktop.ui.kit.tasks import TaskRunner

_HEAD = 8


class ReadingDialog(QDialog):
    """Stands until the file is read; closed earlier, what is read is dropped."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        """Say what is going on."""
        super().__init__(parent)
        self.setWindowTitle("读入旧版文件")
        self.imported: ImportedReport | None = None
        self.error: GiaError | None = None
        words = QLabel(f"《{name}》是旧版文件，正用本机的 LibreOffice 转换。\n第一次约需半分钟，请稍候。")
        words.setWordWrap(True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        buttons = Buttons(self, "不读了")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        for widget in (words, bar, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(420)

    def take(self, imported: ImportedReport) -> None:
        """End with what was read."""
        self.imported = imported
        self.accept()

    def fail(self, error: GiaError) -> None:
        """End with the reason why nothing was."""
        self.error = error
        self.accept()


def read_patiently(
    read: Callable[[], ImportedReport], path: Path, tasks: TaskRunner, messages: Messages, parent: QWidget
) -> ImportedReport | None:
    """Read a file, an old one off the window's thread; None when the clerk doesn't want to wait.

    Raises:
        GiaError: the file can't be read.
    """
    if not _is_old(path):
        return read()
    dialog = ReadingDialog(path.name, parent)
    tasks.run(read, dialog.take, dialog.fail)
    if not messages.accepts(dialog):
        return None
    if dialog.error is not None:
        raise dialog.error
    return dialog.imported


def _is_old(path: Path) -> bool:
    """Look at the first bytes; a file that can't be opened is told by the reader."""
    from gia_desktop.importers.files.old_files import is_old

    try:
        with path.open("rb") as file:
            return is_old(file.read(_HEAD))
    except OSError:
        return False

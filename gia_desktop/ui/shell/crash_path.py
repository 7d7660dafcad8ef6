"""Mistakes of the program on their way to the screen: work saved first, then one dialog."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication

from gia_desktop import __version__
from gia_desktop.app.program.crash import Crash, CrashHandler
from gia_desktop.app.program.dirs import Folders
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.shell.main_window import MainWindow

_COPY: Final = "复制错误报告"
_FOLDER: Final = "打开所在文件夹"
_AGAIN: Final = "重新打开程序"
_GO_ON: Final = "继续工作"


class CrashPath(QObject):
    """Brings crashes from whatever thread to the window's thread.

    Signals:
        crashed: a mistake of the program (``Crash``).
        told: a situation nobody has told yet (``GiaError``).
    """

    crashed = Signal(Crash)
    told = Signal(GiaError)

    def __init__(self, window: MainWindow, folders: Folders, messages: Messages) -> None:
        """Serve a window; reports are written into the folder of logs."""
        super().__init__(window)
        self._window = window
        self._messages = messages
        self._handler = CrashHandler(
            folders.logs,
            window.save_now,
            self.crashed.emit,
            self.told.emit,
            {"版本": __version__, "Qt": qVersion()},
        )
        self.crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python."""
        self._handler.install()

    def _on_crashed(self, crash: Crash) -> None:
        report = crash.path
        more = f"错误报告已存为 {report.name}，只在这台电脑上，不会发送。" if report is not None else ""
        words = (_COPY, _FOLDER, _AGAIN, _GO_ON)
        chosen = self._messages.choose(self._window, "程序出错", crash.summary, more, crash.text, *words)
        if chosen == _COPY:
            QGuiApplication.clipboard().setText(crash.text)
        elif chosen == _FOLDER and report is not None:
            # Imported late: PySide makes seven enumerations for an address, and few starts end here.
            from PySide6.QtCore import QUrl
            from PySide6.QtGui import QDesktopServices

            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.parent)))
        elif chosen == _AGAIN:
            self._window.whereabouts.restart()

    def _on_told(self, error: GiaError) -> None:
        self._messages.mention(self._window, "请知道", error)


def route_qt_messages() -> None:
    """Write what Qt has to say into the program's log."""
    log = logging.getLogger("qt")
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }

    def write(kind: QtMsgType, _context: object, text: str) -> None:
        log.log(levels[kind], "%s", text)

    qInstallMessageHandler(write)

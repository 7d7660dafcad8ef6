"""The desktop program: builds everything once and passes it on."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gia_desktop import __version__
from gia_desktop.app.program.crash import HardCrashWatch
from gia_desktop.app.program.dirs import FolderFault, Folders, find_folders, make_writable
from gia_desktop.app.program.left_overs import clean_left_overs
from gia_desktop.app.program.logs import start_logging, stop_logging
from gia_desktop.app.program.settings import Settings
from gia_desktop.app.program.vaults import DRAFTS_FILE
from gia_desktop.core.errors import GiaError
from gia_desktop.files.reading import is_there
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.garbage import GarbageCollector
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import load_bundled_fonts
from gia_desktop.ui.shell.crash_path import CrashPath, route_qt_messages
from gia_desktop.ui.shell.instance import Instance
from gia_desktop.ui.shell.looking_on import SharedFolder
from gia_desktop.ui.shell.main_window import MainWindow

_STARTED_MS: Final = 1_000
"""The window is painted by then; what nobody waits for begins."""

_log = logging.getLogger(__name__)


def make_application(argv: Sequence[str]) -> QApplication:
    """Make the Qt application: Chinese locale and Qt's own Chinese words, bundled fonts."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication(list(argv))
    app.setApplicationName("gia-desktop")
    app.setApplicationDisplayName("政府信息公开年报助手")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("gia-desktop")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    load_bundled_fonts()
    # Not the drawing itself: the built program carries no QtSvg. The icon file holds every size.
    app.setWindowIcon(QIcon(str(resource("icons", "gia-desktop.ico"))))
    return app


def make_window(folders: Folders, messages: Messages, instance: Instance | None = None) -> MainWindow:
    """Build workspace and window over a data folder; ``instance`` is the right to work there.

    Raises:
        GiaError: a format file or the drafts can't be used.
    """
    settings = Settings(folders.config)
    formats = bundled_formats()
    second = Path(settings.second_backups) if settings.second_backups else None
    make_sure = instance.claim.check if instance is not None else lambda: None
    return MainWindow(_opened(Workspace(folders, formats, second, make_sure)), settings, messages)


def make_onlooking_window(shared: SharedFolder, messages: Messages) -> MainWindow:
    """Build workspace and window over the copy of a folder that can only be looked at.

    Raises:
        GiaError: a format file or the drafts can't be used.
    """
    settings = Settings(shared.real.config, writes=False)
    return MainWindow(_opened(Workspace(shared.copy, bundled_formats())), settings, messages, shared)


def _opened(workspace: Workspace) -> Workspace:
    """Wait for the drafts; no window is begun over drafts that can't be used."""
    try:
        workspace.saver.opened()
    except GiaError:
        workspace.close()
        raise
    return workspace


def begin_work(folders: Folders, instance: Instance) -> bool:
    """Begin to work in a data folder; tell whether it was possible, it can only be looked at otherwise.

    Raises:
        FolderFault: nothing can be written there, and there is nothing to be looked at.
    """
    try:
        make_writable(folders)
    except FolderFault:
        if not is_there(folders.data / DRAFTS_FILE):
            raise
        _log.warning("data folder can't be written")
    return instance.begin()


class Ownership:
    """A start that works in the data folder."""

    def __init__(self, folders: Folders, instance: Instance, messages: Messages) -> None:
        """Build the window over the folder."""
        self._instance = instance
        self.logs = folders.logs
        start_logging(self.logs)
        self.window = make_window(folders, messages, instance)

    def go_on(self) -> None:
        """Go back to where the last program was when it was not closed."""
        self.window.resume()

    def end(self) -> None:
        """Let the next start work in the folder."""
        self._instance.end()


class OnLooking:
    """A start that shows a copy of a data folder in which somebody else works."""

    def __init__(self, shared: SharedFolder, messages: Messages) -> None:
        """Build the window over the copy."""
        self._shared = shared
        self.logs = shared.copy.logs
        start_logging(self.logs)
        self.window = make_onlooking_window(shared, messages)

    def go_on(self) -> None:
        """Begin with the list: the last place is that of the other one."""

    def end(self) -> None:
        """Let nothing of the copy stay; the folder itself may be ours by now."""
        self._shared.instance.end()
        stop_logging()
        self._shared.clean()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; ``gia-desktop FILE`` opens a report, a register or a collection."""
    wanted = _arguments(argv)
    if sys.platform.startswith("linux") and not _has_display():
        print("没有图形界面：请在桌面环境里运行，或用命令行工具 gia。", file=sys.stderr)  # noqa: T201
        return 2
    # What a start builds stays: looking through it for garbage again and again costs a twentieth of the time.
    gc.disable()
    app = make_application(sys.argv[:1])
    QTimer.singleShot(_STARTED_MS, GarbageCollector(app).start)
    messages = Messages()
    try:
        folders = find_folders(wanted.data_dir, to_write=False)
        instance = Instance(folders.data)
        start: Ownership | OnLooking
        if begin_work(folders, instance):
            start = Ownership(folders, instance, messages)
        elif instance.claim.is_held_by_me:
            if instance.pass_on(wanted.file):
                return 0
            # The window that should have taken it may have been closing: then it is our turn.
            if not begin_work(folders, instance):
                return tell_already_open(wanted.file, messages)
            start = Ownership(folders, instance, messages)
        else:
            alone = start_alone if wanted.data_dir is not None else None
            start = OnLooking(SharedFolder(folders, instance, alone), messages)
    except GiaError as error:
        _log.warning("start failed: %s", error.detail)
        messages.tell_plain("无法启动", error.sentence)
        return 2
    code = _run(app, start, folders, instance, messages, wanted.file)
    if start.window.whereabouts.restart_wanted:
        start_again(wanted.data_dir)
    return code


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gia-desktop", description="政府信息公开年报助手")
    parser.add_argument("file", nargs="?", type=Path, help="要打开的文件：.gia 年报、.giar 登记、.giac 收集")
    parser.add_argument("--data-dir", type=Path, help="草稿、设置和日志放在这个文件夹")
    parser.add_argument("--version", action="version", version=__version__)
    return parser.parse_args(sys.argv[1:] if argv is None else argv)


def _run(
    app: QApplication,
    start: Ownership | OnLooking,
    folders: Folders,
    instance: Instance,
    messages: Messages,
    file: Path | None,
) -> int:
    """Show the window until it is closed; return the exit code."""
    window = start.window
    route_qt_messages()
    watch = HardCrashWatch(start.logs)
    watch.start()
    CrashPath(window, folders, messages).install()
    instance.asked.connect(window.whereabouts.come_to_front)
    instance.file_asked.connect(window.whereabouts.take_file)
    app.lastWindowClosed.connect(instance.stop_listening)
    window.come_back(app.primaryScreen().availableGeometry())

    def go_on() -> None:
        window.tell_notices()
        if watch.found is not None:
            window.tell_hard_crash(watch.found)
        if window.stage.page is None:
            start.go_on()
        if file is not None:
            window.open_file(file)
        instance.look()  # of files opened together, one start brings the first, and the others have to wait

    window.began.connect(go_on)
    window.show()
    QTimer.singleShot(_STARTED_MS, window, window.open_the_others)
    threading.Thread(target=clean_left_overs, name="gia-left-overs", daemon=True).start()
    code = app.exec()
    watch.stop()
    start.end()
    return code


def tell_already_open(file: Path | None, messages: Messages) -> int:
    """Tell that the program that runs already does not answer; return the exit code."""
    there = f"，在那里打开《{file.name}》" if file is not None else ""
    messages.tell_plain("程序已经打开", f"同一份数据已经在另一个窗口里打开，请切换到那个窗口{there}。")
    return 1


def start_again(data_dir: Path | None) -> None:
    """Start the program anew; it goes back to the last place by itself."""
    _start(["--data-dir", str(data_dir.absolute())] if data_dir is not None else [])


def start_alone(file: Path) -> None:
    """Open a report file in the clerk's own data folder."""
    _start([str(file.absolute())])


def _start(arguments: Sequence[str]) -> None:
    # Imported late: PySide makes nine enumerations for it.
    from PySide6.QtCore import QProcess

    frozen = getattr(sys, "frozen", False)
    module = [] if frozen else ["-m", "gia_desktop.ui.shell.app"]
    QProcess.startDetached(sys.executable, [*module, *arguments])


def _has_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())

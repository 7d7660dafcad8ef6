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
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gia_desktop import __version__
from gia_desktop.app.program.crash import HardCrashWatch
from gia_desktop.app.program.dirs import FolderFault, Folders, find_folders, make_writable
from gia_desktop.app.program.logs import start_logging, stop_logging
from gia_desktop.app.program.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.files.resources import resource
from gia_desktop.ui.kit.theme import load_bundled_fonts
from gia_desktop.ui.shell.empty_window import PATIENCE_MS
from gia_desktop.ui.shell.instance import Instance
from gia_desktop.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from gia_desktop.ui.frame.workspace import Workspace
    from gia_desktop.ui.kit.messages import Messages
    from gia_desktop.ui.shell.looking_on import SharedFolder

# What the empty window does not need is imported once it is on the screen.

_STARTED_MS: Final = 1_000
"""The window is painted by then; what nobody waits for begins."""

_log = logging.getLogger(__name__)


def make_application(argv: Sequence[str]) -> QApplication:
    """Make the Qt application: Chinese locale and Qt's own Chinese words, Fusion style, bundled fonts."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    # The style is named here: asked to make one, PySide makes the eleven enumerations of styles.
    app = QApplication([*argv, "-style", "fusion"])
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
    workspace = opened(open_workspace(folders, settings, instance))
    window = MainWindow(settings)
    window.furnish(workspace, messages)
    return window


def make_onlooking_window(shared: SharedFolder, messages: Messages) -> MainWindow:
    """Build workspace and window over the copy of a folder that can only be looked at.

    Raises:
        GiaError: a format file or the drafts can't be used.
    """
    workspace = opened(open_copy(shared))
    window = MainWindow(Settings(shared.real.config, writes=False))
    window.furnish(workspace, messages, shared)
    return window


def open_workspace(folders: Folders, settings: Settings, instance: Instance | None = None) -> Workspace:
    """Begin to open the data of a folder, on a thread; ``instance`` is the right to work there.

    Raises:
        GiaError: the format files can't be used.
    """
    from gia_desktop.formats.installed import bundled_formats
    from gia_desktop.ui.frame.workspace import Workspace

    second = Path(settings.second_backups) if settings.second_backups else None
    make_sure = instance.claim.check if instance is not None else lambda: None
    return Workspace(folders, bundled_formats(), second, make_sure)


def open_copy(shared: SharedFolder) -> Workspace:
    """Begin to open the copy of a folder that can only be looked at, on a thread.

    Raises:
        GiaError: the format files can't be used.
    """
    from gia_desktop.formats.installed import bundled_formats
    from gia_desktop.ui.frame.workspace import Workspace

    return Workspace(shared.copy, bundled_formats())


def opened(workspace: Workspace) -> Workspace:
    """Wait for the drafts; no window is furnished over drafts that can't be used.

    Raises:
        GiaError: they can't be used.
    """
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
        from gia_desktop.app.program.vaults import DRAFTS_FILE
        from gia_desktop.files.reading import is_there

        if not is_there(folders.data / DRAFTS_FILE):
            raise
        _log.warning("data folder can't be written")
    return instance.begin()


class Ownership:
    """A start that works in the data folder."""

    def __init__(self, folders: Folders, instance: Instance) -> None:
        """Begin the log of the folder and read its settings."""
        self._folders = folders
        self._instance = instance
        self.logs = folders.logs
        start_logging(self.logs)
        self.settings = Settings(folders.config)

    def open(self) -> Workspace:
        """Begin to open the data.

        Raises:
            GiaError: the format files can't be used.
        """
        return open_workspace(self._folders, self.settings, self._instance)

    def furnish(self, window: MainWindow, workspace: Workspace, messages: Messages) -> None:
        """Put in what serves."""
        window.furnish(workspace, messages)

    def go_on(self, window: MainWindow) -> None:
        """Go back to where the last program was when it was not closed."""
        window.resume()

    def listen(self) -> None:
        """Hear other starts, and serve those that wait by now."""
        self._instance.listen()

    def end(self) -> None:
        """Let the next start work in the folder."""
        self._instance.end()


class OnLooking:
    """A start that shows a copy of a data folder in which somebody else works."""

    def __init__(self, shared: SharedFolder) -> None:
        """Begin the log of the copy and read the settings of the folder."""
        self._shared = shared
        self.logs = shared.copy.logs
        start_logging(self.logs)
        self.settings = Settings(shared.real.config, writes=False)

    def open(self) -> Workspace:
        """Begin to open the copy.

        Raises:
            GiaError: the format files can't be used.
        """
        return open_copy(self._shared)

    def furnish(self, window: MainWindow, workspace: Workspace, messages: Messages) -> None:
        """Put in what serves."""
        window.furnish(workspace, messages, self._shared)

    def go_on(self, window: MainWindow) -> None:
        """Begin with the list: the last place is that of the other one."""

    def listen(self) -> None:
        """Leave other starts to the one who works in the folder."""

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
    try:
        folders = find_folders(wanted.data_dir, to_write=False)
        instance = Instance(folders.data)
        start: Ownership | OnLooking
        if begin_work(folders, instance):
            start = Ownership(folders, instance)
        elif instance.claim.is_held_by_me:
            if instance.pass_on(wanted.file):
                return 0
            # The window that should have taken it may have been closing: then it is our turn.
            if not begin_work(folders, instance):
                from gia_desktop.ui.kit.messages import Messages

                return tell_already_open(wanted.file, Messages())
            start = Ownership(folders, instance)
        else:
            start = _look_on(folders, instance, alone=wanted.data_dir is not None)
    except GiaError as error:
        return _tell_no_start(error)
    watch = HardCrashWatch(start.logs)
    watch.start()
    window = MainWindow(start.settings)
    show_at_once(window, app)
    code = _run(app, start, window, folders, instance, watch, wanted.file)
    watch.stop()
    start.end()
    if window.restart_wanted:
        start_again(wanted.data_dir)
    return code


def _look_on(folders: Folders, instance: Instance, *, alone: bool) -> OnLooking:
    """Take a copy of a folder in which somebody else works; ``alone``: the clerk has a folder of her own."""
    from gia_desktop.ui.shell.looking_on import SharedFolder

    return OnLooking(SharedFolder(folders, instance, start_alone if alone else None))


def _tell_no_start(error: GiaError) -> int:
    """Tell why there will be no window; return the exit code."""
    from gia_desktop.ui.kit.messages import Messages

    _log.warning("start failed: %s", error.detail)
    Messages().tell_plain("无法启动", error.sentence)
    return 2


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gia-desktop", description="政府信息公开年报助手")
    parser.add_argument("file", nargs="?", type=Path, help="要打开的文件：.gia 年报、.giar 登记、.giac 收集")
    parser.add_argument("--data-dir", type=Path, help="草稿、设置和日志放在这个文件夹")
    parser.add_argument("--version", action="version", version=__version__)
    return parser.parse_args(sys.argv[1:] if argv is None else argv)


def show_at_once(window: MainWindow, app: QApplication) -> None:
    """Bring the empty window on the screen before anything else is done; what is typed meanwhile waits."""
    loop = QEventLoop()
    window.painted.connect(loop.quit)
    patience = QTimer(loop, singleShot=True, interval=PATIENCE_MS)
    patience.timeout.connect(loop.quit)
    patience.start()
    window.come_back(app.primaryScreen().availableGeometry())
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _run(
    app: QApplication,
    start: Ownership | OnLooking,
    window: MainWindow,
    folders: Folders,
    instance: Instance,
    watch: HardCrashWatch,
    file: Path | None,
) -> int:
    """Furnish the window and serve it until it is closed; return the exit code."""
    if not window.isVisible():
        return 0  # it was closed at once
    try:
        workspace = start.open()
        # Meanwhile, what is needed next is imported.
        from gia_desktop.app.program.left_overs import clean_left_overs
        from gia_desktop.ui.kit.garbage import GarbageCollector
        from gia_desktop.ui.kit.messages import Messages
        from gia_desktop.ui.shell.crash_path import CrashPath, route_qt_messages

        route_qt_messages()
        opened(workspace)
    except GiaError as error:
        window.close()
        return _tell_no_start(error)
    messages = Messages()
    start.furnish(window, workspace, messages)
    CrashPath(window, folders, messages).install()
    instance.asked.connect(window.whereabouts.come_to_front)
    instance.file_asked.connect(window.whereabouts.take_file)
    app.lastWindowClosed.connect(instance.stop_listening)

    def go_on() -> None:
        window.tell_notices()
        if watch.found is not None:
            window.tell_hard_crash(watch.found)
        if window.stage.page is None:
            start.go_on(window)
        if file is not None:
            window.open_file(file)
        start.listen()  # of files opened together, one start brings the first, and the others have to wait

    window.began.connect(go_on)
    QTimer.singleShot(_STARTED_MS, window, window.open_the_others)
    QTimer.singleShot(_STARTED_MS, GarbageCollector(app).start)
    threading.Thread(target=clean_left_overs, name="gia-left-overs", daemon=True).start()
    return app.exec()


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

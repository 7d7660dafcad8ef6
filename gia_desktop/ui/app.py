"""The desktop program: builds everything once and passes it on."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QProcess, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gia_desktop import __version__
from gia_desktop.app.crash import HardCrashWatch
from gia_desktop.app.dirs import Folders, find_folders
from gia_desktop.app.logs import start_logging
from gia_desktop.app.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.core.resources import resource
from gia_desktop.formats.registry import load_registry
from gia_desktop.ui.crash_path import CrashPath, route_qt_messages
from gia_desktop.ui.instance import LOCK, Instance
from gia_desktop.ui.main_window import MainWindow
from gia_desktop.ui.messages import Messages
from gia_desktop.ui.theme import load_bundled_fonts
from gia_desktop.ui.workspace import Workspace

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


def make_window(folders: Folders, messages: Messages) -> MainWindow:
    """Build workspace and window over a data folder.

    Raises:
        GiaError: a format file or the drafts can't be used.
    """
    settings = Settings(folders.config)
    registry = load_registry()
    second = Path(settings["second_backups"]) if settings["second_backups"] else None
    return MainWindow(Workspace(folders, registry, second), settings, messages)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; ``gia-desktop FILE.gia`` opens that report."""
    parser = argparse.ArgumentParser(prog="gia-desktop", description="政府信息公开年报助手")
    parser.add_argument("file", nargs="?", type=Path, help="要打开的 .gia 文件")
    parser.add_argument("--data-dir", type=Path, help="草稿、设置和日志放在这个文件夹")
    parser.add_argument("--version", action="version", version=__version__)
    wanted = parser.parse_args(sys.argv[1:] if argv is None else argv)
    if sys.platform.startswith("linux") and not _has_display():
        print("没有图形界面：请在桌面环境里运行，或用命令行工具 gia。", file=sys.stderr)  # noqa: T201
        return 2
    app = make_application(sys.argv[:1])
    messages = Messages()
    try:
        folders = find_folders(wanted.data_dir)
        instance = Instance(folders.data)
        if not instance.begin():
            return _hand_over(instance, wanted.file, messages)
        start_logging(folders.logs)
        route_qt_messages()
        window = make_window(folders, messages)
    except GiaError as error:
        _log.warning("start failed: %s", error.detail)
        messages.tell_plain("无法启动", error.sentence)
        return 2
    watch = HardCrashWatch(folders.logs)
    watch.start()
    CrashPath(window, folders).install()
    instance.asked.connect(window.whereabouts.take_wish)
    window.show()
    window.tell_notices()
    if watch.found is not None:
        window.tell_hard_crash(watch.found)
    window.resume()
    if wanted.file is not None:
        window.open_file(wanted.file)
    code = app.exec()
    watch.stop()
    instance.end()
    if window.whereabouts.restart_wanted:
        start_again(wanted.data_dir)
    return code


def _hand_over(instance: Instance, file: Path | None, messages: Messages) -> int:
    """Let the program that runs already come to the front and open the file."""
    host = instance.other_host
    if host:
        messages.tell_plain(
            "正在另一台电脑上使用",
            f"这份数据正在电脑“{host}”上打开，为免互相覆盖，这里暂不打开。请先在那台电脑上退出程序。\n"
            f"如果那台电脑已经关机，请删除数据文件夹里的文件《{LOCK}》，再打开本程序。",
        )
        return 1
    if instance.pass_on(file):
        return 0
    messages.tell_plain("程序已经打开", "同一份数据已经在另一个窗口里打开，请切换到那个窗口。")
    return 1


def start_again(data_dir: Path | None) -> None:
    """Start the program anew; it goes back to the last place by itself."""
    frozen = getattr(sys, "frozen", False)
    arguments = [] if frozen else ["-m", "gia_desktop.ui.app"]
    arguments += ["--data-dir", str(data_dir.absolute())] if data_dir is not None else []
    QProcess.startDetached(sys.executable, arguments)


def _has_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())

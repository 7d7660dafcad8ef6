"""A whole session of the real program, watched: run by test_privacy.py in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.core.states import ReportState
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.ui.backups.flow import BACKUPS
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from gia_desktop.ui.kit import messages as messages_module
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report import wishes
from gia_desktop.ui.shell import app as app_module
from gia_desktop.ui.shell.main_window import MainWindow
from gia_desktop.ui.shell.menus import HOME
from gia_desktop.vault.backups import make_backup
from tests.support.window.harness import DATA
from tests.support.window.office import Office

SECRET_FIGURE = "48613977"
SECRET_TEXT = "某某村张三反映的机密段落"
FORMATS = (".docx", ".html", ".xlsx", ".pdf", ".gia")

sockets: list[str] = []
told: list[str] = []


def watch(event: str, _args: object) -> None:
    """Remember whatever has to do with sockets."""
    if event.startswith("socket."):
        sockets.append(event)


class Obliging(Messages):
    """Agrees to everything and saves into one folder."""

    out = Path()

    def tell_error(self, parent: QWidget, error: GiaError) -> None:
        told.append(error.sentence)

    def mention(self, parent: QWidget, title: str, error: GiaError) -> None:
        told.append(error.sentence)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        told.append(text)

    def ask(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        return True

    def ask_either(
        self, parent: QWidget, title: str, text: str, first: str, second: str, *, neither: str = "取消"
    ) -> bool | None:
        return True

    def ask_save_path(self, parent: QWidget, title: str, suggestion: str, kinds: str) -> str:
        return str(self.out / Path(suggestion).name)

    def accepts(self, dialog: QDialog) -> bool:
        if isinstance(dialog, ReadingDialog):
            return super().accepts(dialog)
        dialog.close()
        return False


def session(window: MainWindow, data: Path) -> Iterator[Callable[[], bool] | None]:
    """Do what a clerk does in a day; yields what to wait for."""
    workspace = window.workspace
    desk = Office(window, workspace, window.settings, None, workspace.folders)  # type: ignore[arg-type]
    window.do(wishes.SAMPLE)
    yield None
    desk.fill("t3.new.natural", SECRET_FIGURE)
    desk.fill("t3.new.business", SECRET_FIGURE + "x")
    desk.write("5", SECRET_TEXT)
    yield None
    for suffix in FORMATS:
        done: list[object] = []
        window.reports.exporting.written.connect(done.append)
        window.reports.exporting.failed.connect(done.append)
        window.do(wishes.EXPORTS[suffix])
        yield lambda done=done: bool(done)  # type: ignore[misc]
    workspace.saver.read(lambda store: make_backup(store, DRAFTS, workspace.folders.backups, "drafts"))
    window.do(wishes.HISTORY)
    window.do(wishes.VERSIONS)
    window.do(wishes.MOVE, ReportState.SIGNED)
    QTimer.singleShot(0, stumble)
    yield lambda: any(workspace.folders.logs.glob("crash-*.txt"))
    command = [sys.executable, "-m", "gia_desktop.ui.shell.app", "--data-dir", str(data)]
    second = subprocess.Popen([*command, str(DATA / "city-2024.gia")])
    yield lambda: second.poll() is not None
    yield lambda: desk.page.session.report.unit_name == "云溪市人民政府"
    window.do(HOME)
    window.do(BACKUPS)
    yield None


def stumble() -> None:
    """Make a mistake whose message quotes a text."""
    raise ValueError(SECRET_TEXT + SECRET_FIGURE)


def run(data: Path) -> None:
    """Go through the session step by step, tell what was seen, and close."""
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    steps, waiting = session(window, data), [lambda: True]

    def go_on() -> None:
        if waiting[0]():
            try:
                waiting[0] = next(steps) or (lambda: True)
            except StopIteration:
                open_sockets = [
                    link
                    for descriptor in Path("/proc/self/fd").glob("*")
                    if (link := _target(descriptor)).startswith("socket:")
                ]
                sys.stdout.write(json.dumps({"sockets": sockets, "open": open_sockets, "told": told}) + "\n")
                window.close()
                return
        QTimer.singleShot(100, go_on)

    go_on()


def _target(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:
        return ""


def main(data: Path, out: Path) -> int:
    """Run the program as the command does."""
    sys.addaudithook(watch)
    Obliging.out = out
    vars(messages_module)["Messages"] = Obliging
    QMessageBox.exec = lambda _box: 0  # type: ignore[method-assign]
    make = app_module.make_application

    def make_and_run(argv: list[str]) -> QApplication:
        app = make(argv)
        QTimer.singleShot(500, lambda: run(data))
        return app

    app_module.make_application = make_and_run  # type: ignore[assignment]
    return app_module.main(["--data-dir", str(data)])


def give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End at once instead of hanging."""
    sys.__excepthook__(kind, error, trace)
    os._exit(3)


if __name__ == "__main__":
    sys.excepthook = give_up
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

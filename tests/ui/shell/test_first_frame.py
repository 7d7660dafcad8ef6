"""The window is on the screen before what serves it is there; nothing in it moves then."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.settings import Settings
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.harness import settle
from tests.support.window.scripted import ScriptedMessages

ROOT: Final = Path(__file__).parents[3]

MAY_BE_LOADED: Final = frozenset(
    {"app.program", "core.errors", "core.records", "files", "vault.faults", "vault.holder", "ui.frame.stage"}
    | {"ui.kit.theme", "ui.shell"}
)
"""What the first frame needs: modules, or folders of which it needs a part."""

COSTLY: Final = frozenset({"Qt", "QStyle", "QDialog", "QMessageBox", "QKeySequence", "QAbstractScrollArea"})
"""Classes for which PySide makes many enumerations: 95 for the first one alone."""

FIRST_FRAME: Final = """
import os, sys
from PySide6 import QtCore, QtGui, QtWidgets
from gia_desktop.ui.shell import app

class Watched(app.MainWindow):
    def paintEvent(self, event):
        modules = [name for name in sys.modules if name.startswith("gia_desktop.")]
        classes = {name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)}
        print(*modules, "|", *classes, flush=True)
        os._exit(0)

app.MainWindow = Watched
app.main(["--data-dir", sys.argv[1]])
"""


def test_until_the_first_frame_nothing_is_loaded_that_the_frame_does_not_need(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, str(tmp_path)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip
    modules, _, classes = done.stdout.partition("|")
    names = [name.removeprefix("gia_desktop.") for name in modules.split()]
    unneeded = [
        name
        for name in names
        if not any(allowed == name or allowed.startswith(f"{name}.") for allowed in MAY_BE_LOADED)
        and name.rpartition(".")[0] not in MAY_BE_LOADED
    ]
    assert "ui.shell.main_window" in names
    assert unneeded == []
    assert COSTLY & set(classes.split()) == set()


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window as it comes on the screen."""
    window = MainWindow(Settings(find_folders(tmp_path).config))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    settle()
    return window


def places(window: MainWindow) -> list[object]:
    """Return where everything is that is seen: menus, middle, status line."""
    bar = window.bar.mapTo(window, QPoint(0, 0))
    menus = [
        (action.text(), window.bar.actionGeometry(action).translated(bar))
        for action in window.bar.actions()
        if action.isVisible()
    ]
    return [*menus, window.centralWidget().geometry(), window.statusBar().geometry()]


def test_nothing_moves_when_the_window_is_furnished_and_the_home_page_comes(
    empty: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    before = places(empty)
    with qtbot.waitSignal(empty.began):
        empty.furnish(Workspace(find_folders(tmp_path), bundled_formats()), ScriptedMessages())
    settle()
    assert empty.home.isVisible()
    assert places(empty) == before
    empty.close()


def test_a_window_that_is_closed_before_it_is_furnished_closes_without_a_question(empty: MainWindow) -> None:
    assert empty.close()
    assert not empty.restart_wanted


BAD_START: Final = """
import sys
from gia_desktop.ui.kit import messages
from gia_desktop.ui.shell import app

class Silent(messages.Messages):
    def tell_plain(self, title, text):
        seen = [window.isVisible() for window in app.QApplication.topLevelWidgets()]
        sys.stdout.buffer.write(f"{title} {any(seen)} {text}".encode())

messages.Messages = Silent
sys.exit(app.main(["--data-dir", sys.argv[1]]))
"""


def test_drafts_that_cannot_be_opened_are_told_without_a_window_and_the_folder_is_given_up(
    tmp_path: Path,
) -> None:
    (tmp_path / "drafts.sqlite3").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", BAD_START, str(tmp_path)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout.startswith("无法启动 False ")
    assert "drafts.sqlite3" in done.stdout
    assert not (tmp_path / "running.lock").exists()

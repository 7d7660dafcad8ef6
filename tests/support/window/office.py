"""The whole window with a person before it whose answers are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from gia_desktop.app.program.dirs import Folders, find_folders
from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.library import NewReport
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.harness import settle, table_tabs
from tests.support.window.scripted import ScriptedMessages


@dataclass
class Office:
    """A window, its data folder and the answers to its questions."""

    window: MainWindow
    workspace: Workspace
    settings: Settings
    messages: ScriptedMessages
    folders: Folders

    @property
    def page(self) -> ReportPage:
        page = self.window.reports.page
        assert page is not None, "no report is open"
        return page

    @property
    def number(self) -> int:
        return self.page.session.report_id

    def new(self, unit: str = "示例县清河镇人民政府", year: int = 2025) -> int:
        """Make a report and open it."""
        number = self.workspace.library.create(NewReport(unit, "township", year, "2021"))
        self.window.reports.open(number)
        settle()
        return number

    def fill(self, key: str, text: str) -> None:
        """Type into a cell and press Enter."""
        self.page.going.go_to_cell(CellKey(key))
        view = table_tabs(self.page)[self.page.tabs.section].view
        QTest.keyClicks(view, text[0])
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text[1:])
        QTest.keyClick(focus, Qt.Key.Key_Return)

    def text(self, section: str) -> QTextEdit:
        self.page.going.show_section(section)
        tab = self.page.by_section[section]
        assert isinstance(tab, NarrativeTab)
        return tab.editor

    def write(self, section: str, text: str) -> None:
        """Write into a section as an input method does, and go elsewhere."""
        editor = self.text(section)
        editor.setFocus()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)
        self.page.commit_typing()
        self.page.going.show_section("0")

    def value(self, key: str) -> Value:
        return self.page.session.committed.now[CellKey(key)]


def open_office(data: Path) -> Office:
    """Open the window over a data folder."""
    folders = find_folders(data)
    workspace = Workspace(folders, bundled_formats())
    workspace.saver.opened()  # as the program waits for it
    settings, messages = Settings(folders.config), ScriptedMessages()
    window = MainWindow(settings)
    window.furnish(workspace, messages)
    window.show()
    return Office(window, workspace, settings, messages, folders)

"""Serves the wishes for history, versions and carrying over of the open report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gia_desktop.app.report.places import keys_of_section, place_words, section_words
from gia_desktop.core.change import Change
from gia_desktop.core.keys import TEXT_KEYS
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.page import EXPORT_SECTION, ReportPage

if TYPE_CHECKING:
    from gia_desktop.app.report.history_lines import Line, Scope

# What compares reports is imported when it is used: the window opens sooner without it.


class HistoryFlow(QObject):
    """Opens dialogs over the page that is open; going back is one step that can be undone."""

    def __init__(
        self,
        workspace: Workspace,
        messages: Messages,
        page: Callable[[], ReportPage | None],
        theme: Callable[[], Theme],
        window: QWidget,
    ) -> None:
        """``page`` returns the open report's page, None when there is none."""
        super().__init__(window)
        self._workspace = workspace
        self._messages = messages
        self._page = page
        self._theme = theme
        self._window = window

    @property
    def wishes(self) -> Mapping[str, Callable[[], None]]:
        """The wishes served, by name."""
        return {
            "history": self.show_history,
            "versions": self.show_versions,
            "carried": self.show_carried,
        }

    def show_history(self) -> None:
        """Show the history of the current cell, tab and report."""
        from gia_desktop.app.report.history_lines import going_back
        from gia_desktop.ui.past.history_dialog import HistoryDialog

        page = self._page()
        if page is None:
            return
        page.commit_typing()
        dialog = HistoryDialog(
            self._scopes(page),
            lambda scope: self._lines(page, scope),
            self._theme(),
            self._window,
            locked=page.locked,
        )
        if self._messages.accepts(dialog) and (entry := dialog.entry()) is not None:
            self._push(page, going_back(page.session.report, entry))

    def show_versions(self) -> None:
        """Show the named versions of the report."""
        from gia_desktop.app.report.differences import step_to
        from gia_desktop.ui.past.versions_dialog import NOW, Shelf, VersionsDialog

        page = self._page()
        if page is None:
            return
        page.commit_typing()
        number = page.session.report_id

        def sheet(version: int) -> Sheet:
            if version == NOW:
                return page.session.committed
            return make_sheet(self._workspace.version(number, version), self._workspace.registry)

        shelf = Shelf(
            lambda: self._workspace.versions(number),
            sheet,
            lambda name: self._workspace.name_version(number, name),
        )
        dialog = VersionsDialog(shelf, self._theme(), self._window, locked=page.locked)
        if self._messages.accepts(dialog) and dialog.chosen() != NOW:
            then = self._workspace.version(number, dialog.chosen())
            self._push(page, step_to(page.session.report, then, f"退回到“{dialog.chosen_name()}”"))

    def show_carried(self) -> None:
        """Show what became of last year's figures."""
        from gia_desktop.ui.past.carried_dialog import CarriedDialog

        page = self._page()
        if page is not None:
            page.commit_typing()
            self._messages.accepts(CarriedDialog(page.session.committed, self._window))

    def _push(self, page: ReportPage, change: Change) -> None:
        if change.is_empty:
            page.said.emit("内容和现在一样，没有改动。")
        else:
            page.push(change)
            page.said.emit(f"{change.label}，按 Ctrl+Z 可撤销。")

    def _scopes(self, page: ReportPage) -> Sequence[Scope]:
        from gia_desktop.app.report.history_lines import Scope

        fmt, section = page.session.committed.format, page.tabs.section
        scopes = [Scope("整份报告", [*fmt.cells, *TEXT_KEYS])]
        if section != EXPORT_SECTION:
            scopes.insert(0, Scope(section_words(fmt, section), keys_of_section(fmt, section)))
        key = page.table_tab.view.current_key if page.table_tab is not None else None
        if key is not None:
            scopes.insert(0, Scope(f"这一格（{place_words(fmt, key)}）", [key]))
        return scopes

    def _lines(self, page: ReportPage, scope: Scope) -> Sequence[Line]:
        from gia_desktop.app.report.history_lines import history_lines

        number = page.session.report_id
        entries, moves = self._workspace.history(number, scope.keys), self._workspace.moves(number)
        return history_lines(page.session.committed.format, entries, moves)

"""What was before: histories, versions and what was carried over from last year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from gia_desktop.app.report.library import Library
from gia_desktop.core.change import Change
from gia_desktop.core.keys import TEXT_KEYS
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.app.report.history_lines import HistoryLine, Scope
    from gia_desktop.formats.sheet import Sheet
    from gia_desktop.ui.report.page import ReportPage

# What compares reports is imported when it is used: the window opens sooner without it.


class Histories:
    """Opens dialogs over the page that is open; going back is one step that can be undone."""

    def __init__(self, frame: Frame, library: Library) -> None:
        """Serve the wishes."""
        self._frame = frame
        self._library = library
        frame.wishes.serve_page(wishes.HISTORY, wishes.report_page, self.show_history)
        frame.wishes.serve_page(wishes.VERSIONS, wishes.report_page, self.show_versions)
        frame.wishes.serve_page(wishes.CARRIED, wishes.report_page, self.show_carried)
        frame.wishes.serve_page(wishes.COMPARE, wishes.report_page, self.compare)

    def show_history(self, page: ReportPage) -> None:
        """Show the history of the current cell, tab and report."""
        from gia_desktop.app.report.history_lines import going_back
        from gia_desktop.ui.past.history_dialog import HistoryDialog

        dialog = HistoryDialog(
            self._scopes(page),
            partial(self._lines, page),
            self._frame.stage.theme,
            self._frame.window,
            locked=page.locked,
        )
        if self._frame.messages.accepts(dialog) and (entry := dialog.entry()) is not None:
            self._push(page, going_back(page.session.report, entry, before=dialog.before))

    def show_versions(self, page: ReportPage) -> None:
        """Show the named versions of the report."""
        from gia_desktop.app.report.differences import step_to
        from gia_desktop.formats.sheet import make_sheet
        from gia_desktop.ui.past.versions_dialog import NOW, VersionsDialog, VersionShelf

        number, library = page.number, self._library

        def sheet(version: int) -> Sheet:
            if version == NOW:
                return page.session.committed
            return make_sheet(library.version(number, version), library.formats)

        shelf = VersionShelf(partial(library.versions, number), sheet, partial(library.name_version, number))
        dialog = VersionsDialog(shelf, self._frame.stage.theme, self._frame.window, locked=page.locked)
        if self._frame.messages.accepts(dialog) and dialog.chosen() != NOW:
            then = library.version(number, dialog.chosen())
            self._push(page, step_to(page.session.report, then, f"退回到“{dialog.chosen_name()}”"))

    def show_carried(self, page: ReportPage) -> None:
        """Show what became of last year's figures."""
        from gia_desktop.ui.past.carried_dialog import CarriedDialog

        dialog = CarriedDialog(page.session.committed, self._frame.window, locked=page.locked)
        if self._frame.messages.accepts(dialog):
            self._frame.wishes.do(wishes.BESIDE)

    def compare(self, page: ReportPage) -> None:
        """Show the three tables beside last year's; without last year it is asked for first."""
        from gia_desktop.formats.links import knows_last_year
        from gia_desktop.ui.past.comparison_dialog import ComparisonDialog

        if not knows_last_year(page.session.committed):
            self._frame.wishes.do(wishes.BESIDE)
        if knows_last_year(page.session.committed):
            theme, messages = self._frame.stage.theme, self._frame.messages
            messages.accepts(ComparisonDialog(page.session.committed, theme, messages, self._frame.window))

    def _push(self, page: ReportPage, change: Change) -> None:
        if change.is_empty:
            page.say("内容和现在一样，没有改动。")
        else:
            page.edits.push(change)
            page.say(f"{change.label}，按 Ctrl+Z 可撤销。")

    def _scopes(self, page: ReportPage) -> Sequence[Scope]:
        from gia_desktop.app.report.history_lines import Scope
        from gia_desktop.app.report.places import keys_of_section, place_words, section_words

        fmt, section = page.session.committed.format, page.tabs.section
        scopes = [Scope("整份报告", [*fmt.cells, *TEXT_KEYS])]
        if section != wishes.EXPORT_SECTION:
            scopes.insert(0, Scope(section_words(fmt, section), keys_of_section(fmt, section)))
        key = page.current_key
        if key is not None:
            scopes.insert(0, Scope(f"这一格（{place_words(fmt, key)}）", [key]))
        return scopes

    def _lines(self, page: ReportPage, scope: Scope) -> Sequence[HistoryLine]:
        from gia_desktop.app.report.history_lines import history_lines

        entries, moves = self._library.history(page.number, scope.keys), self._library.moves(page.number)
        return history_lines(page.session.committed.format, entries, moves)

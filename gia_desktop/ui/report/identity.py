"""Whose report it is and what it is called: another year, a name in the list, a copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gia_desktop.app.report.library import Library
from gia_desktop.core.change import Change
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.ui.report.desk import ReportDesk
    from gia_desktop.ui.report.page import ReportPage


class Identities:
    """Serves the wishes; ``desk`` opens what is stored anew and tells of changes in the list."""

    def __init__(self, frame: Frame, library: Library, desk: ReportDesk) -> None:
        """Serve the wishes."""
        self._frame = frame
        self._library = library
        self._desk = desk
        frame.wishes.serve_page(wishes.YEAR, wishes.report_page, self.change_year)
        frame.wishes.serve(wishes.NICKNAME, self.name)
        frame.wishes.serve(wishes.DUPLICATE, self.duplicate)

    def change_year(self, page: ReportPage) -> None:
        """Ask for another year; one with another official format makes a new draft."""
        if page.refuses():
            return
        # Imported late, as all dialogs: the window opens sooner without them.
        from gia_desktop.app.report.last_year.as_last_year import copied_from_last_year
        from gia_desktop.ui.report.dialogs.year import YearDialog

        report = page.session.report
        dialog = YearDialog(report, self._library.formats, self._frame.window)
        if not self._frame.messages.accepts(dialog):
            return
        year = dialog.year.value()
        formats, as_last_year = self._library.formats, dialog.holds_last_years_figures
        if formats.for_year(year).id == report.format:
            change = Change(f"报告年度 {report.year} → {year}", year=(report.year, year))
            if as_last_year:
                step = copied_from_last_year(replace(report, year=year), report, formats)
                change = replace(step, label=change.label, year=change.year)
            if report.register:  # its numbers are those of the old year
                change = replace(change, register=(report.register, {}))
            page.edits.push(change)
            page.say(f"报告年度已改为 {year} 年，按 Ctrl+Z 可退回。")
        else:
            self._desk.open(self._library.move_to_year(page.number, year, as_last_year=as_last_year))

    def name(self, number: int) -> None:
        """Ask what a report is to be called in the list."""
        summary = self._library.summary(number)
        if summary is None:
            return
        question = "给这份年报取个名字，只在这个列表里看得到，不印进报告；空着就不用。"
        name = self._frame.messages.ask_line(self._frame.window, "备注名", question, summary.nickname)
        if name is not None:
            self._library.set_nickname(number, name)
            self._desk.list_changed.emit()

    def duplicate(self, number: int) -> None:
        """Store a copy of a report as a draft of its own."""
        self._library.duplicate(number)
        self._desk.list_changed.emit()

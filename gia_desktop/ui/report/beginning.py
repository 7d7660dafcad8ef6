"""The ways to begin: from last year's report, empty, from a file, with the practice or the sample."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.core.report import Report
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.backups.flow import BACKUPS
from gia_desktop.ui.frame.work import Beginning, Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.ui.report.desk import ReportDesk

_KINDS: Final = "年报文件（*.gia *.docx *.pdf *.doc *.wps *.html *.htm *.txt *.xlsx）;;所有文件（*）"


BEGINNINGS: Final = (
    Beginning(wishes.CARRY, "承接上年，编今年的年报", "去年的 Word 文件或草稿都行", "承接上年"),
    Beginning(wishes.NEW, "新建空白年报", "按单位类型和年度选好格式", "新建"),
    Beginning(wishes.OPEN, "打开文件", ".gia、Word、PDF、网页、Excel、文本", "打开文件"),
    Beginning(wishes.PRACTICE, "练习", "一份藏了十处错误的样报", "练习"),
    Beginning(wishes.SAMPLE, "看一份写好的样报", "填好的三张表和正文，可随意改"),
    Beginning(BACKUPS, "从备份恢复", "还没有备份"),
)
"""The ways to begin, the main one first."""


class Beginnings:
    """Serves the wishes by which a report is begun."""

    def __init__(self, frame: Frame, desk: ReportDesk) -> None:
        """Open what is begun on a desk."""
        self._frame = frame
        self._desk = desk
        self._library = desk.library
        table = frame.wishes
        table.serve(wishes.NEW, self.begin_empty)
        table.serve(wishes.OPEN, self.open_file)
        table.serve(wishes.CARRY, self.carry_over)
        table.serve(wishes.PRACTICE, self.practice)
        table.serve(wishes.SAMPLE, self.look_at_sample)

    def begin_empty(self) -> None:
        """Ask for unit, kind and year, and open an empty report."""
        # Imported late, as all dialogs: the window opens sooner without them.
        from gia_desktop.ui.report.new_report_dialog import NewReportDialog

        newest = max(self._library.summaries(), key=lambda item: item.modified, default=None)
        kind = self._library.load(newest.id).unit_kind if newest is not None else "township"
        unit = newest.unit if newest is not None else ""
        year = report_year(dt.datetime.now().astimezone().date())
        dialog = NewReportDialog(self._library.registry, year, unit, kind, self._frame.window)
        if self._frame.messages.accepts(dialog):
            self._desk.open(self._library.create(dialog.answers()))

    def open_file(self) -> None:
        """Ask for a file and open it."""
        if path := self._ask_path("打开文件"):
            self._desk.open_file(path)

    def practice(self) -> None:
        """Open the practice, begun or fresh."""
        self._desk.open(self._library.practice())

    def look_at_sample(self) -> None:
        """Open a fresh copy of the sample."""
        self._desk.open(self._library.sample())

    def carry_over(self) -> None:
        """Begin this year's report from last year's: the chosen draft, or a file."""
        chosen = self._desk.chosen
        if chosen is not None and self._wants_to_carry(chosen):
            last: Report | None = self._library.load(chosen.id)
        else:
            path = self._ask_path("选去年的年报")
            last = self.read(path) if path else None
        if last is None:
            return
        begun = self._library.follower(last)
        if begun is not None and self._wants_to_go_on(begun):
            self._desk.open(begun.id)
            return
        self._desk.open(self._library.carry_over(last))
        self._frame.wishes.do(wishes.CARRIED)

    def read(self, path: Path) -> Report | None:
        """Read a report from a file of any kind; None when the clerk doesn't want it after all.

        Raises:
            GiaError: the file can't be read.
        """
        from gia_desktop.app.report.import_review import standing_beside
        from gia_desktop.ui.intake.import_dialog import ImportDialog
        from gia_desktop.ui.intake.reading_dialog import read_patiently

        library, messages, window = self._library, self._frame.messages, self._frame.window
        imported = read_patiently(
            partial(library.read, path), path, self._frame.workspace.tasks, messages, window
        )
        if imported is None:
            return None
        if path.suffix.lower() == ".gia":
            return imported.report
        fmt = library.registry.get(imported.report.format)
        standing = standing_beside(imported, library.summaries(), library.load, library.registry)
        dialog = ImportDialog(imported, fmt, self._frame.stage.theme, window, standing)
        return dialog.report() if messages.accepts(dialog) else None

    def _ask_path(self, title: str) -> Path | None:
        folder = self._desk.exporting.folder
        chosen = self._frame.messages.ask_open_path(self._frame.window, title, folder, _KINDS)
        return Path(chosen) if chosen else None

    def _wants_to_carry(self, chosen: DraftSummary) -> bool:
        text = f"承接“{chosen.unit}”{chosen.year} 年的年报，编 {chosen.year + 1} 年的？"
        return self._frame.messages.ask(self._frame.window, "承接上年", text, "承接", "选别的文件…")

    def _wants_to_go_on(self, begun: DraftSummary) -> bool:
        text = f"“{begun.unit}”{begun.year} 年的年报已经编过一份（已填 {begun.progress.filled} 格）。"
        return self._frame.messages.ask(self._frame.window, "承接上年", text, "打开已有的", "另编一份")


def report_year(today: dt.date) -> int:
    """Return the year to report on: last year until autumn, then the running one."""
    return today.year if today.month >= 10 else today.year - 1

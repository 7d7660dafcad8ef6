"""The ways to begin: from last year's report, empty, from a file, with the practice or the sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.app.program.moments import when
from gia_desktop.core.report import Report, year_to_report
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.formats.links import knows_last_year
from gia_desktop.importers.suffixes import SUFFIXES
from gia_desktop.ui.backups.flow import BACKUPS
from gia_desktop.ui.frame.work import Beginning, Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.app.report.last_year.carry_plan import CarryChoice, CarryPlan
    from gia_desktop.formats.installed import Formats
    from gia_desktop.importers.imported_report import ImportedReport
    from gia_desktop.ui.report.carry_dialog import LastYearRead
    from gia_desktop.ui.report.desk import ReportDesk

REPORT_KINDS: Final = f"年报文件 ({' '.join(f'*{each}' for each in SUFFIXES)});;所有文件 (*)"
FILE_KINDS: Final = REPORT_KINDS.replace(";;", ";;登记文件 (*.giar);;")

_GUESSES: Final = 3
"""How many years before this one are offered for a file that doesn't say its own."""

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
        from gia_desktop.ui.report.dialogs.new_report import NewReportDialog

        own = (item for item in self._library.summaries() if not item.exercise)
        newest = max(own, key=lambda item: item.modified, default=None)
        kind = newest.kind if newest is not None else "township"
        unit = newest.unit if newest is not None else ""
        year = year_to_report(dt.datetime.now().astimezone().date())
        dialog = NewReportDialog(self._library.formats, year, unit, kind, self._frame.window)
        if self._frame.messages.accepts(dialog):
            self._desk.open(self._library.create(dialog.answers()))

    def open_file(self) -> None:
        """Ask for a file and let it be opened by the kind of work that reads it."""
        if path := self.ask_path("打开文件", FILE_KINDS):
            self._desk.file_chosen.emit(path)

    def practice(self) -> None:
        """Open the practice, begun or fresh."""
        self._desk.open(self._library.practice())

    def look_at_sample(self) -> None:
        """Open a fresh copy of the sample."""
        self._desk.open(self._library.sample())

    def carry_over(self) -> None:
        """Begin this year's report from last year's: the chosen draft, or a file."""
        chosen = self._desk.chosen
        wanted = self._wants_to_carry(chosen)
        if wanted is None:
            return
        if chosen is not None and wanted:
            last, imported = self._library.load(chosen.id), None
            name = f"{chosen.unit} {chosen.year} 年（本机的草稿）"
        else:
            path = self.ask_path("选去年的年报")
            imported = self._imported(path) if path else None
            if imported is None or path is None:
                return
            last, name = imported.report, path.name
        begun = self._library.follower(last)
        wanted = self._wants_to_go_on(begun)
        if begun is not None and wanted:
            self._desk.open(begun.id)
            self._put_beside(last)
        elif wanted is not None:
            self._carry(last, name, imported)

    def _put_beside(self, last: Report) -> None:
        """Put what was read beside the report that was opened instead, unless last year's stands there."""
        page = self._desk.page
        if page is not None and not page.locked and not knows_last_year(page.session.committed):
            self._desk.beside.put(page, last)

    def _carry(self, last: Report, name: str, imported: ImportedReport | None) -> None:
        """Ask what is to be used at once, as often as the clerk looks at doubtful figures in between."""
        from gia_desktop.app.report.last_year.carry_plan import CarryPlan
        from gia_desktop.ui.report.carry_dialog import CarryDialog

        doubts = {} if imported is None else {cell.key: cell.text for cell in imported.doubtful}
        has_year = imported is None or imported.has_year

        def plan_for(year: int) -> CarryPlan:
            of_year = last if has_year else replace(last, year=year - 1)
            return CarryPlan(of_year, self._library.formats, year, doubts)

        years = years_to_make(last.year, self._library.formats, guessed=not has_year)
        theme, calendar = self._frame.stage.theme, self._desk.calendar()
        while True:
            reading = self._reading(last, name, imported)
            dialog = CarryDialog(plan_for, years, reading, calendar, theme, self._frame.window)
            if self._frame.messages.accepts(dialog):
                self._begin_or_go_on(dialog.plan, dialog.choice(), asked=last.year + 1)
                return
            if not dialog.wants_to_look or imported is None:
                return
            reviewed = self._reviewed(imported, "去年的年报：要看一眼的格")
            if reviewed is not None:
                last, doubts = reviewed, {}

    def _begin_or_go_on(self, plan: CarryPlan, choice: CarryChoice, *, asked: int) -> None:
        """Begin the report of the chosen year, unless there is one and it is gone on with."""
        year = plan.sheet.report.year
        begun = self._library.follower(plan.last, year) if year != asked else None
        wanted = self._wants_to_go_on(begun)
        if begun is not None and wanted:
            self._desk.open(begun.id)
        elif wanted is not None:
            self._begin_carried(plan, choice)

    def _reading(self, last: Report, name: str, imported: ImportedReport | None) -> LastYearRead:
        from gia_desktop.ui.report.carry_dialog import LastYearRead

        entered = self._library.formats.get(last.format).entered
        cells = f"读准 {sum(key in last.values for key in entered)} / {len(entered)} 格"
        if imported is None:
            return LastYearRead(name, cells)
        doubts = len(imported.doubtful) + len(imported.differing)
        return LastYearRead(name, cells, doubts, imported.has_year)

    def _begin_carried(self, plan: CarryPlan, choice: CarryChoice) -> None:
        """Store the carried report, open it, and do at once what was ticked, each a step of its own."""
        from gia_desktop.app.report.to_check import summary

        self._desk.open(self._library.store_carried(plan.carried.report, plan.last.year))
        page = self._desk.page
        if page is None:
            return
        for step in plan.steps(choice):
            page.edits.push(step)
        blank = next(
            (key for key in plan.sheet.format.entered if page.session.committed.now[key] is None), None
        )
        if blank is not None and (choice.zeros or choice.texts):
            page.going.go_to_cell(blank)
        page.say(summary(page.going.places()))

    def read(self, path: Path) -> Report | None:
        """Read a report from a file of any kind; None when the clerk doesn't want it after all.

        Raises:
            GiaError: the file can't be read.
        """
        imported = self._imported(path)
        if imported is None or path.suffix.lower() == ".gia":
            return None if imported is None else imported.report
        return self._reviewed(imported)

    def _imported(self, path: Path) -> ImportedReport | None:
        from gia_desktop.ui.intake.reading_dialog import read_for

        return read_for(self._frame, path, partial(self._library.read, path))

    def _reviewed(self, imported: ImportedReport, title: str = "读入文件") -> Report | None:
        """Show what was read; None when the clerk takes none of it."""
        from gia_desktop.app.report.import_review import standing_beside
        from gia_desktop.ui.intake.import_dialog import ImportDialog

        library = self._library
        fmt = library.formats.get(imported.report.format)
        standing = standing_beside(imported, library.summaries(), library.load, library.formats)
        theme, window = self._frame.stage.theme, self._frame.window
        dialog = ImportDialog(imported, fmt, theme, window, standing, title=title)
        return dialog.report() if self._frame.messages.accepts(dialog) else None

    def ask_path(self, title: str, kinds: str = REPORT_KINDS) -> Path | None:
        """Ask for a file; None when given up."""
        folder = self._desk.exporting.folder
        chosen = self._frame.messages.ask_open_path(self._frame.window, title, folder, kinds)
        return Path(chosen) if chosen else None

    def wants_standing(self, standing: DraftSummary, name: str) -> bool | None:
        """Ask whether to go on with the draft there is instead of what a file says; None for neither."""
        progress = standing.progress
        text = (
            f"本机已有“{standing.nickname or standing.unit}”{standing.year} 年的年报"
            f"（{when(standing.modified)} 改动，已填 {progress.filled} / {progress.total} 格），"
            f"内容和《{name}》不一样。接着编本机的，还是把文件另成一份？"
        )
        ask = self._frame.messages.ask_either
        return ask(self._frame.window, "打开文件", text, "打开本机的", "文件另成一份")

    def _wants_to_carry(self, chosen: DraftSummary | None) -> bool | None:
        """Ask whether the chosen draft is last year's, or a file; without one that may be it is a file."""
        if chosen is None or chosen.exercise:
            return False
        text = f"承接“{chosen.unit}”{chosen.year} 年的年报，编 {chosen.year + 1} 年的？"
        return self._frame.messages.ask_either(self._frame.window, "承接上年", text, "承接", "选别的文件…")

    def _wants_to_go_on(self, begun: DraftSummary | None) -> bool | None:
        """Ask whether to go on with what was begun, or to begin another; without one, another."""
        if begun is None:
            return False
        text = f"“{begun.unit}”{begun.year} 年的年报已经编过一份（已填 {begun.progress.filled} 格）。"
        return self._frame.messages.ask_either(self._frame.window, "承接上年", text, "打开已有的", "另编一份")


def years_to_make(last: int, formats: Formats, *, guessed: bool) -> Sequence[int]:
    """Return the years whose report may be made from one of a year, the usual one first.

    Args:
        last: the year of the earlier report.
        formats: the official formats; only years with one can be made.
        guessed: the file doesn't say its year.

    Raises:
        UnknownFormatError: no format covers any of them.
    """
    newest = max(last + 1, year_to_report(dt.datetime.now().astimezone().date()))
    first = min(last + 1, newest - _GUESSES) if guessed else last + 1
    years = [last + 1, *(year for year in range(first, newest + 1) if year != last + 1)]
    covered = [year for year in years if any(fmt.covers(year) for fmt in formats)]
    return covered or [formats.for_year(last + 1).first_year]

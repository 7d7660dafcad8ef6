"""The ways to begin: from last year's report, empty, from a file, with the practice or the sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from gia_desktop.core.report import Report
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages

BEGINNINGS: Final = (
    ("carry", "承接上年，编今年的年报", "去年的 Word 文件或草稿都行"),
    ("new", "新建空白年报", "按单位类型和年度选好格式"),
    ("open", "打开文件", ".gia、Word、PDF、网页、Excel、文本"),
    ("practice", "练习", "一份藏了十处错误的样报"),
    ("sample", "看一份写好的样报", "填好的三张表和正文，可随意改"),
    ("backups", "从备份恢复", "还没有备份"),
)
"""The big buttons of the start page: wish, title, explanation."""

_KINDS: Final = "年报文件（*.gia *.docx *.pdf *.doc *.wps *.html *.htm *.txt *.xlsx）;;所有文件（*）"


@dataclass(frozen=True)
class Doors:
    """What a beginning asks of the window.

    Attributes:
        chosen: the report chosen in the list of the start page, if any.
        folder: where files were opened last.
        read: read a report from a file; None when the clerk doesn't want it after all.
        open_file: take a file in as a new draft and open it.
        open_report: open a stored report.
        show_carried: tell what was taken over from last year.
    """

    chosen: Callable[[], DraftSummary | None]
    folder: Callable[[], str]
    read: Callable[[Path], Report | None]
    open_file: Callable[[Path], None]
    open_report: Callable[[int], None]
    show_carried: Callable[[], None]


class BeginFlow:
    """Serves the wishes by which a report is begun."""

    def __init__(self, workspace: Workspace, messages: Messages, doors: Doors, window: QWidget) -> None:
        """Open what is begun through the doors of the window."""
        self._workspace = workspace
        self._messages = messages
        self._doors = doors
        self._window = window
        self.wishes: Mapping[str, Callable[..., None]] = {
            "new": self.begin_empty,
            "open": self.open_file,
            "carry": self.carry_over,
            "practice": lambda: doors.open_report(workspace.practice()),
            "sample": lambda: doors.open_report(workspace.sample()),
        }

    def begin_empty(self) -> None:
        """Ask for unit, kind and year, and open an empty report."""
        # Imported late, as all dialogs: the window opens sooner without them.
        from gia_desktop.ui.report.new_report_dialog import NewReportDialog

        newest = max(self._workspace.list(), key=lambda item: item.modified, default=None)
        kind = self._workspace.load(newest.id).unit_kind if newest is not None else "township"
        unit = newest.unit if newest is not None else ""
        year = report_year(dt.datetime.now().astimezone().date())
        dialog = NewReportDialog(self._workspace.registry, year, unit, kind, self._window)
        if self._messages.accepts(dialog):
            self._doors.open_report(self._workspace.create(dialog.answers()))

    def open_file(self) -> None:
        """Ask for a file and open it."""
        path = self._messages.ask_open_path(self._window, "打开文件", self._doors.folder(), _KINDS)
        if path:
            self._doors.open_file(Path(path))

    def carry_over(self) -> None:
        """Begin this year's report from last year's: the chosen draft, or a file."""
        chosen = self._doors.chosen()
        if chosen is not None and self._wants_to_carry(chosen):
            last: Report | None = self._workspace.load(chosen.id)
        else:
            path = self._messages.ask_open_path(self._window, "选去年的年报", self._doors.folder(), _KINDS)
            last = self._doors.read(Path(path)) if path else None
        if last is None:
            return
        begun = next((item for item in self._workspace.list() if _follows(item, last)), None)
        if begun is not None and self._wants_to_go_on(begun):
            self._doors.open_report(begun.id)
            return
        self._doors.open_report(self._workspace.carry_over(last))
        self._doors.show_carried()

    def _wants_to_carry(self, chosen: DraftSummary) -> bool:
        text = f"承接“{chosen.unit}”{chosen.year} 年的年报，编 {chosen.year + 1} 年的？"
        return self._messages.ask(self._window, "承接上年", text, "承接", "选别的文件…")

    def _wants_to_go_on(self, begun: DraftSummary) -> bool:
        text = f"“{begun.unit}”{begun.year} 年的年报已经编过一份（已填 {begun.progress.filled} 格）。"
        return self._messages.ask(self._window, "承接上年", text, "打开已有的", "另编一份")


def _follows(draft: DraftSummary, last: Report) -> bool:
    """Tell whether a draft is the report of the year after another one."""
    return (draft.unit, draft.year) == (last.unit_name, last.year + 1)


def report_year(today: dt.date) -> int:
    """Return the year to report on: last year until autumn, then the running one."""
    return today.year if today.month >= 10 else today.year - 1

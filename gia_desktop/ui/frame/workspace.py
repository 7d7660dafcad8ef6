"""What the window works with: drafts, the open report, files in and out. Opens no dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from gia_desktop.app.program.dirs import Folders
from gia_desktop.app.program.vaults import Vaults
from gia_desktop.app.report.practice import is_practice
from gia_desktop.app.report.progress import progress
from gia_desktop.app.report.session import Session
from gia_desktop.app.report.states import Move, make_move
from gia_desktop.app.writing.own_phrases import OwnPhrases
from gia_desktop.core.change import Change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.states import ReportState
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.records import (
    DraftSummary,
    ExportStamp,
    HistoryEntry,
    NamedVersion,
    Pending,
    StateMove,
)
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.ui.frame.undo import UNDO_STEPS
from gia_desktop.ui.kit.tasks import TaskRunner
from gia_desktop.vault.backups import Backup, look_into, make_backup, restore
from gia_desktop.vault.saver import Ticket

if TYPE_CHECKING:
    from gia_desktop.documents.export import ExportResult
    from gia_desktop.documents.options import DocumentOptions
    from gia_desktop.documents.style import PageStyle
    from gia_desktop.files.atomic import FileStamp
    from gia_desktop.importers.imported import ImportedReport
    from gia_desktop.ui.report.new_report_dialog import NewReport

# Readers, writers and rules are imported when they are used: the window opens sooner without them.


class Workspace(QObject):
    """Drafts and the open report.

    Signals:
        saved: a step is on disk (its moment).
        save_failed: a step could not be saved; it is kept and tried again (the error).
        exported: a file was written and read again (``ExportResult``).
        bundled: the 报送包 was written (``BundleResult``).
        reviewed: the 审核情况表 was written (its path, what it says in short).
        export_failed: nothing was written (the error).
    """

    saved = Signal(object)
    save_failed = Signal(object)
    exported = Signal(object)
    bundled = Signal(object)
    reviewed = Signal(Path, str)
    export_failed = Signal(object)

    def __init__(
        self,
        folders: Folders,
        registry: Registry,
        second_backups: Path | None = None,
        make_sure: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the drafts of a user.

        Args:
            folders: where they lie.
            registry: the official formats.
            second_backups: backups are kept there too.
            make_sure: called before anything is saved; raises TakenOverFault when it may not be.
        """
        super().__init__()
        self.registry = registry
        self.folders = folders
        self.phrases = OwnPhrases(folders.data, registry)
        self.tasks = TaskRunner(self)
        self._reviews: dict[Path, str] = {}
        self._open(second_backups, make_sure)

    def move_to(self, folders: Folders, second_backups: Path | None, make_sure: Callable[[], None]) -> None:
        """Work with the drafts of another folder from now on; no report may be open.

        Raises:
            EnvironmentFault: its drafts can't be opened.
        """
        self.tasks.drain()
        self.vaults.stop(timeout=20)
        self.folders = folders
        self.phrases = OwnPhrases(folders.data, self.registry)
        self._open(second_backups, make_sure)
        self.vaults.opened()

    def _open(self, second_backups: Path | None, make_sure: Callable[[], None]) -> None:
        saved, failed = self._emit_saved, self._emit_save_failed
        self.vaults = Vaults(self.folders, saved, failed, second_backups, make_sure)
        self.saver = self.vaults.drafts

    # -- called on the saver's thread

    def _emit_saved(self, ticket: Ticket) -> None:
        self.saved.emit(ticket.at)

    def _emit_save_failed(self, error: GiaError) -> None:
        self.save_failed.emit(error)

    # -- reports

    def list(self) -> Sequence[DraftSummary]:
        """Return all reports."""
        return self.saver.read(lambda store: store.list())

    def create(self, answers: NewReport) -> int:
        """Store a new empty report and return its number."""
        report = new_report(answers.format, answers.year, answers.unit, answers.kind)
        return self._store(report, "新建", "created")

    def read(self, path: Path) -> ImportedReport:
        """Read a file of any kind; nothing is stored.

        Raises:
            GiaError: the file can't be read.
        """
        from gia_desktop.importers.reader import read_file

        if path.suffix.lower() == ".gia":
            open_report(path, self.registry)  # names the file in every fault
        return read_file(path, self.registry)

    def take_in(self, report: Report, name: str) -> int:
        """Store a report that was read from a file as a new draft and return its number."""
        return self._store(report, f"读入《{name}》", "imported")

    def carry_over(self, last: Report) -> int:
        """Store the report of the year after another and return its number.

        Raises:
            UnknownFormatError: no format covers the following year.
        """
        from gia_desktop.app.report.carry_over import next_year

        return self._store(next_year(last, self.registry).report, f"承接 {last.year} 年", "carried")

    def practice(self) -> int:
        """Return the report with planted errors: the one begun before, or a fresh copy of it."""
        fresh = open_report(resource("samples", "practice-2025.gia"), self.registry)
        for item in self.list():
            is_like_it = (item.unit, item.year) == (fresh.unit_name, fresh.year)
            if is_like_it and not item.state.is_locked and is_practice(self.load(item.id)):
                return item.id
        return self._store(fresh, "练习", "imported")

    def sample(self) -> int:
        """Store a fresh copy of the complete sample."""
        report = open_report(resource("samples", "sample-2025.gia"), self.registry)
        return self._store(report, "样报", "imported")

    def load(self, number: int) -> Report:
        """Return a stored report."""
        return self.saver.read(lambda store: store.load(number))

    def history(self, number: int, keys: Sequence[str]) -> Sequence[HistoryEntry]:
        """Return the values of cells and texts over time."""
        return self.saver.read(lambda store: store.history(number, *(CellKey(key) for key in keys)))

    def moves(self, number: int) -> Sequence[StateMove]:
        """Return the moves of a report from state to state."""
        return self.saver.read(lambda store: store.moves(number))

    def move(self, number: int, move: Move, reason: str) -> None:
        """Move a report to another state."""
        self.saver.read(lambda store: make_move(store, number, move, reason))

    def name_version(self, number: int, name: str) -> int:
        """Keep a report as it is now under a name."""
        return self.saver.read(lambda store: store.name_version(number, name))

    def versions(self, number: int) -> Sequence[NamedVersion]:
        """Return the named versions of a report."""
        return self.saver.read(lambda store: store.versions(number))

    def version(self, number: int, version: int) -> Report:
        """Return a report as it was when a version was named."""
        return self.saver.read(lambda store: store.version(number, version))

    def delete(self, number: int) -> None:
        """Put a report into the waste bin."""
        self.saver.read(lambda store: store.delete(number))

    def restore(self, number: int) -> None:
        """Take a report out of the waste bin."""
        self.saver.read(lambda store: store.restore(number))

    def deleted(self) -> Sequence[DraftSummary]:
        """Return the reports in the waste bin."""
        return self.saver.read(lambda store: store.list(deleted=True))

    def take_from_backup(self, backup: Backup, number: int) -> int:
        """Store one report of a backup as a new draft and return its number; the present ones stay.

        Raises:
            EnvironmentFault: the backup can't be read.
        """
        report = look_into(backup, DRAFTS, lambda store: store.load(number))
        return self._store(report, f"从 {backup.at.astimezone():%Y-%m-%d %H:%M} 的备份取出", "imported")

    def restore_backup(self, backup: Backup) -> Path:
        """Put a backup in the place of all drafts, which are backed up before; return where they are kept.

        Raises:
            EnvironmentFault: the present drafts can't be kept, or the backup is damaged; all is as before.
        """
        self.saver.read(lambda store: make_backup(store, DRAFTS, self.folders.backups, "drafts"))
        return self.saver.exchange(lambda path: restore(backup, DRAFTS, path))

    def open(self, number: int) -> tuple[Session, QUndoStack]:
        """Open a stored report for editing."""
        session = Session(number, self.load(number), self.registry, self.saver)
        stack = QUndoStack(self)
        stack.setUndoLimit(UNDO_STEPS)
        return session, stack

    def check(self, session: Session) -> None:
        """Check a report that was just opened and keep its counts for the list."""
        session.check()
        self.saver.submit(session.report_id, Change(""), session.progress)

    def state_of(self, number: int) -> ReportState:
        """Return how far a report has come."""
        return next((item.state for item in self.list() if item.id == number), ReportState.EDITING)

    def half_typed(self, number: int) -> Sequence[Pending]:
        """Return what was being typed when the program last ended without committing it."""
        return self.saver.read(lambda store: store.pending(number))

    def forget_half_typed(self, number: int) -> None:
        """Drop half-typed text for good."""
        self.saver.read(lambda store: store.clear_pending(number))

    def _store(self, report: Report, label: str, origin: str) -> int:
        from gia_desktop.checks.engine import run_checks

        sheet = make_sheet(report, self.registry)
        found = progress(sheet, run_checks(sheet))
        number = self.saver.read(lambda store: store.create(report, label=label, origin=origin))
        self.saver.submit(number, Change(label), found)
        return number

    # -- documents

    def export(self, session: Session, path: Path, options: DocumentOptions) -> None:
        """Write a file from a snapshot of the report, off the window's thread."""
        from gia_desktop.documents.export import export_file
        from gia_desktop.ui.paper.pdf import EVERY_KIND

        sheet, number = session.committed, session.report_id

        def done(result: ExportResult) -> None:
            stamp = ExportStamp(datetime.now().astimezone(), str(result.path), result.stamp.digest)
            self.saver.read(lambda store: store.set_exported(number, stamp))
            self._reviews.pop(result.path, None)
            self.exported.emit(result)

        self.tasks.run(lambda: export_file(sheet, path, options, EVERY_KIND), done, self.export_failed.emit)

    def write_bundle(self, session: Session, folder: Path, options: DocumentOptions, names: str) -> None:
        """Write the 报送包 into a folder, files named by a pattern, off the window's thread."""
        from gia_desktop.app.report.review_words import review_form
        from gia_desktop.documents.bundle import write_bundle
        from gia_desktop.ui.paper.pdf import EVERY_KIND

        sheet, form = session.committed, review_form(session.committed, session.settled)
        self.tasks.run(
            lambda: write_bundle(sheet, folder, options, form, pattern=names, kinds=EVERY_KIND),
            self.bundled.emit,
            self.export_failed.emit,
        )

    def write_review(self, session: Session, path: Path, style: PageStyle) -> None:
        """Write the 审核情况表, off the window's thread."""
        from gia_desktop.app.report.review_words import review_form
        from gia_desktop.documents.forms.review_form import save_review

        form = review_form(session.committed, session.settled)

        def done(stamp: FileStamp) -> None:
            self._reviews[path] = stamp.digest
            self.reviewed.emit(path, f"{form.problems}；{form.agreement}。")

        self.tasks.run(lambda: save_review(form, path, style), done, self.export_failed.emit)

    def changed_outside(self, number: int, path: Path) -> bool:
        """Tell whether others changed a report's last export, or a 审核情况表 written since the start."""
        from gia_desktop.files.atomic import FileStamp

        exported = next((item.exported for item in self.list() if item.id == number), None)
        left = {Path(exported.path): exported.hash} if exported is not None else {}
        known = {**left, **self._reviews}.get(path)
        stamp = FileStamp.read(path) if known is not None else None
        return stamp is not None and stamp.digest != known

    def close(self) -> bool:
        """Finish what runs and save what waits; tell whether everything is on disk."""
        self.tasks.drain()
        return self.vaults.stop(timeout=20)

"""The reports a clerk has: named operations on the drafts, without a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gia_desktop.app.report.states import Move, make_move
from gia_desktop.core.change import Change, text_change
from gia_desktop.core.keys import NICKNAME, UNCHECKED, CellKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report, new_report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.records import (
    DraftSummary,
    ExportStamp,
    HistoryEntry,
    NamedVersion,
    StateMove,
    UnknownReportError,
)
from gia_desktop.drafts.store import DraftStore
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.vault.backups import Backup, look_into
from gia_desktop.vault.saver import Saver
from gia_desktop.vault.store import Pending

if TYPE_CHECKING:
    from gia_desktop.app.report.session import Session
    from gia_desktop.importers.imported_report import ImportedReport

# Readers and rules are imported when they are used: the window opens sooner without them.


@dataclass(frozen=True)
class NewReport:
    """What has to be known to begin an empty report.

    Attributes:
        unit: full name of the unit.
        kind: its kind, see ``UNIT_KINDS``.
        year: the year reported on.
        format: id of the official format.
    """

    unit: str
    kind: str
    year: int
    format: str


class Library:
    """All reports of a data folder. Everything waits for the saver's thread and raises what it raises.

    Attributes:
        formats: the official formats.
        saver: keeps the drafts; another one after the program has moved to another folder.
    """

    def __init__(self, formats: Formats, saver: Saver[DraftStore]) -> None:
        """Work with the drafts that a saver keeps."""
        self.formats = formats
        self.saver = saver

    # -- lists

    def summaries(self) -> Sequence[DraftSummary]:
        """Return all reports."""
        return self.saver.read(lambda store: store.list())

    def summary(self, number: int) -> DraftSummary | None:
        """Return the line of one report in the list, None when it is not in the list."""
        try:
            found = self.saver.read(lambda store: store.summary(number))
        except UnknownReportError:
            return None
        return found if found.deleted_at is None else None

    def deleted(self) -> Sequence[DraftSummary]:
        """Return the reports in the waste bin."""
        return self.saver.read(lambda store: store.list(deleted=True))

    # -- beginning

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

        return read_file(path, self.formats)

    def take_in(self, report: Report, name: str) -> int:
        """Store a report that was read from a file as a new draft and return its number."""
        return self._store(report, f"读入《{name}》", "imported")

    def carry_over(self, last: Report) -> int:
        """Store the report of the year after another and return its number.

        Raises:
            UnknownFormatError: no format covers the following year.
        """
        from gia_desktop.app.report.last_year.carry_over import next_year

        return self.store_carried(next_year(last, self.formats).report, last.year)

    def store_carried(self, report: Report, last_year: int) -> int:
        """Store a report that was made from an earlier one of a year and return its number."""
        return self._store(report, f"承接 {last_year} 年", "carried")

    def follower(self, last: Report, year: int = 0) -> DraftSummary | None:
        """Return the report of a year of the same unit, of the following one for 0; None for none yet."""
        return self._draft_of(last.unit_name, year or last.year + 1)

    def last_year_of(self, report: Report) -> DraftSummary | None:
        """Return the draft of the year before a report of the same unit, None when there is none."""
        return self._draft_of(report.unit_name, report.year - 1) if report.unit_name else None

    def _draft_of(self, unit: str, year: int) -> DraftSummary | None:
        """Return the draft of a unit and year that was changed last; exercises are none."""
        return next(
            (
                item
                for item in self.summaries()
                if (item.unit, item.year) == (unit, year) and not item.exercise
            ),
            None,
        )

    def standing(self, report: Report, *, besides: int = 0) -> tuple[DraftSummary | None, bool]:
        """Return the draft that a file's report is about, and whether both have the same content.

        The draft with the same content comes first, else the one of the same unit and year that was changed
        last; None when there is none. Exercises are no drafts of hers.

        Args:
            report: what was read from the file.
            besides: number of a draft that doesn't count, one that is only looked at.
        """
        drafts = [
            item
            for item in self.summaries()
            if (item.unit, item.year) == (report.unit_name, report.year)
            and item.unit
            and not item.exercise
            and item.id != besides
        ]
        wanted = _content(report)
        same = next((item for item in drafts if _content(self.load(item.id)) == wanted), None)
        return (same, True) if same is not None else (next(iter(drafts), None), False)

    def duplicate(self, number: int) -> int:
        """Store a copy of a report as a draft of its own and return its number; it says that it is a copy."""
        report = self.load(number)
        name = report.text(NICKNAME)
        texts = {**report.texts, NICKNAME: f"{name}（副本）" if name else "副本"}
        return self._store(replace(report, texts=texts), "复制一份", "imported")

    def set_nickname(self, number: int, nickname: str) -> None:
        """Keep what the clerk calls a report in her list; an empty name takes it away."""
        change = text_change(self.load(number), NICKNAME, nickname.strip(), "改备注名")
        self.saver.read(lambda store: store.write(number, change))

    def move_to_year(self, number: int, year: int, *, as_last_year: bool = False) -> int:
        """Store a report as a draft of another year in that year's own format and return its number.

        Figures follow as those of last year's do: under the same name, or as the formats say; the rest is
        left out. Last year's report and the register's numbers, which are of the old year, stay with the
        old draft.

        Args:
            number: of the report.
            year: its year from now on.
            as_last_year: the figures are those of the year before and are to be looked at one by one.

        Raises:
            UnknownFormatError: no format covers that year.
        """
        from gia_desktop.app.report.last_year.as_last_year import copied_from_last_year
        from gia_desktop.exchange.report_file import as_previous
        from gia_desktop.formats.sheet import last_figures

        report = self.load(number)
        old, new = self.formats.get(report.format), self.formats.for_year(year)
        figures = last_figures(as_previous(report), old, new)
        values = {key: figures[key] for key in new.entered if figures.get(key) is not None}
        unchecked = " ".join(sorted(report.unchecked & values.keys()))
        moved = replace(
            report, format=new.id, year=year, texts={**report.texts, UNCHECKED: unchecked}, values=values,
            stated={}, previous=None, reasons=(), register={},
        )  # fmt: skip
        if as_last_year:
            moved = copied_from_last_year(moved, report, self.formats).apply(moved)
        return self._store(moved, f"改到 {year} 年度", "imported")

    def practice(self) -> int:
        """Return the report with planted errors: the one begun before, or a fresh copy of it."""
        from gia_desktop.app.report.practice import is_practice
        from gia_desktop.exchange.report_file import open_report

        fresh = open_report(resource("samples", "practice-2025.gia"), self.formats)
        for item in self.summaries():
            is_like_it = (item.unit, item.year) == (fresh.unit_name, fresh.year)
            if is_like_it and not item.state.is_locked and is_practice(self.load(item.id)):
                return item.id
        return self._store(fresh, "练习", "imported")

    def sample(self) -> int:
        """Store a fresh copy of the complete sample."""
        from gia_desktop.exchange.report_file import open_report

        report = open_report(resource("samples", "sample-2025.gia"), self.formats)
        marked = replace(report, extra={**report.extra, "sample": "sample-2025"})
        return self._store(marked, "样报", "imported")

    def take_from_backup(self, backup: Backup, number: int) -> int:
        """Store one report of a backup as a new draft and return its number; the present ones stay.

        Raises:
            EnvironmentFault: the backup can't be read.
        """
        report = look_into(backup, DRAFTS, lambda store: store.load(number))
        return self._store(report, f"从 {backup.at.astimezone():%Y-%m-%d %H:%M} 的备份取出", "imported")

    def _store(self, report: Report, label: str, origin: str) -> int:
        from gia_desktop.app.report.progress import progress
        from gia_desktop.checks.engine import run_checks
        from gia_desktop.formats.sheet import make_sheet

        sheet = make_sheet(report, self.formats)
        found = progress(sheet, run_checks(sheet))
        return self.saver.read(lambda store: store.create(report, label=label, origin=origin, progress=found))

    # -- one report

    def load(self, number: int) -> Report:
        """Return a stored report."""
        return self.saver.read(lambda store: store.load(number))

    def open(self, number: int) -> Session:
        """Open a stored report for editing; nothing of it is checked yet."""
        from gia_desktop.app.report.session import Session

        return Session(number, self.load(number), self.formats, self.saver)

    def check(self, session: Session) -> None:
        """Check a report that was just opened and keep its counts for the list."""
        session.check()
        self.saver.submit(session.report_id, Change(""), session.progress)

    def delete(self, number: int) -> None:
        """Put a report into the waste bin."""
        self.saver.read(lambda store: store.delete(number))

    def restore(self, number: int) -> None:
        """Take a report out of the waste bin."""
        self.saver.read(lambda store: store.restore(number))

    def half_typed(self, number: int) -> Sequence[Pending]:
        """Return what was being typed when the program last ended without committing it."""
        return self.saver.read(lambda store: store.pending(number))

    def forget_half_typed(self, number: int) -> None:
        """Drop half-typed text for good."""
        self.saver.read(lambda store: store.clear_pending(number))

    # -- its past

    def history(self, number: int, keys: Sequence[str]) -> Sequence[HistoryEntry]:
        """Return the values of cells and texts over time."""
        return self.saver.read(lambda store: store.history(number, *(CellKey(key) for key in keys)))

    def name_version(self, number: int, name: str) -> int:
        """Keep a report as it is now under a name."""
        return self.saver.read(lambda store: store.name_version(number, name))

    def versions(self, number: int) -> Sequence[NamedVersion]:
        """Return the named versions of a report."""
        return self.saver.read(lambda store: store.versions(number))

    def version(self, number: int, version: int) -> Report:
        """Return a report as it was when a version was named."""
        return self.saver.read(lambda store: store.version(number, version))

    # -- its way to publication

    def moves(self, number: int) -> Sequence[StateMove]:
        """Return the moves of a report from state to state."""
        return self.saver.read(lambda store: store.moves(number))

    def move(self, number: int, move: Move, reason: str) -> None:
        """Move a report to another state."""
        self.saver.read(lambda store: make_move(store, number, move, reason))

    def note_export(self, number: int, stamp: ExportStamp) -> None:
        """Keep which file was made of a report last."""
        self.saver.read(lambda store: store.set_exported(number, stamp))


def _content(report: Report) -> Report:
    """Return a report without what the list of one PC calls it."""
    texts = {key: text for key, text in report.texts.items() if text and key != NICKNAME}
    return replace(report, texts=texts)

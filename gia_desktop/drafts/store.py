"""The store of all drafts of one user: a SQLite database that takes single steps of editing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Report
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.core.values import Value
from gia_desktop.drafts import history
from gia_desktop.drafts.agreement import has_older_figures
from gia_desktop.drafts.packing import (
    change_to_plain,
    dump,
    previous_to_plain,
    reasons_to_plain,
    report_of_rows,
    rows_of,
    value_columns,
    whole_to_plain,
)
from gia_desktop.drafts.records import (
    DraftSummary,
    ExportStamp,
    Header,
    HistoryEntry,
    NamedVersion,
    StateMove,
    UnknownReportError,
    summary_of,
)
from gia_desktop.drafts.replay import replay
from gia_desktop.drafts.steps import CONTENT_TABLES, SCHEMA
from gia_desktop.vault.connection import from_stamp, storable, to_stamp
from gia_desktop.vault.database import DocumentStore
from gia_desktop.vault.faults import DamagedFault


class DraftStore(DocumentStore):
    """One open database of drafts; see ``DocumentStore``."""

    schema = SCHEMA

    def has_older_figures(self) -> bool:
        """Tell whether a report holds figures that its history has replaced: a page was not written."""
        with self._database.told():
            return has_older_figures(self._connection)

    # -- reports

    def create(
        self,
        report: Report,
        at: datetime | None = None,
        *,
        label: str = "新建",
        origin: str = "created",
        progress: Progress | None = None,
    ) -> int:
        """Store a new report and return its number; numbers are never used again.

        Args:
            report: what it holds at first; all of it goes into the history.
            at: the moment, now when left out.
            label: how the first step is called in the history, e.g. ``读入``.
            origin: how its first values came, e.g. ``imported`` or ``carried``.
            progress: what the list tells of it, if it was checked already.
        """
        stamp = to_stamp(at)
        with self.together():
            (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM reports").fetchone()
            number = int(last) + 1
            rows = list(rows_of(number, report))
            header = Header.fresh(number, report, stamp, len(rows))
            if progress is not None:
                header = header._replace(**asdict(progress))
            self._put_header(header)
            for table, row in rows:
                self._database.put(table, row)
            self._log(header, stamp, label, origin, whole_to_plain(report))
        return number

    def list(self, *, deleted: bool = False) -> Sequence[DraftSummary]:
        """Return all reports, the last changed first.

        Args:
            deleted: return those in the waste bin instead.
        """
        with self._database.told():
            rows = self._connection.execute(
                "SELECT * FROM reports WHERE (deleted_at IS NOT NULL) = ? ORDER BY modified DESC, id DESC",
                (deleted,),
            ).fetchall()
            return [self._summary(Header(*row[:-1])) for row in rows]

    def summary(self, report: int) -> DraftSummary:
        """Return the line of the list for one report, in the waste bin or not.

        Raises:
            UnknownReportError: there is no report of this number.
        """
        with self._database.told():
            return self._summary(self._header(report))

    def load(self, report: int) -> Report:
        """Return a report exactly as it was after the last step written.

        Raises:
            UnknownReportError: there is no report of this number.
        """
        with self._database.told():
            header = self._header(report)
            rows = {table: self._database.rows(table, report) for table in CONTENT_TABLES}
            return report_of_rows(header.format, header.year, rows)

    def write(
        self, report: int, change: Change, progress: Progress | None = None, at: datetime | None = None
    ) -> None:
        """Store one step: only rows it touches are written, and its place in the history.

        Half-typed text of the cells and texts it settles is removed.

        Raises:
            UnknownReportError: there is no report of this number.
        """
        with self.together():
            self._write(report, change, progress, to_stamp(at))

    def set_state(
        self, report: int, state: ReportState, at: datetime | None = None, *, reason: str = ""
    ) -> None:
        """Move a report to another state; the move and its reason stay in the history."""
        stamp = to_stamp(at)
        with self.together():
            header = self._header(report)
            old = ReportState(header.state)
            body = {"state": [old.value, state.value], "reason": reason}
            self._log(header._replace(state=state.value), stamp, f"{old.word} → {state.word}", "state", body)

    def set_exported(self, report: int, exported: ExportStamp) -> None:
        """Remember the last finished file made of a report."""
        with self.together():
            header = self._header(report)
            self._put_header(
                header._replace(
                    exported_at=to_stamp(exported.at),
                    exported_path=storable(exported.path),
                    exported_hash=exported.hash,
                )
            )

    def delete(self, report: int, at: datetime | None = None) -> None:
        """Put a report into the waste bin; nothing is removed."""
        stamp = to_stamp(at)
        with self.together():
            header = self._header(report)._replace(deleted_at=stamp)
            self._log(header, stamp, "移到回收站", "deleted", {"deleted": stamp})

    def restore(self, report: int, at: datetime | None = None) -> None:
        """Take a report out of the waste bin."""
        with self.together():
            header = self._header(report)._replace(deleted_at=None)
            self._log(header, to_stamp(at), "从回收站恢复", "restored", {"deleted": None})

    # -- history

    def history(self, report: int, *keys: CellKey | TextKey) -> Sequence[HistoryEntry]:
        """Return the values of cells and texts over time, oldest first."""
        with self._database.told():
            self._header(report)
            # One key is found by its name; for many it is quicker to look into every step.
            rows = self._connection.execute(
                "SELECT step, at, label, origin, body FROM changes WHERE report = ? AND instr(body, ?) "
                "ORDER BY step",
                (report, f'"{keys[0]}"' if len(keys) == 1 else "{"),
            ).fetchall()
            return history.entries(rows, frozenset(keys), dict(self._database.rows("texts", report)))

    def moves(self, report: int) -> Sequence[StateMove]:
        """Return the moves of a report from state to state, oldest first."""
        with self._database.told():
            rows = self._connection.execute(
                "SELECT at, body FROM changes WHERE report = ? AND origin = 'state' ORDER BY step", (report,)
            ).fetchall()
            return [history.state_move(at, body) for at, body in rows]

    # -- named versions

    def name_version(self, report: int, name: str, at: datetime | None = None) -> int:
        """Keep a report as it is now under a name and return the number of that version.

        Raises:
            UnknownReportError: there is no report of this number.
        """
        stamp = to_stamp(at)
        with self.together():
            header, body = self._header(report), dump(whole_to_plain(self.load(report)))
            (last,) = self._connection.execute(
                "SELECT coalesce(max(number), 0) FROM versions WHERE report = ?", (report,)
            ).fetchone()
            number = int(last) + 1
            self._database.put("versions", (report, number, storable(name), stamp, body))
            self._log(header, stamp, f"留存“{name}”", "version", {"version": number})
        return number

    def versions(self, report: int) -> Sequence[NamedVersion]:
        """Return the named versions of a report, oldest first."""
        with self._database.told():
            rows = self._database.rows("versions", report)
            return [NamedVersion(number, name, from_stamp(at)) for number, name, at, _ in rows]

    def version(self, report: int, number: int) -> Report:
        """Return a report as it was when a version was named.

        Raises:
            DamagedFault: there is no such version, or it can't be read.
        """
        with self._database.told():
            kept_as = self._database.rows("versions", report)
            bodies = [body for found, _, _, body in kept_as if found == number]
            kept = replay(bodies) if bodies else None
            if kept is None:
                raise DamagedFault(self._database.path, f"version {number} of report {report}")
            return kept.report

    # -- inside

    def _unknown(self, document: int) -> UnknownReportError:
        return UnknownReportError(document)

    def _header(self, report: int) -> Header:
        return Header(*self._row(report))

    def _summary(self, header: Header) -> DraftSummary:
        """Return the line of the list; of long texts only the beginning is read."""
        texts = self._connection.execute(
            "SELECT key, substr(text, 1, 400) FROM texts WHERE report = ?", (header.id,)
        ).fetchall()
        extra = self._connection.execute(
            "SELECT body FROM parts WHERE report = ? AND key = 'extra'", (header.id,)
        ).fetchone()
        return summary_of(header, dict(texts), extra[0] if extra else "")

    def _put_header(self, header: Header) -> None:
        self._database.put("reports", header)

    def _write(self, report: int, change: Change, progress: Progress | None, stamp: str) -> None:
        header = self._header(report)
        self._write_values("cells", report, change.cells)
        self._write_values("stated", report, change.stated)
        for key, (_, text) in change.texts.items():
            self._write_row("texts", report, key, (storable(text),) if text else None)
        if change.reasons is not None:
            reasons = change.reasons[1]
            columns = (dump(reasons_to_plain(reasons)),) if reasons else None
            self._write_row("parts", report, "reasons", columns)
        if change.previous is not None:
            previous = change.previous[1]
            columns = (dump(previous_to_plain(previous)),) if previous else None
            self._write_row("parts", report, "previous", columns)
        if change.register is not None:
            columns = (dump(dict(change.register[1])),) if change.register[1] else None
            self._write_row("parts", report, "register", columns)
        self._connection.executemany(
            "DELETE FROM pending WHERE report = ? AND key = ?",
            [(report, key) for key in change.keys],
        )
        if change.year is not None:
            header = header._replace(year=change.year[1])
        if progress is not None:
            header = header._replace(**asdict(progress))
        body = change_to_plain(change)
        if body:
            counted = header._replace(rows=self._database.count(report))
            self._log(counted, stamp, change.label, change.origin, body)
        else:
            self._put_header(header)

    def _log(self, header: Header, stamp: str, label: str, origin: str, body: Mapping[str, Any]) -> None:
        """Write the next step of a report into its history, and its header with it."""
        step = header.steps + 1
        self._database.put("changes", (header.id, step, stamp, label, origin, dump(body)))
        self._put_header(header._replace(steps=step, modified=stamp))

    def _write_values(self, table: str, report: int, pairs: Mapping[CellKey, tuple[Value, Value]]) -> None:
        for key, (_, value) in pairs.items():
            self._write_row(table, report, key, None if value is None else value_columns(value))

    def _write_row(self, table: str, report: int, key: str, columns: tuple[str, ...] | None) -> None:
        """Write one row, or remove it when nothing is left to hold."""
        if columns is not None:
            self._database.put(table, (report, key, *columns))
            return
        query = f"DELETE FROM {table} WHERE report = ? AND key = ?"  # noqa: S608 (names of our own tables)
        self._connection.execute(query, (report, key))

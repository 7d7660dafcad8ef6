"""What the draft store hands out: summaries, history, named versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Report
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.core.values import Value
from gia_desktop.vault.connection import from_stamp


class UnknownReportError(GiaError):
    """A report is asked for that the store doesn't hold."""

    code = "GIA-E-308"

    def __init__(self, report: int) -> None:
        """Name the number of the report."""
        super().__init__(f"草稿库里没有第 {report} 号报告。", "请回到首页，从列表中重新打开。")


@dataclass(frozen=True)
class ExportStamp:
    """The last finished file that was made of a report.

    Attributes:
        hash: SHA-256 of the file as it was written, to notice changes made outside.
    """

    at: datetime
    path: str
    hash: str


@dataclass(frozen=True)
class DraftSummary:
    """One line of the list of reports; ``kind`` is that of the unit, one of ``UNIT_KINDS`` or empty."""

    id: int
    unit: str
    year: int
    format: str
    state: ReportState
    created: datetime
    modified: datetime
    progress: Progress
    exported: ExportStamp | None
    deleted_at: datetime | None
    kind: str = ""


@dataclass(frozen=True)
class HistoryEntry:
    """One step in the life of a figure or a text.

    Attributes:
        key: the cell or text.
        step: number of the step in its report, from 1.
        origin: how the value came, see ``Change.origin``; ``created`` for the first.
    """

    key: CellKey | TextKey
    step: int
    at: datetime
    label: str
    origin: str
    old: Value | str
    new: Value | str


@dataclass(frozen=True)
class StateMove:
    """One move of a report to another state, with the reason that was given."""

    at: datetime
    old: ReportState
    new: ReportState
    reason: str


@dataclass(frozen=True)
class NamedVersion:
    """A whole report as it was at a moment that was given a name, e.g. 送审稿."""

    number: int
    name: str
    at: datetime


class Header(NamedTuple):
    """The columns of table ``reports`` without the seal."""

    id: int
    format: str
    year: int
    state: str
    created: str
    modified: str
    deleted_at: str | None
    filled: int
    total: int
    must_fix: int
    explain: int
    hints: int
    exported_at: str | None
    exported_path: str | None
    exported_hash: str | None
    steps: int
    rows: int

    @classmethod
    def fresh(cls, number: int, report: Report, stamp: str, rows: int) -> Self:
        """Return the header of a report that was made at a moment and has that many rows, but no step yet."""
        return cls(
            id=number, format=report.format, year=report.year, state=ReportState.EDITING.value,
            created=stamp, modified=stamp, deleted_at=None,
            filled=0, total=0, must_fix=0, explain=0, hints=0,
            exported_at=None, exported_path=None, exported_hash=None, steps=0, rows=rows,
        )  # fmt: skip


def summary_of(header: Header, unit: str, kind: str) -> DraftSummary:
    """Return the line of the list for a report of a unit and its kind."""
    exported = None
    if header.exported_at is not None:
        exported = ExportStamp(
            from_stamp(header.exported_at), header.exported_path or "", header.exported_hash or ""
        )
    return DraftSummary(
        header.id,
        unit,
        header.year,
        header.format,
        ReportState(header.state),
        from_stamp(header.created),
        from_stamp(header.modified),
        Progress(header.filled, header.total, header.must_fix, header.explain, header.hints),
        exported,
        from_stamp(header.deleted_at) if header.deleted_at else None,
        kind,
    )

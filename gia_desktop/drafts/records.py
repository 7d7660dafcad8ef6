"""What the draft store hands out: summaries, history, named versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple, Self

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import NICKNAME, UNIT_KIND, UNIT_NAME, CellKey, TextKey, section_key
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.core.values import Value
from gia_desktop.vault.connection import from_stamp

WRITTEN_KEYS: Final = tuple(section_key(section) for section in ("1", "5", "6"))
"""The sections that are written, not filled in; the same in every official format."""

EXERCISES: Final = ("practice", "sample")
"""Keys of the exchange file by which a report says that it is for learning."""


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
    """One line of the list of reports.

    Attributes:
        kind: that of the unit, one of ``UNIT_KINDS`` or empty.
        nickname: what the clerk calls it in her list, empty for no name of its own.
        written: how many of the sections without a table have a text.
        exercise: it is a practice or a sample, no report of her own (``"practice"``, ``"sample"``).
    """

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
    nickname: str = ""
    written: int = 0
    exercise: str = ""


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


def summary_of(header: Header, texts: Mapping[str, str], extra: str) -> DraftSummary:
    """Return the line of the list for a report.

    Args:
        header: its header.
        texts: those of its texts that the list tells of; of sections only whether they are there.
        extra: what its file holds besides, as stored.
    """
    exported = None
    if header.exported_at is not None:
        exported = ExportStamp(
            from_stamp(header.exported_at), header.exported_path or "", header.exported_hash or ""
        )
    return DraftSummary(
        header.id,
        texts.get(UNIT_NAME, ""),
        header.year,
        header.format,
        ReportState(header.state),
        from_stamp(header.created),
        from_stamp(header.modified),
        Progress(header.filled, header.total, header.must_fix, header.explain, header.hints),
        exported,
        from_stamp(header.deleted_at) if header.deleted_at else None,
        texts.get(UNIT_KIND, ""),
        texts.get(NICKNAME, ""),
        sum(bool(texts.get(key, "").strip()) for key in WRITTEN_KEYS),
        next((name for name in EXERCISES if f'"{name}"' in extra), ""),
    )

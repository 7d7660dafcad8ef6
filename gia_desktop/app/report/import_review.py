"""What a person sees before a file is taken in: old, read and chosen value of every cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Unread, Value, format_value
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import last_figures
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.matching.matched import MatchedCell


class ReviewPart(StrEnum):
    """Where a cell stands in the review, the most urgent first."""

    DOUBTFUL = "存疑"
    DIFFERING = "合计不符"
    MISSING = "没有找到"
    SURE = "读准"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One cell of the review.

    Attributes:
        source: the text in the file; empty when the file doesn't give the cell.
        old: what stands there now, see ``FiguresBeside``.
        read: what the file says; ``Unread`` when that isn't certain.
        note: why it is in its part, for a person.
    """

    key: CellKey
    part: ReviewPart
    name: str
    source: str
    old: Value
    read: Value
    note: str = ""

    @property
    def is_entered(self) -> bool:
        """Tell whether the line can be filled; a total is only compared."""
        return self.part is not ReviewPart.DIFFERING

    @property
    def can_be_taken(self) -> bool:
        """Tell whether the reading can be taken over as it is."""
        return self.is_entered and self.read is not None and not isinstance(self.read, Unread)

    @property
    def proposed(self) -> Value:
        """The value that is chosen as long as nobody says otherwise: nothing that is in doubt."""
        return self.read if self.part is ReviewPart.SURE else None


@dataclass(frozen=True)
class FiguresBeside:
    """Figures to compare a file with, and the name of their column."""

    head: str = ""
    values: Mapping[CellKey, Value] = field(default_factory=dict)


def standing_beside(
    imported: ImportedReport,
    drafts: Sequence[DraftSummary],
    load: Callable[[int], Report],
    formats: Formats,
) -> FiguresBeside:
    """Return what is known of the same unit: the draft of the same year, else the year before."""
    report = imported.report
    for year, head in ((report.year, "草稿里"), (report.year - 1, "上年")):
        same = [item for item in drafts if (item.unit, item.year) == (report.unit_name, year) and item.unit]
        if not same:
            continue
        found = load(max(same, key=lambda item: item.modified).id)
        old, new = formats.get(found.format), formats.get(report.format)
        return FiguresBeside(head, last_figures(as_previous(found), old, new))
    return FiguresBeside()


def review_lines(
    imported: ImportedReport, fmt: Format, standing: Mapping[CellKey, Value]
) -> tuple[ReviewLine, ...]:
    """Return every cell to look at: doubtful ones, totals that differ, cells not found, sure ones."""
    names = {
        key: f"{fmt.section_of_table(cell.table).short}　{cell.label}" for key, cell in fmt.cells.items()
    }

    def line(part: ReviewPart, cell: MatchedCell, note: str) -> ReviewLine:
        return ReviewLine(
            cell.key, part, names[cell.key], cell.text, standing.get(cell.key), cell.value, note
        )

    doubtful = [line(ReviewPart.DOUBTFUL, cell, cell.reason) for cell in imported.doubtful]
    sure = [line(ReviewPart.SURE, cell, "") for cell in imported.sure]
    differing = [
        ReviewLine(
            item.key, ReviewPart.DIFFERING, names[item.key], item.text, standing.get(item.key), item.stated,
            _difference(item.computed),
        )
        for item in imported.differing
    ]  # fmt: skip
    missing = [
        ReviewLine(
            key, ReviewPart.MISSING, names[key], "", standing.get(key), None, "文件里没有这一格，或者是空白"
        )
        for key in imported.not_found
    ]
    return (*doubtful, *differing, *missing, *sure)


def taken_in(imported: ImportedReport, chosen: Mapping[CellKey, Value]) -> Report:
    """Return the report with exactly the chosen figures; a cell without one stays blank."""
    filled = {key: value for key, value in chosen.items() if value is not None}
    told = {
        key: total.value
        for key, total in imported.waiting.items()
        if all(part in filled for part in total.parts)
    }
    return replace(imported.report, values=filled, stated={**imported.report.stated, **told})


def _difference(computed: Value) -> str:
    return f"各项相加得 {format_value(computed)}；合计由程序计算，文件写的数留在检查结果里供核对"

"""What reading a file gives: a report, and how far each of its figures can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value
from gia_desktop.importers.matching.matched import Certainty, MatchedCell


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total that the file states and that its own figures don't give."""

    key: CellKey
    text: str
    stated: Value
    computed: Value


@dataclass(frozen=True, slots=True)
class WaitingTotal:
    """A total that was read for certain while some of its parts were not.

    Attributes:
        parts: the entered cells that must be filled before the total can be compared.
    """

    value: Value
    parts: tuple[CellKey, ...]


@dataclass(frozen=True)
class ImportedReport:
    """A report as read from a file.

    Attributes:
        report: texts and figures that are beyond doubt; doubtful figures are not in it.
        cells: every entered cell that was read, sure and doubtful, with its source text.
        not_found: entered cells that the file doesn't give, blank ones included; that is not zero.
        differing: totals that the file states otherwise than its figures add up.
        table_formats: official format of each table found, by table.
        waiting: totals that the report doesn't hold yet, because parts of them are doubtful or missing.
        notes: what the clerk should know, as Chinese sentences.
        has_year: whether the file says its year; otherwise the report's year is a guess.
        beside: other units whose reports of the same year are in the file and were not taken.
    """

    report: Report
    cells: Mapping[CellKey, MatchedCell] = field(default_factory=dict)
    not_found: tuple[CellKey, ...] = ()
    differing: tuple[StatedTotal, ...] = ()
    table_formats: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[CellKey, WaitingTotal] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    has_year: bool = True
    beside: tuple[str, ...] = ()

    @property
    def sure(self) -> tuple[MatchedCell, ...]:
        """Cells beyond doubt, in official order."""
        return tuple(cell for cell in self.cells.values() if cell.certainty is Certainty.SURE)

    @property
    def doubtful(self) -> tuple[MatchedCell, ...]:
        """Cells a person has to look at, in official order."""
        return tuple(cell for cell in self.cells.values() if cell.certainty is Certainty.DOUBTFUL)

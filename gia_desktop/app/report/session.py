"""The report being edited: applies steps, keeps figures and findings current, passes steps on to be saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from gia_desktop.app.report.explaining import settled_with_ignored
from gia_desktop.app.report.progress import progress
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.checks.rule import PREVIOUS, REGISTER, YEAR, Reads
from gia_desktop.core.change import Change
from gia_desktop.core.keys import INFO_SECTION, TEXT_KEYS, CellKey, TextKey
from gia_desktop.core.listeners import Listeners
from gia_desktop.core.records import dataclass
from gia_desktop.core.register_numbers import REGISTER_WORDS
from gia_desktop.core.report import Report
from gia_desktop.core.states import Progress
from gia_desktop.core.values import Number, Value
from gia_desktop.formats.filling import blank_cells, is_begun, open_sides
from gia_desktop.formats.in_words import amount
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.links import knows_last_year
from gia_desktop.formats.sheet import Sheet, make_sheet

if TYPE_CHECKING:
    from gia_desktop.checks.engine import Engine


class Recorder(Protocol):
    """Where steps go to be kept; returns at once."""

    def submit(self, report: int, change: Change, progress: Progress, /) -> object:
        """Take one step of one report; half-typed text that it settles is forgotten."""

    def set_pending(self, report: int, key: str, text: str, /) -> None:
        """Keep what is half typed, so that it can be offered back."""

    def clear_pending(self, report: int, key: str, /) -> None:
        """Forget what was half typed: it was given up."""


@dataclass(frozen=True)
class SessionEvent:
    """What a step changed on screen: names of cells and texts, and whether findings differ."""

    names: frozenset[Reads]
    findings_changed: bool


@dataclass(frozen=True)
class BalanceLine:
    """Both sides of the balance in one column.

    Attributes:
        left_open, right_open: nothing of this year stands on that side yet.
    """

    column: str
    left: Number
    right: Number
    left_open: bool = False
    right_open: bool = False

    @property
    def difference(self) -> Number:
        """What the first side has more than the second; nothing while a side is open."""
        return 0 if self.is_open else self.left - self.right

    @property
    def is_open(self) -> bool:
        """Tell whether there is nothing to compare yet."""
        return self.left_open or self.right_open


class Session:
    """One open report. Every edit is a ``Change``; listeners hear what to repaint."""

    def __init__(self, report_id: int, report: Report, formats: Formats, recorder: Recorder) -> None:
        """Take a report; ``recorder`` gets every later step. Nothing is checked before ``check``."""
        self.report_id = report_id
        self.formats = formats
        self._recorder = recorder
        self._sheet = make_sheet(report, formats)
        self._preview: Sheet | None = None
        self._half_typed: set[Reads] = set()
        self.listeners: Listeners[SessionEvent] = Listeners()
        self.is_checked = False
        self.settled: list[Settled] = []
        self.findings: list[Finding] = []
        self.marks: Mapping[CellKey, Severity] = {}
        self.open_by_cell: Mapping[CellKey, Sequence[Finding]] = {}

    @cached_property
    def _engine(self) -> Engine:
        """The rules, planned on first use: the window is painted before the report is checked."""
        from gia_desktop.checks.engine import Engine

        engine = Engine(self._sheet.format)
        engine.run(self._sheet)
        return engine

    @property
    def report(self) -> Report:
        """The report as committed."""
        return self._sheet.report

    @property
    def sheet(self) -> Sheet:
        """The figures to show: with the half-typed value while one is being typed."""
        return self._preview or self._sheet

    @property
    def committed(self) -> Sheet:
        """The figures as committed."""
        return self._sheet

    def listen(self, listener: Callable[[SessionEvent], None]) -> Callable[[], None]:
        """Call a function after every step and every preview; return what ends that."""
        return self.listeners.add(listener)

    def check(self) -> None:
        """Check the whole report and tell the listeners."""
        self._take(self._engine.findings)
        self._notify(SessionEvent(frozenset(), findings_changed=True))

    def apply(self, change: Change) -> None:
        """Do one step: new report, checks that read what changed, repaint, save."""
        report = change.apply(self.report)
        engine = self._engine
        self._preview = None
        self._sheet = make_sheet(report, self.formats)
        if change.previous is not None or change.year is not None:
            names: set[Reads] = {PREVIOUS, *self._sheet.format.cells, *change.texts, *_beside(change)}
            if change.year is not None:
                names |= {YEAR, *TEXT_KEYS}
            engine.run(self._sheet)
        else:
            changed = [*change.cells, *change.stated, *change.texts, *_beside(change)]
            names = engine.update(self._sheet, changed)
            if change.register is not None:
                names |= self._sheet.format.cells.keys()  # each may show another mark
        before = self.settled
        self._take(engine.findings)
        self._half_typed.difference_update(change.cells, change.texts)
        self._recorder.submit(self.report_id, change, self.progress)
        compares_anew = change.previous is not None or change.year is not None
        self._notify(SessionEvent(frozenset(names), compares_anew or self.settled != before))

    def preview(self, key: CellKey, value: Value) -> None:
        """Show sums and balances as they would be with a half-typed value; nothing is committed."""
        report = replace(self.report, values={**self.report.values, key: value})
        self._preview = make_sheet(report, self.formats)
        self._notify(
            SessionEvent(frozenset(self._engine.affected(self._preview, [key])), findings_changed=False)
        )

    def end_preview(self, key: CellKey) -> None:
        """Show the committed figures again."""
        if self._preview is None:
            return
        self._preview = None
        self._notify(
            SessionEvent(frozenset(self._engine.affected(self._sheet, [key])), findings_changed=False)
        )

    def keep_half_typed(self, key: CellKey | TextKey, text: str) -> None:
        """Keep a half-typed cell or paragraph against a crash."""
        self._half_typed.add(key)
        self._recorder.set_pending(self.report_id, key, text)

    def drop_half_typed(self, key: CellKey | TextKey) -> None:
        """Forget a half-typed cell or paragraph that was given up."""
        if key in self._half_typed:
            self._half_typed.discard(key)
            self._recorder.clear_pending(self.report_id, key)

    @property
    def progress(self) -> Progress:
        """How far the report is: filled cells and counts of findings."""
        return progress(self._sheet, self.open_findings())

    def settled_of(self, section: str) -> list[Settled]:
        """Return the findings of one tab with what became of them; of all tabs for an empty section."""
        return [item for item in self.settled if not section or item.finding.section == section]

    def is_empty(self, section: str) -> bool:
        """Tell whether a section was not begun; 基本信息 is empty without a unit's name.

        Of a table, what was carried over from last year doesn't count.
        """
        sheet = self.committed
        if section == INFO_SECTION:
            return not sheet.report.unit_name
        table = next(item.table for item in sheet.format.sections if item.id == section)
        if table:
            return not is_begun(sheet, table)
        return not sheet.report.section(section).strip()

    def lacks_last_year(self, section: str) -> bool:
        """Tell whether checks of a section can't run because last year's report isn't beside this one.

        Of no section it is true that it lacks nothing; an empty one stands for all.
        """
        tables = {item.id for item in self.committed.format.sections if item.table}
        return (not section or section in tables) and not knows_last_year(self.committed)

    def blanks(self, section: str) -> int:
        """Return how many cells of a section's table nobody has filled in yet; 0 for other sections."""
        tables = (item.table for item in self.committed.format.sections if item.id == section and item.table)
        return sum(len(blank_cells(self.committed, table)) for table in tables)

    def open_findings(self, section: str = "") -> list[Finding]:
        """Return the findings that still want something done: neither explained nor ignored."""
        return [item.finding for item in self.settled_of(section) if item.status is not Status.EXPLAINED]

    def _take(self, findings: list[Finding]) -> None:
        self.is_checked = True
        self.settled = settled_with_ignored(self._sheet, findings)
        self.findings = findings
        self.open_by_cell = _by_cell(self._sheet, self.open_findings())
        self.marks = _marks(self._sheet, self.open_by_cell)

    def balances(self) -> list[BalanceLine]:
        """Return both sides of the balance of each column, with what is being typed."""
        sheet = self.sheet
        return [
            BalanceLine(
                balance.column.short,
                amount(sheet, balance.left),
                amount(sheet, balance.right),
                *open_sides(sheet, balance),
            )
            for balance in sheet.format.balances
        ]

    def _notify(self, event: SessionEvent) -> None:
        self.listeners.tell(event)


def _beside(change: Change) -> Iterator[Reads]:
    """Yield what a step changes beside the report's own figures: the numbers of the register."""
    if change.register is not None:
        yield REGISTER
        yield from (TextKey(name) for name in REGISTER_WORDS)


def _by_cell(sheet: Sheet, findings: Iterable[Finding]) -> dict[CellKey, list[Finding]]:
    """Return what is still open by the cells it names; blank cells of a table not begun are left in peace."""
    cells, values = sheet.format.cells, sheet.report.values
    begun = {table: is_begun(sheet, table) for table in sheet.format.tables}
    found: dict[CellKey, list[Finding]] = {}
    for finding in findings:
        for key in dict.fromkeys(finding.cells):
            if begun[cells[key].table] or key in values or cells[key].computed:
                found.setdefault(key, []).append(finding)
    return found


def _marks(sheet: Sheet, findings: Mapping[CellKey, Sequence[Finding]]) -> dict[CellKey, Severity]:
    """Return the heaviest severity of each cell; hints leave no mark.

    A cell to be filled in is missing and not wrong: it is never red, whatever its column lacks.
    """
    marks: dict[CellKey, Severity] = {}
    for key, ones in findings.items():
        heaviest = min((one.severity for one in ones), key=lambda one: one.rank)
        if heaviest is not Severity.HINT:
            is_wrong = key in sheet.report.values or sheet.format.cells[key].computed
            marks[key] = heaviest if is_wrong else Severity.EXPLAIN
    return marks

"""One table of an open report as a Qt model: its figures, what the checks say, and what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from gia_desktop.app.report.cell_help import best_offer, offered
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.checks.finding import Severity
from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.keys import UNIT_KIND, CellKey
from gia_desktop.core.register_numbers import register_number
from gia_desktop.core.values import Unread, Value, format_value, read_value, why_unread
from gia_desktop.formats.grid import GridCell
from gia_desktop.ui.grid.grid_model import ENTERED, CellLook, GridModel
from gia_desktop.ui.kit.qt import Index, follow


class TableModel(GridModel):
    """One table of the report of a session, to be typed into.

    Signals:
        entered: a cell was typed into (its key).
    """

    is_filled_in = True
    entered = Signal(str)

    def __init__(
        self, session: Session, table_id: str, push: Callable[[Change], None], parent: QObject | None = None
    ) -> None:
        """Show a table of a session; ``push`` takes a step onto the undo stack."""
        super().__init__(session.sheet.format, table_id, parent)
        self._session = session
        self._push = push
        self.show_last_year = True
        self._marks: Mapping[CellKey, Severity] = session.marks
        follow(self, session.listen, self._on_session_changed)

    # -- what is shown

    def value(self, key: CellKey) -> Value:
        """Return the committed value of a cell."""
        return self._session.committed.now[key]

    def text(self, key: CellKey) -> str:
        """Return what stands in a cell, with what is being typed."""
        return format_value(self._session.sheet.now[key])

    def look_of(self, place: GridCell, key: CellKey) -> CellLook:
        """Return value, last year's figure, offer, and the weight of what the checks say."""
        sheet = self._session.sheet
        value = sheet.now[key]
        return CellLook(
            place,
            format_value(value),
            self._last_year(key),
            offered(sheet, key),
            self._session.marks.get(key),
            sheet.format.cells[key].computed,
            isinstance(value, Unread),
            self._counted(key),
            has_cases=bool(sheet.report.register.get(key)),
        )

    def _counted(self, key: CellKey) -> str:
        """Return the register's figure where the checks say that the cell has another one."""
        if not any(finding.compares_register for finding in self._session.open_by_cell.get(key, ())):
            return ""
        return str(register_number(self._session.sheet.report.register, key))

    def _last_year(self, key: CellKey) -> str:
        """Return last year's figure to be shown; a 0 beside another or in a blank cell is noise."""
        sheet = self._session.sheet
        if not self.show_last_year or key not in sheet.last:
            return ""
        before, now = sheet.last[key], sheet.now[key]
        return "" if before == 0 and (now is None or now == 0) else format_value(before)

    def spoken(self, key: CellKey, role: int) -> str | None:
        """Return texts for tooltips and screen readers; a finding that is explained is not told any more."""
        found = self._session.open_by_cell.get(key, ())
        if role == Qt.ItemDataRole.ToolTipRole:
            value, cell = self._session.sheet.now[key], self.format.cells[key]
            if isinstance(value, Unread):
                return f"“{value.text}”{why_unread(value.text, cell.kind)}。这一格不会导出。"
            return "\n".join(f"{finding.severity.mark} {finding.message}" for finding in found[:4]) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            if self.is_computed(key):
                return "合计格，自动计算"
            return "；".join(finding.message for finding in found)
        return super().spoken(key, role)

    # -- typing

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Labels are only shown, totals can be looked at, the rest can be typed into."""
        cell = self.cell(index)
        return super().flags(index) if cell is None or cell.computed else ENTERED

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Read typed text and push it as one step; text that can't be read is kept as typed."""
        cell = self.cell(index)
        if cell is None or cell.computed or role != Qt.ItemDataRole.EditRole:
            return False
        self.commit({cell.key: read_value(str(value), cell.kind)}, f"填写“{cell.label}”")
        self._session.end_preview(cell.key)
        self.entered.emit(cell.key)
        return True

    def commit(self, values: dict[CellKey, Value], label: str, origin: str = "typed") -> int:
        """Push new values of cells as one step; return how many differ from the present ones."""
        change = cell_change(self._session.report, values, label, origin)
        if change.is_empty:
            return 0
        self._push(change)
        return len(change.cells)

    def preview(self, key: str, text: str) -> None:
        """Let sums and balances follow while a cell is being typed."""
        cell = self._session.sheet.format.cells[CellKey(key)]
        if not cell.computed:
            self._session.preview(cell.key, read_value(text, cell.kind))
            self._session.keep_half_typed(cell.key, text)

    def end_preview(self, key: str) -> None:
        """Show the committed figures again after editing is over."""
        self._session.end_preview(CellKey(key))
        self._session.drop_half_typed(CellKey(key))

    def _on_session_changed(self, event: SessionEvent) -> None:
        if UNIT_KIND in event.names:
            self.refresh()  # other kinds of units have other offers
            return
        before, self._marks = self._marks, self._session.marks
        marked: set[CellKey] = set()
        if before != self._marks:
            marked = {key for key in {*before, *self._marks} if before.get(key) != self._marks.get(key)}
        self.repaint(CellKey(name) for name in event.names | marked)

    def zeros_for_blanks(self) -> dict[CellKey, Value]:
        """Return a 0 of its kind for every blank cell of this table."""
        cells = self._session.sheet.format.cells
        blank = [key for key in self.keys if not cells[key].computed and self.value(key) is None]
        return {key: read_value("0", cells[key].kind) for key in blank}

    def offers(self, keys: Sequence[CellKey]) -> dict[CellKey, Value]:
        """Return what units of this kind usually enter into those of some cells that are still blank.

        A single cell may also hold what should be something else.
        """
        sheet = self._session.committed
        texts = {key: (best_offer if len(keys) == 1 else offered)(sheet, key) for key in keys}
        return {key: read_value(text, sheet.format.cells[key].kind) for key, text in texts.items() if text}

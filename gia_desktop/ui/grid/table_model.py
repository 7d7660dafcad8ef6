"""One official table as a Qt model: the whole grid below and beside its frozen heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from gia_desktop.app.report.cell_help import offered
from gia_desktop.app.report.session import Event, Session
from gia_desktop.checks.finding import Severity
from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.keys import UNIT_KIND, CellKey
from gia_desktop.core.values import Unread, Value, format_value, read_value, why_unread
from gia_desktop.formats.grid import Grid, GridCell, make_grid
from gia_desktop.formats.schema import Cell
from gia_desktop.ui.kit.qt import Index, follow

_LABEL = Qt.ItemFlag.ItemIsEnabled
_TOTAL = _LABEL | Qt.ItemFlag.ItemIsSelectable
_ENTERED = _TOTAL | Qt.ItemFlag.ItemIsEditable

_TEXTS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class DataRole(IntEnum):
    """Roles of the table model beside Qt's own."""

    KEY = Qt.ItemDataRole.UserRole + 1
    LOOK = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Look:
    """All that painting a grid cell needs, handed over in one look-up.

    Attributes:
        text: what stands in the cell.
        last_year: last year's figure, empty when there is none to show.
        offer: what units of this kind usually enter into this blank cell.
        severity: the heaviest finding on it.
        unread: the text says no value.
    """

    place: GridCell
    text: str
    last_year: str = ""
    offer: str = ""
    severity: Severity | None = None
    computed: bool = False
    unread: bool = False

    @property
    def mark(self) -> str:
        """The sign that says beside the colour what is the matter."""
        if self.unread:
            return "?"
        return self.severity.mark if self.severity is not None else ""


class TableModel(QAbstractTableModel):
    """The value cells (and for table 二 the labels between them) of one table of a report."""

    def __init__(self, session: Session, table_id: str, push: Callable[[Change], None]) -> None:
        """Show a table of a session; ``push`` takes a step onto the undo stack."""
        super().__init__()
        self._session = session
        self._push = push
        self.table_id = table_id
        self.show_last_year = True
        self.grid: Grid = make_grid(session.sheet.format, table_id)
        self._covering: dict[tuple[int, int], GridCell] = {
            (row, column): cell
            for cell in self.grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        self._marks: Mapping[CellKey, Severity] = session.marks
        self._looks: dict[CellKey, Look] = {}
        follow(self, session.listen, self._on_session_changed)

    # -- shape

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows of the grid without the frozen head."""
        return 0 if parent.isValid() else self.grid.rows - self.grid.head_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns of the grid without the frozen labels."""
        return 0 if parent.isValid() else self.grid.columns - self.grid.head_columns

    def grid_cell(self, index: Index) -> GridCell:
        """Return the merged cell that covers an index."""
        return self._covering[index.row() + self.grid.head_rows, index.column() + self.grid.head_columns]

    def cell(self, index: Index) -> Cell | None:
        """Return the format's cell at an index, None for labels."""
        if not index.isValid():
            return None
        key = self.grid_cell(index).key
        return None if key is None else self._session.sheet.format.cells[key]

    def index_at(self, place: GridCell) -> QModelIndex:
        """Return the index of a merged cell, an invalid one for those of the frozen heads."""
        return self.index(place.row - self.grid.head_rows, place.column - self.grid.head_columns)

    @cached_property
    def keys(self) -> list[CellKey]:
        """Names of all value cells in reading order."""
        return [cell.key for cell in self.grid.cells if cell.key is not None]

    def index_of(self, key: CellKey) -> QModelIndex:
        """Return the index of a value cell, an invalid one when the table has no such cell."""
        return self._indexes.get(key, QModelIndex())

    @cached_property
    def _indexes(self) -> dict[CellKey, QModelIndex]:
        return {cell.key: self.index_at(cell) for cell in self.grid.cells if cell.key is not None}

    # -- content

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Look up what is shown; nothing is computed here."""
        if not index.isValid():
            return None
        place = self.grid_cell(index)
        if role == DataRole.LOOK:
            return self._look(place)
        if place.key is None:
            return place.text if role in _TEXTS else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return format_value(self._session.sheet.now[place.key])
        if role == DataRole.KEY:
            return place.key
        return self._spoken(place.key, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the official label of a row or column for screen readers; the heads paint the grid's own."""
        if role not in _TEXTS:
            return None
        across = orientation is Qt.Orientation.Horizontal
        if not (self.grid.head_rows if across else self.grid.head_columns):
            return None
        place = (self.grid.head_rows - 1, section + self.grid.head_columns)
        row, column = place if across else (section + self.grid.head_rows, self.grid.head_columns - 1)
        return self._covering[row, column].text

    def _look(self, place: GridCell) -> Look:
        key = place.key
        if key is None:
            return Look(place, place.text)
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = self._look_of_value(place, key)
        return known

    def _look_of_value(self, place: GridCell, key: CellKey) -> Look:
        sheet = self._session.sheet
        value = sheet.now[key]
        return Look(
            place,
            format_value(value),
            self._last_year(key),
            offered(sheet, key),
            self._session.marks.get(key),
            sheet.format.cells[key].computed,
            isinstance(value, Unread),
        )

    def _last_year(self, key: CellKey) -> str:
        if not self.show_last_year or key not in self._session.sheet.last:
            return ""
        return format_value(self._session.sheet.last[key])

    def _spoken(self, key: CellKey, role: int) -> str | None:
        """Return texts for tooltips and screen readers."""
        cell = self._session.sheet.format.cells[key]
        value = self._session.sheet.now[key]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            section = self._session.sheet.format.section_of_table(cell.table).number
            return f"{section}、{cell.label}，{format_value(value) or '未填'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            if isinstance(value, Unread):
                return f"“{value.text}”{why_unread(value.text, cell.kind)}。这一格不会导出。"
            worst = [finding for finding in self._session.findings if key in finding.cells]
            return "\n".join(f"{finding.severity.mark} {finding.message}" for finding in worst[:4]) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "合计格，自动计算" if cell.computed else "；".join(
                finding.message for finding in self._session.findings if key in finding.cells
            )  # fmt: skip
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Labels are only shown, totals can be looked at, the rest can be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        cell = self.cell(index)
        if cell is None:
            return _LABEL
        return _TOTAL if cell.computed else _ENTERED

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Read typed text and push it as one step; text that can't be read is kept as typed."""
        cell = self.cell(index)
        if cell is None or cell.computed or role != Qt.ItemDataRole.EditRole:
            return False
        self.commit({cell.key: read_value(str(value), cell.kind)}, f"填写“{cell.label}”")
        self._session.end_preview(cell.key)
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

    def refresh(self) -> None:
        """Repaint everything, for instance when last year's figures are switched off."""
        self._looks.clear()
        self._emit_changed(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _on_session_changed(self, event: Event) -> None:
        if UNIT_KIND in event.names:
            self.refresh()  # other kinds of units have other offers
            return
        before, self._marks = self._marks, self._session.marks
        marked: set[CellKey] = set()
        if before != self._marks:
            marked = {key for key in {*before, *self._marks} if before.get(key) != self._marks.get(key)}
        for name in event.names | marked:
            self._looks.pop(CellKey(name), None)
            index = self._indexes.get(CellKey(name))
            if index is not None:
                self._emit_changed(index, index)

    def _emit_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.dataChanged.emit(first, last)

    def value(self, key: CellKey) -> Value:
        """Return the committed value of a cell."""
        return self._session.committed.now[key]

    def suited(self, source: CellKey, key: CellKey) -> Value:
        """Return the value of one cell as another one can hold it: an amount of money is no count."""
        return read_value(format_value(self.value(source)), self._session.sheet.format.cells[key].kind)

    def zeros_for_blanks(self) -> dict[CellKey, Value]:
        """Return a 0 of its kind for every blank cell of this table."""
        cells = self._session.sheet.format.cells
        blank = [key for key in self.keys if not cells[key].computed and self.value(key) is None]
        return {key: read_value("0", cells[key].kind) for key in blank}

    def offers(self, keys: Sequence[CellKey]) -> dict[CellKey, Value]:
        """Return what units of this kind usually enter into those of some cells that are still blank."""
        sheet = self._session.committed
        texts = {key: offered(sheet, key) for key in keys}
        return {key: read_value(text, sheet.format.cells[key].kind) for key, text in texts.items() if text}

    def is_computed(self, key: CellKey) -> bool:
        """Tell whether a cell is a sum."""
        return self._session.sheet.format.cells[key].computed

"""One official table as a Qt model to be read: shape, merged cells, labels, and how each cell looks."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import cached_property
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from gia_desktop.checks.finding import Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import Value, format_value, read_value
from gia_desktop.formats.grid import Grid, GridCell, make_grid
from gia_desktop.formats.schema import Cell, Format
from gia_desktop.ui.kit.qt import Index

LABEL: Final = Qt.ItemFlag.ItemIsEnabled
READ: Final = LABEL | Qt.ItemFlag.ItemIsSelectable
ENTERED: Final = READ | Qt.ItemFlag.ItemIsEditable

_TEXTS: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class DataRole(IntEnum):
    """Roles of the table model beside Qt's own."""

    KEY = Qt.ItemDataRole.UserRole + 1
    LOOK = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class CellLook:
    """All that painting a grid cell needs, handed over in one look-up.

    Attributes:
        text: what stands in the cell.
        last_year: last year's figure, empty when there is none to show.
        offer: what units of this kind usually enter into this blank cell.
        severity: the heaviest finding on it.
        unread: the text says no value.
        counted: what the register counts, where the cell says something else; empty where it doesn't.
        has_cases: the register has cases behind the figure.
    """

    place: GridCell
    text: str
    last_year: str = ""
    offer: str = ""
    severity: Severity | None = None
    computed: bool = False
    unread: bool = False
    counted: str = ""
    has_cases: bool = False

    @property
    def mark(self) -> str:
        """The sign that says beside the colour what is the matter."""
        if self.unread:
            return "?"
        return self.severity.mark if self.severity is not None else ""


class GridModel(QAbstractTableModel):
    """The value cells (and for table 二 the labels between them) of one official table, only to be read.

    Whoever shows figures in the official grid says with ``value`` what they are, and may say more of each
    cell with ``look_of`` and ``spoken``. After a change ``repaint`` names the cells. A view over this model
    walks, selects and copies; typing changes nothing.

    Attributes:
        is_filled_in: figures can be typed into some of its cells.
    """

    is_filled_in = False

    def __init__(self, fmt: Format, table_id: str, parent: QObject | None = None) -> None:
        """Lay out a table of a format."""
        super().__init__(parent)
        self.format = fmt
        self.table_id = table_id
        self.grid: Grid = make_grid(fmt, table_id)
        self._covering: dict[tuple[int, int], GridCell] = {
            (row, column): cell
            for cell in self.grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        self._looks: dict[CellKey, CellLook] = {}

    # -- what is shown

    def value(self, key: CellKey) -> Value:
        """Return the value of a cell as it is kept."""
        raise NotImplementedError

    def text(self, key: CellKey) -> str:
        """Return what stands in a cell."""
        return format_value(self.value(key))

    def look_of(self, place: GridCell, key: CellKey) -> CellLook:
        """Return all that painting a value cell needs; it is asked once until the cell is repainted."""
        return CellLook(place, self.text(key), computed=self.is_computed(key))

    def spoken(self, key: CellKey, role: int) -> str | None:
        """Return the texts of a cell for tooltips and screen readers."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.format.cells[key]
            number = self.format.section_of_table(cell.table).number
            return f"{number}、{cell.label}，{self.text(key) or '未填'}"
        return None

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
        return None if key is None else self.format.cells[key]

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

    def is_computed(self, key: CellKey) -> bool:
        """Tell whether a cell is a sum."""
        return self.format.cells[key].computed

    # -- as Qt asks

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
            return self.text(place.key)
        if role == DataRole.KEY:
            return place.key
        return self.spoken(place.key, role)

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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Labels are only shown, figures can be looked at."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return LABEL if self.cell(index) is None else READ

    def _look(self, place: GridCell) -> CellLook:
        key = place.key
        if key is None:
            return CellLook(place, place.text)
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = self.look_of(place, key)
        return known

    # -- what changes

    def repaint(self, keys: Iterable[CellKey]) -> None:
        """Show cells anew; those of other tables are passed over."""
        for key in keys:
            self._looks.pop(key, None)
            index = self._indexes.get(key)
            if index is not None:
                self._emit_changed(index, index)

    def refresh(self) -> None:
        """Repaint everything, for instance when last year's figures are switched off."""
        self._looks.clear()
        self._emit_changed(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _emit_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.dataChanged.emit(first, last)

    # -- typing, which changes nothing here

    def commit(self, values: dict[CellKey, Value], label: str, origin: str = "typed") -> int:
        """Take new values of cells; return how many differ from the present ones, none here."""
        return 0

    def preview(self, key: str, text: str) -> None:
        """Take what is half typed."""

    def end_preview(self, key: str) -> None:
        """Forget what was half typed."""

    def suited(self, source: CellKey, key: CellKey) -> Value:
        """Return the value of one cell as another one can hold it: an amount of money is no count."""
        return read_value(format_value(self.value(source)), self.format.cells[key].kind)

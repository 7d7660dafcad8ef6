"""A table whose rows are cells to be ticked or left: the previews of pasting and of reading a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from gia_desktop.core.keys import CellKey
from gia_desktop.ui.kit.qt import Index


class TickTableModel(QAbstractTableModel):
    """Rows with a tick in one column; subclasses say what stands in them."""

    def __init__(self, heads: Sequence[str], tick_column: int = 0) -> None:
        """Start with these column heads and nothing ticked."""
        super().__init__()
        self._heads = tuple(heads)
        self._tick_column = tick_column
        self._chosen: set[CellKey] = set()

    def keys(self) -> Sequence[CellKey]:
        """Return the cell of every row, in order."""
        raise NotImplementedError

    def can_be_ticked(self, row: int) -> bool:
        """Tell whether a row can be taken at all."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.keys())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the column heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def tick(self, index: Index) -> Qt.CheckState | None:
        """Return the tick of an index, None where there is none."""
        if index.column() != self._tick_column or not self.can_be_ticked(index.row()):
            return None
        ticked = self.keys()[index.row()] in self._chosen
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be ticked in their tick column."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.tick(index) is None else flags | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or self.tick(index) is None:
            return False
        change = self._chosen.add if Qt.CheckState(value) is Qt.CheckState.Checked else self._chosen.discard
        change(self.keys()[index.row()])
        self.dataChanged.emit(index, index, [role])
        return True

"""The area's figures in the official table; a sum that lacks units says so in every cell."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, format_value
from gia_desktop.formats.grid import GridCell
from gia_desktop.ui.grid.grid_model import CellLook, GridModel
from gia_desktop.ui.rollup.tabs.parts import coverage_words


class SumModel(GridModel):
    """One table of sums."""

    def __init__(self, session: CollectionSession, table: str, parent: QObject | None = None) -> None:
        """Show the sums of a session."""
        super().__init__(session.sums.format, table, parent)
        self._session = session

    def value(self, key: CellKey) -> Value:
        """Return the sum of a cell."""
        return self._session.sums.cells[key].sum

    def look_of(self, place: GridCell, key: CellKey) -> CellLook:
        """Return the sum, and beside it how many units it holds; last year's sum when it holds all."""
        cell = self._session.sums.cells[key]
        if cell.is_partial:
            beside = f"{cell.filled}/{cell.units}"
        else:
            last, _ = self._session.last_sum(key)
            beside = "" if last is None else format_value(last)
        return CellLook(place, self.text(key), beside, computed=self.is_computed(key))

    def spoken(self, key: CellKey, role: int) -> str | None:
        """Say how many units a sum holds."""
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            cell = self._session.sums.cells[key]
            partial = "部分数：" if cell.is_partial else ""
            return f"{partial}{coverage_words(self._session, key, cell)}"
        return super().spoken(key, role)

"""Read-only lists of several columns: items as rows, words looked up or known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.row_list import InkDelegate, look_like_list

T = TypeVar("T")


class RowsModel(QAbstractTableModel, Generic[T]):
    """Items, one a row; ``data`` is what a kind of list says of them."""

    def __init__(self, heads: Sequence[str], unseen: str = "") -> None:
        """Start empty; ``unseen`` is what screen readers call the column whose head is not painted."""
        super().__init__()
        self.heads = heads
        self._unseen = unseen
        self.items: list[T] = []

    def show(self, items: Sequence[T]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def repaint(self, first: int = 0, last: int = -1) -> None:
        """Let rows be painted anew, all of them when none are named."""
        end = len(self.items) - 1 if last < 0 else last
        if end >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(end, len(self.heads) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of heads."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the column heads."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.heads[section] or self._unseen
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None


class LinesModel(RowsModel[T]):
    """Items, one a row, each as a tuple of words."""

    def __init__(self, heads: Sequence[str], words: Callable[[T], Sequence[str]], unseen: str = "") -> None:
        """``words`` returns the words of an item, one for each head."""
        super().__init__(heads, unseen)
        self._words = words
        self._rows: dict[int, Sequence[str]] = {}

    def show(self, items: Sequence[T]) -> None:
        """Show other items."""
        self._rows = {}
        super().show(items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row."""
        if index.isValid() and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._words_in(index.row())[index.column()]
        return None

    def _words_in(self, row: int) -> Sequence[str]:
        """Return the words of a row, made when it is first looked at: of thousands a few are."""
        if row not in self._rows:
            self._rows[row] = self._words(self.items[row])
        return self._rows[row]


def plain_lines_view(model: LinesModel[T], name: str, stretched: int) -> QTableView:
    """Return such a view without a frame: for whole pages."""
    view = lines_view(model, name, stretched)
    view.setObjectName("cases")
    return view


def lines_view(model: LinesModel[T], name: str, stretched: int) -> QTableView:
    """Return a view that selects whole rows; one column takes the room that is left."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setItemDelegate(InkDelegate(view))
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    look_like_list(view)
    return view

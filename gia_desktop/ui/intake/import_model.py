"""The cells of a file that is taken in as rows: old, read and chosen value, one row to a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal

from gia_desktop.app.report.import_review import ReviewLine, ReviewPart
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind, Unread, Value, ValueFault, format_value, parse_value
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.kit.tick_table import TickTableModel

NAME, OLD, SOURCE, READ, CHOSEN, NOTE = range(6)
_HEADS: Final = ("格", "原来", "文件里写的", "读作", "填入", "说明")
_FIGURES: Final = frozenset({OLD, READ, CHOSEN})
_HEADINGS: Final = {
    ReviewPart.DOUBTFUL: "存疑 {0} 格：核对原文后打勾（空格键）采用读出的数，或者自己填；不打勾就留空",
    ReviewPart.DIFFERING: "合计不符 {0} 处：文件里写的合计与各项之和不同",
    ReviewPart.MISSING: "没有找到 {0} 格：留空，也可以在这里填",
    ReviewPart.SURE: "读准 {0} 格",
}

_Row = ReviewLine | ReviewPart
"""A cell, or the heading above the cells of one part."""


class ImportModel(TickTableModel):
    """Rows of the review under one heading for each part; nothing doubtful is chosen unless a person does it.

    ``is_refused`` tells whether the value typed last was none.

    Signals:
        refused: what was typed is no value of this cell (the reason).
    """

    refused = Signal(str)

    def __init__(
        self, lines: Sequence[ReviewLine], kinds: dict[CellKey, CellKind], theme: Theme, old_head: str
    ) -> None:
        """Show these lines with what is proposed for each."""
        heads = [*_HEADS]
        heads[OLD] = old_head or heads[OLD]
        super().__init__(heads, CHOSEN)
        self._theme = theme
        self._kinds = kinds
        self.is_refused = False
        self.rows = _with_headings(lines)
        self._counts = {part: sum(line.part is part for line in lines) for part in ReviewPart}
        self.values: dict[CellKey, Value] = {line.key: line.proposed for line in lines if line.is_entered}

    def keys(self) -> list[CellKey]:
        """Return the cell of every row; a heading has none."""
        return [row.key if isinstance(row, ReviewLine) else CellKey("") for row in self.rows]

    def line(self, row: int) -> ReviewLine | None:
        """Return the cell of a row, None for a heading."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, ReviewLine) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of cells and headings."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def can_be_ticked(self, row: int) -> bool:
        """Let cells be ticked whose reading can be taken over."""
        line = self.line(row)
        return line is not None and line.can_be_taken

    def tick(self, index: Index) -> Qt.CheckState | None:
        """Return whether the reading of a row is chosen."""
        line = self.line(index.row())
        if line is None or index.column() != CHOSEN or not line.can_be_taken:
            return None
        return Qt.CheckState.Checked if self.values[line.key] == line.read else Qt.CheckState.Unchecked

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let values be ticked and typed in their column; headings are no place to be."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        is_field = index.column() == CHOSEN and line.is_entered
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if is_field else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a row."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, ReviewPart):
            return self._heading(row, index.column(), role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.tick(index)
        if role == Qt.ItemDataRole.BackgroundRole and row.part in {ReviewPart.DOUBTFUL, ReviewPart.DIFFERING}:
            return self._theme.color("explain_sheet")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose the reading of a row by its tick, or another value by typing."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            self.take([index.row()], taking=Qt.CheckState(value) is Qt.CheckState.Checked)
            return line.can_be_taken
        self.is_refused = False
        try:
            self._choose(index.row(), parse_value(str(value), self._kinds[line.key]))
        except ValueFault as fault:
            self.is_refused = True
            self.refused.emit(f"“{value}”没有填入：{fault}。")
            return False
        return True

    def take(self, rows: Iterable[int], *, taking: bool) -> None:
        """Choose the readings of some rows, or none of them."""
        for row in rows:
            line = self.line(row)
            if line is not None and line.can_be_taken:
                self._choose(row, line.read if taking else None)

    def clear(self, rows: Iterable[int]) -> None:
        """Leave the cells of some rows blank."""
        for row in rows:
            line = self.line(row)
            if line is not None and line.is_entered:
                self._choose(row, None)

    def _choose(self, row: int, value: Value) -> None:
        self.values[self.keys()[row]] = value
        index = self.index(row, CHOSEN)
        self.dataChanged.emit(index, index)

    def _heading(self, part: ReviewPart, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and column == NAME:
            return _HEADINGS[part].format(self._counts[part])
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.color("head")
        return self._theme.font(bold=True) if role == Qt.ItemDataRole.FontRole else None

    def _words(self, line: ReviewLine) -> tuple[str, ...]:
        read = "读不出" if isinstance(line.read, Unread) else format_value(line.read)
        chosen = format_value(self.values.get(line.key))
        return line.name, format_value(line.old), " ".join(line.source.split()), read, chosen, line.note


def _with_headings(lines: Sequence[ReviewLine]) -> list[_Row]:
    rows: list[_Row] = []
    for part in ReviewPart:
        of_part = [line for line in lines if line.part is part]
        if of_part:
            rows += [part, *of_part]
    return rows

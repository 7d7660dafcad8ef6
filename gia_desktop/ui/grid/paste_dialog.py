"""The preview of a paste: old and new values, doubtful cells first, totals only compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Unread, Value, format_value
from gia_desktop.formats.schema import Format
from gia_desktop.importers.paste.plan import PasteItem, PastePlan
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.qt import Index, show_part
from gia_desktop.ui.kit.row_list import SheetDelegate, look_like_list
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.kit.tick_table import TickTableModel

_HEADS: Final = ("格", "原来", "粘贴后", "说明")
_NAME, _OLD, _NEW, _NOTE = range(4)


@dataclass(frozen=True)
class _Row:
    key: CellKey
    name: str
    old: str
    new: str
    note: str
    item: PasteItem | None


class PastePreviewModel(TickTableModel):
    """What a paste would do, cell by cell; rows with an item can be unticked."""

    def __init__(self, plan: PastePlan, fmt: Format, theme: Theme) -> None:
        """Show a plan."""
        super().__init__(_HEADS)
        self._theme = theme
        changing = sorted((item for item in plan.items if item.changes), key=lambda item: not item.doubtful)
        self.rows = [_row(item, fmt) for item in changing]
        self.rows += [
            _Row(
                pair.key,
                fmt.cells[pair.key].label,
                format_value(pair.computed),
                format_value(pair.stated) or pair.text,
                "粘贴的合计与自动计算的不同，不存入，请核对",
                None,
            )
            for pair in plan.compared
            if not pair.agrees
        ]
        self._chosen = {
            row.key for row in self.rows if row.item is not None and not isinstance(row.item.new, Unread)
        }

    def keys(self) -> list[CellKey]:
        """Return the changing cells and differing totals."""
        return [row.key for row in self.rows]

    def can_be_ticked(self, row: int) -> bool:
        """Let cells be ticked; totals are only compared."""
        return self.rows[row].item is not None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a row."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.old, row.new, row.note)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.tick(index)
        if role == Qt.ItemDataRole.BackgroundRole and (row.item is None or row.item.doubtful):
            return self._theme.color("explain_sheet")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in {_OLD, _NEW}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def chosen(self) -> dict[CellKey, Value]:
        """Return the ticked cells with their new values."""
        return {
            row.key: row.item.new for row in self.rows if row.item is not None and row.key in self._chosen
        }


class PasteDialog(QDialog):
    """Asks whether a paste is right."""

    def __init__(self, plan: PastePlan, fmt: Format, theme: Theme, parent: QWidget | None = None) -> None:
        """Show a plan."""
        super().__init__(parent)
        self.setWindowTitle("粘贴表格")
        self.plan = plan
        self.model = PastePreviewModel(plan, fmt, theme)
        sentence = QLabel(plan.sentence)
        sentence.setObjectName("panelTitle")
        sentence.setWordWrap(True)
        notes = QLabel("\n".join(plan.ignored))
        notes.setObjectName("quiet")
        notes.setWordWrap(True)
        show_part(notes, shown=bool(plan.ignored))
        view = QTableView()
        view.setModel(self.model)
        view.setItemDelegate(SheetDelegate(view))
        look_like_list(view)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        view.setAccessibleName("粘贴预览")
        buttons = Decision(self, "粘贴", "不粘贴")
        self.paste_button = buttons.accepting
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        for widget in (sentence, notes):
            column.addWidget(widget)
        column.addWidget(view, 1)
        column.addWidget(buttons)
        resize_within_screen(self, 760, 480)


def _row(item: PasteItem, fmt: Format) -> _Row:
    note = f"存疑：{item.reason}" if item.doubtful else ""
    pasted = item.text.strip()
    if note and pasted and f"“{pasted}”" not in note:
        note += f"（粘贴的是“{pasted}”）"
    new = "（清空）" if item.new is None else format_value(item.new)
    return _Row(item.key, fmt.cells[item.key].label, format_value(item.old), new, note, item)

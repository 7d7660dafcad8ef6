"""The preview of a file that is read in: what is sure, what is doubtful with its source, what is missing."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Unread, format_value
from gia_desktop.formats.schema import Format
from gia_desktop.importers.imported import ImportedReport
from gia_desktop.ui.table_model import Index
from gia_desktop.ui.theme import Theme, make_primary

_HEADS: Final = ("存疑的格", "文件里写的", "读作", "为什么存疑")
_NAME, _SOURCE, _READ, _WHY = range(4)


class DoubtsModel(QAbstractTableModel):
    """Doubtful cells; nothing of them enters unless it is ticked."""

    def __init__(self, imported: ImportedReport, fmt: Format) -> None:
        """Show the doubtful cells of an import, none of them ticked."""
        super().__init__()
        self.cells = list(imported.doubtful)
        self._format = fmt
        self._chosen: set[CellKey] = set()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of doubtful cells."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, source, reading, reason."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the column heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a row."""
        if not index.isValid():
            return None
        cell = self.cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            name = self._format.cells[cell.key].label
            return (name, cell.text.strip(), self._reading(index.row()), cell.reason)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == _NAME and self._usable(index.row()):
            return Qt.CheckState.Checked if cell.key in self._chosen else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let readable cells be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        tickable = index.column() == _NAME and self._usable(index.row())
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a cell."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        change = self._chosen.add if Qt.CheckState(value) is Qt.CheckState.Checked else self._chosen.discard
        change(self.cells[index.row()].key)
        self.dataChanged.emit(index, index, [role])
        return True

    def chosen(self) -> frozenset[CellKey]:
        """Return the ticked cells."""
        return frozenset(self._chosen)

    def _usable(self, row: int) -> bool:
        value = self.cells[row].value
        return value is not None and not isinstance(value, Unread)

    def _reading(self, row: int) -> str:
        return format_value(self.cells[row].value) if self._usable(row) else "读不出"


class ImportDialog(QDialog):
    """Asks whether what was read is to be taken in."""

    def __init__(self, imported: ImportedReport, fmt: Format, theme: Theme, parent: QWidget | None) -> None:
        """Show what was read."""
        super().__init__(parent)
        self.setWindowTitle("读入文件")
        self.model = DoubtsModel(imported, fmt)
        report = imported.report
        unit = report.unit_name or "（没有认出单位，请在“基本信息”里填写）"
        head = QLabel(f"{unit}　{report.year} 年度　{fmt.name}")
        head.setObjectName("panelTitle")
        counts = QLabel(_counts(imported, fmt))
        notes = QLabel("\n".join(f"· {note}" for note in imported.notes))
        notes.setObjectName("quiet")
        for label in (head, counts, notes):
            label.setWordWrap(True)
        notes.setVisible(bool(imported.notes))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        for widget in (head, counts, notes):
            column.addWidget(widget)
        if self.model.cells:
            column.addWidget(self._doubts(), 1)
        buttons = QDialogButtonBox()
        take = buttons.addButton("读入", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(take)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(760, 440 if self.model.cells else 200)

    def _doubts(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setAccessibleName("存疑的格")
        view.verticalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setSectionResizeMode(_WHY, QHeaderView.ResizeMode.Stretch)
        return view


def _counts(imported: ImportedReport, fmt: Format) -> str:
    parts = [f"读准 {len(imported.sure)} / {len(fmt.entered)} 格"]
    if imported.doubtful:
        parts.append(f"存疑 {len(imported.doubtful)} 格（打勾的才填入，先核对原文）")
    if imported.not_found:
        parts.append(f"没有找到 {len(imported.not_found)} 格（留空）")
    if imported.differing:
        parts.append(f"{len(imported.differing)} 个合计与各项之和不同（会列在检查结果里）")
    return "；".join(parts) + "。"

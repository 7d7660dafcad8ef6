"""The preview of a file that is read in: what is sure, what is doubtful with its source, what is missing."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Unread, format_value
from gia_desktop.formats.schema import Format
from gia_desktop.importers.imported import ImportedReport
from gia_desktop.ui.table_model import Index
from gia_desktop.ui.theme import Theme, make_primary
from gia_desktop.ui.tick_table import TickTableModel

_HEADS: Final = ("存疑的格", "文件里写的", "读作", "为什么存疑")
_NAME, _SOURCE, _READ, _WHY = range(4)


class DoubtsModel(TickTableModel):
    """Doubtful cells; nothing of them enters unless it is ticked."""

    def __init__(self, imported: ImportedReport, fmt: Format) -> None:
        """Show the doubtful cells of an import, none of them ticked."""
        super().__init__(_HEADS)
        self.cells = list(imported.doubtful)
        self._format = fmt

    def keys(self) -> list[CellKey]:
        """Return the doubtful cells."""
        return [cell.key for cell in self.cells]

    def can_be_ticked(self, row: int) -> bool:
        """Let cells be ticked that say something."""
        value = self.cells[row].value
        return value is not None and not isinstance(value, Unread)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a row."""
        if not index.isValid():
            return None
        cell = self.cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            name = self._format.cells[cell.key].label
            return (name, cell.text.strip(), self._reading(index.row()), cell.reason)[index.column()]
        return self.tick(index) if role == Qt.ItemDataRole.CheckStateRole else None

    def chosen(self) -> frozenset[CellKey]:
        """Return the ticked cells."""
        return frozenset(self._chosen)

    def _reading(self, row: int) -> str:
        return format_value(self.cells[row].value) if self.can_be_ticked(row) else "读不出"


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

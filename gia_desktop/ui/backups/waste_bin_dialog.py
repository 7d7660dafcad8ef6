"""The waste bin: deleted reports are all still there and can be brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.kit.dialogs import Buttons
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.moments import when
from gia_desktop.ui.kit.theme import make_primary

_HEADS: Final = ("单位", "年度", "状态", "移到回收站")


class WasteBinDialog(QDialog):
    """Lists deleted reports."""

    def __init__(
        self,
        deleted: Callable[[], Sequence[DraftSummary]],
        bring_back: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        """Show what ``deleted`` lists; ``bring_back`` takes one out of the bin."""
        super().__init__(parent)
        self.setWindowTitle("回收站")
        self._deleted = deleted
        self._bring_back = bring_back
        self.model = LinesModel[DraftSummary](_HEADS, _words)
        self.view = lines_view(self.model, "回收站", 0)
        self.note = QLabel()
        self.note.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        buttons = Buttons(self, "关闭")
        self.back = make_primary(buttons.add_beside("找回选中的一份"))
        self.back.clicked.connect(self._on_back_clicked)
        column.addWidget(buttons)
        self.resize(640, 360)
        self._refresh()

    def _refresh(self) -> None:
        self.model.show(self._deleted())
        there = bool(self.model.items)
        self.note.setText("回收站里的报告不会自动清除。" if there else "回收站是空的。")
        self.back.setEnabled(there)
        if there:
            self.view.selectRow(0)

    def _on_back_clicked(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows:
            self._bring_back(self.model.items[rows[0].row()].id)
            self._refresh()


def _words(item: DraftSummary) -> Sequence[str]:
    thrown = when(item.deleted_at) if item.deleted_at is not None else ""
    return (item.unit or "（未填单位）", str(item.year), item.state.word, thrown)

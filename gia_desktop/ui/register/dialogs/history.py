"""What became of a case: every field that was changed, newest first; what stood there can be put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.register.past import PastLine
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view

_HEADS = ("时间", "哪一栏", "原来", "改成", "怎么来的")


class CaseHistoryDialog(QDialog):
    """Lists the steps; accepting puts back what stood in the field of the chosen one."""

    def __init__(self, title: str, lines: Sequence[PastLine], parent: QWidget, *, locked: bool) -> None:
        """Show the history of a case; nothing can be put back where nothing may be changed."""
        super().__init__(parent)
        self.setWindowTitle(f"{title}的历史")
        self._locked = locked
        self.model: LinesModel[PastLine] = LinesModel(_HEADS, _words)
        self.view = lines_view(self.model, "历史", 3)
        self.details = QTextBrowser()
        self.details.setAccessibleName("选中的一次改动")
        decision = Decision(self, "改回原来的", "关闭")
        self.put_back = decision.accepting
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(quiet("每一次改动都留着。证件号码和电话只显示一部分；改回去也是一步，可以撤销。"))
        column.addWidget(self.view, 3)
        column.addWidget(self.details, 1)
        column.addWidget(decision)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.model.show(lines)
        if lines:
            self.view.selectRow(0)
        self._on_selected()
        resize_within_screen(self, 900, 540)

    @property
    def chosen(self) -> PastLine | None:
        """The line that is chosen."""
        rows = self.view.selectionModel().selectedRows()
        return self.model.items[rows[0].row()] if rows else None

    def _on_selected(self) -> None:
        line = self.chosen
        self.put_back.setEnabled(line is not None and bool(line.field) and not self._locked)
        self.details.setPlainText(
            "" if line is None or not line.field else f"{line.place}\n原来：{line.before}\n改成：{line.after}"
        )


def _words(line: PastLine) -> Sequence[str]:
    return (f"{line.at.astimezone():%Y-%m-%d %H:%M}", line.place, line.before, line.after, line.how)

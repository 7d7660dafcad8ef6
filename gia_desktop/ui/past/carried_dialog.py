"""What became of last year's figures when this year's report was made from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from gia_desktop.app.report.last_year.carry_over import CarriedLine, carried_lines, carried_summary
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.kit.dialogs import Buttons
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.theme import make_primary

_HEADS: Final = ("怎样了", "哪一格", "去年的数", "说明")
_WHY: Final = 3


class CarriedDialog(QDialog):
    """Lists what was filled from last year, what could not be, and what the new format has no place for.

    Accepted, another report is to be put beside as last year's.
    """

    def __init__(self, sheet: Sheet, parent: QWidget | None = None, *, locked: bool = False) -> None:
        """Show the account of a report; nothing can be put beside a locked one."""
        super().__init__(parent)
        self._locked = locked
        self.setWindowTitle("上年数怎样承接的")
        self.summary = QLabel(carried_summary(sheet))
        self.summary.setWordWrap(True)
        self.model = LinesModel[CarriedLine](_HEADS, _words)
        self.view = lines_view(self.model, "上年数怎样承接的", _WHY)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.details = QLabel()
        self.details.setObjectName("quiet")
        self.details.setWordWrap(True)
        self._build()
        self.model.show(carried_lines(sheet))
        self.view.setVisible(bool(self.model.items))
        if self.model.items:
            self.view.selectRow(0)
        self.resize(840, 430 if self.model.items else 140)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.summary)
        column.addWidget(self.view, 1)
        self.details.setMinimumHeight(2 * self.details.fontMetrics().lineSpacing())
        column.addWidget(self.details)
        note = QLabel("以后在菜单“报告”里选“上年数怎样承接的”可以再看。")
        note.setObjectName("quiet")
        column.addWidget(note)
        buttons = Buttons(self, "知道了")
        make_primary(buttons.leaving)
        self.choose = buttons.add_accepting("选去年的年报…")
        self.choose.setEnabled(not self._locked)
        column.addWidget(buttons)

    def _on_selected(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        line = self.model.items[rows[0].row()] if rows else None
        self.details.setText("" if line is None else f"{line.place}：{line.why}")


def _words(line: CarriedLine) -> Sequence[str]:
    return (line.fate.words, line.place, line.value or "—", line.why)

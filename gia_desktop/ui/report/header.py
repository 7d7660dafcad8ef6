"""The title line of a report: unit, year, state with its moves, format, and when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu

from gia_desktop.app.report.states import Move
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.theme import restyle
from gia_desktop.ui.report.wishes import MOVE

_WIDE_FROM_LINES: Final = 42
"""Width, in lines of text, from which on there is room for everything."""


class ReportHeader(QFrame):
    """Stands above the tabs; the titles give way first where room is short."""

    def __init__(self, format_name: str, table: Wishes) -> None:
        """Lay the line out; ``table`` serves the moves to other states."""
        super().__init__()
        self.setObjectName("topLine")
        self.title, self.year_title = ElidedLabel(least_signs=10), ElidedLabel(least_signs=4)
        self.state = StateChip(table)
        self.saved = QLabel()
        chip = self._format = QLabel(format_name)
        self._saved: tuple[str, str] = ("", "")
        self._year = 0
        self.title.setObjectName("reportTitle")
        self.year_title.setObjectName("reportTitle")
        chip.setObjectName("chip")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 14, 4)
        for widget in (self.title, self.year_title, self.state, chip):
            line.addWidget(widget)
            line.addSpacing(6)
        line.addStretch()
        line.addWidget(self.saved)

    def show_report(self, report: Report) -> None:
        """Show whose report it is, and of which year."""
        self.title.setText(report.unit_name or "（未填单位）")
        self._year = report.year
        self._fit()

    def show_saved(self, at: datetime) -> None:
        """Tell when the last step was on disk."""
        self._saved = ("✓ 已保存", f" {at.astimezone():%H:%M:%S}")
        restyle(self.saved, "saved")
        self._fit()

    def show_unsaved(self, sentence: str) -> None:
        """Tell that saving does not work at the moment."""
        self._saved = (f"✗ 没有保存：{sentence}", "")
        restyle(self.saved, "unsaved")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what is said elsewhere, too, before anything is cut: format, time, the long name."""
        is_wide = self.width() >= _WIDE_FROM_LINES * self.fontMetrics().height()
        self._format.setVisible(is_wide)
        words, time = self._saved
        self.saved.setText(words + time if is_wide else words)
        self.saved.setToolTip(words + time)
        name = "年政府信息公开工作年度报告" if is_wide else "年年报"
        self.year_title.setText(f"{self._year} {name}")


class StateChip(Button):
    """Says how far the report is; its menu holds the moves to other states."""

    def __init__(self, table: Wishes) -> None:
        """Start without words."""
        super().__init__()
        self._wishes = table
        self.setObjectName("chip")
        self.setToolTip("报告状态：点开可送审、签发、标为已公开或重新打开")
        self._moves = QMenu(self)
        self.setMenu(self._moves)

    def show_state(self, state: ReportState, moves: Sequence[Move]) -> None:
        """Show a state and the moves from it."""
        self.setText(state.word)
        self.setAccessibleName(f"报告状态：{state.word}")
        fill_moves(self._moves, moves, self._wishes)


def fill_moves(menu: QMenu, moves: Sequence[Move], table: Wishes) -> None:
    """Put one entry for each move into a menu."""
    menu.clear()
    for move in moves:
        menu.addAction(move.words).triggered.connect(table.asks(MOVE, move.target))

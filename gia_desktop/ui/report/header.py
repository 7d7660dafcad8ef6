"""The title line of a report: unit, year, state with its moves, format, and when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton

from gia_desktop.app.report.states import Move
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.theme import restyle
from gia_desktop.ui.report.wishes import MOVE


class ReportHeader(QFrame):
    """Stands above the tabs; the titles give way first where room is short."""

    def __init__(self, format_name: str, table: Wishes) -> None:
        """Lay the line out; ``table`` serves the moves to other states."""
        super().__init__()
        self.setObjectName("topLine")
        self.title, self.year_title = ElidedLabel(least_signs=10), ElidedLabel(least_signs=4)
        self.state = StateChip(table)
        self.saved = QLabel()
        chip = QLabel(format_name)
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
        self.year_title.setText(f"{report.year} 年政府信息公开工作年度报告")

    def show_saved(self, at: datetime) -> None:
        """Tell when the last step was on disk."""
        self._say_saved("saved", f"✓ 已保存 {at.astimezone():%H:%M:%S}")

    def show_unsaved(self, sentence: str) -> None:
        """Tell that saving does not work at the moment."""
        self._say_saved("unsaved", f"✗ 没有保存：{sentence}")

    def _say_saved(self, name: str, words: str) -> None:
        self.saved.setText(words)
        restyle(self.saved, name)


class StateChip(QPushButton):
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

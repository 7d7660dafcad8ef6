"""The state of a report as a chip in its header; its menu holds the moves to other states."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from gia_desktop.app.report.states import Move
from gia_desktop.core.states import ReportState


class StateChip(QPushButton):
    """Says how far the report is.

    Signals:
        move_asked: the report is to go into another state (its name).
    """

    move_asked = Signal(str)

    def __init__(self) -> None:
        """Start without words."""
        super().__init__()
        self.setObjectName("chip")
        self.setToolTip("报告状态：点开可送审、签发、标为已公开或重新打开")
        self._moves = QMenu(self)
        self.setMenu(self._moves)

    def show_state(self, state: ReportState, moves: Sequence[Move]) -> None:
        """Show a state and the moves from it."""
        self.setText(state.word)
        self.setAccessibleName(f"报告状态：{state.word}")
        fill_moves(self._moves, moves, self.move_asked.emit)


def fill_moves(menu: QMenu, moves: Sequence[Move], ask: Callable[[str], None]) -> None:
    """Put one entry for each move into a menu."""
    menu.clear()
    for move in moves:
        action = menu.addAction(move.words)
        action.triggered.connect(lambda _checked=False, target=move.target.value: ask(target))

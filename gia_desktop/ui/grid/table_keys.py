"""Which keys lead from cell to cell; the same on the grid and in the field of a cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gia_desktop.ui.grid.navigation import GridMove
from gia_desktop.ui.kit.qt import CTRL, ENTER, SHIFT

ALONG_TEXT: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})
"""Keys that move the caret once the clerk edits inside a text."""

_PLAIN: Final = {
    Qt.Key.Key_Left: GridMove.LEFT,
    Qt.Key.Key_Right: GridMove.RIGHT,
    Qt.Key.Key_Up: GridMove.UP,
    Qt.Key.Key_Down: GridMove.DOWN,
    Qt.Key.Key_Home: GridMove.ROW_START,
    Qt.Key.Key_End: GridMove.ROW_END,
    Qt.Key.Key_PageUp: GridMove.BLOCK_PREVIOUS,
    Qt.Key.Key_PageDown: GridMove.BLOCK_NEXT,
}
_WITH_CTRL: Final = {
    Qt.Key.Key_Left: GridMove.ROW_START,
    Qt.Key.Key_Right: GridMove.ROW_END,
    Qt.Key.Key_Up: GridMove.COLUMN_START,
    Qt.Key.Key_Down: GridMove.COLUMN_END,
    Qt.Key.Key_Home: GridMove.TABLE_START,
    Qt.Key.Key_End: GridMove.TABLE_END,
}


def leaving_move(event: QKeyEvent) -> GridMove | None:
    """Return where Enter and Tab lead, None for every other key."""
    key, shift = Qt.Key(event.key()), bool(event.modifiers() & SHIFT)
    if event.modifiers() & CTRL:
        return None
    if key in ENTER:
        return GridMove.UP_WRAPPED if shift else GridMove.DOWN_WRAPPED
    if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
        return GridMove.PREVIOUS if shift or key == Qt.Key.Key_Backtab else GridMove.NEXT
    return None


def walking_move(event: QKeyEvent) -> GridMove | None:
    """Return where arrows, Home, End and the page keys lead, with or without Ctrl."""
    moves = _WITH_CTRL if event.modifiers() & CTRL else _PLAIN
    return moves.get(Qt.Key(event.key()))

"""Names of Qt that many windows need: an index of either kind, modifiers, the two Enter keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex

CTRL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ALT: Final = Qt.KeyboardModifier.AltModifier

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

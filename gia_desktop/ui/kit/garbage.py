"""Garbage is collected on the window's thread: a widget that another thread takes apart ends the program."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS: Final = 500
"""Between two looks; a look costs nothing when there is little garbage."""


class GarbageCollector(QObject):
    """Takes the place of Python's own collector from the moment it starts.

    Python collects on whatever thread makes the next object, also on the one that saves. A closed dialog that
    is found there is destroyed there: its timers can't be stopped, its window waits for ever for the thread
    of the windows, its model is torn from under a view that paints.
    """

    def __init__(self, parent: QObject) -> None:
        """Be ready; nothing is collected yet."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, but never look through what is there by now: it stays to the end."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def look(self) -> None:
        """Collect as much as Python would by its own limits."""
        young, middle, old = gc.get_count()
        limits = gc.get_threshold()
        if young > limits[0]:
            gc.collect(2 if old > limits[2] else 1 if middle > limits[1] else 0)

"""When typed text becomes a step, and what is kept of it until then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change
from gia_desktop.core.keys import TextKey

PAUSE_MS: Final = 400
"""A pause this long commits what was typed."""

LONGEST_MS: Final = 900
"""Typing without any pause is committed this often."""

_RUN_PAUSE_MS: Final = 1500


class TypingRun:
    """A stretch of typing that is one undo step; each is another one."""


PushText = Callable[[Change, TypingRun], None]
"""Takes a step of typing and its run onto the undo stack."""


class TypingClock(QObject):
    """Says when typing is to be committed: after a pause, at the latest after a second.

    Signals:
        due: commit now.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        """Start at rest."""
        super().__init__(parent)
        self.run = TypingRun()
        self._pause, self._longest, self._run_end = (QTimer(self, singleShot=True) for _ in range(3))
        for timer, wait in (
            (self._pause, PAUSE_MS),
            (self._longest, LONGEST_MS),
            (self._run_end, _RUN_PAUSE_MS),
        ):
            timer.setInterval(wait)
        self._pause.timeout.connect(self.due)
        self._longest.timeout.connect(self.due)
        self._run_end.timeout.connect(self.end_run)

    def key_typed(self) -> None:
        """Start waiting for a pause."""
        self._pause.start()
        self._run_end.start()
        if not self._longest.isActive():
            self._longest.start()

    def rest(self) -> None:
        """Stop waiting: everything is committed."""
        self._pause.stop()
        self._longest.stop()

    def end_run(self) -> None:
        """Let the next typing be an undo step of its own."""
        self.run = TypingRun()


def keep_typed(session: Session, key: TextKey, text: str) -> None:
    """Keep what is typed against a kill before the next commit."""
    if text == session.report.text(key):
        session.drop_half_typed(key)
    else:
        session.keep_half_typed(key, text)


def is_undo(event: QEvent) -> bool:
    """Tell whether a field is asked if it wants Ctrl+Z or Ctrl+Y for itself, or is given them."""
    asked = event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
    if not asked or not isinstance(event, QKeyEvent):
        return False
    again = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    standard = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return again or any(event.matches(keys) for keys in standard)


def goes_on_typing(event: QKeyEvent) -> bool:
    """Tell whether a key writes a sign: over a selection, what is written next belongs to its step."""
    is_sign = event.text() != "" and event.text().isprintable()
    return is_sign and event.modifiers() != Qt.KeyboardModifier.ControlModifier

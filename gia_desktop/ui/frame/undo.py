"""Undoable steps: they hold a ``Change`` with keys and values, never widgets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change

UNDO_STEPS: Final = 200

_TEXT_ID: Final = 1


class UndoStack(QUndoStack):
    """The steps of one document, the last ones; the only kind of stack that the program makes."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without a step."""
        super().__init__(parent)
        self.setUndoLimit(UNDO_STEPS)

    def __del__(self) -> None:
        """Let go of the steps while they are whole.

        WORKAROUND: a garbage collection that finds a stack together with its steps may free a step first. Its
        wrapper then takes the step out of the stack's keeping and deletes it; Qt, which knows nothing of
        that, deletes it a second time with the stack, and the program ends (Shiboken 6.9.3). Python
        calls this before it takes anything apart.
        """
        if isValid(self):
            self.blockSignals(True)
            self.clear()


class ChangeCommand(QUndoCommand):
    """One step on the undo stack."""

    def __init__(self, session: Session, change: Change) -> None:
        """Do a change on a session when pushed."""
        super().__init__(change.label)
        self._session = session
        self.change = change

    def redo(self) -> None:
        """Do the step, the first time and again."""
        self._session.apply(self.change)

    def undo(self) -> None:
        """Take the step back."""
        self._session.apply(self.change.inverse())


class TypingCommand(ChangeCommand):
    """A stretch of typing in one text; stretches of the same run become one step."""

    def __init__(self, session: Session, change: Change, run: object) -> None:
        """``run`` is the same object until the clerk pauses or goes elsewhere."""
        super().__init__(session, change)
        self.run = run

    def id(self) -> int:
        """Let Qt offer the next typing for merging."""
        return _TEXT_ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next stretch of the same run."""
        if not isinstance(other, TypingCommand) or other.run is not self.run:
            return False
        self.change = self.change.then(other.change)
        self.setObsolete(self.change.is_empty)
        return True

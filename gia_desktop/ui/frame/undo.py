"""Undoable steps: they hold a ``Change`` with keys and values, never widgets."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QUndoCommand

from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change

UNDO_STEPS: Final = 200

_TEXT_ID: Final = 1


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

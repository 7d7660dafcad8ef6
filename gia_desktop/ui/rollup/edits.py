"""Undoable edits of a collection: every change goes through here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.rollup.kept.steps import CollectionStep


class CollectionCommand(QUndoCommand):
    """One step of a collection on the undo stack."""

    def __init__(self, session: CollectionSession, step: CollectionStep) -> None:
        """Do a step on a session when pushed."""
        super().__init__(step.label)
        self._session = session
        self._step = step

    def redo(self) -> None:
        """Do the step, the first time and again."""
        self._session.apply(self._step)

    def undo(self) -> None:
        """Take the step back."""
        self._session.apply(self._step.inverse())


class CollectionEdits:
    """Pushes steps onto the stack, unless the collection can only be read."""

    def __init__(self, session: CollectionSession, stack: QUndoStack, refuses: Callable[[], bool]) -> None:
        """Edit a session; ``refuses`` tells whether nothing may be changed, and the clerk why."""
        self._session = session
        self._stack = stack
        self._refuses = refuses

    def push(self, step: CollectionStep) -> bool:
        """Do a step; tell whether it changed anything."""
        if step.is_empty or self._refuses():
            return False
        self._stack.push(CollectionCommand(self._session, step))
        return True

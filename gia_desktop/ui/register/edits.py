"""Undoable edits of cases: every change of a form goes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QUndoCommand, QUndoStack

from gia_desktop.app.register.library import RegisterLibrary
from gia_desktop.register.case import Case
from gia_desktop.register.session import RegisterSession
from gia_desktop.register.steps import CaseStep, step_between


class CaseCommand(QUndoCommand):
    """One step of one case on the undo stack."""

    def __init__(self, session: RegisterSession, row: int, step: CaseStep) -> None:
        """Do a step on a session when pushed."""
        super().__init__(f"{step.label}（{session.line(row).number}）")
        self._session = session
        self._row = row
        self._step = step

    def redo(self) -> None:
        """Do the step, the first time and again."""
        if self._session.has(self._row):
            self._session.apply(self._row, self._step)

    def undo(self) -> None:
        """Take the step back."""
        if self._session.has(self._row):
            self._session.apply(self._row, self._step.inverse())


class PresenceCommand(QUndoCommand):
    """A case that came or went: taken back it lies in the waste bin, or comes out of it again."""

    def __init__(self, edits: CaseEdits, row: int, words: str, *, comes: bool) -> None:
        """Take a case that is (``comes``) or will be there or gone; pushing one that came does nothing."""
        super().__init__(words)
        self._edits = edits
        self._row = row
        self._comes = comes
        self._is_new = comes

    def redo(self) -> None:
        """Let it come or go, unless it just came."""
        if self._is_new:
            self._is_new = False
        else:
            self._move(comes=self._comes)

    def undo(self) -> None:
        """Do the opposite."""
        self._move(comes=not self._comes)

    def _move(self, *, comes: bool) -> None:
        library, session = self._edits.library, self._edits.session
        if comes:
            library.restore(session, self._row)
        else:
            library.delete(session, self._row)


class CaseEdits:
    """Pushes steps of cases onto the stack, unless the register can only be read.

    Attributes:
        session: the open register.
        library: stores cases that come and go.
        refuses: tells whether nothing may be changed, and the clerk why.
    """

    def __init__(
        self,
        session: RegisterSession,
        library: RegisterLibrary,
        stack: QUndoStack,
        refuses: Callable[[], bool],
    ) -> None:
        """Edit the cases of a session."""
        self.session = session
        self.library = library
        self.refuses = refuses
        self._stack = stack

    def edit(self, row: int, change: Callable[[Case], Case], label: str) -> bool:
        """Do a change to a case as one step; tell whether it changed anything."""
        if not self.session.has(row):
            return False
        before = self.session.case(row)
        step = step_between(before, change(before), label)
        if step.is_empty or self.refuses():
            return False
        self._stack.push(CaseCommand(self.session, row, step))
        return True

    def keep_half_typed(self, row: int, key: str, text: str) -> None:
        """Keep what was left in a field that can't take it; an empty text forgets it."""
        self.library.keep_half_typed(self.session, row, key, text)

    def half_typed(self, row: int) -> Mapping[str, str]:
        """Return what was left so in the fields of a case."""
        return {key: text for (each, key), text in self.session.half_typed.items() if each == row}

    def add(self, case: Case) -> int:
        """Store a new case; return its row."""
        row = self.library.create(self.session, case)
        self._stack.push(PresenceCommand(self, row, f"登记 {case.number}", comes=True))
        return row

    def remove(self, row: int) -> None:
        """Put a case into the waste bin."""
        words = f"移到回收站（{self.session.line(row).number}）"
        self._stack.push(PresenceCommand(self, row, words, comes=False))

"""Undoable edits of cases: every change of a form goes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QUndoCommand, QUndoStack

from gia_desktop.app.register.library import RegisterLibrary
from gia_desktop.core.errors import GiaError
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
    """A case that came or went: taken back it lies in the waste bin, or comes out of it again.

    It is pushed once that is done: a store that is gone must be told to who asked, not inside of Qt.
    """

    def __init__(self, edits: CaseEdits, row: int, words: str, *, comes: bool) -> None:
        """Take a case that came (``comes``) or went; pushing it does nothing."""
        super().__init__(words)
        self._edits = edits
        self._row = row
        self._comes = comes
        self._is_done = True

    def redo(self) -> None:
        """Let it come or go again."""
        if self._is_done:
            self._is_done = False
        else:
            self._move(comes=self._comes)

    def undo(self) -> None:
        """Do the opposite."""
        self._move(comes=not self._comes)

    def _move(self, *, comes: bool) -> None:
        library, session = self._edits.library, self._edits.session
        try:
            if comes:
                library.restore(session, self._row)
            else:
                library.delete(session, self._row)
        except GiaError as error:
            self.setObsolete(True)  # nothing moved: there is nothing to do again either
            self._edits.tell(error)


class CaseEdits:
    """Pushes steps of cases onto the stack, unless the register can only be read.

    Attributes:
        session: the open register.
        library: stores cases that come and go.
        refuses: tells whether nothing may be changed, and the clerk why.
        tell: tells the clerk why a step could not be taken back or done again.
    """

    def __init__(
        self,
        session: RegisterSession,
        library: RegisterLibrary,
        stack: QUndoStack,
        refuses: Callable[[], bool],
        tell: Callable[[GiaError], None],
    ) -> None:
        """Edit the cases of a session."""
        self.session = session
        self.library = library
        self.refuses = refuses
        self.tell = tell
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

    def keep_typing(self, row: int, key: str, text: str) -> None:
        """Keep a line that is being typed against a crash; an empty text forgets it."""
        self.library.keep_typing(row, key, text)

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
        self.library.delete(self.session, row)
        self._stack.push(PresenceCommand(self, row, words, comes=False))

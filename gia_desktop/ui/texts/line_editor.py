"""A text of one line; undo goes over texts and cells alike."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import clean_text
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.texts.typing_clock import PushText, TypingClock, goes_on_typing, is_undo, keep_typed


class LineEditor(QLineEdit):
    """A text of one line."""

    def __init__(self, session: Session, key: TextKey, label: str, push: PushText) -> None:
        """Edit one text of a session; ``label`` names it in the undo menu."""
        super().__init__(session.report.text(key))
        self._session = session
        self.key = key
        self._label = label
        self._push = push
        self._clock = TypingClock(self)
        self._lit: tuple[int, int] | None = None
        self.setAccessibleName(label)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._end_step)
        self._clock.due.connect(self.commit)
        follow(self, session.listen, self._on_session_changed)

    def commit(self) -> None:
        """Make what was typed since the last commit a step."""
        self._clock.rest()
        change = text_change(self._session.report, self.key, self._typed(), f"编辑“{self._label}”")
        if change.is_empty:
            self._session.drop_half_typed(self.key)
        else:
            self._push(change, self._clock.run)

    def span(self) -> tuple[int, int]:
        """Return what is selected, begin and end alike at the cursor when nothing is."""
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        return start, start + len(self.selectedText())

    def point_out(self, start: int, end: int) -> None:
        """Put the caret before a place of the text and light it while the keyboard is elsewhere.

        Nothing is selected that a key could erase.
        """
        self.deselect()
        self.setCursorPosition(start)
        self._lit = (start, end)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Light what was pointed out."""
        super().focusOutEvent(event)
        if self._lit is not None:
            self.setSelection(self._lit[0], self._lit[1] - self._lit[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the light out: here a key would erase what is lit."""
        super().focusInEvent(event)
        if self._lit is not None:
            self.deselect()
            self.setCursorPosition(self._lit[0])

    def reveal(self, start: int, end: int) -> None:
        """Select a place of the text."""
        self.setSelection(start, end - start)

    def _end_step(self) -> None:
        """Let what follows be an undo step of its own."""
        self.commit()
        self._clock.end_run()

    def _typed(self) -> str:
        return clean_text(self.text()).strip()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the stack of the whole report."""
        if is_undo(event):
            self.commit()
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make pasting, and what is done to a selection, a step of its own."""
        self._lit = None
        if not self.hasSelectedText() and not event.matches(QKeySequence.StandardKey.Paste):
            super().keyPressEvent(event)
            return
        self._end_step()
        super().keyPressEvent(event)
        if not goes_on_typing(event):
            self._end_step()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep what was typed before an input method writes over a selection."""
        if self.hasSelectedText():
            self._end_step()
        super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Make what the menu does a step of its own."""
        self._end_step()
        menu = self.createStandardContextMenu()
        menu.triggered.connect(self._end_step, Qt.ConnectionType.QueuedConnection)  # after it is done
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_text_edited(self, _text: str) -> None:
        self._clock.key_typed()
        keep_typed(self._session, self.key, self._typed())

    def _on_session_changed(self, event: SessionEvent) -> None:
        if self.key in event.names:
            text = self._session.report.text(self.key)
            if text != self._typed():
                self.setText(text)

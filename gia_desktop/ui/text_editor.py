"""Editors of texts: every pause in typing becomes a step; undo goes over texts and cells alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from gia_desktop.app.session import Event, Session
from gia_desktop.core.change import Change, text_change
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import clean_text, paragraphs
from gia_desktop.ui.narrative_style import NarrativeHighlighter
from gia_desktop.ui.theme import Theme

PAUSE_MS: Final = 400
"""A pause this long commits what was typed."""

LONGEST_MS: Final = 900
"""Typing without any pause is committed this often."""

_RUN_PAUSE_MS: Final = 1500

_runs = itertools.count()

PushText = Callable[[Change, int], None]
"""Takes a step of typing and the number of its run onto the undo stack."""


class TypingClock(QWidget):
    """Says when typing is to be committed: after a pause, at the latest after a second.

    Signals:
        due: commit now.
    """

    due = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start at rest."""
        super().__init__(parent)
        self.hide()
        self.run = next(_runs)
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
        self.run = next(_runs)


class TextEditor(QTextEdit):
    """Plain text of several paragraphs, styled by their own numbering."""

    def __init__(self, session: Session, key: TextKey, label: str, push: PushText, theme: Theme) -> None:
        """Edit one text of a session; ``label`` names it in the undo menu."""
        super().__init__()
        self._session = session
        self.key = key
        self._label = label
        self._push = push
        self._showing = False
        self._clock = TypingClock(self)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(label)
        self._highlighter = NarrativeHighlighter(self.document(), session, key, theme)
        self.setPlainText(session.report.text(key))
        self.textChanged.connect(self._on_text_changed)
        self._clock.due.connect(self.commit)
        session.listen(self._on_session_changed)

    def commit(self) -> None:
        """Make what was typed since the last commit a step."""
        self._clock.rest()
        change = text_change(self._session.report, self.key, self._typed(), f"编辑“{self._label}”")
        if change.is_empty:
            self._session.drop_half_typed(self.key)
        else:
            self._push(change, self._clock.run)

    def _typed(self) -> str:
        return clean_text(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the clerk goes elsewhere."""
        super().focusOutEvent(event)
        self.commit()
        self._clock.end_run()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the stack of the whole report."""
        if _is_undo(event):
            self.commit()
            event.ignore()
            return False
        return super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain paragraphs: no fonts, no tables, no blank lines."""
        lines = clean_text(source.text()).splitlines()
        self.textCursor().insertText(lines[0] if len(lines) == 1 else "\n".join(paragraphs("\n".join(lines))))

    def insert(self, raw_text: str) -> None:
        """Insert a text at the cursor, in place of what is selected, as one step that can be undone.

        ``raw_text`` is written as reports keep it: live numbers as ``{t3.new.total}``.
        """
        if self.isReadOnly():
            return
        self.commit()
        self._clock.end_run()
        self.textCursor().insertText(clean_text(raw_text), QTextCharFormat())
        self.commit()
        self._clock.end_run()
        self.ensureCursorVisible()

    def reveal(self, start: int, end: int) -> None:
        """Select a place of the text and bring it into sight."""
        cursor = self.textCursor()
        text = self.toPlainText()
        cursor.setPosition(_utf16(text, start))
        cursor.setPosition(_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _on_text_changed(self) -> None:
        if not self._showing:
            self._clock.key_typed()
            _keep(self._session, self.key, self._typed())

    def _on_session_changed(self, event: Event) -> None:
        if self.key in event.names:
            text = self._session.report.text(self.key)
            if text != self._typed():
                self._show(text)
        if event.findings_changed:
            self._highlighter.rehighlight_spans()

    def _show(self, text: str) -> None:
        """Put a text in by replacing only what differs, so that cursor and sight stay where they are."""
        self._showing = True
        old = self.toPlainText()
        start = _common(old, text)
        tail = _common(old[start:][::-1], text[start:][::-1])
        cursor = self.textCursor()
        cursor.setPosition(_utf16(old, start))
        cursor.setPosition(_utf16(old, len(old) - tail), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - tail], QTextCharFormat())
        self.setTextCursor(cursor)
        self._showing = False


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
        self.setAccessibleName(label)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)
        self._clock.due.connect(self.commit)
        session.listen(self._on_session_changed)

    def commit(self) -> None:
        """Make what was typed since the last commit a step."""
        self._clock.rest()
        change = text_change(self._session.report, self.key, self._typed(), f"编辑“{self._label}”")
        if change.is_empty:
            self._session.drop_half_typed(self.key)
        else:
            self._push(change, self._clock.run)

    def _typed(self) -> str:
        return clean_text(self.text()).strip()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the stack of the whole report."""
        if _is_undo(event):
            self.commit()
            event.ignore()
            return False
        return super().event(event)

    def _on_text_edited(self, _text: str) -> None:
        self._clock.key_typed()
        _keep(self._session, self.key, self._typed())

    def _on_editing_finished(self) -> None:
        self.commit()
        self._clock.end_run()

    def _on_session_changed(self, event: Event) -> None:
        if self.key in event.names:
            text = self._session.report.text(self.key)
            if text != self._typed():
                self.setText(text)


def _keep(session: Session, key: TextKey, text: str) -> None:
    """Keep what is typed against a kill before the next commit."""
    if text == session.report.text(key):
        session.drop_half_typed(key)
    else:
        session.keep_half_typed(key, text)


def _common(first: str, second: str) -> int:
    """Return how many characters two texts share at their beginning."""
    return next(
        (place for place, (one, other) in enumerate(zip(first, second, strict=False)) if one != other),
        min(len(first), len(second)),
    )


def _utf16(text: str, place: int) -> int:
    """Return a place as Qt counts it: rare characters of names take two units there."""
    return len(text[:place].encode("utf-16-le")) // 2


def _is_undo(event: QEvent) -> bool:
    """Tell whether a field is asked if it wants Ctrl+Z or Ctrl+Y for itself, or is given them."""
    asked = event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
    if not asked or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)

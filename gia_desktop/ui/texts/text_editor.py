"""Editor of a text of several paragraphs: every pause in typing becomes a step of the whole report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QFocusEvent, QInputMethodEvent, QKeyEvent

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import clean_text
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.live_commands import LiveCommands
from gia_desktop.ui.texts.live_edit import LiveEdit
from gia_desktop.ui.texts.live_picker import BRACES, LivePicker
from gia_desktop.ui.texts.live_text import make_chips, replace_raw
from gia_desktop.ui.texts.narrative_style import NarrativeHighlighter
from gia_desktop.ui.texts.typing_clock import PushText, TypingClock, goes_on_typing, is_undo, keep_typed

_NOT_HERE = ("edit-undo", "edit-redo")
"""Qt's own entries: undo is that of the whole report."""


class TextEditor(LiveEdit):
    """Plain text of several paragraphs, styled by their own numbering."""

    def __init__(self, session: Session, key: TextKey, label: str, push: PushText, theme: Theme) -> None:
        """Edit one text of a session; ``label`` names it in the undo menu."""
        super().__init__(session, session.report.text(key), theme)
        self.key = key
        self._label = label
        self._push = push
        self._showing = False
        self._in_step = False
        self._clock = TypingClock(self)
        self.setTabChangesFocus(True)
        self.setAccessibleName(label)
        self._highlighter = NarrativeHighlighter(self.document(), session, key, theme)
        self.textChanged.connect(self._on_text_changed)
        self._clock.due.connect(self._on_due)
        self.picker = LivePicker(self)
        self.picker.closed.connect(self.commit)
        self.live = LiveCommands(self, self.picker)
        follow(self, session.listen, self._on_session_changed)

    def commit(self) -> None:
        """Make what was typed since the last commit a step."""
        self._clock.rest()
        change = text_change(self.session.report, self.key, self.raw_text(), f"编辑“{self._label}”")
        if change.is_empty:
            self.session.drop_half_typed(self.key)
        else:
            self._push(change, self._clock.run)

    def replace(self, start: int, end: int, raw_text: str) -> None:
        """Put a text in place of a part of the raw text, as one step that can be undone."""
        if self.isReadOnly():
            return
        if not self.picker.is_open:  # what was typed to find a number belongs to its step
            self._end_step()
        super().replace(start, end, raw_text)
        self._end_step()

    def pick_number(self) -> None:
        """Go back into the text and list the numbers of the tables for the cursor."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picker.open()

    def _end_step(self) -> None:
        """Let what follows be an undo step of its own."""
        self.commit()
        self._clock.end_run()

    @contextmanager
    def _own_step(self) -> Iterator[None]:
        """Make what is done inside an undo step of its own; pasting is part of dropping."""
        if self._in_step:
            yield
            return
        self._end_step()
        self._in_step = True
        try:
            yield
        finally:
            self._in_step = False
        self._end_step()

    # -- events

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the clerk goes elsewhere."""
        super().focusOutEvent(event)
        self._end_step()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the stack of the whole report."""
        if is_undo(event):
            self.commit()
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the keys of live numbers; a brace lists the numbers of the tables."""
        if self.live.takes_key(event):
            return
        if event.text() in BRACES and not self.isReadOnly():
            self._end_step()
            super().keyPressEvent(event)
            self.picker.open_at_brace()
        elif not self.textCursor().hasSelection():
            super().keyPressEvent(event)
        elif goes_on_typing(event):
            self._end_step()
            super().keyPressEvent(event)
        else:
            with self._own_step():
                super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """List the numbers of the tables at the brace of an input method, too."""
        brace = event.commitString() in BRACES and not self.isReadOnly()
        if brace or self.textCursor().hasSelection():
            self._end_step()
        super().inputMethodEvent(event)
        if brace:
            self.picker.open_at_brace()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what is dropped, or moved inside the text, as one step; writing goes on behind it."""
        with self._own_step():
            super().dropEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as one step."""
        with self._own_step():
            super().insertFromMimeData(source)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the number under the mouse or at the cursor."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() in _NOT_HERE:
                menu.removeAction(action)
        self.live.fill(menu, event.pos() if by_mouse else None)
        # what came before ended when the menu took the focus; queued, as Qt tells of the choice first
        menu.triggered.connect(self._end_step, Qt.ConnectionType.QueuedConnection)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        )

    # -- keeping it current

    def _on_text_changed(self) -> None:
        if self._showing:
            return
        self._showing = True
        make_chips(self.document())
        self._showing = False
        self._clock.key_typed()
        keep_typed(self.session, self.key, self.raw_text())

    def _on_due(self) -> None:
        if not self.picker.is_open:
            self.commit()

    def _on_session_changed(self, event: SessionEvent) -> None:
        self._showing = True
        self.chips.follow(event)
        if self.key in event.names:
            text, raw = clean_text(self.session.report.text(self.key)), self.raw_text()
            if text != raw:
                cursor = self.textCursor()
                replace_raw(cursor, raw, text)
                self.setTextCursor(cursor)
        self._showing = False
        if event.findings_changed:
            self._highlighter.rehighlight_spans()

"""Editor of a text of several paragraphs: live numbers are chips in it, every pause in typing is a step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from gia_desktop.app.live_cells import LiveCell
from gia_desktop.app.session import Event, Session
from gia_desktop.core.change import text_change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import clean_text, live_cell, paragraphs, resolve_live_numbers
from gia_desktop.ui.live_chip import LiveChips
from gia_desktop.ui.live_text import (
    chip_name,
    insert_raw,
    make_chips,
    read_raw,
    replace_raw,
    to_place,
    to_position,
)
from gia_desktop.ui.narrative_style import NarrativeHighlighter
from gia_desktop.ui.theme import Theme
from gia_desktop.ui.typing_clock import PushText, TypingClock, is_undo, keep_typed

LIVE_MIME: Final = "application/x-gia-live-text"
"""Text on the clipboard or being dragged, with live numbers as reports keep them."""

LONGEST: Final = 50_000
"""Characters of one section; whole reports have a fifth of it."""


class TextTooLongError(GiaError):
    """What is pasted would make a section longer than any report is."""

    code = "GIA-E-451"

    def __init__(self, count: int) -> None:
        """``count`` is the length of what was to be pasted."""
        super().__init__(
            f"要粘贴的文字有 {count} 字，没有粘贴：一个部分最多 {LONGEST} 字。",
            "请先在原来的文件里只选需要的几段，复制后再粘贴。",
        )


class TextEditor(QTextEdit):
    """Plain text of several paragraphs, styled by their own numbering.

    Signals:
        cell_asked: the clerk wants to see the cell of a live number (its key).
        refused: something can't be put in (a ``GiaError``).
    """

    cell_asked = Signal(str)
    refused = Signal(object)

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
        self._chips = LiveChips(self.document(), session, theme, self)
        self._highlighter = NarrativeHighlighter(self.document(), session, key, theme)
        self.setPlainText(session.report.text(key))
        make_chips(self.document())
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._clock.due.connect(self.commit)
        session.listen(self._on_session_changed)

    # -- what it holds

    def raw_text(self) -> str:
        """Return the text as reports keep it, live numbers by their names."""
        return clean_text(read_raw(self.document()))

    def shown_text(self) -> str:
        """Return the text as it is read, live numbers as digits."""
        return self.as_read(self.raw_text())

    def as_read(self, raw: str) -> str:
        """Return a raw text with live numbers as digits."""
        return resolve_live_numbers(raw, self._session.sheet.live)

    def raw_selection(self) -> tuple[int, int]:
        """Return the selected part of the raw text, begin and end alike when nothing is selected."""
        cursor, raw = self.textCursor(), self.raw_text()
        return to_place(raw, cursor.selectionStart()), to_place(raw, cursor.selectionEnd())

    def chip_at_cursor(self) -> LiveCell | None:
        """Return the selected live number, or the one right after or before the cursor."""
        cursor = self.textCursor()
        if cursor.selectionEnd() - cursor.selectionStart() > 1:
            return None
        return self._chip(cursor.selectionStart()) or self._chip(cursor.selectionEnd() - 1)

    def chip_at(self, point: QPoint) -> tuple[int, LiveCell] | None:
        """Return position and live number at a point of the viewport."""
        near = self.cursorForPosition(point).position()
        for position in (near - 1, near):
            chip = self._chip(position)
            if chip is not None and self._covers(position, point):
                return position, chip
        return None

    def _chip(self, position: int) -> LiveCell | None:
        name = chip_name(self.document(), position)
        return self._chips.describe(name) if name else None

    def _covers(self, position: int, point: QPoint) -> bool:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        left = self.cursorRect(cursor)
        cursor.setPosition(position + 1)
        right = self.cursorRect(cursor)
        return left.left() <= point.x() <= right.right() and left.top() <= point.y() <= left.bottom()

    # -- changing it

    def commit(self) -> None:
        """Make what was typed since the last commit a step."""
        self._clock.rest()
        change = text_change(self._session.report, self.key, self.raw_text(), f"编辑“{self._label}”")
        if change.is_empty:
            self._session.drop_half_typed(self.key)
        else:
            self._push(change, self._clock.run)

    def insert(self, raw_text: str) -> None:
        """Insert a text at the cursor, in place of what is selected, as one step that can be undone.

        ``raw_text`` is written as reports keep it: live numbers as ``{t3.new.total}`` become chips.
        """
        start, end = self.raw_selection()
        self.replace(start, end, raw_text)

    def replace(self, start: int, end: int, raw_text: str) -> None:
        """Put a text in place of a part of the raw text, as one step that can be undone."""
        if self.isReadOnly():
            return
        self.commit()
        self._clock.end_run()
        cursor = self._select(start, end)
        insert_raw(cursor, clean_text(raw_text))
        self.setTextCursor(cursor)
        self.commit()
        self._clock.end_run()
        self.ensureCursorVisible()

    def reveal(self, start: int, end: int) -> None:
        """Select a place of the raw text and bring it into sight."""
        self.setTextCursor(self._select(start, end))
        self.ensureCursorVisible()

    def _select(self, start: int, end: int) -> QTextCursor:
        cursor, raw = self.textCursor(), self.raw_text()
        cursor.setPosition(to_position(raw, start))
        cursor.setPosition(to_position(raw, end, end=True), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- clipboard and dragging

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give digits to other programs, live numbers to this one."""
        start, end = self.raw_selection()
        raw = self.raw_text()[start:end]
        data = QMimeData()
        data.setText(self.as_read(raw))
        data.setData(LIVE_MIME, raw.encode())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain paragraphs: no fonts, no tables, no blank lines."""
        text = bytes(source.data(LIVE_MIME).data()).decode() if source.hasFormat(LIVE_MIME) else source.text()
        if len(text) + self.document().characterCount() > LONGEST:
            self.refused.emit(TextTooLongError(len(text)))
            return
        lines = clean_text(text).splitlines()
        insert_raw(
            self.textCursor(), lines[0] if len(lines) == 1 else "\n".join(paragraphs("\n".join(lines)))
        )

    # -- events

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the clerk goes elsewhere."""
        super().focusOutEvent(event)
        self.commit()
        self._clock.end_run()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the stack of the whole report."""
        if is_undo(event):
            self.commit()
            event.ignore()
            return False
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell of a live number under the mouse which cell it shows."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.chip_at(event.pos())
            QToolTip.showText(event.globalPos(), tip_words(found[1]) if found else "", self)
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the cell of a live number; select a word elsewhere."""
        found = self.chip_at(event.position().toPoint())
        if found is not None and found[1].label:
            self.cell_asked.emit(live_cell(found[1].name))
        else:
            super().mouseDoubleClickEvent(event)

    # -- keeping it current

    def _on_text_changed(self) -> None:
        if self._showing:
            return
        self._showing = True
        make_chips(self.document())
        self._showing = False
        self._clock.key_typed()
        keep_typed(self._session, self.key, self.raw_text())

    def _on_cursor_moved(self) -> None:
        chip = self.chip_at_cursor()
        words = f"活数字：{tip_words(chip)}" if chip is not None else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _on_session_changed(self, event: Event) -> None:
        self._showing = True
        self._chips.follow(event)
        if self.key in event.names:
            text = self._session.report.text(self.key)
            raw = self.raw_text()
            if text != raw:
                cursor = self.textCursor()
                replace_raw(cursor, raw, text)
                self.setTextCursor(cursor)
        self._showing = False
        if event.findings_changed:
            self._highlighter.rehighlight_spans()


def tip_words(chip: LiveCell) -> str:
    """Return what is told of a live number: its cell and the figures of both years."""
    return "\n".join(filter(None, (chip.label or chip.raw, chip.words)))

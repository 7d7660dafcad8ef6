"""A text field whose live numbers are chips: what it holds as reports keep it, and as it is read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip

from gia_desktop.app.report.session import Session
from gia_desktop.app.writing.live_cells import LiveCell
from gia_desktop.core.errors import GiaError
from gia_desktop.core.lookalikes import plain_signs
from gia_desktop.core.narrative import clean_text, live_cell, paragraphs, resolve_live_numbers
from gia_desktop.ui.kit.live_mime import LIVE_MIME, live_data, live_text
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.live_chip import LiveChips
from gia_desktop.ui.texts.live_text import (
    chip_name,
    insert_raw,
    make_chips,
    read_raw,
    to_place,
    to_position,
)

LONGEST: Final = 50_000
"""Characters of one section; whole reports have a fifth of it."""


_LONGEST_LIT: Final = 40
"""Of a longer place only the beginning is lit: what is marked in it must be seen."""


class TextTooLongError(GiaError):
    """What is pasted would make a section longer than any report is."""

    code = "GIA-E-451"

    def __init__(self, count: int) -> None:
        """``count`` is the length of what was to be pasted."""
        super().__init__(
            f"要粘贴的文字有 {count} 字，没有粘贴：一个部分最多 {LONGEST} 字。",
            "请先在原来的文件里只选需要的几段，复制后再粘贴。",
        )


class LiveEdit(QTextEdit):
    """Plain text of several paragraphs with live numbers; places are those of the raw text.

    Signals:
        cell_asked: the clerk wants to see the cell of a live number (its key).
        refused: something can't be put in (why).
        said: a sentence for the status line.
    """

    cell_asked = Signal(str)
    refused = Signal(GiaError)
    said = Signal(str)

    def __init__(self, session: Session, text: str, theme: Theme) -> None:
        """Show a raw text with the figures of a session."""
        super().__init__()
        self.session = session
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self._theme = theme
        self._raw: str | None = None
        self.document().contentsChange.connect(self._on_contents_change)
        self.chips = LiveChips(self.document(), session, theme, self)
        self.setPlainText(clean_text(text))
        make_chips(self.document())
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    # -- what it holds

    def raw_text(self) -> str:
        """Return the text as reports keep it, live numbers by their names."""
        if self._raw is None:
            self._raw = clean_text(read_raw(self.document()))
        return self._raw

    def shown_text(self) -> str:
        """Return the text as it is read, live numbers as digits."""
        return self.as_read(self.raw_text())

    def as_read(self, raw: str) -> str:
        """Return a raw text with live numbers as digits."""
        return resolve_live_numbers(raw, self.session.sheet.live)

    def raw_selection(self) -> tuple[int, int]:
        """Return the selected part of the raw text, begin and end alike when nothing is selected."""
        cursor, raw = self.textCursor(), self.raw_text()
        return to_place(raw, cursor.selectionStart()), to_place(raw, cursor.selectionEnd())

    def span(self) -> tuple[int, int]:
        """Return what is selected in the raw text."""
        return self.raw_selection()

    def place_of(self, position: int) -> int:
        """Return where a position of the document is in the raw text."""
        return to_place(self.raw_text(), position)

    # -- live numbers

    def chip_at_cursor(self) -> tuple[int, LiveCell] | None:
        """Return position and live number that is selected, or is right after or before the cursor."""
        cursor = self.textCursor()
        if cursor.selectionEnd() - cursor.selectionStart() > 1:
            return None
        return self._chip(cursor.selectionStart()) or self._chip(cursor.selectionEnd() - 1)

    def chip_at(self, point: QPoint) -> tuple[int, LiveCell] | None:
        """Return position and live number at a point of the viewport."""
        near = self.cursorForPosition(point).position()
        found = (self._chip(position) for position in (near - 1, near))
        return next((chip for chip in found if chip is not None and self._covers(chip[0], point)), None)

    def _chip(self, position: int) -> tuple[int, LiveCell] | None:
        name = chip_name(self.document(), position)
        return (position, self.chips.describe(name)) if name else None

    def _covers(self, position: int, point: QPoint) -> bool:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        left = self.cursorRect(cursor)
        cursor.setPosition(position + 1)
        right = self.cursorRect(cursor)
        return left.left() <= point.x() <= right.right() and left.top() <= point.y() <= left.bottom()

    # -- changing it

    def insert(self, raw_text: str) -> None:
        """Insert a text at the cursor, in place of what is selected, as one step that can be undone.

        ``raw_text`` is written as reports keep it: live numbers as ``{t3.new.total}`` become chips.
        """
        self.replace(*self.raw_selection(), raw_text)

    def replace(self, start: int, end: int, raw_text: str) -> None:
        """Put a text in place of a part of the raw text."""
        cursor = self.select(start, end)
        insert_raw(cursor, clean_text(raw_text))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def reveal(self, start: int, end: int) -> None:
        """Select a place of the raw text and bring it into sight."""
        self.setTextCursor(self.select(start, end))
        self.ensureCursorVisible()

    def point_out(self, start: int, end: int) -> None:
        """Bring a place of the raw text into sight and light it; no key that is pressed erases it."""
        cursor = self.select(start, min(end, start + _LONGEST_LIT))
        lit = QTextEdit.ExtraSelection()
        lit.cursor = QTextCursor(cursor)  # type: ignore[attr-defined]  # unknown to the stubs
        lit.format.setBackground(self._theme.color("selection"))  # type: ignore[attr-defined]
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setExtraSelections([lit])

    def select(self, start: int, end: int) -> QTextCursor:
        """Return a cursor over a part of the raw text."""
        cursor, raw = self.textCursor(), self.raw_text()
        cursor.setPosition(to_position(raw, start))
        cursor.setPosition(to_position(raw, end, end=True), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- clipboard and dragging

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give digits to other programs, live numbers to this one."""
        start, end = self.raw_selection()
        return live_data(self.raw_text()[start:end], self.as_read(self.raw_text()[start:end]))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take texts and live numbers."""
        return source.hasFormat(LIVE_MIME) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain paragraphs: no fonts, no tables, no blank lines."""
        text = plain_signs(live_text(source) or source.text())
        if len(text) + self.document().characterCount() > LONGEST:
            self.refused.emit(TextTooLongError(len(text)))
            return
        lines = clean_text(text).splitlines()
        pasted = lines[0] if len(lines) == 1 else "\n".join(paragraphs("\n".join(lines)))
        if pasted:  # line ends alone must not delete what is selected
            insert_raw(self.textCursor(), pasted)

    # -- events

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell of a live number under the mouse which cell it shows."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.chip_at(event.pos())
            QToolTip.showText(event.globalPos(), _words(found[1]) if found else "", self)
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the cell of a live number; select a word elsewhere."""
        found = self.chip_at(event.position().toPoint())
        if found is not None and found[1].label:
            self.cell_asked.emit(live_cell(found[1].name))
        else:
            super().mouseDoubleClickEvent(event)

    def _on_contents_change(self, _position: int, _removed: int, _added: int) -> None:
        self._raw = None

    def _on_cursor_moved(self) -> None:
        if self.extraSelections():
            self.setExtraSelections([])
        found = self.chip_at_cursor()
        words = f"活数字：{_words(found[1])}" if found is not None else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)


def _words(chip: LiveCell) -> str:
    """Return what is told of a live number: its cell and the figures of both years."""
    return "\n".join(filter(None, (chip.label or chip.raw, chip.words)))

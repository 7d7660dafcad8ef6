"""The list of the tables' numbers that opens at a brace: type words of a label, Enter inserts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from gia_desktop.app.writing.live_cells import LiveCell, LiveChoices
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.qt import ENTER
from gia_desktop.ui.texts.live_edit import LiveEdit
from gia_desktop.ui.texts.live_text import OBJECT

BRACES: Final = ("{", "｛")

_MOST: Final = 60
_ROWS: Final = 8
_LONGEST_QUERY: Final = 30
_GAP: Final = 2
"""Pixels between the list and the line of its brace."""
_HINT: Final = "写行、列的名称来找，如“新收 总计”“较上年 新收”。↑↓ 选，回车插入，Esc 关闭。"
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


class LivePicker(QFrame):
    """Shows what fits the words between a brace and the cursor; the keys stay with the editor.

    Signals:
        closed: nothing is being chosen any more.
    """

    closed = Signal()

    def __init__(self, editor: LiveEdit) -> None:
        """Serve an editor; hidden until a brace is typed."""
        super().__init__(editor)
        self._editor = editor
        self._choices = LiveChoices(editor.session.committed)
        self._brace = -1
        self._own_brace = False
        self.setObjectName("card")
        self.model: LinesModel[LiveCell] = LinesModel(("格", "数", "两年的数"), _row)
        self.view = lines_view(self.model, "表中的数", stretched=0)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.horizontalHeader().hide()
        self.view.setShowGrid(False)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.clicked.connect(self._on_clicked)
        self.hint = QLabel(_HINT)
        self.hint.setObjectName("quiet")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.view)
        column.addWidget(self.hint)
        self.hide()
        editor.installEventFilter(self)
        editor.cursorPositionChanged.connect(self._on_cursor_moved)
        editor.textChanged.connect(self._on_cursor_moved)
        editor.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def is_open(self) -> bool:
        """Tell whether a number is being chosen."""
        return self._brace >= 0

    def open(self) -> None:
        """Put a brace at the cursor and list the numbers."""
        self._editor.insert(BRACES[0])
        self.open_at_brace()
        self._own_brace = True

    def open_at_brace(self) -> None:
        """List the numbers for the brace right before the cursor."""
        self._choices = LiveChoices(self._editor.session.committed)
        self._brace = self._editor.textCursor().position() - 1
        self._own_brace = False
        self.setParent(self._editor.window())
        self._show_found()
        self.show()
        self.raise_()

    def close_list(self) -> None:
        """Leave what was typed as it is."""
        if self.is_open:
            self._brace = -1
            self.hide()
            self.setParent(self._editor)  # so that it goes with its page
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list from the editor while it is open."""
        if not self.is_open:
            return False
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.close_list()
        elif event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._wants(event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._wants(event):
            self._take(Qt.Key(event.key()))
            return True
        return False

    def _wants(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        return key == Qt.Key.Key_Escape or (
            bool(self.model.items) and (key in _STEPS or key in ENTER or key == Qt.Key.Key_Tab)
        )

    def _take(self, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Escape:
            self._give_up()
        elif key in _STEPS:
            row = self.view.currentIndex().row() + _STEPS[key]
            self.view.selectRow(max(0, min(row, len(self.model.items) - 1)))
        else:
            self._choose(self.view.currentIndex().row())

    def _give_up(self) -> None:
        empty, start = self._query() == "", self._brace
        if self._own_brace and empty:
            place = self._editor.place_of(start)
            self._editor.replace(place, place + 1, "")
        self.close_list()

    def _choose(self, row: int) -> None:
        start = self._editor.place_of(self._brace)
        end = self._editor.raw_selection()[1]
        self._editor.replace(start, end, self.model.items[row].raw)
        self.close_list()

    def _query(self) -> str | None:
        """Return what was typed after the brace; None when the cursor left it."""
        cursor = QTextCursor(self._editor.textCursor())
        end = cursor.position()
        if end <= self._brace or self._editor.document().characterAt(self._brace) not in BRACES:
            return None
        cursor.setPosition(self._brace + 1)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        query = cursor.selectedText()
        ended = len(query) > _LONGEST_QUERY or any(sign in query for sign in ("}", "｝", OBJECT, "\u2029"))
        return None if ended else query

    def _on_cursor_moved(self) -> None:
        if self.is_open:
            self._show_found()

    def _on_scrolled(self, _value: int) -> None:
        if self.is_open:
            self._place()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _show_found(self) -> None:
        query = self._query()
        if query is None:
            self.close_list()
            return
        self.model.show(self._choices.search(query, _MOST))
        self.view.selectRow(0)
        self.hint.setText(_HINT if self.model.items else "没有名称里有这些字的格，Esc 关闭。")
        self._place()

    def _place(self) -> None:
        """Stand below the line of the brace, or above it where more room is."""
        window, row = self._editor.window(), self.view.verticalHeader().defaultSectionSize()
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(self._brace)
        line = self._editor.cursorRect(cursor)
        line.moveTo(self._editor.viewport().mapTo(window, line.topLeft()))
        wide = min(window.width() - 16, self._editor.fontMetrics().horizontalAdvance("字") * 42)
        rest = self.hint.heightForWidth(wide - 8) + 16
        below, above = window.height() - line.bottom() - _GAP, line.top() - _GAP
        wanted = min(_ROWS, len(self.model.items)) * row + rest
        is_below = wanted <= below or below >= above
        room = below if is_below else above
        high = min(wanted, (room - rest) // row * row + rest)
        top = line.bottom() + _GAP if is_below else line.top() - _GAP - high
        self.setGeometry(max(8, min(line.left(), window.width() - wide - 8)), top, wide, high)


def _row(live: LiveCell) -> tuple[str, str, str]:
    # Without last year the words would only say the figure again.
    return live.label, live.shown if live.known else "—", live.words if "　" in live.words else ""

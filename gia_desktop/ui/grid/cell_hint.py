"""Words beside a cell that wants a second look. They wait: typing goes on below them."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.app.report.cell_help import Doubt, doubt_about
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, format_value, read_value
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.cards import link
from gia_desktop.ui.kit.qt import follow

_WIDEST: Final = 380
_GAP: Final = 5


class CellHint(QFrame):
    """The words and what can be done; it never takes the keyboard.

    Signals:
        taken: what is offered is right.
        kept: what stands in the cell is right, or is looked at later.
    """

    taken = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("cellHint")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.take, self.keep = link(""), link("")
        self.take.clicked.connect(self.taken)
        self.keep.clicked.connect(self.kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 5)
        column.setSpacing(3)
        column.addWidget(self.words)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.take, self.keep):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(button)
        line.addStretch()
        column.addLayout(line)
        self.hide()

    def show_doubt(self, label: str, shown: str, doubt: Doubt) -> None:
        """Say what is doubtful in a cell; ``shown`` is what stands there."""
        basis = f"（{escape(doubt.basis)}）" if doubt.basis else ""
        self.words.setText(f"<b>{escape(label)}</b>　{escape(doubt.words)}{basis}")
        self.take.setText(f"改成 {doubt.offer}")
        self.take.setVisible(bool(doubt.offer))
        self.keep.setText(f"仍填 {shown}" if doubt.may_stay else "知道了")

    def fit(self, room: QRect, cell: QRect, free: QRect) -> None:
        """Stand beside a cell within a room, and off another place that has to stay free."""
        width = min(_WIDEST, room.width() - 2 * _GAP)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        self.setFixedSize(width, height)
        left = max(room.left() + _GAP, min(cell.right() - width + 1, room.right() - width - _GAP))
        top = max(room.top() + _GAP, min(cell.center().y() - height // 2, room.bottom() - height - _GAP))
        places = [
            QPoint(left, cell.top() - height - _GAP),
            QPoint(left, cell.bottom() + _GAP),
            QPoint(cell.right() + _GAP, top),
            QPoint(cell.left() - width - _GAP, top),
            QPoint(left, room.top() + _GAP),
            QPoint(left, room.bottom() - height - _GAP),
        ]
        fitting = (
            place
            for place in places
            if room.contains(QRect(place, self.size())) and not free.intersects(QRect(place, self.size()))
        )
        self.move(next(fitting, places[-1]))


class CellHints(QObject):
    """Shows the hint of one table: of the cell typed into last, or of the current one.

    Signals:
        said: a sentence for the status line.
    """

    said = Signal(str)

    def __init__(self, session: Session, model: TableModel, view: TableView) -> None:
        """Follow what is typed into a table."""
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        self._locked = False
        self._kept: dict[CellKey, Value] = {}
        self.key: CellKey | None = None
        self._offer = ""
        self.hint = CellHint(view.viewport())
        self.hint.taken.connect(self._on_taken)
        self.hint.kept.connect(self._on_kept)
        model.entered.connect(self._on_entered)
        view.current_changed.connect(self._on_current_changed)
        view.fitted.connect(self._place)
        follow(self, session.listen, self._on_session_changed)

    def set_locked(self, *, locked: bool) -> None:
        """Say nothing about what can't be changed."""
        self._locked = locked
        self.hint.setEnabled(not locked)
        if locked:
            self._close()

    def _on_entered(self, key: str) -> None:
        # Once the field is closed and the next cell is reached: the hint stands off that one.
        QTimer.singleShot(0, self, partial(self._show, CellKey(key), told=True))

    def _on_current_changed(self, key: str) -> None:
        if not key or not self._show(CellKey(key), told=False):
            self._place()

    def _show(self, key: CellKey, *, told: bool) -> bool:
        """Show what is doubtful in a cell; tell whether there is anything."""
        sheet = self._session.committed
        doubt, value = doubt_about(sheet, key), sheet.now[key]
        if doubt is None or self._locked or (key in self._kept and self._kept[key] == value):
            return False
        self.key, self._offer = key, doubt.offer
        self.hint.show_doubt(sheet.format.cells[key].label, format_value(value), doubt)
        self.hint.show()
        self.hint.raise_()
        self._place()
        if told:
            way = f"回到那一格按 Ctrl+Enter 就改成 {doubt.offer}。" if doubt.offer else ""
            self.said.emit(f"{sheet.format.cells[key].label}：{doubt.words}{way}")
        return True

    def _place(self) -> None:
        if self.key is not None:
            view = self._view
            now = view.visualRect(view.currentIndex())
            cell = view.visualRect(self._model.index_of(self.key))
            self.hint.fit(view.viewport().rect(), cell, now)

    def _close(self) -> None:
        self.key = None
        self.hint.hide()

    def _on_taken(self) -> None:
        if self.key is not None:
            cell = self._session.sheet.format.cells[self.key]
            value = read_value(self._offer, cell.kind)
            self._model.commit({cell.key: value}, f"填写“{cell.label}”", "offered")

    def _on_kept(self) -> None:
        if self.key is not None:
            self._kept[self.key] = self._session.committed.now[self.key]
        self._close()

    def _on_session_changed(self, event: SessionEvent) -> None:
        if self.key is not None and self.key in event.names:
            key = self.key
            if doubt_about(self._session.committed, key) is None:
                self._close()
            else:
                self._show(key, told=False)

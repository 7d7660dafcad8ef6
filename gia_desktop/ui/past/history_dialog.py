"""The history of a cell, a tab or the whole report; an older value can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.program.moments import when
from gia_desktop.app.report.differences import in_context, pieces
from gia_desktop.app.report.history_lines import HistoryLine, Scope
from gia_desktop.drafts.records import HistoryEntry
from gia_desktop.ui.kit.cards import toggle
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.past.difference_html import pieces_html

_HEADS: Final = ("时间", "位置", "原来", "改成", "怎么来的")
_PLACE: Final = 1
_SHARED: Final = (_PLACE, 2, 3, 4)
"""Columns that share the room: place, old, new, and how it came."""


class HistoryDialog(QDialog):
    """Shows when and how every value came, newest first.

    Attributes:
        before: what stood there before the chosen change is wanted, not what it made of it.
    """

    def __init__(
        self,
        scopes: Sequence[Scope],
        lines_of: Callable[[Scope], Sequence[HistoryLine]],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        locked: bool = False,
    ) -> None:
        """Start with the first scope; nothing can be taken back in a locked report."""
        super().__init__(parent)
        self.setWindowTitle("历史")
        self._scopes = scopes
        self._lines_of = lines_of
        self._theme = theme
        self._locked = locked
        self.before = True
        self.model = LinesModel[HistoryLine](_HEADS, _words)
        self.view = lines_view(self.model, "历史", _SHARED[0])
        for place in _SHARED:
            self.view.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.view.doubleClicked.connect(self._on_double_clicked)
        self.scope_buttons: list[QPushButton] = []
        self.empty = QLabel("这里还没有填过，也没有改过。合计格是自动计算的，看组成它的各格。")
        self.empty.setObjectName("quiet")
        self.details = QTextBrowser()
        self.details.setAccessibleName("选中的一次改动")
        self._build()
        self.show_scope(0)
        resize_within_screen(self, 920, 560)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        line = QHBoxLayout()
        for place, scope in enumerate(self._scopes):
            button = toggle(scope.words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, place=place: self.show_scope(place))
            self.scope_buttons.append(button)
            line.addWidget(button)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self.empty)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.view)
        parts.addWidget(self.details)
        parts.setSizes([330, 130])
        column.addWidget(parts, 1)
        buttons = Decision(self, "退回到改之前", "关闭")
        self.take_back = buttons.accepting
        self.take_after = buttons.add_beside("退回到改之后")
        self.take_after.setAutoDefault(False)
        self.take_after.clicked.connect(self._on_after)
        column.addWidget(buttons)

    def show_scope(self, place: int) -> None:
        """Show the history of another scope."""
        for number, button in enumerate(self.scope_buttons):
            button.setChecked(number == place)
        scope = self._scopes[place]
        self.model.show(self._lines_of(scope))
        self.view.setColumnHidden(_PLACE, len(scope.keys) == 1)  # its switch names it already
        self.empty.setVisible(not self.model.items)
        self._on_selected()
        if self.model.items:
            self.view.selectRow(0)
            self.view.setFocus()

    def entry(self) -> HistoryEntry | None:
        """Return the change to go back to, None when nothing of that kind is selected."""
        line = self._line()
        return line.entry if line is not None else None

    def _line(self) -> HistoryLine | None:
        rows = self.view.selectionModel().selectedRows()
        return self.model.items[rows[0].row()] if rows else None

    def _on_selected(self) -> None:
        line = self._line()
        possible = line is not None and line.entry is not None and not self._locked
        for button in (self.take_back, self.take_after):
            button.setEnabled(possible)
            button.setToolTip("这份报告现在只能看，不能改" if self._locked else "成为一步改动，可以撤销")
        self.details.setHtml("" if line is None or line.entry is None else self._details(line))

    def _details(self, line: HistoryLine) -> str:
        if line.texts is None:
            return f"{escape(line.place)}：{escape(line.old)}　→　<b>{escape(line.new)}</b>"
        quiet = self._theme.tokens.quiet
        note = f"<span style='color:{quiet}'>〔划线〕是删去的，下划线是写入的。</span><br>"
        return note + pieces_html(in_context(pieces(*line.texts)), self._theme)

    def _on_after(self) -> None:
        self.before = False
        self.accept()

    def _on_double_clicked(self) -> None:
        if self.take_back.isEnabled():
            self.accept()


def _words(line: HistoryLine) -> Sequence[str]:
    return (when(line.at), line.place, line.old, line.new, line.how)

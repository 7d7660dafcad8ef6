"""The start page: what to do, my reports, what comes next with the legal dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.next_steps import NextStep, next_steps
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.kit.moments import when
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.theme import Theme

SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1
YEAR_ROLE = Qt.ItemDataRole.UserRole + 2
_WIDE_PAGE = 1000
_WIDE_LIST = 560
"""A list narrower than this leaves the state out, so that problems and progress keep their room."""


class ReportsModel(QAbstractListModel):
    """Reports, newest year first; the first of each year carries its heading."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.summaries: list[DraftSummary] = []

    def show(self, summaries: Sequence[DraftSummary]) -> None:
        """Show these reports."""
        self.beginResetModel()
        self.summaries = sorted(summaries, key=lambda item: item.year, reverse=True)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of reports."""
        return 0 if parent.isValid() else len(self.summaries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one report, its words, or the year when it begins one."""
        if not index.isValid():
            return None
        item = self.summaries[index.row()]
        if role == SUMMARY_ROLE:
            return item
        if role == YEAR_ROLE:
            first = index.row() == 0 or self.summaries[index.row() - 1].year != item.year
            return item.year if first else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{item.unit}，{item.year} 年度，{item.state.word}，{_problems(item)}"
        return None


class ReportDelegate(QStyledItemDelegate):
    """Paints one report: unit and last change, state, problems, how much is filled."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Use the colours of a theme."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, and one more for the heading of a year."""
        line = round(self._theme.text_px * 4.2)
        head = round(self._theme.text_px * 2.1)
        return QSize(300, line + (head if index.data(YEAR_ROLE) is not None else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a report."""
        theme, item = self._theme, index.data(SUMMARY_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        if (year := index.data(YEAR_ROLE)) is not None:
            head = QRect(rect.left(), rect.top(), rect.width(), round(theme.text_px * 2.1))
            painter.fillRect(head, theme.color("head"))
            painter.setPen(theme.color("quiet"))
            painter.setFont(theme.font())
            painter.drawText(head.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{year} 年度")
            rect = rect.adjusted(0, head.height(), 0, 0)
        lit = state & state.__class__.State_Selected or state & state.__class__.State_MouseOver
        painter.fillRect(rect, theme.color("cross" if lit else "sheet"))
        if state & state.__class__.State_Selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("accent"))
        self._paint_words(painter, rect, item)
        painter.setPen(QPen(theme.color("grid")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_words(self, painter: QPainter, rect: QRect, item: DraftSummary) -> None:
        theme, width = self._theme, rect.width()
        unit = QRect(rect.left() + 16, rect.top() + 6, round(width * 0.46) - 20, rect.height() // 2 - 4)
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(1.08, bold=True))
        name = item.unit or "（未填单位）"
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, unit.width())
        painter.drawText(unit, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(0.92))
        below = unit.translated(0, unit.height())
        painter.drawText(
            below, Qt.AlignmentFlag.AlignVCenter, f"{when(item.modified)} 改动 · {item.format} 年格式"
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        if width >= _WIDE_LIST:
            chip = QRect(rect.left() + round(width * 0.46), rect.top(), round(width * 0.12), rect.height())
            painter.drawText(chip, middle, item.state.word)
        left = 0.59 if width >= _WIDE_LIST else 0.48
        problems = QRect(
            rect.left() + round(width * left), rect.top(), round(width * (0.82 - left)), rect.height()
        )
        token = "must_fix" if item.progress.must_fix else ("explain" if item.progress.explain else "good")
        painter.setPen(theme.color(token))
        words = painter.fontMetrics().elidedText(
            _problems(item), Qt.TextElideMode.ElideRight, problems.width()
        )
        painter.drawText(problems, middle, words)
        self._paint_bar(painter, rect, item)

    def _paint_bar(self, painter: QPainter, rect: QRect, item: DraftSummary) -> None:
        theme = self._theme
        share = item.progress.filled / item.progress.total if item.progress.total else 0.0
        bar = QRect(
            rect.left() + round(rect.width() * 0.83), rect.center().y() - 12, round(rect.width() * 0.14), 6
        )
        painter.fillRect(bar, theme.color("grid"))
        painter.fillRect(QRect(bar.left(), bar.top(), round(bar.width() * share), 6), theme.color("good"))
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(0.92))
        painter.drawText(
            bar.adjusted(0, 10, 20, 26), Qt.AlignmentFlag.AlignLeft, f"已填 {int(share * 100)} %"
        )


class ReportsList(QListView):
    """The list; Enter and double click open a report."""

    open_asked = Signal(int)
    delete_asked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, put away by Delete."""
        index = self.currentIndex()
        if index.isValid() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_asked.emit(index.data(SUMMARY_ROLE).id)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(index.data(SUMMARY_ROLE).id)
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """Choose a report or make one.

    Attributes:
        clock: tells what time it is here; pictures of the manual let it stand.

    Signals:
        action_asked: a button at the left was pressed (its name).
        open_asked, delete_asked, export_asked: what to do with a report (its number).
    """

    action_asked = Signal(str)
    open_asked = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, theme: Theme, actions: Sequence[tuple[str, str, str]]) -> None:
        """``actions`` are the big buttons: name, title, explanation; the first is the main one."""
        super().__init__()
        self.setObjectName("page")
        self._theme = theme
        self.clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone()
        self.model = ReportsModel()
        self.list = ReportsList()
        self.buttons: dict[str, ActionButton] = {}
        self.waste_bin = QPushButton(self)
        self._empty = QLabel(
            "还没有年报。\n从左边开始：新建一份，或打开已有的文件；也可以先用样报练习。\n"
            "第一次用，按 F1 看“九步写完年报”。"
        )
        self._steps = QVBoxLayout()
        self._step_lines: list[StepLine] = []
        self.header = self._make_header()
        self._build(actions)

    def _build(self, actions: Sequence[tuple[str, str, str]]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = QHBoxLayout()
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(18)
        body.addWidget(self._action_column(actions), 26)
        body.addWidget(self._list_card(), 70)
        self._next = self._steps_card()
        body.addWidget(self._next, 30)
        column.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what comes next where the list itself has too little room."""
        super().resizeEvent(event)
        self._next.setVisible(event.size().width() >= _WIDE_PAGE)

    def _make_header(self) -> QFrame:
        header = QFrame()
        header.setObjectName("topLine")
        line = QHBoxLayout(header)
        line.setContentsMargins(14, 4, 14, 4)
        name = QLabel("政府信息公开年报助手")
        name.setObjectName("reportTitle")
        offline = QLabel("全部数据只在这台电脑上，不联网")
        offline.setObjectName("quiet")
        line.addWidget(name)
        line.addStretch()
        line.addWidget(offline)
        return header

    def _action_column(self, actions: Sequence[tuple[str, str, str]]) -> QScrollArea:
        """Return the big buttons; on a low screen the last ones are reached by scrolling."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for place, (name, title, note) in enumerate(actions):
            button = ActionButton(title, note, self._theme, primary=place == 0)
            button.clicked.connect(lambda _checked=False, wish=name: self.action_asked.emit(wish))
            self.buttons[name] = button
            column.addWidget(button)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(box)
        scroll.setMinimumWidth(box.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        return scroll

    def _list_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QLabel("我的年报")
        head.setObjectName("panelTitle")
        head.setContentsMargins(16, 10, 16, 10)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ReportDelegate(self._theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("我的年报")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self.list.doubleClicked.connect(self._on_double_clicked)
        self.list.open_asked.connect(self.open_asked)
        self.list.delete_asked.connect(self.delete_asked)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._empty.setObjectName("quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waste_bin.setObjectName("link")
        self.waste_bin.clicked.connect(lambda: self.action_asked.emit("waste_bin"))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 12, 0)
        line.addWidget(head, 1)
        line.addWidget(self.waste_bin)
        column.addLayout(line)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        return card

    def _steps_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QLabel("接下来做什么")
        head.setObjectName("panelTitle")
        head.setContentsMargins(16, 10, 16, 10)
        column.addWidget(head)
        self._steps.setSpacing(0)
        column.addLayout(self._steps)
        column.addStretch()
        return card

    def show_reports(self, summaries: Sequence[DraftSummary]) -> None:
        """Show the list; the last changed report is the current one."""
        self.model.show(summaries)
        self.list.setVisible(bool(summaries))
        self._empty.setVisible(not summaries)
        if summaries:
            newest = max(self.model.summaries, key=lambda item: item.modified)
            self.list.setCurrentIndex(self.model.index(self.model.summaries.index(newest)))
        self._show_steps(None if not summaries else self.list.currentIndex().data(SUMMARY_ROLE))

    def show_deleted(self, count: int) -> None:
        """Offer the waste bin while something is in it."""
        self.waste_bin.setText(f"回收站（{count}）")
        self.waste_bin.setVisible(count > 0)

    @property
    def chosen(self) -> DraftSummary | None:
        """The report chosen in the list, None while nothing is."""
        index = self.list.currentIndex()
        return self.model.summaries[index.row()] if index.isValid() else None

    def _show_steps(self, summary: DraftSummary | None) -> None:
        for line in self._step_lines:
            self._steps.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._step_lines = []
        for number, step in enumerate(next_steps(summary, self.clock().date()), 1):
            line = StepLine(number, step, self._theme)
            self._steps.addWidget(line)
            self._step_lines.append(line)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._show_steps(current.data(SUMMARY_ROLE))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_asked.emit(index.data(SUMMARY_ROLE).id)

    def _on_menu_asked(self, position: Any) -> None:
        index = self.list.indexAt(position)
        if not index.isValid():
            return
        number = index.data(SUMMARY_ROLE).id
        menu = QMenu(self)
        menu.addAction("打开", lambda: self.open_asked.emit(number))
        menu.addAction("移到回收站", lambda: self.delete_asked.emit(number))
        menu.exec(self.list.viewport().mapToGlobal(position))


class ActionButton(QPushButton):
    """A big button with a title and a line of explanation."""

    def __init__(self, title: str, note: str, theme: Theme, *, primary: bool) -> None:
        """Lay out the two lines."""
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setObjectName("primary" if primary else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(2)
        tokens = theme.tokens
        inks = (tokens.on_accent, tokens.on_accent) if primary else (tokens.ink, tokens.quiet)
        for text, ink, scale, bold in ((title, inks[0], 1.12, True), (note, inks[1], 0.95, False)):
            label = self.note = QLabel(text)
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            weight = "bold" if bold else "normal"
            size = round(theme.text_px * scale)
            label.setStyleSheet(
                f"color:{ink};background:transparent;font-size:{size}px;font-weight:{weight};"
            )
            column.addWidget(label)
        self.setMinimumWidth(round(theme.text_px * 17))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """As high as its two texts need at its width."""
        layout = self.layout()
        width = max(self.width(), self.minimumWidth())
        return QSize(width, layout.heightForWidth(width) if layout is not None else 0)

    def minimumSizeHint(self) -> QSize:
        """Never lower than its texts."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the texts wrap otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_note(self, note: str) -> None:
        """Show another line of explanation."""
        self.note.setText(note)
        self.setAccessibleDescription(note)


class StepLine(QFrame):
    """One line of what to do next."""

    def __init__(self, number: int, step: NextStep, theme: Theme) -> None:
        """Show a tick or a number, the step and a remark."""
        super().__init__()
        self.setObjectName("cardHead")
        self.setStyleSheet(f"QFrame#cardHead{{background:{theme.tokens.sheet};}}")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 7, 12, 7)
        mark = QLabel("✓" if step.done else str(number))
        size = round(theme.text_px * 1.5)
        mark.setFixedSize(size, size)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        back, ink = (
            (theme.tokens.good, theme.tokens.sheet) if step.done else (theme.tokens.grid, theme.tokens.ink)
        )
        mark.setStyleSheet(f"background:{back};color:{ink};border-radius:{size // 2}px;")
        words = QVBoxLayout()
        words.setSpacing(0)
        title, note = QLabel(step.title), QLabel(step.note)
        title.setFont(theme.font(bold=step.now))
        title.setWordWrap(True)
        note.setObjectName("quiet")
        note.setWordWrap(True)
        words.addWidget(title)
        words.addWidget(note)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)


def _problems(item: DraftSummary) -> str:
    found = item.progress
    words = [f"✗ 必须改 {found.must_fix}"] if found.must_fix else []
    words += [f"! 可说明 {found.explain}"] if found.explain else []
    return "　".join(words) or "✓ 没有问题"

"""The list of reports on the home page, and what comes next with the chosen one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.program.moments import when
from gia_desktop.app.report.library import Library
from gia_desktop.app.report.next_steps import next_steps
from gia_desktop.drafts.records import WRITTEN_KEYS, DraftSummary
from gia_desktop.ui.backups.flow import WASTE_BIN
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.frame.work import Shelf
from gia_desktop.ui.kit.cards import StepLine, link
from gia_desktop.ui.kit.qt import Index, is_lit, is_selected, rect_of
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report import wishes

SUMMARY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
YEAR_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_EXERCISE_WORDS: Final = {"practice": "练习", "sample": "样报"}
_WIDE_LIST: Final = 560
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
            return f"{name_words(item)}，{item.year} 年度，{kind_words(item)}，{problem_words(item)}"
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
        return QSize(self._theme.text_px, line + (head if index.data(YEAR_ROLE) is not None else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a report."""
        theme, item, rect = self._theme, index.data(SUMMARY_ROLE), rect_of(option)
        if (year := index.data(YEAR_ROLE)) is not None:
            head = QRect(rect.left(), rect.top(), rect.width(), round(theme.text_px * 2.1))
            painter.fillRect(head, theme.color("head"))
            painter.setPen(theme.color("quiet"))
            painter.setFont(theme.font())
            painter.drawText(head.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{year} 年度")
            rect = rect.adjusted(0, head.height(), 0, 0)
        painter.fillRect(rect, theme.color("cross" if is_lit(option) else "sheet"))
        if is_selected(option):
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("accent"))
        self._paint_words(painter, rect, item)
        painter.setPen(QPen(theme.color("grid")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_words(self, painter: QPainter, rect: QRect, item: DraftSummary) -> None:
        theme, width = self._theme, rect.width()
        is_wide, bar = width >= _WIDE_LIST, self._bar(rect)
        below = QRect(rect.left() + 16, rect.top() + 6, round(width * 0.46) - 20, rect.height() // 2 - 4)
        unit = QRect(below)
        if not is_wide:  # what was found stands beside the second line: the name has the first one to itself
            unit.setRight(bar.left() - theme.text_px // 2)
        below.translate(0, unit.height())
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(1.08, bold=True))
        shown = fitting_name(name_words(item), painter.fontMetrics(), unit.width())
        painter.drawText(unit, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(0.92))
        changed = painter.fontMetrics().elidedText(
            f"{below_words(item)}{when(item.modified)} 改动 · {item.format} 年格式",
            Qt.TextElideMode.ElideRight,
            below.width(),
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, changed)
        middle = Qt.AlignmentFlag.AlignVCenter
        if is_wide:
            chip = QRect(rect.left() + round(width * 0.46), rect.top(), round(width * 0.12), rect.height())
            painter.drawText(chip, middle, kind_words(item))
        beside = rect if is_wide else below
        left = rect.left() + round(width * (0.59 if is_wide else 0.48))
        problems = QRect(left, beside.top(), 0, beside.height())
        problems.setRight(bar.left() - theme.text_px // 2)
        brief = painter.fontMetrics().horizontalAdvance(problem_words(item)) > problems.width()
        for token, words in problem_parts(item, brief=brief):
            painter.setPen(theme.color(token))
            painter.drawText(problems, middle, words)
            problems.setLeft(problems.left() + painter.fontMetrics().horizontalAdvance(f"{words}{_APART}"))
        self._paint_bar(painter, bar, item)

    def _bar(self, rect: QRect) -> QRect:
        """Return where the bar of a report lies."""
        wide = max(round(rect.width() * 0.14), round(self._theme.text_px * 4.4))
        right = rect.right() - round(rect.width() * 0.03)
        return QRect(right - wide, rect.center().y() - 12, wide, 6)

    def _paint_bar(self, painter: QPainter, bar: QRect, item: DraftSummary) -> None:
        theme = self._theme
        share = share_of(item)
        # In high contrast a ground of its own would be as light as the filling: only its edge is drawn.
        painter.fillRect(bar, theme.color("sheet" if theme.name == "high_contrast" else "grid"))
        painter.setPen(theme.color("grid"))
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
        painter.fillRect(QRect(bar.left(), bar.top(), round(bar.width() * share), 6), theme.color("good"))
        painter.setPen(theme.color("quiet"))
        painter.setFont(theme.font(0.92))
        room = bar.adjusted(0, 10, 8, 26)
        words = done_words(item)
        if painter.fontMetrics().horizontalAdvance(words) > room.width():
            words = f"{int(share * 100)} %"
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, words)


class ReportsList(QListView):
    """The list; Enter and double click open a report.

    Signals:
        open_asked, delete_asked: what to do with a report (its number).
    """

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


class ReportShelf(Shelf):
    """Chooses a report.

    Attributes:
        clock: tells what time it is here; pictures of the manual let it stand.
    """

    def __init__(self, library: Library, table: Wishes, theme: Theme) -> None:
        """Show the reports of a library once ``refresh`` is called."""
        super().__init__()
        self._library = library
        self._wishes = table
        self._theme = theme
        self.clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone()
        self.model = ReportsModel()
        self.list = ReportsList()
        self.corner = self.waste_bin = link("", self)
        self.steps = QWidget()
        self._step_column = QVBoxLayout(self.steps)
        self._step_column.setContentsMargins(0, 0, 0, 0)
        self._step_column.setSpacing(0)
        self._step_lines: list[StepLine] = []
        self._empty = QLabel(
            "还没有年报。\n先承接上年、新建一份，或打开已有的文件；也可以先用样报练习。\n"
            "第一次用，按 F1 看“五步写完年报”。"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self._empty.setObjectName("quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ReportDelegate(self._theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("我的年报")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        self.leading = self.list

    def _connect(self) -> None:
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self.list.doubleClicked.connect(self._on_double_clicked)
        self.list.open_asked.connect(self._on_open_asked)
        self.list.delete_asked.connect(self._on_delete_asked)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.waste_bin.clicked.connect(self._wishes.asks(WASTE_BIN))

    def refresh(self) -> None:
        """Show the reports there are; the last changed one is the current one."""
        summaries, deleted = self._library.summaries(), len(self._library.deleted())
        self.model.show(summaries)
        self.list.setVisible(bool(summaries))
        self._empty.setVisible(not summaries)
        self.waste_bin.setText(f"回收站（{deleted}）")
        self.waste_bin.setVisible(deleted > 0)
        if summaries:
            newest = max(self.model.summaries, key=lambda item: item.modified)
            self.list.setCurrentIndex(self.model.index(self.model.summaries.index(newest)))
        self._show_steps(self.chosen)

    @property
    def chosen(self) -> DraftSummary | None:
        """The report chosen in the list, None while nothing is."""
        index = self.list.currentIndex()
        return self.model.summaries[index.row()] if index.isValid() else None

    def _show_steps(self, summary: DraftSummary | None) -> None:
        for line in self._step_lines:
            self._step_column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._step_lines = []
        steps = next_steps(summary, self.clock().date())
        for number, step in enumerate(steps, 1):
            # The list of reports needs the room of remarks that are of no use yet, or none any more.
            is_told = step.now or step is steps[-1] or step.note.startswith("!")
            note = step.note if is_told else ""
            line = StepLine(number, step.title, note, self._theme, done=step.done, now=step.now)
            line.setToolTip(step.note)
            self._step_column.addWidget(line)
            self._step_lines.append(line)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._show_steps(current.data(SUMMARY_ROLE))

    def _on_open_asked(self, number: int) -> None:
        self._wishes.do(wishes.OPEN_REPORT, number)

    def _on_delete_asked(self, number: int) -> None:
        self._wishes.do(wishes.DELETE, number)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._wishes.do(wishes.OPEN_REPORT, index.data(SUMMARY_ROLE).id)

    def _on_menu_asked(self, position: QPoint) -> None:
        index = self.list.indexAt(position)
        if not index.isValid():
            return
        number = index.data(SUMMARY_ROLE).id
        menu = QMenu(self)
        for wish in (wishes.OPEN_REPORT, wishes.NICKNAME, wishes.DUPLICATE, wishes.DELETE):
            menu.addAction(wish.words).triggered.connect(self._wishes.asks(wish, number))
        menu.exec(self.list.viewport().mapToGlobal(position))
        menu.deleteLater()


def name_words(item: DraftSummary) -> str:
    """Return what a report is called in the list: its own name there, or its unit."""
    return item.nickname or item.unit or "（未填单位）"


def fitting_name(name: str, metrics: QFontMetrics, width: int) -> str:
    """Return a name as it fits: without the ending that all of a kind share, then without its middle."""
    told = [name.removesuffix(ending) for ending in ("", *_SHARED_ENDINGS)]
    fitting = next((each for each in told if metrics.horizontalAdvance(each) <= width), None)
    return fitting or metrics.elidedText(min(told, key=len), Qt.TextElideMode.ElideMiddle, width)


def below_words(item: DraftSummary) -> str:
    """Return what stands below the name: the unit of a report with a name of its own, and what it is for."""
    exercise = _EXERCISE_WORDS.get(item.exercise, "")
    words = [word for word in (exercise, item.unit if item.nickname else "") if word]
    return "".join(f"{word} · " for word in words)


def kind_words(item: DraftSummary) -> str:
    """Say how far a report has come, or that it is only an exercise."""
    return _EXERCISE_WORDS.get(item.exercise, item.state.word)


def share_of(item: DraftSummary) -> float:
    """Return how much of a report is done: half of it are the tables, half the texts."""
    cells = item.progress.filled / item.progress.total if item.progress.total else 0.0
    return (cells + item.written / len(WRITTEN_KEYS)) / 2


def done_words(item: DraftSummary) -> str:
    """Say how much of tables and texts is done."""
    cells = item.progress.filled / item.progress.total if item.progress.total else 0.0
    return f"表 {int(cells * 100)} %　文 {item.written}/{len(WRITTEN_KEYS)}"


_SHARED_ENDINGS: Final = ("人民政府", "办事处", "街道办事处")
_APART: Final = "　"


def problem_words(item: DraftSummary) -> str:
    """Say what the checks found in a report."""
    return _APART.join(words for _, words in problem_parts(item, brief=False))


def problem_parts(item: DraftSummary, *, brief: bool) -> Sequence[tuple[str, str]]:
    """Return what the checks found, each with its own colour; in brief by the signs of the tabs alone."""
    found = item.progress
    if not found.total:
        return [("quiet", "未检查")]
    must_fix, explain, good = ("✗", "!", "✓") if brief else ("✗ 必须改", "! 可说明", "✓ 没有问题")
    parts = [("must_fix", f"{must_fix} {found.must_fix}")] if found.must_fix else []
    parts += [("explain", f"{explain} {found.explain}")] if found.explain else []
    return parts or [("good", good)]

"""月历: a month of days off and at work, with what is due on each."""

from __future__ import annotations

import calendar as months
import datetime as dt
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from gia_desktop.register.calendar.workdays import DayKind
from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.kit.cards import Button, quiet
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.row_list import SheetDelegate
from gia_desktop.ui.kit.theme import Theme

_HEADS: Final = tuple(f"星期{name}" for name in "一二三四五六日")
_SHOWN: Final = 4


class MonthModel(QAbstractTableModel):
    """The days of a month, week by week; what a cell says is made when the month is shown."""

    def __init__(self, session: RegisterSession, theme: Theme) -> None:
        """Show the month of today."""
        super().__init__()
        self._session = session
        self._theme = theme
        self.month = session.today.replace(day=1)
        self._weeks: list[list[dt.date]] = []
        self.due: dict[dt.date, list[int]] = {}
        self._terms: dict[tuple[dt.date, int], str] = {}
        self.refresh()

    def show(self, month: dt.date) -> None:
        """Show another month."""
        self.month = month.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Read what is due anew."""
        self.beginResetModel()
        self._weeks = months.Calendar().monthdatescalendar(self.month.year, self.month.month)
        self.due, self._terms = {}, {}
        for row, term in self._session.terms():
            self.due.setdefault(term.due, []).append(row)
            self._terms[term.due, row] = f"：{term.name.partition('（')[0]}"
        for row in self._session.pending():
            due = self._session.clock(row).due
            if due is not None:
                self.due.setdefault(due, []).append(row)
        self.endResetModel()

    def day(self, index: Index) -> dt.date:
        """Return the day of a cell."""
        return self._weeks[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of weeks."""
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the days of a week."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the days of the week."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words and colours of a day."""
        if not index.isValid():
            return None
        day = self.day(index)
        note = self._session.calendar.note(day)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(day)
        if role == Qt.ItemDataRole.ToolTipRole:
            return note.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.BackgroundRole:
            if day == self._session.today:
                return self._theme.color("head_now")
            return self._theme.color("sheet" if note.works else "head")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("ink" if day.month == self.month.month else "quiet")
        return None

    def _words(self, day: dt.date) -> str:
        note = self._session.calendar.note(day)
        mark = {DayKind.MADE_UP: " 班", DayKind.HOLIDAY: " 休", DayKind.LOCAL: " 休"}.get(note.kind, "")
        name = f" {note.name}" if note.name and not note.works else ""
        rows = self.due.get(day, [])
        lines = [f"{day.day}{mark}{name}{'　今天' if day == self._session.today else ''}"]
        lines += [
            f"{line.number} {line.name}{self._terms.get((day, line.id), '')}"
            for line in map(self._session.line, rows[:_SHOWN])
        ]
        lines += [f"还有 {len(rows) - _SHOWN} 件"] if len(rows) > _SHOWN else []
        return "\n".join(lines)


class MonthTab(QWidget):
    """The month with two buttons to go on.

    Signals:
        cases_asked: what is due on a day is wanted (rows, words for the day).
        holidays_asked: the days off are to be entered.
    """

    cases_asked = Signal(list, str)
    holidays_asked = Signal()

    def __init__(self, session: RegisterSession, theme: Theme) -> None:
        """Show the month of today."""
        super().__init__()
        self._session = session
        self.model = MonthModel(session, theme)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(SheetDelegate(self.view))
        self.view.setAccessibleName("月历")
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(True)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._title, self._note = QLabel(), quiet("")
        self._title.setObjectName("panelTitle")
        before, after, holidays = Button("‹ 上月"), Button("下月 ›"), Button("节假日…")
        line = QHBoxLayout()
        for widget in (before, self._title, after, self._note):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(holidays)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(line)
        column.addWidget(self.view, 1)
        before.clicked.connect(self._back)
        after.clicked.connect(self._on)
        holidays.clicked.connect(self.holidays_asked)
        self.view.activated.connect(self._on_activated)
        self._say()

    def refresh(self) -> None:
        """Read what is due anew."""
        self.model.refresh()
        self._say()

    def _back(self) -> None:
        self.model.show(self.model.month - dt.timedelta(days=1))
        self._say()

    def _on(self) -> None:
        self.model.show(self.model.month + dt.timedelta(days=31))
        self._say()

    def _say(self) -> None:
        month = self.model.month
        self._title.setText(f"{month.year} 年 {month.month} 月")
        known = self._session.calendar.years.get(month.year)
        documents = "、".join(known.documents) if known else "放假通知还没有录入，按星期一至五算，都是暂定"
        self._note.setText(documents)

    def _on_activated(self) -> None:
        day = self.model.day(self.view.currentIndex())
        rows = self.model.due.get(day, [])
        if rows:
            self.cases_asked.emit(rows, f"{day.month} 月 {day.day} 日到期")

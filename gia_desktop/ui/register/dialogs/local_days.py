"""Days off of this place alone (ethnic holidays and the like), added and taken away one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gia_desktop.register.calendar.workdays import WEEKDAYS, Calendar, SpecialDay
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.fields import TextField, refused_date, show_refusal


class LocalDaysDialog(QDialog):
    """Lists the local days off; ``days`` returns them."""

    def __init__(self, calendar: Calendar, year: int, theme: Theme, parent: QWidget) -> None:
        """Show the days that are kept; a date without a year is of ``year``."""
        super().__init__(parent)
        self.setWindowTitle("本地放假日")
        self._calendar = calendar
        self.days: tuple[SpecialDay, ...] = calendar.local
        self.date, self.name = DateField("日期", theme), TextField("名称", "如 三月三")
        self.date.year = year
        self.basis = TextField("依据", "如 自治区人民政府规定；可以不填")
        self.add, self.remove = QPushButton("加上"), QPushButton("去掉选中的一天")
        self.model: LinesModel[SpecialDay] = LinesModel(("日期", "名称", "依据"), _words)
        self.view = lines_view(self.model, "本地放假日", 2)
        self.hint = quiet("")
        self._build()
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        for field in (self.date, self.name, self.basis):
            field.returnPressed.connect(self._on_add)
        self._show()
        self.date.setFocus()
        resize_within_screen(self, 620, 420)

    def _build(self) -> None:
        line = QHBoxLayout()
        for words, field, stretch in (
            ("日期", self.date, 0),
            ("名称", self.name, 1),
            ("依据", self.basis, 2),
        ):
            line.addWidget(QLabel(words))
            line.addWidget(field, stretch)
        line.addWidget(self.add)
        self.add.setAutoDefault(False)
        self.remove.setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(self.hint, 1)
        below.addWidget(self.remove)
        decision = Decision(self, "存下", "取消")
        # Enter adds a day; only a click or its own key may close.
        decision.accepting.setAutoDefault(False)
        decision.accepting.setDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(
            quiet("只在本地放假、国务院办公厅通知里没有的日子，例如少数民族节日；这些天不计入期限。")
        )
        column.addLayout(line)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        column.addWidget(decision)

    def _on_add(self) -> None:
        refused = refused_date(self) or self._refusal()
        show_refusal(self.hint, refused)
        day, name = self.date.date, self.name.text().strip()
        if refused or day is None:
            return
        made = SpecialDay(day, works=False, name=name, document=self.basis.text().strip(), local=True)
        self.days = tuple(sorted((*self.days, made), key=lambda each: each.date))
        self.date.show_date(None)
        self.date.clear()
        self._show()
        self.date.setFocus()

    def _refusal(self) -> str:
        """Say why the day that stands there can't be added, empty when it can."""
        day = self.date.date
        if day is None:
            return "先写是哪一天。"
        if not self.name.text().strip():
            return "再写这一天的名称。"
        if any(each.date == day for each in self.days):
            return f"{day.isoformat()} 已经在下面了。"
        if not self._calendar.works(day):
            return f"{day.isoformat()} 本来就不上班（{self._calendar.note(day).words}），不用加。"
        return ""

    def _on_remove(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows:
            gone = self.model.items[rows[0].row()]
            self.days = tuple(day for day in self.days if day != gone)
            self._show()

    def _show(self) -> None:
        self.model.show(self.days)
        self.remove.setEnabled(bool(self.days))
        if self.days:
            self.view.selectRow(0)


def _words(day: SpecialDay) -> Sequence[str]:
    return f"{day.date.isoformat()}（星期{_weekday(day.date)}）", day.name, day.document


def _weekday(day: dt.date) -> str:
    return WEEKDAYS[day.weekday()]

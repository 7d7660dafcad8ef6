"""The list of cases with its search: number, applicant, content, due date, how long there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gia_desktop.core.errors import GiaError
from gia_desktop.register.case import APPLICANT_KINDS
from gia_desktop.register.clock import Clock, State
from gia_desktop.register.session import RegisterSession, left_words
from gia_desktop.ui.kit.cards import CardFrame, to_the_edges, toggle
from gia_desktop.ui.kit.lines_model import RowsModel
from gia_desktop.ui.kit.qt import ENTER, Index
from gia_desktop.ui.kit.row_list import InkDelegate
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register.fields import Choice

HEADS: Final = ("编号", "申请人", "内容", "到期", "还有")
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_PAUSE_MS: Final = 120
NARROW_SIGNS: Final = 31
"""A list narrower than so many characters leaves the content out."""
_LEAST_SIGNS: Final = 25
"""One narrower than that leaves the due date out as well."""
_NO_OUTCOME: Final = "-"
"""Stands for cases without a result where results are chosen."""
_UNREAD: Final = "读不出来"
FILTERS: Final = {"due_today": "今日到期", "due_in_3": "三日内", "late": "超期"}


class CasesModel(RowsModel[int]):
    """Rows of a session; what a cell says is looked up there when it is painted."""

    def __init__(self, session: RegisterSession, theme: Theme) -> None:
        """Start empty."""
        super().__init__(HEADS)
        self._session = session
        self._theme = theme

    def refresh(self, row: int) -> None:
        """Repaint one case."""
        if row in self.items:
            place = self.items.index(row)
            self.repaint(place, place)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, or the colour of how long there is."""
        if not index.isValid() or not self._session.has(self.items[index.row()]):
            return None
        row = self.items[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == len(HEADS) - 1:
            return self._theme.color(self._tone(row))
        if role == Qt.ItemDataRole.FontRole and index.column() == len(HEADS) - 1:
            return self._theme.font(bold=self._tone(row) in {"must_fix", "explain"})
        return None

    def clock(self, row: int) -> Clock | None:
        """Return the clock of a case; None when it can't be read: whoever acts on the case is told why."""
        try:
            return self._session.clock(row)
        except GiaError:
            return None

    def _tone(self, row: int) -> str:
        clock = self.clock(row)
        return "quiet" if clock is None else tone(clock)

    def _words(self, row: int, column: int) -> str:
        line = self._session.line(row)
        if column == 0:
            return line.number
        if column == 1:
            joint = 0 if self.clock(row) is None else self._session.case(row).applicant.joint
            return f"{line.name}等 {joint} 人" if joint > 1 and "等" not in line.name else line.name
        if column == 2:
            return " ".join(line.content.split())
        clock = self.clock(row)
        if clock is None:
            return _UNREAD
        if column == 3:
            over = clock.state.is_over
            return "—" if clock.due is None or over else f"{clock.due:%m-%d}"
        return left_words(clock) or clock.state.word


def tone(clock: Clock) -> str:
    """Return the colour of how long there is."""
    if clock.stopped or clock.state.is_over or clock.state is State.TO_REGISTER:
        return "quiet"
    left = clock.days_left
    if left is None or left > 3:
        return "ink"
    return "must_fix" if left <= 0 else "explain"


class _NumberDelegate(InkDelegate):
    """Shows the end of a number that has no room: what tells (2026)第1069号 from others is there."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave out the beginning."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft  # type: ignore[attr-defined]


class CasesView(QTableView):
    """The list itself.

    Signals:
        chosen: another case is current (its row, 0 for none).
        entered: Enter was pressed on a case.
    """

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        """Look like a list, not like a sheet."""
        super().__init__()
        self.setObjectName("cases")
        self.setItemDelegate(InkDelegate(self))
        self.setItemDelegateForColumn(0, _NumberDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(theme.text_px * 2.3))
        self._signs = round(theme.text_px)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Give the columns their widths; measuring ten thousands of rows would take too long."""
        super().setModel(model)
        header = self.horizontalHeader()
        for place, signs in enumerate((7.0, 6.4, 0, 4.2, 7.2)):
            if signs:
                header.resizeSection(place, round(self._signs * signs))
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the content out where it would push away how long there is."""
        if self.model() is not None:
            # How long there is says as much as the date it is due.
            self.setColumnHidden(3, event.size().width() < _LEAST_SIGNS * self._signs)
        narrow = event.size().width() < NARROW_SIGNS * self._signs
        if self.model() is not None and narrow != self.isColumnHidden(2):
            modes = QHeaderView.ResizeMode
            self.setColumnHidden(2, narrow)
            self.horizontalHeader().setSectionResizeMode(1, modes.Stretch if narrow else modes.Interactive)
            if not narrow:
                self.horizontalHeader().resizeSection(1, round(self._signs * 6.4))
        super().resizeEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which case is current."""
        super().currentChanged(current, previous)
        self.chosen.emit(int(current.data(ROW_ROLE) or 0) if current.isValid() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the case by Enter."""
        if event.key() in ENTER and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class CaseList(CardFrame):
    """Search, filters and list.

    Signals:
        chosen: another case is current (its row, 0 for none).
        entered: the clerk wants to go into the case.
    """

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, session: RegisterSession, rows: Mapping[str, str], theme: Theme) -> None:
        """Start empty; ``show_rows`` fills it; ``rows`` are those of table three."""
        super().__init__()
        self._session = session
        self._text_px = theme.text_px
        self._rows: list[int] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("找：编号、申请人、内容")
        self.search.setAccessibleName("找申请")
        self.search.setClearButtonEnabled(True)
        self.filters = {key: toggle(words) for key, words in FILTERS.items()}
        self.choices = {
            "year": Choice("年度", {"": "各年"}),
            "kind": Choice("申请人类型", {"": "各类申请人", **APPLICANT_KINDS}),
            "outcome": Choice("办理结果", {"": "各种结果", _NO_OUTCOME: "还没有结果", **rows}),
        }
        self._choices = QWidget()
        self.model = CasesModel(session, theme)
        self.view = CasesView(theme)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._pause.timeout.connect(self._narrow)
        self.search.textChanged.connect(self._pause.start)
        self.view.chosen.connect(self.chosen)
        self.view.entered.connect(self.entered)
        for button in self.filters.values():
            button.toggled.connect(self._narrow)
        for choice in self.choices.values():
            choice.committed.connect(self._narrow)

    def _build(self) -> None:
        column = to_the_edges(self)
        top = QFrame()
        top.setObjectName("cardHead")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, top)
        self._top.setContentsMargins(10, 6, 10, 6)
        self._top.addWidget(self.search, 1)
        line = QHBoxLayout()
        for button in self.filters.values():
            line.addWidget(button)
        self._top.addLayout(line)
        column.addWidget(top)
        line = QHBoxLayout(self._choices)
        line.setContentsMargins(10, 6, 10, 6)
        for choice in self.choices.values():
            line.addWidget(choice, 1)
        column.addWidget(self._choices)
        self._choices.hide()
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("申请列表")
        column.addWidget(view, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters below the search where both have no room beside each other."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_SIGNS * self._text_px
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def show_rows(self, rows: Sequence[int]) -> None:
        """Show these cases, narrowed by search and filters; the current one stays current if it is there."""
        self._rows = list(rows)
        self._narrow()

    def select(self, row: int) -> bool:
        """Make a case current; tell whether it is in the list."""
        if row not in self.model.items:
            return False
        index = self.model.index(self.model.items.index(row), 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    @property
    def current(self) -> int:
        """Row of the current case, 0 for none."""
        index = self.view.currentIndex()
        return int(index.data(ROW_ROLE) or 0) if index.isValid() else 0

    @property
    def why_empty(self) -> str:
        """What to say where no case is current."""
        if self._rows:
            return "没有找到。清空查找和筛选，就又都在。"
        return "这一页没有申请。按 Ctrl+N 登记一件。"

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many there are behind each filter."""
        for key, button in self.filters.items():
            button.setText(f"{FILTERS[key]} {counts.get(key, 0)}")

    def show_choices(self, *, on: bool) -> None:
        """Offer years, kinds and results where all cases are listed; elsewhere they narrow nothing."""
        self._choices.setVisible(on)
        if on:
            years = sorted({line.received[:4] for line in self._session.lines if line.received}, reverse=True)
            chosen = self.choices["year"].chosen
            self.choices["year"].show_words({"": "各年", **{year: f"{year} 年" for year in years}})
            self.choices["year"].show_choice(chosen if chosen in years else "")

    def choose_all(self) -> None:
        """Narrow the list by nothing."""
        self.search.clear()
        for choice in self.choices.values():
            choice.show_choice("")
        for button in self.filters.values():
            button.setChecked(False)
        self._narrow()

    def _fits(self, row: int) -> bool:
        """Tell by the line alone whether a case is of the chosen year, kind and result."""
        line = self._session.line(row)
        year, kind, outcome = (choice.chosen for choice in self.choices.values())
        return (
            (not year or (line.received or "").startswith(year))
            and (not kind or line.kind == kind)
            and (not outcome or line.outcome == ("" if outcome == _NO_OUTCOME else outcome))
        )

    def _narrow(self, *_: object) -> None:
        current = self.current
        rows = self._session.search(self.search.text(), self._rows)
        if not self._choices.isHidden():
            rows = [row for row in rows if self._fits(row)]
        wanted = [key for key, button in self.filters.items() if button.isChecked()]
        if wanted:
            rows = [row for row in rows if self._is_wanted(row, wanted)]
        if rows == self.model.items:
            self.model.repaint()
            return
        self.view.blockSignals(True)
        self.model.show(rows)
        self.view.blockSignals(False)
        if not self.select(current):
            if rows:
                self.select(rows[0])
            else:
                self.chosen.emit(0)

    def _is_wanted(self, row: int, wanted: Sequence[str]) -> bool:
        clock = self.model.clock(row)
        flags = clock.flags if clock is not None else ()
        return any(flag == key or flag.startswith(f"{key}(") for key in wanted for flag in flags)

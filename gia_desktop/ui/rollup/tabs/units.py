"""单位: who is missing, who waits, who was sent back, who is done; the current one beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.rollup.session import ALL, CollectionEvent, CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.rollup.coverage import Stand
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button, side_by_side, to_the_edges
from gia_desktop.ui.kit.row_list import RowList
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.stand_bar import TONES, count_of
from gia_desktop.ui.rollup.tabs.parts import PartsCard
from gia_desktop.ui.rollup.tabs.unit_view import UnitView
from gia_desktop.ui.rollup.tabs.units_model import (
    BY_TODO,
    CHANGE,
    FOUND,
    KIND,
    NEW,
    STATE,
    SURE,
    UNIT,
    Order,
    UnitsModel,
    order_of,
)

_PAUSE_MS: Final = 120
_NARROW_SIGNS: Final = 40
"""A list narrower than so many signs leaves kind and change out."""
_FIRST_CELL: Final = CellKey("t3.new.total")


class _Resized(QFrame):
    """A frame that tells when it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class UnitsTab(QWidget):
    """The list, the current unit, and the parts of a cell.

    Signals:
        chosen: another unit is current (its name, empty for none).
        twin_asked: the likeness that a unit's finding is about is wanted (the unit).
        sorted: the units are in another order (in words).
    """

    chosen = Signal(str)
    twin_asked = Signal(str)
    sorted = Signal(str)

    def __init__(self, session: CollectionSession, table: Wishes, theme: Theme) -> None:
        """Show all units, those first about which something has to be done."""
        super().__init__()
        self._session = session
        self._theme = theme
        self.order = BY_TODO
        self._order = order_of(session)
        self._told = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("找单位")
        self.search.setAccessibleName("找单位")
        self.search.setClearButtonEnabled(True)
        self.filters = {stand: Button() for stand in (*Stand,)}
        self.questions = Button("")
        self._total = QLabel()
        self._total.setObjectName("quiet")
        self.model = UnitsModel(session, theme)
        self.view = RowList(theme, "单位")
        self.unit = UnitView(session, table, theme)
        self.parts = PartsCard(session, theme)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._pause.timeout.connect(self.narrow)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self.view.setFocus)
        for button in self.filters.values():
            button.toggled.connect(self.narrow)
        self.questions.clicked.connect(table.asks(wishes.QUESTIONS))
        self.view.chosen.connect(self._on_row)
        self.view.entered_row.connect(self._on_entered)
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setToolTip("点一下按这一栏排，再点倒过来，第三下回到要做的在前")
        header.sectionClicked.connect(self._on_head)
        self.unit.cell_asked.connect(self.show_cell)
        self.unit.twin_asked.connect(self._on_twin)
        self.unit.decided.connect(self.view.setFocus)
        self.parts.unit_asked.connect(self.show_unit)
        self.show_cell(_FIRST_CELL)
        self.narrow()
        self.show_counts()

    def _build(self) -> None:
        left = _Resized()
        left.setObjectName("card")
        left.resized.connect(self._fit)
        top = QFrame()
        top.setObjectName("cardHead")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, top)
        self._top.setContentsMargins(10, 6, 10, 6)
        line = QHBoxLayout()
        for stand, button in self.filters.items():
            button.setObjectName("chip")
            button.setCheckable(True)
            tone = self._theme.color(TONES[stand]).name()
            button.setStyleSheet(
                f"QPushButton{{color:{tone};font-weight:bold;}}"
                f"QPushButton:checked{{background:{self._theme.tokens.head_now};border-color:{tone};}}"
            )
            line.addWidget(button)
        line.addWidget(self.questions)
        line.addStretch()
        self._top.addLayout(line, 1)
        right = QHBoxLayout()
        right.addWidget(self._total)
        right.addWidget(self.search)
        self.search.setMaximumWidth(round(self._theme.text_px * 11))
        self._top.addLayout(right)
        widths = {UNIT: 9.0, KIND: 4.6, STATE: 11.2, FOUND: 4.4, NEW: 3.8, CHANGE: 4, SURE: 6}
        self.view.show_model(self.model, widths, UNIT)
        column = to_the_edges(left)
        column.addWidget(top)
        column.addWidget(self.view, 1)
        beside = QSplitter(Qt.Orientation.Vertical)
        beside.addWidget(self.unit)
        beside.addWidget(self.parts)
        beside.setSizes([345, 315])
        beside.setChildrenCollapsible(False)
        both = side_by_side((left, beside), (650, 700), stretches=(48, 52))
        self._left = left
        margin = QVBoxLayout(self)
        margin.setContentsMargins(8, 8, 8, 8)
        margin.addWidget(both)

    def _fit(self) -> None:
        """Leave out what a narrow list has no room for."""
        narrow = self._left.width() < _NARROW_SIGNS * self._theme.text_px
        for column in (KIND, CHANGE):
            self.view.setColumnHidden(column, narrow)
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    # -- which unit

    @property
    def current(self) -> str:
        """The name of the current unit, empty for none."""
        row = self.view.current_row
        return self.model.items[row] if 0 <= row < len(self.model.items) else ""

    def show_unit(self, name: str) -> bool:
        """Make a unit current, all filters off when they hide it; tell whether there is one."""
        if name not in self.model.items:
            self.search.clear()
            for button in self.filters.values():
                button.setChecked(False)
            self.narrow()
        if name not in self.model.items:
            return False
        self.view.choose(self.model.items.index(name))
        return True

    def show_stand(self, stand: Stand) -> None:
        """Show only the units of a group."""
        self.search.clear()
        for each, button in self.filters.items():
            button.setChecked(each is stand)
        self.narrow()

    def next_waiting(self) -> bool:
        """Go to the next unit that somebody has to look at; tell whether there is one."""
        names = self._order
        start = names.index(self.current) + 1 if self.current in names else 0
        for name in (*names[start:], *names[:start]):
            if name != self.current and self._session.stand(name) is Stand.WAITING:
                return self.show_unit(name)
        return False

    def show_cell(self, key: str) -> None:
        """Show the parts of a cell."""
        if CellKey(key) in self._session.sums.cells:
            self.parts.show_cell(CellKey(key))
            self.parts.choose_unit(self.current)

    def narrow(self) -> None:
        """Show the units that fit search and filters; the current one stays current if it is there."""
        current = self.current
        words = self.search.text().split()
        wanted = {stand for stand, button in self.filters.items() if button.isChecked()}
        by_name = self._session.roster.by_name
        rows = [
            name
            for name in self._order
            if name in by_name
            and (not wanted or self._session.stand(name) in wanted)
            and all(any(word in each for each in (name, *by_name[name].aliases)) for word in words)
        ]
        if rows == self.model.items:
            self.model.refresh()
            return
        self.view.blockSignals(True)
        self.model.show(rows)
        self.view.choose(rows.index(current) if current in rows else 0)
        self.view.blockSignals(False)
        self._on_row()

    def sort(self, order: Order) -> None:
        """Show the units in another order; the current one stays current."""
        self.order = order
        self._order = order_of(self._session, order)
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(order.column >= 0)
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        header.setSortIndicator(max(0, order.column), down if order.reverse else up)
        self.narrow()
        self.sorted.emit(f"单位{order.words}。")

    def _on_head(self, column: int) -> None:
        self.sort(self.order.next(column))

    # -- news

    def follow(self, event: CollectionEvent) -> None:
        """Repaint what changed."""
        if event.units == ALL:
            self._order = order_of(self._session, self.order)
            self.narrow()
        self.model.refresh(event.units)
        self.show_counts()
        if event.units == ALL or self.unit.unit in event.units:
            self.unit.refresh()
        if event.figures:
            self.parts.refresh()

    def show_counts(self) -> None:
        """Show how many units are in each group."""
        tally = self._session.tally
        for stand, button in self.filters.items():
            button.setText(f"{stand.words} {count_of(tally, stand)}")
        self._total.setText(
            f"共 {len(self._session.roster.units)} 家，计入汇总 {len(self._session.roster.summed)} 家"
        )
        others = sum(1 for _ in self._session.collection.of_other_years())
        broken = sum(not one.gone for one in self._session.collection.unreadable())
        asked = tally.questions + others + broken
        self.questions.setText(f"认领文件 {asked}…")
        self.questions.setVisible(bool(asked))

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be decided."""
        self.unit.set_locked(locked=locked)
        self.questions.setEnabled(not locked)

    def _on_row(self, _row: int = -1) -> None:
        self.unit.show_unit(self.current)
        self.parts.choose_unit(self.current)
        if self.current != self._told:
            # The same unit elsewhere in the list is no news: it would take a sentence off the status line.
            self._told = self.current
            self.chosen.emit(self.current)

    def _on_entered(self, _row: int) -> None:
        if self.unit.view.isVisible():
            self.unit.view.setFocus()
            if not self.unit.view.currentIndex().isValid():
                self.unit.view.setCurrentIndex(self.unit.model.index(0))
        else:
            (self.unit.back if self.unit.back.isEnabled() else self.parts.view).setFocus()

    def _on_twin(self) -> None:
        self.twin_asked.emit(self.current)

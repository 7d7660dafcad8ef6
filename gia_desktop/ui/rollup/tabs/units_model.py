"""The units of a collection as rows: where each stands, what was found, how many applications it had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QCollator, QLocale, Qt

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Number, is_number
from gia_desktop.formats.in_words import plain, unsigned
from gia_desktop.rollup.collection import Submission
from gia_desktop.rollup.coverage import RECEIVED, Stand, UnitState
from gia_desktop.rollup.roster import plain_name, stem
from gia_desktop.ui.kit.lines_model import RowsModel
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup.stand_bar import TONES

HEADS: Final = ("单位", "类型", "状态", "问题", "新收", "比上年", "读得准不准")
UNIT, KIND, STATE, FOUND, NEW, CHANGE, SURE = range(7)
NAME_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NEW_CELL: Final = CellKey("t3.new.total")
_COUNTS: Final = frozenset({FOUND, NEW, CHANGE, SURE})
"""Columns whose largest count comes first."""
_COLLATOR: Final = QCollator(QLocale(QLocale.Language.Chinese))
_ORDER: Final = (Stand.MISSING, Stand.WAITING, Stand.RETURNED, Stand.PASSED)
_NONE: Final = "—"
_WAITING_WORDS: Final = "待审"
"""What a report that came and that nobody has looked at is called in the list."""
_KINDS: Final = {
    "township": "乡镇", "subdistrict": "街道", "county_department": "部门", "county": "县政府",
    "city_department": "部门", "city": "市政府", "province_department": "部门", "province": "省政府",
    "ministry": "部委", "other": "其他",
}  # fmt: skip
_WORDS: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
)


def short_name(name: str, area: str) -> str:
    """Return a name as lists show it: without the area before it and 人民政府 behind."""
    return stem(name, area) or plain_name(name)


@dataclass(frozen=True)
class Order:
    """How the units are sorted: by a column, or, when that is none, by what has to be done.

    Attributes:
        column: one of the heads, -1 for none.
        reverse: the largest first.
    """

    column: int = -1
    reverse: bool = False

    def next(self, column: int) -> Order:
        """Return what a click on a head makes of it: one way, then the other, then as at the beginning.

        Counts begin with the largest: that is what one looks for.
        """
        first = column in _COUNTS
        if self.column != column:
            return Order(column, first)
        return Order(column, not first) if self.reverse is first else Order()

    @property
    def words(self) -> str:
        """Say it."""
        if self.column < 0:
            return "要做的在前"
        ways = ("从少到多", "从多到少") if self.column in _COUNTS else ("顺着排", "倒着排")
        return f"按“{HEADS[self.column]}”{ways[self.reverse]}"


BY_TODO: Final = Order()
"""What has to be done first, else the order of the list."""


def order_of(session: CollectionSession, order: Order = BY_TODO) -> list[str]:
    """Return all units in an order; those that have nothing in its column come last."""
    every = session.states
    todo = [state for stand in _ORDER for state in every if session.stand(state.unit.name) is stand]
    if order.column < 0:
        return [state.unit.name for state in todo]
    keys = {state.unit.name: _key_of(session, state, order.column) for state in todo}
    there = [state.unit.name for state in todo if keys[state.unit.name] is not None]
    there.sort(key=lambda name: keys[name], reverse=order.reverse)
    return there + [name for name, key in keys.items() if key is None]


def _key_of(session: CollectionSession, state: UnitState, column: int) -> Any:
    """Return what a unit is sorted by in a column, None when it has nothing there."""
    name, newest = state.unit.name, state.newest
    if column == UNIT:
        return _COLLATOR.sortKey(short_name(name, session.collection.area))
    if column == KIND:
        return list(_KINDS).index(state.unit.kind)
    if column == STATE:
        return _ORDER.index(session.stand(name)), -state.late_by
    return None if newest is None else _count_of(session, name, newest, column)


def _count_of(session: CollectionSession, name: str, newest: Submission, column: int) -> Any:
    if column == SURE:
        return len(newest.doubtful), len(newest.not_found)
    if column == FOUND:
        return session.checked.counts(name) if session.checked is not None else None
    now, last = session.figures_of(name).get(_NEW_CELL), session.last_figures(name).get(_NEW_CELL)
    if not is_number(now):
        return None
    if column == NEW:
        return now
    return now - last if is_number(last) else None


def signed(change: Number) -> str:
    """Return a change with its sign."""
    return "0" if not change else f"{'＋' if change > 0 else '−'}{plain(unsigned(change))}"


class UnitsModel(RowsModel[str]):
    """Rows of a session; what a cell says is looked up there when it is painted."""

    def __init__(self, session: CollectionSession, theme: Theme) -> None:
        """Start empty."""
        super().__init__(HEADS)
        self._session = session
        self._theme = theme
        self._columns: dict[int, Callable[[UnitState], str]] = {
            UNIT: lambda state: short_name(state.unit.name, session.collection.area),
            KIND: lambda state: _KINDS[state.unit.kind],
            STATE: state_words,
            FOUND: self._found,
            NEW: self._new,
            CHANGE: self._change,
            SURE: lambda state: sure_words(state.newest),
        }

    def refresh(self, names: frozenset[str] = frozenset()) -> None:
        """Repaint units, all of them when none are named."""
        places = [self.items.index(name) for name in names if name in self.items]
        if places:
            self.repaint(min(places), max(places))
        elif not names:
            self.repaint()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, or their colour."""
        if not index.isValid() or self.items[index.row()] not in self._session.roster.by_name:
            return None
        name, column = self.items[index.row()], index.column()
        if role == NAME_ROLE:
            return name
        state = self._session.state(name)
        if role in _WORDS:
            is_tip = role == Qt.ItemDataRole.ToolTipRole and column == UNIT
            return name if is_tip else self._columns[column](state)
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = self._tone(state, column)
            return None if tone is None else self._theme.color(tone)
        if role == Qt.ItemDataRole.FontRole and column == FOUND:
            return self._theme.font(bold=True)
        return None

    def _found(self, state: UnitState) -> str:
        if state.newest is None:
            return _NONE
        if self._session.checked is None:
            return "…"
        must_fix, explain, _ = self._session.checked.counts(state.unit.name)
        marks = [f"✗{must_fix}"] * bool(must_fix) + [f"!{explain}"] * bool(explain)
        return " ".join(marks) or "✓"

    def _new(self, state: UnitState) -> str:
        value = self._session.figures_of(state.unit.name).get(_NEW_CELL) if state.newest else None
        return plain(value) if is_number(value) else _NONE

    def _change(self, state: UnitState) -> str:
        name = state.unit.name
        now = self._session.figures_of(name).get(_NEW_CELL) if state.newest else None
        last = self._session.last_figures(name).get(_NEW_CELL)
        return signed(now - last) if is_number(now) and is_number(last) else _NONE

    def _tone(self, state: UnitState, column: int) -> str | None:
        newest = state.newest
        if column == STATE:
            late = newest is None and state.late_by > 0
            return "must_fix" if late else TONES[self._session.stand(state.unit.name)]
        if column == FOUND and newest is not None and self._session.checked is not None:
            must_fix, explain, _ = self._session.checked.counts(state.unit.name)
            return "must_fix" if must_fix else "explain" if explain else "good"
        if column == SURE and newest is not None:
            return "explain" if newest.doubtful else "good"
        return "quiet" if newest is None and column in {FOUND, NEW, CHANGE, SURE} else None


def state_words(state: UnitState) -> str:
    """Say where a unit stands, and how late it is."""
    if state.newest is None:
        if not state.unit.must_report:
            return "未报（不须报）"
        return f"未报（过期 {state.late_by} 天）" if state.late_by else "未报"
    words = _WAITING_WORDS if state.state == RECEIVED else state.words
    return f"{words}（迟 {state.late_by} 天）" if state.late_by else words


def sure_words(newest: Submission | None) -> str:
    """Say how far the figures of a file can be trusted."""
    if newest is None or newest.report is None:
        return _NONE
    if newest.doubtful:
        return f"{len(newest.doubtful)} 格存疑"
    if newest.file.lower().endswith(".gia"):
        return "来自 .gia"
    return f"{len(newest.not_found)} 格是空的" if newest.not_found else "全部读准"

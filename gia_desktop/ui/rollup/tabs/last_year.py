"""与上年比: where a unit's figure differs most from its own of last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Number, is_number
from gia_desktop.formats.in_words import plain, table_name, unsigned
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button, CardFrame, CardHead, to_the_edges, toggle
from gia_desktop.ui.kit.lines_model import LinesModel
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.row_list import RowList
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.tabs.units_model import short_name, signed
from gia_desktop.ui.rollup.tabs.view import CollectionView

_HEADS: Final = ("单位", "格", "去年", "今年", "变化", "")
_LEAST: Final = 10
"""Changes of fewer are everyday."""
_PERCENT: Final = 50
_MOST: Final = 500
"""Rows that anybody looks at."""


@dataclass(frozen=True)
class Jump:
    """A figure that differs much from last year's."""

    unit: str
    name: str
    key: CellKey
    words: str
    last: Number
    now: Number

    @property
    def change(self) -> Number:
        """How much more than last year."""
        return self.now - self.last

    @property
    def percent(self) -> str:
        """The change in per cent; nothing where there was none last year."""
        if not self.last:
            return "去年是 0"
        return f"{'＋' if self.change > 0 else '−'}{abs(round(100 * float(self.change) / float(self.last)))}%"


def jumps_of(session: CollectionSession) -> list[Jump]:
    """Return the figures that differ much from last year's, the largest change first."""
    found, fmt, area = [], session.sums.format, session.collection.area
    names = {key: f"{table_name(fmt, cell.table)} {cell.label}" for key, cell in fmt.cells.items()}
    for unit in session.roster.units:
        last = session.last_figures(unit.name)
        if not last or session.collection.report(unit.name) is None:
            continue
        now = session.figures_of(unit.name)
        for key in fmt.cells:
            here, before = now.get(key), last.get(key)
            if not is_number(here) or not is_number(before):
                continue
            change = unsigned(here - before)
            if change >= _LEAST and 100 * change >= _PERCENT * max(before, 1):
                name = short_name(unit.name, area)
                found.append(Jump(unit.name, name, key, names[key], before, here))
    return sorted(found, key=lambda jump: unsigned(jump.change), reverse=True)


class JumpsModel(LinesModel[Jump]):
    """Jumps as rows; more and less have their colours beside their signs."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__(
            _HEADS,
            lambda jump: (
                jump.name, jump.words, plain(jump.last), plain(jump.now), signed(jump.change), jump.percent,
            ),
            unseen="变化几成",
        )  # fmt: skip
        self._theme = theme

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, or the colour of the change."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid() and index.column() > 3:
            return self._theme.color("explain" if self.items[index.row()].change > 0 else "accent")
        return super().data(index, role)


class YearsTab(CollectionView):
    """The list, narrowed by unit or cell.

    Signals:
        unit_asked: a unit is wanted (its name, cell key).
    """

    unit_asked = Signal(str, str)

    def __init__(self, session: CollectionSession, table: Wishes, theme: Theme) -> None:
        """Lay the tab out."""
        super().__init__(session, theme)
        self._jumps: list[Jump] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("找单位或格")
        self.search.setAccessibleName("找单位或格")
        self.search.setClearButtonEnabled(True)
        self.every, self.totals = toggle("全部的格"), toggle("只看合计")
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self.put = Button("放上年的报告…")
        self.put.clicked.connect(table.asks(wishes.LAST_YEAR))
        self.model = JumpsModel(theme)
        self.view = RowList(theme, "与上年比")
        self._build()
        self.search.textChanged.connect(self._narrow)
        self.view.entered_row.connect(self._on_entered)

    def _build(self) -> None:
        card, head = CardFrame(), CardHead(margins=(10, 5, 8, 5))
        line = head.line
        group = QButtonGroup(self)
        for button in (self.every, self.totals):
            group.addButton(button)
            line.addWidget(button)
        self.totals.setChecked(True)
        group.buttonToggled.connect(self._narrow)
        line.addWidget(self.words, 1)
        self.search.setMaximumWidth(round(self.theme.text_px * 16))
        line.addWidget(self.search)
        line.addWidget(self.put)
        self.view.show_model(self.model, {0: 12, 2: 6, 3: 6, 4: 6, 5: 7}, 1)
        column = to_the_edges(card)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.fill(card)

    def refresh(self) -> None:
        """Compare anew."""
        self._jumps = jumps_of(self.session)
        self._narrow()

    def set_locked(self, *, locked: bool) -> None:
        """Let no other reports be put beside."""
        super().set_locked(locked=locked)
        self.put.setEnabled(not locked)

    def _narrow(self) -> None:
        words = self.search.text().split()
        cells = self.session.sums.format.cells
        found = [
            jump
            for jump in self._jumps
            if (self.every.isChecked() or cells[jump.key].computed)
            and all(word in f"{jump.unit} {jump.words}" for word in words)
        ]
        row = max(0, self.view.current_row)
        self.model.show(found[:_MOST])
        self.view.choose(min(row, len(self.model.items) - 1))
        self.words.setText(self._said(found))

    def _said(self, found: Sequence[Jump]) -> str:
        known = len(self.session.collection.previous)
        if not known:
            return "还没有上年的报告：放上年的收集文件或文件夹，就能比。"
        more = f"，列出最大的 {_MOST} 处" if len(found) > _MOST else ""
        return f"变化一半以上、至少 {_LEAST} 件的 {len(found)} 处{more}；{known} 家有上年的报告"

    def _on_entered(self, row: int) -> None:
        jump = self.model.items[row]
        self.unit_asked.emit(jump.unit, jump.key)

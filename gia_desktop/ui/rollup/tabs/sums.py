"""汇总表: the official tables with the area's sums, and beside them who gives what to the current cell."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.formats.in_words import table_name
from gia_desktop.rollup.collection import Correction
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.grid.navigation import Navigator
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.cards import (
    Button,
    CardFrame,
    CardHead,
    link,
    quiet,
    side_by_side,
    to_the_edges,
    toggle,
)
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.tabs.parts import PartsCard, cell_words
from gia_desktop.ui.rollup.tabs.sum_model import SumModel
from gia_desktop.ui.rollup.tabs.units_model import short_name, signed
from gia_desktop.ui.rollup.tabs.view import CollectionView

_FIRST: Final = CellKey("t3.new.natural")
_SHOWN_CORRECTIONS: Final = 4


class SumsTab(CollectionView):
    """Three tables and the parts of a cell.

    Signals:
        unit_asked: a unit is wanted (its name).
        uncorrect_asked: a correction is to be taken away (``Correction``).
    """

    unit_asked = Signal(str)
    uncorrect_asked = Signal(Correction)

    def __init__(self, session: CollectionSession, table: Wishes, theme: Theme) -> None:
        """Lay the tables out."""
        super().__init__(session, theme)
        self.scope, self.left_out = ElidedLabel(10), quiet("")
        self.parts = PartsCard(session, theme)
        self.tables = QStackedWidget()
        self.views: dict[str, TableView] = {}
        self.models: dict[str, SumModel] = {}
        self.choices: dict[str, QPushButton] = {}
        self._choice = QHBoxLayout()
        self._corrections = QVBoxLayout()
        self._build(table)
        self.parts.unit_asked.connect(self.unit_asked)

    def _build(self, table: Wishes) -> None:
        left = CardFrame()
        head = CardHead(margins=(10, 5, 8, 5))
        line = head.line
        line.addLayout(self._choice)
        legend = ElidedLabel(4)
        legend.setObjectName("quiet")
        legend.setText("小字 19/22：22 家里 19 家有数，是部分数；都有数时是上年数")
        line.addWidget(legend, 1)
        for words, wish in (("导出汇总表", wishes.EXPORT_SUMS), ("更正…", wishes.CORRECT_HERE)):
            button = Button(words)
            button.clicked.connect(table.asks(wish))
            line.addWidget(button)
        column = to_the_edges(left)
        column.addWidget(head)
        for label in (self.scope, self.left_out):
            label.setContentsMargins(12, 5, 12, 3)
            column.addWidget(label)
        column.addWidget(self.tables, 1)
        self._add_tables()
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.parts, 1)
        beside.addLayout(self._corrections)
        self.fill(side_by_side((left, right), (900, 450), stretches=(2, 1)))

    def _add_tables(self) -> None:
        fmt = self.session.sums.format
        group = QButtonGroup(self)
        for section in fmt.sections:
            if not section.table:
                continue
            model = SumModel(self.session, section.table, self)
            view = TableView(model, Navigator(fmt, model.grid), self.theme)
            view.setAccessibleName(f"汇总 {section.heading}")
            view.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
            view.current_changed.connect(self._on_cell)
            button = toggle(table_name(fmt, section.table))
            group.addButton(button, self.tables.count())
            self._choice.addWidget(button)
            self.tables.addWidget(view)
            self.views[section.table], self.models[section.table] = view, model
            self.choices[section.table] = button
        group.idToggled.connect(self._on_table)
        self.choices[_FIRST.partition(".")[0]].setChecked(True)

    def refresh(self) -> None:
        """Show the present sums."""
        sums = self.session.sums
        tone = self.theme.tokens.ink if sums.is_complete else self.theme.tokens.explain
        self.scope.setText(sums.scope)
        self.scope.setStyleSheet(f"color:{tone};")
        words = self._left_out_words()
        self.left_out.setText(words)
        self.left_out.setVisible(bool(words))
        for model in self.models.values():
            model.refresh()
        self.parts.show_cell(self.parts.key or _FIRST)
        self._show_corrections()

    def _left_out_words(self) -> str:
        """Say what was handed in and isn't in the sums."""
        sums, area = self.session.sums, self.session.collection.area
        lines = [
            f"{short_name(name, area)}：{len(cells)} 格存疑，核对前不计入。"
            for name, cells in sums.doubtful.items()
        ]
        lines += [f"{short_name(name, area)}：不是政府，填的规章不计入。" for name in sums.left_out]
        lines += [f"{short_name(name, area)}：用的是别的年度的格式，不计入。" for name in sums.other_formats]
        lines += [f"{short_name(name, area)}：报告里一个数也没有。" for name in sums.empty]
        more = f" 另有 {len(lines) - 3} 家。" if len(lines) > 3 else ""
        return "".join(lines[:3]) + more

    def show_cell(self, key: CellKey) -> None:
        """Make a cell current in its table."""
        table = key.partition(".")[0]
        if table in self.views:
            self.choices[table].setChecked(True)
            self.views[table].go_to(key)
            self.parts.show_cell(key)

    @property
    def view(self) -> TableView:
        """The table in front."""
        return list(self.views.values())[self.tables.currentIndex()]

    def _show_corrections(self) -> None:
        while self._corrections.count():
            widget = self._corrections.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        every = self.session.collection.corrections
        if every:
            self._corrections.addWidget(QLabel(f"更正 {len(every)} 笔"))
        for one in every[-_SHOWN_CORRECTIONS:]:
            self._corrections.addWidget(self._correction_line(one))

    def _correction_line(self, one: Correction) -> QWidget:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        name = short_name(one.unit, self.session.collection.area)
        by = f"（{one.by}）" if one.by else ""
        words = quiet(f"{name}　{cell_words(self.session, one.cell)}　{signed(one.amount)}：{one.reason}{by}")
        row.addWidget(words, 1)
        away = link("撤掉")
        away.setEnabled(not self.locked)
        away.clicked.connect(lambda _checked=False, asked=one: self.uncorrect_asked.emit(asked))
        row.addWidget(away)
        return line

    def _on_table(self, place: int, checked: bool) -> None:
        if checked:
            self.tables.setCurrentIndex(place)
            key = self.view.current_key
            if key is not None:
                self.parts.show_cell(key)

    def _on_cell(self, key: str) -> None:
        if key and self.isVisible():
            self.parts.show_cell(CellKey(key))

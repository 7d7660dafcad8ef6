"""表三、表四 filled from the register: read only, with the cases behind every figure."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.app.register.figures import report_with
from gia_desktop.app.register.library import RegisterLibrary
from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.states import Progress
from gia_desktop.register.figures import Figures
from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.grid.navigation import Navigator
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.cards import Button, quiet
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.register.fields import Choice

_TABLES: Final = {"3": "t3", "4": "t4"}


class _Nobody:
    """Keeps nothing: the tables are made anew from the cases whenever they are shown."""

    def submit(self, report: int, change: Change, progress: Progress, /) -> None:
        """Take no step."""

    def set_pending(self, report: int, key: str, text: str, /) -> None:
        """Keep no text."""

    def clear_pending(self, report: int, key: str, /) -> None:
        """Keep no text."""


class FiguresTab(QWidget):
    """Shows both tables of a year.

    Signals:
        cases_asked: the cases behind a figure are wanted (their numbers, words for the figure).
        take_asked: the figures are to be taken into the report of the year (the year).
        year_chosen: another year is to be counted.
        said: a sentence for the status line.
    """

    cases_asked = Signal(list, str)
    take_asked = Signal(int)
    year_chosen = Signal(int)
    said = Signal(str)

    def __init__(self, session: RegisterSession, library: RegisterLibrary, theme: Theme) -> None:
        """Lay the tab out; tables are counted when it is shown."""
        super().__init__()
        self._session = session
        self._library = library
        self._theme = theme
        self._stale = True
        self.figures: Figures | None = None
        years = [session.today.year - step for step in range(4)]
        self.year = Choice("年度", {str(year): f"{year} 年" for year in years})
        self._sums = quiet("")
        self.take = make_primary(Button("带入年报"))
        self.take.setToolTip("把这些数字填进这一年的年报，一步可以撤销")
        self.views: dict[str, TableView] = {}
        self._models: list[TableModel] = []
        self._tables = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        line = QHBoxLayout()
        line.addWidget(self.year)
        hint = quiet("数字都来自登记，只读；双击一格看是哪几件。")
        hint.setWordWrap(False)
        self._sums.setWordWrap(False)
        line.addWidget(hint)
        line.addStretch()
        line.addWidget(self._sums)
        line.addWidget(self.take)
        column.addLayout(line)
        column.addLayout(self._tables, 1)
        self.year.committed.connect(self._on_year)
        self.take.clicked.connect(self._on_take)

    def forget(self) -> None:
        """Count anew when the tab is shown next, or now if it is."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Count the year and show its tables, if anything changed."""
        if not self._stale:
            return
        year = int(self.year.chosen)
        self.figures = figures = self._library.figures(self._session, year)
        self._stale = False
        report, _ = report_with(figures, None, "", "other", self._library.formats)
        session = Session(0, report, self._library.formats, _Nobody())
        self._show(session)
        both = [
            figures.values[CellKey(f"t3.{row}.total")]
            for row in ("new", "carried_in", "handled_total", "carried_out")
        ]
        left, right = both[0] + both[1], both[2] + both[3]
        self._sums.setText(
            f"新收 {both[0]}＋结转 {both[1]}＝{left}　办结 {both[2]}＋在办 {both[3]}＝{right} ✓"
        )

    def _show(self, session: Session) -> None:
        for view in self.views.values():
            view.hide()
            view.deleteLater()
        while self._tables.count():
            widget = self._tables.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        self._models = []
        fmt = session.sheet.format
        for section in fmt.sections:
            table = _TABLES.get(section.id)
            if table is None:
                continue
            model = TableModel(session, table, lambda _change: None)
            view = TableView(model, Navigator(fmt, model.grid), self._theme)
            view.setAccessibleName(section.heading)
            view.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
            view.activated.connect(self._on_activated)
            heading = QLabel(section.heading)
            heading.setObjectName("panelTitle")
            self._tables.addWidget(heading)
            self._tables.addWidget(view, 1 if table == "t3" else 0)
            if table == "t4":
                view.setFixedHeight(round(self._theme.text_px * 6.8))
            self.views[table] = view
            self._models.append(model)

    def _on_activated(self) -> None:
        view = next((view for view in self.views.values() if view.hasFocus()), None)
        if view is not None and view.current_key is not None:
            self.show_cases(view.current_key)

    def show_cases(self, key: CellKey) -> None:
        """Ask for the cases behind a figure."""
        if self.figures is None:
            return
        numbers = list(self.figures.cases.get(key, ()))
        label = self._library.formats.for_year(self.figures.year).cells[key].label
        if numbers:
            self.cases_asked.emit(numbers, f"{self.figures.year} 年　{label}")
        else:
            self.said.emit(f"{label}：没有申请。")

    def _on_year(self, _key: str) -> None:
        self.year_chosen.emit(int(self.year.chosen))

    def _on_take(self) -> None:
        self.take_asked.emit(int(self.year.chosen))

    def choose_year(self, year: int) -> None:
        """Show another year."""
        self.year.show_choice(str(year))
        self.forget()

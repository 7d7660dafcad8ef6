"""A collection on a page: tabs above, each a view of the same reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout

from gia_desktop.app.rollup.library import CollectionLibrary
from gia_desktop.app.rollup.papers import sender_step
from gia_desktop.app.rollup.session import CollectionEvent, CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.rollup.collection import Correction
from gia_desktop.rollup.coverage import Stand
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.edits import CollectionEdits
from gia_desktop.ui.rollup.header import ProgressLine, RollupHeader
from gia_desktop.ui.rollup.stand_bar import TONES, count_of
from gia_desktop.ui.rollup.tabs.findings import FindingsTab
from gia_desktop.ui.rollup.tabs.last_year import YearsTab
from gia_desktop.ui.rollup.tabs.papers import PapersTab
from gia_desktop.ui.rollup.tabs.sums import SumsTab
from gia_desktop.ui.rollup.tabs.twins import TwinsTab
from gia_desktop.ui.rollup.tabs.units import UnitsTab
from gia_desktop.ui.rollup.tabs.view import CollectionView

TABS: Final = {
    "units": "单位",
    "sums": "汇总表",
    "findings": "问题",
    "twins": "雷同",
    "years": "与上年比",
    "papers": "通报材料",
}


@dataclass(frozen=True)
class RollupTools:
    """What the page works with."""

    library: CollectionLibrary
    wishes: Wishes


class RollupPage(Page):
    """Shows a collection.

    Attributes:
        session: the open collection.
        edits: every change goes through it.
        units: the first tab.
        progress: the line of a running reading.
    """

    kind = wishes.KIND

    def __init__(
        self, session: CollectionSession, stack: QUndoStack, theme: Theme, tools: RollupTools
    ) -> None:
        """Show the units first."""
        self.bar = RollupHeader(session)
        super().__init__(session.number, stack, self.bar)
        self.session = session
        self._tools = tools
        self._theme = theme
        self._why_locked = ""
        self.edits = CollectionEdits(session, stack, self.refuses)
        self.tabs = QTabBar()
        self.progress = ProgressLine(self)
        self.units = UnitsTab(session, tools.wishes, theme)
        self.collect = make_primary(Button("读入文件夹…"))
        self.remind, self.report = Button("催报单"), Button("导出汇总报告")
        self._body = QStackedWidget()
        self.sums = SumsTab(session, tools.wishes, theme)
        self.findings = FindingsTab(session, theme)
        self.twins = TwinsTab(session, theme)
        self.years = YearsTab(session, tools.wishes, theme)
        self.papers = PapersTab(session, tools.wishes, theme)
        self._views: dict[str, CollectionView] = {
            "sums": self.sums,
            "findings": self.findings,
            "twins": self.twins,
            "years": self.years,
            "papers": self.papers,
        }
        self._build()
        self._connect()
        self._show_tab_words()
        self.papers.offer_half_typed(self.half_typed())

    def _build(self) -> None:
        for key, words in TABS.items():
            self.tabs.setTabData(self.tabs.addTab(words), key)
        self.tabs.setAccessibleName("收集的各页")
        self.tabs.setExpanding(False)
        top = QFrame()
        top.setObjectName("topLine")
        line = QHBoxLayout(top)
        line.setContentsMargins(4, 0, 10, 0)
        line.addWidget(self.tabs, 1)
        for button in (self.collect, self.remind, self.report):
            line.addWidget(button)
        for view in (self.units, *self._views.values()):
            self._body.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.progress)
        column.addWidget(self._body, 1)
        self.setFocusProxy(self.units.view)

    def _connect(self) -> None:
        table = self._tools.wishes
        follow(self, self.session.listen, self._on_changed)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.units.chosen.connect(self._on_unit)
        self.units.twin_asked.connect(self.show_twin)
        self.units.sorted.connect(self.say)
        self.sums.unit_asked.connect(self.show_unit)
        self.sums.uncorrect_asked.connect(self._on_uncorrect)
        for view in (self.findings, self.twins, self.years):
            view.unit_asked.connect(self.show_unit)
        self.papers.sender_changed.connect(self._on_sender)
        self.papers.typed.connect(self.keep_half_typed)
        self.progress.stop_asked.connect(table.asks(wishes.STOP))
        for button, wish in (
            (self.collect, wishes.COLLECT),
            (self.remind, wishes.REMINDERS),
            (self.report, wishes.AREA_REPORT),
        ):
            button.clicked.connect(table.asks(wish))

    # -- as every page

    @property
    def title(self) -> str:
        """Area and year."""
        collection = self.session.collection
        return f"{collection.area} {collection.year} 年度收集"

    @property
    def counts(self) -> Sequence[str]:
        """How many units stand where, and how much of the area the sums hold."""
        tally, sums = self.session.tally, self.session.sums
        words = [
            f"<span style='color:{self._theme.color(TONES[stand]).name()}'>{stand.words} "
            f"{count_of(tally, stand)}</span>"
            for stand in TONES
        ]
        if not self.session.roster.summed:
            return [*words, "还没有列入汇总的单位"]
        if sums.is_complete:
            return [*words, "汇总是全的 ✓"]
        lacking = [f"还差 {len(sums.missing)} 家"] * bool(sums.missing)
        lacking += [f"{len(sums.doubtful)} 家有存疑的格"] * bool(sums.doubtful)
        return [*words, f"汇总是部分数：{'，'.join(lacking) or '有的报告没有计入'}"]

    @property
    def tab(self) -> str:
        """Which tab is in front."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def unit(self) -> str:
        """The current unit, empty for none."""
        return self.units.current

    @property
    def cell(self) -> CellKey | None:
        """The cell whose parts are shown, None for none."""
        return (self.sums if self.tab == "sums" else self.units).parts.key

    @property
    def unit_of_part(self) -> str:
        """The unit whose part of that cell is current, else the current unit."""
        return (self.sums if self.tab == "sums" else self.units).parts.unit or self.unit

    def place(self) -> str:
        """Tab and unit."""
        return f"{self.tab}/{self.unit}"

    def go_to(self, place: str) -> None:
        """Go to a tab and a unit."""
        tab, _, unit = place.partition("/")
        if tab in TABS:
            self.show_tab(tab)
        if unit and unit in self.session.roster.by_name:
            self.units.show_unit(unit)
        elif unit in {stand.value for stand in Stand}:
            self.units.show_stand(Stand(unit))
        self.place_changed.emit(self._place_words())

    def find_unit(self) -> None:
        """Let a name be typed that units are looked for by."""
        self.show_tab("units")
        self.units.search.setFocus()
        self.units.search.selectAll()

    def show_tab(self, tab: str) -> None:
        """Bring a tab to the front by its name."""
        self.tabs.setCurrentIndex(list(TABS).index(tab))

    def choose_tab(self, place: int) -> None:
        """Bring a tab to the front."""
        if 0 <= place < len(TABS):
            self.tabs.setCurrentIndex(place)

    def set_locked(self, words: str) -> None:
        """Let nothing be changed; everything can still be read."""
        self._why_locked = words
        locked = bool(words)
        self.units.set_locked(locked=locked)
        for view in self._views.values():
            view.set_locked(locked=locked)
        self.collect.setEnabled(not locked)
        self.report.setEnabled(not locked)

    @property
    def why_locked(self) -> str:
        """Why the collection can only be read."""
        return self._why_locked

    @property
    def manual_page(self) -> str:
        """The page of the manual on collecting."""
        return "10-county"

    @property
    def library(self) -> CollectionLibrary:
        """What keeps the collection."""
        return self._tools.library

    @property
    def copy_kind(self) -> str:
        """What a file with a copy is called."""
        return "收集文件"

    @property
    def copy_name(self) -> str:
        """Its name."""
        collection = self.session.collection
        return f"{collection.area}{collection.year}年度收集.giac"

    def save_copy(self, path: Path) -> None:
        """Write the whole collection into an exchange file."""
        self.library.save_file(self.session, path)

    def rebuild(self, theme: Theme) -> RollupPage:
        """Return the page in another look."""
        return RollupPage(self.session, self.stack, theme, self._tools)

    def show_saved(self, at: dt.datetime) -> None:
        """Tell when the last step was on disk."""
        self.bar.show_saved(at)

    def show_unsaved(self, sentence: str) -> None:
        """Tell that saving does not work at the moment."""
        self.bar.say("unsaved", f"✗ 没有保存：{sentence}")

    def keep_half_typed(self, key: str, text: str) -> None:
        """Keep what is being typed, so that it is there again after a crash; an empty text forgets it."""
        if text:
            self.library.saver.set_pending(self.number, key, text)
        else:
            self.library.saver.clear_pending(self.number, key)

    def half_typed(self) -> Mapping[str, str]:
        """Return what was being typed when the program ended without a commit, by key."""
        return {half.key: half.text for half in self.library.half_typed(self.number)}

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one side of a tab to the other by F6."""
        if event.key() == Qt.Key.Key_F6 and self.tab == "units":
            if self.units.view.hasFocus() or self.units.search.hasFocus():
                (
                    self.units.unit.view if self.units.unit.view.isVisible() else self.units.parts.view
                ).setFocus()
            elif self.units.unit.view.hasFocus():
                self.units.parts.view.setFocus()
            else:
                self.units.view.setFocus()
        else:
            super().keyPressEvent(event)

    # -- news

    def show_unit(self, name: str, key: str = "") -> None:
        """Show a unit, and the parts of a cell."""
        self.show_tab("units")
        self.units.show_unit(name)
        if key:
            self.units.show_cell(key)
        self.units.view.setFocus()

    def show_sum(self, key: CellKey) -> None:
        """Show a cell in its official table."""
        self.show_tab("sums")
        self.sums.show_cell(key)
        self.sums.view.setFocus()

    def show_twin(self, name: str) -> None:
        """Show the likeness of a unit's text."""
        self.show_tab("twins")
        self.twins.show_unit(name)
        self.twins.view.setFocus()

    def _on_uncorrect(self, correction: Correction) -> None:
        self.edits.push(self.session.uncorrect_step(correction))

    def _on_sender(self, told: dict[str, str]) -> None:
        self.edits.push(sender_step(self.session.collection, told))

    def _on_changed(self, event: CollectionEvent) -> None:
        self.units.follow(event)
        for view in self._views.values():
            view.follow(event)
        self.bar.refresh()
        self._show_tab_words()
        self.counts_changed.emit()

    def _show_tab_words(self) -> None:
        shown = {"units": len(self.session.roster.units)}
        checked = self.session.checked
        if checked is not None:
            weighty = (Severity.MUST_FIX, Severity.EXPLAIN)
            shown["findings"] = sum(
                one.severity in weighty for found in checked.findings.values() for one in found
            )
            shown["twins"] = len(checked.pairs)
        for place, (key, words) in enumerate(TABS.items()):
            self.tabs.setTabText(place, f"{words} {shown[key]}" if key in shown else words)

    def _on_tab_changed(self, place: int) -> None:
        self.commit_typing()
        self._body.setCurrentIndex(place)
        self.place_changed.emit(self._place_words())

    def _on_unit(self, _name: str) -> None:
        self.place_changed.emit(self._place_words())

    def _place_words(self) -> str:
        if self.tab != "units" or not self.unit:
            return TABS[self.tab]
        return f"{self.unit}　Ctrl+R 退回，Ctrl+Enter 通过，F8 下一家待审，F6 换区"

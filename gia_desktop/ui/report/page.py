"""A report on the screen: its tabs with badges, the panels beside them, and what goes on between both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gia_desktop.app.report.cell_help import describe
from gia_desktop.app.report.practice import is_practice
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.app.report.states import Move
from gia_desktop.checks.finding import Severity
from gia_desktop.checks.rule import YEAR
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import INFO_SECTION, UNIT_NAME, CellKey
from gia_desktop.core.register_numbers import is_register_number
from gia_desktop.core.states import ReportState
from gia_desktop.core.values import format_value
from gia_desktop.exchange.report_file import save_report
from gia_desktop.formats.groups import parts_of
from gia_desktop.formats.schema import Section
from gia_desktop.ui.findings.panel import FindingsPanel
from gia_desktop.ui.frame.banner import LockBanner
from gia_desktop.ui.frame.page import Clippable, Page
from gia_desktop.ui.frame.undo import ChangeCommand
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.help.flow import MANUAL
from gia_desktop.ui.kit.cards import side_by_side
from gia_desktop.ui.kit.side_column import SideColumn
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.edits import Edits
from gia_desktop.ui.report.going import Going
from gia_desktop.ui.report.header import ReportHeader
from gia_desktop.ui.report.help_panel import HelpPanel
from gia_desktop.ui.report.tabs.badges import count_words, show_badges, uncompared, unjudged
from gia_desktop.ui.report.tabs.bar import ReportTabs
from gia_desktop.ui.report.tabs.pages import PageTools, SectionPages, TabMaker
from gia_desktop.ui.report.tabs.section import SectionTab
from gia_desktop.ui.report.tabs.table import TableTab
from gia_desktop.ui.texts.find_bar import TextFinder

if TYPE_CHECKING:
    from gia_desktop.ui.report.tabs.export import ExportTab


class ReportPage(Page):
    """Everything to edit one report.

    Attributes:
        edits: makes steps.
        going: goes to places.
        moves: the moves to other states that can be made now.
    """

    kind = wishes.KIND
    header: ReportHeader

    def __init__(
        self,
        session: Session,
        stack: QUndoStack,
        theme: Theme,
        tools: PageTools,
        section: str = INFO_SECTION,
    ) -> None:
        """Build the tabs for the format of a report, one in front; steps go onto ``stack``."""
        header = ReportHeader(session.sheet.format.name, tools.wishes)
        super().__init__(session.report_id, stack, header)
        self.session = session
        self._theme = theme
        self._tools = tools
        self._state, self._state_words, self._held_words = ReportState.EDITING, "", ""
        self._state_moves: Sequence[Move] = ()
        self.banner, self.offer_bar = LockBanner(), LockBanner()
        self.tabs = ReportTabs(theme)
        self.pages = QStackedWidget()
        self.findings = FindingsPanel(
            session, session.sheet.format, theme, self._uncompared, partial(unjudged, session)
        )
        self.help = HelpPanel(theme)
        self.edits = Edits(session, stack, self.refuses, tools.messages, tools.phrases, self)
        self.by_section = self._make_tabs()
        self.going = Going(session, self.tabs, self.by_section, self.findings, self)
        self._build()
        if section in self.by_section:
            self.going.show_section(section)
        self._connect()
        header.show_report(session.report)
        show_badges(self.tabs, self.session)
        self._on_tab_changed(self.tabs.currentIndex())
        if is_practice(session.report):
            # Imported late: most reports are no practice.
            from gia_desktop.ui.report.practice_panel import add_practice

            add_practice(self, session.formats)

    # -- building

    def _make_tabs(self) -> SectionPages:
        maker = TabMaker(
            self.session,
            self.edits.push,
            self.edits.push_text,
            self._theme,
            self._tools.phrases,
            self._tools.wishes,
            self._tools.messages,
        )
        makers: dict[str, Callable[[], SectionTab]] = {INFO_SECTION: partial(self._make_info, maker)}
        self.tabs.add(INFO_SECTION, "基本信息")
        for section in self.session.sheet.format.sections:
            self.tabs.add(section.id, f"{section.number}、{section.short}")
            make = self._make_table if section.table else self._make_narrative
            makers[section.id] = partial(make, maker, section)
        self.tabs.add(wishes.EXPORT_SECTION, "检查与导出")
        makers[wishes.EXPORT_SECTION] = partial(self._make_export, maker)
        return SectionPages(makers, self._on_tab_built)

    def _make_info(self, maker: TabMaker) -> SectionTab:
        tab = maker.info()
        tab.preamble.cell_asked.connect(self._on_cell_asked)
        tab.year_asked.connect(self._tools.wishes.asks(wishes.YEAR))
        return tab

    def _make_narrative(self, maker: TabMaker, section: Section) -> SectionTab:
        tab = maker.narrative(section)
        tab.editor.cell_asked.connect(self._on_cell_asked)
        tab.panel_chosen.connect(partial(self._set, "text_panel"))
        return tab

    def _make_table(self, maker: TabMaker, section: Section) -> SectionTab:
        tab = maker.grid(section)
        tab.view.current_changed.connect(self._on_cell_changed)
        tab.view.selection_changed.connect(self._on_selection_changed)
        tab.kept_out.connect(self.refuses)
        tab.history_asked.connect(self._tools.wishes.asks(wishes.HISTORY))
        tab.cases_asked.connect(self._tools.wishes.asks(wishes.CASES))
        tab.last_year_toggled.connect(partial(self._set, "show_last_year"))
        return tab

    def _make_export(self, maker: TabMaker) -> SectionTab:
        self._export = tab = maker.export()
        tab.findings_asked.connect(self.going.show_all_findings)
        tab.cell_chosen.connect(self._on_cell_asked)
        tab.section_chosen.connect(self.going.show_section)
        return tab

    def _on_tab_built(self, tab: SectionTab) -> None:
        """Take a new tab in, in the state of those that were there before."""
        self.pages.addWidget(tab)
        tab.said.connect(self.said)
        tab.refused.connect(self._on_refused)
        tab.follow(self._tools.settings)
        tab.set_locked(locked=self.locked)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.banner)
        column.addWidget(self.offer_bar)
        bars = QVBoxLayout()
        column.addLayout(bars)
        push, going = self.edits.push, self.going
        self.finder = TextFinder(self.session, push, going.show_text, going.text_here, bars)
        self.side = SideColumn([self.findings, self.help], [340, 240], "检查和填表说明")
        self.splitter = side_by_side((self.pages, self.side), (1040, 300), stretches=(1, 0))
        self.splitter.setHandleWidth(8)
        body = QWidget()
        inner = QHBoxLayout(body)
        inner.setContentsMargins(8, 6, 8, 6)
        inner.setSpacing(4)
        inner.addWidget(self.splitter, 1)
        inner.addWidget(self.side.handle)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self.edits.said.connect(self.said)
        self.going.said.connect(self.said)
        self.tabs.chosen.connect(self._on_tab_changed)
        self.tabs.badge_clicked.connect(self.going.show_findings_here)
        self.going.findings_wanted.connect(self.side.open)
        self.side.closed.connect(self._go_on)
        self.finder.closed.connect(self._go_on)
        self.findings.jump_asked.connect(self.going.go_to_finding)
        self.findings.fix_asked.connect(self.edits.fix)
        self.findings.explain_asked.connect(self.edits.explain)
        self.findings.ignore_asked.connect(self.edits.ignore)
        self.findings.remark_chosen.connect(self._tools.wishes.asks(wishes.BESIDE))
        self.help.offer_taken.connect(self._on_offer_taken)
        self.help.manual_asked.connect(self._tools.wishes.asks(MANUAL))
        self._end_listening = self.session.listen(self._on_session_changed)

    # -- as the window sees it

    @property
    def title(self) -> str:
        """Unit and year."""
        return f"{self.session.report.unit_name} {self.session.report.year} 年"

    @property
    def counts(self) -> Sequence[str]:
        """How much is filled and what the checks say."""
        return count_words(self.session, len(self.going.places()), self._theme)

    def count_chosen(self, name: str) -> None:
        """Show the findings of a weight, of all for an empty one."""
        self.going.show_findings_of(Severity(name) if name else None)

    def place(self) -> str:
        """Return tab and cell, or tab and what is selected in a text."""
        return self.going.place()

    def go_to(self, place: str) -> None:
        """Go to a tab, a cell or a spot in a text."""
        self.going.go_to(place)

    @property
    def nothing_to_undo(self) -> str:
        """Steps of earlier days are in the history."""
        return "这次打开以后没有可撤销的了；以前的改动按 F4 看，可以退回。"

    def show_step(self, command: QUndoCommand, *, back: bool) -> None:
        """Go to the cell or the text of a step."""
        if isinstance(command, ChangeCommand):
            self.going.show_change(command.change.inverse() if back else command.change)

    def choose_tab(self, place: int) -> None:
        """Bring a tab to the front."""
        if place < self.tabs.count():
            self.tabs.choose(place)

    def clippable(self) -> Clippable | None:
        """Fields of text serve the clipboard themselves, tables through theirs."""
        return super().clippable() or self.by_section[self.tabs.section].clippable()

    def rebuild(self, theme: Theme) -> ReportPage:
        """Return a new page over the same session and steps in another look."""
        return ReportPage(self.session, self.stack, theme, self._tools, self.tabs.section)

    def leave(self) -> None:
        """Listen to the session no longer."""
        self._end_listening()

    @property
    def manual_page(self) -> str:
        """The page for the tab in front."""
        from gia_desktop.app.program.manual import PAGE_OF_SECTION  # imported late: it brings the rules

        return PAGE_OF_SECTION.get(self.tabs.section, "")

    @property
    def copy_kind(self) -> str:
        """A report file."""
        return "年报数据文件"

    @property
    def copy_name(self) -> str:
        """Unit and year."""
        report = self.session.report
        return f"{report.unit_name}{report.year}年年报（另存）.gia"

    def save_copy(self, path: Path) -> None:
        """Write the report into a file."""
        save_report(self.session.report, path)

    def show_saved(self, at: datetime) -> None:
        """Tell when the last step was on disk."""
        self.header.show_saved(at)

    def show_unsaved(self, sentence: str) -> None:
        """Tell that saving does not work at the moment."""
        self.header.show_unsaved(sentence)

    def press(self, wish: Wish[[]]) -> None:
        """Press the button of the tab in front that does what a wish asks for."""
        button = self.by_section[self.tabs.section].doing.get(wish)
        if button is None or not button.isVisible():
            self.say(f"这一页没有“{wish.words.removesuffix('…')}”，请先换到有它的一页。")
        elif button.isEnabled() or not self.refuses():
            button.click()

    def follow_settings(self) -> None:
        """Follow the settings of entry, and what stands beside the texts."""
        for tab in self.by_section.built.values():
            tab.follow(self._tools.settings)

    def print_pages(self) -> None:
        """Ask for a printer and print the report on it."""
        if self.export.refuses():
            return
        # Imported late: most sessions print nothing.
        from gia_desktop.ui.paper.printing import ask_and_print

        preview = self.export.preview
        self.say(ask_and_print(preview.paper(), preview.view.page, self._tools.messages, self))

    # -- the lock

    @property
    def is_held(self) -> bool:
        """Tell whether somebody else has the report."""
        return bool(self._held_words)

    @property
    def why_locked(self) -> str:
        """Somebody else has the report, or it is finished."""
        return self._held_words or self._state_words

    @property
    def moves(self) -> Sequence[Move]:
        """The moves to other states that can be made now."""
        return () if self.is_held else self._state_moves

    def set_locked(self, words: str) -> None:
        """Let nothing be changed, because somebody else has the report; the window says so above."""
        self._held_words = words
        self._show_lock()

    def show_state(self, state: ReportState, moves: Sequence[Move], locked_words: str) -> None:
        """Show the state and the moves from it; a finished report says why it can only be read.

        Args:
            state: how far the report has come.
            moves: where it can go from there.
            locked_words: why nothing can be changed in this state, empty when all can.
        """
        self._state, self._state_moves, self._state_words = state, moves, locked_words
        self._show_lock()

    def _show_lock(self) -> None:
        self.header.state.show_state(self._state, self.moves)
        reopen = self._tools.wishes.asks(wishes.MOVE, ReportState.EDITING)
        self.banner.show_words("" if self.is_held else self._state_words, {"重新打开…": reopen})
        for tab in self.by_section.built.values():
            tab.set_locked(locked=self.locked)
        self.finder.set_locked(locked=self.locked)
        self.stack.setActive(not self.locked)

    # -- keeping everything current

    @property
    def table_tab(self) -> TableTab | None:
        """The tab in front when it holds a table."""
        page = self.pages.currentWidget()
        return page if isinstance(page, TableTab) else None

    @property
    def export(self) -> ExportTab:
        """The tab 检查与导出."""
        self.by_section[wishes.EXPORT_SECTION]  # builds it
        return self._export

    @property
    def current_key(self) -> CellKey | None:
        """The cell that is current in the tab in front, None where there are none."""
        return self.by_section[self.tabs.section].current_key

    def _on_session_changed(self, event: SessionEvent) -> None:
        if event.findings_changed or event.names:  # cells may be blank no more without any finding
            show_badges(self.tabs, self.session)
        if event.names & {UNIT_NAME, YEAR}:
            self.header.show_report(self.session.report)
        key = self.current_key
        if key is not None and key in event.names:
            self._show_cell(key)
        self.counts_changed.emit()

    def _uncompared(self, section: str) -> str:
        return uncompared(self.session, section, self._theme, locked=self.locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages the room of the panels where both have too little."""
        super().resizeEvent(event)
        self.side.fit(self.width())

    def _go_on(self) -> None:
        """Give the keyboard back to the field that had it last in the tab in front."""
        tab = self.by_section[self.tabs.section]
        field: QWidget | None = tab.focusWidget()
        (tab.begin if field is None else field.setFocus)()

    def _on_tab_changed(self, index: int) -> None:
        section = list(self.by_section)[index]
        tab = self.by_section[section]
        self.pages.setCurrentWidget(tab)
        self.findings.show_section("" if section == wishes.EXPORT_SECTION else section)
        tab.begin()
        self._on_cell_changed(tab.current_key or "")

    def _on_cell_changed(self, key: str) -> None:
        if key:
            self._show_cell(CellKey(key))
            return
        sections, here = self.session.sheet.format.sections, self.tabs.section
        section = next((item for item in sections if item.id == here), None)
        self.help.show_section(section, exporting=here == wishes.EXPORT_SECTION)
        self.place_changed.emit("")

    def _show_cell(self, key: CellKey) -> None:
        sheet = self.session.sheet
        found = describe(sheet, key)
        self.help.show_cell(found)
        words = f"{sheet.format.cells[key].label} = {format_value(sheet.now[key]) or '未填'}"
        self.place_changed.emit(f"{words}　{found.last_year}" if found.last_year else words)

    def _on_selection_changed(self) -> None:
        tab = self.table_tab
        if tab is not None and (words := tab.selection_words()):
            self.place_changed.emit(words)

    def _on_cell_asked(self, key: str) -> None:
        if is_register_number(key):
            self._tools.wishes.do(wishes.SHOW_REGISTER)
        else:
            self.going.go_to_cell(parts_of(self.session.sheet.format, CellKey(key))[0])

    def _on_refused(self, error: GiaError) -> None:
        self._tools.messages.tell_error(self, error)

    def _set(self, setting: str, value: str | bool) -> None:
        self._tools.settings[setting] = value
        self.follow_settings()

    def _on_offer_taken(self) -> None:
        key = self.current_key
        offer = describe(self.session.committed, key).offer if key is not None else ""
        if key is not None and offer:
            self.edits.fill(key, offer)

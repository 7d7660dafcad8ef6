"""The report window's content: tabs with badges, panels, and what is asked there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gia_desktop.app.report.cell_help import describe, doubtful_entry
from gia_desktop.app.report.review import explanation, ignoring
from gia_desktop.app.report.session import Event, Session
from gia_desktop.app.report.states import Move
from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.reasons import Settled
from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import INFO_SECTION, CellKey, TextKey
from gia_desktop.core.states import ReportState
from gia_desktop.core.values import Value, format_value, read_value
from gia_desktop.ui.findings.panel import FindingsPanel
from gia_desktop.ui.frame.undo import ChangeCommand, TypingCommand
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.side_column import SideColumn
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.header import ReportHeader
from gia_desktop.ui.report.help_panel import HelpPanel
from gia_desktop.ui.report.lock import EditingGuard, LockBanner, set_read_only
from gia_desktop.ui.report.tabs.bar import ReportTabs
from gia_desktop.ui.report.tabs.pages import PageMaker, SectionPages
from gia_desktop.ui.report.tabs.table import TableTab
from gia_desktop.ui.texts.line_editor import LineEditor

if TYPE_CHECKING:
    from gia_desktop.app.writing.own_phrases import OwnPhrases
    from gia_desktop.ui.report.tabs.export import ExportTab

EXPORT_SECTION = "export"
_WIDE_ENOUGH = 1100
"""The export tab, a text with something beside it and the panels need this much width side by side."""


class ReportPage(QWidget):
    """Everything to edit one report.

    Signals:
        export_asked: write a file of a kind (suffix).
        wish_asked: do something else with the finished report (its name).
        said: a sentence for the status line.
        cell_words_changed: the current cell in words, for the status line.
        move_asked: the report is to go into another state (its name).
        history_asked: show how the current cell came to its value.
        painted: the page was on the screen for the first time; what takes long can begin.
    """

    export_asked = Signal(str)
    wish_asked = Signal(str)
    said = Signal(str)
    cell_words_changed = Signal(str)
    move_asked = Signal(str)
    history_asked = Signal()
    painted = Signal()

    def __init__(
        self,
        session: Session,
        stack: QUndoStack,
        theme: Theme,
        messages: Messages,
        section: str = INFO_SECTION,
        phrases: OwnPhrases | None = None,
    ) -> None:
        """Build the tabs for the format of a report, one in front; steps go onto ``stack``."""
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self._theme = theme
        self._messages = messages
        self._phrases = phrases
        self.stack = stack
        self._finding_place = -1
        self._why_locked = ""
        self.banner = LockBanner()
        self._was_painted = False
        self._guards: list[EditingGuard] = []
        self._enter_right, self._show_last_year = False, True
        self._text_panel = "none"
        self._wide = {EXPORT_SECTION}
        self.header = ReportHeader(session.sheet.format.name)
        self.tabs = ReportTabs(theme)
        self.pages = QStackedWidget()
        self.findings = FindingsPanel(session, theme)
        self.help = HelpPanel(theme)
        self.by_section = self._make_tabs()
        self._build()
        if section in self.by_section:
            self.show_section(section)
        self._connect()
        self.header.show_report(session.report)
        self._show_badges()
        self._on_tab_changed(self.tabs.currentIndex())

    # -- building

    def _make_tabs(self) -> SectionPages:
        maker = PageMaker(self.session, self.push, self.push_text, self._theme, self._phrases)
        self.tabs.add(INFO_SECTION, "基本信息")
        makers: dict[str, Callable[[], QWidget]] = {INFO_SECTION: maker.info}
        for section in self.session.sheet.format.sections:
            self.tabs.add(section.id, f"{section.heading.partition('、')[0]}、{section.short}")
            makers[section.id] = partial(maker.table if section.table else maker.narrative, section)
        self.tabs.add(EXPORT_SECTION, "检查与导出")
        makers[EXPORT_SECTION] = maker.export
        return SectionPages(makers, self._on_page_built)

    def _on_page_built(self, section: str, page: QWidget) -> None:
        """Take a new page in, in the state of those that were there before."""
        self.pages.addWidget(page)
        if section == EXPORT_SECTION:
            self._connect_export()
            return
        if isinstance(page, TableTab):
            self._connect_table(page)
        else:
            self._connect_texts(section, page)
        if self.locked:
            set_read_only(page, read_only=True)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.banner)
        self.side = SideColumn([self.findings, self.help], [340, 240])
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pages)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([1040, 300])
        self.splitter.setHandleWidth(8)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(8, 6, 8, 6)
        inner.addWidget(self.splitter)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self.header.state.move_asked.connect(self.move_asked)
        self.banner.asked.connect(self.wish_asked)
        self.tabs.chosen.connect(self._on_tab_changed)
        self.findings.jump_asked.connect(self._on_jump_asked)
        self.findings.settle_asked.connect(self.settle)
        self.findings.explain_asked.connect(self.explain)
        self.findings.ignore_asked.connect(self.ignore)
        self.help.offer_taken.connect(self._on_offer_taken)
        self.help.manual_asked.connect(partial(self.wish_asked.emit, "manual"))
        self.session.listen(self._on_session_changed)

    def _connect_export(self) -> None:
        self.export.export_asked.connect(self.export_asked)
        self.export.wish_asked.connect(self.wish_asked)
        self.export.findings_asked.connect(self.show_all_findings)
        self.export.cell_chosen.connect(self.go_to_cell)
        self.export.section_chosen.connect(self.show_section)
        self.export.print_asked.connect(self.print_pages)

    def _connect_texts(self, section: str, page: QWidget) -> None:
        from gia_desktop.ui.texts.text_editor import TextEditor  # imported late, as its pages are

        for editor in page.findChildren(TextEditor):
            editor.cell_asked.connect(self._on_cell_asked)
            editor.refused.connect(self._on_refused)
            editor.said.connect(self.said)
        if section != INFO_SECTION:
            self._connect_panels(section, page)

    def _connect_panels(self, section: str, page: QWidget) -> None:
        from gia_desktop.ui.report.tabs.narrative import NarrativeTab

        if isinstance(page, NarrativeTab):
            page.panel_chosen.connect(self._on_text_panel_chosen)
            self._settle_texts_in(section, page)

    def _connect_table(self, tab: TableTab) -> None:
        tab.view.current_changed.connect(self._on_cell_changed)
        tab.view.selection_changed.connect(self._on_selection_changed)
        tab.said.connect(self.said)
        guard = EditingGuard(tab.view)
        guard.refused.connect(self.refuses)
        guard.active = self.locked
        self._guards.append(guard)
        history = QAction("查看这一格的历史…", tab.view)
        history.triggered.connect(self.history_asked)
        tab.view.addAction(history)
        tab.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._settle_in(tab)

    # -- steps

    @property
    def table_tabs(self) -> Mapping[str, TableTab]:
        """The tabs with tables, by section; all of them are built."""
        return {section: page for section, page in self.by_section.items() if isinstance(page, TableTab)}

    @property
    def export(self) -> ExportTab:
        """The tab 检查与导出."""
        return cast("ExportTab", self.by_section[EXPORT_SECTION])

    @property
    def locked(self) -> bool:
        """Tell whether the report can only be read."""
        return bool(self._why_locked)

    def show_state(
        self, state: ReportState, moves: Sequence[Move], locked_words: str, *, seen_above: bool = False
    ) -> None:
        """Show the state and the moves from it; a locked report says why it can only be read.

        Args:
            state: how far the report has come.
            moves: where it can go from there.
            locked_words: why nothing can be changed, empty when all can.
            seen_above: the window says so already.
        """
        was_locked, self._why_locked = self.locked, locked_words
        self.header.state.show_state(state, moves)
        reopening = {f"state:{ReportState.EDITING.value}": "重新打开…"}
        self.banner.show_words("" if seen_above else locked_words, reopening)
        for guard in self._guards:
            guard.active = self.locked
        for section, tab in self.by_section.built.items():
            if section != EXPORT_SECTION and self.locked != was_locked:
                set_read_only(tab, read_only=self.locked)
        self.stack.setActive(not self.locked)

    def refuses(self) -> bool:
        """Tell whether the report is locked, and the clerk why nothing happens."""
        if self.locked:
            self.said.emit(self._why_locked)
        return self.locked

    def push(self, change: Change) -> None:
        """Do a step that can be undone; asks when a cell holds what this kind of unit can't have."""
        if self.refuses():
            return
        self.stack.push(ChangeCommand(self.session, change))
        if change.origin == "typed" and len(change.cells) == 1:
            # Asked once the field is closed and the next cell is reached: the box takes the focus from both.
            QTimer.singleShot(0, self, partial(self._question, next(iter(change.cells))))

    def push_text(self, change: Change, run: int) -> None:
        """Do a step of typing; steps of the same run become one."""
        if self.refuses():
            return
        self.stack.push(TypingCommand(self.session, change, run))

    def _question(self, key: CellKey) -> None:
        rule = doubtful_entry(self.session.committed, key)
        if rule is None:
            return
        label = self.session.sheet.format.cells[key].label
        shown = format_value(self.session.committed.now[key])
        text = f"{rule.question}\n\n{label}：{shown}\n依据：{rule.basis}"
        if self._messages.ask(self, "请核对", text, f"改成 {rule.offer}", f"仍填 {shown}"):
            self.fill(key, rule.offer)

    def fill(self, key: CellKey, text: str) -> None:
        """Put a text into one cell as if typed."""
        cell = self.session.sheet.format.cells[key]
        self.set_cell(key, read_value(text, cell.kind), f"填写“{cell.label}”", "offered")

    def set_cell(self, key: CellKey, value: Value, label: str, origin: str) -> None:
        """Put a value into one cell as one step."""
        self._push_unless_empty(cell_change(self.session.report, {key: value}, label, origin))

    def apply_settings(self, *, enter_right: bool, show_last_year: bool, text_panel: str = "none") -> None:
        """Follow the settings of entry; ``text_panel`` is what stands beside the texts."""
        self._enter_right, self._show_last_year = enter_right, show_last_year
        for tab in self.by_section.built.values():
            if isinstance(tab, TableTab):
                self._settle_in(tab)
        self._show_text_panel(text_panel)

    def _show_text_panel(self, name: str) -> None:
        self._text_panel = name
        for section, tab in self.by_section.built.items():
            if section != EXPORT_SECTION and not isinstance(tab, TableTab):
                self._settle_texts_in(section, tab)
        self._make_room()

    def _settle_texts_in(self, section: str, tab: QWidget) -> None:
        from gia_desktop.ui.report.tabs.narrative import NOTHING, NarrativeTab

        if isinstance(tab, NarrativeTab):
            tab.show_panel(self._text_panel)
            (self._wide.discard if tab.panel_name == NOTHING else self._wide.add)(section)

    def _on_text_panel_chosen(self, name: str) -> None:
        self._show_text_panel(name)
        self.wish_asked.emit(f"set:text_panel:{name}")

    def _settle_in(self, tab: TableTab) -> None:
        tab.view.enter_moves_right = self._enter_right
        if tab.model.show_last_year != self._show_last_year:
            tab.model.show_last_year = self._show_last_year
            tab.model.refresh()

    def fill_all_blanks(self) -> None:
        """Put 0 into every blank cell of the report, in one step."""
        if self.refuses():
            return
        sheet = self.session.committed
        blank = [key for key in sheet.format.entered if sheet.now[key] is None]
        if not blank:
            self.said.emit("没有空格要补。")
            return
        cells = {key: (None, read_value("0", sheet.format.cells[key].kind)) for key in blank}
        self.push(Change(f"全部补零（{len(blank)} 格）", cells=cells, origin="filled"))
        self.said.emit(f"三张表共补 {len(blank)} 个 0，按 Ctrl+Z 可退回。")

    def settle(self, finding: Finding) -> None:
        """Take the computed totals instead of the stated ones a finding names."""
        stated = self.session.report.stated
        cells = {key: (stated[key], None) for key in finding.cells[:1] if key in stated}
        if cells:
            self.push(Change("以自动计算的合计为准", stated=cells, origin="settled"))

    def explain(self, settled: Settled) -> None:
        """Ask for an explanation of a finding and keep it with the values its rule sees now."""
        if self.refuses():
            return
        # Imported late, as all dialogs: the window opens sooner without them.
        from gia_desktop.ui.findings.explain_dialog import ExplainDialog

        own = self._phrases.reasons(settled.finding.code) if self._phrases is not None else None
        dialog = ExplainDialog(settled, self, own)
        if self._messages.accepts(dialog):
            self._push_unless_empty(explanation(self.session.committed, settled, dialog.text()))

    def ignore(self, settled: Settled) -> None:
        """Hide a hint until one of its values changes."""
        self._push_unless_empty(ignoring(self.session.committed, settled))

    def _push_unless_empty(self, change: Change) -> None:
        if not change.is_empty:
            self.push(change)

    def commit_typing(self) -> None:
        """Commit what is half typed anywhere, before closing, exporting or undoing."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def print_pages(self) -> None:
        """Ask for a printer and print the report on it."""
        # Imported late: most sessions print nothing.
        from gia_desktop.ui.paper.printing import ask_and_print

        self.commit_typing()
        preview = self.export.preview
        self.said.emit(ask_and_print(preview.paper(), preview.view.page, self._messages, self))

    # -- going places

    def show_section(self, section: str) -> None:
        """Bring a tab to the front."""
        self.tabs.choose(list(self.by_section).index(section))

    def go_to_place(self, section: str, cell: str) -> None:
        """Show a tab and a cell, as far as the report has them."""
        if cell in self.session.sheet.format.cells:
            self.go_to_cell(CellKey(cell))
        elif section in self.by_section:
            self.show_section(section)

    def go_to_cell(self, key: CellKey) -> None:
        """Show a cell and make it current."""
        cell = self.session.sheet.format.cells[key]
        self.show_section(cell.section)
        tab = self.by_section[cell.section]
        if isinstance(tab, TableTab):
            tab.view.setFocus()
            tab.view.go_to(key)

    def _on_cell_asked(self, key: str) -> None:
        self.go_to_cell(CellKey(key))

    def _on_refused(self, error: object) -> None:
        if isinstance(error, GiaError):
            self._messages.tell_error(self, error)

    def go_to_finding(self, finding: Finding, cell: str = "") -> None:
        """Show the place of a finding: a cell, a spot in a text, or its tab."""
        if cell or finding.cells:
            self.go_to_cell(CellKey(cell) if cell else finding.cells[0])
            return
        self.show_section(finding.section)
        if finding.spans:
            self.reveal(finding.section, finding.spans[0])

    def text_in_focus(self) -> Span | None:
        """Return the text that is being written and what is selected in it."""
        from gia_desktop.ui.texts.text_editor import TextEditor

        focus = self.focusWidget()
        if isinstance(focus, TextEditor):
            return Span(focus.key, *focus.raw_selection())
        if isinstance(focus, LineEditor):
            start = focus.selectionStart() if focus.hasSelectedText() else focus.cursorPosition()
            return Span(focus.key, start, start + len(focus.selectedText()))
        return None

    def reveal(self, section: str, span: Span) -> None:
        """Go to a place in one of the texts of a tab."""
        from gia_desktop.ui.report.tabs.info import InfoTab
        from gia_desktop.ui.report.tabs.narrative import NarrativeTab

        page = self.by_section[section]
        if isinstance(page, NarrativeTab) and page.editor.key == span.text:
            page.editor.setFocus()
            page.editor.reveal(span.start, span.end)
        elif isinstance(page, InfoTab):
            page.reveal(span.text, span.start, span.end)
        elif isinstance(page, TableTab):
            page.note.setFocus()

    def step_finding(self, step: int) -> None:
        """Go to the next (1) or previous (-1) finding, over all tabs."""
        found = self.session.open_findings()
        if not found:
            self.said.emit("没有发现问题。")
            return
        place = self._finding_place if self._finding_place >= 0 or step > 0 else 0
        self._finding_place = (place + step) % len(found)
        finding = found[self._finding_place]
        self.go_to_finding(finding)
        self.said.emit(
            f"{self._finding_place + 1} / {len(found)}　{finding.severity.word}：{finding.message}"
        )

    def show_all_findings(self) -> None:
        """Show the findings of all tabs in the panel."""
        self.findings.everywhere.setChecked(True)
        self.findings.view.setFocus()

    # -- keeping everything current

    def _on_session_changed(self, event: Event) -> None:
        if event.findings_changed:
            self._show_badges()
        if TextKey("unit.name") in event.names:
            self.header.show_report(self.session.report)
        view = self.table_tab
        if view is not None and view.view.current_key in event.names:
            self._on_cell_changed(view.view.current_key or "")

    def _show_badges(self) -> None:
        for section in (INFO_SECTION, *(item.id for item in self.session.sheet.format.sections)):
            found = self.session.open_findings(section)
            counts = {severity: sum(item.severity is severity for item in found) for severity in Severity}
            self.tabs.set_badge(section, counts, empty=self.session.is_empty(section))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time, once everything on the page is painted too."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages the room of the panels where both have too little."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        crowded = self.width() < _WIDE_ENOUGH and self.tabs.section in self._wide
        self.side.setVisible(not crowded)

    def _on_tab_changed(self, index: int) -> None:
        section = list(self.by_section)[index]
        self.pages.setCurrentWidget(self.by_section[section])
        self._make_room()
        self.findings.show_section("" if section == EXPORT_SECTION else section)
        page = self.by_section[section]
        if isinstance(page, TableTab):
            page.view.setFocus()
            page.view.ensure_current()
            self._on_cell_changed(page.view.current_key or "")
        else:
            if page.focusProxy() is not None:
                page.setFocus()
            self._show_section_help(section)
            self.cell_words_changed.emit("")

    def _show_section_help(self, section: str) -> None:
        sections = self.session.sheet.format.sections
        self.help.show_section(next((item for item in sections if item.id == section), None))

    def _on_cell_changed(self, key: str) -> None:
        if not key:
            self._show_section_help(self.tabs.section)
            return
        sheet = self.session.sheet
        found = describe(sheet, CellKey(key))
        self.help.show_cell(found)
        words = (
            f"{sheet.format.cells[CellKey(key)].label} = {format_value(sheet.now[CellKey(key)]) or '未填'}"
        )
        self.cell_words_changed.emit(f"{words}　{found.last_year}" if found.last_year else words)

    def _on_selection_changed(self) -> None:
        tab = self.table_tab
        if tab is not None and (words := tab.selection_words()):
            self.cell_words_changed.emit(words)

    @property
    def table_tab(self) -> TableTab | None:
        """The tab in front when it holds a table."""
        page = self.pages.currentWidget()
        return page if isinstance(page, TableTab) else None

    def _on_jump_asked(self, finding: object, cell: str) -> None:
        if isinstance(finding, Finding):
            self.go_to_finding(finding, cell)

    def _on_offer_taken(self) -> None:
        tab = self.table_tab
        if tab is not None and tab.view.current_key is not None:
            offer = describe(self.session.committed, tab.view.current_key).offer
            if offer:
                self.fill(tab.view.current_key, offer)

"""A tab with one official table: grid, tools above, 勾稽 strip below table 三."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.last_year.as_last_year import as_last_year, checked
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.checks.finding import Span
from gia_desktop.checks.rule import PREVIOUS, YEAR
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, is_number
from gia_desktop.formats.schema import Section
from gia_desktop.ui.frame.page import Clippable
from gia_desktop.ui.grid.cell_drag import CellDrag
from gia_desktop.ui.grid.cell_hint import CellHints
from gia_desktop.ui.grid.editing_guard import EditingGuard
from gia_desktop.ui.grid.navigation import Navigator
from gia_desktop.ui.grid.table_clipboard import TableClipboard
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.cards import Button
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.balance_strip import BalanceStrip
from gia_desktop.ui.report.tabs.section import SectionTab
from gia_desktop.ui.report.tabs.table_note import TableNote
from gia_desktop.ui.texts.typing_clock import PushText

_LIKE_TEXTS: Final = 17
"""The heading begins where those of the texts do, inside of their card."""


class TableTab(SectionTab):
    """Fills 二, 三 or 四.

    Signals:
        kept_out: a key that changes cells was pressed while the report is locked.
        history_asked: show how the current cell came to its value.
        cases_asked: show the applications behind the current cell.
        last_year_toggled: last year's figures are to be shown, or no more.
    """

    kept_out = Signal()
    history_asked = Signal()
    cases_asked = Signal()
    last_year_toggled = Signal(bool)

    def __init__(
        self,
        session: Session,
        section: Section,
        push: Callable[[Change], None],
        push_text: PushText,
        theme: Theme,
        messages: Messages,
    ) -> None:
        """Edit one table of a session; ``messages`` shows what would be pasted."""
        super().__init__()
        self._session = session
        self._section = section
        self._push = push
        self.menu: QMenu | None = None
        self.model = TableModel(session, section.table, push, self)
        self.view = TableView(self.model, Navigator(session.sheet.format, self.model.grid), theme)
        self.view.setAccessibleName(section.heading)
        self.clipboard = TableClipboard(session, self.model, self.view, theme, messages)
        self.clipboard.said.connect(self.said)
        self.drag = CellDrag(session, self.view, theme)
        self.view.offer_asked.connect(self.take_offers)
        self.hints = CellHints(session, self.model, self.view)
        self.hints.said.connect(self.said)
        self._note = TableNote(session, section, push_text, self.view)
        self.note = self._note.field
        self.guard = EditingGuard(self.view)
        self.guard.refused.connect(self.kept_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(self._tools())
        column.addWidget(self.view, 1)
        self.strip: BalanceStrip | None = None
        if any(balance.table == section.table for balance in session.sheet.format.balances):
            self.strip = BalanceStrip(session, self.view, theme)
            column.addWidget(self.strip)
        column.addWidget(self._note)
        self.fields = (self.note,)
        self.changing = (self.paste, self.fill_zeros)
        self.doing = {
            wishes.FILL_TABLE: self.fill_zeros,
            wishes.PASTE_TABLE: self.paste,
            wishes.TABLE_NOTE: self._note.button,
        }
        self._add_menu()
        follow(self, session.listen, self._on_session_changed)

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(_LIKE_TEXTS, 4, 0, 2)
        heading = ElidedLabel(least_signs=8)
        heading.setText(self._section.heading)
        heading.setObjectName("sectionHeading")
        self.fill_zeros = Button("空格补零")
        self.fill_zeros.setToolTip("把本表没有填的格都填 0，一次撤销可退回")
        self.fill_zeros.clicked.connect(self.fill_blanks)
        self.paste = Button("粘贴表格…")
        self.paste.setToolTip("从 Excel、Word、WPS 或网页复制的表格，按行列名称对号入座（Ctrl+V）")
        self.paste.clicked.connect(self.clipboard.paste)
        self.shows_last_year = QCheckBox(self)
        self.shows_last_year.setToolTip("格子左边斜的小字是去年的数，只供对照；关掉就不显示")
        self.shows_last_year.toggled.connect(self.last_year_toggled)
        self._show_legend()
        line.addWidget(heading, 100)
        line.addStretch(1)
        line.addWidget(self.shows_last_year)
        line.addWidget(self._note.button)
        line.addWidget(self.paste)
        line.addWidget(self.fill_zeros)
        return line

    def _add_menu(self) -> None:
        self.view.menu_asked.connect(self._on_menu_asked)

    @property
    def has_cases(self) -> bool:
        """Tell whether the register can tell the applications behind its cells."""
        return self._section.table in {"t3", "t4"}

    def _on_menu_asked(self, place: QPoint) -> None:
        # Imported late: most sessions open no menu here.
        from gia_desktop.ui.report.tabs.table_menu import show_menu

        self.menu = show_menu(self, place, locked=self.guard.active)

    # -- as every tab

    @property
    def current_key(self) -> CellKey | None:
        """The cell that is current."""
        return self.view.current_key

    def begin(self) -> None:
        """Go on at the current cell, or at the first one."""
        self.view.setFocus()
        self.view.ensure_current()

    def follow(self, settings: Settings) -> None:
        """Go on after Enter as the clerk wants it, and show last year's figures or not."""
        self.view.enter_moves_right = settings.enter_direction == "right"
        with QSignalBlocker(self.shows_last_year):
            self.shows_last_year.setChecked(settings.show_last_year)
        if self.model.show_last_year != settings.show_last_year:
            self.model.show_last_year = settings.show_last_year
            self.model.refresh()

    def set_locked(self, *, locked: bool) -> None:
        """Let cells be walked and copied only, or be changed again."""
        super().set_locked(locked=locked)
        self.guard.active = locked
        self.hints.set_locked(locked=locked)

    def go_to_cell(self, key: CellKey) -> None:
        """Make a cell current."""
        self.view.setFocus()
        self.view.go_to(key)

    def point_out(self, span: Span) -> None:
        """Go to a spot in the words below the table."""
        self._note.bring()
        super().point_out(span)

    def select(self, span: Span) -> None:
        """Select a spot in the words below the table."""
        self._note.bring()
        super().select(span)

    def clippable(self) -> Clippable | None:
        """Return the block of selected cells."""
        return self.clipboard

    # -- tools

    def fill_blanks(self) -> None:
        """Put 0 into every blank cell of this table, in one step."""
        zeros = self.model.zeros_for_blanks()
        count = self.model.commit(zeros, f"空格补零（{len(zeros)} 格）", "filled")
        self.said.emit(f"已补 {count} 个 0，按 Ctrl+Z 可退回。" if count else "没有空格要补。")
        self.view.setFocus()

    # -- last year

    def _on_session_changed(self, event: SessionEvent) -> None:
        if event.names & {PREVIOUS, YEAR}:
            self._show_legend()

    def _show_legend(self) -> None:
        """Say what the small figures are, where there are any."""
        self.shows_last_year.setText(f"小字：{self.last_year} 年")
        self.shows_last_year.setHidden(not self.last_year)

    @property
    def last_year(self) -> int:
        """The year of the report that stands beside this one, 0 for none."""
        previous = self._session.report.previous
        return previous.year if previous is not None else 0

    @property
    def unchecked(self) -> frozenset[CellKey]:
        """The cells that were filled as last year and that nobody has looked at yet."""
        return self._session.report.unchecked

    def takes_last_year(self, keys: Sequence[CellKey], *, blanks_only: bool) -> dict[CellKey, Value]:
        """Return last year's figures that cells would take; only blank ones, or all."""
        change = as_last_year(self._session.committed, keys, blanks_only=blanks_only)
        return {key: new for key, (_, new) in change.cells.items()}

    def fill_as_last_year(self, keys: Sequence[CellKey], *, blanks_only: bool) -> None:
        """Fill cells with last year's figures; they are marked until somebody has looked."""
        change = as_last_year(self._session.committed, keys, blanks_only=blanks_only)
        if not change.is_empty:
            self._push(change)
            self.said.emit(f"已{change.label}，都记着“未核对”；改过或点“核对无误”就去掉。按 Ctrl+Z 可退回。")

    def confirm(self, keys: Sequence[CellKey]) -> None:
        """Take the mark 未核对 from cells."""
        change = checked(self._session.report, keys)
        if not change.is_empty:
            self._push(change)
            self.said.emit(f"{change.label}。")

    def take_offers(self) -> None:
        """Fill the blank ones of the selected cells with what units of this kind usually enter there."""
        offers = self.model.offers(self.view.selected_keys())
        count = self.model.commit(offers, f"按单位类型填写 {len(offers)} 格", "offered")
        self.said.emit(f"已填 {count} 格。" if count else "选中的格没有可以直接填的数。")

    def selection_words(self) -> str:
        """Return sum and count of the selected numbers, empty for less than two cells."""
        keys = self.view.selected_keys()
        if len(keys) < 2:
            return ""
        numbers = [value for key in keys if is_number(value := self.model.value(key))]
        return f"选中 {len(keys)} 格，{len(numbers)} 个数，合计 {sum(numbers)}"

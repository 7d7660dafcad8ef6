"""A tab with one official table: grid, tools above, 勾稽 strip below table 三."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.values import is_number
from gia_desktop.formats.schema import Section
from gia_desktop.ui.frame.page import Clippable
from gia_desktop.ui.grid.cell_drag import CellDrag
from gia_desktop.ui.grid.cell_hint import CellHints
from gia_desktop.ui.grid.editing_guard import EditingGuard
from gia_desktop.ui.grid.navigation import Navigator
from gia_desktop.ui.grid.table_clipboard import TableClipboard
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.tabs.balance_strip import BalanceStrip
from gia_desktop.ui.report.tabs.section import SectionTab
from gia_desktop.ui.texts.line_editor import LineEditor
from gia_desktop.ui.texts.typing_clock import PushText


class TableTab(SectionTab):
    """Fills 二, 三 or 四.

    Signals:
        kept_out: a key that changes cells was pressed while the report is locked.
        history_asked: show how the current cell came to its value.
        cases_asked: show the applications behind the current cell.
    """

    kept_out = Signal()
    history_asked = Signal()
    cases_asked = Signal()

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
        self.model = TableModel(session, section.table, push, self)
        self.view = TableView(self.model, Navigator(session.sheet.format, self.model.grid), theme)
        self.view.setAccessibleName(section.heading)
        self.clipboard = TableClipboard(session, self.model, self.view, theme, messages)
        self.clipboard.said.connect(self.said)
        self.drag = CellDrag(session, self.view, theme)
        self.view.offer_asked.connect(self.take_offers)
        self.hints = CellHints(session, self.model, self.view)
        self.hints.said.connect(self.said)
        self.note = LineEditor(session, section_key(section.id), f"{section.short}表下注", push_text)
        self.note.setPlaceholderText("表下说明，没有就不填；会印在表格下面")
        self.note.setToolTip("单独一行写“{表}”，它前面的文字印在表格上面")
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
        self.fields = (self.note,)
        self.changing = (self.paste, self.fill_zeros)
        self._add_menu()

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        heading = QLabel(self._section.heading)
        heading.setObjectName("panelTitle")
        self.fill_zeros = QPushButton("空格补零")
        self.fill_zeros.setToolTip("把本表没有填的格都填 0，一次撤销可退回")
        self.fill_zeros.clicked.connect(self.fill_blanks)
        self.paste = QPushButton("粘贴表格…")
        self.paste.setToolTip("从 Excel、Word、WPS 或网页复制的表格，按行列名称对号入座（Ctrl+V）")
        self.paste.clicked.connect(self.clipboard.paste)
        line.addWidget(heading)
        line.addSpacing(8)
        line.addWidget(self.note, 1)
        line.addSpacing(8)
        line.addWidget(self.paste)
        line.addWidget(self.fill_zeros)
        return line

    def _add_menu(self) -> None:
        history = QAction("查看这一格的历史…", self.view)
        history.triggered.connect(self.history_asked)
        self.view.addAction(history)
        if self._section.table in {"t3", "t4"}:
            cases = QAction("这一格是哪几件申请（F7）", self.view)
            cases.triggered.connect(self.cases_asked)
            self.view.addAction(cases)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

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

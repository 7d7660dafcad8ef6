"""Copy, cut and paste between an official grid and other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from gia_desktop.app.report.session import Session
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.ui.grid.table_model import TableModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.live_mime import name_cells
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme

if TYPE_CHECKING:
    from gia_desktop.importers.paste.plan import PastePlan

# Readers and writers are imported when the clipboard is used: the window opens sooner without them.


class TableClipboard(QObject):
    """Serves the clipboard keys of one table.

    Signals:
        said: a sentence for the status line.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, model: TableModel, view: TableView, theme: Theme, messages: Messages
    ) -> None:
        """Serve a view; the preview of what is pasted is shown by ``messages``."""
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        self._theme = theme
        self._messages = messages
        view.copy_asked.connect(self.copy)
        view.cut_asked.connect(self.cut)
        view.paste_asked.connect(self.paste)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as text and table; a whole table takes its labels along."""
        from gia_desktop.documents.writers.clipboard import copy_block

        keys = self._view.selected_keys()
        if not keys:
            return
        whole = len(keys) == len(self._model.keys)
        text, html = copy_block(self._session.committed, self._model.table_id, keys, with_labels=whole)
        data = QMimeData()
        data.setText(text)
        data.setHtml(html)
        name_cells(data, keys)
        QGuiApplication.clipboard().setMimeData(data)
        self.said.emit(f"已复制 {len(keys)} 格{'（带行列名称）' if whole else ''}。")

    def cut(self) -> None:
        """Copy the selected cells, then clear them."""
        self.copy()
        self._view.clear_selected()

    def paste(self) -> None:
        """Read the clipboard, show what would change, and do it in one step."""
        from gia_desktop.importers.paste.plan import plan_paste

        data = QGuiApplication.clipboard().mimeData()
        anchor = self._view.selected_keys()[:1] or self._model.keys[:1]
        plan = plan_paste(
            data.html() if data.hasHtml() else None,
            data.text() if data.hasText() else None,
            self._session.committed,
            self._model.table_id,
            anchor[0],
            self._view.selected_shape(),
        )
        changing = [item for item in plan.items if item.changes]
        disagreeing = [pair for pair in plan.compared if not pair.agrees]
        if not changing and not disagreeing:
            self.said.emit(plan.sentence if not plan.items else "粘贴的内容与表里的相同，没有改动。")
            return
        single = len(plan.items) == 1 and not changing[0].doubtful if changing else False
        chosen = {item.key: item.new for item in changing} if single else self._review(plan)
        if chosen:
            count = self._model.commit(chosen, f"粘贴（{len(chosen)} 格）", "pasted")
            copied = "　和去年的完全一样，都作“照去年填”，请逐格核对。"
            is_copied = bool(self._session.report.unchecked & chosen.keys())
            self.said.emit(
                f"{plan.sentence}　改动 {count} 格，按 Ctrl+Z 可退回。{copied if is_copied else ''}"
            )

    def _review(self, plan: PastePlan) -> dict[CellKey, Value] | None:
        """Show old, new and doubtful values; return what the clerk leaves ticked."""
        from gia_desktop.ui.grid.paste_dialog import PasteDialog

        dialog = PasteDialog(plan, self._session.sheet.format, self._theme, self._view)
        accepted = self._messages.accepts(dialog)
        dialog.deleteLater()
        return dialog.model.chosen() if accepted else None

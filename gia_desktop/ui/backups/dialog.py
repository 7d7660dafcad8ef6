"""Restoring from a backup: which there are, what is inside, how it compares with now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.kit.dialogs import Buttons, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.moments import when
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.vault.backups import Backup

_BACKUP_HEADS: Final = ("备份时间", "放在", "大小")
_INSIDE_HEADS: Final = ("单位", "年度", "状态", "最后改动", "和现在相比")


class Placed(NamedTuple):
    """A backup and where it lies, in words."""

    backup: Backup
    place: str


class BackupsDialog(QDialog):
    """Chooses a backup, for all reports or for one of them.

    Attributes:
        single: the number of the report to be taken out, None when all is to be restored.
    """

    def __init__(
        self,
        backups: Sequence[Placed],
        look_into: Callable[[Backup], Sequence[DraftSummary]],
        present: Sequence[DraftSummary],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show the newest backup first."""
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        self._look_into = look_into
        self._present = {item.id: item for item in present}
        self.single: int | None = None
        self.backups = LinesModel[Placed](_BACKUP_HEADS, _backup_words)
        self.inside = LinesModel[DraftSummary](_INSIDE_HEADS, self._inside_words)
        self.backup_view = lines_view(self.backups, "备份", 1)
        self.inside_view = lines_view(self.inside, "备份里的报告", 0)
        self.note = QLabel()
        self._build()
        self.backup_view.selectionModel().selectionChanged.connect(self._on_backup_selected)
        self.inside_view.selectionModel().selectionChanged.connect(self._show_buttons)
        self.backups.show(backups)
        if backups:
            self.backup_view.selectRow(0)
        else:
            self.note.setText("还没有备份。填了内容以后每小时自动备份一次。")
            self._show_buttons()
        resize_within_screen(self, 980, 520)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.backup_view)
        parts.addWidget(self.inside_view)
        parts.setSizes([330, 620])
        column.addWidget(parts, 1)
        self.note.setWordWrap(True)
        column.addWidget(self.note)
        explained = QLabel(
            "取出一份：作为新的一份放进“我的年报”，现有的都不动。\n"
            "恢复全部：“我的年报”整个换成这份备份；换之前先把现在的内容另做一份备份，还可以换回来。"
        )
        explained.setObjectName("quiet")
        explained.setWordWrap(True)
        column.addWidget(explained)
        buttons = Buttons(self, "关闭")
        self.take_one = make_primary(buttons.add_accepting("取出选中的一份"))
        self.restore_all = buttons.add_accepting("恢复全部…")
        self.take_one.clicked.connect(self._on_take_one_clicked)
        column.addWidget(buttons)

    def backup(self) -> Backup | None:
        """Return the selected backup."""
        rows = self.backup_view.selectionModel().selectedRows()
        return self.backups.items[rows[0].row()].backup if rows else None

    def _on_backup_selected(self) -> None:
        backup = self.backup()
        found: Sequence[DraftSummary] = []
        words = ""
        try:
            found = self._look_into(backup) if backup is not None else []
            words = f"这份备份里有 {len(found)} 份报告。" if found else "这份备份里没有报告。"
        except GiaError as error:
            words = f"这份备份读不出来，换一份试试。{error.user_text}"
        self.inside.show(found)
        self.note.setText(words)
        if found:
            self.inside_view.selectRow(0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.restore_all.setEnabled(bool(self.inside.items))
        self.take_one.setEnabled(bool(self.inside_view.selectionModel().selectedRows()))

    def _on_take_one_clicked(self) -> None:
        rows = self.inside_view.selectionModel().selectedRows()
        self.single = self.inside.items[rows[0].row()].id if rows else None

    def _inside_words(self, item: DraftSummary) -> Sequence[str]:
        return (
            item.unit or "（未填单位）",
            str(item.year),
            item.state.word,
            when(item.modified),
            self._compared(item),
        )

    def _compared(self, item: DraftSummary) -> str:
        now = self._present.get(item.id)
        if now is None or (now.created, now.year) != (item.created, item.year):
            return "现在没有这一份"
        if now.modified == item.modified:
            return "相同"
        return "现在的更新" if now.modified > item.modified else "备份里的更新"


def _backup_words(placed: Placed) -> Sequence[str]:
    return (when(placed.backup.at), placed.place, f"{max(1, placed.backup.size // 1024)} KB")

"""Restoring from a backup: which there are, what is inside, how it compares with now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.program.moments import when
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.backups.holdings import DocumentList, Holding
from gia_desktop.ui.kit.cards import quiet, toggle
from gia_desktop.ui.kit.dialogs import Buttons, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.vault.backups import Backup

_BACKUP_HEADS: Final = ("备份时间", "放在", "大小")


class PlacedBackup(NamedTuple):
    """A backup and where it lies, in words."""

    backup: Backup
    place: str


class BackupsDialog(QDialog):
    """Chooses a backup of one database, for all of it or for one document.

    Attributes:
        single: the number of the document to be taken out, None when all is to be restored.
    """

    def __init__(
        self,
        held: Sequence[tuple[Holding, Sequence[PlacedBackup]]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show the first database, its newest backup first."""
        super().__init__(parent)
        self.setWindowTitle("从备份恢复")
        self.single: int | None = None
        self.panes = [_Pane(holding, backups) for holding, backups in held]
        self._stack = QStackedWidget()
        self.switches = [toggle(holding.name) for holding, _ in held]
        self._explained = quiet("")
        self._build()
        for pane in self.panes:
            pane.changed.connect(self._show_buttons)
        self.show_kind(0)
        resize_within_screen(self, 980, 540)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        group = QButtonGroup(self)
        line = QHBoxLayout()
        for place, button in enumerate(self.switches):
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.show_kind, place))
            group.addButton(button)
            line.addWidget(button)
        line.addStretch()
        column.addLayout(line)
        for pane in self.panes:
            self._stack.addWidget(pane)
        column.addWidget(self._stack, 1)
        column.addWidget(self._explained)
        buttons = Buttons(self, "关闭")
        self.take_one: QPushButton = make_primary(buttons.add_accepting("取出选中的一份"))
        buttons.give_enter(self.take_one)
        self.restore_all = buttons.add_accepting("恢复全部…")
        self.take_one.clicked.connect(self._on_take_one_clicked)
        column.addWidget(buttons)

    def show_kind(self, place: int, *_: object) -> None:
        """Show another database."""
        self.switches[place].setChecked(True)
        self._stack.setCurrentIndex(place)
        self._explained.setText(self.holding.explained)
        self.take_one.setText(f"取出选中的一{self.holding.measure}")
        self.pane.begin()
        self._show_buttons()

    @property
    def pane(self) -> _Pane:
        """The database that is shown."""
        return self.panes[self._stack.currentIndex()]

    @property
    def holding(self) -> Holding:
        """What is shown of it."""
        return self.pane.holding

    @property
    def inside(self) -> LinesModel[Any]:
        """What is in the selected backup."""
        return self.pane.inside

    @property
    def note(self) -> QLabel:
        """What is to be known of the selected backup."""
        return self.pane.note

    def backup(self) -> Backup | None:
        """Return the selected backup."""
        return self.pane.backup()

    def _show_buttons(self) -> None:
        chosen = self.pane.chosen()
        refusal = "" if chosen is None else self.pane.listing.refusal(chosen)
        self.restore_all.setEnabled(bool(self.inside.items))
        self.take_one.setEnabled(chosen is not None and not refusal)
        self.take_one.setToolTip(refusal)
        self.pane.show_refusal(refusal)

    def _on_take_one_clicked(self) -> None:
        chosen = self.pane.chosen()
        self.single = None if chosen is None else int(chosen.id)


_NOTHING: Final = DocumentList((), lambda _item: (), lambda _item: "")


class _Pane(QWidget):
    """The backups of one database, and what is inside the selected one.

    Signals:
        changed: something else is selected.
    """

    changed = Signal()

    def __init__(self, holding: Holding, backups: Sequence[PlacedBackup]) -> None:
        super().__init__()
        self.holding = holding
        self.listing = _NOTHING
        self._words = ""
        self._begun = False
        self._found = backups
        self.backups = LinesModel[PlacedBackup](_BACKUP_HEADS, _backup_words)
        self.inside = LinesModel[Any](holding.heads, self._item_words)
        self.backup_view = lines_view(self.backups, "备份", 1)
        self.inside_view = lines_view(self.inside, f"备份里的{holding.thing}", holding.stretched)
        self.note = QLabel()
        self.note.setWordWrap(True)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.backup_view)
        parts.addWidget(self.inside_view)
        parts.setSizes([330, 620])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts, 1)
        column.addWidget(self.note)
        self.backup_view.selectionModel().selectionChanged.connect(self._on_backup_selected)
        self.inside_view.selectionModel().selectionChanged.connect(self._on_item_selected)

    def begin(self) -> None:
        """List the backups the first time it is shown: reading one takes its time."""
        if self._begun:
            return
        self._begun = True
        self.backups.show(self._found)
        if self._found:
            self.backup_view.selectRow(0)
        else:
            self._words = "还没有备份。填了内容以后每小时自动备份一次。"
            self.note.setText(self._words)

    def backup(self) -> Backup | None:
        """Return the selected backup."""
        rows = self.backup_view.selectionModel().selectedRows()
        return self.backups.items[rows[0].row()].backup if rows else None

    def chosen(self) -> Any:
        """Return the selected document, None for none."""
        rows = self.inside_view.selectionModel().selectedRows()
        return self.inside.items[rows[0].row()] if rows else None

    def show_refusal(self, refusal: str) -> None:
        """Say why the selected document can't be taken out by itself."""
        self.note.setText("　".join(filter(None, (self._words, refusal))))

    def _item_words(self, item: Any) -> Sequence[str]:
        return self.listing.words(item)

    def _on_backup_selected(self) -> None:
        backup, thing, measure = self.backup(), self.holding.thing, self.holding.measure
        self.listing = _NOTHING
        try:
            if backup is not None:
                self.listing = self.holding.look_into(backup)
            count = len(self.listing.items)
            self._words = f"这份备份里有 {count} {measure}{thing}。" if count else f"这份备份里没有{thing}。"
        except GiaError as error:
            self._words = f"这份备份读不出来，换一份试试。{error.user_text}"
        self.inside.show(self.listing.items)
        self.note.setText(self._words)
        if self.listing.items:
            self.inside_view.selectRow(0)
        self.changed.emit()

    def _on_item_selected(self) -> None:
        self.changed.emit()


def _backup_words(placed: PlacedBackup) -> Sequence[str]:
    return (when(placed.backup.at), placed.place, f"{max(1, placed.backup.size // 1024)} KB")

"""The waste bin: what was deleted is all still there and can be brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from gia_desktop.app.program.moments import when
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.kit.dialogs import Buttons
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.theme import make_primary


class Deleted(Protocol):
    """What can lie in the bin: it has a number."""

    @property
    def id(self) -> int:
        """Its number in its database."""


T = TypeVar("T", bound=Deleted)


@dataclass(frozen=True)
class Bin(Generic[T]):
    """How a kind of document is listed.

    Attributes:
        heads, words: the columns and what stands in them.
        stretched: the column that takes the room that is left.
        measure: the measure word.
        name: what the documents are called.
    """

    heads: Sequence[str]
    words: Callable[[T], Sequence[str]]
    stretched: int
    measure: str
    name: str


class WasteBinDialog(QDialog, Generic[T]):
    """Lists what was deleted."""

    def __init__(
        self,
        deleted: Callable[[], Sequence[T]],
        bring_back: Callable[[int], None],
        shown: Bin[T],
        parent: QWidget | None = None,
    ) -> None:
        """Show what ``deleted`` lists; ``bring_back`` takes one out of the bin."""
        super().__init__(parent)
        self.setWindowTitle("回收站")
        self._deleted = deleted
        self._bring_back = bring_back
        self._shown = shown
        self.model = LinesModel[T](shown.heads, shown.words)
        self.view = lines_view(self.model, "回收站", shown.stretched)
        self.note = QLabel()
        self.note.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        buttons = Buttons(self, "关闭")
        self.back = make_primary(buttons.add_beside(f"找回选中的一{shown.measure}"))
        buttons.give_enter(self.back)
        self.back.clicked.connect(self._on_back_clicked)
        column.addWidget(buttons)
        self.resize(680, 360)
        self._refresh()

    def _refresh(self) -> None:
        self.model.show(self._deleted())
        there = bool(self.model.items)
        self.note.setText(f"回收站里的{self._shown.name}不会自动清除。" if there else "回收站是空的。")
        self.back.setEnabled(there)
        if there:
            self.view.selectRow(0)

    def _on_back_clicked(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        if rows:
            self._bring_back(self.model.items[rows[0].row()].id)
            self._refresh()


def _words(item: DraftSummary) -> Sequence[str]:
    thrown = when(item.deleted_at) if item.deleted_at is not None else ""
    return (item.unit or "（未填单位）", str(item.year), item.state.word, thrown)


REPORTS: Final = Bin[DraftSummary](("单位", "年度", "状态", "移到回收站"), _words, 0, "份", "报告")

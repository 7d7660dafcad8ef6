"""Collections on the home page: how far the newest is, what is to be done, ways into its views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.app.rollup.library import CollectionLibrary
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.frame.work import Shelf
from gia_desktop.ui.kit.cards import link
from gia_desktop.ui.kit.lines_model import LinesModel
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.row_list import RowList
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.stand_bar import StandBar, stand_words

if TYPE_CHECKING:
    from gia_desktop.rollup.kept.store import ListedCollection

_WAYS: Final = {"units": "打开 ›", "sums": "汇总表 ›", "papers": "通报材料 ›"}
_SHOWN: Final = 3
"""Rows of the list of collections that are seen without scrolling."""

Todo = tuple[str, str, str]
"""What is to be done, what to press, the place where it is done."""


def todos_of(line: ListedCollection, overdue: bool) -> list[Todo]:
    """Return what is to be done in a collection, the most urgent first."""
    tally, made = line.tally, []
    if tally.missing:
        late = "，已过截止日" if overdue else ""
        made.append((f"{tally.missing} 家未报{late}", "看是谁", "units/missing"))
    if tally.questions:
        made.append((f"{tally.questions} 个文件认不出是谁的", "认领", "units/"))
    if tally.waiting:
        made.append((f"{tally.waiting} 家待审", "逐家看", "units/waiting"))
    if tally.returned:
        made.append((f"{tally.returned} 家已退回，等重报", "看是谁", "units/returned"))
    if not made and tally.units:
        made.append(("全部通过，可以汇总了", "汇总表", "sums/"))
    if not tally.units:
        made.append(("还没有单位：读入一个文件夹", "打开", "units/"))
    return made


class TodoModel(LinesModel[Todo]):
    """What is to be done; the second column looks like the link that it is."""

    def __init__(self, theme: Theme) -> None:
        """Start with nothing to do."""
        super().__init__(("要做的", ""), lambda todo: todo[:2], unseen="到那里")
        self._theme = theme

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, or the colour of a link."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid() and index.column() == 1:
            return self._theme.color("accent")
        return super().data(index, role)


class CollectionShelf(Shelf):
    """Shows all collections, and the chosen one in detail."""

    def __init__(self, library: CollectionLibrary, table: Wishes, theme: Theme) -> None:
        """Start without a collection; ``refresh`` reads them."""
        super().__init__()
        self._library = library
        self._wishes = table
        self._theme = theme
        self._lines: list[ListedCollection] = []
        self.model: LinesModel[ListedCollection] = LinesModel(
            ("年度", "地区", "收到"),
            lambda line: (f"{line.year} 年", line.area, f"{line.tally.received} / {line.tally.units}"),
        )
        self.todo = TodoModel(theme)
        self.view, self.todo_view = RowList(theme, "收集"), RowList(theme, "要做的")
        self.title, self.due, self.words = QLabel(), QLabel(), QLabel()
        self.bar = StandBar(theme)
        self.detail = QWidget()
        self.empty = QLabel(
            "还没有收集。\n每年一二月，把各单位交来的年报放进一个文件夹，\n谁没报、哪里不对、加起来多少，一次看清。"
        )
        self._build()
        self.view.chosen.connect(self._show_detail)
        self.view.entered_row.connect(self._on_entered)
        self.todo_view.entered_row.connect(self._on_todo)
        self.todo_view.clicked.connect(self._on_todo_clicked)

    def _build(self) -> None:
        self.view.show_model(self.model, {0: 5, 2: 5}, 1)
        self.view.horizontalHeader().hide()
        self.todo_view.show_model(self.todo, {1: 5}, 0)
        self.title.setFont(self._theme.font(1.1, bold=True))
        self.due.setObjectName("quiet")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.empty.setObjectName("quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.due)
        top = QVBoxLayout()
        top.setContentsMargins(14, 6, 14, 8)
        top.setSpacing(7)
        top.addLayout(head)
        top.addWidget(self.bar)
        top.addWidget(self.words)
        ways = QHBoxLayout()
        ways.setContentsMargins(10, 4, 10, 6)
        for key, words in _WAYS.items():
            button = link(words)
            button.clicked.connect(lambda _checked=False, tab=key: self._go(f"{tab}/"))
            ways.addWidget(button)
        ways.addStretch()
        away = link("移到回收站")
        away.clicked.connect(self._put_away)
        ways.addWidget(away)
        detail = QVBoxLayout(self.detail)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.setSpacing(0)
        detail.addLayout(top)
        detail.addWidget(self.todo_view, 1)
        detail.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        column.addWidget(self.detail, 1)
        column.addWidget(self.empty, 1)
        self.leading = self.todo_view

    def refresh(self) -> None:
        """Show what there is now."""
        chosen = self.chosen
        self._lines = list(self._library.list())
        self.model.show(self._lines)
        several = len(self._lines) > 1
        self.view.setVisible(several)
        rows = min(len(self._lines), _SHOWN)
        self.view.setFixedHeight(rows * self.view.verticalHeader().defaultSectionSize() + 2)
        self.detail.setVisible(bool(self._lines))
        self.empty.setVisible(not self._lines)
        numbers = [line.id for line in self._lines]
        row = numbers.index(chosen.id) if chosen is not None and chosen.id in numbers else 0
        self.view.choose(row)
        self._show_detail()

    @property
    def chosen(self) -> ListedCollection | None:
        """The collection that is shown in detail, None when there is none."""
        row = max(0, self.view.current_row)
        return self._lines[row] if row < len(self._lines) else None

    def _show_detail(self, _row: int = 0) -> None:
        line = self.chosen
        if line is None:
            return
        self.title.setText(f"{line.year} 年度，{line.area}")
        self.due.setText(f"截止 {line.due.month} 月 {line.due.day} 日" if line.due else "")
        self.bar.show_tally(line.tally)
        self.words.setText(stand_words(line.tally, self._theme))
        overdue = line.due is not None and line.due < self._library.today()
        self.todo.show(todos_of(line, overdue))
        self.todo_view.choose(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the chosen collection away by Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _put_away(self) -> None:
        if self.chosen is not None:
            self._wishes.do(wishes.DELETE, self.chosen.id)

    def _on_entered(self, _row: int) -> None:
        self._go("units/")

    def _on_todo(self, row: int) -> None:
        self._go(self.todo.items[row][2])

    def _on_todo_clicked(self, index: QModelIndex) -> None:
        if index.column() == 1:
            self._on_todo(index.row())

    def _go(self, place: str) -> None:
        if self.chosen is not None:
            self._wishes.do(wishes.OPEN_AT, self.chosen.id, place)

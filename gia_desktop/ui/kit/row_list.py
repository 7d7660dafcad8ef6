"""A list of whole rows that looks like a list, not like a sheet; Enter goes into the row."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gia_desktop.ui.kit.qt import ENTER, Index, rect_of
from gia_desktop.ui.kit.theme import Theme


class InkDelegate(QStyledItemDelegate):
    """Keeps the colour of a cell's words on the current row, too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the ink of the selection be that of the cell."""
        super().initStyleOption(option, index)
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or palette.color(QPalette.ColorRole.Text)
        palette.setColor(QPalette.ColorRole.HighlightedText, ink)


class SheetDelegate(QStyledItemDelegate):
    """Paints the colour that a model lays under a cell; our style of items drops it otherwise."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the colour under the cell, then draw the cell, its selection too."""
        color = index.data(Qt.ItemDataRole.BackgroundRole)
        if color is not None:
            painter.fillRect(rect_of(option), color)
        super().paint(painter, option, index)


def look_like_list(view: QTableView) -> None:
    """Give a table of lines the look of a list of documents: no sheet, heads above the beginnings."""
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(round(view.fontMetrics().height() * 1.7))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RowList(QTableView):
    """The list itself.

    Signals:
        chosen: another row is current (its place, -1 for none).
        entered_row: Enter or a double click on a row (its place).
    """

    chosen = Signal(int)
    entered_row = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        """Start without a model; ``name`` is what screen readers call the list."""
        super().__init__()
        self.setObjectName("cases")
        self.setAccessibleName(name)
        self.setItemDelegate(InkDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(theme.text_px * 2.3))
        self._sign = round(theme.text_px)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(self._sign * 2)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_model(self, model: QAbstractItemModel, signs: Mapping[int, float], stretched: int) -> None:
        """Show a model; measuring thousands of rows would take too long, so widths are given.

        Args:
            model: the rows.
            signs: widths of columns in Chinese signs.
            stretched: the column that takes the room that is left.
        """
        self.setModel(model)
        header = self.horizontalHeader()
        for column, width in signs.items():
            header.resizeSection(column, round(self._sign * width))
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    @property
    def current_row(self) -> int:
        """The place of the current row, -1 for none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        model = self.model()
        if 0 <= row < model.rowCount():
            index = model.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the row by Enter."""
        if event.key() in ENTER and not event.modifiers() and self.current_row >= 0:
            self.entered_row.emit(self.current_row)
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self) -> None:
        if self.current_row >= 0:
            self.entered_row.emit(self.current_row)

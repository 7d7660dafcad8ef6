"""The frozen heads of an official table: merged cells painted from the grid, current row and column lit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QHeaderView, QWidget

from gia_desktop.formats.grid import Grid, GridCell, Role
from gia_desktop.ui.geometry import Geometry
from gia_desktop.ui.table_model import Index
from gia_desktop.ui.theme import Theme

_PAD = 6


class GridPainter:
    """Paints label cells of a grid; shared by the two heads, the corner and the labels of table 二."""

    def __init__(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self.theme = theme

    def paint(self, painter: QPainter, rect: QRect, cell: GridCell, *, lit: bool) -> None:
        """Paint one merged label: background, text broken at any character, right and bottom line."""
        painter.fillRect(rect, self.theme.color("head_now" if lit else "head"))
        painter.setPen(QPen(self.theme.color("grid")))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(self.theme.color("ink"))
        painter.setFont(self.theme.font(bold=lit))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        option.setAlignment(_alignment(cell))
        text = "\n".join(cell.text).replace("\n、", "、") if cell.vertical else cell.text
        pad = _PAD // 3 if cell.vertical else _PAD
        painter.drawText(rect.adjusted(pad, 0, -pad + 1, -1), text, option)


def _alignment(cell: GridCell) -> Qt.AlignmentFlag:
    centred = cell.role in {Role.HEADER, Role.CORNER, Role.TITLE} or cell.vertical or cell.row_span > 1
    sideways = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    return sideways | Qt.AlignmentFlag.AlignVCenter


class HeadView(QHeaderView):
    """One frozen head: the rows above the values or the label columns beside them."""

    def __init__(self, orientation: Qt.Orientation, grid: Grid, theme: Theme, parent: QWidget) -> None:
        """Paint the part of a grid that lies on this side of the values."""
        super().__init__(orientation, parent)
        self._grid = grid
        self._painter = GridPainter(theme)
        self._geometry: Geometry | None = None
        self._current: GridCell | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)

    @property
    def _across(self) -> bool:
        return self.orientation() is Qt.Orientation.Horizontal

    def set_geometry_of(self, geometry: Geometry) -> None:
        """Take new widths and heights."""
        self._geometry = geometry
        sizes = (
            geometry.widths[self._grid.head_columns :]
            if self._across
            else geometry.heights[self._grid.head_rows :]
        )
        for section, size in enumerate(sizes):
            self.resizeSection(section, size)
        self.updateGeometry()
        self.viewport().update()

    def light(self, cell: GridCell | None) -> None:
        """Light the heads of the current cell."""
        if cell != self._current:
            self._current = cell
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the room that the frozen part needs."""
        if self._geometry is None:
            return super().sizeHint()
        if self._across:
            return QSize(0, sum(self._geometry.heights[: self._grid.head_rows]))
        return QSize(sum(self._geometry.widths[: self._grid.head_columns]), 0)

    def frozen_cells(self) -> Iterable[GridCell]:
        """Yield the label cells this head shows."""
        for cell in self._grid.cells:
            beside, above = cell.column < self._grid.head_columns, cell.row < self._grid.head_rows
            if (above and not beside) if self._across else (beside and not above):
                yield cell

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the merged cells that are in sight."""
        if self._geometry is None:
            return
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._painter.theme.color("head"))
        for cell in self.frozen_cells():
            rect = self._rect(cell, self._geometry)
            if rect.intersects(event.rect()):
                self._painter.paint(painter, rect, cell, lit=self.is_lit(cell))
        painter.end()

    def is_lit(self, cell: GridCell) -> bool:
        """Tell whether a head belongs to the current row or column; wide groups stay quiet."""
        now = self._current
        if now is None:
            return False
        if self._across:
            return cell.column <= now.column < cell.column + cell.column_span and cell.column_span == 1
        return cell.row <= now.row < cell.row + cell.row_span and cell.row_span == 1

    def _rect(self, cell: GridCell, geometry: Geometry) -> QRect:
        left, top = geometry.left(cell.column), geometry.top(cell.row)
        if self._across:
            left -= geometry.left(self._grid.head_columns) + self.offset()
        else:
            top -= geometry.top(self._grid.head_rows) + self.offset()
        return QRect(left, top, geometry.width(cell), geometry.height(cell))

    def currentChanged(self, current: Index, old: Index) -> None:
        """Do nothing: the table lights the heads itself."""


class CornerView(QWidget):
    """The cell above the labels and left of the heads, with the printed note of table 三."""

    def __init__(self, grid: Grid, theme: Theme, parent: QWidget) -> None:
        """Paint the corner cell of a grid."""
        super().__init__(parent)
        self._cells = [
            cell for cell in grid.cells if cell.column < grid.head_columns and cell.row < grid.head_rows
        ]
        self._painter = GridPainter(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the note over the whole corner."""
        painter = QPainter(self)
        for cell in self._cells:
            self._painter.paint(painter, self.rect(), cell, lit=False)
        painter.end()

"""The frozen heads of an official table: merged cells painted from the grid, current row and column lit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from gia_desktop.formats.grid import Grid, GridCell, Role
from gia_desktop.ui.grid.geometry import PAD, Geometry, Ruler, label_lines, line_pitch
from gia_desktop.ui.kit.qt import Index, use_own_viewport
from gia_desktop.ui.kit.theme import Theme


class GridPainter:
    """Paints label cells of a grid; shared by the two heads, the corner and the labels of table 二."""

    def __init__(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._head, self._lit = theme.color("head"), theme.color("head_now")
        self._sheet = theme.color("sheet")
        self._line, self._ink = QPen(theme.color("grid")), theme.color("ink")
        self._plain, self._bold = theme.font(), theme.font(bold=True)
        self._ruler = Ruler(self._bold)
        self._pitch = line_pitch(theme.text_px)
        self._lines: dict[tuple[GridCell, int], list[str]] = {}

    def fill(self, painter: QPainter, rect: QRect, heads: QRect) -> None:
        """Paint the ground of heads, and of the sheet where they end."""
        painter.fillRect(rect, self._sheet)
        painter.fillRect(rect & heads, self._head)

    def paint(self, painter: QPainter, rect: QRect, cell: GridCell, *, lit: bool) -> None:
        """Paint one merged label: background, lines of text in the middle, right and bottom line."""
        painter.fillRect(rect, self._lit if lit else self._head)
        painter.setPen(self._line)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(self._ink)
        painter.setFont(self._bold if lit else self._plain)
        lines = self.lines(cell, rect.width())
        pad = PAD // 3 if cell.vertical else PAD
        top = rect.top() + (rect.height() - 1 - len(lines) * self._pitch) // 2
        flags = _alignment(cell) | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
        for place, line in enumerate(lines):
            spot = QRect(
                rect.left() + pad, top + place * self._pitch, rect.width() - 2 * pad + 1, self._pitch
            )
            painter.drawText(spot, flags, line)

    def lines(self, cell: GridCell, width: int) -> list[str]:
        """Return the lines of a label, broken as its geometry counted them."""
        known = self._lines.get((cell, width))
        if known is None:
            known = self._lines[cell, width] = label_lines(cell, self._ruler, width)
        return known


def _alignment(cell: GridCell) -> Qt.AlignmentFlag:
    centred = cell.role in {Role.HEADER, Role.CORNER, Role.TITLE} or cell.vertical or cell.row_span > 1
    sideways = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    return sideways | Qt.AlignmentFlag.AlignVCenter


class HeadView(QHeaderView):
    """One frozen head: the rows above the values or the label columns beside them."""

    def __init__(self, orientation: Qt.Orientation, grid: Grid, theme: Theme, parent: QWidget) -> None:
        """Paint the part of a grid that lies on this side of the values."""
        super().__init__(orientation, parent)
        use_own_viewport(self)
        self._grid = grid
        self._painter = GridPainter(theme)
        self._geometry: Geometry | None = None
        self._rects: dict[GridCell, QRect] = {}
        self._lit: frozenset[GridCell] = frozenset()
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)

    @property
    def _across(self) -> bool:
        return self.orientation() is Qt.Orientation.Horizontal

    def set_geometry_of(self, geometry: Geometry) -> None:
        """Take new widths and heights."""
        self._geometry = geometry
        self._rects = {cell: self._rect(cell, geometry) for cell in self.frozen_cells()}
        sizes = (
            geometry.widths[self._grid.head_columns :]
            if self._across
            else geometry.heights[self._grid.head_rows :]
        )
        for section, size in enumerate(sizes):
            self.resizeSection(section, size)
        self.updateGeometry()
        self.viewport().update()

    def light(self, labels: frozenset[GridCell]) -> None:
        """Light the labels of the current cell."""
        for cell in self._lit ^ labels:
            if cell in self._rects:
                self.viewport().update(self._rects[cell].translated(self._scrolled))
        self._lit = labels

    def sizeHint(self) -> QSize:
        """Return the room that the frozen part needs; none before it is known, and Qt's own is a long sum."""
        if self._geometry is None:
            return QSize(0, 0)
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
        painter = QPainter(self.viewport())
        room, end = self.viewport().size(), self.length() - self.offset()
        heads = QRect(0, 0, end, room.height()) if self._across else QRect(0, 0, room.width(), end)
        self._painter.fill(painter, event.rect(), heads)
        region, scrolled = event.region(), self._scrolled
        for cell, rect in self._rects.items():
            shown = rect.translated(scrolled)
            if region.intersects(shown):
                self._painter.paint(painter, shown, cell, lit=cell in self._lit)
        painter.end()

    @property
    def _scrolled(self) -> QPoint:
        return QPoint(-self.offset(), 0) if self._across else QPoint(0, -self.offset())

    def _rect(self, cell: GridCell, geometry: Geometry) -> QRect:
        left, top = geometry.left(cell.column), geometry.top(cell.row)
        if self._across:
            left -= geometry.left(self._grid.head_columns)
        else:
            top -= geometry.top(self._grid.head_rows)
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

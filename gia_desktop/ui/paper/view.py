"""The pages as they will print: one under the other, zoomed, with a click leading to the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from gia_desktop.ui.kit.theme import Theme

if TYPE_CHECKING:
    from gia_desktop.ui.paper.layout import PagedReport
    from gia_desktop.ui.paper.page import PrintedPlace

_GAP: Final = 12
_STEPS: Final = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_FRAME: Final = QColor(31, 95, 191)
_VEIL: Final = QColor(31, 95, 191, 28)
_UNITS_PER_INCH: Final = 72 * 20


class PageView(QAbstractScrollArea):
    """Shows pages; only those in sight are painted.

    Signals:
        page_changed: another page is in sight (its number).
        zoom_changed: the size changed (1.0 is the size of the paper).
        cell_chosen: a figure was clicked (its key).
        section_chosen: a paragraph, heading or label was clicked (the section's id).
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    cell_chosen = Signal(str)
    section_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet, as wide as the room is."""
        super().__init__()
        self._theme = theme
        self._paper: PagedReport | None = None
        self._fits = True
        self._zoom = 1.0
        self._current = 1
        self._hovered: tuple[int, PrintedPlace] | None = None
        self._pictures: dict[int, QPixmap] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("打印页面")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # -- what is shown

    @property
    def page(self) -> int:
        """The number of the page in sight, from 1."""
        return self._current

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._paper.pages) if self._paper else 0

    @property
    def zoom(self) -> float:
        """The size; 1.0 is that of the paper."""
        return self._zoom

    def show_paper(self, paper: PagedReport) -> None:
        """Show other pages at the same place."""
        self._paper = paper
        self._hovered = None
        self._pictures.clear()
        self._resize()

    def set_zoom(self, zoom: float) -> None:
        """Show pages at a size and keep the middle of the view in place."""
        self._fits = False
        self._apply_zoom(zoom)

    def fit_width(self) -> None:
        """Make pages as wide as the view, also when it is resized."""
        self._fits = True
        self._resize()

    def fit_page(self) -> None:
        """Show one whole page."""
        if self._paper is not None:
            natural = self._paper.size.height() * self.logicalDpiY() / _UNITS_PER_INCH
            number = self._current
            self.set_zoom(max(_STEPS[0], (self.viewport().height() - 2 * _GAP) / natural))
            self.go_to_page(number)

    def step_zoom(self, step: int) -> None:
        """Show pages one step larger (1) or smaller (-1)."""
        if step > 0:
            self.set_zoom(next((size for size in _STEPS if size > self._zoom + 0.01), _STEPS[-1]))
        else:
            self.set_zoom(next((size for size in reversed(_STEPS) if size < self._zoom - 0.01), _STEPS[0]))

    def go_to_page(self, number: int) -> None:
        """Bring the top of a page into sight."""
        number = max(1, min(number, self.pages))
        self.verticalScrollBar().setValue(round(self._tops(number - 1)) - _GAP)

    # -- places

    def _scale(self) -> float:
        """Return device-independent pixels for a unit of the page."""
        return self._zoom * self.logicalDpiX() / _UNITS_PER_INCH

    def _tops(self, index: int) -> float:
        height = self._paper.size.height() if self._paper else 0
        return _GAP + index * (height * self._scale() + _GAP)

    def page_rect(self, index: int) -> QRectF:
        """Return where a page (from 0) lies in the viewport."""
        if self._paper is None:
            return QRectF()
        size = self._paper.size * self._scale()
        spare = self.viewport().width() - size.width()
        left = spare / 2 if spare > 2 * _GAP else _GAP - self.horizontalScrollBar().value()
        return QRectF(left, self._tops(index) - self.verticalScrollBar().value(), size.width(), size.height())

    def _area_at(self, point: QPointF) -> tuple[int, PrintedPlace] | None:
        for index, page in enumerate(self._paper.pages if self._paper else ()):
            rect = self.page_rect(index)
            if rect.contains(point):
                inside = point - rect.topLeft()
                area = page.area_at(QPointF(inside.x() / self._scale(), inside.y() / self._scale()))
                return (index, area) if area else None
        return None

    def _resize(self) -> None:
        if self._fits and self._paper is not None:
            room = self.viewport().width() - 2 * _GAP
            natural = self._paper.size.width() * self.logicalDpiX() / _UNITS_PER_INCH
            self._apply_zoom(max(_STEPS[0], min(room / natural, _STEPS[-1])))
        else:
            self._apply_zoom(self._zoom)

    def _apply_zoom(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        middle = self.viewport().height() / 2
        before = (bar.value() + middle) / max(1.0, self._tops(self.pages))
        if zoom != self._zoom:
            self._pictures.clear()
        self._zoom = zoom
        if self._paper is not None:
            size = self._paper.size * self._scale()
            width = self.viewport().width()
            self.horizontalScrollBar().setRange(0, max(0, round(size.width() + 2 * _GAP - width)))
            self.horizontalScrollBar().setPageStep(width)
            bar.setRange(0, max(0, round(self._tops(self.pages)) - self.viewport().height()))
            bar.setPageStep(self.viewport().height())
            bar.setSingleStep(48)
            bar.setValue(round(before * self._tops(self.pages) - middle))
        self._on_scrolled()
        self.zoom_changed.emit(zoom)

    def _on_scrolled(self) -> None:
        """Tell the page that fills the upper part of the view."""
        edge = self.viewport().height() / 3
        shown = [index for index in range(self.pages) if self.page_rect(index).top() <= edge]
        number = (shown[-1] if shown else 0) + 1
        self.viewport().update()
        if number != self._current:
            self._current = number
            self.page_changed.emit(number)

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("window"))
        in_sight = QRectF(self.viewport().rect())
        seen = {index for index in range(self.pages) if self.page_rect(index).intersects(in_sight)}
        for index in list(self._pictures):
            if index not in seen:
                del self._pictures[index]
        for index in sorted(seen):
            rect = self.page_rect(index)
            painter.drawPixmap(rect.topLeft(), self._picture(index))
            painter.setPen(self._theme.color("grid"))
            painter.drawRect(rect)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        self._paint_hovered(painter)

    def _paint_hovered(self, painter: QPainter) -> None:
        """Frame what a click would lead to."""
        if self._hovered is not None:
            index, area = self._hovered
            corner = self.page_rect(index).topLeft()
            scale = self._scale()
            frame = QRectF(area.rect.topLeft() * scale + corner, area.rect.size() * scale)
            # The paper is white in every theme, so the frame has one colour too.
            painter.fillRect(frame, _VEIL)
            painter.setPen(_FRAME)
            painter.drawRect(frame)

    def _picture(self, index: int) -> QPixmap:
        """Return a page as pixels at the sharpness of the screen."""
        if index not in self._pictures and self._paper is not None:
            ratio, scale = self.devicePixelRatioF(), self._scale()
            size = self._paper.size * scale * ratio
            picture = QPixmap(size.toSize())
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            painter.scale(scale, scale)
            self._paper.paint(painter, index)
            painter.end()
            self._pictures[index] = picture
        return self._pictures[index]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pages as wide as the view when that is wanted."""
        super().resizeEvent(event)
        self._resize()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint: pages are pictures and cost nothing."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page through, and zoom with Ctrl."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match key:
            case Qt.Key.Key_PageDown:
                self.go_to_page(self._current + 1)
            case Qt.Key.Key_PageUp:
                self.go_to_page(self._current - 1)
            case Qt.Key.Key_Home:
                self.go_to_page(1)
            case Qt.Key.Key_End:
                self.go_to_page(self.pages)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if ctrl:
                self.step_zoom(1)
            case Qt.Key.Key_Minus if ctrl:
                self.step_zoom(-1)
            case Qt.Key.Key_0 if ctrl:
                self.set_zoom(1.0)
            case _:
                super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would lead to."""
        found = self._area_at(event.position())
        if found != self._hovered:
            self._hovered = found
            shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the field that was clicked."""
        found = self._area_at(event.position())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        _, area = found
        (self.cell_chosen if area.is_cell else self.section_chosen).emit(area.place)

    def place_of(self, place: str) -> QPoint:
        """Return a point of the viewport inside a cell or section, scrolled into sight.

        Raises:
            KeyError: nothing of that name is printed.
        """
        for index, page in enumerate(self._paper.pages if self._paper else ()):
            for area in page.areas:
                if area.place == place:
                    self.go_to_page(index + 1)
                    corner = self.page_rect(index).topLeft()
                    return (area.rect.center() * self._scale() + corner).toPoint()
        raise KeyError(place)

"""The official grid on screen: frozen heads, merged cells, and entry as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.grid import Grid, GridCell
from gia_desktop.ui.grid.geometry import Geometry, Ruler, fit
from gia_desktop.ui.grid.grid_model import GridModel
from gia_desktop.ui.grid.navigation import GridMove, Navigator, labels_of
from gia_desktop.ui.grid.table_blocks import Frame, clear_block, fill_block, frames, rectangle
from gia_desktop.ui.grid.table_delegate import NUMBER_HINTS, CellDelegate, CellEditor
from gia_desktop.ui.grid.table_heads import CornerView, HeadView
from gia_desktop.ui.grid.table_keys import leaving_move, walking_move
from gia_desktop.ui.kit.qt import ALT, CTRL, ENTER, SHIFT, Index, use_own_viewport
from gia_desktop.ui.kit.theme import Theme


class TableView(QTableView):
    """Shows a ``GridModel``; what can be typed into is said by the model.

    Signals:
        current_changed: the current cell is another one (its key, empty for none).
        selection_changed: other cells are selected.
        copy_asked, cut_asked, paste_asked: clipboard keys were pressed.
        offer_asked: the usual value of the selected cells is wanted.
        menu_asked: the menu of the selected cells is wanted (where on the screen).
        fitted: widths and heights are new.
    """

    current_changed = Signal(str)
    selection_changed = Signal()
    copy_asked = Signal()
    cut_asked = Signal()
    paste_asked = Signal()
    offer_asked = Signal()
    menu_asked = Signal(QPoint)
    fitted = Signal()

    def __init__(
        self, model: GridModel, navigator: Navigator, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Build heads, corner, spans and delegate for a table."""
        super().__init__(parent)
        use_own_viewport(self)
        self._table = model
        self._navigator = navigator
        self._theme = theme
        self.enter_moves_right = False
        self._geometry: Geometry | None = None
        self._ruler = Ruler(theme.font(bold=True))
        self._digits = 0  # of the longest number, where columns are as narrow as it lets them be
        self._anchor = QModelIndex()
        self._passing_on = False
        self._frames: list[Frame] = []
        self._frame_pen = QPen(theme.color("accent"), 2)
        self._delegate = CellDelegate(theme, self)
        self._heads = HeadView(Qt.Orientation.Horizontal, model.grid, theme, self)
        self._labels = HeadView(Qt.Orientation.Vertical, model.grid, theme, self)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(self._labels)
        self._heads.setVisible(model.grid.head_rows > 0)
        self._labels.setVisible(model.grid.head_columns > 0)
        self._corner = CornerView(model.grid, theme, self)
        self.setModel(model)
        model.dataChanged.connect(self._on_values_changed)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._merge()

    def _set_up(self) -> None:
        self.setObjectName("officialGrid")
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        # AnyKeyPressed is what lets Qt keep the focus here until an input method has composed its first sign.
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setInputMethodHints(NUMBER_HINTS)
        self.setTabKeyNavigation(True)
        self._delegate.left.connect(self._on_editor_left)
        self._delegate.typed.connect(self._table.preview)
        self._delegate.closed.connect(self._table.end_preview)

    def _merge(self) -> None:
        grid = self._table.grid
        for cell in grid.cells:
            inside = cell.row >= grid.head_rows and cell.column >= grid.head_columns
            if inside and (cell.row_span > 1 or cell.column_span > 1):
                row, column = cell.row - grid.head_rows, cell.column - grid.head_columns
                self.setSpan(row, column, cell.row_span, cell.column_span)

    # -- geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the grid into the new room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit widths and heights to the room and the text size."""
        room = self.contentsRect()
        size = (self._table.grid, self._ruler, self._theme.text_px)
        bar = self.verticalScrollBar().sizeHint().width()
        self._digits = 0
        geometry = fit(*size, room.width(), room.height())
        if sum(geometry.heights) > room.height():
            geometry = fit(*size, room.width() - bar, room.height())
        if sum(geometry.widths) > room.width():
            self._digits = max(1, *(len(self._table.text(key)) for key in self._table.keys))
            geometry = fit(*size, room.width() - bar, room.height(), self._digits)
        if geometry == self._geometry:
            return
        self._geometry = geometry
        self._heads.set_geometry_of(geometry)
        self._labels.set_geometry_of(geometry)
        grid = self._table.grid
        self._heads.setFixedHeight(sum(geometry.heights[: grid.head_rows]))
        self._labels.setFixedWidth(sum(geometry.widths[: grid.head_columns]))
        self.updateGeometries()
        self.fitted.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_values_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Make room for a number that became longer than narrow columns are wide."""
        if self._digits and first == last and len(str(first.data() or "")) > self._digits:
            self.fit()

    def updateGeometries(self) -> None:
        """Keep the corner over the heads."""
        super().updateGeometries()
        if self._geometry is not None and self._table.grid.head_columns:
            room = self.contentsRect()
            self._corner.setGeometry(room.x(), room.y(), self._labels.width(), self._heads.height())
            self._corner.show()
        else:
            self._corner.hide()

    @property
    def geometry_in_use(self) -> Geometry | None:
        """The present widths and heights of the grid, for what stands below it in the same columns."""
        return self._geometry

    @property
    def grid(self) -> Grid:
        """The official grid that is shown."""
        return self._table.grid

    # -- current cell and selection

    @property
    def current_key(self) -> CellKey | None:
        """Name of the current cell."""
        cell = self._table.cell(self.currentIndex())
        return None if cell is None else cell.key

    def key_at(self, place: QPoint) -> CellKey | None:
        """Return the cell at a point of the viewport."""
        cell = self._table.cell(self.indexAt(place))
        return None if cell is None else cell.key

    def go_to(self, key: CellKey) -> None:
        """Make a cell current and bring it into sight."""
        index = self._table.index_of(key)
        if index.isValid():
            self._anchor = index
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def selected_keys(self) -> list[CellKey]:
        """Return the selected value cells in reading order, the current one when nothing is selected."""
        chosen = {
            cell.key for index in self.selectedIndexes() if (cell := self._table.cell(index)) is not None
        }
        if not chosen and self.current_key is not None:
            chosen = {self.current_key}
        return [key for key in self._table.keys if key in chosen]

    def selected_shape(self) -> tuple[int, int]:
        """Return rows and columns of the selected block, at least one by one."""
        indexes = self.selectedIndexes()
        rows, columns = {index.row() for index in indexes}, {index.column() for index in indexes}
        return max(1, len(rows)), max(1, len(columns))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Light the heads of the current cell and tell others."""
        super().currentChanged(current, previous)
        cell = self._table.cell(current)
        place = self._table.grid_cell(current) if cell is not None else None
        was, self._delegate.current_place = self._delegate.current_place, place
        self._delegate.lit = labels_of(self.grid, place) if place is not None else frozenset()
        self._heads.light(self._delegate.lit)
        self._labels.light(self._delegate.lit)
        self._repaint_cross(was, place)
        self.current_changed.emit(cell.key if cell is not None else "")

    def _repaint_cross(self, was: GridCell | None, now: GridCell | None) -> None:
        """Repaint the rows and columns that the highlight left and came to, and nothing else."""
        viewport = self.viewport()
        if was is None or now is None or not self.grid.head_rows:
            viewport.update()
            return
        for place in (was, now):
            rect = self.visualRect(self._table.index_at(place))
            viewport.update(rect)
            if was.row != now.row:
                viewport.update(0, rect.y(), viewport.width(), rect.height())
            if was.column != now.column:
                viewport.update(rect.x(), 0, rect.width(), viewport.height())

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Tell others that the sum of the selection changed."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self._update_frames()
        self.selection_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first cell that can be typed into."""
        # Not Qt's own: it paints all cells anew whenever the focus comes and goes, at every digit typed.
        self.update(self.currentIndex())
        self.ensure_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint the current cell only."""
        self.update(self.currentIndex())

    def ensure_current(self) -> None:
        """Start at the first cell that can be typed into."""
        if self.current_key is None:
            self.go_to(self._navigator.first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a selection begins, for extending it by keyboard later."""
        super().mousePressEvent(event)
        if not event.modifiers() & SHIFT:
            self._anchor = self.currentIndex()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit inside the content."""
        super().mouseDoubleClickEvent(event)
        self._place_caret()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cells at hand: those selected, or the one under the mouse beside them."""
        index = self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            under = self.indexAt(event.pos())
            if self._table.cell(under) is not None and not self.selectionModel().isSelected(under):
                self.setCurrentIndex(under)
            self.menu_asked.emit(event.globalPos())
        else:
            corner = self.visualRect(index).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then a frame around a selected block: nothing is shown by colour alone."""
        super().paintEvent(event)
        if self._frames:
            painter = QPainter(self.viewport())
            painter.setPen(self._frame_pen)
            for frame in self._frames:
                painter.drawRect(self._frame_rect(frame))
            painter.end()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, edit, clear, fill; clipboard keys are passed on."""
        editor = self._editor()
        if editor is not None:
            self._pass_on(editor, event)
        elif not (self._clipboard_key(event) or self._moving_key(event) or self._editing_key(event)):
            event.ignore()

    def _pass_on(self, editor: CellEditor, event: QKeyEvent) -> None:
        """Give a key to the open field when the focus has not come to it yet.

        What the field itself does not want comes back here through its parents, and must end here.
        """
        if self._passing_on or editor.hasFocus():
            event.ignore()
            return
        self._passing_on = True
        editor.setFocus()
        QApplication.sendEvent(editor, event)
        self._passing_on = False

    def _clipboard_key(self, event: QKeyEvent) -> bool:
        for standard, signal in (
            (QKeySequence.StandardKey.Copy, self.copy_asked),
            (QKeySequence.StandardKey.Cut, self.cut_asked),
            (QKeySequence.StandardKey.Paste, self.paste_asked),
        ):
            if event.matches(standard):
                signal.emit()
                return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            return True
        return False

    def _moving_key(self, event: QKeyEvent) -> bool:
        leaving, walking = leaving_move(event), walking_move(event)
        before = self.current_key
        if leaving is not None and not self._table.is_filled_in:
            # Nothing is entered here: Enter shows what is behind a figure, Tab goes on to the next widget.
            if Qt.Key(event.key()) in ENTER:
                self.activated.emit(self.currentIndex())
            return Qt.Key(event.key()) in ENTER
        if leaving is not None:
            self.leave(leaving)
            # Tab on the last cell goes on to the next widget, so that the table is no trap.
            return self.current_key != before or Qt.Key(event.key()) in ENTER
        if walking is not None:
            self.step(walking, extend=bool(event.modifiers() & SHIFT), totals=bool(event.modifiers() & ALT))
            return True
        return False

    def _editing_key(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        if key == Qt.Key.Key_F2 and not event.modifiers() & CTRL:
            self.begin(None)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_selected()
        elif event.modifiers() & CTRL and key in {Qt.Key.Key_D, Qt.Key.Key_R}:
            self.fill_selected(down=key == Qt.Key.Key_D)
        elif event.modifiers() & CTRL and key in ENTER:
            self.offer_asked.emit()
        elif text and text.isprintable() and not event.modifiers() & (CTRL | ALT):
            self.begin(text)
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let what an input method composes replace the content of the cell, once and whole."""
        if self._editor() is None and event.commitString():
            self.begin(event.commitString())  # Qt opens the field for it, but drops the text
            event.accept()
            return
        opening = self._editor() is None
        self._delegate.first_text = ""
        super().inputMethodEvent(event)
        self._delegate.first_text = None
        editor = self._editor()
        if opening and editor is not None:
            QApplication.sendEvent(editor, event)

    def step(self, move: GridMove, *, extend: bool = False, totals: bool = False) -> None:
        """Go to another cell; ``extend`` makes the selection reach there."""
        start = self.current_key
        if start is None:
            self.go_to(self._navigator.first)
            return
        index = self._table.index_of(self._navigator.go(start, move, totals=totals or extend))
        if extend and self._anchor.isValid():
            select = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, select.NoUpdate)
            self.selectionModel().select(rectangle(self._table, self._anchor, index), select.ClearAndSelect)
        else:
            self._anchor = index
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def leave(self, move: GridMove) -> None:
        """Go on after a cell is done; Enter goes right instead of down by the setting."""
        if self.enter_moves_right and move in {GridMove.DOWN_WRAPPED, GridMove.UP_WRAPPED}:
            move = GridMove.NEXT if move is GridMove.DOWN_WRAPPED else GridMove.PREVIOUS
        self.step(move)

    def begin(self, text: str | None) -> bool:
        """Open the current cell: with its content (None) or with a text that replaces it."""
        index = self.currentIndex()
        if not self._table.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self._delegate.first_text = text
        self.edit(index)
        self._delegate.first_text = None
        self._place_caret()
        return True

    def _editor(self) -> CellEditor | None:
        """Return the open field of the current cell."""
        editor = self.indexWidget(self.currentIndex())
        return editor if isinstance(editor, CellEditor) else None

    def _place_caret(self) -> None:
        """Put the caret behind the text: Qt selects all of it, and the next digit would replace the first."""
        editor = self._editor()
        if editor is not None:
            editor.end(False)

    def _on_editor_left(self, move: GridMove) -> None:
        self.setFocus()
        self.leave(move)

    # -- blocks

    def clear_selected(self) -> None:
        """Empty the selected cells in one step."""
        clear_block(self._table, self.selected_keys())

    def fill_selected(self, *, down: bool) -> None:
        """Copy the first row (Ctrl+D) or the first column (Ctrl+R) of the selection over the rest."""
        fill_block(self._table, self._navigator, self.selected_keys(), down=down)

    def _update_frames(self) -> None:
        """Frame the selected block anew; the old frame must go from cells that stay selected."""
        before, self._frames = self._frames, frames(self.selectionModel().selection())
        for frame in (*before, *self._frames):
            self.viewport().update(self._frame_rect(frame).adjusted(-1, -1, 1, 1))

    def _frame_rect(self, frame: Frame) -> QRect:
        return self.visualRect(frame[0]).united(self.visualRect(frame[1])).adjusted(0, 0, -1, -1)

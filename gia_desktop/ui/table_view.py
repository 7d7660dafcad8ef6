"""The official grid on screen: frozen heads, merged cells, and entry as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.grid import Grid
from gia_desktop.ui.geometry import Geometry, fit
from gia_desktop.ui.navigation import Move, Navigator
from gia_desktop.ui.table_delegate import NUMBER_HINTS, CellDelegate, CellEditor
from gia_desktop.ui.table_heads import CornerView, HeadView
from gia_desktop.ui.table_model import Index, TableModel
from gia_desktop.ui.theme import Theme

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier

_PLAIN_MOVES = {
    Qt.Key.Key_Left: Move.LEFT,
    Qt.Key.Key_Right: Move.RIGHT,
    Qt.Key.Key_Up: Move.UP,
    Qt.Key.Key_Down: Move.DOWN,
    Qt.Key.Key_Home: Move.ROW_START,
    Qt.Key.Key_End: Move.ROW_END,
    Qt.Key.Key_PageUp: Move.BLOCK_PREVIOUS,
    Qt.Key.Key_PageDown: Move.BLOCK_NEXT,
}
_CTRL_MOVES = {
    Qt.Key.Key_Left: Move.ROW_START,
    Qt.Key.Key_Right: Move.ROW_END,
    Qt.Key.Key_Up: Move.COLUMN_START,
    Qt.Key.Key_Down: Move.COLUMN_END,
    Qt.Key.Key_Home: Move.TABLE_START,
    Qt.Key.Key_End: Move.TABLE_END,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TableView(QTableView):
    """Shows a ``TableModel``.

    Signals:
        current_changed: the current cell is another one (its key, empty for none).
        selection_changed: other cells are selected.
        copy_asked, cut_asked, paste_asked: clipboard keys were pressed.
        fitted: widths and heights are new.
    """

    current_changed = Signal(str)
    selection_changed = Signal()
    copy_asked = Signal()
    cut_asked = Signal()
    paste_asked = Signal()
    fitted = Signal()

    def __init__(
        self, model: TableModel, navigator: Navigator, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Build heads, corner, spans and delegate for a table."""
        super().__init__(parent)
        self._table = model
        self._navigator = navigator
        self._theme = theme
        self.enter_moves_right = False
        self._geometry: Geometry | None = None
        self._anchor = QModelIndex()
        self._delegate = CellDelegate(theme, self)
        self._heads = HeadView(Qt.Orientation.Horizontal, model.grid, theme, self)
        self._labels = HeadView(Qt.Orientation.Vertical, model.grid, theme, self)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(self._labels)
        self._heads.setVisible(model.grid.head_rows > 0)
        self._labels.setVisible(model.grid.head_columns > 0)
        self._corner = CornerView(model.grid, theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._merge()

    def _set_up(self) -> None:
        self.setObjectName("officialGrid")
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setInputMethodHints(NUMBER_HINTS)
        self.setTabKeyNavigation(False)
        self._delegate.left.connect(self._on_editor_left)
        self._delegate.typed.connect(self._table.preview)
        self._delegate.closed.connect(self._table.end_preview)
        self.setAccessibleName(self._table.table_id)

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
        metrics = QFontMetrics(self._theme.font())
        size = (metrics, self._theme.text_px)
        geometry = fit(self._table.grid, *size, room.width(), room.height())
        if sum(geometry.heights) > room.height():
            bar = self.verticalScrollBar().sizeHint().width()
            geometry = fit(self._table.grid, *size, room.width() - bar, room.height())
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
        self._delegate.current_place = place
        self._heads.light(place)
        self._labels.light(place)
        self.viewport().update()
        self.current_changed.emit(cell.key if cell is not None else "")

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Tell others that the sum of the selection changed."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.selection_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first cell that can be typed into."""
        super().focusInEvent(event)
        self.ensure_current()

    def ensure_current(self) -> None:
        """Start at the first cell that can be typed into."""
        if self.current_key is None:
            self.go_to(self._navigator.first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a selection begins, for extending it by keyboard later."""
        super().mousePressEvent(event)
        if not event.modifiers() & _SHIFT:
            self._anchor = self.currentIndex()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, edit, clear, fill; clipboard keys are passed on."""
        if not (self._clipboard_key(event) or self._moving_key(event) or self._editing_key(event)):
            event.ignore()

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
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moves = _CTRL_MOVES if modifiers & _CTRL else _PLAIN_MOVES
        if key in moves:
            self.step(moves[key], extend=bool(modifiers & _SHIFT), totals=bool(modifiers & _ALT))
        elif key in _ENTER and not modifiers & _CTRL:
            self.leave(Move.UP_WRAPPED if modifiers & _SHIFT else Move.DOWN_WRAPPED)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not modifiers & _CTRL:
            self.leave(Move.PREVIOUS if key == Qt.Key.Key_Backtab or modifiers & _SHIFT else Move.NEXT)
        else:
            return False
        return True

    def _editing_key(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        if key == Qt.Key.Key_F2:
            self.begin(None)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_selected()
        elif event.modifiers() & _CTRL and key in {Qt.Key.Key_D, Qt.Key.Key_R}:
            self.fill_selected(down=key == Qt.Key.Key_D)
        elif text and text.isprintable() and not event.modifiers() & (_CTRL | _ALT):
            self.begin(text)
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method commits or composes into a new editor, once and whole."""
        if event.commitString():
            self.begin(event.commitString())
        elif event.preeditString() and self.begin(""):
            QApplication.sendEvent(QApplication.focusWidget() or self, event)
        event.accept()

    def step(self, move: Move, *, extend: bool = False, totals: bool = False) -> None:
        """Go to another cell; ``extend`` makes the selection reach there."""
        start = self.current_key
        if start is None:
            self.go_to(self._navigator.first)
            return
        index = self._table.index_of(self._navigator.go(start, move, totals=totals or extend))
        if extend and self._anchor.isValid():
            select = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, select.NoUpdate)
            self.selectionModel().select(_rectangle(self._table, self._anchor, index), select.ClearAndSelect)
        else:
            self._anchor = index
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def leave(self, move: Move) -> None:
        """Go on after a cell is done; Enter goes right instead of down by the setting."""
        if self.enter_moves_right and move in {Move.DOWN_WRAPPED, Move.UP_WRAPPED}:
            move = Move.NEXT if move is Move.DOWN_WRAPPED else Move.PREVIOUS
        self.step(move)

    def begin(self, text: str | None) -> bool:
        """Open the current cell: with its content (None) or with a text that replaces it."""
        index = self.currentIndex()
        cell = self._table.cell(index)
        if cell is None or cell.computed:
            return False
        self._delegate.first_text = text
        self.edit(index)
        editor = self.indexWidget(index)
        if text is not None and isinstance(editor, CellEditor):
            # Qt selects the whole text of a new editor: the next digit would replace the first one.
            editor.end(False)
        return True

    def _on_editor_left(self, move: object) -> None:
        if isinstance(move, Move):
            self.setFocus()
            self.leave(move)

    # -- blocks

    def clear_selected(self) -> None:
        """Empty the selected cells in one step."""
        keys = self._typed_keys(self.selected_keys())
        self._table.commit(dict.fromkeys(keys), f"清除 {len(keys)} 格" if len(keys) > 1 else "清除一格")

    def fill_selected(self, *, down: bool) -> None:
        """Copy the first row (Ctrl+D) or the first column (Ctrl+R) of the selection over the rest."""
        keys = self.selected_keys()
        places = {key: self._table.index_of(key) for key in keys}
        lines: dict[int, list[CellKey]] = {}
        for key, index in places.items():
            lines.setdefault(index.column() if down else index.row(), []).append(key)
        new: dict[CellKey, Value] = {}
        for line in lines.values():
            first = self._table.value(line[0])
            new |= dict.fromkeys(self._typed_keys(line[1:]), first)
        self._table.commit(new, f"向{'下' if down else '右'}填充 {len(new)} 格", "filled")

    def _typed_keys(self, keys: list[CellKey]) -> list[CellKey]:
        return [key for key in keys if not self._table.is_computed(key)]

    def key_at(self, position: QPoint) -> CellKey | None:
        """Return the value cell under a point of the viewport."""
        cell = self._table.cell(self.indexAt(position))
        return None if cell is None else cell.key


def _rectangle(model: TableModel, start: QModelIndex, end: QModelIndex) -> QItemSelection:
    """Return the block between two cells, whichever comes first."""
    rows, columns = sorted((start.row(), end.row())), sorted((start.column(), end.column()))
    return QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))

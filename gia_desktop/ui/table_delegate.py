"""How a value cell looks and how it is typed into."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gia_desktop.checks.finding import Severity
from gia_desktop.formats.grid import GridCell, Role
from gia_desktop.ui.navigation import Move
from gia_desktop.ui.table_heads import GridPainter
from gia_desktop.ui.table_model import DataRole, Index
from gia_desktop.ui.theme import Theme

NUMBER_HINTS = (
    Qt.InputMethodHint.ImhPreferNumbers
    | Qt.InputMethodHint.ImhDigitsOnly
    | Qt.InputMethodHint.ImhNoPredictiveText
)
"""Asks the input method for digits; what it sends all the same is read (full-width digits, 一二三)."""

_LEAVING = {
    Qt.Key.Key_Return: (Move.DOWN_WRAPPED, Move.UP_WRAPPED),
    Qt.Key.Key_Enter: (Move.DOWN_WRAPPED, Move.UP_WRAPPED),
    Qt.Key.Key_Tab: (Move.NEXT, Move.NEXT),
    Qt.Key.Key_Backtab: (Move.PREVIOUS, Move.PREVIOUS),
    Qt.Key.Key_Up: (Move.UP, Move.UP),
    Qt.Key.Key_Down: (Move.DOWN, Move.DOWN),
}
_LEAVING_SIDEWAYS = {Qt.Key.Key_Left: Move.LEFT, Qt.Key.Key_Right: Move.RIGHT}


class CellEditor(QLineEdit):
    """The field that appears in a cell; ``overwriting`` until the clerk moves inside the text."""

    def __init__(self, parent: QWidget, *, overwriting: bool) -> None:
        """Make a bare field without frame; numbers stand at the right."""
        super().__init__(parent)
        self.overwriting = overwriting
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(NUMBER_HINTS)
        self.setObjectName("cellEditor")
        self.setMaxLength(200)


class CellDelegate(QStyledItemDelegate):
    """Paints value cells and makes their editors.

    Signals:
        left: editing ended by a key that leads elsewhere (a ``Move``).
        typed: the text of the editor changed (key, text).
        closed: the editor is gone, with or without a commit (key).
    """

    left = Signal(object)
    typed = Signal(str, str)
    closed = Signal(str)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Use the colours of a theme."""
        super().__init__(parent)
        self._theme = theme
        self._labels = GridPainter(theme)
        self.first_text: str | None = None
        self.current_place: GridCell | None = None
        self.title_width = 0

    # -- editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the field; it starts with the first typed character or with the cell's content."""
        editor = CellEditor(parent, overwriting=self.first_text is not None)
        key = str(index.data(DataRole.KEY))
        editor.textEdited.connect(lambda text: self.typed.emit(key, text))
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field once; later changes of the model must not disturb typing."""
        if not isinstance(editor, CellEditor) or editor.property("filled"):
            return
        editor.setProperty("filled", True)
        if self.first_text is None:
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()
        else:
            editor.setText(self.first_text)
            if self.first_text:
                self.typed.emit(str(index.data(DataRole.KEY)), self.first_text)
        self.first_text = None

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the typed text to the model."""
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Cover the cell inside its lines."""
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -1))  # type: ignore[attr-defined]

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave the cell by keys as in a spreadsheet; F2 and Home change to moving inside the text."""
        if (
            isinstance(editor, CellEditor)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key in _LEAVING:
                self._leave(editor, _LEAVING[key][shift])
                return True
            if key in _LEAVING_SIDEWAYS and editor.overwriting and not shift:
                self._leave(editor, _LEAVING_SIDEWAYS[key])
                return True
            if key in {Qt.Key.Key_F2, Qt.Key.Key_Home, Qt.Key.Key_End}:
                editor.overwriting = False
                return key == Qt.Key.Key_F2
        return super().eventFilter(editor, event)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Tell that editing is over, so that a preview of a given-up text goes away."""
        self.closed.emit(str(index.data(DataRole.KEY)))
        super().destroyEditor(editor, index)

    def _leave(self, editor: CellEditor, move: Move) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(move)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: state colours, last year's figure, value, lines, mark of a problem."""
        place: GridCell = index.data(DataRole.GRID_CELL)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if place.role is not Role.VALUE:
            self._labels.paint(painter, rect, place, lit=self._is_lit(place))
            return
        found = index.data(DataRole.SEVERITY)  # Qt hands a StrEnum back as plain text
        severity = Severity(found) if found else None
        computed: bool = index.data(DataRole.COMPUTED)
        unread: bool = index.data(DataRole.UNREAD)
        selected = bool(option.state & option.state.__class__.State_Selected)  # type: ignore[attr-defined]
        token = self._background(place, severity, computed=computed, unread=unread)
        show_selected = selected and place != self.current_place
        painter.fillRect(rect, self._theme.color("selection" if show_selected else token))
        self._paint_texts(painter, rect, index, severity, computed=computed, unread=unread)
        painter.setPen(QPen(self._theme.color("grid")))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if severity is not None or unread:
            painter.setPen(QPen(self._theme.severity_color(severity or Severity.MUST_FIX), 1.6))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if self.current_place == place:
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _background(self, place: GridCell, severity: Severity | None, *, computed: bool, unread: bool) -> str:
        if unread:
            return "must_fix_sheet"
        if severity is not None:
            return f"{severity.value}_sheet"
        if computed:
            return "computed"
        return "cross" if self._is_lit(place) else "sheet"

    def _is_lit(self, place: GridCell) -> bool:
        now = self.current_place
        if now is None:
            return False
        same_row = place.row == now.row
        same_column = place.column <= now.column < place.column + place.column_span
        if place.role is Role.LABEL:
            return same_row
        return (same_row or same_column) if place.role is Role.VALUE else False

    def _paint_texts(
        self,
        painter: QPainter,
        rect: QRect,
        index: Index,
        severity: Severity | None,
        *,
        computed: bool,
        unread: bool,
    ) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        last_year = str(index.data(DataRole.LAST_YEAR))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        inner = rect.adjusted(6, 0, -7, 0)
        mark = "?" if unread else (severity.mark if severity is not None else "")
        painter.setFont(self._theme.font(bold=bool(mark)))
        ink = "must_fix" if unread else ("computed_ink" if computed else "ink")
        painter.setPen(self._theme.color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, shown)
        used = painter.fontMetrics().horizontalAdvance(shown)
        painter.setFont(self._theme.font(0.78))
        small = painter.fontMetrics()
        left = inner
        if mark:
            painter.setPen(self._theme.severity_color(severity or Severity.MUST_FIX))
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | middle, mark)
            left = left.adjusted(small.horizontalAdvance(mark) + 3, 0, 0, 0)
        if last_year and small.horizontalAdvance(last_year) + used + 4 <= left.width():
            painter.setPen(self._theme.color("quiet"))
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | middle, last_year)

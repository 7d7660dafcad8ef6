"""How a value cell looks and how it is typed into."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gia_desktop.checks.finding import Severity
from gia_desktop.formats.grid import GridCell, Role
from gia_desktop.ui.grid.grid_model import CellLook, DataRole
from gia_desktop.ui.grid.navigation import GridMove, crosses
from gia_desktop.ui.grid.table_heads import GridPainter
from gia_desktop.ui.grid.table_keys import ALONG_TEXT, leaving_move, walking_move
from gia_desktop.ui.kit.qt import SHIFT, Index, is_selected, rect_of
from gia_desktop.ui.kit.theme import Theme

NUMBER_HINTS = (
    Qt.InputMethodHint.ImhPreferNumbers
    | Qt.InputMethodHint.ImhDigitsOnly
    | Qt.InputMethodHint.ImhNoPredictiveText
)
"""Asks the input method for digits; what it sends all the same is read (full-width digits, 一二三)."""


class CellEditor(QLineEdit):
    """The field that appears in a cell; ``overwriting`` until the clerk moves inside the text.

    Signals:
        typed: the text was changed by hand (key, text).
    """

    typed = Signal(str, str)

    def __init__(self, parent: QWidget, key: str, *, overwriting: bool) -> None:
        """Make a bare field without frame; numbers stand at the right."""
        super().__init__(parent)
        self._key = key
        self.overwriting = overwriting
        self.filled = False
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(NUMBER_HINTS)
        self.setObjectName("cellEditor")
        self.setMaxLength(200)
        self.textEdited.connect(self._on_text_edited)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Edit inside after a click into the text."""
        self.overwriting = False
        super().mousePressEvent(event)

    def _on_text_edited(self, text: str) -> None:
        self.typed.emit(self._key, text)


class CellDelegate(QStyledItemDelegate):
    """Paints value cells and makes their editors.

    Signals:
        left: editing ended by a key that leads elsewhere (a ``GridMove``).
        typed: the text of the editor changed (key, text).
        closed: the editor is gone, with or without a commit (key).
    """

    left = Signal(GridMove)
    typed = Signal(str, str)
    closed = Signal(str)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Use the colours of a theme."""
        super().__init__(parent)
        self._theme = theme
        self._labels = GridPainter(theme)
        self.first_text: str | None = None
        self.current_place: GridCell | None = None
        self.lit: frozenset[GridCell] = frozenset()
        self._colors = {field.name: theme.color(field.name) for field in fields(theme.tokens)}
        self._frame_pen = QPen(theme.color("accent"), 2)
        self._fonts = {bold: theme.font(bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._small = theme.font(0.78)
        self._past = theme.font(0.72)
        self._past.setItalic(True)
        self._past_metrics = QFontMetrics(self._past)
        self._bracketed = theme.name == "high_contrast"  # there are no shades there to tell it by
        self._small_metrics = QFontMetrics(self._small)

    # -- editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the field; it starts with the first typed character or with the cell's content."""
        editor = CellEditor(parent, str(index.data(DataRole.KEY)), overwriting=self.first_text is not None)
        editor.typed.connect(self.typed)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field once; later changes of the model must not disturb typing."""
        if not isinstance(editor, CellEditor) or editor.filled:
            return
        editor.filled = True
        if self.first_text is None:
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            editor.setText(self.first_text)
            if self.first_text:
                self.typed.emit(str(index.data(DataRole.KEY)), self.first_text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the typed text to the model."""
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Cover the cell inside the frame of the current cell."""
        editor.setGeometry(rect_of(option).adjusted(2, 2, -3, -3))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave the cell by keys as in a spreadsheet; after F2 the arrows move inside the text."""
        if (
            isinstance(editor, CellEditor)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            move = leaving_move(event) or self._walking(editor, event)
            if move is not None:
                self._leave(editor, move)
                return True
            if event.key() == Qt.Key.Key_F2:
                editor.overwriting = False
                return True
        return super().eventFilter(editor, event)

    def _walking(self, editor: CellEditor, event: QKeyEvent) -> GridMove | None:
        inside = event.key() in ALONG_TEXT and (not editor.overwriting or bool(event.modifiers() & SHIFT))
        return None if inside else walking_move(event)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Tell that editing is over, so that a preview of a given-up text goes away."""
        self.closed.emit(str(index.data(DataRole.KEY)))
        super().destroyEditor(editor, index)

    def _leave(self, editor: CellEditor, move: GridMove) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(move)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: state colours, last year's figure, value, lines, mark of a problem."""
        look: CellLook = index.data(DataRole.LOOK)
        place, rect = look.place, rect_of(option)
        if place.role is not Role.VALUE:
            self._labels.paint(painter, rect, place, lit=place in self.lit)
            return
        current = place == self.current_place
        token = "selection" if is_selected(option) and not current else self._background(look)
        painter.fillRect(rect, self._colors["grid"])
        painter.fillRect(rect.adjusted(0, 0, -1, -1), self._colors[token])
        self._paint_texts(painter, rect.adjusted(6, 0, -7, 0), look, token)
        if look.has_cases or look.counted:
            self._paint_corner(painter, rect, "explain" if look.counted else "accent")
        if look.mark and not _is_calm(look):
            painter.setPen(QPen(self._colors[_weight(look).value], 1.6))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if current:
            painter.setPen(self._frame_pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_corner(self, painter: QPainter, rect: QRect, token: str) -> None:
        """Paint the small mark of the register: F7 shows the cases behind the figure."""
        right, top = rect.right(), rect.top()
        side = max(5, rect.height() // 5)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors[token])
        corner = (QPoint(right - side, top), QPoint(right, top), QPoint(right, top + side))
        painter.drawPolygon(QPolygon(corner))
        painter.restore()

    def _background(self, look: CellLook) -> str:
        now = self.current_place
        crossing = now is not None and crosses(look.place, now)
        if look.mark and not (crossing and _is_calm(look)):
            return f"{_weight(look).value}_sheet"
        if look.computed:
            return "computed"
        return "cross" if crossing else "sheet"

    def _paint_texts(self, painter: QPainter, room: QRect, look: CellLook, ground: str) -> None:
        """Paint the value at the right; mark, offer and last year's figure small at the left."""
        mark, used, left = look.mark, 0, room.left()
        # On the ground of a selection only the plain ink can be read in every theme.
        inks = dict.fromkeys(("value", "mark", "quiet"), "ink") if ground == "selection" else _inks(look)
        if look.text:
            metrics = self._metrics[bool(mark)]
            shown, used = look.text, metrics.horizontalAdvance(look.text)
            if used > room.width():
                shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
                used = metrics.horizontalAdvance(shown)
            painter.setFont(self._fonts[bool(mark)])
            painter.setPen(self._colors[inks["value"]])
            painter.drawText(room.right() + 1 - used, _baseline(room, metrics), shown)
        if not (mark or look.last_year or look.offer or look.counted):
            return
        small = self._small_metrics
        base = _baseline(room, small)
        painter.setFont(self._small)
        if mark:
            painter.setPen(self._colors[inks["mark"]])
            painter.drawText(left, base, mark)
            left += small.horizontalAdvance(mark) + 3
        if look.counted:
            # The register's figure takes the room of last year's: it is the nearer one.
            painter.setPen(self._colors["ink" if ground == "selection" else "explain"])
            counted = f"登{look.counted}"
            painter.drawText(left, base, counted)
            left += small.horizontalAdvance(counted) + 3
        if look.offer:
            offer = f"可填 {look.offer}"
            used = small.horizontalAdvance(offer)
            painter.setPen(self._colors[inks["quiet"]])
            painter.drawText(room.right() + 1 - used, base, offer)
        if look.last_year:
            painter.setPen(self._colors["ink" if ground == "selection" else "past"])
            self._paint_last_year(painter, room.adjusted(left - room.left(), 0, -used - 4, 0), look)

    def _paint_last_year(self, painter: QPainter, room: QRect, look: CellLook) -> None:
        """Write last year's figure slanted and pale; a blank cell says in words whose it is, if it can."""
        figure = f"({look.last_year})" if self._bracketed else look.last_year
        for words in (figure,) if look.text else (f"去年 {figure}", figure):
            if self._past_metrics.horizontalAdvance(words) <= room.width():
                painter.setFont(self._past)
                painter.drawText(room.left(), _baseline(room, self._past_metrics), words)
                return


def _baseline(room: QRect, metrics: QFontMetrics) -> int:
    """Return where letters of a font stand when they are in the middle of a cell."""
    return room.top() + (room.height() + metrics.capHeight()) // 2


def _is_calm(look: CellLook) -> bool:
    """Tell whether a marked cell needs no frame: half of a table is blank while it is being filled."""
    return not look.text and look.severity is not Severity.MUST_FIX


def _weight(look: CellLook) -> Severity:
    """Return how heavy a marked cell is; unreadable text weighs as much as an error."""
    return Severity.MUST_FIX if look.unread or look.severity is None else look.severity


def _inks(look: CellLook) -> dict[str, str]:
    """Return the inks of a cell by what is written."""
    value = "must_fix" if look.unread else ("computed_ink" if look.computed else "ink")
    return {"value": value, "mark": _weight(look).value, "quiet": "quiet"}

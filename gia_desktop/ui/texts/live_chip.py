"""Live numbers as they are drawn: quiet chips with the present digits, a blank or unknown cell dashed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.app.writing.live_cells import LiveCell, describe_live
from gia_desktop.core.narrative import live_cell
from gia_desktop.formats.groups import parts_of
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.live_text import NAME, OBJECT_TYPE, chip_name, chip_positions

_WEIGHT: Final = QTextFormat.Property.FontWeight.value
_MARK: Final = "上"
"""Stands small before last year's figures."""
_MARK_SCALE: Final = 0.6
_GAP: Final = 2.0
"""Room beside a chip, so that two of them never look like one number."""
_SIDE: Final = 0.22
"""Room at both sides, and the roundness of the corners, as part of the text's height."""


class LiveChips(QPyTextObject):
    """Draws the live numbers of a document with the figures of a session."""

    def __init__(self, document: QTextDocument, session: Session, theme: Theme, parent: QObject) -> None:
        """Take over the live numbers of a document."""
        super().__init__(parent)
        self._document = document
        self._session = session
        self._theme = theme
        self._known: dict[str, LiveCell] = {}
        self._sizes: dict[tuple[str, int], QSizeF] = {}
        self._measured_in = document.defaultFont()
        document.documentLayout().registerHandler(OBJECT_TYPE, self)

    def describe(self, name: str) -> LiveCell:
        """Return a live number with the figures on screen."""
        if name not in self._known:
            self._known[name] = describe_live(self._session.sheet, name)
        return self._known[name]

    def follow(self, event: SessionEvent) -> None:
        """Draw what shows a changed figure anew."""
        fmt = self._session.sheet.format
        changed = {
            name
            for name in self._known
            if any(part in event.names for part in parts_of(fmt, live_cell(name)))
        }
        if not changed:
            return
        for name in changed:
            del self._known[name]
        self._sizes.clear()
        for position in chip_positions(self._document):
            if chip_name(self._document, position) in changed:
                self._document.markContentsDirty(position, 1)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """Return the room of a chip: it stands on the line like digits do."""
        name, bold = str(format.stringProperty(NAME)), format.intProperty(_WEIGHT)
        font = doc.defaultFont()  # not of self._document: while its editor is destroyed, Python has lost it
        if font != self._measured_in:
            self._sizes.clear()
            self._measured_in = font
        if (name, bold) not in self._sizes:
            self._sizes[name, bold] = self._measure(self.describe(name), _font(doc, format))
        return self._sizes[name, bold]

    def _measure(self, live: LiveCell, font: QFont) -> QSizeF:
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(live.shown) + 2 * (_SIDE * metrics.height() + _GAP)
        if live.is_last_year:
            width += QFontMetricsF(_small(font)).horizontalAdvance(_MARK)
        return QSizeF(width, metrics.ascent())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draw a chip; ``rect`` ends at the line that digits stand on."""
        live, font = self.describe(str(format.stringProperty(NAME))), _font(doc, format)
        metrics, rect = QFontMetricsF(font), QRectF(rect)
        side = _SIDE * metrics.height()
        frame = rect.adjusted(_GAP, -1, -_GAP, metrics.descent())
        # Qt gives a background to what is selected, and to nothing else here.
        selected = format.hasProperty(QTextFormat.Property.BackgroundBrush.value)
        ink, sheet, edge = self._colors(live, selected=selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(edge, 1, Qt.PenStyle.DashLine if live.blank or not live.known else Qt.PenStyle.SolidLine)
        )
        painter.setBrush(sheet)
        painter.drawRoundedRect(frame, side, side)
        painter.setPen(ink)
        x = rect.x() + side + _GAP
        if live.is_last_year:
            painter.setFont(_small(font))
            painter.drawText(QRectF(x, frame.y(), rect.width(), rect.height()), _MARK)
            x += QFontMetricsF(_small(font)).horizontalAdvance(_MARK)
        painter.setFont(font)
        painter.drawText(
            QRectF(x, rect.bottom() - metrics.ascent(), rect.width(), metrics.height()), live.shown
        )
        painter.restore()

    def _colors(self, live: LiveCell, *, selected: bool) -> tuple[QColor, QColor, QColor]:
        """Return the colours of a chip's digits, sheet and edge."""
        if selected:  # Qt lays half of the selection's colour over it: only black on white stays readable
            black = QColor(Qt.GlobalColor.black)
            return black, QColor(Qt.GlobalColor.white), black
        if live.blank:
            tokens = ("quiet", "sheet", "quiet")
        elif live.known:
            tokens = ("computed_ink", "computed", "grid")
        else:
            tokens = ("must_fix", "must_fix_sheet", "must_fix")
        ink, sheet, edge = (self._theme.color(token) for token in tokens)
        return ink, sheet, edge


def _font(document: QTextDocument, style: QTextFormat) -> QFont:
    """Return the font of the text around a chip."""
    return QTextCharFormat(style.toCharFormat()).font().resolve(document.defaultFont())


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(7, round(font.pixelSize() * _MARK_SCALE)))
    return small

"""A finished page: lines of text, rules and what a click on it means; painted anywhere Qt can paint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gia_desktop.documents.writers.pdf_parts import MARK_PLACE, Tag
from gia_desktop.ui.paper.typesetting import TextLine

INK: Final = Qt.GlobalColor.black
_HEAVY: Final = 0.03
"""How much wider the strokes of letters without a bold font are made, of the line's height."""
_MIDDLE: Final = 0.38
"""Height of a sign's middle over the baseline, of its width."""


@dataclass(frozen=True)
class Ink:
    """A line of text with its place in units of the page.

    Attributes:
        turned: signs that lie on their side.
        tag: the part of the document it belongs to; None for page numbers and repeated heads.
    """

    line: TextLine
    x: float
    baseline: float
    turned: bool = False
    tag: Tag | None = None


@dataclass(frozen=True)
class PrintedPlace:
    """What a part of a page shows: a cell by its name, or a section by its id."""

    rect: QRectF
    place: str
    is_cell: bool = False


@dataclass(frozen=True)
class Ground:
    """A coloured place under the texts and lines; the colour as six hexadecimal digits."""

    rect: QRectF
    colour: str


@dataclass(frozen=True)
class PaperPage:
    """One page, in units from its top left corner."""

    number: int
    texts: list[Ink] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    rules: list[QLineF] = field(default_factory=list)
    areas: list[PrintedPlace] = field(default_factory=list)

    def area_at(self, point: QPointF) -> PrintedPlace | None:
        """Return what is printed at a place."""
        return next((area for area in self.areas if area.rect.contains(point)), None)

    def paint(self, painter: QPainter, rule_width: float, *, marked: bool = False) -> None:
        """Paint the page; the painter's unit must be the unit of the page.

        Args:
            painter: paints on a page, a window or paper.
            rule_width: width of the lines of tables.
            marked: leave a mark beside the page before the lines and before each text, see ``pdf_tags``.
        """
        painter.save()
        if marked:
            painter.fillRect(QRectF(*MARK_PLACE), INK)
        for ground in self.grounds:
            painter.fillRect(ground.rect, QColor(f"#{ground.colour}"))
        pen = QPen(INK)
        pen.setWidthF(rule_width)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        # Thin lines stay black and sharp without smoothing: Qt then never draws less than one pixel.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLines(self.rules)
        painter.setPen(INK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for ink in self.texts:
            if marked:
                painter.fillRect(QRectF(*MARK_PLACE), INK)
            _paint_text(painter, ink)
        painter.restore()


def _paint_text(painter: QPainter, ink: Ink) -> None:
    line = ink.line.line
    painter.save()
    painter.translate(ink.x, ink.baseline)
    if ink.turned:
        middle = QPointF(ink.line.width / 2, -ink.line.width * _MIDDLE)
        painter.translate(middle)
        painter.rotate(90)
        painter.translate(-middle)
    line.draw(painter, QPointF(0, -line.ascent()))
    if ink.line.heavy is not None:
        painter.translate(0, -line.ascent())
        painter.strokePath(ink.line.heavy, QPen(INK, line.height() * _HEAVY))
    painter.restore()


def merged_rules(horizontal: Mapping[int, Sequence[tuple[int, int]]], *, upright: bool) -> list[QLineF]:
    """Join touching stretches of lines, given by their height (or, upright, by their distance)."""
    made = []
    for at, stretches in horizontal.items():
        runs: list[list[int]] = []
        for start, end in sorted(set(stretches)):
            if runs and start <= runs[-1][1]:
                runs[-1][1] = max(runs[-1][1], end)
            else:
                runs.append([start, end])
        made += [QLineF(at, a, at, b) if upright else QLineF(a, at, b, at) for a, b in runs]
    return made

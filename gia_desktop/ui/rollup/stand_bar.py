"""How far a collection is, as one bar of four colours with words below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gia_desktop.rollup.coverage import Stand, Tally
from gia_desktop.ui.kit.theme import Theme

TONES: Final = {
    Stand.PASSED: "good",
    Stand.RETURNED: "explain",
    Stand.WAITING: "accent",
    Stand.MISSING: "quiet",
}
"""The colour of each group; its words stand beside it wherever it is used."""
_HEIGHT: Final = 10


def count_of(tally: Tally, stand: Stand) -> int:
    """Return how many units are in a group."""
    return {
        Stand.PASSED: tally.passed,
        Stand.RETURNED: tally.returned,
        Stand.WAITING: tally.waiting,
        Stand.MISSING: tally.missing,
    }[stand]


def stand_words(tally: Tally, theme: Theme) -> str:
    """Return the counts of all groups as rich text, each with its colour and its word."""
    inks = {stand: theme.color(tone).name() for stand, tone in TONES.items()}
    parts = [
        f"<span style='color:{ink}'>■</span> {stand.words} {count_of(tally, stand)}"
        for stand, ink in inks.items()
    ]
    # Rich text makes white space of any kind narrow, unless it must not break.
    return "&nbsp;&nbsp;&nbsp; ".join([*parts, f"共 {tally.units} 家"])


class StandBar(QWidget):
    """The bar: passed, returned, waiting from the left; what is missing stays pale."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__()
        self._theme = theme
        self._tally = Tally()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("收集进度")

    def show_tally(self, tally: Tally) -> None:
        """Show how many units stand where."""
        self._tally = tally
        words = "，".join(f"{stand.words} {count_of(tally, stand)}" for stand in TONES)
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as one line of small words."""
        return QSize(160, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(room, room.height() / 2, room.height() / 2)
        painter.setClipPath(shape)
        painter.fillRect(room, self._theme.color("grid"))
        left = 0.0
        for stand in (Stand.PASSED, Stand.RETURNED, Stand.WAITING):
            share = count_of(self._tally, stand) / max(1, self._tally.units) * room.width()
            painter.fillRect(QRectF(left, 0, share, room.height()), self._theme.color(TONES[stand]))
            left += share
        if self._theme.name == "high_contrast":
            painter.setPen(Qt.GlobalColor.white)
            painter.drawPath(shape)
        painter.end()

"""The strip of a case: every working day with its number, what stood, and in words how the end came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gia_desktop.register.calendar.periods import StripDay
from gia_desktop.register.calendar.workdays import WEEKDAYS
from gia_desktop.register.strip import Stretch
from gia_desktop.ui.kit.theme import Theme

_GAP: Final = 2
_FIFTH: Final = 5


class ClockStrip(QWidget):
    """Paints the days that count one beside the other; weekends and holidays between them take no room."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__()
        self._theme = theme
        self._blocks: list[tuple[StripDay, bool]] = []
        self._heads: list[tuple[int, str]] = []
        self._places: list[QRect] = []
        self._today = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("期限逐日")

    def show_days(self, stretches: Sequence[Stretch], words: str, today: str) -> None:
        """Show the days of a case; ``words`` say the same for screen readers, ``today`` is marked."""
        self._blocks = [
            (day, stretch.current)
            for stretch in stretches
            for day in stretch.days
            if day.number is not None or day.standing
        ]
        self._heads = _heads(stretches)
        self._today = today
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """One line of words and one of days."""
        return QSize(400, round(self._theme.text_px * 3.7))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads and days."""
        painter = QPainter(self)
        self._places = []
        if not self._blocks:
            return
        theme = self._theme
        top = round(theme.text_px * 1.5)
        height = self.height() - top - 2
        width = self.width() / len(self._blocks)
        painter.setFont(theme.font(0.85, bold=True))
        widest = painter.fontMetrics().horizontalAdvance(str(max(day.number or 0 for day, _ in self._blocks)))
        texts = number_texts([day.number for day, _ in self._blocks], fits=widest + _GAP < width)
        for place, (day, current) in enumerate(self._blocks):
            left, right = round(place * width), round((place + 1) * width) - _GAP
            rect = QRect(left, top, max(2, right - left), height)
            self._places.append(rect)
            last = place == len(self._blocks) - 1
            self._paint_day(painter, rect, day, texts[place], current=current, last=last)
        self._paint_heads(painter, width, top)

    def _paint_day(
        self, painter: QPainter, rect: QRect, day: StripDay, text: str, *, current: bool, last: bool
    ) -> None:
        tokens = self._theme
        if day.standing:
            painter.fillRect(rect, tokens.color("head"))
            painter.save()
            painter.setClipRect(rect)
            painter.setPen(QPen(tokens.color("grid"), 3))
            for offset in range(-rect.height(), rect.width(), 9):
                painter.drawLine(
                    rect.left() + offset, rect.bottom(), rect.left() + offset + rect.height(), rect.top()
                )
            painter.restore()
            painter.setPen(tokens.color("grid"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            return
        name = "must_fix" if current and last else "accent" if current else "selection"
        painter.fillRect(rect, tokens.color(name))
        painter.setPen(tokens.color("on_accent" if current else "ink"))
        painter.setFont(tokens.font(0.85, bold=day.date.isoformat() == self._today))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        if day.date.isoformat() == self._today:
            painter.setPen(QPen(tokens.color("ink"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_heads(self, painter: QPainter, width: float, top: int) -> None:
        painter.setFont(self._theme.font(0.88))
        painter.setPen(self._theme.color("quiet"))
        reached = 0
        for place, words in self._heads:
            left = max(round(place * width), reached)
            room = painter.fontMetrics().horizontalAdvance(words) + 10
            if left + room > self.width():
                left = max(reached, self.width() - room)
            painter.drawText(QRect(left, 0, room, top), Qt.AlignmentFlag.AlignVCenter, words)
            reached = left + room

    def event(self, event: QEvent) -> bool:
        """Say on hover which day it is."""
        if isinstance(event, QHelpEvent):
            for rect, (day, _) in zip(self._places, self._blocks, strict=False):
                if rect.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), day_words(day), self)
                    return True
            QToolTip.hideText()
        return super().event(event)


def number_texts(numbers: Sequence[int | None], *, fits: bool) -> list[str]:
    """Return what stands in the days: their numbers; where they don't fit, every fifth and the last one."""
    last = len(numbers) - 1
    return [
        str(number)
        if number and (fits or place == last or (number % _FIFTH == 0 and place + 1 != last))
        else ""
        for place, number in enumerate(numbers)
    ]


def day_words(day: StripDay) -> str:
    """Return one day of the strip in words."""
    date = f"{day.date.month} 月 {day.date.day} 日 星期{WEEKDAYS[day.date.weekday()]}"
    number = f"第 {day.number} 个工作日" if day.number is not None else "不计"
    return f"{date}　{number}" + (f"：{day.why}" if day.why else "")


def _heads(stretches: Sequence[Stretch]) -> list[tuple[int, str]]:
    """Return what stands above the days: where each stretch begins, and what stood."""
    heads: list[tuple[int, str]] = []
    place = 0
    for number, stretch in enumerate(stretches):
        start = f"{stretch.start.month}/{stretch.start.day}"
        words = f"{start} 收到" if number == 0 else f"{start} 起重新计算"
        if not stretch.current and stretch.counted:
            words += f"，第 1—{stretch.counted} 日"
        heads.append((place, words))
        before = ""
        for day in stretch.days:
            if day.standing and day.why != before:
                heads.append((place, f"{day.why}：不计"))
            if day.number is not None or day.standing:
                before = day.why if day.standing else ""
                place += 1
    return heads

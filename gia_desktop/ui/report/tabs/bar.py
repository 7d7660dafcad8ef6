"""The row of tabs with badges: a mark and a number, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QTabBar

from gia_desktop.checks.finding import Severity
from gia_desktop.ui.kit.theme import Theme, set_style_flag

_ROOMY: Final = 76
"""Width of the bar, in letters, from which on there is room around the words."""


class ReportTabs(QTabBar):
    """Tabs by section.

    Signals:
        chosen: another tab is in front (index).
        badge_clicked: the findings of a tab are wanted (its section).
    """

    chosen = Signal(int)
    badge_clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Start without tabs."""
        super().__init__()
        self._theme = theme
        self._sections: list[str] = []
        self._words: list[str] = []
        self._badges: dict[str, tuple[str, str]] = {}
        self._labels: dict[str, _Badge] = {}
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setAcceptDrops(True)  # only to change tabs: a cell is dragged to a text on another one
        self.setChangeCurrentOnDrag(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName("报告各部分")
        self.currentChanged.connect(self.chosen)

    @property
    def section(self) -> str:
        """Section of the tab in front."""
        return self._sections[self.currentIndex()]

    def add(self, section: str, word: str) -> None:
        """Add a tab at the right."""
        self._sections.append(section)
        self._words.append(word)
        self.blockSignals(True)
        self.addTab(word)
        self.blockSignals(False)
        badge = self._labels[section] = _Badge(self._theme)
        badge.clicked.connect(partial(self.badge_clicked.emit, section))
        self.setTabButton(self.count() - 1, QTabBar.ButtonPosition.RightSide, self._labels[section])
        self.setTabToolTip(self.count() - 1, f"Ctrl+{self.count()}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let tabs move together where there is little room."""
        super().resizeEvent(event)
        set_style_flag(self, "tight", on=self.width() < _ROOMY * self._theme.text_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the tab in front while the bar has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRect(self.tabRect(self.currentIndex()).adjusted(2, 2, -3, -3))
            painter.end()

    def choose(self, index: int) -> None:
        """Bring a tab to the front."""
        self.setCurrentIndex(index)

    def badge(self, section: str) -> str:
        """Return what the badge of a tab says, e.g. ``✗2``."""
        return self._badges.get(section, ("", ""))[0]

    def set_badge(
        self,
        section: str,
        counts: Mapping[Severity, int] | None,
        *,
        empty: bool,
        blanks: int = 0,
        compared: bool = True,
    ) -> None:
        """Show the heaviest findings of a tab, 空 while nothing is written or cells are blank, else a tick.

        A table that was not begun says 空 whatever will have to be done there; one that could not be
        ``compared`` with last year gets a dash instead of the tick. Without ``counts`` it waits.
        """
        if counts is None:
            self._show(section, ("…", "quiet"), "正在检查")
            return
        must_fix, explain = counts[Severity.MUST_FIX], counts[Severity.EXPLAIN]
        if empty and blanks:
            badge = ("空", "quiet")
        elif must_fix:
            badge = (f"✗{must_fix}", "must_fix")
        elif explain:
            badge = (f"!{explain}", "explain")
        elif empty:
            badge = ("空", "quiet")
        elif blanks:
            badge = (f"空{blanks}", "quiet")
        else:
            badge = ("✓", "good") if compared else ("–", "quiet")
        found = "，".join(f"{severity.word} {count}" for severity, count in counts.items() if count)
        settled = "没有问题" if compared else "没有发现问题；没有上年可比"
        open_cells = f"还有 {blanks} 格空着" if blanks else settled
        self._show(section, badge, found or ("还没有写" if empty else open_cells))

    def _show(self, section: str, badge: tuple[str, str], words: str) -> None:
        """Show a badge, a text on the colour of a token, and say in words what it means."""
        index = self._sections.index(section)
        if self._badges.get(section) != badge:
            self._badges[section] = badge
            self._labels[section].show_badge(*badge)
            self.setTabText(index, self._words[index])  # makes the bar lay itself out for the new badge
        self.setTabToolTip(index, f"{words}　Ctrl+{index + 1}")
        self.setAccessibleTabName(index, f"{self._words[index]}，{words}")


class _Badge(QLabel):
    """A rounded mark beside the words of a tab.

    Signals:
        clicked: with the left button.
    """

    clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def show_badge(self, text: str, token: str) -> None:
        """Show a text on the colour of a token; the tab bar makes room for it."""
        theme = self._theme
        height = round(theme.text_px * 1.4)
        self.setText(text)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.font(0.8, bold=True))
        self.setStyleSheet(
            f"background:{theme.color(token).name()};color:{theme.tokens.sheet};"
            f"border-radius:{height // 2}px;font-size:{round(theme.text_px * 0.8)}px;font-weight:bold;"
        )
        # Room for a mark and a digit, so that the tabs stay where they are while the count changes.
        width = max(round(height * 1.35), self.fontMetrics().horizontalAdvance(text) + 10)
        self.setFixedSize(width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a click; any other press is for the tab."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            event.ignore()

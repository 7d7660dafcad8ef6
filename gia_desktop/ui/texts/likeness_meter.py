"""How much of a text still stands as last year: a small bar in words, and a word beside each paragraph."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gia_desktop.core.likeness import Freshness, Likeness, likeness
from gia_desktop.formats.links import knows_last_year
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.live_edit import LiveEdit

_WAIT_MS: Final = 250
"""The meter follows typing after a pause, so that no key waits for it."""

_MUCH: Final = 70
"""Per cent from which the rule on copied text speaks, too."""

_WORDS: Final = {Freshness.COPIED: "照抄", Freshness.TOUCHED: "改动小"}
_BAR: Final = QSize(84, 8)


class LikenessMeter(QWidget):
    """Compares what is in an editor with last year's text of the same section."""

    def __init__(self, editor: LiveEdit, section: str, theme: Theme) -> None:
        """Follow an editor; nothing is shown before ``refresh``."""
        super().__init__()
        self._editor = editor
        self._section = section
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self._bar = Bar(theme)
        self.gutter = LikenessGutter(editor, theme)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.refresh)
        editor.textChanged.connect(self._timer.start)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words)
        line.addWidget(self._bar)
        self.hide()

    def refresh(self) -> None:
        """Compare now."""
        sheet = self._editor.session.committed
        previous = sheet.report.previous
        before = previous.sections.get(self._section, "") if previous and knows_last_year(sheet) else ""
        found = likeness(self._editor.raw_text(), before)
        shown = bool(before.strip()) and bool(found.paragraphs)
        self.setVisible(shown)
        self.gutter.show_likeness(found if shown else None)
        self._bar.show_percent(found.percent)
        self.words.setText(f"与去年相同 {found.percent} %")
        counts = ((found.count(state), state.words) for state in Freshness)
        told = "、".join(f"{words} {count} 段" for count, words in counts if count)
        note = f"{told}。\n连续 8 个字与去年相同就算相同，数字、标点不计；超过 {_MUCH} % 会要求说明。"
        self.setToolTip(note)
        self.words.setAccessibleDescription(note)


class Bar(QWidget):
    """A bar that is filled as far as a percentage says; the words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__()
        self._theme = theme
        self._percent = 0
        self.setFixedSize(_BAR)

    def show_percent(self, percent: int) -> None:
        """Fill the bar; from ``_MUCH`` on in the colour of what wants a look."""
        self._percent = percent
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and filling."""
        painter = QPainter(self)
        # In high contrast the ground of a bar would be as light as its filling.
        painter.setPen(self._theme.color("grid"))
        painter.setBrush(self._theme.color("sheet" if self._theme.name == "high_contrast" else "grid"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        filled = QRect(0, 0, round(self.width() * min(self._percent, 100) / 100), self.height())
        painter.fillRect(filled, self._theme.color("explain" if self._percent >= _MUCH else "quiet"))
        painter.end()


class LikenessGutter(QWidget):
    """Stands left of an editor and says of each paragraph that is last year's how much was changed."""

    def __init__(self, editor: LiveEdit, theme: Theme) -> None:
        """Follow the scrolling of an editor."""
        super().__init__()
        self._editor = editor
        self._theme = theme
        self._words: dict[int, Freshness] = {}
        self.setFont(theme.font(0.85))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("改动小") + 8)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        editor.verticalScrollBar().valueChanged.connect(self.update)
        editor.document().documentLayout().documentSizeChanged.connect(self.update)
        self.hide()

    def show_likeness(self, found: Likeness | None) -> None:
        """Show the state of each paragraph; nothing when there is nothing to compare with."""
        text = self._editor.raw_text()
        paragraphs = found.paragraphs if found is not None else ()
        self._words = {
            text.count("\n", 0, item.start): item.freshness
            for item in paragraphs
            if item.freshness is not Freshness.NEW
        }
        self.setVisible(bool(self._words))
        self.update()

    def words_by_line(self) -> dict[int, str]:
        """Return what stands beside each line of the text."""
        return {line: _WORDS[state] for line, state in self._words.items()}

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the words at the height of their paragraphs."""
        painter = QPainter(self)
        height = painter.fontMetrics().height()
        for line, state in self._words.items():
            block = self._editor.document().findBlockByNumber(line)
            if not block.isValid():
                continue
            top = self._top_of(block)
            if top > self.height() or top + height < 0:
                continue
            painter.setPen(self._theme.color("explain" if state is Freshness.COPIED else "quiet"))
            place = QRect(0, top, self.width() - 6, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, _WORDS[state])
        painter.end()

    def _top_of(self, block: QTextBlock) -> int:
        layout = self._editor.document().documentLayout()
        frame = self._editor.viewport().y()
        line = block.layout().lineAt(0).height() if block.layout().lineCount() else 0
        top = layout.blockBoundingRect(block).top() - self._editor.verticalScrollBar().value()
        return round(top + frame + max(0.0, line - self.fontMetrics().height()) / 2)

"""A card with a piece of text and what can be done with it; cards stand below each other in a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gia_desktop.ui.kit.cards import link
from gia_desktop.ui.kit.theme import restyle


class TextCard(QFrame):
    """A text with its state and buttons below it, or with one button beside it."""

    def __init__(self, buttons: Sequence[str], *, beside: bool = False) -> None:
        """Make a card with buttons of these words."""
        super().__init__()
        self.setObjectName("textCard")
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.body = QLabel()
        self.body.setWordWrap(True)
        self.body.setTextFormat(Qt.TextFormat.RichText)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.buttons = [link(words) for words in buttons]
        self.setLayout(self._beside() if beside else self._below())

    def _below(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(10, 7, 10, 8)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.state)
        line.addStretch()
        for button in self.buttons:
            line.addWidget(button)
        column.addWidget(self.body)
        column.addLayout(line)
        return column

    def _beside(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(10, 6, 6, 6)
        line.addWidget(self.body, 1)
        self.state.setParent(self)
        self.state.hide()
        for button in self.buttons:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def set_locked(self, *, locked: bool) -> None:
        """Let the text only be read, or be taken again."""
        for button in self.buttons:
            button.setEnabled(not locked)

    def show_text(self, html: str, plain: str, notes: str) -> None:
        """Show a text; ``plain`` is what is read aloud, ``notes`` what is told under the mouse."""
        self.body.setText(html)
        self.body.setToolTip(notes)
        self.body.setAccessibleName(plain)
        self.body.setAccessibleDescription(notes)

    def show_state(self, words: str, name: str = "quiet") -> None:
        """Show words below the text, in one of the styles of the style sheet."""
        self.state.setText(words)
        restyle(self.state, name)


class CardList(QScrollArea):
    """Cards and headings below each other."""

    def __init__(self, name: str) -> None:
        """Start empty; ``name`` is what the list is called by screen readers."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("cardList")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(7)
        self._column.addStretch()
        self.setWidget(inner)

    def add(self, widget: QWidget) -> None:
        """Put a card or a heading below the others."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_heading(self, words: str) -> None:
        """Put a heading below the others."""
        heading = QLabel(words)
        heading.setObjectName("panelTitle")
        heading.setWordWrap(True)
        self.add(heading)

    def clear(self) -> None:
        """Take everything away."""
        while self._column.count() > 1:
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()


def lay_out_cards(panel: QWidget, head: QWidget, cards: CardList, legend: QLabel) -> None:
    """Put the head of a panel, its cards and the words about them below each other."""
    legend.setObjectName("quiet")
    legend.setWordWrap(True)
    legend.setContentsMargins(10, 3, 10, 5)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(cards, 1)
    column.addWidget(legend)

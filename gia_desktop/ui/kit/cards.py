"""The parts that cards are made of: frames with a heading, big buttons, switches, links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.ui.kit.qt import ENTER
from gia_desktop.ui.kit.theme import Theme, set_style_flag


class CardFrame(QFrame):
    """A frame with the look of a card and nothing in it yet."""

    def __init__(self) -> None:
        """Take the look."""
        super().__init__()
        self.setObjectName("card")


class Card(CardFrame):
    """A card with a heading; what is added stands below it.

    Attributes:
        column: the layout of what stands in the card.
        head: the line of the heading, for what stands at its right.
    """

    def __init__(self, title: str, *, margins: tuple[int, int, int, int] = (16, 10, 16, 12)) -> None:
        """Show a heading."""
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.addWidget(panel_title(title))
        self.head.addStretch()
        self.column.addLayout(self.head)


class CardHead(QFrame):
    """The line above what a card holds.

    Attributes:
        line: the layout of what stands in it.
    """

    def __init__(self, *, margins: tuple[int, int, int, int] = (10, 5, 10, 5)) -> None:
        """Take the look; nothing stands in it yet."""
        super().__init__()
        self.setObjectName("cardHead")
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(*margins)


def to_the_edges(card: QFrame) -> QVBoxLayout:
    """Return a column for a card whose content reaches its edges, within the drawn line."""
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    return column


def side_by_side(parts: Iterable[QWidget], sizes: Sequence[int], stretches: Sequence[int] = ()) -> QSplitter:
    """Return parts beside each other; lines between them can be dragged, but nothing away.

    Args:
        parts: from left to right.
        sizes: their widths, in proportion.
        stretches: how they share the room of a larger window, by their widths when nothing is said.
    """
    both = QSplitter(Qt.Orientation.Horizontal)
    for part in parts:
        both.addWidget(part)
    for place, stretch in enumerate(stretches):
        both.setStretchFactor(place, stretch)
    both.setSizes(list(sizes))
    both.setChildrenCollapsible(False)
    return both


class ListCard(CardFrame):
    """A card whose content reaches its edges, with a heading above.

    Attributes:
        column: the layout of what stands in the card.
        head: the line of the heading, for what stands at its right.
    """

    def __init__(self, title: str) -> None:
        """Show a heading."""
        super().__init__()
        self.column = to_the_edges(self)
        label = panel_title(title)
        label.setContentsMargins(16, 10, 16, 10)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 12, 0)
        self.head.addWidget(label, 1)
        self.column.addLayout(self.head)


def panel_title(words: str) -> QLabel:
    """Return the heading of a card or a panel."""
    label = QLabel(words)
    label.setObjectName("panelTitle")
    return label


def quiet(words: str) -> QLabel:
    """Return words that stand back, broken where room is short."""
    label = QLabel(words)
    label.setObjectName("quiet")
    label.setWordWrap(True)
    return label


class Verdict(QLabel):
    """What a list of findings says in its place while it shows none."""

    def __init__(self, parent: QWidget) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.setObjectName("verdict")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumHeight(60)

    def say(self, why: str = "") -> None:
        """Say in quiet words why nothing is listed; without any that all was looked at and is good."""
        self.setText(why or "没有发现问题 ✓")
        set_style_flag(self, "good", on=not why)


def toggle(words: str) -> Button:
    """Return a switch that looks like a word until it is on."""
    button = Button(words)
    button.setObjectName("toggle")
    button.setCheckable(True)
    return button


def link(words: str, parent: QWidget | None = None) -> Button:
    """Return a button that looks like a link."""
    button = Button(words, parent)
    button.setObjectName("link")
    return button


class Button(QPushButton):
    """A button outside of dialogs: Enter presses it as the space bar does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click."""
        if Qt.Key(event.key()) not in ENTER:
            super().keyPressEvent(event)
        elif self.menu() is not None:
            self.showMenu()
        else:
            self.click()


class _LowArea(QScrollArea):
    """Asks for no more height than it must have; what it is given beyond is welcome."""

    def sizeHint(self) -> QSize:
        """Return the width of what is in it, and the least height."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def scrolled(content: QWidget, look: str = "", *, least_height: int = 0) -> QScrollArea:
    """Let something be reached by scrolling where there is no room for all of it: nothing is cut.

    Args:
        content: it.
        look: the name of its looks in the style sheet; it holds only if it is known before the content.
        least_height: it takes what height is left by its neighbours, but never less; 0 for its own height.
    """
    area = QScrollArea() if not least_height else _LowArea()
    area.setMinimumHeight(least_height)
    area.setObjectName(look)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class ActionButton(Button):
    """A big button with a title and a line of explanation."""

    def __init__(self, title: str, note: str, theme: Theme, *, primary: bool) -> None:
        """Lay out the two lines."""
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setObjectName("primary" if primary else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(2)
        tokens = theme.tokens
        inks = (tokens.on_accent, tokens.on_accent) if primary else (tokens.ink, tokens.quiet)
        for text, ink, scale, bold in ((title, inks[0], 1.12, True), (note, inks[1], 0.95, False)):
            label = self.note = QLabel(text)
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            weight = "bold" if bold else "normal"
            size = round(theme.text_px * scale)
            label.setStyleSheet(
                f"color:{ink};background:transparent;font-size:{size}px;font-weight:{weight};"
            )
            column.addWidget(label)
        self.setMinimumWidth(round(theme.text_px * 17))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """As high as its two texts need at its width."""
        layout = self.layout()
        width = max(self.width(), self.minimumWidth())
        return QSize(width, layout.heightForWidth(width) if layout is not None else 0)

    def minimumSizeHint(self) -> QSize:
        """Never lower than its texts."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the texts wrap otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_note(self, note: str) -> None:
        """Show another line of explanation."""
        self.note.setText(note)
        self.setAccessibleDescription(note)


class StepLine(QFrame):
    """One line of what to do next."""

    def __init__(self, number: int, title: str, note: str, theme: Theme, *, done: bool, now: bool) -> None:
        """Show a tick or a number, the step and a remark; the one to do now stands out."""
        super().__init__()
        self.setObjectName("cardHead")
        self.setStyleSheet(f"QFrame#cardHead{{background:{theme.tokens.sheet};}}")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 7, 12, 7)
        mark = QLabel("✓" if done else str(number))
        size = round(theme.text_px * 1.5)
        mark.setFixedSize(size, size)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        tokens = theme.tokens
        back, ink = (tokens.good, tokens.sheet) if done else (tokens.head, tokens.ink)
        edge = back if done else tokens.grid  # in high contrast the ground is that of the page
        mark.setStyleSheet(
            f"background:{back};color:{ink};border:1px solid {edge};border-radius:{size // 2}px;"
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        heading = QLabel(title)
        heading.setFont(theme.font(bold=now))
        heading.setWordWrap(True)
        words.addWidget(heading)
        if note:
            remark = quiet(note)
            if note.startswith("!"):
                remark.setStyleSheet(f"color:{tokens.explain};")
            words.addWidget(remark)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

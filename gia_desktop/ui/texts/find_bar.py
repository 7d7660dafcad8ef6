"""The bar for finding and replacing over all texts of a report; it stands above the page, not over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.app.writing.find_text import SEARCHED, FoundWords, find_all, replacing
from gia_desktop.checks.finding import Span
from gia_desktop.core.change import Change
from gia_desktop.core.keys import TextKey
from gia_desktop.ui.kit.cards import Button, link
from gia_desktop.ui.kit.qt import ENTER, SHIFT, follow

_LONGEST: Final = 40
"""Signs of a selection that is taken over as what to find."""


class TextFinder(QObject):
    """Opens the bar when it is first wanted, and leads to what it finds.

    Signals:
        closed: the bar is gone; whoever had the keyboard before can have it back.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        push: Callable[[Change], None],
        show: Callable[[Span], None],
        here: Callable[[], Span | None],
        column: QVBoxLayout,
    ) -> None:
        """Search a session.

        Args:
            session: the report.
            push: takes a step onto the undo stack.
            show: brings a place of a text to the front.
            here: returns where in a text the clerk is and what she has selected, None elsewhere.
            column: the bar is put at its end.
        """
        super().__init__()
        self._session = session
        self._push = push
        self._show = show
        self._here = here
        self._column = column
        self._locked = False
        self.bar: FindBar | None = None

    def begin(self, *, replaces: bool) -> None:
        """Open the bar, for finding alone or for replacing, too."""
        span = self._here()
        if self.bar is None:
            self.bar = FindBar(self._session, self._push)
            self.bar.set_locked(locked=self._locked)
            self.bar.wanted.connect(self._on_wanted)
            self.bar.closed.connect(self.closed)
            self._column.addWidget(self.bar)
        words = "" if span is None else self._session.report.text(span.text)[span.start : span.end]
        usable = "\n" not in words and "{" not in words and len(words) <= _LONGEST
        self.bar.begin(words if usable else "", span, replaces=replaces)

    def set_locked(self, *, locked: bool) -> None:
        """Let texts only be searched, or be changed again."""
        self._locked = locked
        if self.bar is not None:
            self.bar.set_locked(locked=locked)

    def _on_wanted(self, key: str, start: int, end: int) -> None:
        self._show(Span(TextKey(key), start, end))


class FindBar(QFrame):
    """Words to find, how often they stand where, and what to put in their place.

    Signals:
        wanted: a hit is to be shown (text, begin, end); the keyboard stays here.
        closed: the bar is gone; whoever had the keyboard before can have it back.
    """

    wanted = Signal(str, int, int)
    closed = Signal()

    def __init__(self, session: Session, push: Callable[[Change], None]) -> None:
        """Search the texts of a session; ``push`` takes a step onto the undo stack."""
        super().__init__()
        self.setObjectName("findBar")
        self._session = session
        self._push = push
        self._hits: Sequence[FoundWords] = ()
        self._now = -1
        self._locked = False
        self.words, self.new = QLineEdit(), QLineEdit()
        self.words.setPlaceholderText("查找：标题、开头语和各部分的文字")
        self.words.setAccessibleName("查找")
        self.new.setPlaceholderText("换成")
        self.new.setAccessibleName("换成")
        self.count = QLabel()
        self.back, self.on = Button("上一个"), Button("下一个")
        self.one, self.all = Button("替换"), Button("全部替换")
        self.close_button = link("关闭（Esc）")
        self._build()
        self.words.textChanged.connect(self._on_words_changed)
        self.back.clicked.connect(self._on_back)
        self.on.clicked.connect(self._on_forward)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.close_button.clicked.connect(self.leave)
        follow(self, session.listen, self._on_session_changed)
        self.hide()

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 10, 4)
        line.setSpacing(6)
        line.addWidget(self.words, 3)
        line.addWidget(self.count)
        line.addWidget(self.back)
        line.addWidget(self.on)
        line.addWidget(self.new, 2)
        line.addWidget(self.one)
        line.addWidget(self.all)
        line.addStretch(1)
        line.addWidget(self.close_button)

    def begin(self, words: str, here: Span | None, *, replaces: bool) -> None:
        """Take the keyboard; search from where the clerk is, for what she has selected there if anything."""
        for widget in (self.new, self.one, self.all):
            widget.setVisible(replaces)
        self.show()
        if words:
            self.words.setText(words)
        self._search()
        self._now = (self._from((here.text, here.start)) if here is not None else 0) - 1
        self._show_count()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def set_locked(self, *, locked: bool) -> None:
        """Let texts only be searched, or be changed again."""
        self._locked = locked
        self._show_count()

    def leave(self) -> None:
        """Go away and give the keyboard back."""
        self.hide()
        self.closed.emit()

    def _from(self, place: tuple[TextKey, int]) -> int:
        """Return the first hit at or behind a place of the report, the first of all when there is none."""
        if place[0] not in SEARCHED:
            return 0
        wanted = (SEARCHED.index(place[0]), place[1])
        orders = enumerate((SEARCHED.index(hit.text), hit.start) for hit in self._hits)
        return next((number for number, order in orders if order >= wanted), 0)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, back by Shift+Enter, away by Esc; in the second field Enter replaces."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key not in ENTER:
            super().keyPressEvent(event)
        elif self.new.hasFocus():
            self.replace_one()
        elif event.modifiers() & SHIFT:
            self._on_back()
        else:
            self._on_forward()

    # -- going and replacing

    def _on_words_changed(self) -> None:
        self._search()
        self._now = -1
        self._show_count()

    def _on_forward(self) -> None:
        self._go(self._now + 1)

    def _on_back(self) -> None:
        self._go(self._now - 1 if self._now > 0 else len(self._hits) - 1)

    def _go(self, number: int) -> None:
        self._search()
        if self._hits:
            self._now = number % len(self._hits)
            hit = self._hits[self._now]
            field = self.new if self.new.hasFocus() else self.words
            self.wanted.emit(hit.text, hit.start, hit.end)
            field.setFocus()  # the place that is shown took it
        self._show_count()

    def replace_one(self) -> None:
        """Replace the hit that is shown, the first one when none is, and go to the next one."""
        if not self._can_replace():
            return
        if self._now < 0:
            self._go(0)
            return
        hit = self._hits[self._now]
        self._push(replacing(self._session.report, [hit], self.new.text()))
        self._search()
        self._go(self._from((hit.text, hit.start + len(self.new.text()))))

    def replace_all(self) -> None:
        """Replace every hit in one step."""
        if self._can_replace():
            number, change = len(self._hits), replacing(self._session.report, self._hits, self.new.text())
            if change.is_empty:
                self.count.setText("换成的和原来一样")
                return
            self._push(change)
            self.count.setText(f"已{'替换' if self.new.text() else '删去'} {number} 处")

    def _can_replace(self) -> bool:
        return bool(self._hits) and not self._locked

    # -- keeping it current

    def _search(self) -> None:
        self._hits = find_all(self._session.report, self.words.text())
        self._now = min(self._now, len(self._hits) - 1)

    def _on_session_changed(self, event: SessionEvent) -> None:
        if event.names and self.isVisible():
            self._search()
            self._show_count()

    def _show_count(self) -> None:
        number = len(self._hits)
        texts = len({hit.text for hit in self._hits})
        if not self.words.text():
            self.count.setText("")
        elif not number:
            self.count.setText("没有找到")
        elif self._now < 0:
            self.count.setText(f"{number} 处，在 {texts} 个部分")
        else:
            self.count.setText(f"{self._now + 1} / {number}")
        for button in (self.back, self.on):
            button.setEnabled(bool(number))
        for button in (self.one, self.all):
            button.setEnabled(self._can_replace())

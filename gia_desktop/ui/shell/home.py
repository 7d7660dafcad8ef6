"""The home page: each kind of work with its ways to begin, its documents and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.frame.wishes import Wish, Wishes
from gia_desktop.ui.frame.work import Beginning, Due, NextDate, Shelf, Work
from gia_desktop.ui.kit.cards import ActionButton, Button, CardFrame, ListCard, link, quiet, scrolled
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.flow_row import FlowRow
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import TEXT_SIZES, Theme, make_primary

_WIDE_PAGE: Final = 1000
"""A narrower page leaves out what comes next beside the list, so that the list itself has room."""

_HIGH_PAGE: Final = 660
"""A lower one leaves it out below the list."""

_LOW_PAGE: Final = 520
"""A lower one leaves out the next date of the law, too."""


class Home(QWidget):
    """Shows the kinds of work it is given: one with big buttons and its steps, several as cards side by side.

    Attributes:
        header: the line beside the menus.
        shelves: the lists, by kind of work.
        unread: stand in the place of lists that can't be read and say why, by kind of work.
        buttons: the ways to begin, by wish.
    """

    def __init__(
        self,
        works: Sequence[Work],
        table: Wishes,
        theme: Theme,
        settings: Settings,
        messages: Messages,
    ) -> None:
        """Lay the page out; nothing is listed before ``refresh``.

        Args:
            works: the kinds of work there are.
            table: serves the buttons.
            theme: the look.
            settings: which kinds of work are folded away.
            messages: tells how a date came about.
        """
        super().__init__()
        self.setObjectName("page")
        self._settings = settings
        self.cards: dict[str, ListCard] = {}
        self.folded = FoldedLine()
        self.folded.unfold_asked.connect(self.unfold)
        self._works = works
        self._wishes = table
        self._theme = theme
        self.buttons: dict[Wish[[]], QPushButton] = {}
        self.shelves: dict[str, Shelf] = {work.kind: work.make_shelf(theme) for work in works}
        self.unread: dict[str, QLabel] = {work.kind: _unread() for work in works}
        self.header = _header()
        self._asides: list[QWidget] = []
        self.first = FirstThing(theme)
        self.next_date = NextDateCard(theme, messages)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.first, 5)
        top.addWidget(self.next_date, 2)
        column.addLayout(top)
        body = QHBoxLayout()
        body.setSpacing(18 if len(works) == 1 else 14)
        column.addLayout(body, 1)
        if len(works) == 1:
            self._lay_out_one(works[0], body)
        else:
            self._lay_out_cards(body)
            column.addWidget(self.folded)
            self._show_folded()

    def refresh(self) -> None:
        """Show what there is now; a list that can't be read says so itself, and holds up no other."""
        due, dates = [], []
        for work in self._works:
            shelf, unread = self.shelves[work.kind], self.unread[work.kind]
            try:
                shelf.refresh()
                due.append(work.due())
                dates.append(work.next_date())
            except GiaError as fault:
                unread.setText(fault.sentence)
            else:
                unread.clear()
            unread.setVisible(bool(unread.text()))
            shelf.setVisible(not unread.text())
        self.first.show_due(min(filter(None, due), key=lambda found: found.day, default=None))
        self.next_date.show_date(min(filter(None, dates), key=lambda date: date.day, default=None))

    def take_focus(self) -> None:
        """Let the keyboard begin at the first list."""
        folded = self._folded_kinds()
        self._give_focus(next(work for work in self._works if work.kind not in folded))

    def _give_focus(self, work: Work) -> None:
        """Give the keyboard to the list of a kind of work, to its main way to begin while that is empty."""
        if not self.shelves[work.kind].take_focus():
            self.buttons[work.beginnings[0].wish].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what comes next where the list itself has too little room."""
        super().resizeEvent(event)
        size = event.size()
        beside = len(self._works) == 1
        large = self._theme.text_px / TEXT_SIZES["normal"]
        for aside in self._asides:
            aside.setVisible(size.width() >= _WIDE_PAGE if beside else size.height() >= _HIGH_PAGE * large)
        self.next_date.give_room(has_room=size.height() >= _LOW_PAGE)

    # -- one kind of work

    def _lay_out_one(self, work: Work, body: QHBoxLayout) -> None:
        shelf = self.shelves[work.kind]
        body.addWidget(self._big_buttons(work.beginnings), 26)
        body.addWidget(_list_card(work.heading, shelf, self.unread[work.kind]), 70)
        if shelf.steps is not None:
            card = ListCard("接下来做什么")
            card.column.addWidget(shelf.steps)
            card.column.addStretch()
            self._asides.append(card)
            body.addWidget(card, 30)

    def _big_buttons(self, beginnings: Sequence[Beginning]) -> QScrollArea:
        """Return the big buttons; on a low screen the last ones are reached by scrolling."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for place, beginning in enumerate(beginnings):
            button = ActionButton(beginning.title, beginning.note, self._theme, primary=place == 0)
            self._take(beginning, button)
            column.addWidget(button)
        column.addStretch()
        scroll = scrolled(box)
        scroll.setMinimumWidth(box.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        return scroll

    # -- several

    def _lay_out_cards(self, body: QHBoxLayout) -> None:
        for work in self._works:
            shelf = self.shelves[work.kind]
            unread, above = self.unread[work.kind], self._short_buttons(work)
            card = _list_card(work.heading, shelf, unread, remark=work.remark, above=above)
            if shelf.steps is not None:
                self._asides.append(shelf.steps)
                card.column.addWidget(shelf.steps)
            card.column.addLayout(self._links(work))
            fold = link("收起")
            fold.setToolTip(f"用不到{work.heading}，可以收起来；下面随时展开")
            fold.setAccessibleName(f"收起{work.heading}")
            fold.clicked.connect(partial(self.fold, work.kind))
            card.head.addWidget(fold)
            self.cards[work.kind] = card
            body.addWidget(card, 1)

    # -- folding

    def fold(self, kind: str, *_: object) -> None:
        """Fold a kind of work away; the last one stays."""
        if len(self.cards) - len(self._folded_kinds()) > 1:
            self._fold([*self._folded_kinds(), kind])

    def unfold(self, kind: str) -> None:
        """Show a kind of work again."""
        self._fold([each for each in self._folded_kinds() if each != kind])
        self._give_focus(next(work for work in self._works if work.kind == kind))

    def _fold(self, kinds: Sequence[str]) -> None:
        self._settings["folded_works"] = " ".join(dict.fromkeys(kinds))
        self._show_folded()

    def _folded_kinds(self) -> list[str]:
        found = [kind for kind in self._settings.folded_works.split() if kind in self.cards]
        return found if len(found) < len(self.cards) else found[1:]

    def _show_folded(self) -> None:
        folded = self._folded_kinds()
        for kind, card in self.cards.items():
            card.setVisible(kind not in folded)
        self.folded.show_works([work for work in self._works if work.kind in folded])

    def _short_buttons(self, work: Work) -> FlowRow:
        buttons: list[QPushButton] = []
        for place, beginning in enumerate(item for item in work.beginnings if item.short):
            button = Button(beginning.short)
            button.setToolTip(beginning.note)
            buttons.append(make_primary(button) if place == 0 else button)
            self._take(beginning, button)
        return FlowRow(buttons)

    def _links(self, work: Work) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(8, 6, 14, 8)
        for beginning in (item for item in work.beginnings if not item.short):
            button = link(beginning.title)
            button.setToolTip(beginning.note)
            button.setAccessibleDescription(beginning.note)
            self._take(beginning, button)
            line.addWidget(button)
        line.addStretch()
        return line

    def _take(self, beginning: Beginning, button: QPushButton) -> None:
        button.clicked.connect(self._wishes.asks(beginning.wish))
        self.buttons[beginning.wish] = button

    def show_note(self, wish: Wish[[]], note: str) -> None:
        """Say something else below a way to begin."""
        button = self.buttons[wish]
        if isinstance(button, ActionButton):
            button.show_note(note)
        else:
            button.setToolTip(note)
            button.setAccessibleDescription(note)


class FoldedLine(QWidget):
    """The kinds of work that are folded away, each with a way back; hidden when none is.

    Signals:
        unfold_asked: a kind of work is wanted again (``Work.kind``).
    """

    unfold_asked = Signal(str)

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(2, 0, 2, 0)
        self.buttons: dict[str, QPushButton] = {}
        self.hide()

    def show_works(self, works: Sequence[Work]) -> None:
        """Offer these."""
        while self._line.count():
            widget = self._line.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        self.buttons = {}
        words = QLabel("收起来的：")
        words.setObjectName("quiet")
        self._line.addWidget(words)
        for work in works:
            button = self.buttons[work.kind] = link(f"{work.heading} ›")
            button.setAccessibleName(f"展开{work.heading}")
            button.clicked.connect(partial(self._ask, work.kind))
            self._line.addWidget(button)
        self._line.addStretch()
        self.setVisible(bool(works))

    def _ask(self, kind: str, *_: object) -> None:
        self.unfold_asked.emit(kind)


class FirstThing(CardFrame):
    """先做这一件: what is due next in any kind of work; hidden when nothing is."""

    def __init__(self, theme: Theme) -> None:
        """Start hidden."""
        super().__init__()
        self.setStyleSheet(f"QFrame#card{{border-left:5px solid {theme.tokens.must_fix};}}")
        self.title, self.note = QLabel(), quiet("")
        self.title.setFont(theme.font(1.2, bold=True))
        self.title.setWordWrap(True)
        self.open, self.explain = link("打开"), link("看怎么算的")
        self.open.clicked.connect(self._on_open_clicked)
        self.explain.clicked.connect(self._on_explain_clicked)
        self._due: Due | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        column.addWidget(QLabel("先做这一件"))
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.addWidget(self.note, 1)
        line.addWidget(self.open)
        line.addWidget(self.explain)
        column.addLayout(line)
        self.hide()

    def show_due(self, due: Due | None) -> None:
        """Show what is due; nothing hides the card."""
        self._due = due
        if due is not None:
            self.title.setText(due.title)
            self.note.setText(due.note)
            self.explain.setVisible(due.explain is not None)
        self.setVisible(due is not None)

    def _on_open_clicked(self) -> None:
        if self._due is not None:
            self._due.open()

    def _on_explain_clicked(self) -> None:
        if self._due is not None and self._due.explain is not None:
            self._due.explain()


class NextDateCard(CardFrame):
    """下一个法定日期: by when the law wants the next report; hidden when it wants none."""

    def __init__(self, theme: Theme, messages: Messages) -> None:
        """Start hidden."""
        super().__init__()
        self._messages = messages
        self._how = ""
        self._has_room = True
        self.title, self.note, self.left = QLabel(), QLabel(), quiet("")
        self.left.setWordWrap(False)
        self.title.setFont(theme.font(1.05, bold=True))
        self.note.setStyleSheet(f"color:{theme.tokens.explain};")
        for label in (self.title, self.note):
            label.setWordWrap(True)
        self.explain = link("看怎么算的")
        self.explain.clicked.connect(self._on_explain_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(12)
        heading = quiet("下一个法定日期")
        heading.setWordWrap(False)
        line.addWidget(heading)
        line.addWidget(self.left, 1)
        line.addWidget(self.explain)
        column.addLayout(line)
        column.addWidget(self.title)
        column.addWidget(self.note)
        self.hide()

    def give_room(self, *, has_room: bool) -> None:
        """Show the card, or leave it out of a page that is too low for it."""
        self._has_room = has_room
        self.setVisible(has_room and bool(self._how))

    def show_date(self, date: NextDate | None) -> None:
        """Show a date; none hides the card."""
        self._how = ""
        if date is not None:
            self._how = date.how
            self.title.setText(date.title)
            self.note.setText(date.note)
            self.note.setVisible(bool(date.note))
            self.left.setText(date.left)
        self.setVisible(date is not None and self._has_room)

    def _on_explain_clicked(self) -> None:
        self._messages.tell(self.window(), "下一个法定日期", f"{self.title.text()}\n\n{self._how}")


def _unread() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setContentsMargins(14, 8, 14, 8)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.hide()
    return label


def _list_card(
    heading: str, shelf: Shelf, unread: QLabel, *, remark: str = "", above: QWidget | None = None
) -> ListCard:
    card = ListCard(heading)
    if remark:
        card.head.setStretch(0, 0)
        words = ElidedLabel(2)
        words.setObjectName("quiet")
        words.setText(remark)
        card.head.insertWidget(1, words, 1)
    if shelf.corner is not None:
        card.head.addWidget(shelf.corner)
    if above is not None:
        card.column.addWidget(above)
    card.column.addWidget(shelf, 1)
    card.column.addWidget(unread, 1)
    return card


def _header() -> QFrame:
    header = QFrame()
    header.setObjectName("topLine")
    line = QHBoxLayout(header)
    line.setContentsMargins(14, 4, 14, 4)
    name = QLabel("政府信息公开年报助手")
    name.setObjectName("reportTitle")
    offline = QLabel("全部数据只在这台电脑上，不联网")
    offline.setObjectName("quiet")
    line.addWidget(name)
    line.addStretch()
    line.addWidget(offline)
    return header

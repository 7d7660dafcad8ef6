"""The phrase book beside the editor: sentences for this section, with this year's figures in them."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel

from gia_desktop.app.report.session import Session
from gia_desktop.app.writing.phrase_book import Offer, Offers, PhraseBook
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import live_numbers
from gia_desktop.ui.kit.cards import Button, CardHead, panel_title
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.text_card import CardList, TextCard, lay_out_cards

_BLANK: Final = re.compile(r"〔[^〕]*〕")


class PhrasePanel(QFrame):
    """Offers sentences of the phrase book.

    Signals:
        taken: put a sentence into the text (the sentence, the part of the section it belongs to).
        draft_asked: write a first draft of the whole section.
    """

    taken = Signal(str, str)
    draft_asked = Signal()

    def __init__(self, session: Session, key: TextKey, book: PhraseBook, theme: Theme) -> None:
        """Offer sentences for one text of a session."""
        super().__init__()
        self._session = session
        self._key = key
        self._book = book
        self._theme = theme
        self.offers = Offers((), 0)
        self.cards: list[TextCard] = []
        self._locked = False
        self.list = CardList("句子库")
        self.part = QComboBox()
        self.part.setAccessibleName("哪一方面的句子")
        self.draft = Button("写一份底稿")
        self.draft.setToolTip("用惯用的句子和今年的数写出这一部分的样子，再逐处改")
        self._legend = QLabel("〔 〕里的要换成实际内容；浅底的数随表变动。")
        self._build()
        self.part.activated.connect(self._make_cards)
        self.draft.clicked.connect(self.draft_asked)
        self.refresh()

    def _build(self) -> None:
        head = CardHead(margins=(10, 4, 10, 4))
        line = head.line
        line.addWidget(panel_title("句子库"))
        line.addStretch()
        line.addWidget(self.part)
        line.addWidget(self.draft)
        lay_out_cards(self, head, self.list, self._legend)

    def set_locked(self, *, locked: bool) -> None:
        """Let sentences only be read, or be taken again."""
        self._locked = locked
        self.draft.setEnabled(not locked)
        for card in self.cards:
            card.set_locked(locked=locked)

    def refresh(self) -> None:
        """Offer what is true of the figures now."""
        self.draft.setVisible(not self._session.report.text(self._key).strip())
        found = self._book.offers(self._session.committed, self._key)
        if found == self.offers and self.cards:
            return
        if found.parts != self.offers.parts:
            chosen = self.part.currentText()
            self.part.clear()
            self.part.addItems(["全部", *found.parts])
            self.part.setCurrentIndex(max(0, self.part.findText(chosen)))
        self.offers = found
        self._make_cards()

    def _make_cards(self) -> None:
        self.list.clear()
        self.cards = []
        wanted = self.part.currentText()
        if self.offers.waiting:
            self.list.add_heading(f"另有 {self.offers.waiting} 句要等表里的数填好才给出。")
        for part in self.offers.parts:
            if wanted not in {"全部", part}:
                continue
            self.list.add_heading(part)
            for offer in self.offers.offers:
                if offer.part == part:
                    self._add_card(offer)

    def _add_card(self, offer: Offer) -> None:
        card = TextCard(("插入",), beside=True)
        card.show_text(self._html(offer), offer.shown, "")
        card.buttons[0].setAccessibleName(f"插入：{offer.shown}")
        card.buttons[0].clicked.connect(partial(self._on_taken, offer))
        card.set_locked(locked=self._locked)
        self.cards.append(card)
        self.list.add(card)

    def _html(self, offer: Offer) -> str:
        """Return a sentence with its figures marked as live and its blanks as blanks."""
        tokens, live = self._theme.tokens, self._session.committed.live
        parts, done = [], 0
        for match in live_numbers(offer.text):
            parts.append(escape(offer.text[done : match.start()]))
            figure = escape(live(match.group(1)) or match.group())
            style = f"color:{tokens.computed_ink};background:{tokens.computed}"
            parts.append(f"<span style='{style}'>{figure}</span>")
            done = match.end()
        parts.append(escape(offer.text[done:]))
        blank = f"<u style='color:{tokens.explain}'>\\g<0></u>"
        return _BLANK.sub(blank, "".join(parts))

    def _on_taken(self, offer: Offer) -> None:
        self.taken.emit(offer.text, offer.part)

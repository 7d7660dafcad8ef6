"""Last year's text beside the editor, paragraph by paragraph, with what in it is stale."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel

from gia_desktop.app.report.session import Session
from gia_desktop.app.writing.last_text import LastParagraph, MarkKind, Segment, is_used, last_paragraphs
from gia_desktop.core.keys import section_key
from gia_desktop.ui.kit.cards import CardHead, panel_title, toggle
from gia_desktop.ui.kit.theme import Theme, Tokens
from gia_desktop.ui.texts.text_card import CardList, TextCard, lay_out_cards


class LastTextPanel(QFrame):
    """Offers the paragraphs that a section had last year.

    Signals:
        taken: put a paragraph into the text (as ``TextEditor.insert`` takes it).
    """

    taken = Signal(str)

    def __init__(self, session: Session, section: str, theme: Theme) -> None:
        """Follow a session."""
        super().__init__()
        self._session = session
        self._section = section
        self._theme = theme
        self.paragraphs: tuple[LastParagraph, ...] = ()
        self.cards: list[TextCard] = []
        self._locked = False
        self.list = CardList("去年的段落")
        self.as_it_was, self.brought_up = toggle("原文"), toggle("更新后")
        self._legend = QLabel()
        self._build()
        self.refresh()

    def _build(self) -> None:
        head = CardHead(margins=(10, 4, 10, 4))
        line = head.line
        previous = self._session.report.previous
        line.addWidget(panel_title(f"{previous.year if previous is not None else ''} 年的文字"))
        line.addStretch()
        group = QButtonGroup(self)
        for button in (self.as_it_was, self.brought_up):
            group.addButton(button)
            line.addWidget(button)
        self.as_it_was.setChecked(True)
        self.brought_up.toggled.connect(self._show_bodies)
        self.as_it_was.setToolTip("去年的原文；箭头后面是今年的内容")
        self.brought_up.setToolTip("年份、能确定的数和增减换成今年的以后是什么样子")
        lay_out_cards(self, head, self.list, self._legend)

    def set_locked(self, *, locked: bool) -> None:
        """Let paragraphs only be read, or be taken again."""
        self._locked = locked
        for card in self.cards:
            card.set_locked(locked=locked)

    def refresh(self) -> None:
        """Read last year's text against this year's figures; cards are made anew only when it changed."""
        found = last_paragraphs(self._session.committed, self._section)
        if len(found) != len(self.paragraphs):
            self._make_cards(found)
        if found != self.paragraphs:
            self.paragraphs = found
            self._show_bodies()
        self.show_used()

    def show_used(self) -> None:
        """Tell of each paragraph whether it stands in this year's text."""
        text = self._session.report.text(section_key(self._section))
        for card, paragraph in zip(self.cards, self.paragraphs, strict=True):
            if is_used(paragraph, text):
                card.show_state("✓ 已用", "used")
            else:
                count = paragraph.open_marks
                card.show_state(f"未用　{count} 处要核对" if count else "未用")

    def _make_cards(self, found: tuple[LastParagraph, ...]) -> None:
        self.list.clear()
        self.cards = []
        if not found:
            self.list.add_heading("去年的报告里没有这一部分的文字。")
        for place, _paragraph in enumerate(found):
            card = TextCard(("用这一段", "更新后用"))
            as_is, updated = card.buttons
            as_is.setAccessibleName(f"用第 {place + 1} 段")
            updated.setAccessibleName(f"更新后用第 {place + 1} 段")
            as_is.setToolTip("照原样放进正文，没有改的年份和数会有提示")
            as_is.clicked.connect(partial(self._on_taken, place, updated=False))
            updated.setToolTip("年份后移，能确定的数换成活数字，再放进正文")
            updated.clicked.connect(partial(self._on_taken, place, updated=True))
            card.set_locked(locked=self._locked)
            self.cards.append(card)
            self.list.add(card)

    def _show_bodies(self) -> None:
        updated = self.brought_up.isChecked()
        tokens = self._theme.tokens
        for card, paragraph in zip(self.cards, self.paragraphs, strict=True):
            html = "".join((brought_up if updated else _as_it_was)(paragraph, tokens))
            plain = paragraph.preview if updated else "".join(item.text for item in paragraph.segments)
            notes = "\n".join(f"{paragraph.text[m.start : m.end]}：{m.note}" for m in paragraph.marks)
            card.show_text(html, plain, notes)
            certain = paragraph.updated != paragraph.text
            card.buttons[1].setVisible(certain)
        self._legend.setText(
            "浅底的已换成今年的；划线的没有把握，没有动。"
            if updated
            else "划线的请核对，箭头后面是今年的内容；鼠标停在文字上看说明。"
        )

    def _on_taken(self, place: int, _checked: bool = False, *, updated: bool) -> None:
        paragraph = self.paragraphs[place]
        self.taken.emit(paragraph.updated if updated else paragraph.text)


def _as_it_was(paragraph: LastParagraph, tokens: Tokens) -> Iterator[str]:
    """Yield a paragraph in rich text: what is stale underlined, what it becomes behind an arrow."""
    for segment in paragraph.segments:
        if segment.mark is not None and segment.mark.new is not None:
            shown = escape(segment.mark.shown)
            yield f"{escape(segment.text)}<span style='color:{tokens.good}'>→{shown}</span>"
        else:
            yield _left(segment, tokens)


def brought_up(paragraph: LastParagraph, tokens: Tokens) -> Iterator[str]:
    """Yield a paragraph as it would be inserted: what is new on a ground, what is left underlined."""
    style = f"color:{tokens.computed_ink};background:{tokens.computed}"
    for segment in paragraph.segments:
        if segment.mark is not None and segment.mark.new is not None:
            yield f"<span style='{style}'>{escape(segment.mark.shown)}</span>"
        else:
            yield _left(segment, tokens)


def _left(segment: Segment, tokens: Tokens) -> str:
    """Return a piece that is not replaced: underlined when it must be looked at."""
    text = escape(segment.text)
    if segment.mark is None:
        return text
    if segment.mark.kind is MarkKind.RELATIVE:
        return f"<u style='color:{tokens.quiet}'>{text}</u>"
    return f"<u style='color:{tokens.explain};background:{tokens.explain_sheet}'>{text}</u>"

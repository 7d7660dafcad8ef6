"""A tab with one narrative section: official heading, text, and what helps to write it beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.app.writing.phrase_book import PhraseBook
from gia_desktop.app.writing.text_places import (
    Insertion,
    missing_headings,
    numbered_paragraph,
    paragraph_at,
    sentence_at,
)
from gia_desktop.checks.rule import PREVIOUS
from gia_desktop.core.keys import section_key
from gia_desktop.formats.schema import Section
from gia_desktop.ui.kit.cards import Button, CardFrame
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.qt import follow, show_part
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.section import SectionTab
from gia_desktop.ui.texts.last_text_panel import LastTextPanel
from gia_desktop.ui.texts.likeness_meter import LikenessMeter
from gia_desktop.ui.texts.phrase_panel import PhrasePanel
from gia_desktop.ui.texts.text_editor import TextEditor
from gia_desktop.ui.texts.typing_clock import PushText
from gia_desktop.ui.texts.word_count import WordCount

LAST_TEXT, PHRASES, NOTHING = "last", "phrases", "none"
"""What may stand beside the editor, as kept in the settings."""


class NarrativeTab(SectionTab):
    """Writes 一, 五 or 六.

    Signals:
        panel_chosen: the clerk wants something else beside the text (one of the names above).
    """

    panel_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        section: Section,
        push: PushText,
        theme: Theme,
        book: Callable[[], PhraseBook],
    ) -> None:
        """Edit one section of a session; the phrase book is asked for when it is wanted."""
        super().__init__()
        self._session = session
        self._section = section
        self._theme = theme
        self._book = book
        self._panels: dict[str, LastTextPanel | PhrasePanel] = {}
        self.panel_name = NOTHING
        self._placed = self._stale = self._locked = False
        self.editor = TextEditor(session, section_key(section.id), section.short, push, theme)
        self.editor.setObjectName("narrative")
        self.meter = LikenessMeter(self.editor, section.id, theme)
        self.count = WordCount(session, section_key(section.id), self.editor, theme)
        self._toggles: dict[str, QPushButton] = {}
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self.meter.refresh()
        self.fields = (self.editor,)
        self.changing = [*([self.insert_outline] if section.aspects else []), self.insert_number]
        self.doing = {
            wishes.INSERT_NUMBER: self.insert_number,
            wishes.LAST_TEXT: self._toggles[LAST_TEXT],
            wishes.PHRASES: self._toggles[PHRASES],
            **({wishes.OUTLINE: self.insert_outline} if section.aspects else {}),
        }
        self.editor.refused.connect(self.refused)
        self.editor.said.connect(self.said)
        self.editor.cursorPositionChanged.connect(self._on_cursor_moved)
        follow(self, session.listen, self._on_session_changed)

    # -- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = CardFrame()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 10, 16, 10)
        line = QHBoxLayout()
        heading = ElidedLabel(least_signs=6)
        heading.setText(self._section.heading)
        heading.setObjectName("sectionHeading")
        line.addWidget(heading)
        line.addStretch()
        line.addWidget(self.meter)
        line.addSpacing(8)
        line.addWidget(self.count)
        inner.addLayout(line)
        inner.addLayout(self._bar())
        self.editor.setFont(self._theme.font(1.15))
        self._set_paragraphs()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(8)
        self.splitter.addWidget(self._writing())
        self.splitter.setStretchFactor(0, 3)
        inner.addWidget(self.splitter, 1)
        column.addWidget(card)
        self.setFocusProxy(self.editor)

    def _writing(self) -> QWidget:
        """Return the editor with the words beside its paragraphs."""
        self.editor.setPlaceholderText(
            "一行就是一段，不必空行、缩进；（一）、1.、（1）开头的小标题在文档里自动用规定字体。"
        )
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.meter.gutter)
        line.addWidget(self.editor, 1)
        return box

    def _bar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if self._section.aspects:
            self.insert_outline = Button("插入五个小标题")
            self.insert_outline.setToolTip(
                "按格式要求的五个方面在文末插入小标题：" + "、".join(self._section.aspects)
            )
            self.insert_outline.clicked.connect(self._on_outline_clicked)
            line.addWidget(self.insert_outline)
        self.insert_number = Button("插入表中的数")
        self.insert_number.setToolTip("列出表里的数，选一个插到光标处；表改了它跟着改（Ctrl+T，或输入“{”）")
        self.insert_number.clicked.connect(self.editor.pick_number)
        line.addWidget(self.insert_number)
        for name, words, tip in (
            (LAST_TEXT, "去年的文字", "在右边列出去年这一部分的各段，过时的地方已标出"),
            (PHRASES, "句子库", "在右边列出可以用的句子，数是今年表里的"),
        ):
            button = self._toggles[name] = Button(words)
            button.setObjectName("panelToggle")
            button.setCheckable(True)
            button.setToolTip(tip)
            button.clicked.connect(self._on_toggle_clicked)
            line.addWidget(button)
        show_part(self._toggles[LAST_TEXT], shown=self._has_last_text())
        line.addStretch()
        return line

    def _set_paragraphs(self) -> None:
        """Indent first lines by two characters and give lines room, as the document will."""
        style = QTextBlockFormat()
        style.setTextIndent(2 * self._theme.text_px * 1.15)
        style.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.editor.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(style)

    # -- as every tab

    def follow(self, settings: Settings) -> None:
        """Show beside the text what the clerk wants there."""
        self.show_panel(settings.text_panel)
        self.count.set_limit(settings.word_limit)

    def set_locked(self, *, locked: bool) -> None:
        """Let text and panels only be read, or be used again."""
        super().set_locked(locked=locked)
        self._locked = locked
        for panel in self._panels.values():
            panel.set_locked(locked=locked)

    # -- what stands beside

    def toggle(self, name: str) -> QPushButton:
        """Return the button that shows or hides a panel."""
        return self._toggles[name]

    @property
    def panel(self) -> LastTextPanel | PhrasePanel | None:
        """What stands beside the text now."""
        return self._panels.get(self.panel_name)

    def show_panel(self, name: str) -> None:
        """Show something beside the text; last year's text only where there is any."""
        if name == LAST_TEXT and not self._has_last_text():
            name = NOTHING
        self.panel_name = name
        for other, button in self._toggles.items():
            button.setChecked(other == name)
        if name != NOTHING and name not in self._panels:
            self._panels[name] = self._make_panel(name)
            self._panels[name].set_locked(locked=self._locked)
            self.splitter.addWidget(self._panels[name])
            self.splitter.setStretchFactor(self.splitter.indexOf(self._panels[name]), 2)
            self.splitter.setSizes([600, 400, 400])
        for other, panel in self._panels.items():
            panel.setVisible(other == name)
        self._refresh_panel()

    def _make_panel(self, name: str) -> LastTextPanel | PhrasePanel:
        if name == LAST_TEXT:
            last = LastTextPanel(self._session, self._section.id, self._theme)
            last.taken.connect(self._on_paragraph_taken)
            return last
        phrases = PhrasePanel(self._session, self.editor.key, self._book(), self._theme)
        phrases.taken.connect(self._on_sentence_taken)
        phrases.draft_asked.connect(self._on_draft_asked)
        return phrases

    def _has_last_text(self) -> bool:
        previous = self._session.report.previous
        return previous is not None and bool(previous.sections.get(self._section.id, "").strip())

    def _on_toggle_clicked(self) -> None:
        button = self.sender()
        name = next(name for name, toggle in self._toggles.items() if toggle is button)
        self.show_panel(name if self._toggles[name].isChecked() else NOTHING)
        self.panel_chosen.emit(self.panel_name)

    def _refresh_panel(self) -> None:
        """Bring the panel up to date, once it can be seen."""
        self._stale = not self.isVisible()
        if self.panel is not None and not self._stale:
            self.panel.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was filled in other tabs."""
        super().showEvent(event)
        if self._stale:
            self._refresh_panel()

    def _on_session_changed(self, event: SessionEvent) -> None:
        if PREVIOUS in event.names:
            self._toggles[LAST_TEXT].setVisible(self._has_last_text())
            self.meter.refresh()
        if event.names == {self.editor.key} and isinstance(self.panel, LastTextPanel):
            self.panel.show_used()
        elif event.names:
            self._refresh_panel()

    # -- taking texts in

    def _on_paragraph_taken(self, raw: str) -> None:
        self._put(paragraph_at(self.editor.raw_text(), self._cursor(), raw))

    def _on_sentence_taken(self, raw: str, part: str) -> None:
        text = self.editor.raw_text()
        if self._section.aspects:
            self._put(sentence_at(text, self._cursor(), raw, part))
        else:
            self._put(numbered_paragraph(text, raw))

    def _on_draft_asked(self) -> None:
        if not self.editor.raw_text().strip():
            draft = self._book().draft(self._session.committed, self.editor.key)
            self._put(Insertion(0, len(self.editor.raw_text()), draft))

    def _on_outline_clicked(self) -> None:
        self._put(missing_headings(self.editor.raw_text(), self._section.aspects))

    def _cursor(self) -> int:
        """Return where in the raw text the clerk is, its end while she has been nowhere yet."""
        return self.editor.raw_selection()[1] if self._placed else len(self.editor.raw_text())

    def _put(self, insertion: Insertion) -> None:
        """Put a text in as one step and select the first blank in it that is to be filled."""
        self.editor.replace(insertion.start, insertion.end, insertion.text)
        blank = insertion.text.find("〔")
        end = insertion.text.find("〕", blank)
        if 0 <= blank < end and not insertion.text[blank + 1 : end].isdigit():
            self.editor.reveal(insertion.start + blank, insertion.start + end + 1)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cursor_moved(self) -> None:
        self._placed = True

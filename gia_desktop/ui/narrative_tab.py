"""A tab with one narrative section: official heading, text, length, prescribed parts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gia_desktop.app.session import Session
from gia_desktop.core.keys import section_key
from gia_desktop.formats.schema import Section
from gia_desktop.ui.text_editor import TextEditor
from gia_desktop.ui.theme import Theme
from gia_desktop.ui.typing_clock import PushText


class NarrativeTab(QWidget):
    """Writes 一, 五 or 六."""

    def __init__(self, session: Session, section: Section, push: PushText, theme: Theme) -> None:
        """Edit one section of a session."""
        super().__init__()
        self._session = session
        self._section = section
        self.editor = TextEditor(session, section_key(section.id), section.short, push, theme)
        self.editor.setObjectName("narrative")
        self._count = QLabel()
        self._count.setObjectName("quiet")
        self._build(theme)
        self.editor.textChanged.connect(self._show_count)
        self._show_count()

    def _build(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 10, 16, 10)
        line = QHBoxLayout()
        heading = QLabel(self._section.heading)
        heading.setObjectName("sectionHeading")
        line.addWidget(heading)
        line.addStretch()
        line.addWidget(self._count)
        inner.addLayout(line)
        inner.addWidget(self._outline_bar())
        self.editor.setFont(theme.font(1.15))
        self._set_paragraphs(theme)
        inner.addWidget(self.editor, 1)
        note = QLabel(
            "一行就是一段，不必空行、不必缩进；（一）、1.、（1）开头的小标题在文档里自动用规定字体。"
        )
        note.setObjectName("quiet")
        note.setWordWrap(True)
        inner.addWidget(note)
        column.addWidget(card)

    def _outline_bar(self) -> QWidget:
        bar = QWidget(self)  # without parent it would be a window of its own for a moment
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        if self._section.aspects:
            self.insert_outline = QPushButton("插入五个小标题")
            self.insert_outline.setToolTip(
                "按格式要求的五个方面在文末插入小标题：" + "、".join(self._section.aspects)
            )
            self.insert_outline.clicked.connect(self._on_outline_clicked)
            line.addWidget(self.insert_outline)
        line.addStretch()
        bar.setVisible(bool(self._section.aspects))
        return bar

    def _set_paragraphs(self, theme: Theme) -> None:
        """Indent first lines by two characters and give lines room, as the document will."""
        style = QTextBlockFormat()
        style.setTextIndent(2 * theme.text_px * 1.15)
        style.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.editor.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(style)

    def _on_outline_clicked(self) -> None:
        text = self.editor.toPlainText().rstrip("\n")
        missing = [aspect for aspect in self._section.aspects if aspect not in text]
        numbers = "一二三四五六七八九十"
        have = sum(line.startswith("（") for line in text.splitlines())
        lines = [f"（{numbers[have + place]}）{aspect}" for place, aspect in enumerate(missing[: 10 - have])]
        cursor = self.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(("\n" if text else "") + "\n".join(lines))
        self.editor.commit()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_count(self) -> None:
        count = len("".join(self.editor.shown_text().split()))
        self._count.setText(f"{count} 字")

"""The tab 基本信息: unit, year, title, contact and the opening paragraph."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.following import Identity, identity, left_behind, told_by_title
from gia_desktop.app.report.following import follow as follow_identity
from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.app.writing.opening import customary_opening
from gia_desktop.checks.rule import PREVIOUS, YEAR
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import (
    CONTACT_ADDRESS,
    CONTACT_EMAIL,
    CONTACT_PHONE,
    CONTACT_POSTCODE,
    FIELD_WORDS,
    PREAMBLE,
    SECTION_KEYS,
    TITLE,
    UNIT_KIND,
    UNIT_NAME,
    UNIT_SHORT,
    TextKey,
)
from gia_desktop.core.report import UNIT_KINDS, default_title
from gia_desktop.ui.kit.cards import Button, CardFrame, link
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.qt import follow, pass_wheel_on
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.section import SectionTab
from gia_desktop.ui.texts.line_editor import LineEditor
from gia_desktop.ui.texts.text_editor import TextEditor
from gia_desktop.ui.texts.typing_clock import PushText, TypingRun

if TYPE_CHECKING:
    from gia_desktop.app.writing.phrase_book import PhraseBook

# The phrase book is imported when it is opened: the window opens sooner without it.

_LONGEST: Final = 46
"""Signs of a sentence that its menu entry shows."""

_TELLING: Final = frozenset({YEAR, UNIT_NAME, UNIT_SHORT, TITLE, PREAMBLE, *SECTION_KEYS})
"""What says whose report it is, and the texts that speak of it."""

_FIELDS = (
    (UNIT_NAME, "与公章一致，如：示例县清河镇人民政府"),
    (UNIT_SHORT, "如：我镇、我局"),
    (TITLE, "单位全称 + 年份 + 年政府信息公开工作年度报告"),
    (CONTACT_ADDRESS, ""),
    (CONTACT_POSTCODE, ""),
    (CONTACT_PHONE, "办公电话，带区号"),
    (CONTACT_EMAIL, ""),
)


class InfoTab(SectionTab):
    """Edits what stands outside the six sections.

    Signals:
        year_asked: the report is to be of another year.
    """

    year_asked = Signal()

    def __init__(
        self,
        session: Session,
        push: PushText,
        theme: Theme,
        book: Callable[[], PhraseBook],
    ) -> None:
        """Edit a session; ``book`` is asked for sentences when they are wanted."""
        super().__init__()
        self._session = session
        self._book = book
        self._push = push
        self.editors = {key: LineEditor(session, key, FIELD_WORDS[key], push) for key, _ in _FIELDS}
        self.preamble = TextEditor(session, PREAMBLE, "开头语", push, theme)
        self.kind = QComboBox()
        pass_wheel_on(self.kind)
        self._was = identity(session.report)
        self._build()
        self.fields = (*self.editors.values(), self.preamble)
        self.changing = (
            self.kind,
            self.usual_title,
            self.write_opening,
            self.last_opening,
            self.change_year,
            self.take_along,
        )
        self.doing = {wishes.USUAL_TITLE: self.usual_title, wishes.OPENING: self.write_opening}
        self.preamble.refused.connect(self.refused)
        self.preamble.said.connect(self.said)
        follow(self, session.listen, self._on_session_changed)
        self._show_left_behind()
        self._show_last_opening()

    def _build(self) -> None:
        card = CardFrame()
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 14, 18, 14)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("报告年度", self._year_line())
        for kind, words in UNIT_KINDS.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(self._session.report.unit_kind))
        self.kind.setAccessibleName("单位类型")
        self.kind.setMaxVisibleItems(len(UNIT_KINDS) + 2)
        self.kind.activated.connect(self._on_kind_chosen)
        for key, hint in _FIELDS:
            label = FIELD_WORDS[key]
            editor = self.editors[key]
            editor.setPlaceholderText(hint)
            form.addRow(label, self._title_line(editor) if key == TITLE else editor)
            if key == TITLE:
                form.addRow("", self._left_behind_line())
            if key == UNIT_NAME:
                form.addRow("单位类型", self.kind)
        column.addLayout(form)
        column.addSpacing(6)
        column.addLayout(self._preamble_head())
        self.preamble.setMinimumHeight(110)
        column.addWidget(self.preamble, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _year_line(self) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        self.year = QLabel()
        self.change_year = link("改…")
        self.change_year.setAccessibleName("改报告年度")
        self.change_year.clicked.connect(self.year_asked)
        line.addWidget(self.year)
        line.addWidget(self.change_year)
        line.addStretch()
        self._show_year()
        return box

    def _show_year(self) -> None:
        fmt = self._session.sheet.format
        self.year.setText(f"{self._session.report.year} 年　·　{fmt.name}（{fmt.source.document}）")

    def _left_behind_line(self) -> QWidget:
        """Return the line that offers to let title and texts follow; hidden while nothing is left behind."""
        self._left_behind = QWidget()
        line = QHBoxLayout(self._left_behind)
        line.setContentsMargins(0, 0, 0, 0)
        self.left_behind_words = QLabel()
        self.take_along = link("都跟着改")
        self.take_along.clicked.connect(self._on_take_along_clicked)
        line.addWidget(self.left_behind_words)
        line.addWidget(self.take_along)
        line.addStretch()
        return self._left_behind

    def _before(self) -> Identity:
        """Return whose report title and texts may still speak of: told by the title, else as at the start."""
        report, was = self._session.report, self._was
        now, told = identity(report), told_by_title(report)
        return Identity(
            was.name if was.name != now.name else told.name,
            was.short,
            told.year if told.year != now.year else was.year,
        )

    def _show_left_behind(self) -> None:
        count = left_behind(self._session.report, self._before())
        self.left_behind_words.setText(f"标题和正文里还有 {count} 处是原来的单位名称、自称或年份。")
        self._left_behind.setVisible(bool(count))

    def _on_take_along_clicked(self) -> None:
        for editor in self.fields:
            editor.commit()
        change = follow_identity(self._session.report, self._before())
        self._was = identity(self._session.report)
        if not change.is_empty:
            self._push(change, TypingRun())
            self.said.emit(f"{change.label}，按 Ctrl+Z 可退回。")
        self._show_left_behind()

    def _title_line(self, editor: LineEditor) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        self.usual_title = Button("用惯用标题")
        self.usual_title.clicked.connect(self._on_usual_title_clicked)
        line.addWidget(editor, 1)
        line.addWidget(self.usual_title)
        return box

    def _preamble_head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = QLabel("开头语")
        title.setObjectName("panelTitle")
        note = ElidedLabel(least_signs=4)
        note.setText("印在标题和“一、总体情况”之间；不要就留空。")
        note.setObjectName("quiet")
        self.write_opening = Button("按上面的信息写一段")
        self.write_opening.clicked.connect(self._on_write_opening_clicked)
        self.phrases = Button("句子库")
        self.phrases.setObjectName("menuButton")
        self.phrases.setToolTip("选一句放进开头语")
        self.phrase_menu = QMenu(self.phrases)
        self.phrase_menu.setToolTipsVisible(True)
        self.phrase_menu.aboutToShow.connect(self._fill_phrases)
        self.phrases.setMenu(self.phrase_menu)
        line.addWidget(title)
        line.addWidget(note)
        line.addStretch()
        self.last_opening = Button("去年的，更新后用")
        self.last_opening.setToolTip("去年的开头语，年份后移、旧文件号换成现行的；没有把握的不动")
        self.last_opening.clicked.connect(self._on_last_opening_clicked)
        self.last_opening.hide()
        line.addWidget(self.phrases)
        line.addWidget(self.last_opening)
        line.addWidget(self.write_opening)
        return line

    def _show_last_opening(self) -> None:
        previous = self._session.report.previous
        self.last_opening.setVisible(previous is not None and bool(previous.opening.strip()))

    def _on_last_opening_clicked(self) -> None:
        from gia_desktop.app.writing.last_text import last_opening

        self.preamble.commit()
        found = last_opening(self._session.committed)
        self._set(PREAMBLE, "\n".join(paragraph.updated for paragraph in found), "用去年的开头语")

    def _fill_phrases(self) -> None:
        """Offer the sentences that fit the unit as it is now."""
        self.phrase_menu.clear()
        for offer in self._book().offers(self._session.committed, PREAMBLE).offers:
            short = offer.shown if len(offer.shown) <= _LONGEST else f"{offer.shown[:_LONGEST]}…"
            action = self.phrase_menu.addAction(short)
            action.setToolTip(offer.shown)
            action.setEnabled(not self.preamble.isReadOnly())
            action.triggered.connect(partial(self._insert_phrase, offer.text))

    def _insert_phrase(self, sentence: str) -> None:
        """Put a sentence at the cursor, or at the end while the cursor was nowhere yet."""
        place = self.preamble.raw_selection()[1] or len(self.preamble.raw_text())
        self.preamble.replace(place, place, sentence)
        self.preamble.setFocus()

    def _on_kind_chosen(self, index: int) -> None:
        self._set(UNIT_KIND, str(self.kind.itemData(index)), "改单位类型")

    def _on_usual_title_clicked(self) -> None:
        self.editors[UNIT_NAME].commit()
        report = self._session.report
        self._set(TITLE, default_title(report.unit_name, report.year), "用惯用标题")

    def _on_write_opening_clicked(self) -> None:
        for editor in self.editors.values():
            editor.commit()
        self.preamble.commit()
        self._set(PREAMBLE, customary_opening(self._session.report, self._session.sheet.format), "写开头语")

    def _set(self, key: TextKey, text: str, label: str) -> None:
        change = text_change(self._session.report, key, text, label)
        if not change.is_empty:
            self._push(change, TypingRun())

    def _on_session_changed(self, event: SessionEvent) -> None:
        if YEAR in event.names:
            self._show_year()
        if PREVIOUS in event.names:
            self._show_last_opening()
        if event.names & _TELLING:
            self._show_left_behind()
        if UNIT_KIND in event.names:
            self.kind.setCurrentIndex(self.kind.findData(self._session.report.unit_kind))

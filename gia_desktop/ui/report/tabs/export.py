"""The tab 检查与导出: what is still open, choices, export, and the proof of the written file."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button, Card, link, scrolled
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.paper.preview import PagePreview
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.export_choices import ExportChoices
from gia_desktop.ui.report.tabs.section import SectionTab

_KINDS = (
    (".docx", " Word 文档（docx）", "报送、签发的正式文件", True),
    (".pdf", " PDF", "与右边的页面一模一样", False),
    (".html", "网页（html）", "上传政府网站", False),
    (".xlsx", " Excel 表格（xlsx）", "三张表，合计带公式", False),
    (".gia", "数据文件（gia）", "交给别的电脑或上级", False),
)
_WISHES = (
    (wishes.BUNDLE, "以上各种，加审核表、签批单"),
    (wishes.COPY_PAGE, "粘到网站后台的编辑框"),
)
_CHECKED, _WRITTEN = range(2)
"""Pages at the top: what is still open, and what became of an export."""
_LINES: Final = 4
_ROOM_FOR_TWO_CARDS: Final = 32
"""Height in letters from which the upper card stands still above the one that scrolls."""
_ROOM_FOR_PURPOSES: Final = 66
"""Width of the tab, in letters, from which on what each file is for stands beside its button."""


class ExportTab(SectionTab):
    """Exports the report.

    Signals:
        findings_asked: show all findings.
        cell_chosen: a figure on a page was clicked (its key).
        section_chosen: anything else on a page was clicked (the section's id).
    """

    findings_asked = Signal()
    cell_chosen = Signal(str)
    section_chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme, table: Wishes) -> None:
        """Export a session; ``table`` serves the buttons."""
        super().__init__()
        self._session = session
        self._theme = theme
        self._wishes = table
        self._written: Path | None = None
        self._pressed: QPushButton | None = None
        self._is_low = False
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.RichText)
        self.choices = ExportChoices(theme, session.report.year)
        self.result = QLabel()
        self.result.setObjectName("exportResult")
        self.result.setWordWrap(True)
        self.result.setTextFormat(Qt.TextFormat.RichText)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_file, self.open_folder = Button("打开文件"), Button("打开所在文件夹")
        self.buttons: dict[str, QPushButton] = {}
        self.purposes: list[QLabel] = []
        self.preview = PagePreview(session, self.options, theme)
        self._build()
        self._connect()
        follow(self, session.listen, self._on_session_changed)
        self._show_state()

    def options(self) -> DocumentOptions:
        """Return the choices made here."""
        return self.choices.options()

    def refuses(self) -> bool:
        """Tell whether a choice is no choice yet; then it is said and led to."""
        words = self.choices.refusal()
        if words:
            self.show_failure(words)
        return bool(words)

    def _build(self) -> None:
        self.top = QStackedWidget()
        self.top.addWidget(self._state_card())
        self.top.addWidget(self._result_card())
        below = QWidget()
        self._room = room = QVBoxLayout(below)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(8)
        room.addWidget(self._export_card())
        room.addStretch()
        scroll = scrolled(below)
        width = max(below.minimumSizeHint().width(), self.top.minimumSizeHint().width())
        scroll.setMinimumWidth(width + scroll.verticalScrollBar().sizeHint().width())
        # What was written stands above what scrolls: it is seen from the lowest button, too.
        column = QVBoxLayout()
        column.setSpacing(8)
        self._above = QHBoxLayout()
        self._above.addWidget(self.top)
        column.addLayout(self._above)
        column.addWidget(scroll, 1)
        self._bar = scroll.verticalScrollBar()
        self._bar.rangeChanged.connect(self._line_up)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addLayout(column)
        line.addWidget(self.preview, 1)

    def _line_up(self, _least: int, most: int) -> None:
        """Let both cards end at the same line, whether or not the lower one has a scroll bar."""
        self._above.setContentsMargins(0, 0, self._bar.sizeHint().width() if most else 0, 0)

    def _connect(self) -> None:
        self.choices.changed.connect(self.preview.refresh_soon)
        self.choices.style_file_asked.connect(self._wishes.asks(wishes.PAGE_STYLE))
        self.preview.view.cell_chosen.connect(self.cell_chosen)
        self.preview.view.section_chosen.connect(self.section_chosen)
        self.preview.print_asked.connect(self._wishes.asks(wishes.PRINT))

    def _state_card(self) -> QFrame:
        card = Card("检查")
        card.column.addWidget(self._lines(self.state))
        show = Button("查看全部检查结果")
        show.clicked.connect(self.findings_asked)
        line = QHBoxLayout()
        line.addWidget(show)
        line.addStretch()
        card.column.addLayout(line)
        return card

    def _lines(self, words: QLabel) -> QScrollArea:
        """Return words in room for a few lines, whatever they say: the buttons below never move."""
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = scrolled(words, "plainScroll")
        area.setFixedHeight(_LINES * QFontMetrics(self._theme.font()).lineSpacing() + 4)
        return area

    def _export_card(self) -> QFrame:
        card = Card("导出")
        card.column.addWidget(self.choices)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for row, (suffix, name, purpose, primary) in enumerate(_KINDS):
            button = Button(f"导出{name}")
            if primary:
                make_primary(button)
            button.clicked.connect(self._wishes.asks(wishes.EXPORTS[suffix]))
            self._add_button(grid, row, suffix, button, purpose)
        for row, (wish, purpose) in enumerate(_WISHES, len(_KINDS)):
            button = Button(wish.words.removesuffix("…"))
            button.clicked.connect(self._wishes.asks(wish))
            self._add_button(grid, row, wish.name, button, purpose)
        grid.setColumnStretch(1, 1)
        card.column.addLayout(grid)
        return card

    def _add_button(self, grid: QGridLayout, row: int, name: str, button: QPushButton, purpose: str) -> None:
        note = QLabel(purpose)
        note.setObjectName("quiet")
        note.setWordWrap(True)
        button.setToolTip(purpose)
        grid.addWidget(button, row, 0)
        grid.addWidget(note, row, 1)
        self.purposes.append(note)
        self.buttons[name] = button

    def _result_card(self) -> QFrame:
        card = Card("结果")
        back = link("看检查")
        back.setToolTip("回到检查的件数")
        back.clicked.connect(partial(self.top.setCurrentIndex, _CHECKED))
        card.head.addWidget(back)
        card.column.addWidget(self._lines(self.result))
        line = QHBoxLayout()
        for button in (self.open_file, self.open_folder):
            line.addWidget(button)
        line.addStretch()
        card.column.addLayout(line)
        self.open_file.clicked.connect(self._on_open_file)
        self.open_folder.clicked.connect(self._on_open_folder)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what the files are for to the tips of their buttons where there is no room beside them.

        On a low screen the upper card scrolls with the lower one, which had no room left else.
        """
        super().resizeEvent(event)
        is_low = self.height() < _ROOM_FOR_TWO_CARDS * self._theme.text_px
        if is_low != self._is_low:
            self._is_low = is_low
            if is_low:
                self._room.insertWidget(0, self.top)
            else:
                self._above.addWidget(self.top)
        has_room = self.width() >= _ROOM_FOR_PURPOSES * self._theme.text_px
        for note in self.purposes:
            note.setVisible(has_room)

    def show_busy(self, *, busy: bool) -> None:
        """Keep the buttons still while a file is being written; what an earlier one said is gone."""
        if busy:
            # A button that can't be pressed any more hands the keyboard on, to what turns pages.
            self._pressed = next((each for each in self.buttons.values() if each.hasFocus()), self._pressed)
            if self._pressed is not None:
                self.result.setFocus()
        for button in self.buttons.values():
            button.setEnabled(not busy)
        if not busy and self._pressed is not None:
            if self.result.hasFocus():
                self._pressed.setFocus()
            self._pressed = None
        if busy:
            self._show_written(None, "正在写，请稍候……")

    def show_result(self, path: Path, sentence: str, *, agrees: bool, warning: str = "") -> None:
        """Show what was written, whether it agrees with the draft, and what is still to be mended in it."""
        tokens = self._theme.tokens
        lines = [(tokens.good, f"✓ {sentence}") if agrees else (tokens.must_fix, f"✗ {sentence}")]
        lines += [(tokens.must_fix, f"✗ {warning}")] if warning else []
        words = "".join(f"<b style='color:{token}'>{escape(line)}</b><br>" for token, line in lines)
        self._show_written(path, f"{words}已写入：{escape(str(path))}")

    def show_failure(self, sentence: str) -> None:
        """Show why nothing was written."""
        bad = f"<b style='color:{self._theme.tokens.must_fix}'>✗ 没有导出。</b>"
        self._show_written(None, f"{bad}{escape(sentence)}")

    def _show_written(self, path: Path | None, words: str) -> None:
        """Show words where the check stands else, and what can be opened."""
        self._written = path
        self.result.setText(words)
        for button in (self.open_file, self.open_folder):
            button.setVisible(path is not None)
        self.open_file.setText("打开文件" if path is None or path.suffix in wishes.EXPORTS else "打开报送包")
        self.top.setCurrentIndex(_WRITTEN)
        if self._is_low:
            self._bar.setValue(0)

    def _on_open_file(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _on_open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _on_session_changed(self, event: SessionEvent) -> None:
        self._show_state()
        if event.names and self._written is not None:
            self.top.setCurrentIndex(_CHECKED)  # the file holds what stood there before

    def _show_state(self) -> None:
        found, tokens = self._session.progress, self._theme.tokens
        cells = f"三张表已填 <b>{found.filled} / {found.total}</b> 格。"
        if not self._session.is_checked:
            words = "正在检查……"
        elif found.must_fix:
            count = f"<b style='color:{tokens.must_fix}'>✗ 还有 {found.must_fix} 处必须改</b>"
            words = f"{count}；改完再报送。现在也可以先导出看样子。"
        elif found.explain:
            words = (
                f"<b style='color:{tokens.explain}'>! 有 {found.explain} 处可说明</b>，请核对或写审核说明。"
            )
        else:
            words = f"<b style='color:{tokens.good}'>✓ 没有必须改的问题。</b>"
        self.state.setText(f"{cells}　{words}")

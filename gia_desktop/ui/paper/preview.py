"""Pages with their tools: paging, zoom, print; laid out anew shortly after the report changes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.ui.kit.cards import Button, CardFrame
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.paper.view import PageView

if TYPE_CHECKING:
    from gia_desktop.ui.paper.layout import PagedReport

_PAUSE_MS: Final = 300
_ROOM_FOR_WORDS: Final = 47
"""Width, in letters, from which on the tools are written out."""
_ROOM_FOR_SIZE: Final = 28
"""Width, in letters, from which on there is room for all that is about the size."""


class PagePreview(QWidget):
    """Shows the report as it will print.

    Signals:
        print_asked: the button 打印 was pressed.
    """

    print_asked = Signal()

    def __init__(self, session: Session, options: Callable[[], DocumentOptions], theme: Theme) -> None:
        """Show a session with the choices that ``options`` returns; nothing is laid out until it is seen."""
        super().__init__()
        self._session = session
        self._options = options
        self._theme = theme
        self._paper: PagedReport | None = None
        self.view = PageView(theme)
        self.place, self.size_words, self.fonts = QLabel(), QLabel(), QLabel()
        self.fonts.setObjectName("quiet")
        self.fonts.setWordWrap(True)
        self.fonts.setTextFormat(Qt.TextFormat.RichText)
        self.fonts.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.fonts.linkActivated.connect(self._on_fonts_asked)
        self._tells_fonts = False
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        self._build()
        self.view.page_changed.connect(self._show_place)
        self.view.zoom_changed.connect(self._show_size)
        follow(self, session.listen, self._on_session_changed)

    def paper(self) -> PagedReport:
        """Return the pages of the report as it is now."""
        return self._paper or self._refresh()

    def refresh_soon(self) -> None:
        """Lay the pages out anew shortly, or when they come into sight."""
        self._paper = None
        if self.isVisible():
            self._timer.start()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._tools())
        column.addWidget(self.view, 1)
        column.addWidget(self.fonts)

    def _tools(self) -> QFrame:
        bar = CardFrame()
        line = QHBoxLayout(bar)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(6)
        self.previous = self._button("‹ 上一页", "上一页（PageUp）", lambda: self._turn(-1))
        self.next = self._button("下一页 ›", "下一页（PageDown）", lambda: self._turn(1))
        self.smaller = self._button("−", "缩小（Ctrl+−）", lambda: self.view.step_zoom(-1))
        self.larger = self._button("+", "放大（Ctrl++）", lambda: self.view.step_zoom(1))
        self.actual = self._button("100%", "与纸张同样大（Ctrl+0）", lambda: self.view.set_zoom(1.0))
        self.fit = self._button("适合宽度", "页面与窗口同宽", self.view.fit_width)
        self.whole = self._button("整页", "看到一整页", self.view.fit_page)
        self.print = self._button("打印…", "选打印机和页码", self.print_asked.emit)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.previous, self.place, self.next):
            line.addWidget(widget)
        line.addStretch()
        for widget in (self.smaller, self.size_words, self.larger, self.actual, self.fit, self.whole):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.print)
        return bar

    def _button(self, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = Button(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the tools where they would be cut; their tips and keys stay."""
        super().resizeEvent(event)
        has_room = self.width() >= _ROOM_FOR_WORDS * self._theme.text_px
        self.previous.setText("‹ 上一页" if has_room else "‹")
        self.next.setText("下一页 ›" if has_room else "›")
        self.actual.setVisible(has_room)
        self.whole.setVisible(has_room)
        is_tight = self.width() < _ROOM_FOR_SIZE * self._theme.text_px
        for widget in (self.size_words, self.fit):
            widget.setHidden(is_tight)

    def _turn(self, step: int) -> None:
        self.view.go_to_page(self.view.page + step)

    def _refresh(self) -> PagedReport:
        # Imported late: the window opens sooner without the page painter.
        from gia_desktop.ui.paper.layout import lay_out_report

        self._timer.stop()
        self._paper = lay_out_report(self._session.committed, self._options())
        self.view.show_paper(self._paper)
        self._show_place(self.view.page)
        self._show_fonts(self._paper)
        return self._paper

    def _show_fonts(self, paper: PagedReport) -> None:
        """Tell which prescribed fonts this PC lacks and, when asked, all about each of them."""
        from gia_desktop.documents.font_advice import font_advice
        from gia_desktop.ui.paper.fonts import missing_words

        missing = paper.fonts.missing()
        told = escape(missing_words(missing))
        link = "收起" if self._tells_fonts else "哪些、怎样装"
        lines = [f'{told}<a href="fonts">{link}</a>']
        if self._tells_fonts:
            lines += [escape(advice.sentence) for advice in font_advice(paper.style, dict(missing))]
        self.fonts.setText("<br>".join(lines))
        self.fonts.setVisible(bool(missing))

    def _show_place(self, number: int) -> None:
        self.place.setText(f"第 {number} / {self.view.pages} 页")
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < self.view.pages)

    def _show_size(self, zoom: float) -> None:
        self.size_words.setText(f"{zoom:.0%}")

    def _on_fonts_asked(self, _link: str) -> None:
        self._tells_fonts = not self._tells_fonts
        self._show_fonts(self.paper())

    def _on_pause(self) -> None:
        self._refresh()

    def _on_session_changed(self, _event: SessionEvent) -> None:
        self.refresh_soon()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the pages were out of sight."""
        super().showEvent(event)
        self.view.setFocus()
        if self._paper is None:
            self._refresh()

"""The manual in a window of its own (F1): contents and search on the left, the page on the right."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QStandardItem,
    QStandardItemModel,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.app.program.manual import START, ManualText, manual_folder, pages, search
from gia_desktop.ui.help.manual_look import dress
from gia_desktop.ui.kit.theme import Theme

SIZE: Final = QSize(1000, 700)
_PAGE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_HEADING_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_MARGIN: Final = 44
"""What the page leaves free beside a picture: padding on both sides and the scroll bar."""


class ManualPage(QTextBrowser):
    """Shows one page; pictures are made to fit its width."""

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self._theme = theme
        self._shown: ManualText | None = None
        self._width = 0
        self._heading = ""
        self.setOpenLinks(False)
        self.setAccessibleName("手册正文")

    def show_page(self, page: ManualText, heading: str = "") -> None:
        """Show a page from a heading on, or from its top."""
        self._shown, self._heading, self._width = page, heading, self.viewport().width()
        document = self.document()
        document.clear()
        document.setMarkdown(page.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        dress(document, self._theme)
        self.go_to(heading)

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top."""
        self.verticalScrollBar().setValue(0)
        block = self.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - 6)
                return
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture of the manual, no wider than the page."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        path = manual_folder() / (name.toString() if isinstance(name, QUrl) else name)
        picture, ratio = QImage(str(path)), self.devicePixelRatioF()
        room = round((self.viewport().width() - _MARGIN) * ratio)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        elif ratio > 1:
            wide = min(room, round(picture.width() * ratio))
            picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the page out anew when its pictures no longer fit."""
        super().resizeEvent(event)
        if self._shown is not None and self.viewport().width() != self._width:
            QTimer.singleShot(0, self, self._show_again)

    def _show_again(self) -> None:
        if self._shown is not None and self.viewport().width() != self._width:
            self.show_page(self._shown, self._heading)


class ManualWindow(QWidget):
    """Contents, search and pages of the manual."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Read all pages and show the first."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setWindowTitle("使用手册")
        self._pages = {page.name: page for page in pages()}
        self.shown = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找，如：补零、审核说明")
        self.search.setAccessibleName("在手册里查找")
        self.search.setClearButtonEnabled(True)
        self.model = QStandardItemModel(self)
        self.contents = QListView()
        self.contents.setModel(self.model)
        self.contents.setObjectName("contents")
        self.contents.setWordWrap(True)
        self.contents.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setAccessibleName("目录")
        self.found = QLabel()
        self.found.setObjectName("quiet")
        self.page = ManualPage(theme)
        self._theme = theme
        self._build()
        self._connect()
        self.open_page(START)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self.found, self.contents):
            column.addWidget(widget)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.page)
        splitter.setSizes([230, 770])
        splitter.setStretchFactor(1, 1)
        splitter.setHandleWidth(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(splitter)
        room = QGuiApplication.primaryScreen().availableSize() - QSize(40, 60)
        self.resize(SIZE.boundedTo(room))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show_contents)
        self.search.returnPressed.connect(self._on_search_entered)
        self.contents.clicked.connect(self._on_chosen)
        self.contents.activated.connect(self._on_chosen)
        self.page.anchorClicked.connect(self._on_link_clicked)
        for keys, slot in (
            ("Ctrl+F", self._on_find_asked),
            ("Esc", self.close),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def open_page(self, name: str, heading: str = "") -> None:
        """Show a page of this name."""
        self.shown = name
        self.page.show_page(self._pages[name], heading)
        self.setWindowTitle(f"使用手册 — {self._pages[name].title}")
        if not self.search.text().strip():
            self._show_contents()

    # -- contents and search

    def _show_contents(self) -> None:
        """List the pages with the headings of the one shown, or what the search found."""
        self.model.clear()
        words = self.search.text().strip()
        self.found.setVisible(bool(words))
        if words:
            hits = search(self._pages.values(), words)
            self.found.setText(f"找到 {len(hits)} 处" if hits else "没有找到，换一个说法试试。")
            for hit in hits:
                place = " · ".join(dict.fromkeys((hit.page.title, hit.heading)))
                self._add(f"{place}\n{hit.excerpt}", hit.page.name, hit.heading)
            return
        for page in self._pages.values():
            self._add(page.title, page.name, "", strong=page.name == self.shown)
            if page.name == self.shown:
                for heading in page.headings[1:]:
                    self._add(f"　{heading}", page.name, heading)

    def _add(self, words: str, name: str, heading: str, *, strong: bool = False) -> None:
        item = QStandardItem(words)
        item.setData(name, _PAGE_ROLE)
        item.setData(heading, _HEADING_ROLE)
        if strong:
            item.setFont(self._theme.font(bold=True))
        self.model.appendRow(item)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.open_page(str(index.data(_PAGE_ROLE)), str(index.data(_HEADING_ROLE)))

    def _on_search_entered(self) -> None:
        if self.search.text().strip() and self.model.rowCount():
            self._on_chosen(self.model.index(0, 0))

    def _on_find_asked(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_link_clicked(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if name in self._pages:
            self.open_page(name, url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))

"""Where one page stands in front: the home page or an open document, its line above and its undo steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import QStackedWidget, QWidget

from gia_desktop.ui.kit.theme import Theme

if TYPE_CHECKING:
    from gia_desktop.ui.frame.page import Page


class Stage(QObject):
    """Shows one page at a time and takes it away again.

    Attributes:
        theme: the look of everything that is built from now on.
        page: the document in front, None on the home page.
        pages: the place of the pages.
        headers: the place of their lines beside the menus.
        undo: steps of the page in front.

    Signals:
        leaving: the document in front is going to be closed; what it held typed is committed.
        changed: another page is in front, or another look.
        moved: the clerk is somewhere else in the document.
        said: a sentence for the status line.
        counted: the counts of the document are others.
    """

    leaving = Signal()
    changed = Signal()
    moved = Signal()
    said = Signal(str)
    counted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        """Start empty."""
        super().__init__(window)
        self.theme = theme
        self.page: Page | None = None
        self.pages, self.headers = QStackedWidget(), QStackedWidget()
        self.undo = QUndoGroup(window)

    def front(self) -> Page | None:
        """Return the document in front, None on the home page."""
        return self.page

    def show(self, page: Page) -> None:
        """Close what is open and put a document in front."""
        self.leave()
        self.undo.addStack(page.stack)
        self.undo.setActiveStack(page.stack)
        self._put(page)

    def show_home(self, home: QWidget, header: QWidget) -> None:
        """Close what is open and put the home page in front."""
        self.leave()
        self._bring(home, header)
        self.changed.emit()

    def commit_typing(self) -> None:
        """Commit what is half typed in the document in front."""
        if self.page is not None:
            self.page.commit_typing()

    def leave(self) -> None:
        """Close the document in front; nothing is left of it on the screen."""
        page = self.page
        if page is None:
            return
        page.commit_typing()
        self.leaving.emit()
        page.leave()
        self.undo.removeStack(page.stack)
        page.stack.deleteLater()
        self._drop(page)
        self.page = None

    def change_look(self, theme: Theme) -> None:
        """Build the document in front anew in another look; its steps and the place of the clerk stay."""
        self.theme, page = theme, self.page
        if page is None:
            return
        place = page.place()
        page.commit_typing()
        new = page.rebuild(theme)
        page.leave()
        self._drop(page)
        self._put(new)
        new.go_to(place)

    def forget(self, home: QWidget, header: QWidget) -> None:
        """Take a home page away for good."""
        self.pages.removeWidget(home)
        self.headers.removeWidget(header)
        header.deleteLater()
        home.deleteLater()

    def _put(self, page: Page) -> None:
        self.page = page
        page.said.connect(self.said)
        page.place_changed.connect(self.said)
        page.place_changed.connect(self.moved)
        page.counts_changed.connect(self.counted)
        self._bring(page, page.header)
        self.changed.emit()

    def _bring(self, widget: QWidget, header: QWidget) -> None:
        for stack, part in ((self.pages, widget), (self.headers, header)):
            if stack.indexOf(part) < 0:
                stack.addWidget(part)
            stack.setCurrentWidget(part)

    def _drop(self, page: Page) -> None:
        self.forget(page, page.header)

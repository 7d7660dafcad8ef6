"""A kind of work: what it is called, how it is begun, its list on the home page, how it is opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.core.records import dataclass
from gia_desktop.ui.frame.stage import Stage
from gia_desktop.ui.frame.wishes import ANYWHERE, Wish, Wishes
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme


@dataclass(frozen=True)
class Frame:
    """What stands around every page and is handed to each kind of work.

    Attributes:
        window: the window, over which boxes are shown.
        stage: where a page is put in front.
        wishes: the table of wishes; a kind of work lets its own be served there.
        workspace: the data folder and what saves there.
        settings: the choices of the clerk.
        messages: tells and asks.
    """

    window: QWidget
    stage: Stage
    wishes: Wishes
    workspace: Workspace
    settings: Settings
    messages: Messages


@dataclass(frozen=True)
class Beginning:
    """One way to begin, a button of the home page.

    Attributes:
        wish: what the button asks for.
        title: what it says.
        note: the line below the title.
        short: what it says where several kinds of work share the page; one without is a link below the list.
    """

    wish: Wish[[]]
    title: str
    note: str
    short: str = ""


@dataclass(frozen=True)
class Submenu:
    """A menu inside a menu that is filled whenever it is opened."""

    title: str
    fill: Callable[[QMenu], None]
    scope: str = ANYWHERE


@dataclass(frozen=True)
class Inside:
    """Entries of a menu inside a menu: a menu is no higher than a small screen."""

    title: str
    entries: Sequence[Wish[[]]]


@dataclass(frozen=True)
class Menu:
    """Entries for a menu of the bar; those of the same title come into one, in the order of the works.

    Attributes:
        title: which menu.
        groups: the entries, a line between two groups.
    """

    title: str
    groups: Sequence[Sequence[Wish[[]] | Submenu | Inside]]


@dataclass(frozen=True)
class Due:
    """The next thing of a kind of work with a date: the home page shows the nearest of all first.

    Attributes:
        day: when it is due.
        title: what is to be done.
        note: what is to be known about it.
        open: goes there.
        explain: shows how the day came about, None when there is nothing to show.
    """

    day: dt.date
    title: str
    note: str
    open: Callable[[], None]
    explain: Callable[[], None] | None = None


@dataclass(frozen=True)
class NextDate:
    """The next day that the law names for a kind of work, whether or not anything is begun.

    Attributes:
        day: it.
        title: the day and what is to be done by then.
        left: how long there is.
        note: the last working day before it when it is a day off, else empty.
        how: how it came about, a sentence a line.
    """

    day: dt.date
    title: str
    left: str
    note: str
    how: str


class Shelf(QWidget):
    """The documents of one kind of work on the home page.

    Attributes:
        steps: what comes next, shown beside or below the list; None when there is nothing of the sort.
        corner: stands at the right of the heading, e.g. the way to the waste bin; None when nothing does.
        leading: the list that has the keyboard first. It is no focus proxy: Tab would be caught before one
            that is hidden while it is empty.
    """

    steps: QWidget | None = None
    corner: QWidget | None = None
    leading: QWidget | None = None

    def take_focus(self) -> bool:
        """Give the keyboard to the list; tell whether there is one to be seen."""
        if self.leading is None or not self.leading.isVisibleTo(self):
            return False
        self.leading.setFocus()
        return True

    def refresh(self) -> None:
        """Show what there is now.

        Raises:
            GiaError: it can't be read.
        """
        raise NotImplementedError


class Work(QObject):
    """One kind of work. The window and the home page know kinds of work only as this.

    Attributes:
        kind: ``Page.kind`` of its pages and the first part of their places.
        heading: what its documents are called together, e.g. 我的年报.
        remark: a few words beside the heading where several kinds share the page.
        beginnings: the ways to begin; the first is the main one.
        open_file_wish: opens a file that it reads.
        begin_menu: ways to begin in the menu 文件.
        begin_title: the menu in 文件 that they stand in, empty when they stand there themselves.
        output_menu: ways out in the menu 文件.
        menus: its entries in other menus.

    Signals:
        file_opened: a file of its own kind was opened and is to be claimed while it is (``Path``).
        file_chosen: a file was chosen that any kind of work may read (``Path``).
        list_changed: the list on the home page is to be shown anew.
    """

    kind: ClassVar[str]
    heading: ClassVar[str]
    remark: ClassVar[str] = ""
    open_file_wish: ClassVar[Wish[[Path]]]
    beginnings: Sequence[Beginning] = ()
    begin_menu: Sequence[Wish[[]]] = ()
    begin_title: str = ""
    output_menu: Sequence[Wish[[]] | Inside] = ()
    menus: Sequence[Menu] = ()
    file_opened = Signal(Path)
    file_chosen = Signal(Path)
    list_changed = Signal()

    def make_shelf(self, theme: Theme) -> Shelf:
        """Build the list for the home page, not filled yet."""
        raise NotImplementedError

    def due(self) -> Due | None:
        """Return what is due next, None when nothing is.

        Raises:
            GiaError: it can't be read.
        """
        return None

    def next_date(self) -> NextDate | None:
        """Return the next day that the law names, None when it names none.

        Raises:
            GiaError: it can't be told.
        """
        return None

    def reads(self, path: Path) -> bool:
        """Tell by its name whether a file is opened by this kind of work."""
        raise NotImplementedError

    def has(self, number: int) -> bool:
        """Tell whether there is a document of a number.

        Raises:
            GiaError: it can't be told.
        """
        raise NotImplementedError

    def open(self, number: int, place: str = "") -> None:
        """Put a document in front, at a place that ``Page.place`` returned; what was open before is closed.

        Raises:
            GiaError: it can't be read; what was open before is still there.
        """
        raise NotImplementedError

    def finish(self) -> None:
        """Keep what is still being worked out beside the window: it closes."""

    def discard(self, number: int) -> None:
        """Put a document away that was only looked at, as somebody else has its file.

        Raises:
            GiaError: it can't be done.
        """
        raise NotImplementedError

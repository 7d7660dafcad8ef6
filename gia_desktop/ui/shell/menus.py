"""The menu bar: made of wishes, whoever offers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut, QUndoGroup
from PySide6.QtWidgets import QMenu, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.ui.backups.flow import BACKUPS, SECOND_PLACE, WASTE_BIN
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.frame.wishes import ANY_PAGE, ANYWHERE, Wish, Wishes
from gia_desktop.ui.frame.work import Inside, Menu, Submenu, Work
from gia_desktop.ui.help.flow import ABOUT, KEYS, MANUAL
from gia_desktop.ui.shell.empty_window import EmptyWindow

HOME: Final = Wish[[]]("home", "回到首页", "Ctrl+W", changes_data=False, scope=ANY_PAGE)
QUIT: Final = Wish[[]]("quit", "退出", "Ctrl+Q", changes_data=False)
SAVE: Final = Wish[[]](
    "save",
    "保存",
    "Ctrl+S",
    changes_data=False,
    scope=ANY_PAGE,
    told="马上保存，并说存好没有（平时也随时自动保存）",
)
UNDO: Final = Wish[[]]("undo", "撤销", "Ctrl+Z", changes_data=True, scope=ANY_PAGE)
REDO: Final = Wish[[]]("redo", "重做", "Ctrl+Y", changes_data=True, scope=ANY_PAGE)
CUT: Final = Wish[[]]("cut", "剪切", changes_data=True, scope=ANY_PAGE, in_place=True)
COPY: Final = Wish[[]]("copy", "复制", changes_data=False, scope=ANY_PAGE, in_place=True)
PASTE: Final = Wish[[]]("paste", "粘贴", changes_data=True, scope=ANY_PAGE, in_place=True)
CHOOSE_TAB: Final = Wish[[int]]("choose_tab", "换到第几个标签", changes_data=False, scope=ANY_PAGE)
SET: Final = Wish[[str, "str | bool"]]("set", "查看", changes_data=False)

TEXT_SIZES: Final = (("small", "小"), ("normal", "标准"), ("large", "大"))
THEMES: Final = (("light", "浅色"), ("dark", "深色"), ("high_contrast", "高对比度"), ("system", "跟随系统"))
ENTER: Final = (("down", "回车向下"), ("right", "回车向右"))


def entries_of(works: Sequence[Work]) -> Sequence[Menu]:
    """Return the entries of the menu bar: those of the window, and between them those of the works."""
    begun_inside = tuple(Inside(work.begin_title, work.begin_menu) for work in works if work.begin_title)
    return (
        Menu("文件", tuple(work.begin_menu for work in works if not work.begin_title)),
        Menu("文件", (begun_inside,)),
        Menu("文件", ((HOME, SAVE), *(work.output_menu for work in works))),
        Menu("文件", ((BACKUPS, WASTE_BIN, SECOND_PLACE), (QUIT,))),
        Menu("编辑", ((UNDO, REDO), (CUT, COPY, PASTE))),
        *(menu for work in works for menu in work.menus),
        Menu("帮助", ((MANUAL, KEYS, ABOUT),)),
    )


class Menus:
    """Fills the menu bar and lets it follow the page in front.

    Attributes:
        actions: the entries, by wish.
        choices: the entries of settings, by setting.
    """

    def __init__(
        self, window: EmptyWindow, group: QUndoGroup, table: Wishes, menus: Sequence[Menu], first_kind: str
    ) -> None:
        """Fill the menu bar of a window.

        Args:
            window: it.
            group: undo and redo.
            table: serves the entries.
            menus: the entries, from top to bottom; those of the same title come into one menu.
            first_kind: the kind of work whose own entries are seen on the home page, too.
        """
        self._parent: QWidget = window
        self._wishes = table
        self._first_kind = first_kind
        self.actions: dict[Wish[[]], QAction] = {}
        self.submenus: dict[Submenu, QMenu] = {}
        self.choices: dict[str, QActionGroup] = {}
        self._inside: list[QMenu] = []
        self._menus = window.bar_menus
        for menu in menus:
            for entries in menu.groups:
                self._add_group(self._menus[menu.title], entries)
        # Both ways through the steps say which step is next.
        group.undoTextChanged.connect(partial(self._show_next_step, UNDO))
        group.redoTextChanged.connect(partial(self._show_next_step, REDO))

    def _show_next_step(self, wish: Wish[[]], step: str) -> None:
        self.actions[wish].setText(f"{wish.words} {step}".strip())

    def _add_group(self, menu: QMenu, entries: Iterable[Wish[[]] | Submenu | Inside]) -> None:
        if not menu.isEmpty():
            menu.addSeparator()
        for entry in entries:
            if isinstance(entry, Submenu):
                inner = self.submenus[entry] = menu.addMenu(entry.title)
                inner.aboutToShow.connect(partial(entry.fill, inner))
            elif isinstance(entry, Inside):
                self._inside.append(menu.addMenu(entry.title))
                self._add_group(self._inside[-1], entry.entries)
            else:
                action = self.actions[entry] = menu.addAction(entry.words)
                action.triggered.connect(self._wishes.asks(entry))

    # -- settings

    def add_choices(self, title: str) -> None:
        """Put the choices of how the window looks and works into a menu."""
        menu = self.choices_menu = self._menus[title]
        for setting, words, options in (
            ("text_size", "字号", TEXT_SIZES),
            ("theme", "颜色", THEMES),
            ("enter_direction", "回车方向", ENTER),
        ):
            self._choice(menu.addMenu(words), setting, options)
        self.last_year = menu.addAction("显示上年数")
        self.last_year.setCheckable(True)
        self.last_year.triggered.connect(self._on_last_year_triggered)

    def _choice(self, menu: QMenu, setting: str, options: tuple[tuple[str, str], ...]) -> None:
        group = self.choices[setting] = QActionGroup(self._parent)
        for value, words in options:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
            action.triggered.connect(self._wishes.asks(SET, setting, value))

    def _on_last_year_triggered(self, on: bool) -> None:
        self._wishes.do(SET, "show_last_year", on)

    def show_settings(self, settings: Settings) -> None:
        """Tick the present settings."""
        for setting, group in self.choices.items():
            for action in group.actions():
                action.setChecked(action.data() == settings[setting])
        self.last_year.setChecked(settings.show_last_year)

    # -- the page in front

    def follow(self, kind: str) -> None:
        """Show what can be asked for with a page of a kind in front, empty on the home page."""
        shown = {ANYWHERE, ANY_PAGE, kind or self._first_kind}
        claimed = {wish.keys for wish in self.actions if wish.scope == kind and wish.keys}
        for wish, action in self.actions.items():
            is_ours = wish.scope in shown
            action.setVisible(is_ours)
            action.setEnabled(self._wishes.is_possible(wish))
            # The same keys mean what the page in front means by them.
            has_keys = is_ours and (wish.scope == kind or wish.keys not in claimed)
            action.setShortcuts(_sequences(wish) if has_keys else [])
        for submenu, inner in self.submenus.items():
            inner.menuAction().setVisible(submenu.scope in shown)
            inner.menuAction().setEnabled(submenu.scope == kind)
        for menu in (*self._inside, *self._menus.values()):
            entries = (action for action in menu.actions() if not action.isSeparator())
            menu.menuAction().setVisible(any(action.isVisible() for action in entries))


def _sequences(wish: Wish[Any]) -> list[QKeySequence]:
    """Return the shortcuts of a wish; redoing has those of the system besides its own."""
    own = [QKeySequence(wish.keys)] if wish.keys else []
    standard = QKeySequence.keyBindings(QKeySequence.StandardKey.Redo) if wish is REDO else []
    return [*own, *(keys for keys in standard if keys not in own)]


def key_lines(table: Iterable[Wish[Any]]) -> list[tuple[str, str]]:
    """Return the keys of wishes and what they do, for the page of keys in the manual."""
    return [(wish.keys, wish.told or wish.words.removesuffix("…")) for wish in table if wish.keys]


def serve_pages(table: Wishes, window: QWidget) -> None:
    """Let be served what every page can do; ``Ctrl`` and a digit bring a tab to the front."""
    table.serve_page(CHOOSE_TAB, Page, choose_tab)
    table.serve_page(UNDO, Page, Page.undo)
    table.serve_page(REDO, Page, Page.redo)
    table.serve_page(CUT, Page, cut)
    table.serve_page(COPY, Page, copy)
    table.serve_page(PASTE, Page, paste)
    for number in range(1, 9):
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), window)
        shortcut.activated.connect(table.asks(CHOOSE_TAB, number - 1))


def choose_tab(page: Page, place: int) -> None:
    """Bring a tab of a page to the front."""
    # Not Page.choose_tab itself: that would be the one of the base, which has no tabs.
    page.choose_tab(place)


def cut(page: Page) -> None:
    """Cut what is selected on a page."""
    target = page.clippable()
    if target is not None and not page.refuses():
        target.cut()


def copy(page: Page) -> None:
    """Copy what is selected on a page."""
    target = page.clippable()
    if target is not None:
        target.copy()


def paste(page: Page) -> None:
    """Paste into a page."""
    target = page.clippable()
    if target is not None and not page.refuses():
        target.paste()

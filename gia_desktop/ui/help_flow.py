"""The menu 帮助: the manual at the page that fits, the two lists, about the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from gia_desktop import __version__
from gia_desktop.app.manual import KEYS, PAGE_OF_SECTION, RULES, START
from gia_desktop.ui.manual_window import ManualWindow
from gia_desktop.ui.messages import Messages
from gia_desktop.ui.theme import Theme


class HelpFlow:
    """Opens the manual; it stays beside the work until it is closed."""

    def __init__(
        self,
        messages: Messages,
        section: Callable[[], str],
        theme: Callable[[], Theme],
        parent: QWidget,
    ) -> None:
        """Ask ``section`` for the tab in front, empty on the start page, whenever the manual is wanted."""
        self._messages = messages
        self._section = section
        self._theme = theme
        self._parent = parent
        self.window: ManualWindow | None = None
        self.wishes: Mapping[str, Callable[..., None]] = {
            "manual": self.show_manual,
            "keys": lambda: self.show_manual(KEYS),
            "rules": lambda: self.show_manual(RULES),
            "about": self.tell_about,
        }

    def show_manual(self, name: str = "") -> None:
        """Show a page of the manual, by default the one for the tab in front."""
        if self.window is None:
            self.window = ManualWindow(self._theme(), self._parent)
        self.window.open_page(name or PAGE_OF_SECTION.get(self._section(), START))
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def renew(self) -> None:
        """Build the window anew in another look, at the same page, when it is open."""
        old, self.window = self.window, None
        if old is not None:
            name, was_visible = old.shown, old.isVisible()
            old.close()
            old.deleteLater()
            if was_visible:
                self.show_manual(name)

    def tell_about(self) -> None:
        """Tell version and promise."""
        self._messages.tell(
            self._parent,
            "关于",
            f"政府信息公开年报助手 {__version__}\n\n"
            "全部工作在这台电脑上完成：不联网、不用账号、不收集任何信息。",
        )

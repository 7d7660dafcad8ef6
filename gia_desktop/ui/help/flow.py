"""The menu 帮助: the manual at the page that fits, the two lists, about the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gia_desktop.files.resources import licences_folder
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme

if TYPE_CHECKING:
    from gia_desktop.ui.help.manual_window import ManualWindow

# The manual is imported when it is opened, and the rules with it: the window opens sooner without them.


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
            "keys": self.show_keys,
            "rules": self.show_rules,
            "about": self.tell_about,
        }

    def show_manual(self, name: str = "") -> None:
        """Show a page of the manual, by default the one for the tab in front."""
        from gia_desktop.app.program.manual import PAGE_OF_SECTION, START
        from gia_desktop.ui.help.manual_window import ManualWindow

        if self.window is None:
            self.window = ManualWindow(self._theme(), self._parent)
        self.window.open_page(name or PAGE_OF_SECTION.get(self._section(), START))
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show_keys(self) -> None:
        """Show the page with all keys."""
        from gia_desktop.app.program.manual import KEYS

        self.show_manual(KEYS)

    def show_rules(self) -> None:
        """Show the page with all rules."""
        from gia_desktop.app.program.manual import RULES

        self.show_manual(RULES)

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
        """Tell version, promise and licences."""
        from gia_desktop.ui.help.about_dialog import AboutDialog

        self._messages.accepts(AboutDialog(licences_folder(), self._theme(), self._parent))

"""The menu 帮助: the manual at the page that fits, the two lists, about the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gia_desktop.files.resources import licences_folder
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.frame.work import Frame

if TYPE_CHECKING:
    from gia_desktop.ui.help.manual_window import ManualWindow

# The manual is imported when it is opened, and the rules with it: the window opens sooner without them.


MANUAL: Final = Wish[[]](
    "manual", "使用手册", "F1", changes_data=False, told="使用手册，翻到和当前标签有关的一页"
)
KEYS: Final = Wish[[]]("keys", "全部按键", changes_data=False)
RULES: Final = Wish[[]]("rules", "检查规则一览", changes_data=False)
ABOUT: Final = Wish[[]]("about", "关于…", changes_data=False)


class HelpFlow:
    """Opens the manual; it stays beside the work until it is closed."""

    def __init__(self, frame: Frame) -> None:
        """Serve the wishes."""
        self._frame = frame
        self.window: ManualWindow | None = None
        frame.wishes.serve(MANUAL, self.show_manual)
        frame.wishes.serve(KEYS, self.show_keys)
        frame.wishes.serve(RULES, self.show_rules)
        frame.wishes.serve(ABOUT, self.tell_about)

    def show_manual(self) -> None:
        """Show the page of the manual that goes with the place in front."""
        page = self._frame.stage.page
        self._open(page.manual_page if page is not None else "")

    def _open(self, name: str) -> None:
        from gia_desktop.app.program.manual import START
        from gia_desktop.ui.help.manual_window import ManualWindow

        if self.window is None:
            self.window = ManualWindow(self._frame.stage.theme, self._frame.window)
        self.window.open_page(name or START)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show_keys(self) -> None:
        """Show the page with all keys."""
        from gia_desktop.app.program.manual import KEYS as KEYS_PAGE

        self._open(KEYS_PAGE)

    def show_rules(self) -> None:
        """Show the page with all rules."""
        from gia_desktop.app.program.manual import RULES as RULES_PAGE

        self._open(RULES_PAGE)

    def renew(self) -> None:
        """Build the window anew in another look, at the same page, when it is open."""
        old, self.window = self.window, None
        if old is not None:
            name, was_visible = old.shown, old.isVisible()
            old.close()
            old.deleteLater()
            if was_visible:
                self._open(name)

    def tell_about(self) -> None:
        """Tell version, promise and licences."""
        from gia_desktop.ui.help.about_dialog import AboutDialog

        self._frame.messages.accepts(
            AboutDialog(licences_folder(), self._frame.stage.theme, self._frame.window)
        )

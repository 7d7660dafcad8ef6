"""Where the clerk is, through crashes and restarts; and the way to the front for a second start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gia_desktop.app.program.last_place import LastPlace
from gia_desktop.app.program.settings import Settings
from gia_desktop.ui.report.page import ReportPage

_PAUSE_MS = 1_500
"""The place is written down when the clerk rests, not at every step through the cells."""


class Whereabouts(QObject):
    """Keeps the last place in the settings while a report is open.

    Attributes:
        restart_wanted: the program is to be started anew once it has ended.
    """

    def __init__(
        self,
        settings: Settings,
        page: Callable[[], ReportPage | None],
        open_report: Callable[[int, str], None],
        open_file: Callable[[Path], None],
        window: QWidget,
    ) -> None:
        """``page`` returns the open report's page, None when there is none."""
        super().__init__(window)
        self._settings = settings
        self._page = page
        self._open_report = open_report
        self._open_file = open_file
        self._window = window
        self.restart_wanted = False
        self._due = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._due.timeout.connect(self.keep)

    def keep_soon(self) -> None:
        """Remember the place once the clerk rests there."""
        self._due.start()

    def keep(self) -> None:
        """Remember the place now."""
        place = self._place()
        if place is not None:
            self._settings["last_place"] = str(place)

    def come_back_after(self, leave: Callable[[], None]) -> None:
        """Close the open report by a function, and open it again at the same place."""
        place = self._place()
        leave()
        if place is not None:
            self._go_to(place)

    def _place(self) -> LastPlace | None:
        page = self._page()
        if page is None:
            return None
        key = page.table_tab.view.current_key if page.table_tab is not None else None
        return LastPlace(page.session.report_id, page.tabs.section, key or "")

    def _go_to(self, place: LastPlace) -> bool:
        self._open_report(place.report, place.section)
        page = self._page()
        if page is not None:
            page.go_to_place(place.section, place.cell)
        return page is not None

    def forget(self) -> None:
        """Forget the place: the report was closed in the ordinary way."""
        self._due.stop()
        if not self.restart_wanted:
            self._settings["last_place"] = ""

    def resume(self) -> str:
        """Go back to the place of a program that was not closed; return what to say, empty when it was."""
        place = LastPlace.parse(self._settings["last_place"])
        if place is None:
            return ""
        if not self._go_to(place):
            return ""
        return "上次没有正常关闭，已回到上次的地方；存好的内容都在。"

    def restart(self) -> None:
        """End the program, which is then started anew at the same place."""
        self.keep()
        self.restart_wanted = True
        self._window.close()

    def take_wish(self, file: object) -> None:
        """Come to the front for another start, and open the file it brings."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        QApplication.alert(self._window)
        if not isinstance(file, Path):
            return
        if QApplication.activeModalWidget() is not None:
            # The question that is open must be answered first.
            QTimer.singleShot(500, self, lambda: self.take_wish(file))
            return
        self._open_file(file)

"""Where the clerk is, through crashes and restarts; and the way to the front for a second start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gia_desktop.app.program.last_place import LastPlace
from gia_desktop.app.program.settings import Settings
from gia_desktop.ui.frame.stage import Stage
from gia_desktop.ui.frame.work import Work

_PAUSE_MS = 1_500
"""The place is written down when the clerk rests, not at every step through the cells."""


class Whereabouts(QObject):
    """Keeps the last place in the settings while a document is open.

    Attributes:
        restart_wanted: the program is to be started anew once it has ended.

    Signals:
        file_brought: another start brought a file to open (``Path``).
    """

    file_brought = Signal(Path)

    def __init__(self, settings: Settings, stage: Stage, works: Sequence[Work], window: QWidget) -> None:
        """Follow what stands in front; ``works`` open what is gone back to."""
        super().__init__(window)
        self._settings = settings
        self._stage = stage
        self._works = {work.kind: work for work in works}
        self._window = window
        self.restart_wanted = False
        self._due = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._due.timeout.connect(self.keep)
        stage.moved.connect(self.keep_soon)
        stage.changed.connect(self.keep_soon)

    def keep_soon(self) -> None:
        """Remember the place once the clerk rests there."""
        self._due.start()

    def keep(self) -> None:
        """Remember the place now."""
        place = self._place()
        if place is not None:
            self._settings["last_place"] = str(place)

    def come_back_after(self, leave: Callable[[], None]) -> None:
        """Close the open document by a function, and open it again at the same place.

        Raises:
            GiaError: it can't be read any more.
        """
        place = self._place()
        leave()
        if place is not None:
            self._go_to(place)

    def _place(self) -> LastPlace | None:
        page = self._stage.page
        return LastPlace(page.kind, page.number, page.place()) if page is not None else None

    def _go_to(self, place: LastPlace) -> bool:
        work = self._works.get(place.kind)
        if work is None or not work.has(place.number):
            return False
        work.open(place.number, place.inside)
        return True

    def forget(self) -> None:
        """Forget the place: the document was closed in the ordinary way."""
        self._due.stop()
        if not self.restart_wanted:
            self._settings["last_place"] = ""

    def resume(self) -> str:
        """Go back to the place of a program that was not closed; return what to say, empty when it was.

        Raises:
            GiaError: what was open can't be read.
        """
        place = LastPlace.parse(self._settings.last_place)
        if place is None or not self._go_to(place):
            return ""
        return "上次没有正常关闭，已回到上次的地方；存好的内容都在。"

    def restart(self) -> None:
        """End the program, which is then started anew at the same place."""
        self.keep()
        self.restart_wanted = True
        self._window.close()

    def come_to_front(self) -> None:
        """Come to the front for another start."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        QApplication.alert(self._window)

    def take_file(self, file: Path) -> None:
        """Come to the front for another start and open the file it brings."""
        self.come_to_front()
        self._pass_on(file)

    def _pass_on(self, file: Path) -> None:
        if QApplication.activeModalWidget() is not None:
            # The question that is open must be answered first.
            QTimer.singleShot(500, self, partial(self._pass_on, file))
            return
        self.file_brought.emit(file)

"""Reading a folder and checking what was read, off the window's thread; the page stays usable meanwhile."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gia_desktop.app.rollup.session import CollectionEvent, CollectionSession
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.tasks import TaskRunner

if TYPE_CHECKING:
    from gia_desktop.app.rollup.checking import Checked
    from gia_desktop.app.rollup.library import CollectionLibrary
    from gia_desktop.rollup.collecting import Collected, FolderProgress
    from gia_desktop.rollup.collection import Collection


class Gathering(QObject):
    """Collects into one session and checks it. Nothing runs by itself: every collecting is asked for.

    Signals:
        progressed: a file was read (how many are done, how many there are, its name).
        ended: collecting has ended (what it came to; ``None`` when it failed), and how many seconds it took.
        failed: why nothing was collected.
        taken_in: it was left while it read; what was read by then is in its own collection now.
    """

    progressed = Signal(int, int, str)
    ended = Signal(object, float)
    failed = Signal(GiaError)
    taken_in = Signal()

    def __init__(
        self, session: CollectionSession, library: CollectionLibrary, tasks: TaskRunner, parent: QObject
    ) -> None:
        """Check the session soon, and again after every change of what was handed in."""
        super().__init__(parent)
        self.session = session
        self._library = library
        self._tasks = tasks
        self._stop = Flag()
        self._running = False
        self._checking = False
        self._is_left = self._is_forgotten = False
        self._began = 0.0
        follow(self, session.listen, self._on_changed)

    @property
    def is_running(self) -> bool:
        """Tell whether a folder is being read."""
        return self._running

    @property
    def is_busy(self) -> bool:
        """Tell whether anything is being read or checked."""
        return self._running or self._checking

    def collect(self, folder: Path) -> None:
        """Read what is new in a folder; nothing is done while one is being read."""
        if self._running:
            return
        self._stop.clear()
        self._running = True
        self._began = time.monotonic()
        snapshot = self.session.collection

        def work() -> Collected:
            return self._library.collect(snapshot, folder, self._tell)

        self._tasks.run(work, partial(self._take, snapshot), self._fail)

    def stop(self) -> None:
        """Break off the reading; what was read by then is kept."""
        self._stop.set()

    def leave(self) -> None:
        """Break off whatever runs: another collection is in front. It goes once that has ended."""
        self._is_left = True
        self._stop.set()
        self._go()

    def forget(self) -> None:
        """Break off whatever runs, and keep nothing: the database of its collection was replaced."""
        self._is_forgotten = True
        self.leave()

    def come_back(self) -> None:
        """Its collection is in front again, before the reading has ended."""
        self._is_left = False

    def take_in(self, snapshot: Collection, found: Collected) -> None:
        """Keep what was read although no page shows the collection."""
        if self._is_forgotten:
            return
        step = self.session.collected_step(snapshot, found)
        if not step.is_empty:
            self.session.apply(step)
            self.taken_in.emit()

    def _go(self) -> None:
        if self._is_left and not self.is_busy:
            self.deleteLater()

    def _tell(self, progress: FolderProgress) -> bool:
        """Pass on how far the reading is; called by the worker."""
        if not self._is_left:
            self._emit_progressed(progress)
        return not self._stop.is_set()

    def _emit_progressed(self, progress: FolderProgress) -> None:
        self.progressed.emit(progress.done, progress.all, progress.file)

    def _take(self, snapshot: Collection, found: Collected) -> None:
        self._running = False
        if self._is_left:
            self.take_in(snapshot, found)
        else:
            self.ended.emit((snapshot, found), time.monotonic() - self._began)
        self._go()

    def _fail(self, error: GiaError) -> None:
        self._running = False
        if not self._is_left:
            self.ended.emit(None, 0.0)
        self.failed.emit(error)
        self._go()

    # -- checking

    def check(self) -> None:
        """Check what was handed in; asked again meanwhile, it is checked once more afterwards."""
        if self._checking or self._is_left:
            return
        self._checking = True
        collection, checker = self.session.collection, self.session.checker

        def work() -> Checked | None:
            return checker.check(collection, lambda: not self._is_left)

        self._tasks.run(work, self._on_checked, self._on_check_failed)

    def _on_checked(self, found: Checked | None) -> None:
        self._checking = False
        if found is None or not self.session.take_checked(found):
            self.check()  # not while it is left
        self._go()

    def _on_check_failed(self, error: GiaError) -> None:
        self._checking = False
        self.failed.emit(error)
        self._go()

    def _on_changed(self, event: CollectionEvent) -> None:
        if event.figures:
            self.check()


def ended_words(found: Collected) -> str:
    """Say what a reading came to."""
    collection = found.collection
    there = sum(not one.gone for one in collection.submissions)
    words = f"{'已停下' if found.stopped else '读完了'}：文件夹里 {there} 份，本次读入 {found.read} 份"
    if found.others:
        words += f"，另有 {found.others} 个不是报告的文件没有读"
    return f"{words}。"

"""Work that takes longer than a blink, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, Signal

from gia_desktop.core.errors import GiaError

T = TypeVar("T")


class _Outcome(QObject):
    """Carries the end of a task to the window's thread."""

    done = Signal(object)
    failed = Signal(object)


class _Task(QRunnable, Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__()
        self._work = work
        self.outcome = _Outcome()

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - handed over whole to the window's thread
            self.outcome.failed.emit(error)
        else:
            self.outcome.done.emit(result)


class TaskRunner(QObject):
    """Runs tasks, one after the other unless told otherwise, and brings results back.

    A ``GiaError`` goes to the task's ``failed`` function; anything else is a bug and is raised on the
    window's thread, where the crash path sees it.
    """

    def __init__(self, parent: QObject, *, at_once: int = 1) -> None:
        """Start with idle workers; at most ``at_once`` tasks run side by side."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(at_once)
        self._running: set[object] = set()

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[GiaError], None]
    ) -> None:
        """Do ``work`` on the worker, then call ``done`` or ``failed`` here."""
        task: _Task[T] = _Task(work)
        task.setAutoDelete(False)
        self._running.add(task)

        def finish(result: T) -> None:
            self._running.discard(task)
            try:
                done(result)
            except GiaError as error:  # what is done with the result can be impossible, too
                failed(error)

        def fail(error: Exception) -> None:
            self._running.discard(task)
            if not isinstance(error, GiaError):
                raise error
            failed(error)

        task.outcome.done.connect(finish)
        task.outcome.failed.connect(fail)
        self._pool.start(task)

    def drain(self) -> None:
        """Wait until nothing runs any more, and bring every result back; what a result begins runs, too."""
        while self._running:
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)

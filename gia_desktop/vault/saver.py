"""The one thread that owns a database: takes steps at once, saves them in order, drops none."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.vault.backup_keeper import BackupKeeper
from gia_desktop.vault.connection import leave_open
from gia_desktop.vault.faults import (
    EnvironmentFault,
    ExchangedFault,
    StepNotSavedError,
    UnreachableFault,
    asks_for_a_new_connection,
    report_mistake,
    told_as_faults,
)
from gia_desktop.vault.recovery import Opened, OpenReport, bring_back, left_traces, open_store
from gia_desktop.vault.store import S, Step, Store, StoreKind
from gia_desktop.vault.witness import FileFate, OpenFile

T = TypeVar("T")

Typed = dict[tuple[int, str], tuple[str | None, datetime]]
"""Half-typed text and its moment, by document and field; None when it was given up."""

RETRY_SECONDS: Final = 5.0
"""A step that could not be saved is tried again by itself after this time."""

TYPING_SECONDS: Final = 0.5
"""Half-typed text is on disk at most this long after it was handed in."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ticket:
    """A step on its way to the disk; numbers count up in the order of submission.

    Attributes:
        note: what a list tells of the document after it; the store understands it, None for as before.
        at: when it was handed in.
    """

    number: int
    document: int
    step: Step
    note: object
    at: datetime


@dataclass(frozen=True)
class _Call:
    func: Callable[[Opened[Any]], Any]
    done: Future[Any]


class Saver(Generic[S]):
    """Save steps of one database in the background, and read through the same thread.

    Both callbacks are called on the saver's thread; the window bridges them to its own.
    """

    def __init__(
        self,
        path: Path,
        kind: StoreKind[S] | Callable[[], StoreKind[S]],
        on_saved: Callable[[Ticket], None],
        on_failed: Callable[[GiaError], None],
        *,
        backups: Path | None = None,
        second_backups: Path | None = None,
        make_sure: Callable[[], None] = lambda: None,
    ) -> None:
        """Start the thread, which opens the database.

        Args:
            path: file of the database.
            kind: its kind, or a function that returns it, on the thread: then nothing starts before its use.
            on_saved: told of every step, in order, once it is on disk.
            on_failed: told of every attempt that failed; the steps are kept and tried again.
            backups: folder of backups; without one none are made.
            second_backups: another folder of backups, on a stick or a network drive.
            make_sure: called before anything is saved; raises TakenOverFault when it may not be.
        """
        self._path = path
        self._backups = backups
        self._on_saved = on_saved
        self._on_failed = on_failed
        self._make_sure = make_sure
        self._find_kind = kind if callable(kind) else lambda: kind
        self._opened: Opened[S] | None = None
        self._place: OpenFile | None = None
        self._wake = threading.Condition()
        self._inbox: list[Ticket | _Call] = []
        self._typed: Typed = {}
        self._typed_due: float | None = None
        self._keeper = (
            BackupKeeper(self._find_kind, path, backups, second_backups, partial(self._tell, on_failed))
            if backups
            else None
        )
        self._retry_due: float | None = None
        self._unsaved: tuple[Ticket, ...] = ()
        self._refused: tuple[Ticket, ...] = ()
        self._told = ""
        self._last_ticket = 0
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="gia-saver", daemon=True)
        self._is_started = False
        if not callable(kind):
            self._begin()

    # -- called by any thread

    @property
    def holds_nothing(self) -> bool:
        """Tell whether there never was a file, as far as can be seen, and nobody has asked for one."""
        return not self._is_started and not left_traces(self._path, self._backups)

    def submit(self, document: int, step: Step, note: object = None, /) -> int:
        """Hand in a step and return its number at once; half-typed text that it settles is forgotten.

        Args:
            document: number of the document.
            step: a step of the kind that the store writes.
            note: what a list tells of the document after it, as the store understands it.
        """
        at = datetime.now(UTC)
        with self._wake:
            self._begin()
            self._last_ticket += 1
            for key in step.keys:
                self._typed.pop((document, key), None)
            self._inbox.append(Ticket(self._last_ticket, document, step, note, at))
            self._wake.notify()
            return self._last_ticket

    def set_pending(self, document: int, key: str, text: str, /) -> None:
        """Hand in what is being typed into a field; only the latest text is kept."""
        self._set_typed(document, key, text)

    def clear_pending(self, document: int, key: str, /) -> None:
        """Forget half-typed text of a field that was given up."""
        self._set_typed(document, key, None)

    def read(self, func: Callable[[S], T], timeout: float | None = None) -> T:
        """Run a function with the store on its thread, after all steps handed in so far; return its result.

        Raises:
            EnvironmentFault: the database can't be opened or read.
            TimeoutError: the disk did not answer in time.
        """
        return self._call(lambda opened: func(opened.store), timeout)

    def opened(self, timeout: float | None = None) -> OpenReport:
        """Wait until the database is open and return what happened on the way.

        Raises:
            EnvironmentFault: it can't be opened.
        """
        return self._call(lambda opened: opened.report, timeout)

    def exchange(self, func: Callable[[Path], T], timeout: float | None = None) -> T:
        """Run a function that replaces the database file, e.g. by a backup; it is closed meanwhile.

        Raises:
            EnvironmentFault: what was handed in can't be saved before, or the function failed.
        """
        return self._call(lambda _opened: self._exchange(func), timeout)

    def use_second_backups(self, folder: Path | None) -> None:
        """Make backups in a second folder too, the first at once; None for no longer.

        Raises:
            EnvironmentFault: nothing can be written there; all is as before.
        """
        keeper = self._keeper
        if keeper is not None:
            self._call(lambda opened: keeper.use_second(folder, opened.store), None)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything handed in is on disk; tell whether it is."""
        if self._stopping:
            return self.stop(timeout)
        if not self._is_started:
            return True
        try:
            self._call(lambda _opened: None, timeout)
        except (EnvironmentFault, TimeoutError) as fault:
            return isinstance(fault, EnvironmentFault) and not (self.unsaved or self._typed)
        return not self.unsaved

    @property
    def unsaved(self) -> tuple[Ticket, ...]:
        """Steps that are not on disk although they were tried, oldest first."""
        return (*self._refused, *self._unsaved)

    def stop(self, timeout: float | None = None) -> bool:
        """Save what is left, close the database and end the thread; tell whether everything is on disk."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._is_started:
            self._thread.join(timeout)
        return not self._thread.is_alive() and not self.unsaved

    def _call(self, func: Callable[[Opened[S]], T], timeout: float | None) -> T:
        if threading.current_thread() is self._thread:
            # A listener asks, or the crash path; waiting for itself would never end.
            return func(self._open())
        call = _Call(func, Future())
        with self._wake:
            self._begin()
            self._inbox.append(call)
            self._wake.notify()
        result: T = call.done.result(timeout)
        return result

    def _set_typed(self, document: int, key: str, text: str | None) -> None:
        with self._wake:
            self._begin()
            self._typed[document, key] = (text, datetime.now(UTC))
            if self._typed_due is None:
                self._typed_due = time.monotonic() + TYPING_SECONDS
                self._wake.notify()

    def _begin(self) -> None:
        """Start the thread with the first thing handed in; the lock is held."""
        if self._stopping:
            raise RuntimeError("the saver was stopped")
        if not self._is_started:
            self._is_started = True
            self._thread.start()

    # -- on the saver's thread

    def _run(self) -> None:
        self._guarded(self._open)
        stopping = False
        while not stopping:
            with self._wake:
                while not (self._inbox or self._stopping or self._patience() == 0):
                    self._wake.wait(self._patience())
                jobs, self._inbox = self._inbox, []
                stopping = self._stopping
            self._do(jobs)
            self._guarded(self._back_up)
        self._guarded(partial(self._back_up, now=True))
        self._guarded(self._close)
        if self._keeper is not None:
            self._guarded(self._keeper.end)

    def _do(self, jobs: list[Ticket | _Call]) -> None:
        for job in jobs:
            if isinstance(job, Ticket):
                self._unsaved = (*self._unsaved, job)
            else:
                self._guarded(self._save)
                self._answer(job)
        if not jobs or isinstance(jobs[-1], Ticket):
            self._guarded(self._save)

    def _patience(self) -> float | None:
        """Return for how many seconds neither half-typed text nor another attempt is due; None for ever."""
        due = [moment for moment in (self._typed_due, self._retry_due) if moment is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _guarded(self, attempt: Callable[[], object]) -> None:
        """Run one attempt; a failure is told, unless it is the same again."""
        try:
            attempt()
        except EnvironmentFault as fault:
            _log.warning("%s: %s (%s)", self._path.name, type(fault).__name__, fault.detail)
            self._retry_due, self._typed_due = time.monotonic() + RETRY_SECONDS, None
            if asks_for_a_new_connection(fault, self._path):
                self._let_go()
            self._tell_once(fault)
        except Exception as error:  # noqa: BLE001 (a mistake of the program must not end the saving)
            report_mistake(error)
            if self._unsaved:
                self._retry_due = time.monotonic() + RETRY_SECONDS
                self._tell_once(StepNotSavedError(self._unsaved[0].step.label, type(error).__name__))

    def _open(self) -> Opened[S]:
        """Return the open database; it is opened anew after its disk was gone."""
        with told_as_faults(self._path):
            if self._opened is not None and self._place is not None:
                self._see_to_the_file(self._opened.store, self._place)
            if self._opened is None:
                if self._place is not None:
                    self._make_sure()
                    if not self._path.exists():  # an empty one would not know the documents of its steps
                        raise UnreachableFault(self._path, "gone")
                self._opened = open_store(self._path, self._find_kind(), self._backups)
                self._place = OpenFile(self._path)
            return self._opened

    def _see_to_the_file(self, store: S, place: OpenFile) -> None:
        """Put the file back that was deleted or exchanged while open: the connection still holds all of it.

        Raises:
            UnreachableFault: its folder is gone; made anew it would hide what is on the stick.
        """
        seen = place.look()
        if seen is FileFate.GONE:
            raise UnreachableFault(self._path, "the folder is gone")
        if seen is FileFate.SAME:
            return
        self._make_sure()
        aside = bring_back(place, seen, store.copy_to)
        self._let_go()
        if aside is not None:
            self._tell(self._on_failed, ExchangedFault(self._path, aside=aside.name))

    def _save(self) -> None:
        """Write everything that waits in one transaction."""
        with self._wake:
            typed = dict(self._typed)
        store, tickets = self._open().store, self._unsaved
        self._retry_due = None
        if tickets or typed:
            self._make_sure()
            self._write_all(store, tickets, typed)
            self._forget(typed)
        self._told = ""

    def _write_all(self, store: S, tickets: tuple[Ticket, ...], typed: Typed) -> None:
        try:
            with store.together():
                for ticket in tickets:
                    _write(store, ticket)
                _write_typed(store, typed)
        except EnvironmentFault:
            raise
        except Exception:  # noqa: BLE001 (found again, step by step, with its culprit)
            self._save_singly(store, tickets, typed)
        else:
            self._unsaved = ()
            for ticket in tickets:
                self._tell(self._on_saved, ticket)

    def _save_singly(self, store: S, tickets: tuple[Ticket, ...], typed: Typed) -> None:
        """Write step by step, so that one which can never be written does not hold up the others."""
        for ticket in tickets:
            fault = self._trial(partial(_write, store, ticket), ticket.step.label)
            self._unsaved = self._unsaved[1:]
            if fault is None:
                self._tell(self._on_saved, ticket)
            else:
                self._refused = (*self._refused, ticket)
                self._tell(self._on_failed, fault)
        for key, entry in typed.items():
            fault = self._trial(partial(_write_typed, store, {key: entry}), "暂存正在输入的内容")
            if fault is not None:
                self._tell(self._on_failed, fault)

    def _trial(self, write: Callable[[], None], label: str) -> GiaError | None:
        """Run one write and return what keeps it from ever being done, if anything."""
        try:
            write()
        except EnvironmentFault:
            raise
        except GiaError as error:
            return error
        except Exception as error:  # noqa: BLE001 (whatever it is, the clerk and the crash report learn of it)
            report_mistake(error)
            return StepNotSavedError(label, f"{type(error).__name__}: {error}")
        return None

    def _forget(self, typed: Typed) -> None:
        """Drop half-typed text that is on disk, but not what was typed in the meantime."""
        with self._wake:
            for key, entry in typed.items():
                if self._typed.get(key) is entry:
                    del self._typed[key]
            self._typed_due = time.monotonic() + TYPING_SECONDS if self._typed else None

    def _answer(self, call: _Call) -> None:
        try:
            call.done.set_result(call.func(self._open()))
        except BaseException as error:  # noqa: BLE001 (belongs to the caller, who waits for it)
            call.done.set_exception(error)

    def _exchange(self, func: Callable[[Path], T]) -> T:
        self._make_sure()
        # Steps of the present database must not end up in its successor.
        self._save()
        self._let_go()
        return func(self._path)

    def _back_up(self, *, now: bool = False) -> None:
        """Make a backup when one is due; one that fails does not hold up the saving."""
        if self._keeper is not None and self._opened is not None:
            if now:
                self._make_sure()
            self._keeper.look(self._open().store, now=now)

    def _close(self) -> None:
        """Close the database; not one that was taken over: that would fold our journal into her file."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        try:
            self._make_sure()
        except EnvironmentFault:
            leave_open(opened.store)
            return
        opened.store.close()

    def _let_go(self) -> None:
        """Close a database whose disk is gone; the next attempt opens it anew."""
        try:
            self._close()
        except EnvironmentFault as fault:
            _log.warning("closing: %s", fault.detail)

    def _tell_once(self, fault: GiaError) -> None:
        """Tell once what keeps steps from the disk; while none waits, only who asks is told."""
        if fault.sentence != self._told and (self._unsaved or self._typed):
            self._told = fault.sentence
            self._tell(self._on_failed, fault)

    def _tell(self, listener: Callable[[T], None], news: T) -> None:
        try:
            listener(news)
        except Exception as error:  # noqa: BLE001 (a faulty listener must not end the saving)
            report_mistake(error)


def _write(store: Store, ticket: Ticket) -> None:
    store.write(ticket.document, ticket.step, ticket.note, ticket.at)


def _write_typed(store: Store, typed: Typed) -> None:
    for (document, key), (text, at) in typed.items():
        if text is None:
            store.clear_pending(document, key)
        else:
            store.set_pending(document, key, text, at)

"""Makes backups when they are due, in the user's folder and in a second place; a failure is told once."""

from __future__ import annotations

import glob
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.backups import is_wanted, keep_backups, take_as_backup
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import (
    DamagedFault,
    EnvironmentFault,
    UnreachableFault,
    report_mistake,
    told_as_faults,
)
from gia_desktop.vault.schema import Schema
from gia_desktop.vault.store import S, Store, StoreKind
from gia_desktop.vault.witness import forget_closed

FIRST_SECONDS: Final = 20.0
"""How long after the start it is first looked: what the clerk waits for comes before."""

CHECK_SECONDS: Final = 300.0
"""How often it is looked whether a backup is due."""

SECOND_FOLDER: Final = "政府信息公开年报备份"
"""Name of the folder that is made in the second place; when it is not there, the stick is not."""

COPY_ENDING: Final = "-copy"
SECOND_COPY_ENDING: Final = "-copy2"
"""Endings of the copies beside a database from which its backups are made; they go when these are there."""

PATIENCE: Final = 0.2
LAST_PATIENCE: Final = 2.0
"""Seconds that saving waits for the second place to answer, and closing."""

_log = logging.getLogger(__name__)


class BackupFault(GiaError):
    """A backup could not be made; the database itself is safe."""

    code = "GIA-E-310"

    def __init__(self, cause: EnvironmentFault) -> None:
        """Keep what stands in the way."""
        super().__init__(
            f"自动备份没有做成：{cause.user_text}",
            "填的内容已经存好，不受影响；问题解决后会自动补做。",
            cause.detail,
        )


class SecondBackupFault(BackupFault):
    """The backup in the second place could not be made."""

    code = "GIA-E-311"

    def __init__(self, cause: EnvironmentFault) -> None:
        """Keep what stands in the way."""
        GiaError.__init__(
            self,
            f"第二处备份没有做成：{cause.user_text}",
            "填的内容和本机的备份不受影响，可以照常工作；插好U盘或连上网络后会自动补做。"
            "不再需要的话，在“文件”菜单的“第二处备份”里取消。",
            cause.detail,
        )


class BackupKeeper(Generic[S]):
    """Looks now and then whether backups are due, and makes them: in the user's folder and in a second place.

    They are made of a copy beside the database, each place on a thread of its own: to read every row of what
    was written takes long, and a network drive may not answer for ever. Meanwhile steps are saved, and the
    other place gets its backup.
    """

    def __init__(
        self,
        find_kind: Callable[[], StoreKind[S]],
        database: Path,
        folder: Path,
        second: Path | None,
        tell: Callable[[GiaError], None],
    ) -> None:
        """Keep backups of one database in a folder of the user, and in a second one if there is one.

        Args:
            find_kind: returns what kind of database it is.
            database: its file.
            folder: folder of the user, made when missing.
            second: the second place.
            tell: told of what fails, each kind once until it goes well again; on any thread.
        """
        self._find_kind = find_kind
        self._database = database
        self._tell = tell
        self._told: set[type[BackupFault]] = set()
        self._first = _Place(BackupFault, folder, companion(database, COPY_ENDING), self._note)
        self._second = self._second_in(second)
        self._found_damage = False
        self._is_tidy = False

    def look(self, store: S, *, now: bool = False) -> None:
        """Begin the backups that are due, at most every few minutes.

        Args:
            store: the open database.
            now: it is about to be closed; they are begun whatever time it is.
        """
        if not self._is_tidy:
            self._is_tidy = True
            self._clear_away()
        for place in self._places():
            if place.wants(store, self._find_kind, self._database.stem, now=now):
                try:
                    store.copy_to(place.copy)
                except EnvironmentFault as fault:
                    self._note(BackupFault, fault)
                else:
                    place.carry(self._find_kind(), self._database.stem)

    def _clear_away(self) -> None:
        """Remove the copies of a program that was killed: none may be wanted in their place."""
        try:
            with told_as_faults(self._database):
                for left in self._database.parent.glob(f"{glob.escape(self._database.name)}{COPY_ENDING}*"):
                    left.unlink()
        except EnvironmentFault as fault:
            _log.warning("copies stay: %s (%s)", type(fault).__name__, fault.detail)

    def wait(self) -> None:
        """Wait until the backups that were begun are made."""
        for place in self._places():
            place.wait()

    def end(self) -> None:
        """Wait for the backups of a database that was closed.

        One of which a copy of this session could not be read whole is looked through at the next opening.
        """
        self.wait()
        if self._found_damage:
            forget_closed(self._database)

    def use_second(self, folder: Path | None, store: S) -> None:
        """Take another second place, or none, and make the first backup there at once.

        Raises:
            EnvironmentFault: nothing can be written there; the place is as before.
        """
        if folder is not None:
            _see_that_it_is_there(folder)
            keep_backups(store, self._find_kind(), folder, self._database.stem)
        self._second = self._second_in(folder)
        self._told.discard(SecondBackupFault)

    def _second_in(self, folder: Path | None) -> _Place | None:
        copy = companion(self._database, SECOND_COPY_ENDING)
        return None if folder is None else _Place(SecondBackupFault, folder, copy, self._note)

    def _places(self) -> Iterator[_Place]:
        yield self._first
        if self._second is not None:
            yield self._second

    def _note(self, kind: type[BackupFault], fault: EnvironmentFault | None) -> None:
        """Tell once what fails; without a fault all is well."""
        if fault is None:
            self._told.discard(kind)
            return
        _log.warning("%s: %s (%s)", kind.__name__, type(fault).__name__, fault.detail)
        self._found_damage |= isinstance(fault, DamagedFault) and kind is BackupFault
        if kind not in self._told:
            self._told.add(kind)
            self._tell(kind(fault))


class _Place:
    """A folder of backups: first it is asked whether one is due, then one is carried there."""

    def __init__(
        self,
        fault: type[BackupFault],
        folder: Path,
        copy: Path,
        note: Callable[[type[BackupFault], EnvironmentFault | None], None],
    ) -> None:
        """Name the folder, where the copy for it lies, and who notes how it goes."""
        self._fault = fault
        self._is_far: Final = fault is SecondBackupFault
        self._folder = folder
        self.copy: Final = copy
        self._note = note
        self._due = time.monotonic() + FIRST_SECONDS
        self._thread: threading.Thread | None = None
        self._answer: bool | None = None

    def wants(self, store: Store, find_kind: Callable[[], StoreKind[Any]], stem: str, *, now: bool) -> bool:
        """Tell whether a copy is wanted; an answer that takes longer than a moment counts the next time."""
        is_due = time.monotonic() >= self._due
        if is_due:
            self._due = time.monotonic() + CHECK_SECONDS
        if self._is_at_work:
            if is_due and not now:
                self._note(self._fault, UnreachableFault(self._folder, "no answer"))
            return False
        if self._answer is None and (is_due or now):
            self._begin(partial(self._ask, store.steps(), find_kind().schema, stem))
            self.wait(self._patience(now=now))
        answer, self._answer = self._answer, None
        return bool(answer)

    def _patience(self, *, now: bool) -> float | None:
        """Return for how long saving may wait for an answer: the user's folder lies by the database."""
        if not self._is_far:
            return None
        return LAST_PATIENCE if now else PATIENCE

    def carry(self, kind: StoreKind[Any], stem: str) -> None:
        """Begin to make a backup of the copy."""
        self._begin(partial(self._make, kind, stem))

    def wait(self, seconds: float | None = None) -> None:
        """Wait for what was begun."""
        if self._thread is not None:
            self._thread.join(seconds)

    @property
    def _is_at_work(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _begin(self, work: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=self._do, args=(work,), name="gia-backup", daemon=True)
        self._thread.start()

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except EnvironmentFault as fault:
            self._note(self._fault, fault)
        except Exception as error:  # noqa: BLE001 (a mistake of the program must not end the saving)
            report_mistake(error)
        else:
            if not self._answer:
                self._note(self._fault, None)

    def _ask(self, steps: Mapping[int, int], schema: Schema, stem: str) -> None:
        if self._is_far:
            _see_that_it_is_there(self._folder)
        self._answer = is_wanted(steps, schema, self._folder, stem, datetime.now(UTC))

    def _make(self, kind: StoreKind[Any], stem: str) -> None:
        try:
            take_as_backup(self.copy, kind, self._folder, stem, datetime.now(UTC))
        finally:
            self._remove_copy()

    def _remove_copy(self) -> None:
        """Remove the copy; one that stays, as the disk failed just then, is replaced by the next."""
        try:
            with told_as_faults(self.copy):
                self.copy.unlink(missing_ok=True)
        except EnvironmentFault as fault:
            _log.warning("%s stays: %s (%s)", self.copy.name, type(fault).__name__, fault.detail)


def _see_that_it_is_there(folder: Path) -> None:
    """Make sure of the second place: making it would fill the place of a missing stick.

    Raises:
        UnreachableFault: it is not there.
    """
    with told_as_faults(folder):
        if not folder.is_dir():
            raise UnreachableFault(folder, "gone")

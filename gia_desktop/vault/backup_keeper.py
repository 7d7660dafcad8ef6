"""Makes backups when they are due, in the user's folder and in a second place; a failure is told once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple

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
from gia_desktop.vault.store import S, StoreKind

FIRST_SECONDS: Final = 20.0
"""How long after the start it is first looked: what the clerk waits for comes before."""

CHECK_SECONDS: Final = 300.0
"""How often it is looked whether a backup is due."""

SECOND_FOLDER: Final = "政府信息公开年报备份"
"""Name of the folder that is made in the second place; when it is not there, the stick is not."""

COPY_ENDING: Final = "-copy"
"""Ending of the copy beside a database from which its backups are made; it goes when they are there."""

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


class _Place(NamedTuple):
    """A folder of backups, and what is told when none can be made there."""

    fault: type[BackupFault]
    folder: Path


class _Job(NamedTuple):
    """What is backed up: a database of a kind, with the last step of every document, at a moment."""

    kind: StoreKind[Any]
    steps: Mapping[int, int]
    at: datetime


class BackupKeeper(Generic[S]):
    """Belongs to the saver, whose thread only takes a copy; what is slow happens on a thread of its own.

    The copy is made by SQLite in a tenth of a second or two for 100 MB. To carry it to a slow stick and to
    read every row of what was written takes ten times as long; meanwhile steps are saved and reports read.
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
        self._stem = database.stem
        self._copy = companion(database, COPY_ENDING)
        self._folder = folder
        self._second = second
        self._tell = tell
        self._told: set[type[BackupFault]] = set()
        self._due = time.monotonic() + FIRST_SECONDS
        self._worker: threading.Thread | None = None
        self.found_damage = False
        """A copy of the database, as it was in this session, could not be read whole."""

    def look(self, store: S, *, now: bool = False) -> None:
        """Begin the backups that are due, at most every few minutes.

        Args:
            store: the open database.
            now: it is about to be closed; whatever time it is, they are made before this returns.
        """
        if now:
            self.wait()
        elif time.monotonic() < self._due or self._is_at_work:
            return
        self._due = time.monotonic() + CHECK_SECONDS
        job = _Job(self._find_kind(), store.steps(), datetime.now(UTC))
        places = [place for place in self._places() if self._wants(place, job)]
        if places and self._take(store):
            self._worker = threading.Thread(
                target=self._carry, args=(places, job), name="gia-backup", daemon=True
            )
            self._worker.start()
        if now:
            self.wait()

    def wait(self) -> None:
        """Wait until the backups that were begun are made."""
        if self._worker is not None:
            self._worker.join()

    def use_second(self, folder: Path | None, store: S) -> None:
        """Take another second place, or none, and make the first backup there at once.

        Raises:
            EnvironmentFault: nothing can be written there; the place is as before.
        """
        self.wait()
        if folder is not None:
            _see_that_it_is_there(folder)
            keep_backups(store, self._find_kind(), folder, self._stem)
        self._second = folder
        self._told.discard(SecondBackupFault)

    @property
    def _is_at_work(self) -> bool:
        return self._worker is not None and self._worker.is_alive()

    def _places(self) -> Iterator[_Place]:
        yield _Place(BackupFault, self._folder)
        if self._second is not None:
            yield _Place(SecondBackupFault, self._second)

    def _wants(self, place: _Place, job: _Job) -> bool:
        try:
            if place.fault is SecondBackupFault:
                _see_that_it_is_there(place.folder)
            if is_wanted(job.steps, job.kind.schema, place.folder, self._stem, job.at):
                return True
        except EnvironmentFault as fault:
            self._fail(place, fault)
        else:
            self._told.discard(place.fault)
        return False

    def _take(self, store: S) -> bool:
        """Copy the database beside itself; tell whether it went well."""
        try:
            store.copy_to(self._copy)
        except EnvironmentFault as fault:
            self._fail(_Place(BackupFault, self._folder), fault)
            return False
        return True

    def _carry(self, places: Sequence[_Place], job: _Job) -> None:
        """Bring the copy to the places, on the thread of its own."""
        try:
            for place in places:
                try:
                    take_as_backup(self._copy, job.kind, place.folder, self._stem, job.at)
                except EnvironmentFault as fault:
                    self._fail(place, fault)
                else:
                    self._told.discard(place.fault)
            self._remove_copy()
        except Exception as error:  # noqa: BLE001 (a mistake of the program must not end the saving)
            report_mistake(error)

    def _remove_copy(self) -> None:
        """Remove the copy; one that stays, as the disk failed just then, is replaced by the next."""
        try:
            with told_as_faults(self._copy):
                self._copy.unlink(missing_ok=True)
        except EnvironmentFault as fault:
            _log.warning("%s stays: %s (%s)", self._copy.name, type(fault).__name__, fault.detail)

    def _fail(self, place: _Place, fault: EnvironmentFault) -> None:
        _log.warning("%s: %s (%s)", place.fault.__name__, type(fault).__name__, fault.detail)
        if isinstance(fault, DamagedFault) and place.fault is BackupFault:
            self.found_damage = True
        if place.fault not in self._told:
            self._told.add(place.fault)
            self._tell(place.fault(fault))


def _see_that_it_is_there(folder: Path) -> None:
    """Make sure of the second place: making it would fill the place of a missing stick.

    Raises:
        UnreachableFault: it is not there.
    """
    with told_as_faults(folder):
        if not folder.is_dir():
            raise UnreachableFault(folder, "gone")

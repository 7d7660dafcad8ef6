"""Makes backups when they are due, in the user's folder and in a second place; a failure is told once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.backups import keep_backups
from gia_desktop.vault.faults import EnvironmentFault, UnreachableFault, told_as_faults
from gia_desktop.vault.store import S, StoreKind

CHECK_SECONDS: Final = 300.0
"""How often it is looked whether a backup is due."""

SECOND_FOLDER: Final = "政府信息公开年报备份"
"""Name of the folder that is made in the second place; when it is not there, the stick is not."""

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
    """Belongs to the saver; all but the choice of the second place happens on the saver's thread."""

    def __init__(
        self,
        find_kind: Callable[[], StoreKind[S]],
        stem: str,
        folder: Path,
        second: Path | None,
        tell: Callable[[GiaError], None],
    ) -> None:
        """Keep backups of one database in a folder of the user, and in a second one if there is one.

        Args:
            find_kind: returns what kind of database it is.
            stem: its name without ending.
            folder: folder of the user, made when missing.
            second: the second place.
            tell: told of what fails, each kind once until it goes well again.
        """
        self._find_kind = find_kind
        self._stem = stem
        self._folder = folder
        self._second = second
        self._tell = tell
        self._told: set[type[BackupFault]] = set()
        self._due = time.monotonic()

    def look(self, store: S, *, now: bool = False) -> None:
        """Make the backups that are due, at most every few minutes unless ``now``."""
        if not now and time.monotonic() < self._due:
            return
        self._due = time.monotonic() + CHECK_SECONDS
        self._attempt(BackupFault, lambda: keep_backups(store, self._find_kind(), self._folder, self._stem))
        if self._second is not None:
            second = self._second
            self._attempt(SecondBackupFault, lambda: self._keep_in(second, store))

    def use_second(self, folder: Path | None, store: S) -> None:
        """Take another second place, or none, and make the first backup there at once.

        Raises:
            EnvironmentFault: nothing can be written there; the place is as before.
        """
        if folder is not None:
            self._keep_in(folder, store)
        self._second = folder
        self._told.discard(SecondBackupFault)

    def _attempt(self, kind: type[BackupFault], work: Callable[[], object]) -> None:
        try:
            work()
        except EnvironmentFault as fault:
            _log.warning("%s: %s (%s)", kind.__name__, type(fault).__name__, fault.detail)
            if kind not in self._told:
                self._told.add(kind)
                self._tell(kind(fault))
        else:
            self._told.discard(kind)

    def _keep_in(self, folder: Path, store: S) -> None:
        """Keep backups in a folder that is there: making it would fill the place of a missing stick."""
        with told_as_faults(folder):
            if not folder.is_dir():
                raise UnreachableFault(folder, "gone")
        keep_backups(store, self._find_kind(), folder, self._stem)

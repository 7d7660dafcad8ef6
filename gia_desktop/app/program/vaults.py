"""Which databases a data folder holds, each with its saver; they are opened, moved and ended together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gia_desktop.app.program.dirs import Folders
from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.faults import EnvironmentFault
from gia_desktop.vault.recovery import OpenReport
from gia_desktop.vault.saver import Saver, Ticket
from gia_desktop.vault.store import S, StoreKind

if TYPE_CHECKING:
    from gia_desktop.register.store import RegisterStore
    from gia_desktop.rollup.kept.store import CollectionStore

DRAFTS_FILE: Final = "drafts.sqlite3"

DRAFTS_STEM: Final = "drafts"
"""Backups of the drafts begin with it."""

REGISTER_FILE: Final = "register.sqlite3"

REGISTER_STEM: Final = "register"
"""Backups of the register begin with it."""

COLLECTIONS_FILE: Final = "collections.sqlite3"

COLLECTIONS_STEM: Final = "collections"
"""Backups of the collections begin with it."""

FILES: Final = (DRAFTS_FILE, REGISTER_FILE, COLLECTIONS_FILE)
"""Every database that a data folder may hold."""


class Vaults:
    """The databases of one data folder.

    Attributes:
        folders: where they lie.
        drafts: the reports.
        register: the applications; a database of its own, for names and numbers of identity are in it.
        collections: what a county collects from its units.
    """

    def __init__(
        self,
        folders: Folders,
        on_saved: Callable[[Ticket], None],
        on_failed: Callable[[GiaError], None],
        second_backups: Path | None = None,
        make_sure: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the drafts on a thread of their own, and the others so when they are first asked for anything.

        Args:
            folders: where they lie.
            on_saved: told of every step once it is on disk; on the thread of its saver.
            on_failed: told of every attempt that failed; on the thread of its saver.
            second_backups: another folder of backups, on a stick or a network drive.
            make_sure: called before anything is saved; raises TakenOverFault when it may not be.
        """
        self.folders = folders
        self._is_stopped = False

        def keep(file: str, kind: StoreKind[S] | Callable[[], StoreKind[S]]) -> Saver[S]:
            return Saver(
                folders.data / file,
                kind,
                on_saved,
                on_failed,
                backups=folders.backups,
                second_backups=second_backups,
                make_sure=make_sure,
            )

        self.drafts: Saver[DraftStore] = keep(DRAFTS_FILE, DRAFTS)
        self.register: Saver[RegisterStore] = keep(REGISTER_FILE, _registers)
        self.collections: Saver[CollectionStore] = keep(COLLECTIONS_FILE, _collections)

    @property
    def savers(self) -> Sequence[Saver[Any]]:
        """The savers of all databases."""
        return (self.drafts, self.register, self.collections)

    def opened(self, timeout: float | None = None) -> Sequence[OpenReport]:
        """Open all that hold something, wait for them and return what happened on the way.

        Raises:
            EnvironmentFault: one of them can't be opened.
        """
        return [saver.opened(timeout) for saver in self.savers if not saver.holds_nothing]

    def news_of_the_others(self) -> Iterator[str]:
        """Open register and collections that hold something; yield what the clerk must be told of each.

        One that can't be opened holds up no other; it is tried again when it is wanted.
        """
        for saver in (self.register, self.collections):
            if self._is_stopped or saver.holds_nothing:
                continue
            try:
                notice = saver.opened().notice
            except EnvironmentFault as fault:
                yield fault.sentence
            else:
                yield from (notice,) if notice else ()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything handed in is on disk; tell whether it is."""
        done = [saver.flush(timeout) for saver in self.savers]
        return all(done)

    def use_second_backups(self, folder: Path | None) -> None:
        """Make backups of all in a second folder too, the first at once; None for no longer.

        Raises:
            EnvironmentFault: nothing can be written there.
        """
        for saver in self.savers:
            saver.use_second_backups(folder)

    def exchange(self, func: Callable[[Path], None]) -> None:
        """Run a function that replaces the file of each; see ``Saver.exchange``.

        Raises:
            EnvironmentFault: what was handed in can't be saved before, or the function failed.
        """
        for saver in self.savers:
            saver.exchange(func)

    def stop(self, timeout: float | None = None) -> bool:
        """Save what is left and close all at once; tell whether everything is on disk in that time."""
        self._is_stopped = True
        end = None if timeout is None else time.monotonic() + timeout
        for saver in self.savers:
            saver.stop(0)
        done = [
            saver.stop(None if end is None else max(0.0, end - time.monotonic())) for saver in self.savers
        ]
        return all(done)


# Both are imported on the thread that opens them: most starts go back to a report.


def _registers() -> StoreKind[RegisterStore]:
    from gia_desktop.register.store import REGISTERS

    return REGISTERS


def _collections() -> StoreKind[CollectionStore]:
    from gia_desktop.rollup.kept.store import COLLECTIONS

    return COLLECTIONS

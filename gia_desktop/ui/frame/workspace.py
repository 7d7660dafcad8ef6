"""The data folder that the window works in: who saves there, and what runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gia_desktop.app.program.dirs import Folders
from gia_desktop.app.program.vaults import COLLECTIONS_STEM, DRAFTS_STEM, REGISTER_STEM, Vaults
from gia_desktop.app.report.library import Library
from gia_desktop.app.writing.own_phrases import OwnPhrases
from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.kit.tasks import TaskRunner
from gia_desktop.vault.backups import Backup, make_backup, restore
from gia_desktop.vault.saver import Saver, Ticket
from gia_desktop.vault.store import S, StoreKind

if TYPE_CHECKING:
    from gia_desktop.app.register.library import RegisterLibrary
    from gia_desktop.app.rollup.library import CollectionLibrary

_READERS: Final = 3


class Workspace(QObject):
    """Folders, savers and tasks. Opens no dialogs.

    Attributes:
        formats: the official formats.
        folders: where everything lies.
        phrases: what the office has written for itself.
        tasks: work beside the window, one after the other.
        readers: files being read; one that nobody waits for any more keeps no other from being read.
        vaults: the databases of the folder.
        library: the reports among them.

    Signals:
        saved: a step is on disk (its moment).
        save_failed: a step could not be saved; it is kept and tried again (why).
    """

    saved = Signal(datetime)
    save_failed = Signal(GiaError)

    def __init__(
        self,
        folders: Folders,
        formats: Formats,
        second_backups: Path | None = None,
        make_sure: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the data of a user.

        Args:
            folders: where they lie.
            formats: the official formats.
            second_backups: backups are kept there too.
            make_sure: called before anything is saved; raises TakenOverFault when it may not be.
        """
        super().__init__()
        self.formats = formats
        self.folders = folders
        self.phrases = OwnPhrases(folders.data, formats)
        self.tasks = TaskRunner(self)
        self.readers = TaskRunner(self, at_once=_READERS)
        self.vaults = self._open(second_backups, make_sure)
        self.library = Library(formats, self.vaults.drafts)
        self._applications: RegisterLibrary | None = None
        self._collections: CollectionLibrary | None = None

    @property
    def saver(self) -> Saver[DraftStore]:
        """What keeps the drafts."""
        return self.vaults.drafts

    # Both are imported when they are first wanted: most starts go back to a report.

    @property
    def applications(self) -> RegisterLibrary:
        """The register."""
        if self._applications is None:
            from gia_desktop.app.register.library import RegisterLibrary

            self._applications = RegisterLibrary(self.formats, self.vaults.register, self.folders.data)
        return self._applications

    @property
    def collections(self) -> CollectionLibrary:
        """What the county collected."""
        if self._collections is None:
            from gia_desktop.app.rollup.library import CollectionLibrary

            self._collections = CollectionLibrary(self.formats, self.vaults.collections)
        return self._collections

    def move_to(self, folders: Folders, second_backups: Path | None, make_sure: Callable[[], None]) -> None:
        """Work with the data of another folder from now on; no document may be open.

        Raises:
            EnvironmentFault: its drafts can't be opened.
        """
        self.tasks.drain()
        self.vaults.stop(timeout=20)
        self.folders = folders
        self.phrases = OwnPhrases(folders.data, self.formats)
        self.vaults = self._open(second_backups, make_sure)
        self.library.saver = self.vaults.drafts
        if self._applications is not None:
            self._applications.saver, self._applications.folder = self.vaults.register, folders.data
        if self._collections is not None:
            self._collections.saver = self.vaults.collections
        self.vaults.opened()

    def restore_backup(self, backup: Backup) -> Path:
        """Put a backup in the place of all drafts, which are backed up before; return where they are kept.

        Raises:
            EnvironmentFault: the present drafts can't be kept, or the backup is damaged; all is as before.
        """
        return self._restore(self.saver, DRAFTS, DRAFTS_STEM, backup)

    def restore_register(self, backup: Backup) -> Path:
        """Put a backup in the place of the register, as ``restore_backup`` does with the drafts.

        Raises:
            EnvironmentFault: the present one can't be kept, or the backup is damaged; all is as before.
        """
        from gia_desktop.register.store import REGISTERS

        return self._restore(self.vaults.register, REGISTERS, REGISTER_STEM, backup)

    def restore_collections(self, backup: Backup) -> Path:
        """Put a backup in the place of all collections, as ``restore_backup`` does with the drafts.

        Raises:
            EnvironmentFault: the present ones can't be kept, or the backup is damaged; all is as before.
        """
        from gia_desktop.rollup.kept.store import COLLECTIONS

        return self._restore(self.vaults.collections, COLLECTIONS, COLLECTIONS_STEM, backup)

    def _restore(self, saver: Saver[S], kind: StoreKind[S], stem: str, backup: Backup) -> Path:
        saver.read(lambda store: make_backup(store, kind, self.folders.backups, stem))
        return saver.exchange(lambda path: restore(backup, kind, path))

    def close(self) -> bool:
        """Finish what runs and save what waits; tell whether everything is on disk."""
        self.readers.drain()
        self.tasks.drain()
        return self.vaults.stop(timeout=20)

    def _open(self, second_backups: Path | None, make_sure: Callable[[], None]) -> Vaults:
        return Vaults(self.folders, self._emit_saved, self._emit_save_failed, second_backups, make_sure)

    # -- called on the saver's thread

    def _emit_saved(self, ticket: Ticket) -> None:
        self.saved.emit(ticket.at)

    def _emit_save_failed(self, error: GiaError) -> None:
        self.save_failed.emit(error)

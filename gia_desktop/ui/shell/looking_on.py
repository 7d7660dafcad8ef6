"""A data folder or a report file where somebody else works: watched, copied, entered when it is free."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from gia_desktop.app.program.dirs import FolderFault, Folders, find_folders, make_writable
from gia_desktop.app.program.vaults import FILES
from gia_desktop.files.reading import is_there
from gia_desktop.files.scratch import ONLOOKING, scratch_folder
from gia_desktop.ui.shell.claim import Claim
from gia_desktop.ui.shell.instance import Instance
from gia_desktop.vault.copies import copy_live
from gia_desktop.vault.holder import Holder, Watch, WhyLooking, standing_words

_LOOK_MS: Final = 5_000


class Onlooker(QObject):
    """Watches a right that somebody else has.

    Signals:
        changed: things stand otherwise than before.
    """

    changed = Signal()

    def __init__(self, claim: Claim, thing: str, watch: Watch | None = None) -> None:
        """Begin to watch; ``thing`` is what it is about, e.g. ``这份报告``."""
        super().__init__()
        self._claim = claim
        self._thing = thing
        self._watch = watch or Watch(claim.note)
        self._last_holder = claim.holder
        self._forbidden = claim.forbidden
        self.standing = self._judge()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def holder(self) -> Holder | None:
        """Who has the right, or had it last."""
        return self._last_holder

    @property
    def words(self) -> str:
        """How things stand, for the clerk."""
        return standing_words(self.standing, self.holder, self._thing)

    def look(self) -> None:
        """Look how things stand now."""
        self._watch.look()
        self._last_holder = self._claim.holder or self._last_holder
        before, self.standing = self.standing, self._judge()
        if self.standing is not before:
            self.changed.emit()

    def _judge(self) -> WhyLooking:
        if self._forbidden:
            return WhyLooking.WRITE_PROTECTED
        if self._claim.is_free:
            return WhyLooking.FREE
        return WhyLooking.SILENT if self._watch.silent else WhyLooking.HELD

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()


class SharedFolder:
    """A data folder that can only be looked at, through a copy that lies elsewhere.

    Attributes:
        real: the folder itself.
        copy: folders of the copy; they go when the program ends.
        start_alone: opens a report file in the clerk's own data folder; None when this is her own.
    """

    def __init__(
        self, real: Folders, instance: Instance, start_alone: Callable[[Path], None] | None = None
    ) -> None:
        """Take the first copy.

        Raises:
            GiaError: there is nothing to be seen in it, or no room for a copy.
        """
        self.real = real
        self.instance = instance
        self.start_alone = start_alone
        self._scratch = scratch_folder(ONLOOKING)
        self.copy = find_folders(Path(self._scratch.name))
        for name in FILES:
            self.renew(self.copy.data / name)

    def renew(self, target: Path) -> None:
        """Copy a database as it is now.

        Args:
            target: its copy, of the same name.

        Raises:
            EnvironmentFault: they can't be read.
        """
        if is_there(self.real.data / target.name):
            copy_live(self.real.data / target.name, target)

    def enter(self, *, by_force: bool) -> bool:
        """Become the one who works in the folder itself; tell whether it was possible."""
        try:
            make_writable(self.real)
        except FolderFault:
            return False
        entered = self.instance.take_over() if by_force else self.instance.begin()
        if entered:
            self.instance.listen()
        return entered

    def clean(self) -> None:
        """Remove the copy."""
        self._scratch.cleanup()

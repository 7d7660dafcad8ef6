"""The practice register in the window: kept in a folder of its own that goes when it is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.register import wishes
from gia_desktop.vault.saver import Saver, Ticket

if TYPE_CHECKING:
    import tempfile

    from gia_desktop.register.store import RegisterStore
    from gia_desktop.ui.register.desk import RegisterDesk


class Practising:
    """Opens the practice register and puts it away again; the clerk's own one is not touched."""

    def __init__(self, frame: Frame, desk: RegisterDesk) -> None:
        """Nothing is opened before it is asked for."""
        self._frame = frame
        self._desk = desk
        self._saver: Saver[RegisterStore] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        frame.wishes.serve(wishes.PRACTICE, self.begin)
        frame.stage.leaving.connect(self._end)

    def begin(self) -> None:
        """Put a fresh practice register in front."""
        # Imported late: few practise.
        import tempfile

        from gia_desktop.app.register.library import RegisterLibrary
        from gia_desktop.app.register.practice import load_practice
        from gia_desktop.register.store import REGISTERS

        practice = load_practice()
        folder = tempfile.TemporaryDirectory(prefix="gia-practice-", ignore_cleanup_errors=True)
        workspace = self._frame.workspace
        saver: Saver[RegisterStore] = Saver(
            Path(folder.name) / "practice.sqlite3",
            REGISTERS,
            partial(_tell_saved, workspace.saved.emit),
            workspace.save_failed.emit,
        )
        library = RegisterLibrary(workspace.formats, saver, Path(folder.name), lambda: practice.on)
        library.set_office({"unit": practice.register.unit_name, "kind": practice.register.unit_kind})
        session = library.open()
        library.take_in(session, practice.register.cases, practice.title)
        self._desk.show(session, library, practice)
        self._saver, self._folder = saver, folder  # now: what was in front before has been left

    def _end(self) -> None:
        """Close the practice and remove its folder."""
        saver, folder = self._saver, self._folder
        self._saver = self._folder = None
        if saver is not None:
            saver.stop(timeout=20)
        if folder is not None:
            folder.cleanup()


def _tell_saved(emit: Callable[[dt.datetime], None], ticket: Ticket) -> None:
    emit(ticket.at)

"""Databases as a killed process leaves them, to be damaged: python -m tests.support.vault.damage 500."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gia_desktop.vault.backups import make_backup
from gia_desktop.vault.copies import companion
from tests.support.vault.kinds import Trial


@dataclass(frozen=True)
class Killed:
    """The files of a database whose program was killed.

    Attributes:
        number: the document that was worked on.
        contents: what the store held.
        rows_of_history: how many steps are in the history of all documents.
        steps: the note of the confirmed steps.
    """

    name: str
    data: bytes
    wal: bytes
    steps: bytes
    number: int
    contents: dict[int, object]
    rows_of_history: int

    def copy_to(self, folder: Path, *, data: bytes | None = None, wal: bytes | None = None) -> Path:
        """Write the files into a new folder, damaged or not; without a journal when it is None."""
        folder.mkdir()
        path = folder / self.name
        path.write_bytes(self.data if data is None else data)
        companion(path, "-steps").write_bytes(self.steps)
        if wal is not None:
            companion(path, "-wal").write_bytes(wal)
        return path


def killed_at_work(trial: Trial, folder: Path, steps: int, backup_after: int = 0) -> Killed:
    """Write two documents, close, write on with the second one, and leave the files as a kill would.

    Args:
        trial: the kind of store.
        folder: made; the backup goes into ``backups`` in it.
        steps: steps of the session that is killed.
        backup_after: make a backup after that many steps of it, 0 for none.
    """
    folder.mkdir()
    path = folder / "drafts.db"
    with closing(trial.kind.make(path)) as store:
        first, number = trial.create(store), trial.create(store)
        for state in range(6):
            store.write(first, trial.step(state, state + 1))
    store = trial.kind.make(path)
    for state in range(steps):
        store.write(number, trial.step(state, state + 1))
        if state + 1 == backup_after:
            make_backup(store, trial.kind, folder / "backups", path.stem)
    return _left_by(trial, store, path, number)


def _left_by(trial: Trial, store: Any, path: Path, number: int) -> Killed:
    data, wal, steps = (companion(path, ending).read_bytes() for ending in ("", "-wal", "-steps"))
    contents, rows = dict(trial.contents(store)), len(store.all_rows()["changes"])
    store.close()
    return Killed(path.name, data, wal, steps, number, contents, rows)

"""Databases as a killed process leaves them, to be damaged: python -m tests.support.vault.damage 500."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gia_desktop.vault.backups import make_backup
from gia_desktop.vault.connection import PAGE_SIZE
from gia_desktop.vault.copies import companion
from gia_desktop.vault.recovery import open_store
from gia_desktop.vault.rescue import HowRescued
from tests.support.vault.kinds import TRIALS, Trial


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


@dataclass
class Tally:
    """What many damages of a journal came to.

    Attributes:
        whole: opened with every confirmed step, and told.
        told: opened with less, and told how much.
        harmless: nothing that is read was hit.
        silent: opened with less without a word; there must be none.
    """

    whole: int = 0
    told: int = 0
    harmless: int = 0
    silent: int = 0

    def __str__(self) -> str:
        total = self.whole + self.told + self.harmless + self.silent
        return (
            f"{total} damaged journals: {self.whole} rescued whole, {self.told} with less and told, "
            f"{self.harmless} without effect, {self.silent} silently older"
        )


def _flipped(wal: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(wal)
    for _ in range(dice.choice((1, 1, 1, 10))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _zeroed(wal: bytes, dice: random.Random) -> bytes:
    start, length = dice.randrange(len(wal)), dice.choice((1, 512, PAGE_SIZE, 5 * PAGE_SIZE))
    return wal[:start] + bytes(min(length, len(wal) - start)) + wal[start + length :]


def _truncated(wal: bytes, dice: random.Random) -> bytes:
    return wal[: dice.randrange(len(wal))]


def _scrap(wal: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(wal))
    length = min(dice.choice((8, 600, 2 * PAGE_SIZE)), len(wal) - start)
    return wal[:start] + dice.randbytes(length) + wal[start + length :]


def _lost(_wal: bytes, _dice: random.Random) -> None:
    return None


DAMAGES: Final = (_flipped, _flipped, _flipped, _zeroed, _scrap, _truncated, _lost)


def damage(trial: Trial, folder: Path, killed: Killed, times: int, seed: int, tally: Tally) -> None:
    """Damage the journal of a killed program in many ways, and judge what is opened."""
    for number in range(times):
        dice = random.Random(seed + number)
        wal = dice.choice(DAMAGES)(killed.wal, dice)
        path = killed.copy_to(folder / f"{trial}-{number}", wal=wal)
        opened = open_store(path, trial.kind)
        with closing(opened.store) as store:
            is_whole = trial.contents(store) == killed.contents
            if all(each.outcome is not HowRescued.PARTS for each in opened.report.rescued):
                trial.state(store, killed.number)  # what is not told to be in parts is of one step
        if opened.report.notice:
            tally.whole += is_whole
            tally.told += not is_whole
        else:
            tally.harmless += is_whole
            tally.silent += not is_whole
        shutil.rmtree(path.parent)


def main(times: int) -> None:
    """Damage as many journals, of each kind of store in turn."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="gia-damage-") as name:
        for trial in TRIALS:
            killed = killed_at_work(trial, Path(name) / str(trial), steps=40)
            damage(trial, Path(name), killed, times // len(TRIALS) + 1, 20260105, tally)
    sys.stdout.write(f"{tally}\n")
    sys.exit(tally.silent > 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))

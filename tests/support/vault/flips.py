"""Flip bytes of a database, one at a time, and open it: python -m tests.support.vault.flips."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gia_desktop.core.report import Report
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.vault.copies import companion
from tests.support.reports.stored import NATURAL, contents, edited_store, setting

MASKS: Final = (0xFF, 0x01, 0x80)
"""A whole byte, its lowest and its highest bit."""


@dataclass
class Flips:
    """What many flips came to.

    Attributes:
        noticed: the file was kept aside, rescued and its clerk told.
        harmless: the flip hit nothing that is read.
        lost: a report came out otherwise than it was.
        opening: seconds of each opening.
    """

    bytes: int = 0
    noticed: int = 0
    harmless: int = 0
    lost: int = 0
    opening: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        usual, slowest = sorted(self.opening)[len(self.opening) // 2], max(self.opening)
        return (
            f"{len(self.opening)} flips in a database of {self.bytes} bytes: {self.noticed} noticed and "
            f"rescued, {self.harmless} without effect, {self.lost} lost reports; "
            f"opened in {usual:.3f} s (median), {slowest:.3f} s (slowest)"
        )


def flip(folder: Path, whole: Path, made: dict[int, Report], places: Iterable[int], seed: int) -> Flips:
    """Flip one byte after the other; what is opened must hold every report and go on being written.

    Args:
        folder: where it is done.
        whole: a database that was closed, beside it the note of that.
        made: the reports in it.
        places: where to flip.
        seed: of the dice.
    """
    sound, noted = (companion(whole, ending).read_bytes() for ending in ("", "-closed"))
    tally = Flips(len(sound))
    for place in places:
        spoilt = bytearray(sound)
        spoilt[place] ^= random.Random(seed + place).choice(MASKS)
        path = folder / f"{place}" / "drafts.db"
        path.parent.mkdir()
        path.write_bytes(spoilt)
        companion(path, "-closed").write_bytes(noted)
        begun = time.monotonic()
        opened = open_drafts(path)
        tally.opening.append(time.monotonic() - begun)
        tally.lost += contents(opened.store) != made
        opened.store.write(1, setting(NATURAL, None, 1))
        opened.store.close()
        if opened.report.aside is None:
            tally.harmless += 1
        else:
            tally.noticed += 1
            assert opened.report.aside.read_bytes() == spoilt, place
            assert opened.report.notice, place
        shutil.rmtree(path.parent)
    return tally


def main(step: int = 1) -> None:
    """Flip every byte of the file, or one of so many."""
    with tempfile.TemporaryDirectory(prefix="gia-flips-") as name:
        folder = Path(name)
        made = edited_store(folder / "sound.db")
        places = range(0, (folder / "sound.db").stat().st_size, step)
        tally = flip(folder, folder / "sound.db", made, places, seed=20260105)
    sys.stdout.write(f"{tally}\n")
    sys.exit(tally.lost > 0)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))

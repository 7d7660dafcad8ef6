"""Let the disk fail under a program that saves: python -m tests.support.vault.faults 200.

Every errno in turn strikes between 3 and 100 % of the calls on the data folder for a while; then the disk
is well again, everything must reach it, and the program is killed. Needs Linux and a C compiler.
"""

from __future__ import annotations

import errno
import mmap
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gia_desktop.vault.recovery import open_store
from tests.support.vault import starved_writer
from tests.support.vault.kinds import TRIALS, Trial

ROOT: Final = Path(__file__).parents[3]
SOURCE: Final = Path(__file__).with_name("faulty_disk.c")
ERRORS: Final = tuple(
    getattr(errno, name)
    for name in (
        *("EIO", "ESTALE", "ENOTCONN", "EACCES", "EHOSTDOWN", "ENOENT", "ENOSPC", "EDQUOT", "EROFS", "EPERM"),
        *(
            "EBUSY",
            "ETIMEDOUT",
            "ENODEV",
            "ENXIO",
            "EREMOTEIO",
            "EHOSTUNREACH",
            "ENETDOWN",
            "ENOMEM",
            "EMFILE",
        ),
        *("EINTR", "EAGAIN", "EFBIG", "ENOTDIR", "ELOOP", "EBADF", "EINVAL", "EOVERFLOW", "ENOLINK"),
    )
    if hasattr(errno, name)
)


@dataclass
class Tally:
    """What many runs came to."""

    runs: int = 0
    submitted: int = 0
    confirmed: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    not_saved: int = 0
    noticed: int = 0

    def __str__(self) -> str:
        told = ", ".join(f"{code} {times}" for code, times in sorted(self.faults.items()))
        return (
            f"{self.runs} runs over {len(ERRORS)} errnos: {self.submitted} steps, "
            f"{self.confirmed} confirmed, "
            f"{self.lost} lost, {self.not_saved} runs in which the steps did not reach the disk afterwards, "
            f"{self.noticed} with a notice at the next start; told {told or 'nothing'}; "
            f"mistakes {dict(self.mistakes) or 'none'}"
        )


def compiled(folder: Path) -> Path:
    """Return the shim, made by the C compiler of the machine."""
    made = folder / "faulty_disk.so"
    command = [
        shutil.which("cc") or "cc",
        "-shared",
        "-fPIC",
        "-O1",
        "-w",
        "-o",
        str(made),
        str(SOURCE),
        "-ldl",
    ]
    subprocess.run(command, check=True)
    return made


def run_once(trial: Trial, folder: Path, shim: Path, error: int, dice: random.Random, tally: Tally) -> None:
    """Let one error strike for a while, and judge what is on the disk after a kill."""
    database = folder / "data" / "drafts.db"
    control = folder / "control"
    control.write_bytes(struct.pack("ii", 0, 0))
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(shim),
        "GIA_FAULT_FOLDER": str(database.parent), "GIA_FAULT_CONTROL": str(control),
    }  # fmt: skip
    command = [sys.executable, starved_writer.__file__, str(trial), str(database)]
    with (
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        ) as writer,
        control.open("r+b") as file,
        mmap.mmap(file.fileno(), 8) as switch,
    ):
        assert writer.stdin is not None
        assert writer.stdout is not None
        timer = threading.Timer(60, writer.kill)
        timer.start()
        began = int(writer.stdout.readline().removeprefix("began "))
        time.sleep(dice.uniform(0.02, 0.1))
        switch[:] = struct.pack("ii", error, dice.choice((3, 10, 30, 100)))
        time.sleep(dice.uniform(0.1, 0.4))
        switch[:] = struct.pack("ii", 0, 0)
        writer.stdin.write("\n")
        writer.stdin.flush()
        last = began
        for line in writer.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "saved":
                tally.confirmed += 1
                last = max(last, int(rest))
            elif word == "failed":
                tally.faults[rest] += 1
            elif word == "mistake":
                tally.mistakes[rest] += 1
            else:
                tally.submitted += int(rest) - began
                tally.not_saved += int(rest) != last
                break
        else:
            tally.not_saved += 1
        timer.cancel()
        writer.kill()
    opened = open_store(database, trial.kind, database.parent / "backups")
    with closing(opened.store) as store:
        tally.lost += trial.state(store, 1) < last
    tally.noticed += bool(opened.report.notice)
    tally.runs += 1


def main(runs: int) -> None:
    """Run over every errno and every kind of store in turn."""
    tally, dice = Tally(), random.Random(20260105)
    with tempfile.TemporaryDirectory(prefix="gia-faults-") as name:
        shim = compiled(Path(name))
        for number in range(runs):
            trial = TRIALS[number % len(TRIALS)]
            folder = Path(name) / str(trial)
            (folder / "data").mkdir(parents=True, exist_ok=True)
            run_once(trial, folder, shim, ERRORS[number % len(ERRORS)], dice, tally)
    sys.stdout.write(f"{tally}\n")
    sys.exit(bool(tally.lost or tally.not_saved or tally.mistakes))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Kill a program that saves any kind of document, and look: python -m tests.support.vault.kills 300."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from gia_desktop.vault.recovery import open_store
from tests.support.vault import killed_writer
from tests.support.vault.kinds import TRIALS, Trial

ROOT: Final = Path(__file__).parents[3]


def run_until_killed(trial: Trial, database: Path, statements: int = 0, seconds: float = 30.0) -> list[int]:
    """Run the writer until it kills itself or the time is up, and return the states that it saw confirmed."""
    command = [sys.executable, killed_writer.__file__, str(trial), str(database), str(statements)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        *lines, _half = process.stdout.read().split("\n")
        timer.cancel()
        process.kill()
    assert first.startswith("began")
    assert not [line for line in lines if not line.startswith("saved ")], lines
    return [int(line.removeprefix("saved ")) for line in lines]


def check_nothing_is_lost_or_torn(trial: Trial, database: Path, confirmed: list[int]) -> int:
    """Open what a kill left behind and return the last state in it."""
    opened = open_store(database, trial.kind)
    assert not opened.report.notice
    with closing(opened.store) as store:
        last = trial.state(store, 1)
        assert last >= max(confirmed, default=0)
        assert [state for state in trial.states(store, 1) if state] == list(range(1, last + 1))
        pending = trial.pending(store)
        assert all(key == "other" or int(text) > last for (_, key), text in pending.items())
    return last


def main(kills: int) -> None:
    """Kill at random moments, each kind of store in turn."""
    dice, confirmed, beyond = random.Random(), 0, 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gia-kills-") as name:
        for number in range(kills):
            trial = TRIALS[number % len(TRIALS)]
            database = Path(name) / f"{trial}.db"
            seen = run_until_killed(trial, database, seconds=dice.uniform(0.0, 0.15))
            confirmed += len(seen)
            last = check_nothing_is_lost_or_torn(trial, database, seen)
            beyond += last - max(seen, default=last)
    sys.stdout.write(
        f"{kills} kills over {len(TRIALS)} kinds of stores: {confirmed} confirmed steps, 0 lost, 0 torn, "
        f"{beyond} more found on disk; {time.monotonic() - began:.0f} s\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))

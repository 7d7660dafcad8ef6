"""A program that saves step after step of any kind of document until it is killed; see kills.

Every step sets numbers and a text to the same state, and half-typed text names it too. What the saver
confirms is printed at once. Usage: killed_writer.py KIND DATABASE STATEMENTS: the process kills itself before
that many statements of SQLite, 0 for never.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from typing import Any

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.saver import Saver, Ticket
from tests.support.vault.kinds import BY_NAME, Trial


def say(line: str) -> None:
    """Print a line in one write, so that a kill can't leave half of it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_failed(fault: GiaError) -> None:
    say(f"failed {fault.sentence}")


def kill_before(store: Any, statements: int) -> None:
    left = [statements]

    def trace(_statement: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    store._connection.set_trace_callback(trace)


def main(trial: Trial, database: Path, statements: int) -> None:
    began = 0

    def say_saved(saved: Ticket) -> None:
        say(f"saved {began + saved.number}")

    saver = Saver(database, trial.kind, say_saved, say_failed)
    if not saver.read(trial.contents):
        saver.read(trial.create)
    began = saver.read(lambda store: trial.state(store, 1))
    if statements:
        saver.read(lambda store: kill_before(store, statements))
    say(f"began {began}")
    pause = threading.Event()
    for state in count(began + 1):
        saver.set_pending(1, trial.key, str(state))
        saver.submit(1, trial.step(state - 1, state))
        saver.set_pending(1, "other", str(state))
        if state % 3 == 0:
            pause.wait(0.002)


if __name__ == "__main__":
    main(BY_NAME[sys.argv[1]], Path(sys.argv[2]), int(sys.argv[3]))

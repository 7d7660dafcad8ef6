"""A program that saves steps of any kind of document on a disk that fails now and then; see faults.

Usage: starved_writer.py KIND DATABASE. Prints what is confirmed and what is told, and ``flushed`` when all
is on the disk after the parent has said so; then it waits to be killed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from gia_desktop.core.errors import GiaError
from gia_desktop.vault import saver as saver_module
from gia_desktop.vault.saver import Saver, Ticket
from tests.support.vault.killed_writer import say
from tests.support.vault.kinds import BY_NAME, Trial


def main(trial: Trial, database: Path) -> None:
    began = 0

    def say_saved(saved: Ticket) -> None:
        say(f"saved {began + saved.number}")

    def say_failed(fault: GiaError) -> None:
        say(f"failed {fault.code}")

    threading.excepthook = lambda args: say(f"mistake {args.exc_type.__name__}: {args.exc_value}")
    saver_module.RETRY_SECONDS = 0.05  # type: ignore[misc]
    saver = Saver(database, trial.kind, say_saved, say_failed, backups=database.parent / "backups")
    if not saver.read(trial.contents):
        saver.read(trial.create)
    began = saver.read(lambda store: trial.state(store, 1))
    say(f"began {began}")
    ended, pause = threading.Event(), threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.readline()
        ended.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    state = began
    while not ended.is_set():
        saver.set_pending(1, "other", str(state))
        saver.submit(1, trial.step(state, state + 1))
        state += 1
        pause.wait(0.01)
    for _ in range(200):
        if saver.flush(10):
            say(f"flushed {state}")
            break
        pause.wait(0.05)
    pause.wait()


if __name__ == "__main__":
    main(BY_NAME[sys.argv[1]], Path(sys.argv[2]))

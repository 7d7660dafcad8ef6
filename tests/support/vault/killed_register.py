"""A program that saves step after step of a case until it is killed; see tests/register/test_store_kill.

Usage: killed_register.py DATABASE STATEMENTS: the process kills itself before that many statements of SQLite.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from typing import cast

from gia_desktop.core.errors import GiaError
from gia_desktop.register.case import Case, Reply, Request
from gia_desktop.register.steps import CaseStep, step_between
from gia_desktop.register.store import REGISTERS, RegisterStore
from gia_desktop.vault.saver import Saver, Ticket


def say(line: str) -> None:
    """Print a line in one write, so that a kill can't leave half of it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_saved(saved: Ticket) -> None:
    say(f"saved {cast('CaseStep', saved.step).values['reply'][1].pages}")


def say_failed(fault: GiaError) -> None:
    say(f"failed {fault.sentence}")


def case_in_state(state: int) -> Case:
    """Return the case after so many steps: three of its parts name the number."""
    words = f"第{state}稿" + "字" * (state % 700) if state else ""
    return Case("2026-0001", request=Request(words), reply=Reply(pages=state), not_counted=words)


def kill_before(store: RegisterStore, statements: int) -> None:
    left = [statements]

    def trace(_statement: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    store._connection.set_trace_callback(trace)


def main(database: Path, statements: int) -> None:
    saver = Saver(database, REGISTERS, say_saved, say_failed)
    if not saver.read(lambda store: store.list()):
        saver.read(lambda store: store.create(case_in_state(0)))
    began = saver.read(lambda store: store.load(1)).reply.pages
    if statements:
        saver.read(lambda store: kill_before(store, statements))
    say(f"began {began}")
    pause = threading.Event()
    for number in count(began + 1):
        saver.set_pending(1, "reply", str(number))
        saver.submit(1, step_between(case_in_state(number - 1), case_in_state(number), "改"))
        saver.set_pending(1, "request", str(number))
        if number % 3 == 0:
            pause.wait(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

"""A program that saves step after step until it is killed; see test_saver_kill.

Every step sets two cells and a text to the same number, and half-typed text names it too. What the saver
confirms is printed at once. Usage: killed_writer.py DATABASE STATEMENTS: the process kills itself before
that many statements of SQLite, 0 for never.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from typing import cast

from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.saver import Saver, Ticket

FIRST, SECOND, SECTION = CellKey("t3.new.natural"), CellKey("t3.new.other"), section_key("1")


def say(line: str) -> None:
    """Print a line in one write, so that a kill can't leave half of it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_saved(saved: Ticket) -> None:
    say(f"saved {cast('Change', saved.step).cells[FIRST][1]}")


def say_failed(fault: GiaError) -> None:
    say(f"failed {fault.sentence}")


def step(report: Report, number: int) -> Change:
    cells = cell_change(report, {FIRST: number, SECOND: number}, "改格")
    return cells.then(text_change(report, SECTION, f"第{number}稿" + "字" * (number % 700), "写"))


def kill_before(store: DraftStore, statements: int) -> None:
    left = [statements]

    def trace(_statement: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    store._connection.set_trace_callback(trace)


def main(database: Path, statements: int) -> None:
    saver = Saver(database, DRAFTS, say_saved, say_failed)
    if not saver.read(lambda store: store.list()):
        saver.read(lambda store: store.create(new_report("2021", 2025, "示例镇", "township")))
    report = saver.read(lambda store: store.load(1))
    if statements:
        saver.read(lambda store: kill_before(store, statements))
    began = int(str(report.values.get(FIRST, 0)))
    say(f"began {began}")
    pause = threading.Event()
    for number in count(began + 1):
        change = step(report, number)
        report = change.apply(report)
        saver.set_pending(1, FIRST, str(number))
        saver.submit(1, change)
        saver.set_pending(1, SECOND, str(number))
        if number % 3 == 0:
            pause.wait(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

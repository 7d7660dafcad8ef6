"""Kill the program while a clerk types, and see what is left: python -m tests.support.window.kills 300."""

from __future__ import annotations

import base64
import json
import os
import pickle
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import DRAFTS_FILE
from gia_desktop.app.report.half_typed import recovering, worth_offering
from gia_desktop.core.change import Change
from gia_desktop.core.keys import is_cell_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.store import DraftStore
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.shell.app import make_window
from gia_desktop.vault.store import Pending
from tests.support.window.scripted import ScriptedMessages

ROOT = Path(__file__).parents[3]
LONGEST_WORK = 3.5
"""Seconds from the first key to the kill."""

ON_DISK_AFTER = 2.0
"""Seconds after which half-typed text must be on the disk even of a very busy machine (usually 0.5)."""

KILLED = 1 if sys.platform == "win32" else -signal.SIGKILL
"""What a killed program leaves as its exit code; Windows has TerminateProcess instead of signals."""

Entry = list[Any]


@dataclass
class Tally:
    """What many kills came to."""

    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    beyond: int = 0
    cells_offered: int = 0
    texts_offered: int = 0
    reopening: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        slowest = max(self.reopening, default=0.0)
        usual = sorted(self.reopening)[len(self.reopening) // 2] if self.reopening else 0.0
        return (
            f"{self.kills} kills, {self.confirmed} confirmed steps, {self.lost} lost, "
            f"{self.beyond} more found on disk; half typed and offered back: {self.cells_offered} cells, "
            f"{self.texts_offered} texts; reopened in {usual:.2f} s (median), {slowest:.2f} s (slowest)"
        )


def prepare(data: Path) -> None:
    """Make two reports that nobody may mix up."""
    store = DraftStore(data / DRAFTS_FILE)
    store.create(new_report("2021", 2025, "示例县甲镇人民政府", "township"))
    store.create(new_report("2021", 2024, "示例县民政局", "county_department"))
    store.close()


def kill_once(data: Path, seed: int, tally: Tally) -> None:
    """Let the clerk work for a random time, kill her, and look at the disk and into the window."""
    before = _reports(data)
    ledger, killed_at = _work_and_kill(data, seed)
    store = open_drafts(data / DRAFTS_FILE).store
    after = {number: store.load(number) for number in before}
    pending = store.pending()
    store.close()
    _judge_steps(before, after, ledger, tally)
    _judge_half_typed(pending, ledger, killed_at)
    _reopen(data, after, pending, tally)
    tally.kills += 1


def _reports(data: Path) -> dict[int, Report]:
    store = open_drafts(data / DRAFTS_FILE).store
    reports = {item.id: store.load(item.id) for item in store.list()}
    store.close()
    return reports


def _work_and_kill(data: Path, seed: int) -> tuple[list[Entry], float]:
    """Return the ledger and the moment of the kill."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.window.kill_child", str(data), str(seed)],
        cwd=ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip
    lines: list[bytes] = []
    ready = threading.Event()

    def read() -> None:
        for line in child.stdout or ():
            lines.append(line)
            ready.set()
        ready.set()

    reader = threading.Thread(target=read)
    reader.start()
    ready.wait(60)
    threading.Event().wait(random.Random(seed).uniform(0.0, LONGEST_WORK))
    killed_at = time.monotonic()
    child.kill()
    reader.join()
    if child.stdout is not None:
        child.stdout.close()
    assert child.wait() == KILLED, "the program ended before it was killed"
    return [json.loads(line) for line in lines if line.endswith(b"\n")], killed_at


def _judge_steps(
    before: Mapping[int, Report], after: Mapping[int, Report], ledger: Sequence[Entry], tally: Tally
) -> None:
    """The disk must hold a beginning of the steps, and at least those that were confirmed."""
    confirmed = sum(entry[1] == "saved" for entry in ledger)
    now = dict(before)
    fitting = [0] if now == dict(after) else []
    steps = [entry for entry in ledger if entry[1] == "submit"]
    for count, (_, _, number, packed) in enumerate(steps, 1):
        change = pickle.loads(base64.b64decode(packed))
        assert isinstance(change, Change)
        now[number] = change.apply(now[number])
        if now == dict(after):
            fitting.append(count)
    assert fitting, "the disk holds what no beginning of the steps leads to"
    tally.confirmed += confirmed
    tally.lost += max(0, confirmed - fitting[-1])
    tally.beyond += max(0, fitting[-1] - confirmed)
    assert fitting[-1] >= confirmed, f"{confirmed} steps were confirmed, {fitting[-1]} are there"


def _judge_half_typed(pending: Sequence[Pending], ledger: Sequence[Entry], killed_at: float) -> None:
    """What waits on the disk was typed there, and what was typed long enough ago is waiting."""
    texts: dict[tuple[int, str], list[str]] = {}
    waiting: dict[tuple[int, str], int] = {}
    for at, kind, *rest in ledger:
        if kind == "typed":
            number, key, text = rest
            texts.setdefault((number, key), []).append(text)
            if at < killed_at - ON_DISK_AFTER:
                waiting[number, key] = len(texts[number, key]) - 1
        elif kind == "given up":
            waiting.pop((rest[0], rest[1]), None)
        elif kind == "submit":
            change = pickle.loads(base64.b64decode(rest[1]))
            for key in (*change.cells, *change.texts):
                waiting.pop((rest[0], key), None)
    found = {(item.document, item.key): item.text for item in pending}
    for place, text in found.items():
        assert text in texts.get(place, []), f"{place} was never typed there"
    for place, number in waiting.items():
        assert found.get(place) in texts[place][number:], f"{place} was typed and is not offered back"


def _reopen(data: Path, after: Mapping[int, Report], pending: Sequence[Pending], tally: Tally) -> None:
    """Open every report in the window and take back what is offered."""
    begun = time.monotonic()
    messages = ScriptedMessages()
    window = make_window(find_folders(data), messages)
    window.show()
    formats = bundled_formats()
    for number, report in after.items():
        fmt = formats.get(report.format)
        mine = worth_offering(report, fmt, [item for item in pending if item.document == number])
        messages.answers, messages.questions = [True], []
        window.reports.open(number)
        if number == min(after):
            tally.reopening.append(time.monotonic() - begun)
        wanted = report
        for item in mine:
            wanted = recovering(wanted, fmt, item).apply(wanted)
            words = messages.questions[0]
            assert f"{report.unit_name} {report.year} 年" in words
            assert f"{item.at.astimezone():%Y-%m-%d %H:%M:%S}" in words
        assert len(messages.questions) == bool(mine)
        assert window.reports.page is not None
        assert window.reports.page.session.report == wanted
        tally.cells_offered += sum(is_cell_key(item.key) for item in mine)
        tally.texts_offered += sum(not is_cell_key(item.key) for item in mine)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(kills: int, seed: int = 0) -> None:
    """Kill many times, some twenty times in the same data folder, and print the tally.

    Windows always has a screen, so there the windows are real ones.
    """
    from gia_desktop.ui.shell.app import make_application

    if sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application(["kills"])
    tally = Tally()
    for first in range(0, kills, 20):
        with tempfile.TemporaryDirectory(prefix="gia-kills-") as folder:
            prepare(Path(folder))
            for number in range(first, min(kills, first + 20)):
                kill_once(Path(folder), seed + number, tally)
        sys.stderr.write(f"{tally}\n")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))

"""A process that is killed at any moment loses nothing that was confirmed, and tears nothing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.core.report import new_report
from gia_desktop.core.values import Value
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.copies import companion
from tests.support.vault import killed_writer
from tests.support.vault.killed_writer import FIRST, SECOND, SECTION

ROOT: Final = Path(__file__).parents[2]
RANDOM_KILLS: Final = 24
STATEMENTS: Final = (*range(1, 25), 40, 77, 150)


def run_until_killed(database: Path, statements: int = 0, seconds: float = 30.0) -> list[int]:
    """Run the writer until it kills itself or the time is up, and return the steps that it saw confirmed."""
    command = [sys.executable, killed_writer.__file__, str(database), str(statements)]
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
    assert not [line for line in lines if not line.startswith("saved ")]
    return [int(line.removeprefix("saved ")) for line in lines]


def check_nothing_is_lost_or_torn(database: Path, confirmed: list[int]) -> int:
    """Open what a kill left behind and return the number of the last step in it."""
    opened = open_drafts(database)
    assert not opened.report.notice
    report = opened.store.load(1)
    last = report.values.get(FIRST, 0)
    assert isinstance(last, int)
    assert last >= max(confirmed, default=0)
    assert report.values.get(SECOND, 0) == last
    assert report.section("1").startswith(f"第{last}稿" if last else "")
    wanted: list[Value | str] = list(range(1, last + 1))
    assert [entry.new for entry in opened.store.history(1, FIRST)] == wanted
    assert len(opened.store.history(1, SECTION)) == last
    assert all(pending.key == SECOND or int(pending.text) > last for pending in opened.store.pending(1))
    opened.store.close()
    return last


@pytest.mark.slow
def test_a_process_killed_at_random_moments_keeps_every_confirmed_step(tmp_path: Path) -> None:
    database = tmp_path / "drafts.db"
    dice = random.Random()
    last = 0
    for _ in range(RANDOM_KILLS):
        confirmed = run_until_killed(database, seconds=dice.uniform(0.0, 0.12))
        reached = check_nothing_is_lost_or_torn(database, confirmed)
        assert reached >= last
        last = reached
    assert last > RANDOM_KILLS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process can't kill itself with SIGKILL")
def test_a_process_killed_before_any_statement_keeps_every_confirmed_step(tmp_path: Path) -> None:
    database = tmp_path / "drafts.db"
    for statements in STATEMENTS:
        check_nothing_is_lost_or_torn(database, run_until_killed(database, statements))


def test_a_journal_that_breaks_off_anywhere_holds_whole_steps(tmp_path: Path) -> None:
    """Cut the journal as a power cut would, between and inside any two writes to the disk."""
    store = DraftStore(tmp_path / "live.db")
    states = [store.load(store.create(new_report("2021", 2025, "示例镇", "township")))]
    for number in range(1, 9):
        change = killed_writer.step(states[-1], number)
        store.write(1, change)
        states.append(change.apply(states[-1]))
    main, wal = (companion(tmp_path / "live.db", ending).read_bytes() for ending in ("", "-wal"))
    store.close()
    seen = set()
    for length in range(len(wal), -1, -1024):
        folder = tmp_path / "cut"
        folder.mkdir()
        (folder / "drafts.db").write_bytes(main)
        (folder / "drafts.db-wal").write_bytes(wal[:length])
        opened = open_drafts(folder / "drafts.db")
        held = [opened.store.load(line.id) for line in opened.store.list()]
        assert not held or held[0] in states
        seen.add(states.index(held[0]) if held else -1)
        opened.store.close()
        shutil.rmtree(folder)
    assert seen == set(range(-1, 9))

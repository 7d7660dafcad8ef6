"""A register whose program is killed at any moment loses nothing that was confirmed, and tears nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.register.store import REGISTERS
from gia_desktop.vault.recovery import open_store
from tests.support.vault import killed_register
from tests.support.vault.killed_register import case_in_state

ROOT: Final = Path(__file__).parents[2]
RANDOM_KILLS: Final = 8
STATEMENTS: Final = (1, 2, 3, 5, 8, 13, 21, 40)


def run_until_killed(database: Path, statements: int = 0, seconds: float = 30.0) -> list[int]:
    command = [sys.executable, killed_register.__file__, str(database), str(statements)]
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
    opened = open_store(database, REGISTERS)
    assert not opened.report.notice
    with closing(opened.store) as store:
        case = store.load(1)
        last = case.reply.pages
        assert case == case_in_state(last)
        assert last >= max(confirmed, default=0)
        steps = [change.values["reply"][1].pages for change in store.history(1)[1:]]
        assert steps == list(range(1, last + 1))
        assert all(key == "request" or int(text) > last for _, key, text in store.pending())
    return last


@pytest.mark.slow
def test_a_register_killed_at_random_moments_keeps_every_confirmed_step(tmp_path: Path) -> None:
    dice = random.Random()
    last = 0
    for _ in range(RANDOM_KILLS):
        confirmed = run_until_killed(tmp_path / "register.db", seconds=dice.uniform(0.0, 0.12))
        reached = check_nothing_is_lost_or_torn(tmp_path / "register.db", confirmed)
        assert reached >= last
        last = reached
    assert last > RANDOM_KILLS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process can't kill itself with SIGKILL")
def test_a_register_killed_before_any_statement_keeps_every_confirmed_step(tmp_path: Path) -> None:
    for statements in STATEMENTS:
        confirmed = run_until_killed(tmp_path / "register.db", statements)
        check_nothing_is_lost_or_torn(tmp_path / "register.db", confirmed)

"""A process that is killed at any moment loses nothing that was confirmed, and tears nothing."""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.vault.copies import companion
from gia_desktop.vault.recovery import open_store
from tests.support.vault.kills import check_nothing_is_lost_or_torn, run_until_killed
from tests.support.vault.kinds import TRIALS, Trial

RANDOM_KILLS: Final = 3
STATEMENTS: Final = (1, 2, 3, 5, 8, 13, 21, 40)


@pytest.mark.slow
def test_a_process_killed_at_random_moments_keeps_every_confirmed_step(trial: Trial, tmp_path: Path) -> None:
    database = tmp_path / "drafts.db"
    dice = random.Random()
    last = 0
    for _ in range(RANDOM_KILLS):
        confirmed = run_until_killed(trial, database, seconds=dice.uniform(0.0, 0.12))
        reached = check_nothing_is_lost_or_torn(trial, database, confirmed)
        assert reached >= last
        last = reached
    assert last > RANDOM_KILLS


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process can't kill itself with SIGKILL")
def test_a_process_killed_before_any_statement_keeps_every_confirmed_step(
    trial: Trial, tmp_path: Path
) -> None:
    """Each kind of store takes every fourth moment: they have the saver and the database in common."""
    for statements in STATEMENTS[TRIALS.index(trial) :: len(TRIALS)]:
        confirmed = run_until_killed(trial, tmp_path / "drafts.db", statements)
        check_nothing_is_lost_or_torn(trial, tmp_path / "drafts.db", confirmed)


def test_a_journal_that_breaks_off_anywhere_holds_whole_steps(trial: Trial, tmp_path: Path) -> None:
    """Cut the journal as a power cut would, between and inside any two writes to the disk."""
    live = tmp_path / "live.db"
    with closing(trial.kind.make(live)) as store:
        trial.create(store)
        for state in range(8):
            store.write(1, trial.step(state, state + 1))
        main, wal = (companion(live, ending).read_bytes() for ending in ("", "-wal"))
    seen = set()
    for length in range(len(wal), -1, -1500):
        folder = tmp_path / "cut"
        folder.mkdir()
        (folder / "drafts.db").write_bytes(main)
        (folder / "drafts.db-wal").write_bytes(wal[:length])
        opened = open_store(folder / "drafts.db", trial.kind)
        with closing(opened.store) as store:
            seen.add(trial.state(store, 1) if trial.contents(store) else -1)
        shutil.rmtree(folder)
    assert seen == set(range(-1, 9))

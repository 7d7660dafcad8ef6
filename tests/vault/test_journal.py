"""The write-ahead log: whole, cut off, begun anew, damaged; read as SQLite reads it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gia_desktop.vault.backups import make_backup, restore
from gia_desktop.vault.connection import PAGE_SIZE
from gia_desktop.vault.copies import companion
from gia_desktop.vault.journal import read_journal, whole_image
from gia_desktop.vault.recovery import open_store
from gia_desktop.vault.rescue import HowRescued
from tests.support.vault.damage import Killed, Tally, damage, killed_at_work
from tests.support.vault.kinds import Trial

FRAME = PAGE_SIZE + 24


@pytest.fixture(scope="module")
def killed(trial: Trial, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """What a killed process leaves: a database, and a journal with the steps of its session."""
    return killed_at_work(trial, tmp_path_factory.mktemp("killed") / str(trial), steps=12)


def test_a_whole_journal_is_not_called_damaged_and_read_as_sqlite_reads_it(
    killed: Killed, tmp_path: Path
) -> None:
    assert not read_journal(killed.wal).is_damaged
    (tmp_path / "image.db").write_bytes(whole_image(killed.data, killed.wal))
    with closing(sqlite3.connect(tmp_path / "image.db")) as image:
        assert image.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert image.execute("SELECT count(*) FROM changes").fetchone()[0] == killed.rows_of_history


def test_a_journal_that_breaks_off_is_not_called_damaged(killed: Killed) -> None:
    """A power cut leaves this; what is missing was never confirmed."""
    for length in range(0, len(killed.wal), 2900):
        assert not read_journal(killed.wal[:length]).is_damaged, length


def test_a_last_step_that_was_torn_is_not_called_damaged(killed: Killed) -> None:
    """The frame that ends it is not there yet, or no longer."""
    torn = killed.wal[: -FRAME // 2]
    assert not read_journal(torn[:-FRAME] + bytes(FRAME // 3) + torn[-FRAME + FRAME // 3 :]).is_damaged


def test_a_journal_begun_anew_is_not_called_damaged(trial: Trial, database: Path) -> None:
    with closing(trial.kind.make(database)) as store:
        number = trial.create(store)
        for state in range(9):
            store.write(number, trial.step(state, state + 1))
        store._connection.execute("PRAGMA wal_checkpoint(RESTART)")
        store.write(number, trial.step(9, 10))
        journal = read_journal(companion(database, "-wal").read_bytes())
        assert not journal.is_damaged
        assert 0 < len(journal.committed) < 12


def test_every_flipped_bit_is_noticed_and_every_confirmed_step_rescued(
    killed: Killed, trial: Trial, tmp_path: Path
) -> None:
    dice = random.Random(20260105)
    outcomes: Counter[HowRescued] = Counter()
    for case in range(8):
        spoilt = bytearray(killed.wal)
        place = dice.randrange(len(spoilt))
        spoilt[place] ^= 1 << dice.randrange(8)
        path = killed.copy_to(tmp_path / f"{case}", wal=bytes(spoilt))
        opened = open_store(path, trial.kind)
        with closing(opened.store) as store:
            assert trial.contents(store) == killed.contents, place
        assert opened.report.notice
        outcomes.update(rescued.outcome for rescued in opened.report.rescued)
    # Where the history of the last step itself is hit, nothing proves the rest: it is to be looked through.
    assert set(outcomes) <= {HowRescued.WHOLE, HowRescued.PARTS}
    assert outcomes[HowRescued.WHOLE] > outcomes[HowRescued.PARTS]


def test_no_damage_of_a_journal_makes_a_document_older_without_a_word(
    killed: Killed, trial: Trial, tmp_path: Path
) -> None:
    tally = Tally()
    damage(trial, tmp_path, killed, times=16, seed=7, tally=tally)
    assert tally.silent == 0, tally
    assert tally.whole > 4
    assert tally.told > 1


class Loss(NamedTuple):
    """A way in which a whole journal gets lost."""

    wal: Callable[[Killed], bytes | None]
    name: str


LOSSES = (
    Loss(lambda _killed: None, "missing"),
    Loss(lambda _killed: b"", "empty"),
    Loss(lambda killed: killed.wal[: len(killed.wal) // 2], "truncated"),
    Loss(lambda killed: killed.wal[:32], "header"),
)


@pytest.mark.parametrize("loss", LOSSES, ids=[loss.name for loss in LOSSES])
def test_confirmed_steps_that_are_gone_with_the_journal_are_told(
    killed: Killed, trial: Trial, tmp_path: Path, loss: Loss
) -> None:
    opened = open_store(killed.copy_to(tmp_path / "loss", wal=loss.wal(killed)), trial.kind)
    opened.store.close()
    assert "少了已经存好的改动" in opened.report.notice
    assert " 步）" in opened.report.notice
    again = open_store(tmp_path / "loss" / killed.name, trial.kind)
    again.store.close()
    assert again.report.notice == "", "told once"


def test_what_is_gone_with_the_journal_comes_back_from_a_backup_that_has_it(
    trial: Trial, tmp_path: Path
) -> None:
    killed = killed_at_work(trial, tmp_path / "killed", steps=12, backup_after=8)
    path = killed.copy_to(tmp_path / "loss", wal=None)
    opened = open_store(path, trial.kind, tmp_path / "killed" / "backups")
    with closing(opened.store) as store:
        assert trial.state(store, killed.number) == 8
    (rescued,) = (each for each in opened.report.rescued if each.number == killed.number)
    assert (rescued.outcome, rescued.missing) == (HowRescued.BACKUP, 4)
    assert "恢复到" in opened.report.notice
    assert "（少 4 步）" in opened.report.notice


def test_an_older_file_put_in_the_place_of_the_database_is_told(
    killed: Killed, trial: Trial, tmp_path: Path
) -> None:
    path = killed.copy_to(tmp_path / "a", wal=killed.wal)
    open_store(path, trial.kind).store.close()
    older = shutil.copy(path, tmp_path / "older")
    with closing(open_store(path, trial.kind).store) as store:
        store.write(killed.number, trial.step(12, 13))
    shutil.copy(older, path)
    opened = open_store(path, trial.kind)
    opened.store.close()
    assert "（1 步）" in opened.report.notice


def test_a_backup_put_in_place_on_purpose_is_not_taken_for_a_loss(
    killed: Killed, trial: Trial, tmp_path: Path
) -> None:
    path = killed.copy_to(tmp_path / "a", wal=killed.wal)
    with closing(open_store(path, trial.kind).store) as store:
        backup = make_backup(store, trial.kind, tmp_path / "backups", path.stem)
        store.write(killed.number, trial.step(12, 13))
    restore(backup, trial.kind, path)
    opened = open_store(path, trial.kind, tmp_path / "backups")
    opened.store.close()
    assert opened.report.notice == ""


def test_looking_only_changes_neither_file(killed: Killed, trial: Trial, tmp_path: Path) -> None:
    path = killed.copy_to(tmp_path / "look", wal=killed.wal)
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    store: Any = trial.kind.make(path, look_only=True)
    assert trial.contents(store) == killed.contents
    store.write(killed.number, trial.step(12, 13))
    store.close()
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before

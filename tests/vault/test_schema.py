"""Upgrades: every step with its number in one transaction, a copy before the first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.vault.connection import pragma
from gia_desktop.vault.copies import KEPT_COPIES, companion, keep_copy
from gia_desktop.vault.faults import DamagedFault
from gia_desktop.vault.schema import Migration
from tests.support.vault.kinds import Trial
from tests.support.vault.notes import SCHEMA, NoteStore

FIELDS = {"title": "便条", "body": "买米"}


def to_0002(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE marks (note INTEGER NOT NULL, name TEXT NOT NULL, seal INTEGER)")


def to_0003(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE more (name TEXT PRIMARY KEY, seal INTEGER) WITHOUT ROWID")


def broken_0003(connection: sqlite3.Connection) -> None:
    to_0003(connection)
    raise RuntimeError("power cut")


def opened(path: Path, *later: Migration, look_only: bool = False) -> NoteStore:
    """Open notes with a program of another age, which knows other steps."""

    class OtherAge(NoteStore):
        schema = replace(SCHEMA, migrations=(*SCHEMA.migrations, *later))

    return OtherAge(path, look_only=look_only)


def version(store: NoteStore) -> object:
    return pragma(store._connection, "user_version")


@pytest.fixture
def old(database: Path) -> Path:
    """A database of the first step, with one note."""
    with closing(opened(database)) as store:
        assert store.create(FIELDS) == 1
    return database


def test_a_new_database_takes_all_steps(database: Path) -> None:
    with closing(opened(database, to_0002, to_0003)) as store:
        assert (store.upgraded_from, version(store)) == (0, 3)
    assert set(database.parent.iterdir()) == {database, companion(database, "-closed")}


def test_an_old_database_is_copied_and_upgraded(old: Path) -> None:
    with closing(opened(old, to_0002, to_0003)) as store:
        assert (store.upgraded_from, version(store)) == (1, 3)
        assert store.load(1) == FIELDS
    (copy,) = (old.parent / "before-upgrade").iterdir()
    assert copy.name.endswith("-v1.db")
    with closing(sqlite3.connect(copy)) as untouched:
        assert pragma(untouched, "user_version") == 1


def test_a_step_that_breaks_off_leaves_the_version_before_it(old: Path) -> None:
    with pytest.raises(RuntimeError, match="power cut"):
        opened(old, to_0002, broken_0003)

    with closing(opened(old, to_0002, to_0003)) as store:
        assert store.upgraded_from == 2
        assert store.load(1) == FIELDS


def test_the_last_three_copies_stay(old: Path) -> None:
    with closing(opened(old)) as store:
        made = [keep_copy(store._connection, old, 1) for _ in range(KEPT_COPIES + 2)]
        (old.parent / "before-upgrade" / f"{old.stem}-2-v1{old.suffix}.part").write_bytes(b"killed")
        made.append(keep_copy(store._connection, old, 1))
    assert sorted((old.parent / "before-upgrade").iterdir()) == made[-KEPT_COPIES:]


def test_looking_at_an_old_database_upgrades_only_a_copy(old: Path) -> None:
    before = old.read_bytes()
    with closing(opened(old, to_0002, to_0003, look_only=True)) as store:
        assert store.load(1) == FIELDS
    assert old.read_bytes() == before
    assert set(old.parent.iterdir()) == {old, companion(old, "-steps"), companion(old, "-closed")}


SPOILING = (
    "PRAGMA user_version = 129",
    "DELETE FROM meta",
    "CREATE TABLE mine (x)",
    "UPDATE changes SET label = 'x'",
    "DELETE FROM {content}",
)


@pytest.mark.parametrize("spoil", SPOILING)
def test_what_was_altered_by_hand_is_noticed(trial: Trial, database: Path, spoil: str) -> None:
    """A version of its own, no note of it, a table more, another row, rows less."""
    store: Any = trial.kind.make(database)
    trial.create(store)
    (table, *_) = (name for name in trial.kind.schema.content_tables if store.all_rows()[name])
    store.close()
    with closing(sqlite3.connect(database)) as hand:
        hand.execute(spoil.format(content=table))
        hand.commit()

    with pytest.raises(DamagedFault):
        trial.kind.make(database)

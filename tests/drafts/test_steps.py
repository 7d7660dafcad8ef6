"""Upgrades: every step with its number in one transaction, a copy before the first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gia_desktop.drafts import steps
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.connection import pragma
from gia_desktop.vault.copies import KEPT_COPIES, keep_copy
from gia_desktop.vault.faults import DamagedFault
from tests.support.reports.stored import contents, full_report, town


def to_0002(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE marks (report INTEGER NOT NULL, name TEXT NOT NULL, seal INTEGER)")


def to_0003(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE more (name TEXT PRIMARY KEY, seal INTEGER) WITHOUT ROWID")


def broken_0003(connection: sqlite3.Connection) -> None:
    to_0003(connection)
    raise RuntimeError("power cut")


UseSteps = Callable[..., None]


@pytest.fixture
def use_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[UseSteps]:
    def forget() -> None:
        steps.schema_of_version.cache_clear()
        steps.columns_of_version.cache_clear()

    def use(*later: steps.Step) -> None:
        monkeypatch.setattr(steps, "STEPS", (steps.to_0001, *later))
        forget()

    yield use
    forget()


def test_a_new_database_takes_all_steps(database: Path, use_steps: UseSteps) -> None:
    use_steps(to_0002, to_0003)
    store = DraftStore(database)

    assert store.upgraded_from == 0
    assert pragma(store._connection, "user_version") == 3
    store.close()
    assert list(database.parent.iterdir()) == [database]


def test_an_old_database_is_copied_and_upgraded(database: Path, use_steps: UseSteps) -> None:
    use_steps()
    old = DraftStore(database)
    number = old.create(full_report())
    old.close()
    use_steps(to_0002, to_0003)

    store = DraftStore(database)
    assert (store.upgraded_from, pragma(store._connection, "user_version")) == (1, 3)
    assert contents(store) == {number: full_report()}
    store.close()
    (copy,) = (database.parent / "before-upgrade").iterdir()
    assert copy.name.endswith("-v1.db")
    untouched = sqlite3.connect(copy)
    assert pragma(untouched, "user_version") == 1
    untouched.close()


def test_a_step_that_breaks_off_leaves_the_version_before_it(database: Path, use_steps: UseSteps) -> None:
    use_steps()
    old = DraftStore(database)
    number = old.create(full_report())
    old.close()
    use_steps(to_0002, broken_0003)
    with pytest.raises(RuntimeError, match="power cut"):
        DraftStore(database)

    use_steps(to_0002, to_0003)
    store = DraftStore(database)
    assert store.upgraded_from == 2
    assert contents(store) == {number: full_report()}
    store.close()


def test_the_last_three_copies_stay(store: DraftStore, database: Path) -> None:
    store.create(town())
    made = [keep_copy(store._connection, database, 1) for _ in range(KEPT_COPIES + 2)]

    assert sorted((database.parent / "before-upgrade").iterdir()) == made[-KEPT_COPIES:]


def test_a_damaged_version_number_is_not_taken_for_a_newer_database(database: Path) -> None:
    DraftStore(database).close()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 129")
    connection.close()

    with pytest.raises(DamagedFault):
        DraftStore(database)


def test_a_database_without_its_note_of_the_version_is_damaged(store: DraftStore, database: Path) -> None:
    store._connection.execute("DELETE FROM meta")
    store.close()

    with pytest.raises(DamagedFault):
        DraftStore(database)


def test_a_table_that_was_altered_by_hand_is_noticed(store: DraftStore, database: Path) -> None:
    store._connection.execute("CREATE TABLE mine (x)")
    store.close()

    with pytest.raises(DamagedFault):
        DraftStore(database)


@pytest.mark.parametrize(
    "spoil", ["DELETE FROM texts WHERE key = 'title'", "UPDATE changes SET label = 'x'", "DELETE FROM cells"]
)
def test_a_row_that_was_removed_or_altered_is_noticed(store: DraftStore, database: Path, spoil: str) -> None:
    store.create(full_report())
    store._connection.execute(spoil)
    store.close()

    with pytest.raises(DamagedFault):
        DraftStore(database)


def test_looking_at_an_old_database_upgrades_only_a_copy(database: Path, use_steps: UseSteps) -> None:
    use_steps()
    old = DraftStore(database)
    number = old.create(full_report())
    old.close()
    before = database.read_bytes()
    use_steps(to_0002, to_0003)

    store = DraftStore(database, look_only=True)
    assert contents(store) == {number: full_report()}
    store.close()
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]

"""What recovery owes to every kind of store, whatever it holds."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gia_desktop.vault.backups import list_backups, look_into, make_backup
from gia_desktop.vault.connection import PAGE_SIZE
from gia_desktop.vault.faults import ForeignFault, UnreachableFault
from gia_desktop.vault.recovery import open_store
from gia_desktop.vault.rescue import HowRescued
from gia_desktop.vault.store import Store
from tests.support.vault.kinds import DRAFT_TRIAL, NOTE_TRIAL, Trial
from tests.support.vault.notes import NOTES, NoteStep, NoteStore

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def filled(trial: Trial, database: Path) -> dict[int, object]:
    """Write two documents of many steps and return what they hold."""
    with closing(trial.kind.make(database)) as store:
        for number in (trial.create(store), trial.create(store)):
            for state in range(12):
                store.write(number, trial.step(state, state + 1))
        return dict(trial.contents(store))


def test_no_lost_page_loses_a_document(trial: Trial, database: Path) -> None:
    made = filled(trial, database)
    sound = database.read_bytes()
    for start in range(0, len(sound), PAGE_SIZE):
        database.write_bytes(sound[:start] + bytes(PAGE_SIZE) + sound[start + PAGE_SIZE :])
        opened = open_store(database, trial.kind)
        with closing(opened.store) as store:
            assert trial.contents(store) == made, start
        assert {rescued.outcome for rescued in opened.report.rescued} <= {HowRescued.WHOLE}
        assert not opened.report.rescued or trial.kind.word in opened.report.notice


def test_a_lost_file_comes_back_from_the_backup_of_its_own_name(trial: Trial, database: Path) -> None:
    made = filled(trial, database)
    with closing(trial.kind.make(database)) as store:
        for stem in ("other", database.stem):
            make_backup(store, trial.kind, database.parent / "backups", stem, NOON)
            store.write(1, trial.step(12, 13))
    database.unlink()
    opened = open_store(database, trial.kind, database.parent / "backups")
    with closing(opened.store) as store:
        assert trial.state(store, 1) == 13
    assert trial.kind.counted in opened.report.notice
    (backup,) = list_backups(database.parent / "backups", "other")
    assert look_into(backup, trial.kind, trial.contents) == made


def test_another_kind_of_ours_is_not_taken_for_this_one(database: Path) -> None:
    filled(NOTE_TRIAL, database)
    before = database.read_bytes()
    with pytest.raises(ForeignFault):
        DRAFT_TRIAL.kind.make(database)
    assert database.read_bytes() == before


def test_rows_that_belong_to_no_document_are_rescued_over_those_of_the_backup(database: Path) -> None:
    with closing(NoteStore(database)) as store:
        store.create({"title": "便条"})
        store.tag("旧")
        make_backup(store, NOTES, database.parent / "backups", database.stem, NOON)
        store.tag("新")
    sound = database.read_bytes()
    database.write_bytes(b"\0" * 100 + sound[100:])
    with closing(open_store(database, NOTES, database.parent / "backups").store) as store:
        assert set(store.all_rows()["tags"]) == {("旧",), ("新",)}


def test_steps_of_notes_can_be_taken_back_and_joined() -> None:
    """The smallest step keeps to the protocol, so that what is tried on it counts."""
    first, later = NoteStep("写", {"body": ("", "买米")}), NoteStep("写", {"body": ("买米", "买面")})
    assert first.then(later).fields == {"body": ("", "买面")}
    assert first.then(first.inverse()).is_empty


def test_a_store_that_fails_when_it_is_looked_through_does_not_keep_the_next_attempt_out(
    trial: Trial, database: Path
) -> None:
    """The fault is still held, as the saver holds the one it tells; its traceback holds the store."""

    def fail(_store: Store) -> bool:
        raise UnreachableFault(database, "gone")

    open_store(database, trial.kind).store.close()
    with pytest.raises(UnreachableFault) as held:
        open_store(database, replace(trial.kind, is_outdated=fail))
    opened = open_store(database, trial.kind, busy_seconds=0)
    opened.store.close()
    assert held.value.detail == "gone"

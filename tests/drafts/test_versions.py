"""Versions with a name: kept whole, listed, brought back, rescued."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gia_desktop.core.change import text_change
from gia_desktop.core.keys import section_key
from gia_desktop.core.states import ReportState
from gia_desktop.drafts import store as store_module
from gia_desktop.drafts.kind import DRAFTS, open_drafts
from gia_desktop.drafts.records import UnknownReportError
from gia_desktop.drafts.steps import SCHEMA
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.backups import make_backup
from gia_desktop.vault.connection import PAGE_SIZE
from gia_desktop.vault.faults import DamagedFault
from gia_desktop.vault.rescue import HowRescued
from tests.support.reports.stored import NATURAL, contents, full_report, setting

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_a_version_is_the_report_as_it_was_when_named(store: DraftStore) -> None:
    report = full_report()
    number = store.create(report)
    first = store.name_version(number, "初稿", NOON)
    store.write(number, setting(NATURAL, 12, 13))
    second = store.name_version(number, "送审稿")

    assert store.version(number, first) == report
    assert store.version(number, second) == store.load(number)
    assert [(version.number, version.name) for version in store.versions(number)] == [
        (first, "初稿"),
        (second, "送审稿"),
    ]
    assert store.versions(number)[0].at == NOON


def test_versions_of_other_reports_are_not_listed(store: DraftStore) -> None:
    first, second = store.create(full_report()), store.create(full_report())
    store.name_version(first, "初稿")

    assert store.versions(second) == []
    with pytest.raises(DamagedFault):
        store.version(second, 1)


def test_an_unknown_report_gets_no_version(store: DraftStore) -> None:
    with pytest.raises(UnknownReportError):
        store.name_version(5, "初稿")


def test_a_version_survives_closing_and_needs_no_history(database: Path) -> None:
    store = DraftStore(database)
    number = store.create(full_report())
    kept = store.name_version(number, "定稿")
    store._connection.execute("DELETE FROM changes WHERE step = 1")
    store.close()

    store = DraftStore(database)
    assert store.version(number, kept) == full_report()
    store.close()


def test_no_lost_page_loses_the_version_of_a_backup(database: Path, tmp_path: Path) -> None:
    store = DraftStore(database)
    number = store.create(full_report())
    store.name_version(number, "定稿")
    make_backup(store, DRAFTS, tmp_path / "backups", "drafts", NOON)
    store.close()
    sound = database.read_bytes()
    for page in range(len(sound) // PAGE_SIZE):
        start = page * PAGE_SIZE
        database.write_bytes(sound[:start] + bytes(PAGE_SIZE) + sound[start + PAGE_SIZE :])
        opened = open_drafts(database, tmp_path / "backups")
        assert [version.name for version in opened.store.versions(number)] == ["定稿"], page
        assert opened.store.version(number, 1) == full_report(), page
        opened.store.close()


def test_a_backup_from_before_an_upgrade_fills_the_gaps_of_a_newer_file(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as past:
        past.setattr(store_module, "SCHEMA", replace(SCHEMA, migrations=SCHEMA.migrations[:1]))
        old = DraftStore(database)
        number = old.create(full_report())
        make_backup(old, DRAFTS, tmp_path / "backups", "drafts", NOON)
        old.close()
    DraftStore(database).close()
    rows = database.read_bytes()
    database.write_bytes(rows[:PAGE_SIZE] + bytes(len(rows) - PAGE_SIZE))

    opened = open_drafts(database, tmp_path / "backups")
    assert contents(opened.store) == {number: full_report()}
    assert {rescued.outcome for rescued in opened.report.rescued} == {HowRescued.WHOLE}
    opened.store.close()


def test_moves_from_state_to_state_keep_their_reasons(store: DraftStore) -> None:
    number = store.create(full_report())
    store.set_state(number, ReportState.SIGNED, NOON)
    store.set_state(number, ReportState.EDITING, reason="表三自然人一栏有误")

    found = [(move.old, move.new, move.reason) for move in store.moves(number)]
    assert found == [
        (ReportState.EDITING, ReportState.SIGNED, ""),
        (ReportState.SIGNED, ReportState.EDITING, "表三自然人一栏有误"),
    ]
    assert store.moves(number)[0].at == NOON


def test_signed_and_published_reports_are_locked() -> None:
    assert [state.is_locked for state in ReportState] == [False, False, True, True]


def test_the_history_of_many_cells_and_texts_is_one_list_in_order(store: DraftStore) -> None:
    report = full_report()
    number = store.create(report, label="导入", origin="imported")
    store.write(number, setting(NATURAL, 12, 13))
    store.write(number, text_change(report, section_key("1"), "二、", "写"))

    found = store.history(number, NATURAL, section_key("1"), section_key("6"))
    assert [(entry.key, entry.new) for entry in found[-2:]] == [(NATURAL, 13), ("section.1", "二、")]
    assert {entry.key for entry in found[:-2]} == {NATURAL, "section.1"}
    assert {entry.origin for entry in found[:-2]} == {"imported"}

"""Reports in the store: made, loaded, changed, listed, put into the waste bin."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.keys import CellKey, TextKey, section_key
from gia_desktop.core.report import Reason
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.core.values import Unread
from gia_desktop.drafts.records import ExportStamp, UnknownReportError
from gia_desktop.drafts.replay import replay
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.faults import DamagedFault
from gia_desktop.vault.store import Pending
from tests.support.reports.stored import FEES, NATURAL, OTHER, contents, full_report, setting, town

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_a_report_is_loaded_exactly_as_it_was_created(store: DraftStore) -> None:
    report = full_report()

    assert store.load(store.create(report)) == report


def test_money_keeps_its_trailing_zeros(store: DraftStore) -> None:
    number = store.create(town())
    store.write(number, setting(FEES, None, Decimal("29.50")))

    assert str(store.load(number).values[FEES]) == "29.50"


def test_a_step_is_still_there_after_reopening(store: DraftStore, database: Path) -> None:
    report = town()
    number = store.create(report)
    change = cell_change(report, {NATURAL: 12, OTHER: Unread("3O")}, "改格")
    store.write(number, change)
    store.close()

    reopened = DraftStore(database)
    assert reopened.load(number) == change.apply(report)
    reopened.close()


def test_a_blanked_cell_and_an_emptied_text_are_gone(store: DraftStore) -> None:
    report = full_report()
    number = store.create(report)
    clearing = Change("清空", {NATURAL: (12, None)}, {CellKey("t3.new.total"): (13, None)},
                      {section_key("1"): (report.section("1"), "")})  # fmt: skip
    store.write(number, clearing)

    loaded = store.load(number)
    assert loaded == clearing.apply(report)
    assert NATURAL not in loaded.values


def test_reasons_and_last_year_change_with_a_step(store: DraftStore) -> None:
    report = full_report()
    number = store.create(report)
    reasons = (*report.reasons, Reason("GIA-YEAR-002", (OTHER,), "已核对"))
    change = Change("说明", reasons=(report.reasons, reasons), previous=(report.previous, None))
    store.write(number, change)

    assert store.load(number) == replace(report, reasons=reasons, previous=None)


def test_another_year_is_kept_listed_and_replayed_from_the_history(store: DraftStore) -> None:
    report = full_report()
    number = store.create(report)
    change = Change("年度", year=(report.year, report.year + 1))
    store.write(number, change)
    store.write(number, change.inverse())
    store.write(number, change)

    assert store.load(number) == replace(report, year=report.year + 1)
    assert store.summary(number).year == report.year + 1
    replayed = replay([str(row[-1]) for row in store.all_rows()["changes"].values()])
    assert replayed is not None
    assert replayed.report.year == report.year + 1


def test_lone_surrogates_are_dropped_instead_of_failing(store: DraftStore) -> None:
    number = store.create(town())
    store.write(number, text_change(town(), section_key("1"), "前\ud83d后", "粘贴"))
    store.set_pending(number, "section.1", "半\udc00句")

    assert store.load(number).section("1") == "前后"
    assert store.pending(number)[0].text == "半句"


def test_a_report_that_is_not_there_is_named(store: DraftStore) -> None:
    with pytest.raises(UnknownReportError, match="第 7 号报告"):
        store.load(7)
    with pytest.raises(UnknownReportError):
        store.write(7, setting(NATURAL, None, 1))


def test_the_list_shows_the_last_changed_first_with_its_progress(store: DraftStore) -> None:
    first = store.create(town(1), NOON)
    second = store.create(town(2, 2024), NOON + timedelta(hours=1))
    store.write(first, setting(NATURAL, None, 1), Progress(1, 166, 2, 3, 4), NOON + timedelta(hours=2))

    lines = store.list()
    assert [line.id for line in lines] == [first, second]
    assert lines[0].progress == Progress(1, 166, 2, 3, 4)
    assert (lines[1].unit, lines[1].year, lines[1].format) == ("示例县第2镇人民政府", 2024, "2021")
    assert lines[0].created == NOON
    assert lines[0].modified == NOON + timedelta(hours=2)


def test_moments_of_another_time_zone_are_the_same_moments(store: DraftStore) -> None:
    beijing = timezone(timedelta(hours=8))
    number = store.create(town(), NOON.astimezone(beijing))

    assert store.list()[0].created == NOON
    assert store.history(number, TextKey("unit.name"))[0].at == NOON


def test_progress_alone_is_no_step_of_the_history(store: DraftStore) -> None:
    number = store.create(town(), NOON)
    store.write(number, Change(""), Progress(3, 166), NOON + timedelta(days=1))

    line = store.list()[0]
    assert line.progress.filled == 3
    assert line.modified == NOON


def test_a_deleted_report_goes_to_the_waste_bin_and_comes_back(store: DraftStore) -> None:
    number = store.create(full_report())
    store.delete(number, NOON)

    assert store.list() == []
    assert [(line.id, line.deleted_at) for line in store.list(deleted=True)] == [(number, NOON)]
    store.restore(number)
    assert contents(store) == {number: full_report()}


def test_numbers_of_deleted_reports_are_not_used_again(store: DraftStore) -> None:
    first = store.create(town(1))
    store.delete(first)

    assert store.create(town(2)) == first + 1


def test_a_state_is_kept_with_its_reason(store: DraftStore) -> None:
    number = store.create(town())
    store.set_state(number, ReportState.SIGNED)
    store.set_state(number, ReportState.EDITING, reason="数字有误")

    assert store.list()[0].state is ReportState.EDITING
    bodies = [row[5] for row in store._connection.execute("SELECT * FROM changes ORDER BY step")]
    assert "数字有误" in bodies[-1]


def test_states_have_the_words_of_the_clerk() -> None:
    assert [state.word for state in ReportState] == ["编写中", "送审", "已签发", "已公开"]


def test_the_last_export_is_remembered(store: DraftStore) -> None:
    number = store.create(town())
    stamp = ExportStamp(NOON, "D:\\年报\\报告.docx", "ab12")
    assert store.list()[0].exported is None
    store.set_exported(number, stamp)

    assert store.list()[0].exported == stamp


def test_half_typed_text_is_kept_until_the_cell_is_committed(store: DraftStore) -> None:
    number = store.create(town())
    store.set_pending(number, NATURAL, "1", NOON)
    store.set_pending(number, NATURAL, "12", NOON)
    store.set_pending(number, "section.1", "写到", NOON)

    store.write(number, setting(NATURAL, None, 12))
    assert store.pending(number) == [Pending(number, "section.1", "写到", NOON)]


def test_half_typed_text_belongs_to_its_report(store: DraftStore) -> None:
    first, second = store.create(town(1)), store.create(town(2))
    for number in (first, second):
        store.set_pending(number, NATURAL, str(number), NOON)
    store.clear_pending(first)

    assert store.pending(first) == []
    assert [pending.document for pending in store.pending()] == [second]
    store.clear_pending(second, OTHER)
    assert len(store.pending()) == 1
    with pytest.raises(UnknownReportError):
        store.set_pending(9, NATURAL, "1")


def test_several_calls_together_are_all_or_none(store: DraftStore) -> None:
    number = store.create(town())

    def write_both() -> None:
        with store.together():
            store.write(number, setting(NATURAL, None, 1))
            store.write(99, setting(NATURAL, None, 1))

    with pytest.raises(UnknownReportError):
        write_both()
    assert store.load(number) == town()
    assert store.history(number, NATURAL) == []


def test_only_rows_that_a_step_touches_are_written(store: DraftStore) -> None:
    number = store.create(full_report())
    seen: list[str] = []
    store._connection.set_trace_callback(seen.append)
    store.write(number, setting(NATURAL, 12, 13))

    written = [statement for statement in seen if statement.startswith(("INSERT", "DELETE"))]
    assert [statement.split()[4 if "REPLACE" in statement else 2] for statement in written] == [
        "cells", "pending", "changes", "reports",
    ]  # fmt: skip


def test_a_row_that_was_altered_is_not_believed(store: DraftStore) -> None:
    number = store.create(full_report())
    store._connection.execute("UPDATE cells SET value = '13' WHERE key = ?", (NATURAL,))

    with pytest.raises(DamagedFault):
        store.load(number)


def test_a_new_report_is_listed_with_what_its_checks_said(store: DraftStore) -> None:
    number = store.create(full_report(), progress=Progress(4, 166, 1))
    (line,) = store.list()
    assert line == store.summary(number)
    assert line.progress == Progress(4, 166, 1)
    assert len(store.history(number, NATURAL)) == 1


def test_a_report_in_the_waste_bin_has_its_summary(store: DraftStore) -> None:
    number = store.create(full_report())
    store.delete(number)
    assert [store.summary(number)] == list(store.list(deleted=True))
    with pytest.raises(UnknownReportError):
        store.summary(77)


def test_the_database_is_durable_and_marked_as_ours(store: DraftStore, database: Path) -> None:
    answers = {
        name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "secure_delete")
    }
    assert answers == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": 0x47494144,
        "secure_delete": 1,
    }
    store.close()
    assert database.read_bytes()[68:72] == b"GIAD"


def test_a_row_without_report_is_refused_by_the_database(store: DraftStore) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store._connection.execute("INSERT INTO texts VALUES (9, 'title', '', 0)")

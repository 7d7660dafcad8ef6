"""A report is put together from rows, from its history, from a backup, in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.core.change import Change, text_change
from gia_desktop.core.keys import section_key
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.packing import report_of_rows
from gia_desktop.drafts.records import Header
from gia_desktop.drafts.steps import CONTENT_TABLES, SCHEMA
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.carving import Carved, carve
from gia_desktop.vault.rescue import HowRescued, Rescued
from gia_desktop.vault.rescue import rescue as rescue_documents
from gia_desktop.vault.store import Rows
from tests.support.reports.stored import NATURAL, OTHER, full_report, setting

LATER = Change(
    "改", {NATURAL: (12, 99)}, texts={section_key("5"): ("", "无")}, reasons=(full_report().reasons, ())
)


def rows_of(path: Path) -> Rows:
    return carve(path.read_bytes(), b"", SCHEMA, SCHEMA.newest).rows


@pytest.fixture
def copy_and_ruin(database: Path, tmp_path: Path) -> tuple[Rows, Rows]:
    """Return rows of a backup, and rows of the database two steps later."""
    store = DraftStore(database)
    number = store.create(full_report())
    store.write(number, setting(OTHER, full_report().values[OTHER], 5))
    store.copy_to(tmp_path / "copy.db")
    store.write(number, LATER)
    store.set_state(number, ReportState.REVIEW)
    store.close()
    return rows_of(tmp_path / "copy.db"), rows_of(database)


def without(rows: Rows, table: str, keep: Callable[[tuple[object, ...]], bool] = lambda _key: False) -> Rows:
    return {**rows, table: {key: row for key, row in rows[table].items() if keep(key)}}


def rescue(found: Rows, backup: Rows) -> list[Rescued]:
    return rescue_documents(DRAFTS, SCHEMA.newest, Carved(found, is_doubtful=False), backup, {})


def header_of(rescued: Rescued) -> Header:
    return Header(*rescued.header)


def report_of(rescued: Rescued) -> Report:
    tables = {table: [row[1:] for name, row in rescued.rows if name == table] for table in CONTENT_TABLES}
    return report_of_rows(header_of(rescued).format, header_of(rescued).year, tables)


def last_report() -> Report:
    return LATER.apply(setting(OTHER, None, 5).apply(full_report()))


def test_rows_that_are_all_there_make_the_report_whole(copy_and_ruin: tuple[Rows, Rows]) -> None:
    (rescued,) = rescue(without(copy_and_ruin[1], "changes"), {})

    assert (rescued.outcome, report_of(rescued)) == (HowRescued.WHOLE, last_report())


@pytest.mark.parametrize("lost", ["cells", "texts", "parts", "stated", "reports"])
def test_a_lost_table_is_made_up_for_by_the_history(copy_and_ruin: tuple[Rows, Rows], lost: str) -> None:
    (rescued,) = rescue(without(copy_and_ruin[1], lost), {})

    assert (rescued.outcome, report_of(rescued)) == (HowRescued.WHOLE, last_report())
    assert header_of(rescued).state == "review"
    assert rescued.name == "示例县第1镇人民政府2025年度"


def test_without_header_and_rows_the_history_alone_is_not_called_whole(
    copy_and_ruin: tuple[Rows, Rows],
) -> None:
    (rescued,) = rescue(without(without(copy_and_ruin[1], "reports"), "cells"), {})

    assert (rescued.outcome, report_of(rescued)) == (HowRescued.PARTS, last_report())


def test_without_header_rows_count_more_than_an_older_history(copy_and_ruin: tuple[Rows, Rows]) -> None:
    ruin = without(without(copy_and_ruin[1], "reports"), "changes", lambda key: key[1] in {1, 2})
    (rescued,) = rescue(ruin, {})

    assert rescued.outcome is HowRescued.PARTS
    assert report_of(rescued).values[NATURAL] == 99


def test_gaps_in_the_history_are_filled_from_the_backup(copy_and_ruin: tuple[Rows, Rows]) -> None:
    copy, ruin = copy_and_ruin
    ruin = without(without(ruin, "cells"), "changes", lambda key: key[1] != 2)
    (rescued,) = rescue(ruin, copy)

    assert (rescued.outcome, report_of(rescued)) == (HowRescued.WHOLE, last_report())


def test_a_backup_that_tells_another_story_does_not_fill_gaps(copy_and_ruin: tuple[Rows, Rows]) -> None:
    copy, ruin = copy_and_ruin
    other_story = {key: (*row[:3], "另一步", *row[4:]) for key, row in copy["changes"].items()}
    ruin = without(without(ruin, "cells"), "changes", lambda key: key[1] != 2)
    (rescued,) = rescue(ruin, {**copy, "changes": other_story})

    assert rescued.outcome is HowRescued.PARTS


def test_a_report_that_is_only_in_the_backup_comes_from_there(copy_and_ruin: tuple[Rows, Rows]) -> None:
    (rescued,) = rescue({}, copy_and_ruin[0])

    assert rescued.outcome is HowRescued.BACKUP
    assert report_of(rescued) == setting(OTHER, None, 5).apply(full_report())


def test_remains_are_laid_over_the_backup(copy_and_ruin: tuple[Rows, Rows]) -> None:
    copy, ruin = copy_and_ruin
    ruin = without(without(without(ruin, "changes"), "texts"), "reports")
    (rescued,) = rescue(ruin, copy)

    assert rescued.outcome is HowRescued.PARTS
    assert report_of(rescued).values[NATURAL] == 99
    assert report_of(rescued).texts == full_report().texts


def test_remains_without_any_header_take_format_and_year_from_the_first_step(
    copy_and_ruin: tuple[Rows, Rows],
) -> None:
    ruin = without(without(copy_and_ruin[1], "reports"), "changes", lambda key: key[1] in {1, 4})
    (rescued,) = rescue(ruin, {})

    assert rescued.outcome is HowRescued.PARTS
    assert (header_of(rescued).format, header_of(rescued).year) == ("2021", 2025)
    assert report_of(rescued) == last_report()


@pytest.mark.parametrize("kept_step", [0, 3])
def test_cells_without_format_and_year_make_no_report(
    copy_and_ruin: tuple[Rows, Rows], kept_step: int
) -> None:
    ruin = without(without(copy_and_ruin[1], "reports"), "changes", lambda key: key[1] == kept_step)

    assert rescue(ruin, {}) == []


def test_a_deleted_report_stays_deleted_when_its_header_is_lost(database: Path) -> None:
    store = DraftStore(database)
    number = store.create(full_report())
    store.delete(number)
    stamp = store.list(deleted=True)[0].deleted_at
    store.close()
    (rescued,) = rescue(without(rows_of(database), "reports"), {})

    assert stamp is not None
    assert header_of(rescued).deleted_at == stamp.isoformat(timespec="microseconds")


def test_a_history_that_contradicts_itself_is_not_replayed(database: Path) -> None:
    store = DraftStore(database)
    report = full_report()
    number = store.create(report)
    stranger = replace(report, texts={section_key("1"): "别的文字"})
    store.write(number, text_change(stranger, section_key("1"), "别的文字。", "写"))
    store.close()
    (rescued,) = rescue(without(rows_of(database), "cells"), {})

    assert rescued.outcome is HowRescued.PARTS

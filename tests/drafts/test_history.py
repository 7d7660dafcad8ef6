"""The values of cells and texts over time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gia_desktop.core.change import Change, text_change
from gia_desktop.core.keys import CellKey, TextKey, section_key
from gia_desktop.core.values import NA, Unread
from gia_desktop.drafts.records import UnknownReportError
from gia_desktop.drafts.store import DraftStore
from tests.support.reports.stored import NATURAL, OTHER, full_report, setting, town

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SECTION = section_key("1")


def test_a_cell_knows_its_values_and_how_they_came(store: DraftStore) -> None:
    number = store.create(full_report(), NOON, label="导入", origin="imported")
    typing = setting(NATURAL, 12, Unread("1O"))
    for step in (typing, typing.inverse(), setting(NATURAL, 12, NA, "pasted"), setting(OTHER, NA, 1)):
        store.write(number, step)

    found = store.history(number, NATURAL)
    assert [(entry.old, entry.new, entry.origin) for entry in found] == [
        (None, 12, "imported"),
        (12, Unread("1O"), "typed"),
        (Unread("1O"), 12, "undo"),
        (12, NA, "pasted"),
    ]
    assert (found[0].at, found[0].label, found[0].step) == (NOON, "导入", 1)


def test_a_stated_total_has_a_history_too(store: DraftStore) -> None:
    number = store.create(full_report())
    total = CellKey("t3.new.total")
    store.write(number, Change("采用计算值", stated={total: (13, None)}))

    assert [(entry.old, entry.new) for entry in store.history(number, total)] == [(None, 13), (13, None)]


def test_older_texts_follow_from_the_present_one(store: DraftStore) -> None:
    report = town()
    number = store.create(report)
    wanted = ["一、总体情况", "一、总体情况\n全年", "一、总体\n全年", "", "另写"]
    for text in wanted:
        change = text_change(report, SECTION, text, "写")
        store.write(number, change)
        report = change.apply(report)

    found = store.history(number, SECTION)
    assert [entry.new for entry in found] == wanted
    assert [entry.old for entry in found] == ["", *wanted[:-1]]


def test_texts_before_a_gap_in_the_history_are_not_guessed(store: DraftStore) -> None:
    report = town()
    number = store.create(report)
    for text in ("甲", "甲乙", "丙甲乙", "丙甲乙丁"):
        change = text_change(report, SECTION, text, "写")
        store.write(number, change)
        report = change.apply(report)
    store._connection.execute("DELETE FROM changes WHERE step = 4")

    assert [entry.new for entry in store.history(number, SECTION)] == ["丙甲乙丁"]


def test_a_key_that_is_part_of_another_is_not_mixed_up(store: DraftStore) -> None:
    number = store.create(town())
    store.write(number, Change("写", texts={TextKey("title"): (town().title, "t3.new.natural")}))

    assert store.history(number, NATURAL) == []


def test_a_small_edit_of_a_long_text_takes_little_room(store: DraftStore) -> None:
    long = "一、总体情况。" * 2000
    report = town()
    number = store.create(report)
    for text in (long, long + "完"):
        change = text_change(report, SECTION, text, "写")
        store.write(number, change)
        report = change.apply(report)

    (size,) = store._connection.execute("SELECT length(body) FROM changes ORDER BY step DESC").fetchone()
    assert size < 100


def test_history_of_a_report_that_is_not_there_is_an_error(store: DraftStore) -> None:
    with pytest.raises(UnknownReportError):
        store.history(5, NATURAL)

"""Collections on disk: exactly as they were, step by step, and made anew from their history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.rollup.collection import (
    Asked,
    Collection,
    Correction,
    Mark,
    Matched,
    Stamp,
    Submission,
    marked,
    returned,
    with_unit,
)
from gia_desktop.rollup.coverage import Tally
from gia_desktop.rollup.kept.steps import (
    CollectionStep,
    Filed,
    ReadFile,
    collection_of,
    parts_of,
    step_between,
)
from gia_desktop.rollup.kept.store import CollectionStore, UnknownCollectionError, replay_collection
from gia_desktop.rollup.roster import Roster, Unit
from gia_desktop.vault.store import Replica
from tests.support.reports.areas import DAY, collection, report_of, submission, town

NEW = CellKey("t3.new.natural")
FEES = CellKey("t2.fees.amount")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CollectionStore]:
    opened = CollectionStore(tmp_path / "汇总 库.sqlite3")
    yield opened
    opened.close()


def full() -> Collection:
    """Return a collection in which everything that can be said is said."""
    values: dict[CellKey, Value] = {
        NEW: 60,
        FEES: Decimal("29.0506"),
        CellKey("t3.new.other"): NA,
        CellKey("t3.new.research"): Unread("约3"),
    }
    first = replace(report_of(town(0), values), register={"register.channel.internet": 4})
    units = (
        Unit(town(0), ("东东乡",), "township", "", True, True, "own", "张三", "0527-1", DAY, {"old": 1}),
        Unit(town(1), kind="township", must_report=False, in_sum=False),
    )
    made = Collection(
        Roster("示例县", units, DAY, {"note": "甲"}),
        2025,
        (
            submission(first, doubtful={NEW: "不清楚"}, not_found=(FEES,), notes=("注",), extra={"x": [1]}),
            Submission("坏.docx", Stamp(0, 0, ""), DAY, fault="读不出来"),
            submission(
                report_of("某某局", {}), "谁.gia", unit="", matched=Matched.NEAR, candidates=(town(1),)
            ),
        ),
        (Correction(town(0), NEW, -1, "填错列", "李四", DAY, {"y": Decimal("0.10")}),),
        previous={town(0): report_of(town(0), {NEW: 20}, 2024)},
        extra={"later": {"k": "v"}},
    )
    asked = Asked("GIA-SUM-001", (NEW,), "差 1 件", {NEW: "60"}, "3", Severity.EXPLAIN, {"z": 1})
    return returned(made, town(0), [asked], DAY)


def test_a_collection_is_read_back_as_it_was_written(store: CollectionStore) -> None:
    assert store.load(store.create(full())) == full()


def test_files_stay_in_the_order_in_which_they_came(store: CollectionStore) -> None:
    files = tuple(submission(report_of(town(place), {}), f"{9 - place}.gia") for place in range(9))
    number = store.create(Collection(Roster("示例县", (Unit(town(0)),)), 2025, files[:4]))
    more = step_between(store.load(number), replace(store.load(number), submissions=files), "收集")
    store.write(number, more)
    assert [one.file for one in store.load(number).submissions] == [one.file for one in files]


@pytest.mark.parametrize(
    "after",
    [
        with_unit(full(), "谁.gia", full().submissions[2].stamp.digest, Unit(town(1))),
        marked(full(), town(0), Mark.PASSED),
        replace(full(), corrections=()),
        replace(full(), roster=replace(full().roster, due=None, units=full().roster.units[::-1])),
        replace(full(), roster=replace(full().roster, units=full().roster.units[:1])),
        replace(full(), previous={}, extra={}),
        replace(full(), submissions=full().submissions[:1]),
    ],
)
def test_a_step_leads_to_its_end_and_back_on_disk_as_in_memory(
    store: CollectionStore, after: Collection
) -> None:
    number = store.create(full())
    step = step_between(full(), after, "改")
    assert step.apply(full()) == after
    store.write(number, step)
    assert store.load(number) == after
    store.write(number, step.inverse())
    assert parts_of(store.load(number)) == parts_of(full())


def test_a_step_about_one_unit_writes_only_that() -> None:
    step = step_between(full(), marked(full(), town(0), Mark.PASSED), "通过")
    assert list(step.keys) == [f"standing/{town(0)}"]
    assert step.units == {town(0)}


def test_two_steps_in_a_row_are_one_step() -> None:
    first = step_between(full(), replace(full(), corrections=()), "撤掉")
    second = step_between(first.apply(full()), full(), "再加")
    assert first.then(second).apply(full()) == full()
    assert first.then(second).is_empty


def test_the_list_tells_area_day_folder_and_counts(store: CollectionStore) -> None:
    number = store.create(full(), tally=Tally(2, 1))
    store.set_folder(number, "D:/年报")
    step = step_between(full(), replace(full(), roster=replace(full().roster, area="新县", due=None)), "改名")
    store.write(number, step, Tally(2, 0, 1))
    (line,) = store.list()
    assert (line.area, line.year, line.due, line.folder) == ("新县", 2025, None, "D:/年报")
    assert line.tally == Tally(2, 0, 1)


def test_what_lies_in_the_waste_bin_comes_back_whole(store: CollectionStore) -> None:
    number = store.create(full())
    store.delete(number)
    assert (list(store.list()), [line.id for line in store.list(deleted=True)]) == ([], [number])
    store.restore(number)
    assert store.load(number) == full()
    assert [change.label for change in store.history(number)] == ["新建", "移到回收站", "从回收站恢复"]


def test_the_history_of_one_unit_holds_only_what_is_about_it(store: CollectionStore) -> None:
    number = store.create(full())
    store.write(number, step_between(full(), marked(full(), town(0), Mark.PASSED), "通过"))
    store.write(number, CollectionStep("改日", {"head": (None, parts_of(full())["head"])}))
    assert [change.label for change in store.history(number, f"standing/{town(0)}")] == ["新建", "通过"]


def test_the_history_alone_gives_the_same_rows(store: CollectionStore) -> None:
    number = store.create(full())
    after = marked(full(), town(0), Mark.PUBLISHED)
    store.write(number, step_between(full(), after, "公开"))
    more = replace(after, submissions=(*after.submissions, submission(report_of(town(1), {NEW: 3}))))
    store.write(number, step_between(after, more, "收集"))
    rows = store.all_rows()
    changes = [row[1:] for row in rows["changes"].values()]
    replica = replay_collection(number, changes)
    assert isinstance(replica, Replica)
    assert {row for _, row in replica.content} == set(rows["parts"].values())


def test_a_history_with_a_gap_tells_nothing(store: CollectionStore) -> None:
    number = store.create(full())
    for mark in (Mark.PASSED, Mark.NONE, Mark.PUBLISHED):
        now = store.load(number)
        store.write(number, step_between(now, marked(now, town(0), mark), "改"))
    changes = [row[1:] for row in store.all_rows()["changes"].values()]
    assert replay_collection(number, [changes[0], *changes[2:]]) is None
    assert replay_collection(number, changes[1:]) is None


def test_a_collection_that_is_not_there_is_named(store: CollectionStore) -> None:
    with pytest.raises(UnknownCollectionError, match="第 7 次收集"):
        store.load(7)


def test_every_field_of_a_file_is_kept() -> None:
    kept = {*Filed._fields, *ReadFile._fields}
    assert kept == {item.name for item in fields(Submission)}


def test_the_whole_of_a_collection_is_the_sum_of_its_parts() -> None:
    assert collection_of(2025, parts_of(full())) == full()
    assert collection_of(2025, parts_of(collection([report_of(town(0), {})]))).year == 2025

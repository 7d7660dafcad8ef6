from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gia_desktop.register.case import Applicant, Case, Request
from gia_desktop.register.packing import case_of, parts_of, step_to_plain, value_from_plain
from gia_desktop.register.steps import CaseStep, step_between
from gia_desktop.register.store import NumberTakenError, RegisterStore, UnknownCaseError, replay_case
from tests.register.made import case, day, event, remedy
from tests.register.test_clock import cases

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RegisterStore]:
    opened = RegisterStore(tmp_path / "登记 库.sqlite3")
    yield opened
    opened.close()


def full() -> Case:
    made = case(
        "2026-03-02",
        event("third_party_asked", "2026-03-04", received="2026-03-05"),
        event("extended", "2026-03-20", days=10, approved_by="李某", told="2026-03-20"),
        reply="2026-04-01",
        outcome="partial",
        articles="第三十七条",
        remedies=(remedy("review", "2026-05-06", "2026-06-06", column="other", reason="调解"),),
        filed=day("2026-04-02"),
        extra={"new": [1, {"x": "一"}]},
    )
    return replace(made, applicant=Applicant("business", "甲公司", id_number="9146", joint=2, extra={"k": 1}))


def test_a_case_is_read_back_as_it_was_written(store: RegisterStore) -> None:
    assert store.load(store.create(full())) == full()
    assert store.load_many() == {1: full()}
    assert store.load_many([1, 9]) == {1: full()}


def test_a_step_writes_what_it_sets_and_the_list_shows_it(store: RegisterStore) -> None:
    row = store.create(case("2026-03-02"))
    answered = replace(store.load(row), reply=full().reply)
    store.write(row, step_between(store.load(row), answered, "填答复"))
    assert store.load(row) == answered
    (line,) = store.list()
    assert (line.outcome, line.answered, line.received) == ("partial", "2026-04-01", "2026-03-02")


def test_a_step_taken_back_leaves_the_case_as_it_was(store: RegisterStore) -> None:
    row = store.create(full())
    step = step_between(full(), Case(full().number), "清空")
    store.write(row, step)
    store.write(row, step.inverse())
    assert store.load(row) == full()
    assert [change.origin for change in store.history(row)] == ["created", "typed", "undo"]


def test_numbers_run_without_gaps_and_are_never_used_twice(store: RegisterStore) -> None:
    for _ in range(2):
        store.create(Case(store.next_number(2026)))
    store.delete(2)
    assert store.next_number(2026) == "2026-0003"
    assert store.next_number(2027, "清政公开") == "清政公开2027-0001"
    with pytest.raises(NumberTakenError, match="2026-0002"):
        store.create(Case("2026-0002"))


def test_a_case_in_the_waste_bin_leaves_the_list_and_comes_back_whole(store: RegisterStore) -> None:
    row = store.create(full())
    store.delete(row)
    assert list(store.list()) == []
    assert store.load_many() == {}
    assert [line.number for line in store.list(deleted=True)] == [full().number]
    store.restore(row)
    assert store.load(row) == full()
    assert [change.label for change in store.history(row)] == ["登记", "移到回收站", "从回收站恢复"]


def test_many_cases_come_in_together_or_not_at_all(store: RegisterStore) -> None:
    with pytest.raises(NumberTakenError):
        store.create_many([Case("2026-0001"), Case("2026-0001")])
    assert list(store.list()) == []
    assert store.create_many([Case("2026-0001"), Case("2026-0002")]) == [1, 2]


def test_half_typed_text_is_settled_by_its_field(store: RegisterStore) -> None:
    row = store.create(case())
    store.set_pending(row, "request", "征地")
    store.set_pending(row, "reply", "文号")
    store.write(row, CaseStep("改内容", {"request": (Request(), Request("征地批复"))}))
    assert [half[:3] for half in store.pending()] == [(row, "reply", "文号")]
    store.clear_pending(row)
    assert list(store.pending()) == []


def test_the_office_keeps_its_facts(store: RegisterStore) -> None:
    store.set_office({"unit": "示例县清河镇人民政府", "court": "示例县人民法院"})
    store.set_office({"court": "示例市人民法院"})
    assert store.office() == {"unit": "示例县清河镇人民政府", "court": "示例市人民法院"}


def test_every_case_tells_how_many_steps_it_has(store: RegisterStore) -> None:
    assert store.steps() == {}
    row = store.create(case(), NOON)
    before = store.steps()[row]
    store.delete(row)
    assert store.steps() == {row: before + 1}


def test_a_case_that_is_not_there_is_told(store: RegisterStore) -> None:
    for ask in (store.load, store.delete, store.history):
        with pytest.raises(UnknownCaseError, match="第 7 条"):
            ask(7)


def test_clearing_a_person_takes_it_out_of_the_history_too(store: RegisterStore, tmp_path: Path) -> None:
    row = store.create(full())
    step = step_between(full(), replace(full(), applicant=Applicant("business")), "清除个人信息")
    store.set_pending(row, "applicant", "甲公司法定代表人")
    store.forget_person(row, step)
    assert store.load(row).applicant == Applicant("business")
    assert store.load(row).reply == full().reply
    texts = str(store.all_rows())
    assert "甲公司" not in texts
    assert replay_case(row, list(store.all_rows()["changes"].values())) is not None


def test_a_history_that_does_not_fit_is_not_replayed(store: RegisterStore) -> None:
    row = store.create(case())
    store.write(row, CaseStep("改", {"channel": ("fax", "internet")}))
    changes = sorted(store.all_rows()["changes"].values())
    assert replay_case(row, changes[:1]) is not None
    assert replay_case(row, changes) is None
    assert replay_case(row, changes[1:]) is None


@given(cases())
@settings(max_examples=60)
def test_every_case_survives_packing(made: Case) -> None:
    assert case_of(made.number, parts_of(made).items()) == made
    step = step_between(Case(made.number), made, "登记")
    again = {
        name: (value_from_plain(name, old), value_from_plain(name, new))
        for name, (old, new) in step_to_plain(step.values).items()
    }
    assert again == dict(step.values)


@given(st.lists(cases(), min_size=3, max_size=3))
@settings(max_examples=60)
def test_two_steps_in_one_do_the_same_and_can_be_taken_back(made: list[Case]) -> None:
    first, second, third = (replace(each, number="1") for each in made)
    both = step_between(first, second, "一").then(step_between(second, third, "二"))
    assert both.apply(first) == third
    assert both.inverse().apply(third) == first
    assert both.is_empty is (first == third) or not both.is_empty

"""Records that are made when they are first used."""

from __future__ import annotations

import threading
from dataclasses import KW_ONLY, FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from gia_desktop.core.records import dataclass


def make_kind() -> Any:
    @dataclass(frozen=True)
    class Line:
        """One line."""

        number: int
        words: str = ""
        notes: list[str] = field(default_factory=list)

    return Line


def test_a_record_compares_shows_and_copies_itself_like_a_dataclass() -> None:
    line = make_kind()
    made = line(1, words="a")
    assert made == line(1, "a")
    assert repr(made).endswith("Line(number=1, words='a', notes=[])")
    assert replace(made, number=2).number == 2
    assert hash(line(1, "a", ())) == hash(line(1, "a", ()))


def test_a_frozen_record_refuses_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        make_kind()(1).number = 2


def test_a_frozen_record_refuses_to_lose_a_field() -> None:
    with pytest.raises(FrozenInstanceError):
        del make_kind()(1).number


def test_what_is_derived_from_a_frozen_record_may_have_more_that_changes() -> None:
    class Plain(make_kind()):  # type: ignore[misc]
        pass

    plain = Plain(1)
    plain.more = 2
    del plain.more
    with pytest.raises(FrozenInstanceError):
        plain.number = 2
    with pytest.raises(FrozenInstanceError):
        del plain.number


def test_only_a_record_that_never_changes_has_a_hash() -> None:
    @dataclass
    class Count:
        number: int

    count = Count(1)
    count.number += 1
    assert count == Count(2)
    assert count != make_kind()(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(count)


def test_a_record_that_is_no_value_is_equal_to_itself_only() -> None:
    @dataclass(frozen=True, eq=False)
    class Thing:
        number: int

    assert Thing(1) != Thing(1)
    assert len({Thing(1), Thing(1)}) == 2


def test_fields_are_filled_by_name_only_left_out_of_comparing_or_not_asked_for_as_declared() -> None:
    @dataclass(frozen=True)
    class Wish:
        name: str
        note: str = field(default="", compare=False)
        _: KW_ONLY
        mark: str
        made: list[int] = field(default_factory=list, init=False)
        found: int | None = field(default=None, init=False)

    wish = Wish("a", "b", mark="c")
    assert (wish.made, wish.found) == ([], None)
    assert wish == Wish("a", mark="c")
    assert repr(wish).endswith("Wish(name='a', note='b', mark='c', made=[], found=None)")
    with pytest.raises(TypeError, match="mark"):
        Wish("a")  # type: ignore[call-arg]


def test_a_record_keeps_what_it_has_of_its_own() -> None:
    @dataclass(frozen=True)
    class Own:
        number: int

        def __repr__(self) -> str:
            return "own"

        def __post_init__(self) -> None:
            object.__setattr__(self, "number", 7)

    assert repr(Own(1)) == "own"
    assert Own(1).number == 7


def test_a_record_within_itself_is_shown() -> None:
    line = make_kind()(1)
    line.notes.append(line)
    assert repr(line).endswith("notes=[...])")


def test_a_wrong_call_names_what_is_missing() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'number'"):
        make_kind()()


def test_fields_are_known_before_the_first_record() -> None:
    assert [item.name for item in fields(make_kind())] == ["number", "words", "notes"]


def test_a_derived_record_has_the_fields_of_both() -> None:
    line = make_kind()

    @dataclass(frozen=True)
    class Longer(line):  # type: ignore[misc, valid-type]
        end: int = 0

    class Plain(line):  # type: ignore[misc, valid-type]
        pass

    assert Longer(1, "a", [], 7) == Longer(1, "a", end=7)
    assert Plain(3).number == 3


def test_records_with_slots_or_a_way_of_their_own_to_be_made_are_made_at_once() -> None:
    @dataclass(frozen=True, slots=True)
    class Slim:
        number: int

    @dataclass
    class Own:
        number: int

        def __init__(self) -> None:
            self.number = 5

    assert not hasattr(Slim(1), "__dict__")
    assert Own() == Own()


def test_threads_that_need_the_first_record_at_once_all_get_one() -> None:
    kinds = [make_kind() for _ in range(40)]
    start = threading.Barrier(3)
    made: list[int] = []

    def make() -> None:
        start.wait()
        made.extend(kind(1).number for kind in kinds)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1] * 120


def test_a_record_made_late_keeps_what_its_class_says() -> None:
    @dataclass(frozen=True)
    class Amount:
        cents: int

        def __repr__(self) -> str:
            return f"{self.cents / 100:.2f} 元"

    assert repr(Amount(1250)) == "12.50 元"
    assert Amount(1) == Amount(1)


def test_a_field_that_is_neither_given_nor_has_a_default_is_left_unset() -> None:
    @dataclass
    class Reading:
        text: str
        found: int = field(init=False)

    reading = Reading("12")
    assert not hasattr(reading, "found")
    reading.found = 12
    assert repr(reading).endswith("Reading(text='12', found=12)")


def test_a_thread_that_comes_second_finds_the_record_made() -> None:
    @dataclass
    class Point:
        x: int

    first = Point.__init__  # what another thread may hold while the record is being made
    assert Point(1).x == 1
    late = object.__new__(Point)
    first(late, 2)
    assert late == Point(2)

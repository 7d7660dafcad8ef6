"""Records that are made when they are first used."""

from __future__ import annotations

import threading
from dataclasses import FrozenInstanceError, field, fields, replace
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

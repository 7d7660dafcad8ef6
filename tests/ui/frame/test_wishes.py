"""One door for all that is asked for: page found, typing committed, readers refused, faults told."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import gia_desktop.ui
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.frame.undo import UndoStack
from gia_desktop.ui.frame.wishes import ANY_PAGE, Wish, Wishes
from tests.support.window.office import Office
from tests.support.window.scripted import ScriptedMessages

LOOK = Wish[[]]("look", "看", changes_data=False)
CHANGE = Wish[[int]]("change", "改", changes_data=True)
COUNT = Wish[[int]]("count", "数", changes_data=False, scope="letters")
COPY = Wish[[]]("copy", "复制", changes_data=False, scope=ANY_PAGE, in_place=True)


class Fault(GiaError):
    code = "GIA-E-999"

    def __init__(self) -> None:
        super().__init__("U 盘拔掉了。", "请插上。")


class Letters(Page):
    """A page of another kind of work."""

    kind = "letters"

    def __init__(self) -> None:
        super().__init__(1, UndoStack(), QWidget())
        self.committed = 0

    def commit_typing(self) -> None:
        self.committed += 1


class Door:
    """A table of wishes with a page before it."""

    def __init__(self, window: QWidget) -> None:
        self.messages, self.done = ScriptedMessages(), list[object]()
        self.front: Page | None = None
        self.why_not = ""
        self.wishes = Wishes(lambda: self.front, lambda: self.why_not, self.messages, window)


@pytest.fixture
def door(qtbot: QtBot) -> Door:
    window = QWidget()
    qtbot.addWidget(window)
    return Door(window)


@pytest.fixture
def letters(qtbot: QtBot, door: Door) -> Letters:
    page = Letters()
    qtbot.addWidget(page)
    door.front = page
    return page


def test_what_is_said_with_a_wish_reaches_whoever_serves_it(door: Door) -> None:
    door.wishes.serve(CHANGE, door.done.append)
    door.wishes.do(CHANGE, 7)
    door.wishes.asks(CHANGE, 8)()
    assert door.done == [7, 8]


def test_a_fault_becomes_a_sentence(door: Door) -> None:
    def fail() -> None:
        raise Fault

    door.wishes.serve(LOOK, fail)
    door.wishes.do(LOOK)
    assert [error.code for error in door.messages.errors] == ["GIA-E-999"]


def test_a_mistake_of_the_program_is_not_hidden(door: Door) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    door.wishes.serve(LOOK, fail)
    with pytest.raises(ZeroDivisionError):
        door.wishes.do(LOOK)


def test_a_reader_is_refused_what_changes_data_and_nothing_else(door: Door) -> None:
    door.wishes.serve(CHANGE, door.done.append)
    door.wishes.serve(LOOK, lambda: door.done.append("looked"))
    door.why_not = "王芳正在编辑。"
    door.wishes.do(CHANGE, 7)
    door.wishes.do(LOOK)
    assert door.done == ["looked"]
    assert door.messages.told == ["王芳正在编辑。"]


def test_a_wish_for_a_page_gets_the_page_with_all_typing_committed(door: Door, letters: Letters) -> None:
    door.wishes.serve_page(COUNT, Letters, lambda page, more: door.done.append((page.committed, more)))
    door.wishes.do(COUNT, 5)
    assert door.done == [(1, 5)]


def test_a_wish_that_goes_on_in_its_field_commits_nothing(door: Door, letters: Letters) -> None:
    door.wishes.serve_page(COPY, Page, lambda _page: door.done.append(letters.committed))
    door.wishes.do(COPY)
    assert door.done == [0]


def test_without_its_page_a_wish_does_nothing_and_is_not_offered(door: Door) -> None:
    door.wishes.serve_page(COUNT, Letters, lambda _page, more: door.done.append(more))
    door.wishes.do(COUNT, 5)
    assert door.done == []
    assert [door.wishes.is_possible(wish) for wish in (LOOK, COUNT, COPY)] == [True, False, False]


def test_a_page_of_its_kind_makes_a_wish_possible(door: Door, letters: Letters) -> None:
    assert door.wishes.is_possible(COUNT)
    assert door.wishes.is_possible(COPY)


def test_cut_and_paste_are_for_the_field_that_has_the_focus(letters: Letters) -> None:
    field = QLineEdit("abc", letters)
    assert letters.clippable() is None
    field.setFocus()
    assert letters.clippable() is field


def declared() -> Iterator[Wish[Any]]:
    """Yield every wish that a module of the windows declares."""
    folder = Path(gia_desktop.ui.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        if "import Wish" in path.read_text("utf-8"):
            name = ".".join(path.relative_to(folder.parents[1]).with_suffix("").parts)
            for value in vars(importlib.import_module(name)).values():
                if isinstance(value, Wish):
                    yield value
                elif isinstance(value, dict):
                    yield from (item for item in value.values() if isinstance(item, Wish))


def test_every_wish_that_is_declared_is_served(office: Office) -> None:
    wishes = list(declared())
    assert len(wishes) > 30
    assert [wish.name for wish in wishes if not office.window.wishes.is_served(wish)] == []


def test_no_keys_are_given_twice_in_one_scope() -> None:
    given = [(wish.scope, wish.keys) for wish in set(declared()) if wish.keys]
    assert len(given) == len(set(given))

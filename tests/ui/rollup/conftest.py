"""A collection on a page of its own, without the window around it: checked at once, steps kept in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.app.rollup.library import CollectionLibrary
from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import Collection
from gia_desktop.ui.frame.undo import UndoStack
from gia_desktop.ui.kit.theme import apply_theme, make_theme
from gia_desktop.ui.rollup.page import RollupPage, RollupTools
from tests.support.window.county import TODAY
from tests.support.window.harness import settle
from tests.support.window.scripted import NotedWishes, ScriptedMessages

OpenPage = Callable[[Collection], RollupPage]


class Typed(dict[str, str]):
    """What is half typed, in place of a saver."""

    def set_pending(self, _number: int, key: str, text: str) -> None:
        self[key] = text

    def clear_pending(self, _number: int, key: str) -> None:
        self.pop(key, None)


class NoLibrary(CollectionLibrary):
    """Holds nothing but what is half typed: the page is alone."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.saver: Any = Typed()

    def half_typed(self, number: int) -> list[Any]:
        return []


@pytest.fixture
def open_page(qtbot: QtBot, qapp: QApplication, formats: Formats) -> Iterator[OpenPage]:
    """Open collections on pages of their own."""
    pages: list[RollupPage] = []

    def open_it(collection: Collection) -> RollupPage:
        look = make_theme("light", "normal")
        if qapp.property("look") != "light normal":
            apply_theme(qapp, look)
            qapp.setProperty("look", "light normal")
        session = CollectionSession(1, collection, formats, lambda step, counts: None, TODAY)
        found = session.checker.check(collection)
        assert found is not None
        session.take_checked(found)
        tools = RollupTools(NoLibrary(formats), NotedWishes(ScriptedMessages(), QWidget()))
        page = RollupPage(session, UndoStack(), look, tools)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show()
        page.activateWindow()
        qtbot.waitActive(page)
        settle()
        pages.append(page)
        return page

    yield open_it
    for page in pages:
        page.leave()
        page.close()

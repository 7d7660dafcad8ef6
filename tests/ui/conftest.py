"""Fixtures of tests with windows: one Chinese application, a page per test, no Qt warning goes unseen."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.logging import _QtMessageCapture as QtLog  # the type of the fixture qtlog
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.session import Recorder, Session
from gia_desktop.app.writing.own_phrases import OwnPhrases
from gia_desktop.core.report import Report, new_report
from gia_desktop.exchange.report_file import open_report
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.frame.undo import UndoStack
from gia_desktop.ui.kit.theme import apply_theme, make_theme
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.pages import PageTools
from tests.support.window.harness import DATA, Desk, Memory, accept_all, settle
from tests.support.window.office import Office, open_office
from tests.support.window.scripted import NotedWishes, ScriptedMessages

SIZE = (1366, 694)
"""What a 1366×768 screen leaves for the page: task bar, title bar and status line take the rest."""

_HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)


_BEGUN: set[Path] = set()
"""Files whose tests have begun."""


class OpenDesk(Protocol):
    """Opens a report on a page."""

    def __call__(
        self,
        report: Report,
        section: str = "3",
        *,
        theme: str = "light",
        text_size: str = "normal",
        recorder: Recorder | None = None,
    ) -> Desk: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """End a hanging test from another thread: no signal gets through to Python while Qt runs its loop."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.timeout(120, method="thread"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the collections after each test of a file pass over what the files before left, once for all.

    Thousands of tests leave hundreds of thousands of objects, which cost more than the window under test.
    """
    if item.path not in _BEGUN:
        _BEGUN.add(item.path)
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def _no_qt_warnings(qapp: QApplication, qtlog: QtLog) -> Iterator[None]:
    # As in the program: a thread that saves must not take widgets apart.
    gc.disable()
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()
    told = [f"{record.type_name}: {record.message}" for record in qtlog.records]
    assert [line for line in told if not line.endswith(_HARMLESS)] == []


@pytest.fixture(autouse=True)
def _no_part_is_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when a part is made visible before it has a parent: it flashes as a window and takes the keys."""
    set_visible = QWidget.setVisible

    def watched(widget: QWidget, visible: bool) -> None:
        is_part = widget.isWindow() and not isinstance(widget, QMainWindow | QDialog)
        assert not (visible and is_part), f"{widget} has no parent"
        set_visible(widget, visible)

    monkeypatch.setattr(QWidget, "setVisible", watched)


@pytest.fixture
def open_desk(qtbot: QtBot, qapp: QApplication, formats: Formats, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open reports on pages of their own; all are closed at the end."""
    desks: list[Desk] = []

    def open_it(
        report: Report,
        section: str = "3",
        *,
        theme: str = "light",
        text_size: str = "normal",
        recorder: Recorder | None = None,
    ) -> Desk:
        look = make_theme(theme, text_size)
        if qapp.property("look") != f"{theme} {text_size}":
            apply_theme(qapp, look)
            qapp.setProperty("look", f"{theme} {text_size}")
        memory = Memory()
        session = Session(1, report, formats, recorder or memory)
        session.check()
        stack = UndoStack()
        messages = ScriptedMessages()
        settings, nobody = Settings(tmp_path), QWidget()
        settings["text_panel"] = "none"
        phrases = OwnPhrases(tmp_path, formats)
        tools = PageTools(messages, NotedWishes(messages, nobody), settings, phrases)
        page = ReportPage(session, stack, look, tools, section)
        desk = Desk(page, session, stack, messages, memory, formats, look, settings)
        page.said.connect(desk.said.append)
        page.place_changed.connect(desk.words.append)
        accept_all(desk)
        qtbot.addWidget(page)
        page.resize(*SIZE)
        page.show()
        page.activateWindow()
        qtbot.waitActive(page)
        settle()
        desks.append(desk)
        return desk

    yield open_it
    for desk in desks:
        desk.page.leave()
        desk.page.close()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """The whole window over an empty data folder."""
    office = open_office(tmp_path / "清河镇 资料")
    qtbot.addWidget(office.window)
    office.window.activateWindow()
    qtbot.waitActive(office.window)
    settle()
    yield office
    office.window.close()


@pytest.fixture
def blank(formats: Formats) -> Callable[[str], Report]:
    """Return an empty report of a format."""
    years = {"2019": 2020, "2021": 2025}
    return lambda fmt: new_report(fmt, years[fmt], "示例市水务局", "city")


@pytest.fixture
def desk(open_desk: OpenDesk, blank: Callable[[str], Report]) -> Desk:
    """An empty report of the format in force, at table 三."""
    return open_desk(blank("2021"))


@pytest.fixture
def city(formats: Formats) -> Report:
    """The figures of a real city, 2021 format."""
    return open_report(DATA / "city-2024.gia", formats)


@pytest.fixture
def town(formats: Formats) -> Report:
    """The figures of a real town, 2019 format."""
    return open_report(DATA / "town-2020.gia", formats)


@pytest.fixture(params=["city", "town"])
def filled(request: pytest.FixtureRequest) -> Report:
    """A filled report of each format."""
    report = request.getfixturevalue(request.param)
    assert isinstance(report, Report)
    return report

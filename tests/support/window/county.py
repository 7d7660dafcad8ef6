"""The window over a small county: a folder of reports, a list of units, a day in January."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value
from gia_desktop.rollup.collecting import Collected, FolderProgress
from gia_desktop.rollup.collection import Collection
from gia_desktop.ui.rollup.page import RollupPage
from tests.support.reports.areas import DAY, hand_in, report_of, roster, submission, town
from tests.support.window.harness import settle
from tests.support.window.office import Office

TODAY = DAY + dt.timedelta(days=5)
NEW = CellKey("t3.new.natural")
GRANTED = CellKey("t3.granted.natural")
_PATIENCE_MS = 20_000


def county(count: int = 4, last_year: Mapping[str, Report] | None = None) -> Collection:
    """Return a collection without a file: towns that are due on 20 January."""
    return Collection(replace(roster(count), due=DAY), 2025, previous=last_year or {})


def figures(new: int, granted: int | None = None) -> dict[CellKey, Value]:
    """Return figures of a town; they balance unless told otherwise."""
    return {NEW: new, GRANTED: new if granted is None else granted}


def hand_in_town(folder: Path, place: int, values: Mapping[CellKey, Value], day: dt.date = DAY) -> Path:
    """Put a town's report into a folder."""
    folder.mkdir(exist_ok=True)
    return hand_in(report_of(town(place), values), folder / f"{place}号.gia", day)


def open_county(office: Office, made: Collection | None = None) -> RollupPage:
    """Store a collection and open it on the 25th of January 2026."""
    library = office.workspace.collections
    library.today = lambda: TODAY
    office.window.rollup.open(library.create(made or county()))
    settle()
    return rollup_page(office)


def rollup_page(office: Office) -> RollupPage:
    page = office.window.rollup.page
    assert page is not None, "no collection is open"
    return page


def read_without_end(office: Office, monkeypatch: pytest.MonkeyPatch, folder: Path) -> RollupPage:
    """Open a county and let it read a folder that yields one town and goes on until it is stopped."""
    found = submission(report_of(town(0), figures(4)))

    def endless(of: Collection, _folder: Path, progress: Callable[[FolderProgress], bool]) -> Collected:
        while progress(FolderProgress(1, 90, "一份.docx")):
            Event().wait(0.005)
        return Collected(replace(of, submissions=(found,)), 1, True, 0)

    page = open_county(office)
    wait_for_readings(office)
    monkeypatch.setattr(office.workspace.collections, "collect", endless)
    office.messages.paths = [folder]
    click(page.collect)
    return page


def wait_for_readings(office: Office) -> None:
    """Wait until no folder is read and nothing is checked any more."""
    deadline = QDeadlineTimer(_PATIENCE_MS)
    while office.window.rollup.is_busy:
        assert not deadline.hasExpired(), "the reading of the folder doesn't end"
        QApplication.processEvents()
    settle()


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key in a widget."""
    QTest.keyClick(widget, key, modifiers)
    settle()


def click(widget: QWidget) -> None:
    """Click a button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle()


def shown(page: RollupPage, column: int) -> dict[str, str]:
    """Return what the list says in a column, by unit."""
    model = page.units.model
    return {name: str(model.index(row, column).data()) for row, name in enumerate(model.items)}

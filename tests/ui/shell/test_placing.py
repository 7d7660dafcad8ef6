"""The window opens within the screen and comes back as the clerk left it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize
from pytestqt.qtbot import QtBot

from tests.support.window.office import Office, open_office

OFFSCREEN = QRect(0, 0, 800, 800)


@pytest.fixture
def later(office: Office, qtbot: QtBot) -> Iterator[Office]:
    """Another window over the same data, not placed yet."""
    office.window.resize(800, 520)
    office.window.close()
    again = open_office(office.folders.data)
    qtbot.addWidget(again.window)
    yield again
    again.window.close()


@pytest.mark.parametrize("room", [QRect(0, 0, 1366, 728), QRect(0, 0, 1366, 768), QRect(0, 0, 911, 480)])
def test_on_a_screen_of_its_own_size_or_less_the_window_fills_it(office: Office, room: QRect) -> None:
    office.window.come_back(room)
    assert office.window.isMaximized()
    assert office.window.normalGeometry().width() <= room.width()
    assert office.window.normalGeometry().height() <= max(room.height(), 480)


def test_on_a_large_screen_it_stands_in_the_middle_with_its_frame_inside(office: Office) -> None:
    room = QRect(0, 0, 1920, 1040)
    office.window.come_back(room)
    assert not office.window.isMaximized()
    assert office.window.size() == QSize(1366, 768)
    assert room.contains(office.window.geometry())
    assert abs(office.window.geometry().center().x() - room.center().x()) <= 1


def test_the_next_start_has_the_size_of_the_last(later: Office) -> None:
    later.window.come_back(OFFSCREEN)
    assert later.window.size() == QSize(800, 520)


def test_a_geometry_that_makes_no_sense_is_passed_over(office: Office) -> None:
    office.settings["window_geometry"] = "?"
    office.window.come_back(QRect(0, 0, 1920, 1040))
    assert office.window.size() == QSize(1366, 768)

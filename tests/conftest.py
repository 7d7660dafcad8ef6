"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

from dev import fonts
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.schema import Format
from gia_desktop.ui.shell.app import make_application

# Before Qt starts: a test run opens no window unless the caller asks for a platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FONTS = "noto"
"""What a window looks like depends on fonts: tests see those of the README's command only."""
SEES_ONE_SET = sys.platform == "linux" and fonts.are_there(FONTS)
if SEES_ONE_SET:
    for name, value in fonts.only(FONTS, fonts.SETS[FONTS]).items():
        os.environ.setdefault(name, value)

pytest_plugins = ["tests.support.workers"]

# A busy machine is no fault of the property; pytest-timeout stops a test that hangs.
# Every run draws other examples; --hypothesis-profile=thorough draws many at once, before a release.
settings.register_profile(
    "thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=500
)
settings.register_profile("gia", settings.get_profile("thorough"), max_examples=40)
settings.load_profile("gia")


def pytest_report_header() -> str:
    """Tell in which fonts windows and pages are drawn."""
    return f"fonts: {FONTS}" if SEES_ONE_SET else f"fonts: those of this machine ({FONTS!r} is not here)"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name whole files by their size: a zip holds the second it was made in, and workers compare names."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) and len(val) > 40 else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no worker waits for the other one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over thousands of tests and all modules, which stay to the end."""
    gc.collect()
    gc.freeze()


class _Watched(sqlite3.Connection):
    """A connection that knows whether it was closed."""

    closed = False

    def close(self) -> None:
        super().close()
        self.closed = True


@pytest.fixture(autouse=True)
def _mask_of_the_process_stays() -> Iterator[None]:
    """Put back which files are open to others: a data folder decides it for the whole program."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)


@pytest.fixture(autouse=True)
def _no_connection_is_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test that leaves a connection to the garbage collector.

    On Windows the file of such a connection can't be put aside; only Python 3.13 says so by itself, in
    whatever test comes next.
    """
    made: list[tuple[object, _Watched]] = []
    connect = sqlite3.connect

    def watched(database: str | Path, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(database, **{"factory": _Watched, **options})
        if isinstance(connection, _Watched):
            made.append((database, connection))
        return connection

    monkeypatch.setattr(sqlite3, "connect", watched)
    yield
    left = [str(database) for database, connection in made if not connection.closed]
    assert left == [], "left open"


@pytest.fixture(scope="session", autouse=True)
def qapp() -> Iterator[QApplication]:
    """The application as the program makes it, before any test: painting a PDF would make a lesser one."""
    yield make_application(["gia-desktop"])
    # WORKAROUND: the offscreen platform frees what was copied only after Python is gone, and crashes;
    # X11 and Windows do not.
    QApplication.clipboard().clear()


@pytest.fixture
def formats() -> Formats:
    return bundled_formats()


@pytest.fixture
def fmt_2019(formats: Formats) -> Format:
    return formats.get("2019")


@pytest.fixture
def fmt_2021(formats: Formats) -> Format:
    return formats.get("2021")

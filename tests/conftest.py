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

from dev import fonts
from gia_desktop.formats.registry import Registry, bundled_formats
from gia_desktop.formats.schema import Format

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
settings.register_profile("gia", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gia")


def pytest_report_header() -> str:
    """Tell in which fonts windows and pages are drawn."""
    return f"fonts: {FONTS}" if SEES_ONE_SET else f"fonts: those of this machine ({FONTS!r} is not here)"


HERE = Path(__file__).parent
UNTRACED = [HERE / name for name in ("dev", "docs", "packaging", "ui")]
"""Folders whose tests go over ground that others cover; tracing them takes a third of the whole run."""
REPEATING = ("slow", "libreoffice", "hypothesis", "repeats")
"""Marks of tests that go over the same ground many times."""
TRACED = "traced"
"""The mark of tests that are counted all the same: they read back what only a painter can write."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count covered lines only where a test is about them, and run those tests first.

    What is made once and kept (vocabularies of a table, say) is then always made while lines are counted,
    however the tests are spread over the workers. Tests that share what their module made stay together.
    """
    for item in items:
        repeats = any(item.get_closest_marker(mark) for mark in REPEATING) or _has_seed(item)
        is_above = any(item.path.is_relative_to(folder) for folder in UNTRACED)
        if (repeats or is_above) and not item.get_closest_marker(TRACED):
            item.add_marker(pytest.mark.no_cover)
        if _shares_its_module(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items.sort(key=lambda item: item.get_closest_marker("no_cover") is not None)


def _has_seed(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "seed" in item.fixturenames


def _shares_its_module(item: pytest.Item) -> bool:
    """Tell whether a test asks for something that is made once for its module."""
    found = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
    is_grouped = item.get_closest_marker("xdist_group") is not None
    return not is_grouped and any(made.scope == "module" for fixtures in found for made in fixtures)


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


@pytest.fixture
def registry() -> Registry:
    return bundled_formats()


@pytest.fixture
def fmt_2019(registry: Registry) -> Format:
    return registry.get("2019")


@pytest.fixture
def fmt_2021(registry: Registry) -> Format:
    return registry.get("2021")

"""Fixtures for every test."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: a test run opens no window unless the caller asks for a platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gia_desktop.formats.registry import Registry, bundled_formats
from gia_desktop.formats.schema import Format

# A busy machine is no fault of the property; pytest-timeout stops a test that hangs.
settings.register_profile("gia", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gia")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over thousands of tests and all modules, which stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def registry() -> Registry:
    return bundled_formats()


@pytest.fixture
def fmt_2019(registry: Registry) -> Format:
    return registry.get("2019")


@pytest.fixture
def fmt_2021(registry: Registry) -> Format:
    return registry.get("2021")

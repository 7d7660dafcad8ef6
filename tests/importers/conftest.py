"""What the tests of the readers share."""

from __future__ import annotations

import pytest

from gia_desktop.formats.registry import Registry, bundled_formats


@pytest.fixture(scope="session")
def registry() -> Registry:
    return bundled_formats()

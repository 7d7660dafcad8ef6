"""What the tests of the readers share."""

from __future__ import annotations

import pytest

from gia_desktop.formats.installed import Formats, bundled_formats


@pytest.fixture(scope="session")
def formats() -> Formats:
    return bundled_formats()

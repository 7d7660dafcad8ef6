"""Which lines and branches the tests ran: slipcover counts in each worker, its sum goes where dev.py asks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

WANTED = "GIA_COVERAGE"
"""The variable that names the file for the sum."""


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Put the sum of all workers where it is wanted; slipcover leaves it in a folder of its own."""
    wanted, folder = os.environ.get(WANTED), os.environ.get("SLIPCOVER_COVERAGE_DIR")
    if wanted and folder and "PYTEST_XDIST_WORKER" not in os.environ:
        summed = Path(folder, "merged.json")
        if summed.exists():
            shutil.move(summed, wanted)
        shutil.rmtree(folder)

"""Which lines and branches the tests ran: every worker counts, the sum goes where dev.py asks for it.

slipcover's own plugin for pytest takes a counter out again once it was hit often and walks over what all
threads have in hand meanwhile, which ends the process when one of them is in Qt. Here the counters stay.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest
import slipcover

WANTED: Final = "GIA_COVERAGE"
"""The variable that names the file for the sum; nothing is counted without it."""
FOLDERS: Final = "GIA_COVERAGE_FOLDERS"
"""The variable that names the folders to be counted, separated by commas."""
NEVER_RUN: Final = (r"pragma: no cover", r"if TYPE_CHECKING:", r"@overload", r"raise NotImplementedError")
"""What begins parts that no test can run."""

_STAY: Final = -1


class Counting:
    """Counts in one worker from before the first import of the program."""

    def __init__(self, report: Path, folders: list[str], worker: str) -> None:
        """Count the files of some folders; the numbers of a worker go beside the report."""
        self._part = report.with_name(f"{report.stem}-{worker}.json")
        self._counter = slipcover.Slipcover(
            branch=True, source=folders, exclude_lines=list(NEVER_RUN), d_miss_threshold=_STAY
        )
        slipcover.ImportManager(self._counter, slipcover.FileMatcher(sources=folders)).__enter__()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Leave what was counted for the controller."""
        self._part.write_text(json.dumps(self._counter.get_coverage()), encoding="utf-8")


class Summing:
    """Adds up in the controller what the workers counted."""

    def __init__(self, report: Path) -> None:
        """Write the sum into a file."""
        self._report = report

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """Add up the parts; a worker that died left none, and the run has failed already."""
        total: dict[str, Any] | None = None
        for part in sorted(self._report.parent.glob(f"{self._report.stem}-*.json")):
            counted = json.loads(part.read_text(encoding="utf-8"))
            if total is None:
                total = counted
            else:
                slipcover.merge_coverage(total, counted)
            part.unlink()
        if total is not None:
            self._report.write_text(json.dumps(total), encoding="utf-8")


def _begin() -> Counting | Summing | None:
    wanted, worker = os.environ.get(WANTED), os.environ.get("PYTEST_XDIST_WORKER")
    if wanted is None:
        return None
    report = Path(wanted)
    return Counting(report, os.environ[FOLDERS].split(","), worker) if worker else Summing(report)


_ours = _begin()


def pytest_configure(config: pytest.Config) -> None:
    """Let the part of this process hear how the run goes."""
    if _ours is not None:
        config.pluginmanager.register(_ours)

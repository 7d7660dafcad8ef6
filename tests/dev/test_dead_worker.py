"""A worker that dies ends the run, which names the test and fails; nobody waits for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dev.shell import ROOT
from dev.testing import TWO_WORKERS

DIES = """
import os

def test_dies():
    os.abort()
"""
DIES_BETWEEN_TESTS = """
import os

def pytest_collection_finish(session):
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw0":
        os.abort()
"""
PASSES = "import pytest\n\n@pytest.mark.parametrize('n', range(40))\ndef test_passes(n):\n    pass\n"


def run_of(folder: Path, **files: str) -> subprocess.CompletedProcess[str]:
    """Run tests made up for the purpose under the settings of ours."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    for name, text in {"test_passes": PASSES, **files}.items():
        (folder / "tests" / f"{name}.py").write_text(text, encoding="utf-8")
    ours = ("PYTEST_", "SLIPCOVER_", "GIA_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    # The package of our tests is found before the folder of the same name, which has none.
    env["PYTHONPATH"] = str(ROOT)
    command = [
        sys.executable,
        "-m",
        "pytest",
        *TWO_WORKERS,
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.support.workers",
    ]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_a_test_that_kills_its_worker_is_named(tmp_path: Path) -> None:
    done = run_of(tmp_path, test_dies=DIES)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "crashed while running 'tests/test_dies.py::test_dies'" in done.stdout


def test_a_worker_that_dies_between_tests_lets_the_run_fail(tmp_path: Path) -> None:
    done = run_of(tmp_path, conftest=DIES_BETWEEN_TESTS)
    assert done.returncode != 0, done.stdout

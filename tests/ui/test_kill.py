"""The program killed while the clerk types: everything that was on disk is there again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gia_desktop.formats.registry import bundled_formats
from gia_desktop.storage.drafts import DraftStore
from gia_desktop.ui.workspace import DATABASE

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("steps", [1, 2, 7, 40])
def test_a_killed_window_loses_no_cell_that_was_saved(tmp_path: Path, steps: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.kill_child", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert child.stdout is not None
    with child.stdout:
        confirmed = [child.stdout.readline().strip() for _ in range(steps + 1)]  # the first opens the report
    child.kill()
    child.wait()
    assert confirmed == ["saved"] * (steps + 1)
    store = DraftStore(tmp_path / DATABASE)
    report = store.load(store.list()[0].id)
    store.close()
    entered = [key for key in bundled_formats().get("2021").entered if key.startswith("t3.")]
    kept = len(report.values)
    assert kept >= steps
    assert report.values == {key: int(f"7{place}") for place, key in enumerate(entered[:kept], 1)}

"""A disk that fails for a while costs nothing: every step is saved when it is well again, in order."""

from __future__ import annotations

import errno
import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.vault.faults import Tally, compiled, run_once
from tests.support.vault.kinds import Trial


@pytest.mark.slow
@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None, reason="needs Linux and a C compiler"
)
def test_steps_outlive_a_disk_that_fails_for_a_while(trial: Trial, tmp_path: Path) -> None:
    tally, dice, shim = Tally(), random.Random(7), compiled(tmp_path)
    (tmp_path / "data").mkdir()
    for error in (errno.EIO, errno.ENOSPC, errno.ENOENT):
        run_once(trial, tmp_path, shim, error, dice, tally)
    assert (tally.lost, tally.not_saved, tally.noticed) == (0, 0, 0), tally
    assert not tally.mistakes, tally
    assert tally.confirmed == tally.submitted > 0

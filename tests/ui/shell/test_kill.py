"""The program killed while the clerk types: everything that was on disk is there again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.window.kills import Tally, kill_once, prepare

KILLS = 3
"""What the suite can spare; hundreds are killed before a release."""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_kills_lose_no_confirmed_step_and_offer_back_what_was_half_typed(
    qapp: QApplication, tmp_path: Path
) -> None:
    prepare(tmp_path)
    tally = Tally()
    for seed in range(KILLS):
        kill_once(tmp_path, seed, tally)
    assert (tally.kills, tally.lost) == (KILLS, 0)
    assert tally.confirmed > KILLS
    assert tally.cells_offered > 0

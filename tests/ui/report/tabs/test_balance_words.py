"""What the balance strip says in a column that is too narrow for both sides."""

from __future__ import annotations

import pytest

from gia_desktop.app.report.session import BalanceLine
from gia_desktop.ui.report.tabs.balance_strip import short_words


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [(3035, 3035, "相等 ✓"), (3035, 3030, "差 5 ✗"), (3030, 3035, "差 5 ✗"), (0, 0, "相等 ✓")],
)
def test_a_narrow_column_tells_equal_sides_from_a_difference(left: int, right: int, words: str) -> None:
    assert short_words(BalanceLine("自然人", left, right, blank=False)) == words

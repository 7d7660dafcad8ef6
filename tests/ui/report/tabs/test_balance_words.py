"""What balance strip and tabs say of tables that are not filled in yet, and in narrow columns."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gia_desktop.app.report.session import BalanceLine
from gia_desktop.core.severity import Severity
from gia_desktop.ui.kit.theme import make_theme
from gia_desktop.ui.report.tabs.balance_strip import short_words, words_of
from gia_desktop.ui.report.tabs.bar import ReportTabs


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [(3035, 3035, "相等 ✓"), (3035, 3030, "少 5 ✗"), (3030, 3035, "多 5 ✗"), (0, 0, "相等 ✓")],
)
def test_a_narrow_column_tells_equal_sides_from_a_difference(left: int, right: int, words: str) -> None:
    assert short_words(BalanceLine("自然人", left, right)) == words


@pytest.mark.parametrize(
    ("left_open", "right_open", "words"),
    [
        (True, True, "未填"),
        (False, True, "3 | 未填"),
        (True, False, "未填 | 2"),
        (False, False, "3 | 2 少 1 ✗"),
    ],
)
def test_an_open_side_is_never_called_equal(left_open: bool, right_open: bool, words: str) -> None:
    line = BalanceLine("自然人", 3, 2, left_open, right_open)
    assert words_of(line) == words
    assert "✓" not in short_words(line)


@pytest.mark.parametrize(
    ("found", "empty", "blanks", "badge"),
    [
        ({Severity.MUST_FIX: 1}, True, 138, "空"),
        ({Severity.MUST_FIX: 1}, False, 3, "✗1"),
        ({Severity.EXPLAIN: 2}, False, 3, "!2"),
        ({}, False, 3, "空3"),
        ({}, False, 0, "✓"),
        ({}, True, 0, "空"),
    ],
)
def test_a_tab_with_blank_cells_never_shows_a_tick(
    qapp: QApplication, found: dict[Severity, int], empty: bool, blanks: int, badge: str
) -> None:
    tabs = ReportTabs(make_theme("light", "normal"))
    tabs.add("3", "三")
    tabs.set_badge("3", {weight: found.get(weight, 0) for weight in Severity}, empty=empty, blanks=blanks)
    assert tabs.badge("3") == badge

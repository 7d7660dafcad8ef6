"""Widths, heights and broken labels: nothing is cut, whatever the window and the text size."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from gia_desktop.formats.grid import Grid, Role, make_grid
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.grid.geometry import PAD, Geometry, Ruler, fit, label_lines, line_pitch, wrap
from gia_desktop.ui.kit.theme import TEXT_SIZES, make_theme

_FORMATS: Final = bundled_formats()
GRIDS: Final = {
    f"{fmt}-{table}": make_grid(_FORMATS.get(fmt), table)
    for fmt in ("2019", "2021")
    for table in ("t2", "t3", "t4")
}
grids = st.sampled_from(sorted(GRIDS))
sizes = st.sampled_from(sorted(TEXT_SIZES))
widths = st.integers(300, 2600)
heights = st.integers(100, 1600)


def bold_ruler(text_size: str) -> tuple[Ruler, int]:
    theme = make_theme("light", text_size)
    return Ruler(theme.font(bold=True)), theme.text_px


def fitted(
    name: str, text_size: str, width: int, height: int, digits: int = 0
) -> tuple[Grid, Geometry, Ruler, int]:
    ruler, px = bold_ruler(text_size)
    return GRIDS[name], fit(GRIDS[name], ruler, px, width, height, digits), ruler, px


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    """Text is measured with the fonts of the program."""


@given(grids, sizes, widths, heights, st.integers(0, 4))
@settings(max_examples=150)
def test_no_label_is_cut_at_any_size(name: str, text_size: str, width: int, height: int, digits: int) -> None:
    grid, geometry, ruler, px = fitted(name, text_size, width, height, digits)
    for cell in grid.cells:
        if cell.role is Role.VALUE:
            continue
        lines = label_lines(cell, ruler, geometry.width(cell))
        assert (len(lines) - 1) * line_pitch(px) + px <= geometry.height(cell), cell.text
        for line in lines:
            assert ruler.advance(line) <= geometry.width(cell) - 2, cell.text


@given(grids, sizes, widths, heights)
@settings(max_examples=60)
def test_every_value_has_room_for_its_digits(name: str, text_size: str, width: int, height: int) -> None:
    grid, geometry, ruler, _px = fitted(name, text_size, width, height)
    wide = name.endswith("t4") or grid.columns > 8
    needed = ruler.advance("8888" if wide else "888888") + PAD
    for cell in grid.cells:
        if cell.role is Role.VALUE:
            assert geometry.width(cell) >= needed


@given(grids, sizes, st.integers(1200, 2600), heights)
@settings(max_examples=60)
def test_a_wide_window_is_filled_to_its_edge(name: str, text_size: str, width: int, height: int) -> None:
    _grid, geometry, _ruler, _px = fitted(name, text_size, width, height)
    assert sum(geometry.widths) == width


@pytest.mark.parametrize("name", [name for name in sorted(GRIDS) if GRIDS[name].head_columns])
def test_on_a_wide_screen_the_first_figure_stands_right_behind_the_labels(name: str) -> None:
    grid, geometry, ruler, _px = fitted(name, "normal", 1560, 900)
    ends = [
        geometry.left(cell.column) + ruler.advance(cell.text)
        for cell in grid.cells
        if cell.row >= grid.head_rows and cell.column + cell.column_span == grid.head_columns
    ]
    assert geometry.left(grid.head_columns) - max(ends) <= 2 * PAD + grid.columns


@pytest.mark.parametrize("text_size", sorted(TEXT_SIZES))
@pytest.mark.parametrize("name", sorted(GRIDS))
def test_no_table_needs_sideways_scrolling_on_a_small_screen(name: str, text_size: str) -> None:
    """1366 pixels less the panels beside the table and a scroll bar."""
    _grid, geometry, _ruler, _px = fitted(name, text_size, 1025, 560)
    assert sum(geometry.widths) <= 1025


@given(st.text(alphabet="一二三（）、，。12ab", max_size=60), st.integers(1, 200))
def test_breaking_loses_no_sign(text: str, room: int) -> None:
    ruler, _px = bold_ruler("normal")
    assert "".join(wrap(text, ruler, room)) == text


@given(st.text(alphabet="一二三四，。）", min_size=2, max_size=60))
def test_no_line_begins_with_a_closing_sign_after_a_word(text: str) -> None:
    ruler, _px = bold_ruler("normal")
    lines = wrap(text, ruler, ruler.advance("字") * 5)
    for above, line in pairwise(lines):
        assert line[0] not in "，。）" or len(above.rstrip("，。）")) <= 1


def test_downward_labels_keep_a_comma_with_its_number() -> None:
    grid = GRIDS["2021-t3"]
    cell = next(cell for cell in grid.cells if cell.vertical)
    ruler, _px = bold_ruler("normal")
    assert label_lines(cell, ruler, 40)[:3] == ["三、", "本", "年"]


def test_a_head_is_broken_into_even_lines() -> None:
    grid = GRIDS["2021-t4"]
    cell = next(cell for cell in grid.cells if cell.text == "结果维持")
    ruler, _px = bold_ruler("large")
    assert label_lines(cell, ruler, 3 * ruler.advance("字") + 2 * PAD) == ["结果", "维持"]


@pytest.mark.parametrize(("name", "digits"), [("2021-t3", 2), ("2021-t4", 1)])
def test_beside_the_open_drawer_a_table_is_seen_whole(name: str, digits: int) -> None:
    grid, geometry, ruler, _px = fitted(name, "normal", 560, 240, digits)
    assert sum(geometry.widths) <= 560
    values = [cell for cell in grid.cells if cell.role is Role.VALUE]
    assert all(geometry.width(cell) >= ruler.advance("✗" + "8" * digits) + 2 * PAD for cell in values)

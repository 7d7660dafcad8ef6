"""Letters put together to lines."""

from __future__ import annotations

import pytest

from gia_desktop.importers.pdf.text_lines import lines_of
from gia_desktop.importers.pdf.visible import Letter


def _letters(text: str, x: float, y: float, step: float = 5.0, size: float = 10.0) -> list[Letter]:
    return [Letter(sign, x + step * at, y, 5.0, size) for at, sign in enumerate(text)]


def test_letters_on_one_base_line_are_one_line() -> None:
    lines = lines_of([*_letters("b", 20, 50.5), *_letters("a", 10, 50), *_letters("c ", 10, 30)])
    assert [(line.x, line.text) for line in lines] == [(10, "ab"), (10, "c")]


def test_gaps_and_spaces_part_words_but_not_spaced_out_ones() -> None:
    (line,) = lines_of([*_letters("WPS", 0, 0), *_letters("Office", 20, 0), *_letters(" 12", 50, 0)])
    assert line.text == "WPS Office 12"
    (spaced,) = lines_of(_letters("example", 0, 0, step=9))
    assert spaced.text == "example"


def test_signs_of_several_fonts_stand_in_the_order_of_their_places() -> None:
    quotes = [Letter("“", 10, 0, 5, 10), Letter("”", 25, 0, 5, 10)]
    (line,) = lines_of([*_letters("落", 5, 0), *_letters("请进", 15, 0), *_letters("制", 30, 0), *quotes])
    assert line.text == "落“请进”制"


@pytest.mark.parametrize(("gap", "text"), [(3.0, "146"), (8.0, "14 6")])
def test_a_wide_gap_parts_figures(gap: float, text: str) -> None:
    (line,) = lines_of([*_letters("14", 0, 0), *_letters("6", 10 + gap, 0)])
    assert line.text == text


def test_lines_of_spaces_are_none() -> None:
    assert lines_of(_letters("  ", 0, 0)) == []

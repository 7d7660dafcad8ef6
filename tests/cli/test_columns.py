from __future__ import annotations

from gia_desktop.cli.columns import aligned, left, right, width


def test_chinese_characters_and_full_width_signs_take_two_places() -> None:
    assert width("表三（1）") == 9
    assert width("abc") == 3
    assert width("e\u0301") == 1


def test_filling_up_counts_places_not_characters() -> None:
    assert left("总计", 6) == "总计  "
    assert right("12", 6) == "    12"


def test_figures_stand_below_each_other_whatever_the_labels() -> None:
    lines = aligned([["", "自然人"], ["新收", "12"], ["结转下年度", "3"]])
    assert lines == ["            自然人", "新收            12", "结转下年度       3"]
    assert {width(line) for line in lines} == {18}


def test_words_are_aligned_at_the_left_without_trailing_spaces() -> None:
    assert aligned([["a", "件数", ""], ["bb", "x", "说明"]], figures=False) == ["a   件数", "bb  x     说明"]

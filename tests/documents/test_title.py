from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.documents.title import text_width, title_lines

REST = "2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("县局", ["县局" + REST]),
        ("青禾县柳溪镇人民政府", ["青禾县柳溪镇人民政府", REST]),
        ("云溪市经济技术开发区综合行政执法局", ["云溪市经济技术开发区综合行政执法局", REST]),
        (
            "云溪市高新技术产业开发区管理委员会市场监督管理局",
            ["云溪市高新技术产业开发区", "管理委员会市场监督管理局", REST],
        ),
    ],
)
def test_title_is_broken_after_the_unit_first(unit: str, lines: list[str]) -> None:
    assert title_lines(unit + REST, unit, 20.1) == lines


def test_title_with_the_year_first_is_broken_at_a_word() -> None:
    title = "2024年云溪市人民政府办公室政府信息公开工作年度报告"
    assert title_lines(title, "云溪市人民政府办公室", 20.1) == [
        "2024年云溪市人民政府办公室",
        "政府信息公开工作年度报告",
    ]


def test_title_without_a_good_place_is_left_to_wrap() -> None:
    assert title_lines("甲" * 30, "", 20) == ["甲" * 30]


@given(st.text(st.sampled_from("县市局镇人民政府办公室2024年信息开工作度报告"), max_size=70))
def test_lines_joined_are_the_title_and_no_number_is_broken(title: str) -> None:
    lines = title_lines(title, "", 20)
    assert "".join(lines) == title
    assert not any(before[-1:].isdigit() and after[:1].isdigit() for before, after in pairwise(lines))
    assert len(lines) == 1 or all(text_width(line) <= 20 for line in lines)

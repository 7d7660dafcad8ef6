from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.documents import title
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.title import set_width, signature_layout, text_width, title_layout, title_lines

REST = "2024年政府信息公开工作年度报告"
STYLE = PageStyle()


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


def test_a_text_pasted_as_title_is_broken_without_trying_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(text: str) -> float:
        asked.append(text)
        return text_width(text)

    monkeypatch.setattr(title, "text_width", counted)
    pasted = "云溪市人民政府关于全市各级行政机关" * 60
    lines = title_lines(pasted, "", 20.1)
    assert "".join(lines) == pasted
    assert max(map(text_width, lines)) <= 20.1
    assert sum(map(len, asked)) < 60 * len(pasted)


def test_title_with_the_year_first_is_broken_at_a_word() -> None:
    title = "2024年云溪市人民政府办公室政府信息公开工作年度报告"
    assert title_lines(title, "云溪市人民政府办公室", 20.1) == [
        "2024年云溪市人民政府办公室",
        "政府信息公开工作年度报告",
    ]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        (
            "示例市示例区发展和改革局（示例市示例区粮食和物资储备局）",
            ["示例市示例区发展和改革局", "（示例市示例区粮食和物资储备局）", REST],
        ),
        (
            "呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇人民政府",
            ["呼伦贝尔市", "莫力达瓦达斡尔族自治旗尼尔基镇人民政府", REST],
        ),
    ],
)
def test_two_names_and_long_names_are_broken_between_their_words(unit: str, lines: list[str]) -> None:
    assert list(title_layout(unit + REST, unit, STYLE).lines) == lines


def test_name_of_64_characters_is_set_smaller_and_ends_with_no_lone_word() -> None:
    unit = (
        "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县示例民族乡人民政府"
        "综合行政执法和应急管理办公室暨乡村振兴工作综合服务中心筹备组"
    )
    layout = title_layout(unit + REST, unit, STYLE)
    assert layout.points == 18
    assert layout.lines[-1] == REST
    assert max(map(text_width, layout.lines)) <= STYLE.text_width_pt / 18 - 1


def test_title_of_one_word_only_is_broken_evenly() -> None:
    assert title_lines("甲" * 30, "", 20) == ["甲" * 15, "甲" * 15]


@pytest.mark.parametrize(
    ("unit", "axis"), [("县局", 7.875), ("示例市示例区发展和改革局（示例市示例区粮食和物资储备局）", 8.0)]
)
def test_date_stands_four_characters_in_or_under_the_middle_of_a_wide_unit(unit: str, axis: float) -> None:
    layout = signature_layout(unit, "2026年1月20日", STYLE)
    assert layout.axis == axis
    assert layout.inset(set_width("2026年1月20日")) >= 4


@given(st.text(st.sampled_from("县市局镇人民政府办公室2024年信息开工作度报告"), max_size=70))
def test_lines_joined_are_the_title_and_no_number_is_broken(title: str) -> None:
    lines = title_lines(title, "", 20)
    assert "".join(lines) == title
    assert not any(before[-1:].isdigit() and after[:1].isdigit() for before, after in pairwise(lines))
    assert len(lines) == 1 or all(text_width(line) <= 20 for line in lines)

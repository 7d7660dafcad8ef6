"""The names a unit goes by in its own report."""

from __future__ import annotations

import pytest

from gia_desktop.reading.subjects import is_own
from gia_desktop.reading.unit_names import same_spelling, unit_names

TOWN = "示例县清河镇人民政府"
STREET = "示例市南山区东湖街道办事处"
OFFICE = "示例市南山区人民政府办公室"


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (TOWN, "清河镇"), (TOWN, "示例县清河镇"), (TOWN, "清河镇政府"), (TOWN, "镇政府"),
        (STREET, "街道"), (STREET, "街道办事处"), (STREET, "东湖街道"), (STREET, "南山区东湖街道办"),
        (STREET, "我街"),
        (OFFICE, "区政府办"), (OFFICE, "区府办"), (OFFICE, "区政府"), (OFFICE, "区政府本级"),
        (OFFICE, "办公室"),
        ("示例县信访局", "信访局"), ("示例县信访局", "县信访局"),
        ("示例县发展和改革局", "县发改局"), ("示例市卫生健康委员会", "市卫健委"),
        ("示例市卫生健康委员会", "市卫生健康委"), ("示例县文化广电和旅游局", "县文旅局"),
        ("示例市公安局广陵分局", "广陵分局"), ("示例市公安局广陵分局", "广陵公安分局"),
        ("住建局", "安阳县住建局"), ("太平镇人民政府", "西咸新区太平镇"),
        ("示例县人民政府", "示例县"), ("示例经济技术开发区管理委员会", "管委会"),
        ("廿三里街道办事处", "廿三里街道"),
        (TOWN, "清河镇政府办公室"), (TOWN, "清河镇党政办"),
        ("示例市南山区人民政府东湖街道办事处", "东湖街道"),
        ("示例市南山区国资局", "区政府国资局"), ("大理州公安局", "州公安局"), ("示例县公安局", "县局"),
        ("示例县大数据发展管理局", "县大数据局"), ("示例市城市管理综合行政执法局", "执法局"),
        ("示例县文化广电旅游体育局", "县文旅体局"), ("示例市人民政府国有资产监督管理委员会", "市国资委"),
        ("国家税务总局示例县税务局", "县税务局"), ("示例省财政厅", "省厅"),
        ("示例县消防救援大队", "消防大队"),
        ("示例市南山区城区改造更新局", "区城改局"), ("晋城市城区财政局", "区财政局"),
        ("示例市生态环境局南山分局", "南山区生态环境分局"), ("示例市公安局广陵分局", "区公安分局"),
        ("示例市高新技术产业开发区管理委员会", "市高新区"), (TOWN, "政府"),
        ("示例市临空经济区管理委员会", "市临空区"), ("示例市临空经济区管理委员会", "临空区管委会"),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_short_names(unit: str, name: str) -> None:
    assert unit_names(unit).fits(name)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (TOWN, "白水镇"), (TOWN, "白水镇政府"), (TOWN, "县政府"), (TOWN, "清河"), (STREET, "西湖街道"),
        (OFFICE, "市政府"), ("示例县发展和改革局", "县教育局"), ("示例县发展和改革局", "市发改委"),
        ("示例市公安局广陵分局", "市公安局"), ("", "清河镇"), ("太平镇人民政府", "西咸新区高庄镇"),
        ("示例县清河镇人民政府", "他县清河镇"), ("示例县人民政府", "县本级"),
        ("示例县公安局", "市局"), ("示例县卫生健康委员会", "县委"), ("示例市南山区国资局", "区政府"),
        ("郑州市财政局", "州财政局"), ("示例县财政局", "县政局"), ("示例县农业农村局", "县村局"),
        ("示例县水利局", "县水务局"), ("示例市公安局广陵分局", "区税务分局"), ("示例县民政局", "县政府"),
    ],
)  # fmt: skip
def test_other_units_are_not_taken_for_it(unit: str, name: str) -> None:
    assert not unit_names(unit).fits(name)


def test_long_and_short_names_come_to_the_same_spelling() -> None:
    names = ("示例县住房和城乡建设局", "示例县住房城乡建设局", "示例县住建局")
    assert {same_spelling(name) for name in names} == {"示例县住建局"}


@pytest.mark.parametrize(
    ("subject", "own"),
    [("今年以来我局", True), ("年内县教育局", True), ("全局", True), ("县水利局", False), ("各学校", False)],
)
def test_what_stands_before_a_subject_is_passed_over(subject: str, own: bool) -> None:
    assert is_own(subject, "示例县教育局", "county_department") is own

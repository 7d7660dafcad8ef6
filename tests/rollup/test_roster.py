from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.rollup.roster import AREA, Roster, RosterError, Unit, checked

TOWN = Unit("示例县河东乡人民政府", ("河东乡政府",), "township")
STREET = Unit("示例县城关街道办事处", (), "subdistrict")
BUREAU = Unit("示例县水务局", ("县水务局",), "county_department")
GOVERNMENT = Unit("示例县人民政府", (), "county", must_report=False, in_sum=False, scope=AREA)
ROSTER = Roster("示例县", (TOWN, STREET, BUREAU, GOVERNMENT))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("示例县河东乡人民政府", TOWN),
        ("示例县河东乡", TOWN),
        ("河东乡人民政府", TOWN),
        ("河东乡政府", TOWN),
        ("示例县 河东乡 人民政府", TOWN),
        ("城关街道", STREET),
        ("示例县水务局", BUREAU),
        ("示例县水务局（示例县水利局）", BUREAU),
        ("示例县", GOVERNMENT),
        ("示例县人民政府", GOVERNMENT),
    ],
)
def test_a_unit_is_known_by_its_name_with_or_without_area_and_office(name: str, unit: Unit) -> None:
    assert ROSTER.named(name) == (unit,)


@pytest.mark.parametrize("name", ["示例县河西乡人民政府", "河东", "人民政府", ""])
def test_a_name_that_is_not_in_the_list_means_nobody(name: str) -> None:
    assert ROSTER.named(name) == ()


def test_a_file_name_names_the_longest_unit_in_it() -> None:
    assert ROSTER.named_in("示例县河东乡人民政府2025年报（定稿）") == (TOWN,)
    assert ROSTER.named_in("河东乡和水务局合并上报") == (TOWN, BUREAU)
    assert ROSTER.named_in("2025年报") == ()


@pytest.mark.parametrize("name", ["示例县河冬乡人民政府", "示例县河东乡人民政", "示例县河东镇乡人民政府"])
def test_a_name_one_sign_off_is_like_a_unit_and_not_one(name: str) -> None:
    assert ROSTER.named(name) == ()
    assert ROSTER.like(name) == (TOWN,)


def test_a_name_two_signs_off_is_like_nobody() -> None:
    assert ROSTER.like("示例县河冬镇人民政府") == ()


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((TOWN, TOWN), "出现了 2 次"),
        ((TOWN, replace(STREET, aliases=("河东乡政府",))), "“河东乡政府”出现了 2 次"),
        ((replace(TOWN, parent=STREET.name), replace(STREET, parent=TOWN.name)), "绕回了它自己"),
        ((replace(TOWN, parent="示例县某局"),), "上级“示例县某局”不在名单里"),
        ((replace(GOVERNMENT, in_sum=True), replace(TOWN, parent=GOVERNMENT.name)), "不能和它下面的"),
        (
            (replace(GOVERNMENT, in_sum=True), TOWN),
            "填的是全县的汇总数，不能和“示例县河东乡人民政府”等单位同时",
        ),
        ((), "没有一个单位"),
        ((Unit(""),), "没有名称"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused_in_words(units: tuple[Unit, ...], words: str) -> None:
    with pytest.raises(RosterError, match=words):
        checked(Roster("示例县", units))


def test_an_area_whose_government_alone_is_summed_is_fine() -> None:
    roster = Roster("示例县", (replace(GOVERNMENT, in_sum=True), replace(TOWN, in_sum=False)))
    assert checked(roster) is roster


def test_an_area_report_beside_its_children_is_fine_while_it_is_not_summed() -> None:
    roster = Roster("示例县", (GOVERNMENT, replace(TOWN, parent=GOVERNMENT.name)))
    assert checked(roster) is roster

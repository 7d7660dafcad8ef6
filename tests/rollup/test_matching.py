from __future__ import annotations

import pytest

from gia_desktop.core.report import new_report
from gia_desktop.rollup.collection import Matched
from gia_desktop.rollup.matching import unit_of
from gia_desktop.rollup.roster import Roster, Unit

EAST, WEST = "示例县河东乡人民政府", "示例县西岭乡人民政府"
ROSTER = Roster("示例县", (Unit(EAST), Unit(WEST, ("西岭",)), Unit("示例县水务局")))


@pytest.mark.parametrize(
    ("name", "file", "how", "unit"),
    [
        (EAST, "年报.docx", Matched.TITLE, EAST),
        ("河东乡人民政府", "a/年报.docx", Matched.TITLE, EAST),
        ("", "西岭乡2025年报.docx", Matched.FILE_NAME, WEST),
        ("", "西岭.docx", Matched.FILE_NAME, WEST),
        ("示例县河冬乡人民政府", "河东乡.docx", Matched.FILE_NAME, EAST),
    ],
)
def test_the_reports_own_name_comes_first_then_the_files(
    name: str, file: str, how: Matched, unit: str
) -> None:
    match = unit_of(new_report("2021", 2025, name, "township"), file, ROSTER)
    assert (match.how, match.unit) == (how, unit)


@pytest.mark.parametrize(
    ("name", "file", "how", "candidates"),
    [
        ("示例县河冬乡人民政府", "年报.docx", Matched.NEAR, (EAST,)),
        ("外县某镇人民政府", "河东乡.docx", Matched.UNKNOWN, (EAST,)),
        ("外县某镇人民政府", "年报.docx", Matched.UNKNOWN, ()),
        ("", "年报.docx", Matched.UNKNOWN, ()),
        ("", "河东乡、西岭乡.docx", Matched.SEVERAL, (EAST, WEST)),
    ],
)
def test_what_is_not_sure_is_asked_and_never_guessed(
    name: str, file: str, how: Matched, candidates: tuple[str, ...]
) -> None:
    match = unit_of(new_report("2021", 2025, name, "township"), file, ROSTER)
    assert (match.unit, match.how, match.candidates) == ("", how, candidates)


def test_a_file_name_of_another_unit_is_told() -> None:
    match = unit_of(new_report("2021", 2025, EAST, "township"), "西岭乡.docx", ROSTER)
    assert match.unit == EAST
    assert "文件名却像" in match.note


def test_units_of_one_name_are_told_apart_by_the_file_or_asked() -> None:
    twins = Roster(
        "示例市", (Unit("甲区城关镇人民政府", ("城关镇",)), Unit("乙区城关镇人民政府", ("城关镇",)))
    )
    report = new_report("2021", 2025, "城关镇", "township")
    assert unit_of(report, "甲区城关镇人民政府.docx", twins).unit == "甲区城关镇人民政府"
    match = unit_of(report, "年报.docx", twins)
    assert (match.unit, match.how, len(match.candidates)) == ("", Matched.SEVERAL, 2)

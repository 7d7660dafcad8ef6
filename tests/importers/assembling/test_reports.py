"""Two reports in one file are told apart, and that there are two is said."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import PREAMBLE
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.assemble import assemble
from gia_desktop.importers.assembling.reports import of_one_year
from gia_desktop.importers.tables import Item, RawCell, RawTable, Remark

TOWN, COUNTY = "示例县清河镇人民政府", "示例县人民政府"


def report(unit: str, year: int, *, broken: bool = False) -> list[str]:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    named = [unit, title.removeprefix(unit)] if broken else [title]
    headings = ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    return [*named, f"统计期限自{year}年1月1日起至{year}年12月31日止。", *(
        line for heading in headings for line in (heading, f"{year}年的情况。")
    )]  # fmt: skip


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("years", [(2024, 2025), (2025, 2024)])
def test_the_later_of_two_years_is_read_whole(years: tuple[int, int], broken: bool, formats: Formats) -> None:
    found = assemble(
        [line for year in years for line in report(TOWN, year, broken=broken)], formats, assumed=2025
    )
    assert found.report.year == 2025
    assert set(found.report.sections.values()) == {"2025年的情况。"}
    assert "2024" not in found.report.text(PREAMBLE)
    assert any("有 2 份报告" in note and "2024 年" in note for note in found.notes)


def test_the_year_that_was_asked_for_is_read(formats: Formats) -> None:
    found = assemble([*report(TOWN, 2024), *report(TOWN, 2025)], formats, 2024, assumed=2025)
    assert set(found.report.sections.values()) == {"2024年的情况。"}


def test_reports_of_two_units_are_told_apart(formats: Formats) -> None:
    found = assemble([*report(TOWN, 2025), *report(COUNTY, 2025)], formats, assumed=2025)
    assert found.report.unit_name == COUNTY
    assert any(f"{TOWN} 2025 年" in note for note in found.notes)


def test_a_report_that_is_only_named_again_is_one_report(formats: Formats) -> None:
    lines = [*report(TOWN, 2025), f"{TOWN}2024年政府信息公开工作年度报告"]
    assert not any("份报告" in note for note in assemble(lines, formats, assumed=2025).notes)


def sheets(*names: str, title: str = "数") -> list[Item]:
    return [RawTable((RawCell(title, 0, 0),), 1, 1, sheet=name) for name in names]


def kept(items: list[Item], year: int | None = None) -> list[str]:
    return [item.sheet for item in of_one_year(items, year)[0] if isinstance(item, RawTable)]


@pytest.mark.parametrize(
    ("names", "year", "read"),
    [
        (("2023", "2024"), None, ["2024"]),
        (("2024年", "2023年", "附件"), None, ["2024年", "附件"]),
        (("2023", "2024"), 2023, ["2023"]),
        (("2022 年报表", "2023年报表", "2024年报表"), None, ["2024年报表"]),
    ],
)
def test_of_sheets_named_by_years_one_is_read(
    names: tuple[str, ...], year: int | None, read: list[str]
) -> None:
    assert kept(sheets(*names), year) == read


@pytest.mark.parametrize(
    ("names", "year", "title"),
    [
        (("2024", "附件"), None, "数"),
        (("2023", "2024"), 2025, "数"),
        (("申请2023", "诉讼2024"), None, "数"),
        (("2023-2024", "2024"), None, "数"),
        (("2024", "2025"), None, "清河镇2023年政府信息公开工作年度报告"),
        (("20231231", "20241231"), None, "数"),
        (("", ""), None, "数"),
    ],
)
def test_names_that_say_nothing_certain_leave_out_no_sheet(
    names: tuple[str, ...], year: int | None, title: str
) -> None:
    assert kept(sheets(*names, title=title), year) == list(names)


def test_the_year_of_the_sheet_is_told_and_is_that_of_the_report() -> None:
    items, year = of_one_year(sheets("2023", "2024"), None)
    assert year == 2024
    assert items[-1] == Remark("只读入了 2024 年的工作表，其他年份的没有读入：2023。")

"""去年、今年、增减 of the three tables."""

from __future__ import annotations

from dataclasses import replace

from gia_desktop.app.report.last_year.comparison import (
    BothYears,
    ComparedTable,
    compared_tables,
    comparison_html,
)
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, new_report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet


def sheet(formats: Formats, now: dict[str, Value], last: dict[str, Value]) -> Sheet:
    report = new_report("2021", 2025, "示例县清河镇人民政府", "township")
    values = {CellKey(key): value for key, value in now.items()}
    previous = Previous("2021", 2024, {CellKey(key): value for key, value in last.items()})
    return make_sheet(replace(report, values=values, previous=previous), formats)


def pairs(table: ComparedTable, label: str) -> tuple[BothYears, ...]:
    return next(row.pairs for row in table.rows if row.label.startswith(label))


def test_every_line_says_both_years_and_the_change(formats: Formats) -> None:
    of = sheet(formats, {"t2.licensing.decisions": 40}, {"t2.licensing.decisions": 312})
    (found,) = pairs(compared_tables(of)[0], "行政许可")
    assert (found.last, found.now, found.change, found.differs) == ("312", "40", "−272", True)


def test_applications_stand_by_kind_of_applicant_with_groups_as_sums(formats: Formats) -> None:
    now: dict[str, Value] = {
        "t3.refused_state_secret.natural": 1,
        "t3.refused_third_party.business": 2,
        "t3.refused_third_party.other": 3,
    }
    table = compared_tables(sheet(formats, now, {"t3.refused_state_secret.natural": 4}))[1]
    assert table.columns == ("自然人", "法人或其他组织", "总计")
    assert [pair.now for pair in pairs(table, "（三）不予公开")] == ["1", "5", "6"]
    assert pairs(table, "1.属于国家秘密")[0].change == "−3"


def test_lines_of_zeros_are_counted_instead_of_listed(formats: Formats) -> None:
    zeros: dict[str, Value] = {key: 0 for key in formats.get("2021").entered if key.startswith("t4.")}
    table = compared_tables(sheet(formats, {**zeros, "t4.review.upheld": 1}, zeros))[2]
    assert [row.label for row in table.rows] == ["行政复议　结果维持", "行政复议　总计"]
    assert table.left_out == 13


def test_the_page_names_unit_and_years_and_what_is_blank(formats: Formats) -> None:
    page = comparison_html(sheet(formats, {}, {"t3.new.natural": 9}))
    assert "示例县清河镇人民政府政府信息公开年度报告：2024 年、2025 年对照" in page
    assert "<td align='right'>9</td><td align='right'>未填</td>" in page

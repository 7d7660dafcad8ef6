"""承接上年: which figures come along, which don't, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gia_desktop.app.report.last_year.carry_over import (
    CarriedLine,
    Fate,
    carried_lines,
    carried_summary,
    next_year,
)
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet


def last_report(fmt: str, year: int, values: Mapping[str, Value]) -> Report:
    empty = new_report(fmt, year, "示例县清河镇人民政府", "township")
    return replace(empty, values={CellKey(key): value for key, value in values.items()})


def of(fate: Fate, lines: tuple[CarriedLine, ...]) -> list[tuple[str, str]]:
    return [(line.place, line.value) for line in lines if line.fate is fate]


def test_carried_out_becomes_carried_in_column_by_column_with_its_source(formats: Formats) -> None:
    last = last_report("2021", 2024, {"t3.carried_out.natural": 3, "t3.carried_out.business": 0})
    carried = next_year(last, formats)
    assert carried.report.values == {"t3.carried_in.natural": 3, "t3.carried_in.business": 0}
    assert of(Fate.FILLED, carried.lines) == [
        ("三、申请办理：上年结转，自然人", "3"),
        ("三、申请办理：上年结转，商业企业", "0"),
    ]
    assert carried.lines[-2].why == "2024 年报告的“结转下年度，自然人”"


def test_columns_that_last_year_left_blank_are_named_as_to_be_filled(formats: Formats) -> None:
    carried = next_year(last_report("2021", 2024, {"t3.carried_out.natural": 3}), formats)
    unknown = of(Fate.UNKNOWN, carried.lines)
    assert ("三、申请办理：上年结转，科研机构", "") in unknown
    assert len(unknown) == 5
    assert "没有填" in next(line.why for line in carried.lines if line.fate is Fate.UNKNOWN)


def test_a_change_of_format_names_each_dropped_figure_with_value_and_reason(formats: Formats) -> None:
    values: dict[str, Value] = {"t3.other.natural": 2, "t3.other.business": 1, "t2.procurement.projects": 4}
    carried = next_year(last_report("2019", 2020, values), formats)
    dropped = {line.place: line for line in carried.lines if line.fate is Fate.DROPPED}
    assert [line.value for line in dropped.values()] == ["2", "1", "4"]
    assert "无法拆分" in dropped["三、申请办理：其他处理，自然人"].why
    assert "删去“政府集中采购”" in dropped["二、主动公开：政府集中采购，采购项目"].why


def test_zeros_of_one_reason_take_one_line(formats: Formats) -> None:
    values: dict[str, Value] = dict.fromkeys(("t2.rules.made", "t2.rules.published", "t2.normative.made"), 0)
    carried = next_year(last_report("2019", 2020, values), formats)
    assert of(Fate.DROPPED, carried.lines) == [("二、主动公开：规章，本年新制作等 3 格", "0")]


def test_only_a_total_that_stands_alone_is_told(formats: Formats) -> None:
    alone = last_report("2019", 2020, {})
    alone = replace(alone, stated={CellKey("t3.other.total"): 5})
    beside = replace(alone, values={CellKey("t3.other.natural"): 5})
    assert of(Fate.DROPPED, next_year(alone, formats).lines) == [("三、申请办理：其他处理，总计", "5")]
    assert of(Fate.DROPPED, next_year(beside, formats).lines) == [("三、申请办理：其他处理，自然人", "5")]


def test_the_account_can_be_given_later_and_tells_what_was_changed_since(formats: Formats) -> None:
    report = next_year(last_report("2021", 2024, {"t3.carried_out.natural": 3}), formats).report
    later = make_sheet(replace(report, values={CellKey("t3.carried_in.natural"): 5}), formats)
    (line,) = (item for item in carried_lines(later) if item.fate is Fate.FILLED)
    assert (line.value, line.why[-7:]) == ("3", "（现在是 5）")


def test_what_wants_attention_stands_first(formats: Formats) -> None:
    carried = next_year(
        last_report("2019", 2020, {"t3.carried_out.natural": 1, "t3.other.other": 1}), formats
    )
    fates = [line.fate for line in carried.lines]
    assert fates == [Fate.UNKNOWN] * 5 + [Fate.DROPPED, Fate.FILLED]


def test_the_summary_says_what_to_do_next(formats: Formats) -> None:
    report = next_year(last_report("2019", 2020, {"t2.fees.change": 1}), formats).report
    told = carried_summary(make_sheet(report, formats))
    assert told.startswith("已承接 2020 年报告：带入 0 格")
    assert "6 格要用的数，请自己填" in told
    assert "没有承接，见下表" in told


def test_a_report_without_last_year_has_no_account(formats: Formats) -> None:
    sheet = make_sheet(new_report("2021", 2025, "示例县清河镇人民政府", "township"), formats)
    assert carried_lines(sheet) == ()
    assert "没有上一年的报告" in carried_summary(sheet)

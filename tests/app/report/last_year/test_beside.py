"""Last year's report beside one that was already begun."""

from __future__ import annotations

from dataclasses import replace

from gia_desktop.app.report.last_year.beside import beside_words, doubts_of, lacks, put_beside
from gia_desktop.core.keys import PREAMBLE, CellKey, TextKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

NATURAL, BUSINESS = CellKey("t3.carried_in.natural"), CellKey("t3.carried_in.business")


def begun() -> Report:
    return new_report("2021", 2025, "示例县清河镇人民政府", "township")


def last(**texts: str) -> Report:
    report = new_report("2021", 2024, "示例县清河镇人民政府", "township")
    figures = {CellKey("t3.carried_out.natural"): 3, CellKey("t3.carried_out.business"): 1}
    return replace(
        report, values=figures, texts={**report.texts, **{TextKey(k): v for k, v in texts.items()}}
    )


def test_what_follows_from_last_year_fills_blank_cells_only(formats: Formats) -> None:
    report = replace(begun(), values={BUSINESS: 5})
    change = put_beside(report, last(), formats)
    after = change.apply(report)
    assert (after.values[NATURAL], after.values[BUSINESS]) == (3, 5)
    assert lacks(make_sheet(after, formats)) == ""
    assert change.inverse().apply(after) == report
    assert beside_words(change).startswith("2024 年的数和文字已放在旁边，带入上年结转等 1 格")


def test_last_years_opening_comes_along(formats: Formats) -> None:
    change = put_beside(begun(), last(**{PREAMBLE: "本报告……"}), formats)
    after = change.apply(begun())
    assert after.previous is not None
    assert after.previous.opening == "本报告……"


def test_another_year_or_unit_is_a_doubt_and_counts_as_last_year_all_the_same(formats: Formats) -> None:
    older = replace(last(), year=2022)
    assert doubts_of(begun(), last()) == ""
    assert "写的是 2022 年度，这份年报的上年应是 2024 年度" in doubts_of(begun(), older)
    other = replace(older, texts={TextKey("unit.name"): "示例县水务局"})
    assert "单位是“示例县水务局”" in doubts_of(begun(), other)
    after = put_beside(begun(), older, formats).apply(begun())
    assert lacks(make_sheet(after, formats)) == ""


def test_what_cannot_be_compared_is_said_with_the_reason(formats: Formats) -> None:
    alone = begun()
    assert lacks(make_sheet(alone, formats)).startswith("没有上年可比：上下年的衔接")
    with_older = put_beside(alone, last(), formats).apply(alone)
    moved = replace(with_older, year=2026)
    assert lacks(make_sheet(moved, formats)) == "没有上年可比：旁边放的是 2024 年的，不是 2025 年的。"

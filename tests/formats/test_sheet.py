"""A report with its figures: this year's, last year's under this year's names, and in the text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from gia_desktop.core.keys import PREAMBLE, CellKey, TextKey, section_key
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.installed import Formats, UnknownFormatError
from gia_desktop.formats.sheet import Sheet, make_sheet

NEW, RESEARCH = CellKey("t3.new.natural"), CellKey("t3.new.research")
OUT = CellKey("t3.carried_out.natural")


def sheet_of(
    formats: Formats,
    values: Mapping[CellKey, Value],
    texts: Mapping[TextKey, str] | None = None,
    previous: Previous | None = None,
) -> Sheet:
    return make_sheet(Report("2021", 2025, texts or {}, values, previous=previous), formats)


def test_every_cell_has_a_figure_and_blank_ones_are_none(formats: Formats) -> None:
    sheet = sheet_of(formats, {NEW: 12, RESEARCH: NA})
    assert list(sheet.now) == list(sheet.format.cells)
    assert (sheet.now[NEW], sheet.now[RESEARCH], sheet.now[OUT]) == (12, NA, None)
    assert sheet.now[CellKey("t3.new.total")] == 12
    assert sheet.last == {}


def test_live_numbers_become_digits(formats: Formats) -> None:
    text = (
        "收到{t3.new.total}件，自然人{t3.new.natural}件，科研{t3.new.research}件，"
        "结转{t3.carried_out.total}件，收费{t2.fees.amount}万元"
    )
    values: dict[CellKey, Value] = {NEW: 12, RESEARCH: NA, CellKey("t2.fees.amount"): Decimal("29.0506")}
    sheet = sheet_of(formats, values, {section_key("1"): text, PREAMBLE: "共{t3.new.total}件"})
    assert sheet.section("1") == "收到12件，自然人12件，科研0件，结转0件，收费29.0506万元"
    assert sheet.text(PREAMBLE) == "共12件"
    assert sheet.sections == {"1": sheet.section("1")}


def test_a_live_number_that_has_no_figure_stays_as_written(formats: Formats) -> None:
    text = "{t3.new.natural}{t3.nobody.natural}{last.t3.new.natural}"
    sheet = sheet_of(formats, {NEW: Unread("12件")}, {section_key("1"): text})
    assert sheet.section("1") == text


def test_live_numbers_of_last_year_come_from_last_years_report(formats: Formats) -> None:
    texts = {section_key("1"): "上年收到{last.t3.new.total}件，结转{last.t3.carried_out.natural}件"}
    previous = Previous("2021", 2024, {NEW: 7})
    sheet = sheet_of(formats, {}, texts, previous)
    assert sheet.section("1") == "上年收到7件，结转{last.t3.carried_out.natural}件"


def test_totals_of_last_year_are_computed_and_a_stated_one_fills_a_gap(formats: Formats) -> None:
    total, out_total = CellKey("t3.new.total"), CellKey("t3.carried_out.total")
    previous = Previous("2021", 2024, {NEW: 7, total: 99, out_total: 3})
    last = sheet_of(formats, {}, None, previous).last
    assert (last[total], last[out_total]) == (7, 3)


def test_figures_of_the_2019_format_keep_what_still_has_a_place(formats: Formats) -> None:
    previous = Previous(
        "2019",
        2020,
        {
            OUT: 4,
            NEW: 9,
            CellKey("t3.other.natural"): 2,
            CellKey("t3.granted.natural"): 3,
            CellKey("t2.licensing.decisions"): 10,
            CellKey("t2.normative.public_total"): 33,
            CellKey("t2.fees.last_year"): 5,
        },
    )
    sheet = make_sheet(Report("2021", 2021, previous=previous), formats)
    assert {key: value for key, value in sheet.last.items() if ".total" not in key} == {
        OUT: 4,
        NEW: 9,
        CellKey("t3.granted.natural"): 3,
        CellKey("t3.handled_total.natural"): 5,
        CellKey("t2.licensing.decisions"): 10,
    }
    # 其他处理 was one row in 2019 and is three now: its figure can't be divided.
    assert not any("other_" in key for key in sheet.last)


def test_last_year_of_an_uninstalled_format_is_read_by_this_years_names(formats: Formats) -> None:
    sheet = sheet_of(formats, {}, None, Previous("2017", 2024, {NEW: 7, CellKey("t3.gone.natural"): 1}))
    assert sheet.last_format is None
    assert sheet.last == {NEW: 7, CellKey("t3.new.total"): 7}


def test_a_report_of_an_unknown_format_has_no_sheet(formats: Formats) -> None:
    with pytest.raises(UnknownFormatError):
        make_sheet(Report("2099", 2099), formats)


def test_a_blank_cell_reads_0_but_has_not_fallen_against_last_year(formats: Formats) -> None:
    text = "新收{t3.new.total}件，{trend.t3.new.total}"
    previous = Previous("2021", 2024, {NEW: 7})
    assert sheet_of(formats, {}, {section_key("1"): text}, previous).section("1") == "新收0件，本年尚未填报"
    filled = sheet_of(formats, {NEW: 0}, {section_key("1"): text}, previous)
    assert filled.section("1") == "新收0件，较上年下降100%"


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("t3.new.research", True), ("trend.t3.new.research", True), ("t3.carried_out.total", True),
        ("t3.new.total", False), ("last.t3.new.research", False), ("t3.nobody.natural", False),
    ],
)  # fmt: skip
def test_live_numbers_of_unfilled_cells_are_told_apart(formats: Formats, name: str, blank: bool) -> None:
    assert sheet_of(formats, {NEW: 12}).reads_blank(name) is blank

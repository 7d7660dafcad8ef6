"""Places that want a look: one by one, in the order of the report, until each was looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from gia_desktop.app.report.explaining import checking, ignoring, settled_with_ignored
from gia_desktop.app.report.last_year.as_last_year import as_last_year
from gia_desktop.app.report.last_year.carry_plan import CarryChoice, CarryPlan
from gia_desktop.app.report.to_check import (
    PlaceToCheck,
    next_place,
    order_of,
    places_to_check,
    summary,
    tab_order,
    words_of,
)
from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Severity, Span
from gia_desktop.core.change import Change, text_change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

ONE = section_key("1")


@pytest.fixture(scope="module")
def carried() -> Report:
    """The year after the sample, with all its texts brought up to date."""
    from gia_desktop.formats.installed import bundled_formats

    formats = bundled_formats()
    plan = CarryPlan(open_report(resource("samples", "sample-2025.gia"), formats), formats)
    report = plan.carried.report
    for step in plan.steps(CarryChoice(texts=True, opening=True, zeros=True)):
        report = step.apply(report)
    return report


@pytest.fixture
def places_of(formats: Formats) -> Callable[[Report], Sequence[PlaceToCheck]]:
    def find(report: Report) -> Sequence[PlaceToCheck]:
        sheet = make_sheet(report, formats)
        return places_to_check(sheet.format, settled_with_ignored(sheet, run_checks(sheet)))

    return find


PlacesOf = Callable[[Report], Sequence[PlaceToCheck]]


def figures(report: Report, places: Sequence[PlaceToCheck]) -> list[str]:
    """Return the figures of 一 that stand as last year."""
    spans = [place.span for place in places if place.is_left_over and place.span is not None]
    return [report.text(span.text)[span.start : span.end] for span in spans if span.text == ONE]


def confirm(report: Report, place: PlaceToCheck, formats: Formats) -> Report:
    assert place.span is not None
    return checking(make_sheet(report, formats), place.finding, place.span).apply(report)


def test_each_figure_that_stands_as_last_year_is_a_place_of_its_own(
    carried: Report, places_of: PlacesOf
) -> None:
    assert figures(carried, places_of(carried))[:4] == ["386", "214", "143", "29"]


def test_places_follow_the_order_of_the_report(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    places, fmt = places_of(carried), formats.get("2021")
    orders = [order_of(fmt, place) for place in places]
    assert orders == sorted(orders)
    assert {Severity.MUST_FIX, Severity.EXPLAIN, Severity.HINT} == {
        place.finding.severity for place in places
    }


def test_a_figure_that_was_looked_at_is_none_any_more(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    first, second = (place for place in places_of(carried)[:3] if place.is_left_over)
    report = confirm(carried, first, formats)
    assert figures(report, places_of(report))[0] == "214"
    report = confirm(report, second, formats)
    assert figures(report, places_of(report))[0] == "143"


def test_a_figure_stays_looked_at_when_text_is_written_around_its_clause(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    first = next(place for place in places_of(carried) if place.is_left_over)
    report = confirm(carried, first, formats)
    text = report.text(ONE)
    elsewhere = text_change(report, ONE, f"有 1 处新写的话。\n{text}", "改").apply(report)
    assert figures(elsewhere, places_of(elsewhere))[0] == "214"


def test_ignoring_the_rest_holds_after_single_figures_were_looked_at(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    report = confirm(carried, next(place for place in places_of(carried) if place.is_left_over), formats)
    sheet = make_sheet(report, formats)
    rest = next(
        item for item in settled_with_ignored(sheet, run_checks(sheet)) if item.finding.code == "GIA-YEAR-008"
    )
    assert rest.note == "其中 1 处已核对。"
    report = ignoring(sheet, rest).apply(report)
    assert figures(report, places_of(report)) == []
    assert any(place.is_left_over for place in places_of(report)), (
        "the other sections are still to be looked at"
    )


def test_a_hint_whose_places_were_all_looked_at_is_done(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    report = replace(carried, texts={**carried.texts, ONE: ""})
    while any(place.is_left_over for place in places_of(report)):
        report = confirm(report, next(p for p in places_of(report) if p.is_left_over), formats)
    sheet = make_sheet(report, formats)
    done = [item for item in settled_with_ignored(sheet, run_checks(sheet)) if item.reason is not None]
    assert [item.finding.code for item in done] == ["GIA-YEAR-008"]
    assert len(report.reasons) == 3


def test_the_next_place_is_the_first_one_from_here_and_goes_round(formats: Formats) -> None:
    fmt = formats.get("2021")
    places = [tab_order(fmt, section) for section in ("0", "2", "4")]
    assert [next_place(places, tab_order(fmt, here), 1) for here in ("0", "1", "2", "export")] == [0, 1, 1, 0]
    assert [next_place(places, tab_order(fmt, here), -1) for here in ("0", "1", "4", "export")] == [
        2,
        0,
        1,
        2,
    ]


def test_places_say_what_is_to_be_done_there(carried: Report, places_of: PlacesOf, formats: Formats) -> None:
    sheet = make_sheet(carried, formats)
    left = next(place for place in places_of(carried) if place.is_left_over)
    wrong = next(place for place in places_of(carried) if place.finding.severity is Severity.MUST_FIX)
    assert words_of(left, sheet).startswith("要核对：“386”和上年一样。")
    assert words_of(wrong, sheet) == f"必须改：{wrong.finding.message}"


def test_a_cell_filled_as_last_year_is_named_with_its_figure(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    sheet = make_sheet(carried, formats)
    report = as_last_year(sheet, [CellKey("t2.licensing.decisions")], blanks_only=True).apply(carried)
    place = next(place for place in places_of(report) if place.finding.code == "GIA-VAL-010")
    words = words_of(place, make_sheet(report, formats))
    assert words.startswith("要核对：行政许可，处理决定 312 是照去年填的。")


def test_the_summary_counts_every_place_once(carried: Report, places_of: PlacesOf) -> None:
    places = places_of(carried)
    words = summary(places)
    assert words.startswith(f"有 {len(places)} 处要看（22 个和上年一样的数要核对，")
    assert summary([]) == "没有要看的了。"


def test_noting_a_place_can_be_undone(carried: Report, places_of: PlacesOf, formats: Formats) -> None:
    place = next(place for place in places_of(carried) if place.is_left_over)
    assert place.span is not None
    step: Change = checking(make_sheet(carried, formats), place.finding, place.span)
    assert step.inverse().apply(step.apply(carried)) == carried


def test_a_place_behind_the_last_words_of_a_text_can_be_noted_too(
    carried: Report, places_of: PlacesOf, formats: Formats
) -> None:
    place = next(place for place in places_of(carried) if place.is_left_over)
    end = len(carried.text(ONE))
    note = (
        checking(make_sheet(carried, formats), place.finding, Span(ONE, end, end)).apply(carried).reasons[-1]
    )
    assert (note.text, dict(note.seen)) == ("已核对", {})

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.app.report.last_year.carry_plan import CarryChoice, CarryPlan
from gia_desktop.app.writing.last_text import MarkKind
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import PREAMBLE, CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

EVERYTHING = CarryChoice(texts=True, opening=True, zeros=True)
NOTHING = CarryChoice(texts=False, opening=False, zeros=False)


@pytest.fixture
def sample(formats: Formats) -> Report:
    return open_report(resource("samples", "sample-2025.gia"), formats)


@pytest.fixture
def town(formats: Formats) -> Report:
    return open_report(Path(__file__).parents[3] / "data" / "town-2020.gia", formats)


def after(plan: CarryPlan, choice: CarryChoice) -> Report:
    report = plan.carried.report
    for step in plan.steps(choice):
        report = step.apply(report)
    return report


def test_with_everything_ticked_a_zero_report_is_full(town: Report, formats: Formats) -> None:
    plan = CarryPlan(town, formats)
    report = after(plan, EVERYTHING)
    assert plan.was_zero_report
    assert len(report.values) == len(plan.sheet.format.entered) == 166
    assert set(report.sections) == set(town.sections)


def test_texts_and_opening_move_to_this_year(sample: Report, formats: Formats) -> None:
    report = after(CarryPlan(sample, formats), EVERYTHING)
    assert "2026年1月1日至2026年12月31日" in report.text(PREAMBLE)
    assert report.section("1").startswith("2026年，我镇")
    assert "{t3.new.total}" in report.section("1")


def test_cells_that_were_not_zero_last_year_stay_blank(sample: Report, formats: Formats) -> None:
    plan = CarryPlan(sample, formats)
    report = after(plan, EVERYTHING)
    assert not plan.was_zero_report
    assert CellKey("t3.new.natural") in plan.by_hand
    assert set(plan.by_hand) & set(report.values) == set()
    assert set(plan.blanks) | set(plan.by_hand) | set(plan.carried.filled) == set(plan.sheet.format.entered)


def test_nothing_ticked_adds_no_step(sample: Report, formats: Formats) -> None:
    assert CarryPlan(sample, formats).steps(NOTHING) == []


def test_zeros_and_texts_are_steps_of_their_own(sample: Report, formats: Formats) -> None:
    plan = CarryPlan(sample, formats)
    zeros, texts = plan.steps(EVERYTHING)
    assert (zeros.label, zeros.origin) == (f"其余空格补零（{len(plan.blanks)} 格）", "filled")
    assert set(texts.texts) == {PREAMBLE, *map(section_key, ("1", "5", "6"))}
    assert zeros.inverse().apply(zeros.apply(plan.carried.report)) == plan.carried.report


def test_what_changes_by_itself_and_what_is_to_check_are_counted(sample: Report, formats: Formats) -> None:
    plan = CarryPlan(sample, formats)
    assert plan.count(MarkKind.YEAR) >= 1
    assert plan.count(MarkKind.FIGURE) >= 5
    marks = [mark for texts in plan.sections.values() for one in texts for mark in one.marks]
    assert plan.to_check == sum(mark.kind is MarkKind.UNTIED for mark in marks) > 0


def test_a_report_without_texts_offers_none(sample: Report, formats: Formats) -> None:
    bare = replace(sample, texts={key: text for key, text in sample.texts.items() if key.startswith("unit")})
    plan = CarryPlan(bare, formats)
    assert (dict(plan.sections), plan.opening, plan.to_check) == ({}, (), 0)
    assert [step.origin for step in plan.steps(EVERYTHING)] == ["filled"]


def test_a_doubtful_figure_of_last_year_is_neither_carried_nor_filled_with_zero(
    town: Report, formats: Formats
) -> None:
    source, target = CellKey("t3.carried_out.natural"), CellKey("t3.carried_in.natural")
    last = replace(town, values={key: value for key, value in town.values.items() if key != source})
    plan = CarryPlan(last, formats, doubts={source: "1 l"})
    assert {source, target} <= set(plan.by_hand)
    sheet = make_sheet(after(plan, EVERYTHING), formats)
    (found,) = [item for item in run_checks(sheet) if item.code == "GIA-YEAR-011"]
    assert found.cells == (target,)
    assert "1 l" in found.message


def test_a_later_year_takes_the_texts_of_an_older_report_but_none_of_its_figures(
    sample: Report, formats: Formats
) -> None:
    plan = CarryPlan(sample, formats, sample.year + 2)
    assert not plan.is_of_next_year
    assert plan.carried.filled == {}
    assert after(plan, EVERYTHING).section("1").startswith("2027年，我镇")


TABLE_TWO = CarryChoice(texts=False, opening=False, zeros=False, as_last_year=True)


def test_table_two_as_last_year_is_marked_until_somebody_looks(sample: Report, formats: Formats) -> None:
    plan = CarryPlan(sample, formats)
    (step,) = plan.steps(TABLE_TWO)
    report = after(plan, TABLE_TWO)
    assert step.label == "表二照去年填 10 格"
    assert {key: report.values[key] for key in plan.repeated} == plan.repeated
    assert report.unchecked == plan.repeated.keys()
    assert plan.unchecked(TABLE_TWO) == len(report.unchecked)
    assert plan.filled(TABLE_TWO) == report.values.keys()


def test_with_zeros_too_only_figures_other_than_zero_are_marked(sample: Report, formats: Formats) -> None:
    plan = CarryPlan(sample, formats)
    both = CarryChoice(texts=False, opening=False, zeros=True, as_last_year=True)
    report = after(plan, both)
    assert all(report.values[key] for key in report.unchecked)
    assert plan.unchecked(both) == len(report.unchecked) > 0
    assert plan.filled(both) == report.values.keys()


def test_a_report_of_a_later_year_repeats_nothing(sample: Report, formats: Formats) -> None:
    plan = CarryPlan(sample, formats, sample.year + 2)
    assert plan.repeated == {}
    assert plan.steps(TABLE_TWO) == []

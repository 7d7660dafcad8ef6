"""A change leads from one report to the next and back again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.keys import SECTION_KEYS, TITLE, CellKey
from gia_desktop.core.report import Previous, Reason, Report
from gia_desktop.core.values import NA, CellKind, Unread, Value
from tests.support.reports.strategies import cell_values, clean_texts

NEW, OUT = CellKey("t3.new.natural"), CellKey("t3.carried_out.natural")
KEYS = [NEW, OUT, CellKey("t2.fees.amount"), CellKey("t4.review.total")]

values = st.sampled_from(CellKind).flatmap(cell_values) | st.builds(Unread, clean_texts())
cells = st.dictionaries(st.sampled_from(KEYS), values)
reasons = st.lists(st.builds(Reason, st.just("GIA-YEAR-001"), st.just((NEW,)), clean_texts())).map(tuple)
previous = st.none() | st.builds(Previous, st.just("2021"), st.integers(2021, 2025), cells)
reports = st.builds(
    Report,
    format=st.just("2021"),
    year=st.just(2025),
    texts=st.dictionaries(st.sampled_from(SECTION_KEYS), clean_texts()),
    values=cells,
    stated=cells,
    previous=previous,
    reasons=reasons,
)


def change_to(old: Report, new: Report) -> Change:
    """Return the step from one report to another."""
    return Change(
        "改",
        cells={key: (old.values.get(key), new.values.get(key)) for key in {*old.values, *new.values}},
        stated={key: (old.stated.get(key), new.stated.get(key)) for key in {*old.stated, *new.stated}},
        texts={key: (old.text(key), new.text(key)) for key in {*old.texts, *new.texts}},
        reasons=(old.reasons, new.reasons) if old.reasons != new.reasons else None,
        previous=(old.previous, new.previous) if old.previous != new.previous else None,
    )


@given(reports, reports)
def test_a_change_leads_to_the_new_report_and_its_inverse_back(old: Report, new: Report) -> None:
    change = change_to(old, new)
    assert change.apply(old) == new
    assert change.inverse().apply(new) == old
    assert replace(change.inverse().inverse(), origin=change.origin) == change


@given(reports, reports, reports)
def test_two_changes_in_one_step_do_the_same_as_one_after_the_other(a: Report, b: Report, c: Report) -> None:
    both = change_to(a, b).then(change_to(b, c))
    assert both.apply(a) == c
    assert both.inverse().apply(c) == a


@given(reports, reports)
def test_a_change_and_its_inverse_together_change_nothing(old: Report, new: Report) -> None:
    change = change_to(old, new)
    assert change.then(change.inverse()).is_empty
    assert change.is_empty == (old == new)


@given(reports, cells)
def test_setting_cells_leaves_out_those_that_keep_their_value(
    report: Report, edits: dict[CellKey, Value]
) -> None:
    change = cell_change(report, edits, "粘贴", "pasted")
    assert change.apply(report) == replace(report, values={**report.values, **edits})
    assert change.origin == "pasted"
    assert all(old != new or type(old) is not type(new) for old, new in change.cells.values())
    assert cell_change(change.apply(report), edits, "粘贴").is_empty


def test_clearing_a_cell_makes_it_blank() -> None:
    report = Report("2021", 2025, values={NEW: 12, OUT: 0})
    cleared = cell_change(report, {NEW: None, OUT: None}, "清除").apply(report)
    assert cleared.values == {}


@pytest.mark.parametrize(("old", "new"), [(0, NA), (None, 0), (0, Decimal(0)), (Unread("3"), 3)])
def test_values_that_only_look_alike_are_a_change(old: Value, new: Value) -> None:
    report = Report("2021", 2025, values={} if old is None else {NEW: old})
    change = cell_change(report, {NEW: new}, "改")
    assert not change.is_empty
    assert change.cells == {NEW: (old, new)}


def test_a_text_is_set_and_emptied() -> None:
    report = Report("2021", 2025)
    written = text_change(report, TITLE, "题目", "改标题").apply(report)
    assert written.texts == {TITLE: "题目"}
    assert text_change(written, TITLE, "", "改标题").apply(written).texts == {}
    assert text_change(written, TITLE, "题目", "改标题").is_empty


def test_taking_back_is_marked_as_undo_and_keeps_the_label() -> None:
    change = cell_change(Report("2021", 2025), {NEW: 5}, "填“新收，自然人”")
    assert change.inverse().origin == "undo"
    assert change.inverse().label == "填“新收，自然人”"


def test_a_change_keeps_what_it_does_not_name() -> None:
    report = Report("2021", 2025, {TITLE: "题目"}, {OUT: 1}, extra={"note": 1})
    after = cell_change(report, {NEW: 5}, "改").apply(report)
    assert (after.texts, after.extra, after.stated) == (report.texts, report.extra, report.stated)
    assert after.values == {OUT: 1, NEW: 5}
    assert report.values == {OUT: 1}

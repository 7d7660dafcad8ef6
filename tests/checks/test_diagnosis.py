"""差额诊断: the likely causes of a difference."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Finding
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from tests.support.reports.broken_tables import broken_sheets
from tests.support.reports.samples import Edit


def findings(code: str, values: dict[str, Value], stated: dict[str, Value] | None = None,
             last: dict[str, Value] | None = None) -> list[Finding]:  # fmt: skip
    found = run_checks(Edit(values, stated or {}, last=last).apply("2021"))
    return [finding for finding in found if finding.code == code]


def balance(values: dict[str, Value], column: str = "natural", **more: dict[str, Value]) -> Finding:
    found = findings("GIA-SUM-003", values, **more)
    return next(finding for finding in found if finding.cells[0] == f"t3.new.{column}")


def without_last_year(sheet: Sheet) -> Sheet:
    return make_sheet(replace(sheet.report, previous=None), bundled_formats())


ERRORS = 150


@pytest.mark.slow
@pytest.mark.parametrize("knows_last_year", [True, False])
def test_true_cell_is_among_three_guesses_for_most_generated_errors(
    capsys: pytest.CaptureFixture[str],
    knows_last_year: bool,
) -> None:
    tried, found = Counter[str](), Counter[str]()
    for error, sheet, cell in broken_sheets(ERRORS, seed=20250131):
        tried[error] += 1
        findings = run_checks(sheet if knows_last_year else without_last_year(sheet))
        column = cell.rpartition(".")[2]
        guesses = {
            key for f in findings if f.cells and f.cells[0] == f"t3.new.{column}" for key in f.guess_cells
        }
        found[error] += cell in guesses
    share = sum(found.values()) / sum(tried.values())
    with capsys.disabled():
        parts = "  ".join(f"{error} {found[error]}/{tried[error]}" for error in tried)
        print(f"\nlast year {'known' if knows_last_year else 'unknown'}: {share:.1%}  {parts}")  # noqa: T201
    assert sum(tried.values()) == ERRORS
    assert share >= 0.8


def test_case_under_the_wrong_applicant_is_told_though_the_total_balances() -> None:
    values: dict[str, Value] = {"t3.granted.natural": 1, "t3.granted.business": 1}
    natural, business = balance(values), balance(values, "business")
    assert "自然人列和商业企业列正好一多一少 1 件" in "".join(natural.guesses)
    assert "t3.granted.business" in business.guess_cells
    assert [f.cells[0] for f in findings("GIA-SUM-003", values)] == ["t3.new.natural", "t3.new.business"]


def test_swapped_digits_are_told() -> None:
    finding = balance({"t3.new.natural": 21, "t3.granted.natural": 11})
    assert "新收的 21 可能是 12，两位数字写颠倒了。" in finding.guesses


def test_digit_too_many_and_digit_missing_are_told() -> None:
    assert "新收的 33 可能是 3，多打了一位。" in balance({"t3.new.natural": 33}).guesses
    finding = balance({"t3.new.natural": 113, "t3.granted.natural": 11, "t3.partial.natural": 1})
    assert "予以公开的 11 可能是 111，少打了一位。" in finding.guesses


def test_same_number_in_two_rows_is_told_as_counted_twice() -> None:
    finding = balance({"t3.partial.natural": 2, "t3.new.natural": 3})
    assert finding.guesses[0] == (
        "部分公开的 2 件和予以公开一样多，可能同一批件数填了两处（区分处理的只计部分公开）。"
    )


def test_each_cell_of_the_same_number_has_a_sentence_of_its_own() -> None:
    finding = balance({"t3.partial.natural": 1, "t3.granted.natural": 1, "t3.carried_out.natural": 1})
    alike = [guess for guess in finding.guesses if "一样多" in guess]
    assert len(alike) == len(set(alike)) > 1
    assert "结转下年度的 1 件和予以公开一样多，可能同一批件数填了两处。" in alike


def test_number_on_the_wrong_side_is_told() -> None:
    finding = balance({"t3.carried_in.natural": 4, "t3.new.natural": 7})
    assert any("4 件的两倍，可能应填在结转下年度" in guess for guess in finding.guesses)


def test_blank_cell_comes_before_other_causes() -> None:
    finding = balance({"t3.carried_out.natural": None, "t3.new.natural": 12})
    assert finding.guesses[0] == "结转下年度还空着，可能漏填 9 件。"


def test_zero_carried_out_is_told_as_forgotten() -> None:
    assert "结转下年度是 0，可能漏计 2 件。" in balance({"t3.new.natural": 5}).guesses


def test_last_years_report_settles_what_was_carried_in() -> None:
    values: dict[str, Value] = {"t3.new.natural": 2, "t3.carried_in.natural": 0}
    finding = balance(values, last={"t3.carried_out.natural": 1})
    assert finding.guesses[0] == "上年报告结转下年度是 1，上年结转填的是 0。"
    assert finding.guess_cells[0] == "t3.carried_in.natural"


def test_stated_row_total_points_to_the_cell_where_row_and_column_meet() -> None:
    values: dict[str, Value] = {"t3.granted.natural": 1}
    finding = balance(values, stated={"t3.granted.total": 2})
    assert finding.guess_cells[0] == "t3.granted.natural"
    assert "1 应为 2" in finding.guesses[0]


def test_total_column_repeats_what_the_single_columns_say() -> None:
    values: dict[str, Value] = {"t3.new.natural": 33}
    assert balance(values, "total").guess_cells == balance(values).guess_cells


def test_total_column_names_the_column_and_leaves_out_what_would_make_it_worse() -> None:
    values: dict[str, Value] = {
        "t3.new.natural": 33,
        "t3.carried_in.business": None,
        "t3.granted.business": 5,
    }
    finding, business = balance(values, "total"), balance(values, "business")
    assert any("上年结转还空着" in guess for guess in business.guesses)
    assert finding.guesses
    assert all(guess.startswith("自然人列：") for guess in finding.guesses)
    assert all(cell.endswith(".natural") for cell in finding.guess_cells)


def test_nothing_is_guessed_when_nothing_fits() -> None:
    values: dict[str, Value] = {"t3.new.natural": 47, "t3.carried_out.natural": 5, "t3.carried_in.natural": 1,
                                "t3.granted.natural": 8}  # fmt: skip
    assert balance(values).guesses == ()


@pytest.mark.parametrize(
    ("values", "stated", "guess", "cell"),
    [
        ({}, 0, "差额正好等于自然人的 3 件，总计可能漏加了这一项。", "t3.new.natural"),
        ({}, 6, "差额正好等于自然人的 3 件，总计可能加了两次这一项。", "t3.new.natural"),
        ({"t3.new.other": None}, 5, "其他还空着，可能漏填 2 件。", "t3.new.other"),
        ({"t3.new.natural": 12}, 21, "总计 21 可能是 12，两位数字写颠倒了。", "t3.new.total"),
        ({"t3.new.natural": 12}, 122, "总计 122 可能是 12，多打了一位。", "t3.new.total"),
        ({"t3.new.natural": 12, "t3.new.other": 31}, 52, "自然人的 12 可能是 21，两位数字写颠倒了。",
         "t3.new.natural"),
        ({"t3.new.natural": 122, "t3.new.other": 3}, 15, "自然人的 122 可能是 12，多打了一位。",
         "t3.new.natural"),
    ],
)  # fmt: skip
def test_wrong_stated_total_is_explained(
    values: dict[str, Value], stated: int, guess: str, cell: CellKey
) -> None:
    (finding,) = findings("GIA-SUM-001", values, {"t3.new.total": stated})
    assert guess in finding.guesses
    assert finding.guess_cells[finding.guesses.index(guess)] == cell

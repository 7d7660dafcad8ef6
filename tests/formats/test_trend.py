"""Comparison with last year: exact percentages in official words, none where none can be told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import NA, Number, Unread, Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.formats.trend import trend

NEW = CellKey("t3.new.natural")


@pytest.mark.parametrize(
    ("now", "last", "words"),
    [
        (27, 24, "较上年增长12.5%"), (31, 32, "较上年下降3.1%"), (38, 38, "与上年持平"),
        (28, 25, "较上年增长12%"), (90, 30, "较上年增长200%"), (0, 5, "较上年下降100%"),
        (2001, 2000, "较上年增长0.1%"), (2501, 2500, "较上年增加1件"), (2499, 2500, "较上年减少1件"),
        (16009, 16000, "较上年增长0.1%"), (801, 800, "较上年增长0.1%"), (38, 0, "上年为0件"),
        (0, 0, "与上年持平"), (38, None, "上年无可比数据"), (0, None, "上年无可比数据"),
    ],
)  # fmt: skip
def test_a_figure_is_compared_in_official_words(
    formats: Formats, now: int, last: int | None, words: str
) -> None:
    assert trend(now, last, formats.get("2021").cells[NEW]) == words


@pytest.mark.parametrize(
    ("now", "last", "words"),
    [
        (Decimal("29.05"), Decimal("28.00"), "较上年增长3.8%"),  # 3.75: a half goes up
        (Decimal("0.1"), Decimal("0.3"), "较上年下降66.7%"),
        (Decimal("29.0500"), Decimal("29.05"), "与上年持平"), (Decimal("2.5"), 0, "上年为0万元"),
        (Decimal("123456789012.000001"), Decimal(123456789012), "较上年增加0.000001万元"),
    ],
)  # fmt: skip
def test_money_is_compared_to_the_last_coin(formats: Formats, now: Number, last: Number, words: str) -> None:
    assert trend(now, last, formats.get("2021").cells[CellKey("t2.fees.amount")]) == words


@pytest.mark.parametrize(
    ("now", "last", "words"), [(3, -2, "较上年多5"), (-4, -1, "较上年少3"), (5, 0, "较上年多5")]
)
def test_cells_that_count_changes_have_no_percentage(
    formats: Formats, now: int, last: int, words: str
) -> None:
    cells = formats.get("2019").cells.values()
    change = next(cell for cell in cells if cell.kind.value == "change")
    assert trend(now, last, change) == words


def test_numbers_of_projects_have_no_measure_word(formats: Formats) -> None:
    cells = formats.get("2021").cells
    assert trend(5, 0, cells[CellKey("t2.licensing.decisions")]) == "上年为0"
    assert trend(5, 0, cells[CellKey("t2.normative.issued")]) == "上年为0件"


@pytest.mark.parametrize(
    ("values", "last", "text"),
    [
        ({NEW: 27}, {NEW: 24}, "申请27件，较上年增长12.5%。"), ({}, {NEW: 24}, "申请0件，本年尚未填报。"),
        ({NEW: 27}, {NEW: NA}, "申请27件，上年为0件。"), ({NEW: 27}, {}, "申请27件，上年无可比数据。"),
        ({NEW: 27}, {NEW: Unread("二十")}, "申请27件，上年无可比数据。"),
        ({NEW: Unread("x")}, {NEW: 1}, "申请{t3.new.natural}件，{trend.t3.new.natural}。"),
    ],
)  # fmt: skip
def test_comparisons_in_texts_are_resolved_from_both_years(
    formats: Formats, values: dict[CellKey, Value], last: dict[CellKey, Value], text: str
) -> None:
    texts = {section_key("1"): "申请{t3.new.natural}件，{trend.t3.new.natural}。"}
    report = Report("2021", 2025, texts, values, previous=Previous("2021", 2024, last))
    assert make_sheet(report, formats).section("1") == text


def test_a_comparison_of_an_unknown_cell_stays_as_written(formats: Formats) -> None:
    texts = {section_key("1"): "{trend.t3.nobody.total}{trend.t3.new}{trend.last.t3.new.total}"}
    sheet = make_sheet(Report("2021", 2025, texts), formats)
    assert sheet.section("1") == texts[section_key("1")]

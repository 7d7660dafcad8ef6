"""Two states of a report: what differs, and the way back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.app.report.differences import (
    Piece,
    TextFate,
    changed_part,
    figure_differences,
    in_context,
    pieces,
    step_to,
    text_differences,
)
from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, CellKey, section_key
from gia_desktop.core.report import Reason, Report, new_report
from gia_desktop.core.values import NA
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

NATURAL = CellKey("t3.new.natural")
TEXTS = st.text(st.sampled_from("全年新收，。\n"), max_size=30)


@pytest.fixture
def town() -> Report:
    return new_report("2021", 2025, "示例县清河镇人民政府", "township")


def test_a_changed_cell_is_listed_with_the_sums_that_follow(town: Report, formats: Formats) -> None:
    now = Change("", {NATURAL: (None, 12)}).apply(town)
    found = figure_differences(make_sheet(town, formats), make_sheet(now, formats))
    assert [(item.place, item.old, item.new, item.computed) for item in found] == [
        ("三、申请办理：新收，自然人", "", "12", False),
        ("三、申请办理：新收，总计", "", "12", True),
    ]


def test_blank_nought_and_not_applicable_differ(town: Report, formats: Formats) -> None:
    nought, na = (Change("", {NATURAL: (None, value)}).apply(town) for value in (0, NA))
    found = figure_differences(make_sheet(nought, formats), make_sheet(na, formats))
    assert [(item.old, item.new) for item in found if not item.computed] == [("0", "/")]


def test_changed_texts_come_in_the_order_of_the_report(town: Report, formats: Formats) -> None:
    now = Change("", texts={section_key("5"): ("", "问题"), PREAMBLE: ("", "本报告")}).apply(town)
    found = text_differences(make_sheet(town, formats), make_sheet(now, formats))
    assert [(item.place, item.pieces) for item in found] == [
        ("开头语", (Piece(TextFate.ADDED, "本报告"),)),
        ("五、问题改进", (Piece(TextFate.ADDED, "问题"),)),
    ]


def test_only_the_changed_signs_of_a_line_are_marked() -> None:
    assert pieces("甲段\n全年新收 12 件。", "甲段\n全年新收 13 件。") == (
        Piece(TextFate.SAME, "甲段\n全年新收 1"),
        Piece(TextFate.REMOVED, "2"),
        Piece(TextFate.ADDED, "3"),
        Piece(TextFate.SAME, " 件。"),
    )


@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.mark is not TextFate.ADDED) == old
    assert "".join(piece.text for piece in found if piece.mark is not TextFate.REMOVED) == new


def test_the_step_back_restores_everything_and_can_be_undone(town: Report) -> None:
    then = Change(
        "",
        {NATURAL: (None, 1), CellKey("t2.fees.amount"): (None, Decimal("1.50"))},
        {CellKey("t3.new.total"): (None, 13)},
        {section_key("1"): ("", "全年")},
        ((), (Reason("GIA-SUM-001", (NATURAL,), "无误"),)),
        register=({}, {"register.fee.notices": 2}),
    ).apply(town)
    now = Change(
        "",
        {NATURAL: (1, Decimal(1))},
        texts={section_key("1"): ("全年", "")},
        register=(then.register, {"register.fee.notices": 3}),
    ).apply(then)
    step = step_to(now, then, "退回“初稿”")
    assert step.apply(now) == then
    assert type(step.apply(now).values[NATURAL]) is int
    assert step.inverse().apply(then) == now
    assert step.origin == "version"


def test_there_is_no_step_between_equal_states(town: Report) -> None:
    assert step_to(town, town, "退回").is_empty


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("甲乙丙", "甲丁丙", "丁"),
        ("甲丙", "甲乙丙", "乙"),
        ("甲乙丙", "甲丙", ""),
        ("", "甲", "甲"),
        ("甲", "", ""),
        ("甲甲", "甲甲甲", "甲"),
        ("甲", "甲", ""),
    ],
)
def test_the_part_of_a_text_that_is_new_is_found(old: str, new: str, part: str) -> None:
    start, end = changed_part(old, new)
    assert new[start:end] == part


def test_of_a_long_text_only_the_neighbourhood_of_a_change_is_left() -> None:
    before, after = "甲" * 300 + "新收 12 件" + "乙" * 300, "甲" * 300 + "新收 13 件" + "乙" * 300
    shown = in_context(pieces(before, after))
    words = "".join(piece.text for piece in shown)
    assert words.startswith("……甲")
    assert words.endswith("乙……")
    assert len(words) < 120
    assert [piece for piece in shown if piece.mark is not TextFate.SAME] == [
        piece for piece in pieces(before, after) if piece.mark is not TextFate.SAME
    ]


def test_short_texts_and_texts_without_a_change_are_left_whole() -> None:
    for old, new in (("甲段，新收 12 件。", "甲段，新收 13 件。"), ("甲" * 200, "甲" * 200)):
        assert list(in_context(pieces(old, new))) == list(pieces(old, new))


def test_live_numbers_are_named_where_texts_are_compared(town: Report, formats: Formats) -> None:
    now = Change("", texts={section_key("6"): ("", "新收{t3.new.total}件。")}).apply(town)
    (found,) = text_differences(make_sheet(town, formats), make_sheet(now, formats))
    assert "〈新收，总计〉" in "".join(piece.text for piece in found.pieces)

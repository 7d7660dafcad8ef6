"""Values, texts and changes survive being stored, whatever they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.keys import PREAMBLE
from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.drafts.packing import (
    dump,
    rows_of,
    splice,
    splice_back,
    splice_on,
    undump,
    value_columns,
    value_from_columns,
    value_from_plain,
    value_to_plain,
)
from tests.support.reports.stored import NATURAL

values = st.one_of(
    st.none(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.just(NA),
    st.text().map(Unread),
)


@given(values)
def test_a_value_comes_back_from_json_with_type_and_digits(value: Value) -> None:
    back = value_from_plain(undump(dump(value_to_plain(value))))

    assert (type(back), str(back)) == (type(value), str(value))


@given(values.filter(lambda value: value is not None))
def test_a_value_comes_back_from_columns_with_type_and_digits(value: Value) -> None:
    back = value_from_columns(*value_columns(value))

    assert (type(back), str(back)) == (type(value), str(value))


@given(st.text(), st.text(), st.text(), st.text())
def test_a_splice_leads_from_either_text_to_the_other(head: str, old: str, new: str, tail: str) -> None:
    before, after = head + old + tail, head + new + tail
    spliced = undump(dump(splice(before, after)))

    assert splice_on(before, spliced) == after
    assert splice_back(after, spliced) == before


def test_a_splice_refuses_a_text_it_does_not_belong_to() -> None:
    spliced = splice("全年收到3件", "全年收到5件")

    assert splice_on("全年办理3件", spliced) is None
    assert splice_back("全年办理5件", spliced) is None


def test_decimals_among_unknown_keys_keep_their_digits() -> None:
    assert str(undump(dump({"x": [Decimal("1.50")]}))["x"][0]) == "1.50"


def test_what_no_report_can_hold_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="set"):
        dump({1, 2})


def test_blank_cells_and_empty_texts_take_no_row() -> None:
    report = Report("2021", 2025, {PREAMBLE: ""}, {NATURAL: None})

    assert list(rows_of(1, report)) == []

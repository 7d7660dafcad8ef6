"""Sums: blank is not zero, not applicable is not zero, totals of totals agree both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.computing import all_values, as_number, computed_values, ordered_sums, total
from gia_desktop.formats.schema import Format
from tests.support.formats.strategies import figures, formats
from tests.support.reports.strategies import cell_values


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        ([], None), ([None, None], None), ([None, 0], 0), ([None, 3, 4], 7), ([NA, NA], NA),
        ([NA, None], None), ([NA, 5], 5),
        ([Unread("x"), None], None), ([Unread("x"), 2], 2), ([Unread("x"), NA], None),
        ([Decimal("1.10"), Decimal("2.2")], Decimal("3.30")), ([0, Decimal("0.5")], Decimal("0.5")),
    ],
)  # fmt: skip
def test_a_sum_of_blank_parts_is_blank(parts: list[Value], result: Value) -> None:
    assert total(parts) == result
    assert type(total(parts)) is type(result)


@pytest.mark.parametrize(
    ("value", "number"), [(None, 0), (NA, 0), (Unread("3"), 0), (3, 3), (Decimal("1.5"), 1.5)]
)
def test_what_is_no_number_counts_as_nothing(value: Value, number: float) -> None:
    assert as_number(value) == number


@given(st.data())
def test_every_total_is_the_sum_of_its_parts_along_every_axis(data: st.DataObject) -> None:
    fmt = data.draw(formats)
    values = all_values(fmt, data.draw(figures(fmt, computed=False)))
    for item in fmt.sums:
        assert as_number(values[item.target]) == sum(as_number(values[part]) for part in item.parts)
    assert list(values) == list(fmt.cells)


@given(st.data())
def test_typed_totals_are_never_believed(data: st.DataObject) -> None:
    fmt = data.draw(formats)
    entered = data.draw(figures(fmt, computed=False))
    stated = data.draw(figures(fmt, computed=True))
    assert all_values(fmt, {**entered, **stated}) == all_values(fmt, entered)


def test_parts_are_computed_before_their_totals(fmt_2021: Format) -> None:
    ordered = ordered_sums(fmt_2021)
    places = {item.target: place for place, item in enumerate(ordered)}
    assert len(places) == len(ordered) == 34
    for item in ordered:
        assert all(places[part] < places[item.target] for part in item.parts if part in places)


def test_the_grand_total_adds_up_what_is_typed(fmt_2021: Format) -> None:
    rows = ("granted", "partial", "other_misc")
    values: dict[CellKey, Value] = {cell_key("t3", row, "natural"): 2 for row in rows}
    computed = computed_values(fmt_2021, values | {CellKey("t3.granted.other"): 5})
    assert computed[CellKey("t3.handled_total.natural")] == 6
    assert computed[CellKey("t3.handled_total.total")] == 11
    assert computed[CellKey("t3.granted.total")] == 7
    assert computed[CellKey("t3.new.total")] is None


@given(st.data())
def test_a_row_that_does_not_apply_has_a_total_that_does_not_apply(data: st.DataObject) -> None:
    fmt = data.draw(formats)
    item = data.draw(st.sampled_from([item for item in fmt.sums if item.axis == "row"]))
    if any(fmt.cells[part].computed for part in item.parts):
        return
    assert computed_values(fmt, dict.fromkeys(item.parts, NA))[item.target] is NA
    part = data.draw(st.sampled_from(item.parts))
    value = data.draw(cell_values(fmt.cells[part].kind))
    expected = NA if value is NA else value
    assert computed_values(fmt, {**dict.fromkeys(item.parts, NA), part: value})[item.target] == expected

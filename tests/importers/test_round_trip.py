"""What is copied out of a table comes back the same; the writer and the reader meet only here."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, CellKind, Value
from gia_desktop.documents.writers.clipboard import copy_block
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.importers.paste.paste_position import value_lines
from gia_desktop.importers.paste.plan import plan_paste
from tests.support.files.rendering import figures


def _filled(fmt: Format, table_id: str, seed: int) -> Sheet:
    """Return a report with some cells blank, some not applicable."""
    rng = random.Random(seed)
    values: dict[CellKey, Value] = {}
    for key, value in figures(fmt, table_id, seed).items():
        if not fmt.cells[key].computed:
            values[key] = rng.choice([value, value, value, 0, NA, None])
    kept = {key: value for key, value in values.items() if value is not None}
    return make_sheet(Report(fmt.id, fmt.first_year, values=kept), bundled_formats())


def _empty(fmt: Format) -> Sheet:
    return make_sheet(Report(fmt.id, fmt.first_year), bundled_formats())


@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10**6))
@pytest.mark.parametrize("with_labels", [True, False])
@pytest.mark.parametrize("as_html", [True, False])
def test_a_copied_block_pastes_the_same_figures(
    *, as_html: bool, with_labels: bool, data: st.DataObject, seed: int
) -> None:
    fmt = bundled_formats().get(data.draw(st.sampled_from(["2019", "2021"])))
    table_id = data.draw(st.sampled_from(["t2", "t3", "t4"]))
    lines = value_lines(fmt, table_id)
    top = data.draw(st.integers(0, len(lines) - 1))
    bottom = data.draw(st.integers(top, len(lines) - 1))
    widest = min(len(line) for line in lines[top : bottom + 1])
    left = data.draw(st.integers(0, widest - 1))
    right = data.draw(st.integers(left, widest - 1))
    keys = [key for line in lines[top : bottom + 1] for key in line[left : right + 1]]
    sheet = _filled(fmt, table_id, seed)
    copied = copy_block(sheet, table_id, keys, with_labels=with_labels)
    html, text = (copied.html, None) if as_html else (None, copied.text)
    plan = plan_paste(html, text, _empty(fmt), table_id, keys[0])
    expected = {key: value for key in keys if (value := sheet.report.values.get(key)) is not None}
    assert plan.values == expected
    assert all(fmt.cells[total.key].computed for total in plan.compared)


def test_money_keeps_every_digit() -> None:
    fmt = bundled_formats().get("2021")
    sheet = _filled(fmt, "t2", 3)
    copied = copy_block(sheet, "t2", [], with_labels=True)
    plan = plan_paste(copied.html, copied.text, _empty(fmt), "t2", CellKey("t2.rules.issued"))
    fees = CellKey("t2.fees.amount")
    assert fmt.cells[fees].kind is CellKind.MONEY
    assert str(plan.values[fees]) == str(sheet.report.values[fees])

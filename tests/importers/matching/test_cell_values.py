"""What the texts of foreign cells say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gia_desktop.core.values import NA, CellKind, Unread, Value
from gia_desktop.importers.matching.cell_values import is_value_like, read_cell

SURE: list[tuple[str, CellKind, Value]] = [
    ("", CellKind.COUNT, None),
    ("\u3000\xa0", CellKind.COUNT, None),
    ("０", CellKind.COUNT, 0),
    ("11398889", CellKind.COUNT, 11398889),
    ("1,234", CellKind.COUNT, 1234),
    ("12件", CellKind.COUNT, 12),
    ("一百零三", CellKind.COUNT, 103),
    ("无", CellKind.COUNT, 0),
    ("/", CellKind.COUNT, NA),
    ("—", CellKind.COUNT, NA),
    ("-8", CellKind.CHANGE, -8),
    ("72701.2578", CellKind.MONEY, Decimal("72701.2578")),
    ("29.0506万元", CellKind.MONEY, Decimal("29.0506")),
]
DOUBTFUL: list[tuple[str, CellKind, Value]] = [
    ("22（其中修订 16 件）", CellKind.COUNT, 22),
    ("55(含自然失效29件)", CellKind.COUNT, 55),
    ("22①", CellKind.COUNT, 22),
    ("12*", CellKind.COUNT, 12),
    ("2\n0", CellKind.COUNT, 20),
    ("1 2", CellKind.COUNT, 12),
    ("一", CellKind.COUNT, 1),
    ("一一", CellKind.COUNT, 11),
    ("251000元", CellKind.MONEY, Decimal("25.1")),
    ("1.2亿元", CellKind.MONEY, Decimal(12000)),
    ("减少8", CellKind.CHANGE, -8),
    ("增3项", CellKind.CHANGE, 3),
    ("*", CellKind.COUNT, Unread("*")),
    ("约22", CellKind.COUNT, Unread("约22")),
    ("3.5", CellKind.COUNT, Unread("3.5")),
    ("-1（见说明）", CellKind.COUNT, Unread("-1（见说明）")),
    ("1234567890123元", CellKind.MONEY, Unread("1234567890123元")),
    ("见附件", CellKind.MONEY, Unread("见附件")),
]


@pytest.mark.parametrize(("text", "kind", "value"), SURE)
def test_a_plain_value_is_sure(text: str, kind: CellKind, value: Value) -> None:
    read = read_cell(text, kind, "万元")
    assert (read.value, read.is_doubtful) == (value, False)


@pytest.mark.parametrize(("text", "kind", "value"), DOUBTFUL)
def test_an_odd_value_is_doubted_with_a_reason(text: str, kind: CellKind, value: Value) -> None:
    read = read_cell(text, kind, "万元")
    assert (read.value, read.is_doubtful) == (value, True)


def test_an_amount_with_a_unit_is_doubted_where_the_form_prints_none() -> None:
    read = read_cell("251000元", CellKind.MONEY)
    assert read.value == Decimal(251000)
    assert "没有印单位" in read.reason


def test_a_long_text_is_shortened_in_the_reason() -> None:
    read = read_cell("22（" + "其中" * 40 + "）", CellKind.COUNT)
    assert "…" in read.reason
    assert len(read.reason) < 60


@pytest.mark.parametrize("text", ["12", "-3", "/", "*", "22（其中修订16件）", "251000元", "二十", "1.5"])
def test_a_figure_is_told_from_a_label(text: str) -> None:
    assert is_value_like(text)


@pytest.mark.parametrize(
    "text", ["", "1.属于国家秘密", "3、其他", "1属于国家秘密", "自然人", "3.危及“三安全一稳定”"]
)
def test_a_label_is_told_from_a_figure(text: str) -> None:
    assert not is_value_like(text)

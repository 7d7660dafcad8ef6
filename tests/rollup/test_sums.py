from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.exchange.report_file import open_report
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import Correction
from gia_desktop.rollup.roster import AREA, Roster, Unit
from gia_desktop.rollup.sums import area_report, sum_up
from tests.support.reports.areas import collection, report_of, roster, split, submission, town

CITY = Path(__file__).parents[1] / "data" / "city-2024.gia"
NEW = CellKey("t3.new.natural")
FEES = CellKey("t2.fees.amount")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_parents_tables_split_over_a_hundred_units_add_up_again_in_every_cell(
    formats: Formats, seed: int
) -> None:
    parent = open_report(CITY, formats)
    fmt = formats.get("2021")
    values = {key: value for key, value in parent.values.items() if not key.startswith("t2.rules.")}
    parts = split(values, 100, seed)
    reports = [report_of(town(place), part, 2024) for place, part in enumerate(parts)]
    sums = sum_up(collection(reports, year=2024), formats)
    wanted = all_values(fmt, values)
    assert len(sums.cells) == 200
    assert {key: cell.sum for key, cell in sums.cells.items()} == wanted
    assert area_report(collection(reports, year=2024), sums).values == {
        key: value for key, value in values.items() if value is not None
    }


def test_a_sum_of_money_has_no_zeros_at_its_end(formats: Formats) -> None:
    reports = [report_of(town(0), {FEES: Decimal("0.1500")}), report_of(town(1), {FEES: Decimal("99.8500")})]
    assert str(sum_up(collection(reports), formats).cells[FEES].sum) == "100"
    assert str(sum_up(collection(reports[:1]), formats).cells[FEES].sum) == "0.15"


def test_a_sum_knows_its_parts_and_how_many_have_the_cell(formats: Formats) -> None:
    reports = [report_of(town(0), {NEW: 3}), report_of(town(1), {NEW: 0}), report_of(town(2), {})]
    cell = sum_up(collection(reports), formats).cells[NEW]
    assert (cell.sum, cell.filled, cell.units, cell.is_partial) == (3, 2, 3, True)
    assert dict(cell.parts) == {town(0): 3, town(1): 0}


def test_a_cell_that_nobody_filled_is_blank_and_not_zero(formats: Formats) -> None:
    cell = sum_up(collection([report_of(town(0), {})]), formats).cells[NEW]
    assert (cell.sum, cell.filled) == (None, 0)


def test_what_is_missing_or_doubtful_is_named(formats: Formats) -> None:
    of = roster(3)
    sums = sum_up(
        replace(
            collection([], of),
            submissions=(
                submission(report_of(town(0), {NEW: 3})),
                submission(report_of(town(1), {}), doubtful={NEW: "“3”已划去"}),
            ),
        ),
        formats,
    )
    assert (sums.missing, dict(sums.doubtful)) == ((town(2),), {town(1): (NEW,)})
    assert not sums.is_complete
    assert "其中 1 个未报，数据不全" in sums.scope


def test_units_outside_the_sum_stay_outside(formats: Formats) -> None:
    of = Roster("示例县", (Unit(town(0), kind="township"), Unit("示例县税务局", in_sum=False)))
    reports = [report_of(town(0), {NEW: 3}), report_of("示例县税务局", {NEW: 100})]
    assert sum_up(collection(reports, of), formats).cells[NEW].sum == 3


def test_a_correction_is_a_part_of_its_own_and_changes_no_report(formats: Formats) -> None:
    made = collection([report_of(town(0), {NEW: 3}), report_of(town(1), {NEW: 4})])
    made = replace(made, corrections=(Correction(town(0), NEW, -1, "重复计算", "李四"),))
    sums = sum_up(made, formats)
    assert sums.cells[NEW].sum == 6
    assert dict(sums.cells[NEW].parts) == {town(0): 3, town(1): 4, f"更正：{town(0)}": -1}
    assert sums.cells[NEW].filled == 2
    assert sums.cells[CellKey("t3.new.total")].sum == 6


def test_rules_come_only_from_a_government(formats: Formats) -> None:
    rules = CellKey("t2.rules.in_force")
    of = Roster("示例市", (Unit(town(0), kind="township"), Unit("示例市人民政府", kind="city")))
    reports = [report_of(town(0), {rules: 2}), report_of("示例市人民政府", {rules: 5}, kind="city")]
    sums = sum_up(collection(reports, of), formats)
    assert (sums.cells[rules].sum, dict(sums.left_out)) == (5, {town(0): (rules,)})


def test_the_scope_is_said_with_its_units(formats: Formats) -> None:
    of = Roster("示例市", (Unit("示例市水务局"), Unit("示例区人民政府", kind="county", scope=AREA)))
    reports = [report_of("示例市水务局", {}), report_of("示例区人民政府", {})]
    scope = sum_up(collection(reports, of), formats).scope
    assert "列入汇总的单位 2 个（本级口径 1 个，汇总口径 1 个），已全部收齐" in scope


def test_a_report_in_another_format_is_not_added(formats: Formats) -> None:
    old = replace(report_of(town(0), {}), format="2019")
    assert sum_up(collection([old]), formats).other_formats == (town(0),)


def test_a_report_without_a_figure_keeps_the_sum_from_being_complete(formats: Formats) -> None:
    sums = sum_up(collection([report_of(town(0), {NEW: 3}), report_of(town(1), {})]), formats)
    assert (sums.empty, sums.is_complete) == ((town(1),), False)


def test_an_area_without_units_is_not_called_complete(formats: Formats) -> None:
    none = Roster("示例县", ())
    assert sum_up(collection([], none), formats).scope == "示例县 2025 年度还没有列入汇总的单位。"

"""Real, public sums of areas: what their departments published, added up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.among import FEES, area_findings
from gia_desktop.rollup.findings import unit_findings
from gia_desktop.rollup.roster import AREA, Roster, Unit
from gia_desktop.rollup.sums import area_report, sum_up
from tests.support.reports.areas import collection, report_of, town

BALANCE = ("new", "carried_in", "granted", "carried_out")


def column(*figures: int, of: str = "natural") -> dict[CellKey, Value]:
    """Return the four sides of a balance in a column: new and carried in, handled and carried out."""
    return {CellKey(f"t3.{row}.{of}"): figure for row, figure in zip(BALANCE, figures, strict=True)}


def totals(sums: Mapping[CellKey, object]) -> list[object]:
    rows = ("new", "carried_in", "handled_total", "carried_out")
    return [sums[CellKey(f"t3.{row}.total")] for row in rows]


def area(parts: Sequence[Mapping[CellKey, Value]], formats: Formats) -> Mapping[CellKey, object]:
    sums = sum_up(collection([report_of(town(i), part) for i, part in enumerate(parts)]), formats)
    return {key: cell.sum for key, cell in sums.cells.items()}


def test_suqian_2023_comes_back_from_its_eleven_children(formats: Formats) -> None:
    # 新收 + 上年结转 by child; the city states 3511 + 96 = 3486 + 121.
    handled = (349, 933, 477, 301, 874, 216, 348, 55, 26, 12, 16)
    assert sum(handled) == 3607
    parts = [column(each, 0, each, 0) for each in handled]
    parts[0] = column(349 - 96, 96, 349, 0)
    parts[1] = column(933, 0, 933 - 121, 121)
    assert totals(area(parts, formats)) == [3511, 96, 3486, 121]
    made = collection([report_of(town(i), part) for i, part in enumerate(parts)])
    draft = area_report(made, sum_up(made, formats))
    assert [one for one in run_checks(make_sheet(draft, formats)) if one.code == "GIA-SUM-003"] == []


@pytest.mark.parametrize(
    ("yuan", "stated"), [((420, 290, 1500, 140, 600), "0.295"), ((880, 1080, 270), "0.223")]
)
def test_fees_of_suqian_in_2023_and_2024_add_up_to_the_yuan(
    formats: Formats, yuan: tuple[int, ...], stated: str
) -> None:
    parts: list[Mapping[CellKey, Value]] = [{FEES: Decimal(fee) / 10_000} for fee in yuan]
    assert str(area(parts, formats)[FEES]) == stated


def test_yuhang_2024_with_two_of_its_children_is_uncertain_and_never_wrong(formats: Formats) -> None:
    district = "余杭区人民政府"
    units = (
        Unit(district, kind="county", in_sum=False, scope=AREA),
        *(Unit(town(place), kind="township", parent=district) for place in range(3)),
    )
    reports = [
        report_of(district, column(1954, 71, 1950, 75), kind="county"),
        report_of(town(0), column(78, 5, 80, 3)),
        report_of(town(1), column(30, 2, 29, 3)),
    ]
    made = collection(reports, Roster("余杭区", units))
    assert [
        one for one in area_findings(made, formats) if one.finding.code in {"GIA-ALL-001", "GIA-ALL-002"}
    ] == []
    assert [one for one in unit_findings(made, formats) if one.finding.code == "GIA-SUM-003"] == []
    sums = sum_up(made, formats)
    assert (sums.missing, sums.cells[CellKey("t3.new.total")].sum) == ((town(2),), 108)
    assert "其中 1 个未报，数据不全" in sums.scope


def test_yanghe_2025_is_found_though_its_total_balances(formats: Formats) -> None:
    # 自然人 60 + 0 against 61 + 0, 其他 1 + 0 against 0 + 0, total 62 = 62 with a business.
    values = column(60, 0, 61, 0) | column(1, 0, 0, 0, of="other") | column(1, 0, 1, 0, of="business")
    made = collection([report_of("洋河新区管理委员会", values, kind="other")])
    assert totals(area([values], formats))[:3] == [62, 0, 62]
    found = [
        one.finding.cells[0] for one in unit_findings(made, formats) if one.finding.code == "GIA-SUM-003"
    ]
    assert found == ["t3.new.natural", "t3.new.other"]

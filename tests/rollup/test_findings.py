from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.among import FEES, area_findings
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.findings import asked_of, mended, unit_findings
from gia_desktop.rollup.roster import AREA, Roster, Unit
from tests.support.reports.areas import collection, report_of, submission, town

NEW, CARRIED = CellKey("t3.new.natural"), CellKey("t3.carried_in.natural")
OTHER, IN_FORCE = CellKey("t3.new.other"), CellKey("t2.normative.in_force")
DISTRICT = "示例区人民政府"


def codes(made: Collection, formats: Formats) -> list[tuple[str, str]]:
    found = area_findings(made, formats)
    return [(one.unit, one.finding.code) for one in found if one.finding.code != "GIA-ALL-007"]


def district(stated: Mapping[CellKey, Value], *children: Mapping[CellKey, Value] | None) -> Collection:
    units = (
        Unit(DISTRICT, kind="county", in_sum=False, scope=AREA),
        *(Unit(town(place), kind="township", parent=DISTRICT) for place in range(len(children))),
    )
    reports = [report_of(DISTRICT, stated, kind="county")]
    reports += [report_of(town(i), part) for i, part in enumerate(children) if part is not None]
    return collection(reports, Roster("示例区", units))


def test_a_parent_that_differs_from_its_children_is_to_explain(formats: Formats) -> None:
    made = district({NEW: 10, CARRIED: 2}, {NEW: 4, CARRIED: 2}, {NEW: 5, CARRIED: 0})
    (one,) = [one for one in area_findings(made, formats) if one.finding.code == "GIA-ALL-001"]
    assert (one.unit, one.finding.cells, one.finding.difference) == (DISTRICT, (NEW,), 1)
    assert "下属 2 个单位相加是 9" in one.finding.message


def test_with_a_child_missing_a_larger_parent_is_uncertain_and_never_wrong(formats: Formats) -> None:
    # 余杭区 2024: the parent's 1954 + 71, of the children only some are known.
    made = district({NEW: 1954, CARRIED: 71}, {NEW: 78, CARRIED: 5}, {NEW: 30, CARRIED: 2}, None)
    assert codes(made, formats) == []


def test_with_a_child_missing_a_smaller_parent_is_a_hint(formats: Formats) -> None:
    assert codes(district({NEW: 3}, {NEW: 4}, None), formats) == [(DISTRICT, "GIA-ALL-002")]


def test_one_case_in_the_wrong_column_is_found_though_the_total_balances(formats: Formats) -> None:
    # 洋河新区 2025: 自然人 60 against 61, 其他 1 against 0.
    values = {NEW: 60, OTHER: 1, CellKey("t3.granted.natural"): 61, CellKey("t3.granted.other"): 0}
    found = [one.finding for one in unit_findings(collection([report_of(town(0), values)]), formats)]
    cells = {cell for finding in found if finding.code.startswith("GIA-SUM") for cell in finding.cells}
    assert {NEW, OTHER} <= cells


@pytest.mark.parametrize(("fees", "last"), [("290506", None), ("420", "0.1500")])
def test_fees_in_yuan_are_found_before_they_are_summed(formats: Formats, fees: str, last: str | None) -> None:
    made = collection([report_of(town(0), {FEES: Decimal(fees)})])
    if last:
        made = replace(made, previous={town(0): report_of(town(0), {FEES: Decimal(last)}, 2024)})
    assert codes(made, formats) == [(town(0), "GIA-ALL-003")]


def test_ordinary_fees_are_no_finding(formats: Formats) -> None:
    assert codes(collection([report_of(town(0), {FEES: Decimal("29.0506")})]), formats) == []


def test_a_town_with_rules_is_told(formats: Formats) -> None:
    made = collection([report_of(town(0), {CellKey("t2.rules.in_force"): 2})])
    assert codes(made, formats) == [(town(0), "GIA-ALL-004")]


def test_two_units_with_the_same_tables_are_told_to_both(formats: Formats) -> None:
    values: dict[CellKey, Value] = {NEW: 3, CARRIED: 2, IN_FORCE: 5, FEES: Decimal(1)}
    made = collection([report_of(town(0), values), report_of(town(1), values)])
    assert codes(made, formats) == [(town(0), "GIA-ALL-005"), (town(1), "GIA-ALL-005")]


def test_two_zero_reports_are_not_taken_for_copies(formats: Formats) -> None:
    values: dict[CellKey, Value] = {NEW: 0, CARRIED: 0, IN_FORCE: 0, FEES: Decimal(0)}
    assert codes(collection([report_of(town(0), values), report_of(town(1), values)]), formats) == []


def test_a_stock_that_jumps_is_told(formats: Formats) -> None:
    made = collection([report_of(town(0), {IN_FORCE: 372})])
    made = replace(made, previous={town(0): report_of(town(0), {IN_FORCE: 66}, 2024)})
    assert codes(made, formats) == [(town(0), "GIA-ALL-006")]


def test_what_was_asked_is_compared_figure_by_figure_with_the_next_version(formats: Formats) -> None:
    wrong: dict[CellKey, Value] = {NEW: 60, CellKey("t3.granted.natural"): 61}
    before = collection([report_of(town(0), wrong)])
    found = [one for one in unit_findings(before, formats) if NEW in one.finding.cells]
    asked = asked_of(found, wrong)
    after: dict[CellKey, Value] = {**wrong, NEW: 61}
    now = list(unit_findings(collection([report_of(town(0), after)]), formats))
    balance = next(one for one in mended(asked, now, after) if one.asked.code.startswith("GIA-SUM"))
    assert balance.is_mended
    assert balance.changed[NEW] == ("60", "61")
    assert not any(one.is_mended for one in mended(asked, found, wrong))


def test_a_doubtful_cell_is_said_to_be_doubtful_and_not_to_be_empty(formats: Formats) -> None:
    report = report_of(town(0), {CARRIED: 0, CellKey("t3.granted.natural"): 7, NEW: 7})
    clear = collection([report])
    values = {key: value for key, value in report.values.items() if key != NEW}
    reason = "各项相加是 7，表上总计写的是 10"
    unsure = submission(replace(report, values=values), doubtful={NEW: reason})
    found = [one.finding for one in unit_findings(replace(clear, submissions=(unsure,)), formats)]
    (said,) = [finding for finding in found if NEW in finding.cells]
    assert (said.code, said.section, said.severity.value) == ("GIA-READ-001", "3", "explain")
    assert reason in said.message
    assert not any("没有填" in finding.message and NEW in finding.cells for finding in found)

"""Every rule speaks where it must and is silent where it may."""

from __future__ import annotations

import pytest

from gia_desktop.checks.engine import all_rules, rules_for, run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import TEXT_KEYS
from gia_desktop.core.report import new_report
from gia_desktop.formats.registry import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from tests.support.reports.examples import EXAMPLES, Example
from tests.support.reports.samples import UNIT, YEARS, Edit

CASES = [(example, format_id) for example in EXAMPLES for format_id in example.formats]
BREAKING = [(example, format_id) for example, format_id in CASES if example.fires]


def findings_of(example: Example, format_id: str) -> list[Finding]:
    return [f for f in run_checks(example.edit.apply(format_id)) if f.code == example.code]


@pytest.mark.parametrize(("example", "format_id"), CASES, ids=lambda value: getattr(value, "code", value))
def test_rule_speaks_only_where_it_must(example: Example, format_id: str) -> None:
    messages = [finding.message for finding in findings_of(example, format_id)]
    assert bool(messages) == example.fires, (example, messages)


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_every_rule_has_a_breaking_and_a_passing_example_for_each_format(format_id: str) -> None:
    codes = {rule.code for rule in rules_for(bundled_formats().get(format_id))}
    for fires in (True, False):
        shown = {example.code for example, fmt in CASES if fmt == format_id and example.fires is fires}
        assert codes - shown == set()


@pytest.mark.parametrize(("example", "format_id"), BREAKING, ids=lambda value: getattr(value, "code", value))
def test_finding_has_a_place_a_clause_and_the_weight_of_its_rule(example: Example, format_id: str) -> None:
    sheet = example.edit.apply(format_id)
    rule = next(rule for rule in all_rules() if rule.code == example.code)
    for finding in findings_of(example, format_id):
        assert finding.cells or finding.spans
        assert set(finding.cells) <= set(sheet.format.cells)
        for span in finding.spans:
            assert span.text in TEXT_KEYS
            assert 0 <= span.start <= span.end <= len(sheet.report.text(span.text))
        assert finding.severity is rule.severity
        assert finding.basis
        assert finding.section in "0123456"
        assert finding.message.endswith(("。", "？"))


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_clean_report_has_no_findings(format_id: str) -> None:
    assert [finding.message for finding in run_checks(Edit().apply(format_id))] == []


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_new_report_only_lists_what_is_to_be_written(format_id: str) -> None:
    report = new_report(format_id, YEARS[format_id], "示例县清河镇人民政府", "township")
    found = run_checks(make_sheet(report, bundled_formats()))
    assert [finding.code for finding in found] == ["GIA-FORM-006", "GIA-FORM-006", "GIA-FORM-007"]


def test_every_rule_is_told_in_plain_words_with_source_and_example() -> None:
    for rule in all_rules():
        assert rule.title
        assert rule.basis
        assert rule.example or rule.code.startswith("GIA-SUM")
        assert rule.plan.__doc__
        assert rule.code.startswith("GIA-SUM") or rule.code in rule.plan.__doc__


def test_rules_that_can_be_explained_are_not_more_than_must_and_hint_together() -> None:
    weights = [rule.severity for rule in all_rules()]
    assert len(weights) >= 60
    assert set(weights) == set(Severity)


@pytest.mark.parametrize("unit", ["𬜯口镇人民政府", "㐂口镇人民政府", "〇口镇人民政府"])
def test_a_rare_character_is_not_cut_off_a_name(unit: str) -> None:
    edit = Edit(texts={"preamble": f"本报告由{unit}编制。"})
    found = [finding for finding in run_checks(edit.apply("2021")) if finding.code == "GIA-WORD-013"]
    assert [finding.message for finding in found] == [f"这里写的单位是“{unit}”，填报单位是“{UNIT}”，请核对。"]

"""The rule that docs/new-rule.md walks through is run as it stands there."""

from __future__ import annotations

from typing import Any

import pytest

from gia_desktop.checks import rule as rules
from gia_desktop.checks.engine import all_rules
from gia_desktop.checks.finding import Finding
from gia_desktop.checks.rule import Rule
from gia_desktop.formats.sheet import Sheet
from tests.docs.blocks import blocks
from tests.support.reports.samples import Edit


@pytest.fixture
def rule(monkeypatch: pytest.MonkeyPatch) -> Rule:
    """The rule of the page, registered apart from those of the program."""
    all_rules()  # those of the program find their own register, whichever test comes first
    monkeypatch.setattr(rules, "_REGISTER", rules._Register())
    exec(blocks("new-rule.md", "python")[0], {})
    (found,) = rules.registered_rules()
    return found


@pytest.fixture
def examples() -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(blocks("new-rule.md", "python")[1], found)
    return found


def findings(rule: Rule, sheet: Sheet) -> list[Finding]:
    return [found for probe in rule.plan(sheet.format) for found in probe.run(rule, sheet)]


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_the_rule_speaks_on_the_breaking_example_only(
    rule: Rule, examples: dict[str, Any], format_id: str
) -> None:
    broken, passing = examples["BREAKING"], examples["PASSING"]
    assert isinstance(broken, Edit)
    assert {found.code for found in findings(rule, broken.apply(format_id))} == {rule.code}
    assert findings(rule, passing.apply(format_id)) == []


def test_its_sentence_names_the_clerks_own_numbers(rule: Rule, examples: dict[str, Any]) -> None:
    first = findings(rule, examples["BREAKING"].apply("2021"))[0]
    assert first.message == "自然人列：结转下年度 9，但新收 3 + 上年结转 0 = 3，多 6 件。"


def test_its_code_is_free(rule: Rule) -> None:
    assert rule.code not in {known.code for known in all_rules()}

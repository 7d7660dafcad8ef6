"""Every rule speaks where it must and is silent where it may."""

from __future__ import annotations

import pytest

from gia_desktop.checks.engine import all_rules, rules_for, run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.phrases import wording
from gia_desktop.core.keys import TEXT_KEYS
from gia_desktop.core.report import new_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from tests.support.reports.examples import EXAMPLES, Example
from tests.support.reports.samples import UNIT, YEARS, Edit

CASES = [(example, format_id) for example in EXAMPLES for format_id in example.formats]
BREAKING = [(example, format_id) for example, format_id in CASES if example.fires]


_FOUND: dict[tuple[int, str], list[Finding]] = {}


def findings_of(example: Example, format_id: str) -> list[Finding]:
    """Return what its rule says of an example; several tests look at each."""
    key = EXAMPLES.index(example), format_id
    if key not in _FOUND:
        _FOUND[key] = [f for f in run_checks(example.edit.apply(format_id)) if f.code == example.code]
    return _FOUND[key]


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


def test_a_suggested_word_put_in_its_place_makes_no_new_mistake() -> None:
    typos = wording().typos
    for sentence in (
        "上年度转结3件",
        "信息工开",
        "主动公升",
        "未发生政复议",
        "转结下年度2件",
        "上年转结",
        "新煤体",
    ):
        mended = sentence
        for typo in typos:
            mended = typo.wrong.sub(typo.right, mended)
        assert mended != sentence
        assert not any(typo.wrong.search(mended) for typo in typos)
        assert len(mended) - len(sentence) <= 1


def test_a_rule_lists_its_first_fifty_findings_and_says_that_there_are_more() -> None:
    words = "".join(f"收到政府信息公开申请{number}件。" for number in range(100, 200))
    edit = Edit(texts={"section.6": words})
    found = [finding for finding in run_checks(edit.apply("2021")) if finding.code == "GIA-TEXT-001"]
    assert len(found) == 50
    assert found[-1].message.endswith("这样的还有，改好前面的以后再列出。")
    assert "这样的还有" not in found[-2].message


def test_a_quotation_begins_at_a_stop_or_at_a_word() -> None:
    long = "县里各个村各条街上的男女老少们在这漫长而又难忘的日子里头一共收到政府信息公开申请9件。"
    edit = Edit(texts={"section.6": f"全年公开，共收到政府信息公开申请9件。\n{long}"})
    quotes = [finding.message.split("”")[0] for finding in run_checks(edit.apply("2021"))
              if finding.code == "GIA-TEXT-001"]  # fmt: skip
    assert quotes[0] == "正文写“共收到政府信息公开申请9件"
    assert quotes[1].startswith("正文写“…共") or quotes[1].startswith("正文写“…一共")


@pytest.mark.parametrize("manner", ["在规定时间内依法按照", "均按", "按规定要求", "已在期限内办理并"])
def test_a_text_that_says_its_manner_over_and_over_is_read_to_its_end(manner: str) -> None:
    text = f"收到政府信息公开申请3件，均{manner * 200}。"
    found = run_checks(Edit(texts={"section.1": text}).apply("2021"))
    assert [finding.code for finding in found if finding.code == "GIA-TEXT-009"] == []

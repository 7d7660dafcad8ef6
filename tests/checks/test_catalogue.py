"""The list of rules and the 审核情况表 as plain rows."""

from __future__ import annotations

from gia_desktop.checks.catalogue import GROUPS, catalogue, identities, review_table
from gia_desktop.checks.engine import all_rules, run_checks
from gia_desktop.checks.reasons import make_reason, settle
from gia_desktop.core.values import Value
from tests.checks.samples import Edit


def test_catalogue_lists_every_rule_once_by_group() -> None:
    rows = catalogue()
    assert sorted(row.code for row in rows) == [rule.code for rule in all_rules()]
    groups = [row.group for row in rows]
    assert [group for at, group in enumerate(groups) if group not in groups[:at]] == list(GROUPS.values())


def test_catalogue_row_says_all_in_plain_words() -> None:
    row = next(row for row in catalogue() if row.code == "GIA-YEAR-001")
    assert row.to_object() == {
        "code": "GIA-YEAR-001",
        "group": "与上年衔接",
        "severity": "explain",
        "title": "本年“上年结转”等于上年报告的“结转下年度”（逐列）",
        "basis": "上年报告“四、结转下年度继续办理”就是本年“二、上年结转”",
        "formats": [],
        "example": "上年报告自然人结转下年度 3 件，本年上年结转填了 5 件",
    }


def test_the_2021_format_has_42_identities_with_figures() -> None:
    found = list(identities(Edit().apply("2021")))
    assert len(found) == 42
    assert all(identity.holds for identity in found)
    assert found[-7].place == "自然人列勾稽"
    assert found[-7].left == "新收 3 + 上年结转 0 = 3"
    assert found[-7].right == "办理结果 3 + 结转下年度 0 = 3"


def test_wrong_stated_total_shows_as_an_identity_that_does_not_hold() -> None:
    broken = [i for i in identities(Edit(stated={"t3.new.total": 4}).apply("2021")) if not i.holds]
    assert [(i.place, i.right) for i in broken] == [("新收行总计", "总计 4")]


def test_review_table_prints_findings_with_their_explanations() -> None:
    values: dict[str, Value] = {"t3.new.natural": 9, "t2.penalty.decisions": 90, "t2.licensing.decisions": 80}
    last: dict[str, Value] = {"t2.penalty.decisions": 9, "t2.licensing.decisions": 8}
    sheet = Edit(values, last=last).apply("2021")
    findings = run_checks(sheet)
    jumps = [finding for finding in findings if finding.code == "GIA-YEAR-004"]
    reasons = [
        make_reason(jumps[0], "本年开展专项整治，案件增多。", sheet),
        make_reason(jumps[1], "无", sheet),
    ]
    table = review_table(sheet, settle(findings, reasons, sheet))
    assert (table.unit, table.year, table.format) == ("示例县清河镇人民政府", 2025, "2021 年格式")
    assert dict(table.counts)["必须改"] == sum(row.severity == "必须改" for row in table.rows) == 2
    rows = [row for row in table.rows if row.code == "GIA-YEAR-004"]
    assert [row.status for row in rows] == ["已说明", "未处理"]
    assert rows[0].reason == "本年开展专项整治，案件增多。"
    assert rows[1].reason.startswith("无（说明太简单")
    assert table.rows[0].status == "未改正"
    assert table.rows[0].section == "三、收到和处理政府信息公开申请情况"

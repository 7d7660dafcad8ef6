"""The list of rules and the 审核情况表 as plain rows."""

from __future__ import annotations

from gia_desktop.checks.catalogue import (
    GROUPS,
    PrintedBalance,
    catalogue,
    identities,
    review_table,
    year_identities,
)
from gia_desktop.checks.engine import all_rules, run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status, make_reason, settle
from gia_desktop.core.values import Value
from tests.support.reports.samples import Edit


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


def test_sums_leave_out_zeros() -> None:
    found = {i.place: i.left for i in identities(Edit({"t4.review.upheld": 2}).apply("2021"))}
    assert found["行政复议行总计"] == "结果维持 2 = 2"
    assert found["直接起诉行总计"] == "各项均为 0"


def test_figures_follow_from_last_year_where_it_is_known() -> None:
    stock: dict[str, Value] = {
        "t2.normative.in_force": 12, "t2.normative.issued": 3, "t2.normative.repealed": 1
    }  # fmt: skip
    last: dict[str, Value] = {"t2.normative.in_force": 10, "t3.carried_out.natural": 2}
    assert list(year_identities(Edit(stock).apply("2021"))) == []
    assert list(year_identities(Edit(stock, last=last).apply("2021"))) == [
        PrintedBalance("自然人列与上年衔接", "上年结转 0", "上年报告结转下年度 2", holds=False),
        PrintedBalance("总计列与上年衔接", "上年结转 0", "上年报告结转下年度 2", holds=False),
        PrintedBalance(
            "行政规范性文件与上年衔接", "现行有效 12", "上年报告现行有效 10 + 本年制发 3 − 本年废止 1 = 12",
            holds=True,
        ),
    ]  # fmt: skip


def test_projects_of_the_2019_format_follow_from_last_year() -> None:
    last: dict[str, Value] = {"t2.penalty.last_year": 20, "t2.penalty.change": 3}
    found = year_identities(Edit({"t2.penalty.last_year": 23}, last=last).apply("2019"))
    assert [(i.place, i.right, i.holds) for i in found] == [
        ("行政处罚与上年衔接", "上年报告上一年项目 20 + 上年报告本年增/减 3 = 23", True)
    ]


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
    assert table.rows[0].place == "表三：新收，自然人"


def test_number_in_a_text_is_placed_in_the_text() -> None:
    sheet = Edit(texts={"section.1": "全年新收政府信息公开申请35件。"}).apply("2021")
    table = review_table(sheet, settle(run_checks(sheet), [], sheet))
    assert [row.place for row in table.rows if row.code == "GIA-TEXT-001"] == ["一、总体情况"]


def test_status_words_tell_what_is_left_to_do() -> None:
    weights = {"必须改": "未改正", "可说明": "待确认", "提示": "供参考"}
    settled = [
        Settled(Finding("GIA-SUM-003", weight, "不对。", "3"), Status.RECONFIRM) for weight in Severity
    ]
    rows = review_table(Edit().apply("2021"), settled).rows
    assert {row.severity: row.status for row in rows} == weights

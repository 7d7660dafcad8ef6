from __future__ import annotations

import datetime as dt
from dataclasses import replace

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.documents.forms.plain_table import PlainTable
from gia_desktop.rollup.collection import Asked, Mark, marked, returned
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.likenesses import AlikePair, Twins
from gia_desktop.rollup.papers.lists import day_off_note, reminders, summary
from gia_desktop.rollup.papers.paper import Sender
from gia_desktop.rollup.roster import Roster, Unit
from gia_desktop.rollup.titles import title_of
from tests.support.reports.areas import collection, report_of, submission, town

DAY = dt.date(2026, 1, 30)
UNITS = tuple(Unit(town(place), contact="张三") for place in range(3))
ROSTER = Roster("示例县", UNITS, dt.date(2026, 1, 19))
FINDING = Finding("GIA-SUM-003", Severity.MUST_FIX, "少 1 件", "3")


def test_the_reminder_names_who_is_missing_and_for_how_long() -> None:
    made = collection([report_of(town(0), {})], replace(ROSTER, due=dt.date(2026, 1, 23)))
    paper = reminders(made, DAY, Sender("示例县办", "李四"))
    assert paper is not None
    assert f"1. {town(1)}；2026-01-23；已超过 7 天；张三" in paper.text
    assert "应报送的 3 个单位中，下列 2 个尚未报送" in paper.text
    assert paper.text.endswith("联系人和电话：李四\n\n示例县办\n2026年1月30日\n")


def test_who_sent_what_cannot_be_used_is_asked_for_another_file() -> None:
    broken = replace(submission(report_of(town(1), {})), report=None, unit="", fault="已损坏")
    broken = replace(broken, file=f"交来/2 {town(1)}.docx")
    old = submission(report_of(town(2), {}, year=2024))
    made = replace(collection([report_of(town(0), {})], ROSTER), submissions=(broken, old))
    paper = reminders(made, DAY)
    assert paper is not None
    assert f"{town(1)}；2026-01-19；已超过 11 天，交来的读不出来" in paper.text
    assert f"{town(2)}；2026-01-19；已超过 11 天，交来的是 2024 年度的" in paper.text
    assert "其中 2 个交来的文件不能用" in paper.text


def test_there_is_no_reminder_when_all_is_there() -> None:
    assert reminders(collection([report_of(town(0), {})]), DAY) is None


def test_a_due_day_off_names_the_last_working_day_before() -> None:
    # 31 January 2027 is a Sunday.
    said = day_off_note(dt.date(2027, 1, 31))
    assert said == "截止日 1 月 31 日是星期日，不上班，此前最后一个工作日是 1 月 29 日。"
    assert day_off_note(dt.date(2026, 1, 30)) == ""
    paper = reminders(collection([], replace(ROSTER, due=dt.date(2027, 1, 31))), DAY)
    assert paper is not None
    assert said.replace(" ", "") in paper.text, "as documents are printed"


def test_the_summary_counts_and_lists_in_time_late_missing_and_returned() -> None:
    made = collection([report_of(town(0), {})], ROSTER)
    early = submission(report_of(town(1), {}), received=dt.date(2026, 1, 18))
    made = replace(made, submissions=(*made.submissions, early))
    made = marked(returned(made, town(0), [Asked("GIA-SUM-003", (), "")], DAY), town(1), Mark.PASSED)
    paper = summary(made, [], [], DAY)
    assert (
        "应报送 3 个单位，截至2026年1月30日已收到 2 个，其中按时 1 个，迟报 1 个；未报 1 个。" in paper.text
    )
    assert paper.fields["按时名单"] == f"按时报送：{town(1)}。"
    assert paper.fields["迟报名单"] == f"迟报：{town(0)}（1 天）。"
    assert paper.fields["退回名单"] == f"退回修改：{town(0)}（1 次）。"
    assert "审核通过 1 个单位，其中已公开 0 个；退回修改 1 个单位，共 1 次。" in paper.text


def test_the_summary_groups_faults_by_kind_with_their_units() -> None:
    made = collection([report_of(town(place), {}) for place in range(7)])
    found = [UnitFinding(town(place), FINDING) for place in range(7)]
    pairs = [
        AlikePair(Twins.EXACT, town(0), town(1), 100),
        AlikePair(Twins.OWN_LAST_YEAR, town(2), town(2), 95),
    ]
    paper = summary(made, found, pairs, DAY)
    table = next(part for part in paper.letter.content if isinstance(part, PlainTable))
    assert [tuple(row) for row in table.rows] == [
        ("1", "必须改", title_of("GIA-SUM-003"), "7", "东东乡、东南乡、东西乡、东北乡、东中乡等 7 个")
    ]
    assert "文字雷同 1 对，涉及 2 个单位。" in paper.text
    heading, each = paper.letter.annex
    assert heading == "附表：各单位情况"
    assert isinstance(each, PlainTable)
    assert tuple(each.rows[0]) == ("1", town(0), "已收", "1月20日", "", "", "1", "0")
    assert "少 1 件" not in paper.text  # figures of one unit are nobody else's business


def test_without_a_due_day_nobody_is_in_time_or_late() -> None:
    paper = summary(collection([report_of(town(0), {})]), [], [], DAY)
    assert "名单里没有截止日，不分按时和迟报" in paper.text
    assert "没有发现必须改和需要说明的问题" in paper.text

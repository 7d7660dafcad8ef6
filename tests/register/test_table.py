from __future__ import annotations

import datetime as dt

import pytest

from gia_desktop.register.outside.dates import read_date, read_date_near
from gia_desktop.register.outside.office_words import channel_of, form_of, kind_of, outcome_of
from gia_desktop.register.outside.table import UnreadTableError, read_table

HEADS = [
    "序号",
    "登记编号",
    "收到日期",
    "申请人",
    "申请人类型",
    "申请内容",
    "申请方式",
    "答复日期",
    "办理结果",
]


def row(**said: str) -> list[str]:
    usual = {
        "登记编号": "2026-0001",
        "收到日期": "2026.3.5",
        "申请人": "张某",
        "申请人类型": "自然人",
        "申请内容": "征地批复",
        "申请方式": "邮寄",
    }
    return [(usual | said).get(head, "") for head in HEADS]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026.3.5", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("46086", "2026-03-05"),
        ("2026-03-05 00:00:00", "2026-03-05"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("２０２６．３．５", "2026-03-05"),
        ("2026年3月5号", "2026-03-05"),
        ("2026、3、5", "2026-03-05"),
        ("2026·3·5", "2026-03-05"),
        ("2026.3.5.", "2026-03-05"),
        ("2026年3月5日（周四）", "2026-03-05"),
        ("2026.3.5 星期四 下午4时30分", "2026-03-05"),
        ("2026/3/5 上午 9:30:00", "2026-03-05"),
        ("'2026-03-05", "2026-03-05"),
        ("2026/3/1 10:00", "2026-03-01"),
        ("2026.3.11 5时", "2026-03-11"),
        ("2026-03-05T09:30:00.5", "2026-03-05"),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, date: str) -> None:
    assert read_date(text) == (dt.date.fromisoformat(date), "")


@pytest.mark.parametrize(
    ("text", "date", "said"),
    [
        ("3月5日", "2026-03-05", "没有写年份"),
        ("26.3.5", "2026-03-05", "按 2026 年"),
        ("3-5", "2026-03-05", "没有写年份"),
        ("3月5号下午", "2026-03-05", "没有写年份"),
        ("三月五日", "2026-03-05", "没有写年份"),
    ],
)
def test_a_date_without_its_year_is_read_and_said(text: str, date: str, said: str) -> None:
    found = read_date(text, 2026)
    assert str(found.date) == date
    assert said in found.doubt


@pytest.mark.parametrize(
    "text", ["三月初", "2026.13.5", "2026.2.30", "99", "1026-03-05", "5日", "3.115时", "2026年3月5日（周五）"]
)
def test_what_is_no_date_is_said(text: str) -> None:
    found = read_date(text, 2026)
    assert found.date is None
    assert text in found.doubt


@pytest.mark.parametrize(
    ("text", "since", "until", "date"),
    [
        ("1.12", "2025-12-20", None, "2026-01-12"),
        ("12.29", "2025-12-20", None, "2025-12-29"),
        ("12.1", "2025-12-20", None, "2025-12-01"),
        ("2025.1.12", "2025-12-20", None, "2025-01-12"),
        ("12.31", None, "2025-01-05", "2024-12-31"),
        ("3.5", None, "2025-04-13", "2025-03-05"),
    ],
)
def test_a_day_without_its_year_keeps_to_what_it_follows(
    text: str, since: str | None, until: str | None, date: str
) -> None:
    first, last = (dt.date.fromisoformat(day) if day else None for day in (since, until))
    assert str(read_date_near(text, 2025, first, last).date) == date


@pytest.mark.parametrize("text", ["", " ", "/", "—", "无"])
def test_a_blank_date_is_no_fault(text: str) -> None:
    assert read_date(text) == (None, "")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("予以公开", "granted"),
        ("已主动公开，告知获取途径", "granted"),
        ("部分公开", "partial"),
        ("不予公开：国家秘密", "refused_state_secret"),
        ("不予公开（商业秘密）", "refused_third_party"),
        ("过程性信息，不予公开", "refused_process_information"),
        ("信息不存在", "unavailable_not_held"),
        ("1.本机关不掌握相关政府信息", "unavailable_not_held"),
        ("信访举报投诉类申请", "rejected_petition"),
        ("重复申请", "rejected_repeated"),
        ("申请人撤回", "other_misc"),
        ("办理中", ""),
        ("", ""),
    ],
)
def test_results_in_words_become_rows(text: str, outcome: str) -> None:
    assert outcome_of(text) == (outcome, "")


@pytest.mark.parametrize("text", ["不予公开", "无法提供", "已处理", "信访；信息不存在"])
def test_a_result_that_could_be_several_rows_is_left_to_the_clerk(text: str) -> None:
    outcome, doubt = outcome_of(text)
    assert outcome == ""
    assert "请选" in doubt


def test_kinds_channels_and_forms_are_told_by_their_words() -> None:
    assert [kind_of(text) for text in ("某律师事务所", "某商贸公司", "某大学", "村委会", "公民", "？")] == [
        "legal_service",
        "business",
        "research",
        "other",
        "natural",
        "",
    ]
    assert kind_of("张某", of_name=True) == "natural"
    assert [channel_of(text) for text in ("现场", "EMS", "邮寄", "传真", "网上申请", "？")] == [
        "in_person",
        "registered_post",
        "ordinary_post",
        "fax",
        "internet",
        "",
    ]
    assert [form_of(text) for text in ("纸质", "电子邮件", "光盘", "查阅", "？")] == [
        "paper",
        "email",
        "disc",
        "inspect",
        "",
    ]


def test_an_offices_table_becomes_cases() -> None:
    lines = [
        ["2026年政府信息公开申请台账", *[""] * 8],
        HEADS,
        row(),
        row(
            登记编号="2",
            收到日期="3月9日",
            申请人="某公司",
            申请人类型="",
            答复日期="46101",
            办理结果="予以公开",
        ),
    ]
    read = read_table(lines, 2026)
    first, second = read.cases
    assert (first.number, str(first.received), first.applicant.name, first.channel) == (
        "2026-0001",
        "2026-03-05",
        "张某",
        "ordinary_post",
    )
    assert (second.number, str(second.received), second.applicant.kind) == (
        "2026-0002",
        "2026-03-09",
        "business",
    )
    assert (str(second.reply.date), second.reply.outcome) == ("2026-03-20", "granted")
    said = [(doubt.row, doubt.field) for doubt in read.doubts]
    assert said == [(4, "received"), (4, "applicant.kind")]


def test_a_company_that_is_written_down_as_a_person_is_said() -> None:
    heads = ["收到日期", "申请人", "申请人类型", "申请内容"]
    rows = [
        ["2026-03-05", "示例县宏远建筑有限公司", "公民", "甲"],
        ["2026-03-05", "示例律师事务所", "法律服务机构", "乙"],
        ["2026-03-05", "张某", "企业", "丙"],
    ]
    read = read_table([heads, *rows], 2026)
    assert [case.applicant.kind for case in read.cases] == ["natural", "legal_service", "business"]
    assert [(doubt.row, doubt.field) for doubt in read.doubts] == [(2, "applicant.kind")]
    assert "写的是“公民”，名称却是商业企业" in read.doubts[0].sentence


def test_heads_over_two_merged_rows_are_found() -> None:
    upper = ["收到日期", "申请人情况", "申请人情况", "申请内容", "办理", "办理"]
    lower = ["收到日期", "姓名", "类别", "申请内容", "答复时间", "处理结果"]
    read = read_table([upper, lower, ["2026-3-5", "李某", "自然人", "批复", "2026-3-9", "部分公开"]], 2026)
    assert read.cases[0].applicant.name == "李某"
    assert read.cases[0].reply.outcome == "partial"


def test_totals_blank_rows_and_repeated_heads_are_no_cases() -> None:
    read = read_table([HEADS, row(), [""] * 9, HEADS, ["合计", "", "", "1", "", "1", "", "", ""]], 2026)
    assert len(read.cases) == 1
    assert read.skipped == 2


def test_columns_nobody_knows_stay_with_their_case_and_are_said() -> None:
    read = read_table([[*HEADS, "承办股室"], [*row(), "自然资源所"]], 2026)
    assert read.ignored == ("承办股室",)
    assert read.cases[0].extra == {"imported": {"承办股室": "自然资源所"}}


def test_what_can_not_be_read_is_kept_as_it_was_written() -> None:
    read = read_table(
        [HEADS, row(收到日期="月初"), row(办理结果="不予公开", 答复日期="2026.3.9", 登记编号="2026-0001")],
        2026,
    )
    first, second = read.cases
    assert first.received is None
    assert first.extra["imported"]["received"] == "月初"
    assert second.reply.extra == {"imported_outcome": "不予公开"}
    assert second.number == "2026-0002"
    assert {doubt.field for doubt in read.doubts} == {"received", "number", "reply.outcome"}


def test_events_come_with_their_dates_and_joint_applicants_with_their_number() -> None:
    heads = [
        "收到日期",
        "申请人",
        "申请内容",
        "申请人类型",
        "补正通知日期",
        "补正期限",
        "补正到达日期",
        "延期告知日期",
        "延期天数",
    ]
    line = [
        "2026-3-2",
        "赵某等3人",
        "名单",
        "自然人",
        "2026-3-5",
        "2026-3-19",
        "2026-3-13",
        "2026-4-1",
        "15个工作日",
    ]
    made = read_table([heads, line], 2026).cases[0]
    assert [(event.kind, str(event.date)) for event in made.events] == [
        ("correction_asked", "2026-03-05"),
        ("corrected", "2026-03-13"),
        ("extended", "2026-04-01"),
    ]
    assert made.events[2].days == 15
    assert made.applicant.joint == 3


def test_a_table_without_the_heads_of_a_register_is_refused() -> None:
    with pytest.raises(UnreadTableError, match="没有找到台账的表头"):
        read_table([["姓名", "年龄"], ["张某", "3"]], 2026)


def test_a_doubt_names_the_case_of_its_own_row_in_the_order_of_time() -> None:
    faulty = row(登记编号="2026-0002", 收到日期="3月5日", 答复日期="2026-13-45", 办理结果="予以公开")
    read = read_table([HEADS, row(), faulty], 2026)
    assert {(doubt.row, doubt.case) for doubt in read.doubts} == {(3, "2026-0002")}
    assert [doubt.field for doubt in read.doubts] == ["received", "reply.date", "reply.date"]

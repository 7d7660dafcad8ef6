"""The history of a case in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from gia_desktop.register.case import Case
from gia_desktop.register.past import FIELD_WORDS, past_lines
from gia_desktop.register.steps import FIELDS, GROUPS, step_between
from gia_desktop.register.store import CaseChange
from tests.register.made import case, event, remedy

AT = dt.datetime(2026, 3, 5, 9, tzinfo=dt.UTC)


def step(before: Case, after: Case) -> CaseChange:
    return CaseChange(1, AT, "改", "typed", step_between(before, after, "改").values)


def test_every_field_that_is_set_by_itself_has_its_name() -> None:
    assert set(FIELDS) - set(GROUPS) - {"extra"} <= FIELD_WORDS.keys()


def test_each_changed_field_is_a_line_the_newest_first() -> None:
    first, phone = case(), replace(case().applicant, phone="13800000000")
    second = replace(first, applicant=phone, channel="fax")
    lines = past_lines([step(Case(first.number), first), step(first, second)], {})
    assert [(line.place, line.before, line.after) for line in lines[:2]] == [
        ("电话", "（空）", "138****0000"),
        ("渠道", "当面递交", "传真"),
    ]
    assert lines[0].put_back(second).applicant.phone == ""
    assert lines[1].put_back(second).channel == "in_person"


def test_events_reviews_and_replies_are_told_in_words() -> None:
    first = case()
    later = replace(
        first,
        events=(
            event("correction_asked", "2026-03-05", until="2026-03-19"),
            event("extended", "2026-03-20", days=5),
        ),
        remedies=(remedy("review", "2026-04-01", result="维持"),),
        reply=replace(first.reply, outcome="granted", made_public=True, extra={"reason": "已公开"}),
    )
    said = {line.place: line.after for line in past_lines([step(first, later)], {"granted": "予以公开"})}
    assert said["经过"] == "2026-03-05 补正通知 到 2026-03-19；2026-03-20 延期 延长 5 个工作日"
    assert said["复议诉讼"] == "行政复议 2026-04-01 维持"
    assert said["办理结果"] == "予以公开"
    assert said["转为主动公开"] == "是"
    assert said["理由、获取途径"] == "理由：已公开"


def test_a_step_without_fields_is_told_by_its_name() -> None:
    moved = CaseChange(2, AT, "移到回收站", "moved", {})
    assert [(line.how, line.field) for line in past_lines([moved], {})] == [("移到回收站", "")]

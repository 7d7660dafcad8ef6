from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.case import Case, Request
from gia_desktop.register.outcomes import BASES, Way, rows_of
from gia_desktop.register.outside.letters import (
    BLANK,
    NAMES,
    CaseLetter,
    Desk,
    NoReplyError,
    Office,
    UnknownLetterError,
    letter_kinds,
    needed_fields,
    page_steps,
    write_letter,
)
from tests.register.made import CALENDAR, case, day, event

ROWS = {row.id: row.label for row in rows_of(bundled_formats().get("2021"))}
DESK = Desk(Office("示例县清河镇人民政府", "示例县人民政府", "示例县人民法院"), CALENDAR, ROWS)
CONTENT = "清河镇 2025 年某项目征地批复及补偿安置方案。"
EVENTS = {
    "correction": event("correction_asked", "2026-03-05", until="2026-03-19", reason="内容不明确"),
    "extension": event("extended", "2026-03-20", days=15, reason="需要汇总多个村的资料"),
    "third_party": event("third_party_asked", "2026-03-06"),
    "fee": event("fee_noticed", "2026-03-06", basis="pages", quantity=57),
}


def asked(*events: Any, **more: Any) -> Case:
    return replace(case("2026-03-02", *events, **more), request=Request(CONTENT))


def letter(kind: str, made: Case | None = None) -> CaseLetter:
    return write_letter(made or asked(), kind, DESK, day("2026-03-09"))


def text(made: CaseLetter) -> str:
    return "\n".join(made.paragraphs)


@pytest.mark.parametrize("kind", [kind.id for kind in letter_kinds()])
def test_every_letter_repeats_the_request_and_leaves_no_field_open(kind: str) -> None:
    made = letter(kind, asked(reply="2026-03-20", outcome="refused_process_information"))
    assert CONTENT in text(made)
    assert "{" not in text(made)
    assert made.signature == DESK.office.name


def test_every_field_of_every_letter_has_a_name_for_templates() -> None:
    assert {field for kind in letter_kinds() for field in needed_fields(kind.id)} <= set(NAMES)


@pytest.mark.parametrize("outcome", sorted(BASES))
def test_a_reply_names_articles_and_the_remedy_of_its_row(outcome: str) -> None:
    said = text(letter("reply", asked(reply="2026-03-20", outcome=outcome)))
    way = BASES[outcome].way
    assert ("先向示例县人民政府申请行政复议" in said) is (way is Way.REVIEW_FIRST)
    assert ("或者自收到本答复之日起六个月内" in said) is (way is Way.BOTH)
    assert not BASES[outcome].articles or BASES[outcome].articles in said


def test_a_correction_notice_names_its_end_and_an_extension_its_new_end() -> None:
    assert "2026年3月19日前作出补正" in text(letter("correction", asked(EVENTS["correction"])))
    extended = text(letter("extension", asked(EVENTS["extension"])))
    assert "不能在 2026年3月30日前作出答复" in extended
    assert "延长 15 个工作日，本机关将在 2026年4月21日前答复" in extended


def test_a_fee_notice_works_the_sum_out() -> None:
    said = text(letter("fee", asked(EVENTS["fee"])))
    assert "信息处理费 270 元" in said
    assert "第 31 至 57 页每页 10 元，270 元" in said


def test_a_fee_notice_by_cases_takes_the_place_in_the_month() -> None:
    others = [replace(asked(), number=f"2026-01{place:02d}") for place in range(12)]
    made = replace(asked(event("fee_noticed", "2026-03-06", basis="cases")), number="2026-0200")
    said = text(write_letter(made, "fee", DESK, day("2026-03-09"), [*others, made]))
    assert "当月的第 13 件，本件 100 元" in said


def test_pages_are_explained_step_by_step() -> None:
    assert page_steps(20) == "30 页以下不收费"
    assert page_steps(201).endswith("第 201 至 201 页每页 40 元，40 元")


def test_a_case_given_up_is_told_so_with_its_reason() -> None:
    said = text(letter("closing", asked(EVENTS["correction"])))
    assert "在补正期限（2026年3月19日）内没有补正" in said
    assert "申请行政复议" in said
    paid = text(letter("closing", asked(event("fee_noticed", "2026-03-06", received="2026-03-06"))))
    assert "缴纳信息处理费" in paid
    withdrawn = text(letter("closing", asked(event("withdrawn", "2026-03-06"))))
    assert "已撤回申请" in withdrawn
    assert "行政复议" not in withdrawn


def test_what_is_not_registered_stands_blank_and_is_named() -> None:
    made = letter("correction", asked(event("correction_asked", "2026-03-05")))
    assert BLANK in text(made)
    assert set(made.missing) == {"理由", "期限"}


def test_a_reason_and_a_place_written_with_the_reply_are_used() -> None:
    made = asked(reply="2026-03-20", outcome="unavailable_not_held")
    made = replace(made, reply=replace(made.reply, extra={"reason": "查了档案室", "where": "县自然资源局"}))
    assert "查了档案室" in text(letter("reply", made))
    assert "县自然资源局" in text(letter("reply", made))


def test_the_date_is_that_of_the_step_or_of_the_reply_else_today() -> None:
    assert letter("receipt").date == day("2026-03-09")
    assert letter("correction", asked(EVENTS["correction"])).date == day("2026-03-05")
    assert letter("reply", asked(reply="2026-03-20", outcome="granted")).date == day("2026-03-20")


def test_an_unknown_letter_and_a_reply_without_an_outcome_are_refused() -> None:
    with pytest.raises(UnknownLetterError, match="receipt"):
        letter("poem")
    with pytest.raises(NoReplyError, match="2026-0001 号"):
        letter("reply")


def test_our_own_wording_names_the_fields_it_needs() -> None:
    assert "content" in needed_fields("receipt")
    assert needed_fields("poem") == set()

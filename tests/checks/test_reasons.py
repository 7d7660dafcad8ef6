"""审核说明: kept with what was seen, asked again when that changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.checks.engine import all_rules, run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.phrases import reason_phrases
from gia_desktop.checks.reasons import Settled, Status, make_reason, phrases_for, settle, too_thin
from gia_desktop.core.report import Reason
from gia_desktop.core.values import Value
from gia_desktop.exchange.objects import dump_report, parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from tests.support.reports.samples import OTHER, Edit

GOOD = "机构改革后县农机局并入，带来结转申请2件。"


def jumped(now: int) -> Sheet:
    return Edit({"t2.penalty.decisions": now}, last={"t2.penalty.decisions": 3}).apply("2021")


def carried(now: int) -> Sheet:
    values: dict[str, Value] = {"t3.carried_in.natural": now, "t3.carried_out.natural": now}
    return Edit(values, last={"t3.carried_out.natural": 3}).apply("2021")


def explain(sheet: Sheet, code: str, text: str = GOOD) -> Reason:
    finding = next(finding for finding in run_checks(sheet) if finding.code == code)
    return make_reason(finding, text, sheet)


def settled(sheet: Sheet, code: str, *reasons: Reason) -> list[Settled]:
    return [one for one in settle(run_checks(sheet), reasons, sheet) if one.finding.code == code]


def test_explained_finding_stays_explained_when_the_rules_run_again() -> None:
    reason = explain(jumped(41), "GIA-YEAR-004")
    (one,) = settled(jumped(41), "GIA-YEAR-004", reason)
    assert (one.status, one.note, one.reason) == (Status.EXPLAINED, "", reason)


def test_changed_figure_is_to_be_confirmed_with_both_pairs_of_figures() -> None:
    (one,) = settled(jumped(44), "GIA-YEAR-004", explain(jumped(41), "GIA-YEAR-004"))
    assert one.status is Status.RECONFIRM
    assert "当时 3→41，现在 3→44" in one.note


def test_carry_over_is_told_with_last_years_carried_out() -> None:
    (one,) = settled(carried(6), "GIA-YEAR-001", explain(carried(5), "GIA-YEAR-001"))
    assert one.note == "上年结转，自然人：当时 3→5，现在 3→6，请确认说明还适用。"


def test_reason_without_seen_values_holds() -> None:
    reason = replace(explain(jumped(41), "GIA-YEAR-004"), seen={})
    assert settled(jumped(44), "GIA-YEAR-004", reason)[0].status is Status.EXPLAINED


def test_reason_of_another_rule_or_cell_does_not_count() -> None:
    reason = explain(jumped(41), "GIA-YEAR-004")
    other_rule = replace(reason, code="GIA-YEAR-001")
    other_cell = replace(reason, cells=("t2.licensing.decisions",))  # type: ignore[arg-type]
    (one,) = settled(jumped(41), "GIA-YEAR-004", other_rule, other_cell)
    assert (one.status, one.reason) == (Status.OPEN, None)


def test_reason_for_more_cells_is_to_be_confirmed_for_the_rest() -> None:
    two = Edit({"t3.partial.research": None, "t3.partial.other": None}).apply("2021")
    rest = Edit({"t3.partial.research": None}).apply("2021")
    (one,) = settled(rest, "GIA-VAL-002", explain(two, "GIA-VAL-002"))
    assert (one.status, one.note) == (Status.RECONFIRM, "涉及的格子有变化，请确认说明还适用。")


def test_changed_words_are_to_be_confirmed_with_both_wordings() -> None:
    before = Edit(texts={"section.6": OTHER + "未发生政复议。"}).apply("2021")
    after = Edit(texts={"section.6": OTHER + "未发生行政复仪。"}).apply("2021")
    elsewhere = Edit(texts={"section.5": "问题不少，措施：未发生政复议，加强。"}).apply("2021")
    reason = explain(before, "GIA-WORD-003")
    assert settled(before, "GIA-WORD-003", reason)[0].status is Status.EXPLAINED
    (one,) = settled(after, "GIA-WORD-003", reason)
    assert one.note == "当时写的是“政复议”，现在是“行政复仪”，请确认说明还适用。"
    assert settled(elsewhere, "GIA-WORD-003", reason)[0].reason is None


def test_each_reason_settles_one_finding() -> None:
    text = "收到政府信息公开申请5件。共收到政府信息公开申请8件。"
    sheet = Edit(texts={"section.1": text}).apply("2021")
    found = [finding for finding in run_checks(sheet) if finding.code == "GIA-TEXT-001"]
    second = make_reason(found[1], GOOD, sheet)
    statuses = [one.status for one in settled(sheet, "GIA-TEXT-001", second)]
    assert statuses == [Status.OPEN, Status.EXPLAINED]


def test_must_fix_and_hint_take_no_reason() -> None:
    sheet = Edit({"t3.new.natural": 9}).apply("2021")
    finding = next(finding for finding in run_checks(sheet) if finding.severity is Severity.MUST_FIX)
    (one,) = settle([finding], [make_reason(finding, GOOD, sheet)], sheet)
    assert (one.status, one.reason) == (Status.OPEN, None)


@pytest.mark.parametrize("text", ["", "属实", "情况属实。", "无", "已核实", "同 上", "没问题", "数据真实"])
def test_empty_phrase_is_questioned(text: str) -> None:
    (one,) = settled(jumped(41), "GIA-YEAR-004", explain(jumped(41), "GIA-YEAR-004", text))
    assert one.status is Status.OPEN
    assert one.note.startswith("说明太简单")


def test_phrase_with_open_brackets_is_questioned() -> None:
    said = "说明里还有〔 〕里的提示，请换成实际内容。"
    assert too_thin("机构改革，[单位]并入。") == too_thin("机构改革，〔单位〕并入。") == said
    assert too_thin(f"{GOOD}按国办公开办函〔2021〕30号办理。") == too_thin(GOOD) == ""


def test_reason_travels_in_the_exchange_file() -> None:
    sheet = jumped(41)
    report = replace(sheet.report, reasons=(explain(sheet, "GIA-YEAR-004"),))
    again = make_sheet(parse_report(dump_report(report), bundled_formats()), bundled_formats())
    (one,) = settled(again, "GIA-YEAR-004", *again.report.reasons)
    assert one.status is Status.EXPLAINED


def test_every_explainable_rule_has_three_to_five_ready_phrases() -> None:
    explainable = {rule.code for rule in all_rules() if rule.severity is Severity.EXPLAIN}
    assert set(reason_phrases()) == explainable
    for code in (*explainable, "GIA-NEW-001"):
        assert 3 <= len(phrases_for(code)) <= 5
        assert all(len(phrase) >= 8 and phrase.endswith("。") for phrase in phrases_for(code))


def test_object_of_the_command_line_keeps_the_contract_and_adds_the_explanation() -> None:
    sheet = jumped(44)
    (one,) = settled(sheet, "GIA-YEAR-004", explain(jumped(41), "GIA-YEAR-004"))
    made = one.to_object()
    assert (made["code"], made["severity"], made["status"]) == ("GIA-YEAR-004", "explain", "reconfirm")
    assert made["reason"] == GOOD
    assert "现在 3→44" in made["note"]
    plain = Settled(Finding("GIA-X", Severity.HINT, "。", "1"), Status.OPEN).to_object()
    assert set(plain) == {
        "code",
        "severity",
        "message",
        "cells",
        "section",
        "left",
        "right",
        "difference",
        "basis",
    }


def test_status_words() -> None:
    assert [status.word for status in Status] == ["未处理", "已说明", "待确认"]

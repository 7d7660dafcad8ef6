"""What of last year's text is stale, and how it reads brought up to date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.app.writing.last_text import LastParagraph, MarkKind, is_used, last_paragraphs
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Previous, Report, new_report
from gia_desktop.core.values import Value, is_number
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from tests.support.reports import facts

SUMMARY = section_key("1")
CORPUS = Path(__file__).parents[2] / "checks" / "data" / "sentences.toml"
SENTENCES: list[dict[str, Any]] = tomllib.loads(CORPUS.read_text("utf-8"))["sentence"]

LAST: Mapping[str, Value] = {
    "t3.new.natural": 8, "t3.new.business": 1, "t3.carried_in.natural": 2, "t3.granted.natural": 10,
    "t3.carried_out.natural": 1, "t2.normative.issued": 3, "t4.review.upheld": 0,
    "t3.refused_state_secret.natural": 1,
}  # fmt: skip
NOW: Mapping[str, Value] = {
    "t3.new.natural": 12, "t3.new.business": 0, "t3.carried_in.natural": 1, "t3.granted.natural": 13,
    "t3.refused_state_secret.natural": 0, "t3.carried_out.natural": 0, "t2.normative.issued": 4,
    "t4.review.upheld": 1,
}  # fmt: skip


def with_zeros(values: Mapping[str, Value], fmt: str, formats: Formats) -> dict[CellKey, Value]:
    return {key: values.get(key, 0) for key in formats.get(fmt).entered}


def sheet(text: str, formats: Formats, fmt: str = "2021", last_year: int = 2024) -> Sheet:
    empty = new_report("2021", last_year + 1, "示例县清河镇人民政府", "township")
    previous = Previous(fmt, last_year, with_zeros(LAST, fmt, formats), {"1": text})
    report = Report("2021", last_year + 1, empty.texts, with_zeros(NOW, "2021", formats), previous=previous)
    return make_sheet(report, formats)


def paragraph(text: str, formats: Formats) -> LastParagraph:
    (found,) = last_paragraphs(sheet(text, formats), "1")
    return found


@pytest.mark.parametrize(
    ("last", "updated", "preview"),
    [
        ("2024年，收到政府信息公开申请9件。", "2025年，收到政府信息公开申请{t3.new.total}件。",
         "2025年，收到政府信息公开申请12件。"),
        ("收到政府信息公开申请9件，同比增长12.5%，上年结转2件。",
         "收到政府信息公开申请{t3.new.total}件，{trend.t3.new.total}，上年结转{t3.carried_in.total}件。",
         "收到政府信息公开申请12件，较上年增长33.3%，上年结转1件。"),
        ("新收政府信息公开申请{t3.new.total}件，比2023年减少3件。",
         "新收政府信息公开申请{t3.new.total}件，{trend.t3.new.total}。",
         "新收政府信息公开申请12件，较上年增长33.3%。"),
        ("收到政府信息公开申请9件，不予公开1件。",
         "收到政府信息公开申请{t3.new.total}件，不予公开{t3.refused.total}件。",
         "收到政府信息公开申请12件，不予公开0件。"),
        ("统计期限为2024年1月1日至2024年12月31日。", "统计期限为2025年1月1日至2025年12月31日。",
         "统计期限为2025年1月1日至2025年12月31日。"),
        ("与2023年相比，2025年我镇将加大公开。", "与2024年相比，2026年我镇将加大公开。",
         "与2024年相比，2026年我镇将加大公开。"),
    ],
)  # fmt: skip
def test_what_is_certain_is_brought_up_to_date(
    last: str, updated: str, preview: str, formats: Formats
) -> None:
    found = paragraph(last, formats)
    assert (found.updated, found.preview) == (updated, preview)


@pytest.mark.parametrize(
    ("last", "stale", "kind"),
    [
        ("全年培训4次。", "4", MarkKind.UNTIED),
        ("全年接听电话1200个。", "1200", MarkKind.UNTIED),
        ("收到政府信息公开申请7件。", "7件", MarkKind.FIGURE),
        ("收到政府信息公开申请十余件。", "十余件", MarkKind.FIGURE),
        ("2024年5月20日召开推进会。", "2024年5月20日", MarkKind.DATE),
        ("5月20日召开推进会。", "5月20日", MarkKind.DATE),
        ("2023年建成的公开专区继续开放。", "2023", MarkKind.YEAR),
        ("未发生政府信息公开行政复议。", "未发生政府信息公开行政复议", MarkKind.FIGURE),
        ("按国务院令第492号编制。", "国务院令第492号", MarkKind.DOCUMENT),
        ("去年的问题已经整改。", "去年", MarkKind.RELATIVE),
    ],
)
def test_what_is_not_certain_is_marked_and_left(
    last: str, stale: str, kind: MarkKind, formats: Formats
) -> None:
    found = paragraph(last, formats)
    assert [(last[mark.start : mark.end], mark.kind, mark.new) for mark in found.marks] == [
        (stale, kind, None)
    ]
    assert found.updated == last


@pytest.mark.parametrize(
    "text",
    [
        "按《示例县2024年工作要点》和国办函〔2024〕3号文件办理，均在5个工作日内答复。",
        "1.解读材料偏少。",
        "围绕上年结转的申请开展工作。",
        "2019年修订的《条例》施行以来，持续公开。",
        "未发生政府信息公开行政诉讼。",
        "邮编：300118，电话：0300-5550118、5550119，电子邮箱：liuxi2024@example.gov.cn",
        "联系电话（传真）：（0300）5550118转802；手机13900000000。",
    ],
)
def test_what_does_not_age_is_not_marked(text: str, formats: Formats) -> None:
    assert paragraph(text, formats).marks == ()


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:12])
def test_no_sentence_of_real_reports_is_brought_up_to_date_wrongly(
    entry: dict[str, Any], formats: Formats
) -> None:
    base = facts.sheet(entry.get("sheet", "county")).report
    last = replace(base, texts={**base.texts, SUMMARY: entry["text"]})
    grown = {key: value * 3 + 1 if is_number(value) else value for key, value in base.values.items()}
    now = replace(base, year=base.year + 1, values=grown, previous=as_previous(last))
    found = last_paragraphs(make_sheet(now, formats), "1")
    text = "\n".join(item.updated for item in found)
    written = make_sheet(replace(now, texts={**now.texts, SUMMARY: text}), formats)
    told = [
        finding.message
        for finding in run_checks(written)
        if finding.code.startswith(("GIA-TEXT", "GIA-YEAR-009")) and finding.section == "1"
        if finding.code != "GIA-TEXT-009"  # 均已答复 has no figure to be marked; the check speaks of it
    ]
    assert told == [] or any(item.open_marks for item in found)


def test_years_of_an_older_report_move_on_as_far_as_it_is_old(formats: Formats) -> None:
    of = sheet("2022年，收到申请。", formats, last_year=2022)
    of = make_sheet(replace(of.report, year=2025), formats)
    (found,) = last_paragraphs(of, "1")
    assert found.updated == "2025年，收到申请。"


def test_a_statement_of_none_is_marked_once_there_are_some_and_says_how_many(formats: Formats) -> None:
    (mark,) = paragraph("未发生政府信息公开行政复议。", formats).marks
    assert mark.note == "行政复议：去年 0 件，今年 1 件，这句话要改写。"


def test_numbers_of_the_whole_county_are_not_those_of_the_town(formats: Formats) -> None:
    (mark,) = paragraph("全县共收到政府信息公开申请9件。", formats).marks
    assert mark.kind is MarkKind.UNTIED


def test_the_old_document_becomes_the_one_in_force_when_last_year_had_the_old_format(
    formats: Formats,
) -> None:
    text = "按照国办公开办函[2019]60号和{t2.rules.made}件规章编制。"
    (found,) = last_paragraphs(sheet(text, formats, "2019", 2020), "1")
    assert found.updated == "按照国办公开办函〔2021〕30号和0件规章编制。"


def test_last_years_live_numbers_are_shown_with_last_years_figures(formats: Formats) -> None:
    found = paragraph("新收{t3.new.total}件，上年{last.t3.new.total}件。", formats)
    assert "".join(segment.text for segment in found.segments) == "新收9件，上年（数）件。"
    assert found.preview == "新收12件，上年9件。"


def test_each_line_is_a_paragraph_with_marks_counted_from_its_start(formats: Formats) -> None:
    found = last_paragraphs(sheet("（一）主动公开\n\n全年公开信息86条，2024年新设专栏。", formats), "1")
    assert [item.text for item in found] == ["（一）主动公开", "全年公开信息86条，2024年新设专栏。"]
    assert [found[1].text[mark.start : mark.end] for mark in found[1].marks] == ["86", "2024"]
    assert found[1].open_marks == 1


def test_without_last_year_nothing_is_offered(formats: Formats) -> None:
    report = new_report("2021", 2025, "示例县清河镇人民政府", "township")
    assert last_paragraphs(make_sheet(report, formats), "1") == ()


def test_a_paragraph_counts_as_used_as_it_was_brought_up_to_date_or_slightly_changed(
    formats: Formats,
) -> None:
    found = paragraph("2024年收到申请9件，同比增长5%，内容主要涉及土地征收补偿，均按期答复。", formats)
    assert is_used(found, f"其他文字。\n{found.text}")
    assert is_used(found, f"{found.updated}\n其他文字。")
    assert is_used(found, found.updated.replace("按期", "及时"))
    assert not is_used(found, "内容主要涉及征地。")


@pytest.mark.parametrize("text", ["386", "———", "9件。", "无。"])
def test_a_paragraph_of_few_words_counts_as_used_only_when_it_stands_there(
    text: str, formats: Formats
) -> None:
    found = paragraph(text, formats)
    assert not is_used(found, "")
    assert not is_used(found, "全年公开386条，收到9件。其他情况：无。")
    assert is_used(found, f"全年公开情况如下。\n{found.updated}")


@given(st.text("2024年上今1月5日收到政府信息公开申请9件，同比增长%。\n{t3.new.total}〔〕《》件", max_size=80))
def test_marks_of_any_text_lie_in_it_side_by_side(text: str) -> None:
    for found in last_paragraphs(sheet(text, bundled_formats()), "1"):
        places = [place for mark in found.marks for place in (mark.start, mark.end)]
        assert places == sorted(places)
        assert all(0 <= place <= len(found.text) for place in places)
        assert "\n" not in found.updated


def test_an_opening_of_the_trial_format_cites_the_one_in_force(formats: Formats) -> None:
    last = (
        "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
        "（国办公开办函〔2019〕60号）和《中华人民共和国政府信息公开工作年度报告格式（试行）》编制。"
    )
    found = paragraph(last, formats)
    assert found.updated == (
        "根据《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
        "（国办公开办函〔2021〕30号）和《中华人民共和国政府信息公开工作年度报告格式》编制。"
    )
    assert found.open_marks == 0


def test_a_cell_nobody_has_filled_in_is_not_offered_as_0(formats: Formats) -> None:
    made = sheet("收到政府信息公开申请9件，不予公开1件。", formats)
    filled = {CellKey("t3.refused_internal_affairs.natural"): 2}
    (found,) = last_paragraphs(make_sheet(replace(made.report, values=filled), formats), "1")
    assert found.preview == "收到政府信息公开申请（未填）件，不予公开2件。"
    assert [mark.shown for mark in found.marks] == ["（未填）", "2"]
    assert found.updated == "收到政府信息公开申请{t3.new.total}件，不予公开{t3.refused.total}件。"

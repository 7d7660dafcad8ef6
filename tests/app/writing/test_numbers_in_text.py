"""Numbers of a text that stand for a cell: recognised, compared, and only the sure ones converted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gia_desktop.app.writing.numbers_in_text import cell_numbers, with_live_numbers
from gia_desktop.core.keys import UNIT_NAME, CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

VALUES: dict[str, Value] = {
    "t3.new.natural": 30, "t3.new.research": 8, "t3.carried_in.natural": 2, "t3.granted.natural": 35,
    "t3.carried_out.natural": 5, "t4.review.upheld": 1, "t2.normative.issued": 3,
    "t2.fees.amount": Decimal("1.26"),
}  # fmt: skip


@pytest.fixture
def sheet(formats: Formats) -> Sheet:
    values = {CellKey(key): value for key, value in VALUES.items()}
    return make_sheet(Report("2021", 2025, {UNIT_NAME: "示例市水务局"}, values), formats)


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("新收政府信息公开申请38件。", "新收政府信息公开申请{t3.new.total}件。"),
        ("全年收到政府信息公开申请 ３８ 件。", "全年收到政府信息公开申请 {t3.new.total} 件。"),
        ("收到信息公开申请38件，上年结转2件，结转下年度5件。",
         "收到信息公开申请{t3.new.total}件，上年结转{t3.carried_in.total}件，结转下年度{t3.carried_out.total}件。"),
        ("办结政府信息公开申请35件，予以公开35件。",
         "办结政府信息公开申请{t3.handled_total.total}件，予以公开{t3.granted.total}件。"),
        ("全年制发行政规范性文件3件。", "全年制发行政规范性文件{t2.normative.issued}件。"),
        ("行政事业性收费1.26万元。", "行政事业性收费{t2.fees.amount}万元。"),
    ],
)  # fmt: skip
def test_sure_numbers_become_live(sheet: Sheet, text: str, live: str) -> None:
    sure = [number for number in cell_numbers(sheet, text) if number.agrees and number.sure]
    assert with_live_numbers(text, sure) == live


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请近38件。", "收到政府信息公开申请三十八件。", "全市收到政府信息公开申请38件。",
        "举办培训38次，召开会议38次。", "行政事业性收费12600元。", "发生行政诉讼0件。",
        "未收到政府信息公开申请。", "收到政府信息公开申请{t3.new.total}件。",
        "2024年收到政府信息公开申请38件。", "去年收到政府信息公开申请38件。",
        "前年收到政府信息公开申请38件。", "明年计划收到政府信息公开申请38件。",
        "上半年收到政府信息公开申请38件，下半年38件。", "1—6月收到政府信息公开申请38件。",
        "截至6月底，收到政府信息公开申请38件。", "第三季度收到政府信息公开申请38件。",
        "近三年收到政府信息公开申请38件。", "5月收到政府信息公开申请38件。",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(sheet: Sheet, text: str) -> None:
    assert cell_numbers(sheet, text) == []


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("去年收到政府信息公开申请38件，今年收到政府信息公开申请38件。",
         "去年收到政府信息公开申请{last.t3.new.total}件，今年收到政府信息公开申请{t3.new.total}件。"),
        ("上年同期收到政府信息公开申请38件。", "上年同期收到政府信息公开申请{last.t3.new.total}件。"),
        ("上年收到政府信息公开申请37件。", "上年收到政府信息公开申请37件。"),
    ],
)  # fmt: skip
def test_numbers_of_last_year_become_those_of_last_years_report(
    formats: Formats, sheet: Sheet, text: str, live: str
) -> None:
    previous = Previous("2021", 2024, {CellKey("t3.new.natural"): 38})
    beside = make_sheet(replace(sheet.report, previous=previous), formats)
    found = cell_numbers(beside, text)
    assert with_live_numbers(text, found) == live
    assert all(number.agrees and number.value == "38" for number in found)


def test_a_last_year_that_is_older_ties_no_number(formats: Formats, sheet: Sheet) -> None:
    previous = Previous("2021", 2023, {CellKey("t3.new.natural"): 38})
    older = make_sheet(replace(sheet.report, previous=previous), formats)
    assert cell_numbers(older, "去年收到政府信息公开申请38件。") == []


def test_a_number_that_differs_is_told_with_what_the_cell_holds(sheet: Sheet) -> None:
    (number,) = cell_numbers(sheet, "新收政府信息公开申请35件。")
    assert (number.written, number.value, number.agrees) == ("35", "38", False)
    assert (number.label, number.raw) == ("表三 新收 总计", "{t3.new.total}")


def test_a_number_of_a_cell_and_of_a_sum_alike_is_not_sure(formats: Formats) -> None:
    values: dict[CellKey, Value] = {
        CellKey(key): value
        for key, value in {"t3.new.natural": 4, "t3.carried_in.natural": 0, "t3.granted.natural": 4}.items()
    }
    report = Report("2021", 2025, {UNIT_NAME: "示例市水务局"}, values)
    (number,) = cell_numbers(make_sheet(report, formats), "办理政府信息公开申请4件。")
    assert (number.agrees, number.sure) == (True, False)

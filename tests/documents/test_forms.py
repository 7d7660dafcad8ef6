from __future__ import annotations

from io import BytesIO

import docx

from gia_desktop.documents.docx_forms import Reviewed, key_figures, write_approval, write_review
from gia_desktop.documents.identities import Identity, identities
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_values
from tests.documents.golden import assert_golden_package

STYLE = PageStyle()
FINDINGS = [
    Reviewed("GIA-SUM-003", "必须改", "三、自然人", "自然人列两边相差 9 件。"),
    Reviewed("GIA-YEAR-001", "可说明", "三、自然人", "与上年结转不同。", "上年漏报一件。"),
]


def tables(data: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(BytesIO(data)).tables
    ]


def test_papers_are_written_as_kept(city: Sheet) -> None:
    body = ("word/document.xml",)
    assert_golden_package("review", write_review(city, FINDINGS, STYLE), parts=body)
    assert_golden_package("approval", write_approval(city, STYLE), parts=body)


def test_balances_are_written_with_their_figures(city: Sheet) -> None:
    found = identities(with_values(city, {"t3.new.natural": 3010}))
    assert found[0] == Identity(
        "自然人", "新收 3010 + 上年结转 34 = 办理结果 2932 + 结转下年度 103", "相差 9"
    )
    assert found[1] == Identity("商业企业", "新收 53 + 上年结转 0 = 办理结果 53 + 结转下年度 0", "相符")


def test_what_follows_from_last_year_is_written_when_it_is_known(city: Sheet, town: Sheet) -> None:
    stock = Identity("行政规范性文件", "现行有效 66 = 上年现行有效 84 + 本年制发 8 − 本年废止 26", "相符")
    assert identities(city)[-1] == stock
    assert len(identities(city)) == 16
    assert len(identities(town)) == 7


def test_missing_figure_leaves_a_balance_open(city: Sheet) -> None:
    found = identities(with_values(city, {"t3.carried_in.natural": None}))
    assert found[0] == Identity(
        "自然人", "新收 3001 + 上年结转 （未填） = 办理结果 2932 + 结转下年度 103", "未填全"
    )


def test_review_lists_findings_with_explanations(city: Sheet) -> None:
    findings, balances, hands = tables(write_review(city, FINDINGS, STYLE))
    assert findings[2] == ["2", "可说明", "三、自然人", "与上年结转不同。（GIA-YEAR-001）", "上年漏报一件。"]
    assert balances[0] == ["项目", "勾稽关系", "结果"]
    assert hands == [["填表人", "", "审核人", "", "日期", ""]]


def test_review_without_findings_says_so(city: Sheet) -> None:
    data = write_review(city, [], STYLE)
    assert len(tables(data)) == 2
    assert "没有发现问题。" in [line.text for line in docx.Document(BytesIO(data)).paragraphs]


def test_approval_compares_key_figures_of_both_years(city: Sheet) -> None:
    about, figures, hands = tables(write_approval(city, STYLE))
    assert about[0] == ["文件标题", "云溪市人民政府2024年政府信息公开工作年度报告"]
    assert figures[0] == ["主要数据", "2024年", "2023年", "增减"]
    assert ["新收，总计", "3119", "2848", "+271"] in figures
    assert ["行政事业性收费，收费金额（万元）", "96171.6", "88420.35", "+7751.25"] in figures
    assert [row[0] for row in hands] == ["拟稿", "审核", "签发"]


def test_unknown_figures_are_shown_as_a_dash(town: Sheet) -> None:
    assert key_figures(town)[0] == ("新收，总计", "0", "—", "—")
    assert tables(write_approval(town, STYLE))[1][0] == ["主要数据", "2020年", "上年", "增减"]

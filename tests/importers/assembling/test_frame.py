"""What stands around a report is no text of it, and what is left out is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gia_desktop.core.keys import PREAMBLE, TITLE, UNIT_NAME
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.assemble import assemble
from gia_desktop.importers.assembling.frame import is_fact_table, without_foot
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.tables import Item, table_from_texts

UNIT = "示例县清河镇人民政府"
NAME = f"{UNIT}2025年政府信息公开工作年度报告"
OPENING = "本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。"


def body(*end: str) -> list[Item]:
    return [
        "一、总体情况", "全年有序推进。", "全年公开信息39条。",
        "五、存在的主要问题及改进情况", "更新偏慢。",
        "六、其他需要报告的事项", "本年度未收取信息处理费。", *end,
    ]  # fmt: skip


def read(items: Sequence[Item], formats: Formats) -> ImportedReport:
    return assemble(items, formats, assumed=2025)


@pytest.mark.parametrize(
    "end",
    [
        [UNIT, "2026年1月20日"],
        ["清河镇人民政府", "2026年1月20日"],
        [f"{UNIT}（盖章）", "二〇二六年一月二十日"],
        ["2026年1月20日", UNIT],
        ["上一篇：清河镇2024年年报", "主办单位：示例县人民政府", "粤ICP备0000000号"],
        [UNIT, "2026 年 1 月 20 日", "", "【打印】【关闭】", "相关链接", "友情链接"],
    ],
)
def test_signature_date_and_the_foot_of_a_page_are_no_text(end: list[str], formats: Formats) -> None:
    found = read([NAME, OPENING, *body(*end)], formats)
    assert found.report.section("6") == "本年度未收取信息处理费。"
    told = [note for note in found.notes if "没有当作正文" in note]
    assert len(told) == 1
    assert f"{len([line for line in end if line])} 行" in told[0]


@pytest.mark.parametrize(
    "end",
    [
        "示例县清河镇人民政府将于2026年1月20日公布。",
        "附件：收费标准",
        "联系单位：县政府办公室",
        "2026年继续做好公开工作。",
    ],
)
def test_a_last_line_that_is_text_stays(end: str, formats: Formats) -> None:
    assert read([NAME, *body(end)], formats).report.section("6").endswith(end)
    assert without_foot(["无。", "县政府办公室"], UNIT).left_out == []


def test_facts_of_publishing_and_navigation_are_no_opening(formats: Formats) -> None:
    facts = table_from_texts(
        [["名称", NAME, "索引号", "000014349/2026-00023"], ["发布机构", "清河镇", "公开日期", "2026-01-20"]]
    )
    above: list[Item] = [
        "首页 > 政府信息公开 > 政府信息公开年报",
        facts,
        NAME,
        "发布时间：2026-01-20　来源：清河镇",
        "字体：大 中 小",
    ]
    found = read([*above, OPENING, *body()], formats)
    assert is_fact_table(facts)
    assert found.report.text(PREAMBLE) == OPENING
    assert found.report.text(UNIT_NAME) == UNIT
    assert any("没有当作正文" in note and "首页" in note for note in found.notes)


def test_a_report_may_be_named_in_the_table_of_facts_alone(formats: Formats) -> None:
    facts = table_from_texts([["名称：", NAME], ["索引号：", "1"], ["发布日期：", "2026-01-20"]])
    found = read([facts, OPENING, *body()], formats)
    assert (found.report.text(UNIT_NAME), found.report.year) == (UNIT, 2025)


@pytest.mark.parametrize("lead", ["标题：", "名称：", "# ", "## ", "**"])
def test_what_leads_a_title_is_no_part_of_it(lead: str, formats: Formats) -> None:
    end = "**" if lead == "**" else ""
    found = read([f"{lead}{NAME}{end}", OPENING, *body()], formats)
    assert (found.report.text(TITLE), found.report.text(UNIT_NAME)) == (NAME, UNIT)


def test_headings_of_markdown_lose_their_signs(formats: Formats) -> None:
    lines = [f"## {line}" if str(line)[1] == "、" else f"**{line}**" for line in body()]
    found = read([f"# {NAME}", *lines], formats)
    assert found.report.section("1") == "全年有序推进。\n全年公开信息39条。"


@pytest.mark.parametrize(
    "opening",
    [
        [f"{UNIT}2025年", "政府信息公开", "工作年度报告", OPENING],
        [
            f"{UNIT}2025年政府信息公开",
            "工作年度报告",
            "本年度报告根据《中华人民共和国政府信息公开条例》编制。",
        ],
        ["示例县", "清河镇人民政府2025年政府信息公开工作年度报告", OPENING],
    ],
)
def test_a_title_broken_over_lines_is_one_title(opening: list[str], formats: Formats) -> None:
    found = read([*opening, *body()], formats)
    assert (found.report.text(UNIT_NAME), found.report.year) == (UNIT, 2025)
    assert found.report.text(PREAMBLE) == opening[-1]


def test_a_sentence_is_no_title(formats: Formats) -> None:
    sentence = "根据《条例》和有关要求，现将我办2025年度政府信息公开情况报告如下："
    found = read([sentence, *body()], formats)
    assert found.report.text(UNIT_NAME) == ""
    assert found.report.text(PREAMBLE) == sentence


def test_the_title_that_each_sheet_repeats_is_no_text_of_a_section(formats: Formats) -> None:
    found = read(
        [NAME, "二、主动公开政府信息情况", NAME, "三、收到和处理政府信息公开申请情况", NAME], formats
    )
    assert found.report.sections == {}

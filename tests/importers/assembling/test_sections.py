"""Sections by their headings; title, unit, year and contact by their wording."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import CONTACT_ADDRESS, CONTACT_EMAIL, CONTACT_PHONE, CONTACT_POSTCODE
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.identity import identify, read_contact
from gia_desktop.importers.assembling.sections import find_headings, heading_of

OFFICIAL = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def _sections(lines: list[str], formats: Formats) -> list[tuple[str, int]]:
    return [(heading.section, heading.place) for heading in find_headings(lines, formats)]


def test_official_headings_are_found_in_order(formats: Formats) -> None:
    lines = [part for heading in OFFICIAL for part in (heading, "正文。")]
    assert _sections(lines, formats) == [(str(place + 1), 2 * place) for place in range(6)]


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("（一）总体情况", "1"),
        ("1、 总体情况", "1"),
        ("二、主动公开政府信息工作情况", "2"),
        ("三、收到和处理政府信息公开的申请情况", "3"),
        ("三、收到和处理政府信息公开情况", "3"),
        ("四、政府信息公开行政复议及行政诉讼情况", "4"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "4"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "5"),
        ("五、存在的主要问题及整改措施", "5"),
        ("五、存在问题及改进情况", "5"),
        ("六、其他报告的事项", "6"),
    ],
)
def test_a_renamed_heading_is_recognised(written: str, section: str, formats: Formats) -> None:
    assert [found for found, _ in _sections([written], formats)] == [section]


@pytest.mark.parametrize(
    "line",
    [
        "本年度工作的总体情况良好，主动公开政府信息 39 条。",
        "（一）主动公开。全年公开 39 条。" * 4,
        "行政复议",
        "存在的问题主要有两个，改进措施如下：一是加强培训；二是及时更新",
        "",
    ],
)
def test_a_sentence_is_no_heading(line: str, formats: Formats) -> None:
    assert heading_of(line, formats) == ""


def test_wrong_numbers_do_not_mislead(formats: Formats) -> None:
    lines = ["（一）总体情况", "（一）健全组织。", "（二）规范工作，公开信息。"]
    lines += [f"（{'二三四五六'[place]}）{heading[2:]}" for place, heading in enumerate(OFFICIAL[1:])]
    assert _sections(lines, formats) == [("1", 0), ("2", 3), ("3", 4), ("4", 5), ("5", 6), ("6", 7)]


def test_a_table_of_contents_is_not_the_text(formats: Formats) -> None:
    lines = ["目录", *OFFICIAL, "正文如下。", *OFFICIAL]
    assert [place for _, place in _sections(lines, formats)] == [8, 9, 10, 11, 12, 13]


def test_sub_headings_that_sound_alike_are_no_sections(formats: Formats) -> None:
    lines = ["一、总体情况", "（一）主动公开情况", "（二）依申请公开情况", *OFFICIAL[1:]]
    assert [place for _, place in _sections(lines, formats)] == [0, 3, 4, 5, 6, 7]


def test_text_that_runs_on_after_a_heading_is_kept(formats: Formats) -> None:
    (heading,) = find_headings([f"一、总体情况。{'全年公开信息三十九条，' * 6}完成任务。"], formats)
    assert (heading.section, heading.rest[:6]) == ("1", "全年公开信息")


@pytest.mark.parametrize(
    ("opening", "unit", "year"),
    [
        (["示例县清河镇人民政府2025年政府信息公开工作年度报告"], "示例县清河镇人民政府", 2025),
        (["2022年示例市政府信息公开工作年度报告"], "示例市", 2022),
        (["万宁市北大镇2020政府信息公开工作年度报告"], "万宁市北大镇", 2020),
        (["示例县财政局", "2023年度政府信息公开工作年度报告"], "示例县财政局", 2023),
        (["示例县", "财政局", "２０２３年政府信息公开", "年度报告"], "示例县财政局", 2023),
        (["示例局关于2021年度政府信息公开工作的年度报告"], "示例局", 2021),
        (["示例局二〇二四年政府信息公开工作年度报告"], "示例局", 2024),
        (["首页 > 年报", "示例局2024年政府信息公开年报", "示例局2024年政府信息公开年报"], "示例局", 2024),
    ],
)
def test_title_unit_and_year_are_taken_apart(opening: list[str], unit: str, year: int) -> None:
    found = identify(opening, [])
    assert (found.unit, found.year) == (unit, year)


def test_a_year_only_in_the_period_is_found() -> None:
    body = ["数据统计期限为2023年1月1日至2023年12月31日。", "2019年以来，2019年起。"]
    assert identify(["政府信息公开工作年度报告"], body).year == 2023
    assert identify([], ["2021年收到 1 件，2021年办结 1 件，2020年结转 0 件。"]).year == 2021
    assert identify([], ["没有年份。"]).year is None


def test_the_title_ends_before_the_preamble() -> None:
    opening = ["来源：办公室", "示例局2024年政府信息公开工作年度报告", "本报告由六部分组成。"]
    assert identify(opening, []).lines == 2


def test_contact_is_read_from_the_preamble() -> None:
    text = "联系方式（地址：示例县示例路1号，邮编：123456，电话：0123-4567890，邮箱：a.b@example.gov.cn）。"
    assert read_contact(text) == {
        CONTACT_ADDRESS: "示例县示例路1号",
        CONTACT_POSTCODE: "123456",
        CONTACT_PHONE: "0123-4567890",
        CONTACT_EMAIL: "a.b@example.gov.cn",
    }
    assert read_contact("没有联系方式。") == {}


def test_contact_facts_on_lines_of_their_own_are_read() -> None:
    block = [
        "单位地址：示例县示例路1号",
        "邮政编码：123456",
        "联系 电话：0123－4567890",
        "电子邮箱：a@example.cn",
    ]
    body = ["一、总体情况", "收到电话咨询12345678次，地址变更后重新公布。", *block]
    found = identify(["示例局2024年政府信息公开工作年度报告"], body).contact
    assert found[CONTACT_ADDRESS] == "示例县示例路1号"
    assert (found[CONTACT_POSTCODE], found[CONTACT_EMAIL]) == ("123456", "a@example.cn")
    assert found[CONTACT_PHONE] == "0123-4567890"


def test_an_address_ends_where_the_next_fact_begins() -> None:
    text = "地址：示例县示例路1号邮编：123456电话：01234567"
    assert read_contact(text)[CONTACT_ADDRESS] == "示例县示例路1号"


def test_a_heading_repeated_without_end_costs_no_more_than_reading_it(formats: Formats) -> None:
    lines = ["一、总体情况", "二、主动公开政府信息情况"] * 10_000
    assert [(heading.section, heading.place) for heading in find_headings(lines, formats)] == [
        ("1", 19_998), ("2", 19_999)
    ]  # fmt: skip

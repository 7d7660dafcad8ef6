from __future__ import annotations

import re

import pytest

from gia_desktop.register.calendar.files import bundled_calendar, year_text
from gia_desktop.register.calendar.notices import UnreadNoticeError, read_notice

NOTICE = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""
OLDER = """国务院办公厅关于2023年部分节假日安排的通知 国办发明电〔2022〕16号
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。"""


@pytest.mark.parametrize(("text", "year"), [(NOTICE, 2026), (OLDER, 2023)])
def test_the_text_of_a_notice_gives_the_days_of_our_own_file(text: str, year: int) -> None:
    read = read_notice(text)
    assert read.doubts == ()
    assert read.year.year == year
    ours = bundled_calendar().years[year]
    assert {(day.date, day.works) for day in read.year.days} == {(day.date, day.works) for day in ours.days}
    assert read.year.documents == ours.documents


def test_a_notice_written_to_a_file_reads_back_the_same() -> None:
    year = read_notice(NOTICE).year
    assert "国办发明电〔2025〕7号" in year_text(year)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("共9天", "共8天", "写着共 8 天"),
        ("5月9日（周六）上班", "5月8日（周五）上班", "本来就上班"),
        ("6月19日（周五）", "6月19日（周四）", "写着星期四，实际是星期五"),
        ("4月4日（周六）至6日（周一）放假", "4月44日（周六）至6日（周一）放假", "没有这一天"),
        ("2月14日（周六）", "2月15日（周日）", "又放假又上班"),
        ("三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n", "", "没有读到清明节"),
        ("国办发明电〔2025〕7号", "", "没有找到文号"),
    ],
)
def test_what_does_not_fit_in_a_notice_is_said(right: str, wrong: str, said: str) -> None:
    assert right in NOTICE
    doubts = read_notice(NOTICE.replace(right, wrong)).doubts
    assert any(said in doubt for doubt in doubts), doubts


def test_the_year_can_be_told_when_the_text_begins_below_its_title() -> None:
    body = NOTICE[NOTICE.index("　　一、") :]
    assert read_notice(body, 2026).year.days == tuple(
        day for day in (each for each in read_notice(NOTICE).year.days)
    ) or len(read_notice(body, 2026).year.days) == len(read_notice(NOTICE).year.days)


def test_a_title_of_another_year_than_the_file_is_said() -> None:
    assert any("2026 年" in doubt and "2027 年" in doubt for doubt in read_notice(NOTICE, 2027).doubts)


@pytest.mark.parametrize("text", ["", "今天天气很好。", "一、元旦：1月1日放假，共1天。"])
def test_a_text_that_is_no_notice_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadNoticeError, match=re.escape("读不成放假安排")):
        read_notice(text)

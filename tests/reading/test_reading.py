"""The parts of reading a text: even text, amounts, subjects, quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gia_desktop.formats.schema import Format
from gia_desktop.reading.listings import listings
from gia_desktop.reading.mentions import mentions
from gia_desktop.reading.plain_text import pieces, sentences
from gia_desktop.reading.quantities import HANDLED, NEW, ORGANISATIONS, Reading, reading_cells, reading_value
from gia_desktop.reading.subjects import is_own
from gia_desktop.reading.text_numbers import read_amount
from tests.support.reports.facts import YEAR, sheet
from tests.support.reports.samples import Edit


@pytest.mark.parametrize(
    ("text", "value", "approx", "measure"),
    [
        ("12件", 12, "", "件"),
        ("1,234件", 1234, "", "件"),
        ("一百零三件", 103, "", "件"),
        ("四十余条", 40, "over", "条"),
        ("1.8万余条", 18000, "over", "条"),
        ("近20万", 200000, "under", ""),
        ("约300份左右", 300, "about", "份"),
        ("300份以上", 300, "over", "份"),
        ("超过500次", 500, "over", "次"),
        ("29.0506万元", 290506, "", "元"),
        ("3亿元", 300000000, "", "元"),
        ("30", 30, "", ""),
    ],
)
def test_amount_of_a_written_number(text: str, value: int, approx: str, measure: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (int(amount.value), amount.approx, amount.measure) == (value, approx, measure)


@pytest.mark.parametrize("text", ["件", "一〇十件", "12件事", "约"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "agreeing", "differing"),
    [
        ("12件", [12], [11, 13]),
        ("200余件", [200, 213, 299], [199, 300]),
        ("近220件", [220, 213, 176], [221, 175]),
        ("约210件", [210, 213, 168, 252], [167, 253]),
    ],
)
def test_amount_agrees_within_its_own_latitude(text: str, agreeing: list[int], differing: list[int]) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert [figure for figure in (*agreeing, *differing) if amount.agrees(Decimal(figure))] == agreeing


def test_even_text_keeps_one_space_between_digits_and_hides_titles() -> None:
    text = "根据《条例 2019》 受理 １2 3 件（含 ５ 件），“12345”热线。\n（二）其他"
    first, second = sentences(text)
    assert first.text == "根据□□□□□□□□受理12 3件(含5件)，□□□□□□□热线。"
    assert (first.opens, second.opens) == (True, True)
    start = first.text.index("12 3")
    place = first.span(start, start + 4)
    assert text[slice(*place)] == "１2 3"


@pytest.mark.parametrize(
    ("subject", "unit", "kind", "own"),
    [
        ("", "示例县水务局", "county_department", True),
        ("我局", "示例县水务局", "county_department", True),
        ("本机关", "示例县人民政府", "county", True),
        ("全县", "示例县人民政府", "county", True),
        ("我县", "示例县人民政府", "county", True),
        ("全县", "示例县水务局", "county_department", False),
        ("全县各级行政机关", "示例县人民政府", "county", True),
        ("全市", "示例县人民政府", "county", False),
        ("全镇", "示例县清河镇人民政府", "township", True),
        ("全街道", "示例区河东街道办事处", "subdistrict", True),
        ("县水务局", "示例县水务局", "county_department", True),
        ("县教育局", "示例县水务局", "county_department", False),
        ("县教育局", "示例县人民政府", "county", False),
        ("各部门", "示例县人民政府", "county", True),
        ("各部门", "示例县水务局", "county_department", False),
        ("县政府", "示例县人民政府", "county", True),
        ("示例县", "示例县人民政府", "county", True),
    ],
)
def test_subject_is_the_reporting_unit_or_what_it_reports_for(
    subject: str, unit: str, kind: str, own: bool
) -> None:
    assert is_own(subject, unit, kind) is own


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_groups_of_rows_and_columns_are_added_up(format_id: str) -> None:
    found = Edit({"t3.refused_third_party.business": 2, "t3.refused_state_secret.other": 1}).apply(format_id)
    assert reading_value(found, Reading("不予公开", "t3", ("refused",))) == 3
    assert reading_value(found, Reading("不予公开", "t3", ("refused",), ORGANISATIONS)) == 3
    assert reading_value(found, HANDLED) == 6
    assert reading_value(found, NEW, last=True) is None


def test_quantity_that_a_format_lacks_has_no_cells(fmt_2019: Format, fmt_2021: Format) -> None:
    misc = Reading("其他处理的其他", "t3", ("other_misc",))
    assert reading_cells(fmt_2019, misc) == ((), ())
    assert reading_cells(fmt_2021, misc) == (("t3.other_misc.total",), ())
    assert reading_value(sheet("county"), Reading("", "t2", ("normative",), "made")) is None


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请213批次件。",
        "收到政府信息公开申请2 13件。",
        "收到政府信息公开申请A213件。",
        "收到政府信息公开申请213-220件。",
        "收到政府信息公开申请213个小时。",
        "行政复议22件为不予公开。",
        "收到政府信息公开申请，发出收费通知书5份。",
        "行政许可、行政处罚决定共12件。",
        "政府信息公开申请予以公开自然人3件。",
        "近五年收到政府信息公开申请213件。",
        "政府信息公开申请中，比上年增加的有12件。",
        "对上年3件、本年5件政府信息公开申请进行回访。",
        "政府信息公开申请同比增长两倍。",
    ],
)
def test_what_is_not_sure_is_passed_over(text: str) -> None:
    assert mentions(text, YEAR) == ()


def test_comparison_in_a_bracket_is_not_this_years_number() -> None:
    found = mentions("收到政府信息公开申请22起，比2023年（31起）下降29%。", YEAR)
    said = [(m.kind, int(m.amount.value)) for m in found if m.amount is not None]
    assert said == [("count", 22), ("growth", 29)]
    assert not found[1].rising


def test_all_of_one_kind_is_said_of_what_was_received() -> None:
    found = mentions("收到政府信息公开申请5件，全部来自法人或其他组织。办结5件，均为自然人。", YEAR)
    assert [m.topic for m in found] == ["received", "applicant", "answered"]
    assert mentions("收到政府信息公开申请5件，均由自然人和商业企业提出。", YEAR)[1:] == ()
    assert mentions("新收政府信息公开申请1件，为自然人申请。", YEAR)[1].topic == "applicant"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("共公开信息151条，其中文件12条，报告11条，工作动态（含公告）135条，财政预决算3条。", True),
        ("共公开信息151条，其中文件12条，报告1条，工作动态（含公告）135条，财政预决算3条。", False),
        ("全年公开信息240条。其中，政策文件80条，工作动态120条，财政信息60条。", True),
        ("共收到申请46件，从申请方式看，网络申请30件，信函申请12件，当面申请10件。", True),
        ("引发行政争议5件，其中行政复议4件，行政诉讼3件。", True),
        ("公开信息300条，其中网站公开200条，公众号公开150条。", False),
        ("公开信息120条，其中公共卫生90条，安全生产40条。", True),
        ("发布信息55条，更新信息5条。其中，文件类3条，执法类27条，热点类4条。", False),
        ("发布信息15条，更新信息5条。其中，文件类3条，执法类27条，热点类4条。", True),
        ("公开信息96条，其中网站信息41条，其中解读类2条，执法类6条，部门类55条。", False),
        ("公开信息96条，其中网站信息41条，其中解读类2条，执法类46条，部门类55条。", True),
    ],
)
def test_parts_above_their_total_are_told_from_what_went_out_twice(text: str, wrong: bool) -> None:
    assert any(listing.is_wrong for listing in listings(text, YEAR)) is wrong


RECEIVED = [
    "收到", "共收到", "接收", "接到", "受理", "登记受理", "收到并处理", "收", "接受", "收悉",
    "累计受理", "新收到", "办理", "处理",
]  # fmt: skip
APPLICATIONS = [
    "政府信息公开申请", "依申请公开", "依申请公开件", "依申请公开事项", "信息公开申请",
    "依申请政府信息公开", "申请公开信息", "政府信息申请", "信息公开请求", "依申请公开来信",
    "依申请公开办件", "依申请公开工单", "政府信息公开依申请", "要求公开政府信息的申请",
    "依申请信息公开件", "政府信息公开申请书", "信息公开件", "依申请公开信函", "公开政府信息申请",
    "依申请公开业务",
]  # fmt: skip


def test_every_verb_of_receiving_goes_with_every_name_of_an_application() -> None:
    said = [f"本年度，我局{verb}{name}" for verb in RECEIVED for name in APPLICATIONS]
    texts = [f"{text}4件。" for text in said] + [f"2024年我局共有{name}4件。" for name in APPLICATIONS]
    read = {text: [(m.topic, m.amount.value) for m in mentions(text, YEAR) if m.amount] for text in texts}
    assert {text: found for text, found in read.items() if set(found) != {("received", Decimal(4))}} == {}


def test_a_long_paragraph_is_cut_into_pieces_that_make_it_up() -> None:
    text = "全年收到申请3件，均已办结。" * 200 + "无标点" * 900 + "\n短。"
    found = pieces(text)
    assert "".join(piece for _, piece in found) == text
    assert all(text[start : start + len(piece)] == piece for start, piece in found)
    assert max(len(piece) for _, piece in found) < 2000

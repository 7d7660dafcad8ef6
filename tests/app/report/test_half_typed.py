"""What was half typed is offered back in words, with unit, year, time and place."""

from __future__ import annotations

from datetime import UTC, datetime

from gia_desktop.app.report.half_typed import offer_words, recovering, worth_offering
from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, CellKey, section_key
from gia_desktop.core.report import new_report
from gia_desktop.core.values import Unread
from gia_desktop.formats.schema import Format
from gia_desktop.vault.store import Pending

NATURAL = CellKey("t3.new.natural")
AT = datetime(2026, 1, 12, 9, 30, 5, tzinfo=UTC)
TOWN = new_report("2021", 2025, "示例县清河镇人民政府", "township")


def typed(key: str, text: str) -> Pending:
    return Pending(1, key, text, AT)


def test_the_offer_names_unit_year_time_and_place(fmt_2021: Format) -> None:
    words = offer_words(TOWN, fmt_2021, [typed(NATURAL, "12"), typed("section.5", "问题" * 40)])
    assert words.splitlines() == [
        "示例县清河镇人民政府 2025 年年报：上次关闭前，有 2 处正在输入、还没有确认。",
        "",
        f"{AT.astimezone():%Y-%m-%d %H:%M:%S}　三、申请办理：新收，自然人：“12”",
        f"{AT.astimezone():%Y-%m-%d %H:%M:%S}　五、问题改进：“…{'问题' * 20}”",
    ]


def test_many_places_are_counted_not_listed(fmt_2021: Format) -> None:
    words = offer_words(TOWN, fmt_2021, [typed(PREAMBLE, "本报告")] * 7)
    assert words.endswith("……还有 2 处")
    assert words.count("开头语") == 5


def test_what_the_report_holds_already_is_not_offered(fmt_2021: Format) -> None:
    report = Change("", {NATURAL: (None, 12)}, texts={section_key("1"): ("", "全年")}).apply(TOWN)
    pending = [typed(NATURAL, "１２"), typed("section.1", "全年"), typed("section.6", "无")]
    assert worth_offering(report, fmt_2021, pending) == pending[2:]


def test_a_half_typed_cell_comes_back_even_when_it_says_no_number(fmt_2021: Format) -> None:
    step = recovering(TOWN, fmt_2021, typed(NATURAL, "1O"))
    assert step.apply(TOWN).values == {NATURAL: Unread("1O")}
    assert (step.label, step.origin) == ("恢复没有写完的一格", "recovered")


def test_a_half_typed_paragraph_comes_back_into_its_text(fmt_2021: Format) -> None:
    step = recovering(TOWN, fmt_2021, typed("section.5", "写到一半"))
    assert step.apply(TOWN).section("5") == "写到一半"
    assert step.origin == "recovered"

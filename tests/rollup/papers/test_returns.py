from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.among import FEES, area_findings
from gia_desktop.rollup.collection import Collection, Mark, marked, returned
from gia_desktop.rollup.findings import asked_of, unit_findings
from gia_desktop.rollup.papers.paper import Sender
from gia_desktop.rollup.papers.returns import NoSuchRoundError, note_of_round, return_notes
from tests.support.reports.areas import collection, report_of, town

NEW, CARRIED = CellKey("t3.new.natural"), CellKey("t3.carried_in.natural")
IN_FORCE = CellKey("t2.normative.in_force")
DAY = dt.date(2026, 1, 30)
WRONG: dict[CellKey, Value] = {NEW: 60, CellKey("t3.granted.natural"): 61}
SENDER = Sender("示例县人民政府办公室", "李四，0000-0000000", dt.date(2026, 2, 6))


@pytest.fixture
def wrong() -> Collection:
    return collection([report_of(town(0), WRONG)])


def test_a_note_names_place_problem_and_what_to_do(wrong: Collection, formats: Formats) -> None:
    (note,) = return_notes(wrong, list(unit_findings(wrong, formats)), formats, DAY, SENDER)
    assert note.name == f"退回修改通知（第一次）{town(0)}"
    assert "必须改；三、收到和处理政府信息公开申请情况；自然人列" in note.text
    assert f"{town(0)}：" in note.text
    assert "请于2026年2月6日前改正" in note.text
    assert note.text.endswith("联系人和电话：李四，0000-0000000\n\n示例县人民政府办公室\n2026年1月30日\n")


def test_a_note_never_names_another_unit(formats: Formats) -> None:
    values: dict[CellKey, Value] = {NEW: 3, CARRIED: 2, IN_FORCE: 5, FEES: Decimal(1)}
    made = collection([report_of(town(0), values), report_of(town(1), values)])
    note, _ = return_notes(made, area_findings(made, formats), formats, DAY)
    assert "三张表的数与另一个单位完全相同" in note.text
    assert "文字与另一个单位的报告雷同" in note.text
    assert town(1) not in note.text


def test_the_second_note_says_what_was_asked_before_and_stands_still(
    wrong: Collection, formats: Formats
) -> None:
    found = list(unit_findings(wrong, formats))
    twice = returned(wrong, town(0), asked_of(found[:1], WRONG), dt.date(2026, 1, 21))
    again = collection([report_of(town(0), {**WRONG, CARRIED: 0})])
    twice = Collection(
        again.roster, 2025, (*twice.submissions, again.submissions[0]), standings=twice.standings
    )
    (note,) = return_notes(twice, list(unit_findings(twice, formats)), formats, DAY)
    assert note.name.startswith("退回修改通知（第二次）")
    assert "其中 1 处以前退回时已提出、仍未改正，现第二次退回修改" in note.text
    assert note.text.count("（以前退回时已提出）") == 1


def test_the_note_of_a_round_says_what_was_asked_then(wrong: Collection, formats: Formats) -> None:
    found = list(unit_findings(wrong, formats))
    made = returned(wrong, town(0), asked_of(found, WRONG), dt.date(2026, 1, 21))
    unit = made.roster.units[0]
    note = note_of_round(made, unit, 1, formats)
    assert note.letter.date == "2026年1月21日"
    assert "三、收到和处理政府信息公开申请情况；自然人列" in note.text
    assert return_notes(made, found, formats, DAY) == [note]  # it stands returned: nothing new is asked
    with pytest.raises(NoSuchRoundError, match="只退回过 1 次，没有第 2 次"):
        note_of_round(made, unit, 2, formats)


def test_a_report_that_was_passed_gets_no_note(wrong: Collection, formats: Formats) -> None:
    found = list(unit_findings(wrong, formats))
    assert return_notes(marked(wrong, town(0), Mark.PASSED), found, formats, DAY) == []

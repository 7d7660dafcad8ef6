"""The history in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gia_desktop.app.report.history_lines import ORIGIN_WORDS, going_back, history_lines
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import new_report
from gia_desktop.core.states import ReportState
from gia_desktop.core.values import NA, Value
from gia_desktop.drafts.records import HistoryEntry, StateMove
from gia_desktop.formats.schema import Format

NATURAL = CellKey("t3.new.natural")
SECTION = section_key("1")
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def cell(minute: int, old: Value, new: Value, origin: str = "typed", label: str = "填写") -> HistoryEntry:
    return HistoryEntry(NATURAL, minute, NOON + timedelta(minutes=minute), label, origin, old, new)


def text(minute: int, old: str, new: str, origin: str = "typed") -> HistoryEntry:
    return HistoryEntry(SECTION, minute, NOON + timedelta(minutes=minute), "编辑", origin, old, new)


def test_every_value_says_when_where_and_how_it_came(fmt_2021: Format) -> None:
    entries = [cell(0, None, 12, "carried", "承接 2024 年"), cell(1, 12, NA), cell(2, NA, 12, "undo", "填写")]
    lines = history_lines(fmt_2021, entries, [])
    assert [(line.old, line.new, line.how) for line in lines] == [
        ("/", "12", "撤销：填写"),
        ("12", "/", "输入"),
        ("（空）", "12", "承接上年：承接 2024 年"),
    ]
    assert {line.place for line in lines} == {"三、申请办理：新收，自然人"}


def test_typing_without_a_long_pause_is_one_line(fmt_2021: Format) -> None:
    entries = [text(0, "", "全"), text(1, "全", "全年"), text(9, "全年", "全年。")]
    lines = history_lines(fmt_2021, entries, [])
    assert [(line.old, line.new) for line in lines] == [("", "写入 。"), ("（空）", "全年")]
    assert lines[1].at == NOON + timedelta(minutes=1)


def test_a_paste_between_is_a_line_of_its_own(fmt_2021: Format) -> None:
    entries = [text(0, "", "甲"), text(1, "甲", "乙", "recovered"), text(2, "乙", "丙")]
    assert len(history_lines(fmt_2021, entries, [])) == 3


def test_live_numbers_are_told_by_the_labels_of_their_cells(fmt_2021: Format) -> None:
    names = "{t3.new.total}{last.t3.new.total}{trend.t3.new.total}{t9.no.such}"
    (line,) = history_lines(fmt_2021, [text(0, "", names)], [])
    assert line.texts == ("", "〈新收，总计〉〈上年的新收，总计〉〈增减：新收，总计〉{t9.no.such}")
    assert "{t3" not in line.new


def test_long_texts_are_shown_by_their_beginning_and_length(fmt_2021: Format) -> None:
    (line,) = history_lines(fmt_2021, [text(0, "", "全年新收" * 50)], [])
    assert line.new == "全年新收" * 6 + "…（共 200 字）"


def test_reopening_stands_in_the_history_with_its_reason(fmt_2021: Format) -> None:
    move = StateMove(NOON, ReportState.SIGNED, ReportState.EDITING, "表三有误")
    (line,) = history_lines(fmt_2021, [], [move])
    assert (line.place, line.old, line.new, line.how) == ("报告状态", "已签发", "编写中", "原因：表三有误")
    assert line.entry is None


def test_going_back_is_a_step_that_can_be_undone() -> None:
    report = new_report("2021", 2025, "示例镇", "township")
    step = going_back(report, cell(0, None, 12))
    assert step.apply(report).values == {NATURAL: 12}
    assert (step.label, step.origin) == ("退回旧值", "history")
    written = going_back(report, text(0, "", "全年"))
    assert written.apply(report).section("1") == "全年"
    before = going_back(report, text(0, "旧的", "全年"), before=True)
    assert before.apply(report).section("1") == "旧的"
    assert written.inverse().apply(written.apply(report)) == report


def test_every_origin_of_the_program_has_words() -> None:
    assert all(words and not words.isascii() for words in ORIGIN_WORDS.values())

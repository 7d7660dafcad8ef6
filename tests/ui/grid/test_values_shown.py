"""Blank, 0 and /; what counts as a number; text that says none; filling blanks with zeros."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.documents.export import export_file
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.store import DraftStore
from gia_desktop.exchange.objects import dump_report, parse_report
from gia_desktop.ui.grid.grid_model import CellLook, DataRole
from tests.support.window.harness import Desk, Key
from tests.ui.conftest import OpenDesk

FIRST = "t3.new.natural"


def look(desk: Desk, key: str = FIRST) -> CellLook:
    found = desk.role(key, DataRole.LOOK)
    assert isinstance(found, CellLook)
    return found


@pytest.mark.parametrize(("typed", "value", "shown"), [("", None, ""), ("0", 0, "0"), ("/", NA, "/")])
def test_blank_zero_and_not_applicable_stay_apart(desk: Desk, typed: str, value: Value, shown: str) -> None:
    desk.fill(FIRST, "7")
    desk.go(FIRST)
    desk.type(typed or " ")
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == value
    assert type(desk.value(FIRST)) is type(value)
    assert desk.shown(FIRST) == shown
    assert look(desk).mark in {"", "!"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("１２", 12), ("3,001", 3001), (" 1 2 ", 12), ("３，００１", 3001), ("〇", 0), ("零", 0), ("一", 1),
        ("二十三", 23), ("无", 0), ("不适用", NA), ("—", NA), ("－", NA), ("007", 7), ("12.0", 12),
    ],
)  # fmt: skip
def test_every_usual_way_to_write_a_number_is_read(desk: Desk, typed: str, value: Value) -> None:
    desk.go(FIRST)
    desk.compose("", typed)
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == value


def test_money_keeps_its_decimals_as_typed(open_desk: OpenDesk, blank: Callable[[str], Report]) -> None:
    desk = open_desk(blank("2021"), "2")
    desk.fill("t2.fees.amount", "29.0500")
    assert desk.value("t2.fees.amount") == Decimal("29.0500")
    assert desk.shown("t2.fees.amount") == "29.0500"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("abc", "不是数字"),
        ("-1", "件数不能是负数"),
        ("1.5", "件数必须是整数，不能有小数"),
        ("1e3", "不能用科学记数法"),
        ("12件", "只填数字“12”，不要带“件”"),
        ("1,23", "千分位逗号的位置不对"),
        ("1234567890123", "数字太大"),
    ],
)
def test_unreadable_text_stays_as_typed_with_mark_and_reason(desk: Desk, typed: str, reason: str) -> None:
    desk.go(FIRST)
    desk.compose("", typed)
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == Unread(typed)
    assert (desk.shown(FIRST), look(desk).mark) == (typed, "?")
    assert reason in desk.shown(FIRST, Qt.ItemDataRole.ToolTipRole)
    desk.go(FIRST)
    assert f"读不出来：{reason}" in desk.page.help.browser.toPlainText()


def test_unreadable_text_is_a_finding_of_its_tab(desk: Desk) -> None:
    desk.fill(FIRST, "abc")
    found = [item for item in desk.session.findings if FIRST in item.cells]
    assert any(
        "abc" in item.message and (item.section, item.severity.word) == ("3", "必须改") for item in found
    )


def test_unreadable_text_can_be_mended_inside(desk: Desk) -> None:
    desk.fill(FIRST, "12x")
    desk.go(FIRST)
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_Return)
    assert desk.value(FIRST) == 12
    assert look(desk).mark != "?"


def test_unreadable_text_survives_saving_and_reopening(
    open_desk: OpenDesk, blank: Callable[[str], Report], tmp_path: Path
) -> None:
    path = tmp_path / "drafts.sqlite3"
    opened = open_drafts(path)
    number = opened.store.create(blank("2021"), label="新建", origin="created")
    desk = open_desk(opened.store.load(number), recorder=Writer(opened.store, number))
    desk.fill(FIRST, "１２件")
    opened.store.close()
    again = open_drafts(path)
    assert again.store.load(number).values == {FIRST: Unread("１２件")}
    again.store.close()


class Writer:
    """Writes every step at once, on the thread of the test."""

    def __init__(self, store: DraftStore, number: int) -> None:
        self._store, self._number = store, number

    def submit(self, report: int, change: object, progress: object) -> None:
        self._store.write(self._number, change, progress)  # type: ignore[arg-type]

    def set_pending(self, report: int, key: str, text: str) -> None:
        self._store.set_pending(self._number, key, text)

    def clear_pending(self, report: int, key: str) -> None:
        self._store.clear_pending(self._number, key)


@pytest.mark.parametrize("suffix", [".gia", ".docx", ".html", ".xlsx"])
def test_unreadable_text_is_never_exported(desk: Desk, tmp_path: Path, suffix: str) -> None:
    desk.go(FIRST)
    desk.compose("", "十二又三")
    desk.press(Key.Key_Return)
    desk.fill("t3.granted.natural", "3")
    path = tmp_path / f"out{suffix}"
    export_file(desk.sheet, path, DocumentOptions())
    assert "十二又三" not in content(path)


def content(path: Path) -> str:
    """Return everything that stands in a file, unpacked."""
    import zipfile

    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_a_file_with_unreadable_text_left_out_reads_back(desk: Desk) -> None:
    desk.fill(FIRST, "abc")
    desk.fill("t3.granted.natural", "3")
    again = parse_report(dump_report(desk.session.report), desk.formats)
    assert again.values == {"t3.granted.natural": 3}


def test_filling_blanks_of_a_table_takes_one_step_and_says_how_many(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.fill("t3.new.business", "/")
    desk.fill("t3.new.research", "abc")
    blank = sum(desk.value(key) is None for key in desk.model.keys if not desk.model.is_computed(key))
    desk.tab.fill_zeros.click()
    assert desk.said[-1] == f"已补 {blank} 个 0，按 Ctrl+Z 可退回。"
    assert desk.stack.undoText() == f"空格补零（{blank} 格）"
    assert desk.values([FIRST, "t3.new.business", "t3.new.research"]) == [12, NA, Unread("abc")]
    desk.undo()
    assert sum(desk.value(key) is None for key in desk.model.keys if not desk.model.is_computed(key)) == blank


@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_filling_all_blanks_takes_one_step_for_the_whole_report(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str
) -> None:
    desk = open_desk(blank(fmt))
    count = len(desk.sheet.format.entered)
    desk.page.edits.fill_all_blanks()
    assert {desk.value(key) for key in desk.sheet.format.cells} == {0}
    assert desk.stack.undoText() == f"全部补零（{count} 格）"
    assert f"共补 {count} 个 0" in desk.said[-1]
    desk.undo()
    assert desk.session.report.values == {}


def test_filling_blanks_when_there_are_none_is_no_step(desk: Desk) -> None:
    desk.tab.fill_zeros.click()
    desk.tab.fill_zeros.click()
    assert desk.said[-1] == "没有空格要补。"
    assert desk.stack.count() == 1


def test_money_cells_are_filled_with_money(open_desk: OpenDesk, blank: Callable[[str], Report]) -> None:
    desk = open_desk(blank("2021"), "2")
    desk.tab.fill_zeros.click()
    assert isinstance(desk.value("t2.fees.amount"), Decimal)

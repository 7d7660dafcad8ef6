"""A new official format is a new file and no code: an invented one is loaded, drawn, filled and checked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.exchange.objects import dump_report, parse_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.grid import make_grid
from gia_desktop.formats.installed import Formats, load_formats
from gia_desktop.formats.sheet import Sheet, make_sheet

DATA = Path(__file__).parent / "data"
NEW, CARRIED_OUT = CellKey("t3.new.natural"), CellKey("t3.carried_out.natural")
TRANSFERRED = CellKey("t3.other_transferred.natural")


@pytest.fixture
def formats() -> Formats:
    return load_formats(resource("formats"), DATA)


def messages(sheet: Sheet) -> list[str]:
    """Return what the arithmetic rules find."""
    return [finding.message for finding in run_checks(sheet) if finding.code.startswith("GIA-SUM-")]


def test_the_new_format_is_found_by_its_year(formats: Formats) -> None:
    assert formats.for_year(2027).id == "2027"
    assert formats.for_year(2026).id == "2021"


def test_the_new_column_and_the_new_row_are_drawn(formats: Formats) -> None:
    fmt = formats.get("2027")
    t2, t3 = make_grid(fmt, "t2"), make_grid(fmt, "t3")
    assert [cell.text for cell in t2.cells if cell.row == 1] == [
        "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "本年解读件数",
    ]  # fmt: skip
    assert t2.place_of(CellKey("t2.licensing.decisions")).column_span == 4
    added = next(cell for cell in t3.cells if cell.text == "4.移送其他机关办理")
    assert (added.row, added.column, t3.place_of(TRANSFERRED).row) == (26, 2, 26)
    spans = {cell.text: cell.row_span for cell in t3.cells if cell.row_span > 3}
    assert spans == {"三、本年度办理结果": 23, "（三）不予公开": 8, "（五）不予处理": 5, "（六）其他处理": 4}


def test_the_new_row_goes_into_the_totals_and_the_balance(formats: Formats) -> None:
    report = Report("2027", 2027, values={NEW: 5, TRANSFERRED: 3, CARRIED_OUT: 2})
    sheet = make_sheet(report, formats)
    assert sheet.now[CellKey("t3.handled_total.natural")] == 3
    assert sheet.now[CellKey("t3.other_transferred.total")] == 3
    assert messages(sheet) == []


def test_an_imbalance_in_the_new_format_is_found(formats: Formats) -> None:
    report = Report("2027", 2027, values={NEW: 5, TRANSFERRED: 4, CARRIED_OUT: 2})
    assert messages(make_sheet(report, formats)) == [
        "自然人列：新收 5 + 上年结转 0 = 5，但办理结果 4 + 结转下年度 2 = 6，多 1 件。",
        "总计列：新收 5 + 上年结转 0 = 5，但办理结果 4 + 结转下年度 2 = 6，多 1 件。",
    ]


def test_a_renamed_column_keeps_last_years_figure(formats: Formats) -> None:
    previous = Previous("2021", 2026, {CellKey("t2.fees.amount"): Decimal("29.0506"), CARRIED_OUT: 2})
    sheet = make_sheet(Report("2027", 2027, previous=previous), formats)
    assert sheet.last[CellKey("t2.fees.income")] == Decimal("29.0506")
    assert sheet.last[CARRIED_OUT] == 2
    assert CellKey("t2.fees.amount") not in sheet.last


def test_a_renamed_column_that_was_blank_last_year_stays_unknown(formats: Formats) -> None:
    sheet = make_sheet(Report("2027", 2027, previous=Previous("2021", 2026, {CARRIED_OUT: 2})), formats)
    assert CellKey("t2.fees.income") not in sheet.last


def test_its_exchange_file_is_written_and_read(formats: Formats) -> None:
    report = Report("2027", 2027, values={CellKey("t2.fees.income"): Decimal("0.5"), TRANSFERRED: 3})
    assert parse_report(dump_report(report), formats).values == report.values

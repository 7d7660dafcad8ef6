"""What tables say by the way their figures came: nothing empty is done, nothing red before it is begun."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gia_desktop.app.report.last_year.as_last_year import checked
from gia_desktop.app.report.last_year.carry_over import next_year
from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.core.values import format_value
from gia_desktop.formats.filling import blank_cells, columns_of_entry
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.page import ReportPage
from tests.support.reports.samples import clean_report
from tests.support.window.harness import Desk, settle, table_tabs
from tests.support.window.main_job import write_last_year
from tests.support.window.office import Office
from tests.ui.conftest import OpenDesk
from tests.ui.shell.test_register_beside import TWO, UNIT, keep, take

NATURAL = ("t3.new.natural", "t3.granted.natural", "t3.unavailable_not_held.natural")


def badges(page: ReportPage) -> list[str]:
    return [page.tabs.badge(section) for section in "234"]


def strip(page: ReportPage) -> list[str]:
    """Return what the balance strip of table 三 says."""
    tab = table_tabs(page)["3"]
    assert tab.strip is not None
    return list(tab.strip.texts())


def red(page: ReportPage) -> list[CellKey]:
    return [key for key, weight in page.session.marks.items() if weight is Severity.MUST_FIX]


def test_a_new_report_shows_empty_tables_without_a_mark(desk: Desk) -> None:
    assert badges(desk.page) == ["空"] * 3
    assert set(strip(desk.page)) == {"未填"}
    assert desk.session.marks == {}


def test_carried_zeros_are_asked_for_at_the_export_but_not_painted(
    open_desk: OpenDesk, formats: Formats
) -> None:
    report = next_year(replace(clean_report("2021"), year=2024), formats).report
    page = open_desk(replace(report, texts={**report.texts, **clean_report("2021").texts})).page
    assert badges(page) == ["空"] * 3
    assert set(strip(page)[:-1]) == {"未填"}
    assert page.session.marks == {}
    page.going.show_section(wishes.EXPORT_SECTION)
    assert "还有 3 处必须改" in page.export.state.text()


def test_a_file_with_blank_cells_is_begun_and_they_are_counted(
    office: Office, formats: Formats, tmp_path: Path
) -> None:
    clean = clean_report("2021")
    kept = {key: value for key, value in clean.values.items() if not key.startswith("t3") or key in NATURAL}
    office.messages.answers.append(True)
    office.window.open_file(write_last_year(replace(clean, values=kept), formats, tmp_path))
    settle()  # the report is checked once it was painted
    page = office.page
    assert page.session.report.values == kept
    assert badges(page)[1] == "✗1"
    assert red(page) == []
    assert strip(page)[:2] == ["3 | 3 ✓", "未填"]
    page.edits.fill_all_blanks()
    assert badges(page)[1] == "–"


def test_a_pasted_block_begins_its_table_alone(desk: Desk) -> None:
    desk.go(NATURAL[0])
    desk.paste("3\t1\n0\t0\n2\t1")
    assert desk.values(NATURAL[:2]) == [3, 2]
    assert badges(desk.page) == ["空", "✗2", "空"]
    assert strip(desk.page)[:3] == ["3 | 2 少 1 ✗", "1 | 1 ✓", "未填"]
    assert strip(desk.page)[-1] == "4 | 3 少 1 ✗"
    assert red(desk.page)
    assert not set(red(desk.page)) & set(blank_cells(desk.sheet, "t3"))


def test_a_half_typed_side_is_unfilled_not_wrong(desk: Desk) -> None:
    desk.fill(NATURAL[0], "3")
    assert badges(desk.page) == ["空", "!1", "空"]
    assert strip(desk.page)[0] == "3 | 未填"
    assert red(desk.page) == []


def test_totals_wait_for_a_column_that_has_one_side_only(desk: Desk) -> None:
    desk.go(NATURAL[0])
    desk.paste("3\n0\n3")
    assert strip(desk.page)[-1] == "3 | 3 ✓"
    desk.fill("t3.new.business", "2")
    assert strip(desk.page)[1] == "2 | 未填"
    assert strip(desk.page)[-1] == "5 | 未填"
    assert red(desk.page) == []
    desk.fill("t3.granted.business", "1")
    assert strip(desk.page)[-1] == "5 | 4 少 1 ✗"


def test_the_registers_figures_fill_their_tables(office: Office) -> None:
    keep(office, *TWO)
    office.new(UNIT, 2026)
    take(office)
    assert badges(office.page) == ["空", "–", "–"]
    assert strip(office.page)[0] == "2 | 2 ✓"
    office.window.stage.undo.undo()
    assert badges(office.page) == ["空"] * 3


def test_the_practice_counts_its_blank_cells(office: Office) -> None:
    office.window.do(wishes.PRACTICE)
    settle()
    page = office.page
    assert page.session.blanks("3")
    assert badges(page) == ["!1", "✗5", "✓"]
    assert not set(red(page)) & set(blank_cells(page.session.committed, "t3"))


def test_last_years_table_pasted_into_this_year_is_begun_when_it_is_looked_at(
    open_desk: OpenDesk, formats: Formats
) -> None:
    desk = open_desk(next_year(replace(clean_report("2021"), year=2024), formats).report)
    desk.go(NATURAL[0])
    rows = [format_value(desk.sheet.last[key]) for key in columns_of_entry(desk.sheet.format)[0][1]]
    desk.paste("\n".join([rows[0], "0", *rows[1:]]))
    assert desk.session.is_empty("3")
    assert "都作“照去年填”" in desk.said[-1]
    desk.page.edits.push(checked(desk.session.report, [CellKey(NATURAL[0])]))
    assert not desk.session.is_empty("3")

"""Last year's report for one that was already begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.exchange.report_file import save_report
from gia_desktop.ui.report import wishes
from tests.support.window.office import Office

CARRIED_OUT, CARRIED_IN = "t3.carried_out.natural", CellKey("t3.carried_in.natural")


@pytest.fixture
def two_years(office: Office) -> Office:
    """A draft of 2024 with a figure, and one of 2025 in front."""
    office.new(year=2024)
    office.fill(CARRIED_OUT, "3")
    office.new(year=2025)
    return office


def test_a_draft_of_the_year_before_is_offered_and_put_beside_by_one_click(two_years: Office) -> None:
    page = two_years.page
    assert page.offer_bar.isVisible()
    page.offer_bar.buttons["放在旁边"].click()
    assert page.session.report.values[CARRIED_IN] == 3
    assert not page.offer_bar.isVisible()
    page.stack.undo()
    assert page.session.report.previous is None


def test_nothing_is_offered_where_there_is_no_such_draft(office: Office) -> None:
    office.new(year=2025)
    assert not office.page.offer_bar.isVisible()


def test_a_table_without_last_year_says_so_instead_of_a_tick(two_years: Office) -> None:
    page = two_years.page
    page.edits.fill_all_blanks()
    page.going.show_section("4")
    assert page.tabs.badge("4") == "–"
    assert "没有上年可比" in page.findings.remark.text()
    page.offer_bar.buttons["放在旁边"].click()
    assert page.tabs.badge("4") == "✓"
    assert not page.findings.remark.isVisible()


def test_last_year_from_a_file_of_another_year_is_asked_about(two_years: Office, tmp_path: Path) -> None:
    page, messages = two_years.page, two_years.messages
    older = page.session.report
    save_report(older, tmp_path / "去年.gia")
    messages.paths.append(tmp_path / "去年.gia")
    messages.answers += [False, False]  # not the draft; then: no, it is of 2025
    two_years.window.do(wishes.BESIDE)
    assert "写的是 2025 年度" in messages.questions[-1]
    assert page.session.report.previous is None


def test_going_on_with_a_report_keeps_what_was_read_for_it(two_years: Office, tmp_path: Path) -> None:
    library = two_years.workspace.library
    last = library.load(1)
    save_report(last, tmp_path / "去年.gia")
    two_years.window.go_home()
    two_years.messages.paths.append(tmp_path / "去年.gia")
    two_years.messages.answers += [False, True]  # another file than the chosen draft; open the one begun
    two_years.window.do(wishes.CARRY)
    assert two_years.page.session.report.year == 2025
    assert two_years.page.session.report.previous is not None

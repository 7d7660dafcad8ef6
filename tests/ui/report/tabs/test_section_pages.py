"""Pages are built when they are first looked at, and only once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gia_desktop.core.report import Report
from gia_desktop.exchange.objects import dump_report
from gia_desktop.ui.report.tabs.pages import SectionPages
from gia_desktop.ui.report.tabs.section import SectionTab
from tests.support.window.harness import settle
from tests.support.window.office import Office


def test_a_page_is_built_once_and_handed_over_before_anybody_has_it(qtbot: QtBot) -> None:
    taken: list[SectionTab] = []
    pages = SectionPages({"1": SectionTab, "2": SectionTab}, taken.append)
    assert (list(pages), len(pages), "2" in pages, pages.built) == (["1", "2"], 2, True, {})
    first = pages["2"]
    qtbot.addWidget(first)
    assert pages["2"] is first
    assert taken == [first]
    assert list(pages.built) == ["2"]


def test_a_report_opens_with_the_page_in_front_and_no_other(
    office: Office, city: Report, tmp_path: Path
) -> None:
    path = tmp_path / "city.gia"
    path.write_bytes(dump_report(city))
    office.window.open_file(path)
    number = office.page.session.report_id
    office.window.go_home()
    office.window.reports.open(number, "3")
    assert list(office.page.by_section.built) == ["3"]


def test_a_report_is_checked_once_its_page_was_painted(office: Office) -> None:
    number = office.workspace.library.practice()
    office.window.reports.open(number)
    assert office.page.session.findings == []
    settle()
    QApplication.processEvents()
    assert office.page.session.progress.must_fix > 0

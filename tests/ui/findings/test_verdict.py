"""What the list of findings says while it shows none: green only for what was filled in and looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gia_desktop.app.report.last_year.carry_over import next_year
from gia_desktop.app.report.session import Session
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.ui.kit.theme import make_theme
from gia_desktop.ui.report.tabs.badges import show_badges, unjudged
from gia_desktop.ui.report.tabs.bar import ReportTabs
from tests.support.reports.samples import clean_report
from tests.support.window.harness import Desk, Memory
from tests.ui.conftest import OpenDesk


def told(desk: Desk) -> tuple[str, bool]:
    """Return what stands in place of a list, and whether it is green."""
    verdict = desk.page.findings.verdict
    assert verdict.isVisible()
    return verdict.text(), bool(verdict.property("good"))


def test_a_table_with_nothing_but_carried_zeros_is_not_filled_yet(
    open_desk: OpenDesk, formats: Formats
) -> None:
    desk = open_desk(next_year(replace(clean_report("2021"), year=2024), formats).report)
    assert desk.page.tabs.badge("3") == "空"
    assert told(desk) == ("这张表还没有填。", False)


def test_green_words_come_with_the_last_cell(open_desk: OpenDesk, formats: Formats) -> None:
    desk = open_desk(next_year(replace(clean_report("2021"), year=2024), formats).report, "4")
    assert told(desk) == ("这张表还没有填。", False)
    desk.page.edits.fill_all_blanks()
    assert told(desk) == ("没有发现问题 ✓", True)


def test_a_table_without_last_year_is_only_said_to_be_without_findings(desk: Desk) -> None:
    desk.page.edits.fill_all_blanks()
    desk.page.going.show_section("4")
    assert told(desk) == ("没有发现问题", False)


def test_what_a_switch_hides_is_not_called_good(desk: Desk) -> None:
    desk.page.going.show_section("1")
    for button in desk.page.findings.filters.values():
        button.click()
    assert told(desk) == ("没有要显示的（点右上角的标记可打开）", False)


def test_nothing_is_called_good_before_it_was_checked(formats: Formats) -> None:
    session = Session(1, clean_report("2021"), formats, Memory())
    assert unjudged(session, "3") == unjudged(session, "") == "正在检查……"
    tabs = ReportTabs(make_theme("light", "normal"))
    for section in ("0", *(item.id for item in session.sheet.format.sections)):
        tabs.add(section, section)
    show_badges(tabs, session)
    assert {tabs.badge(section) for section in "0123456"} == {"…"}


@pytest.mark.parametrize(
    ("section", "words"),
    [("1", "这一部分还没有写。"), ("3", "这张表还没有填。"), ("", "还有 6 个部分没有填。"), ("0", "")],
)
def test_an_empty_part_says_that_it_is_empty(
    formats: Formats, blank: Callable[[str], Report], section: str, words: str
) -> None:
    session = Session(1, blank("2021"), formats, Memory())
    session.check()
    assert unjudged(session, section) == words

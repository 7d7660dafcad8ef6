"""Ways through a report: a jump shows a place and leaves nothing that a key could erase."""

from __future__ import annotations

from PySide6.QtWidgets import QTextEdit

from gia_desktop.checks.finding import Span
from gia_desktop.core.keys import UNIT_NAME, section_key
from gia_desktop.ui.findings.listing import FINDING_ROLE
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from tests.support.window.harness import settle
from tests.support.window.office import Office


def lit(editor: QTextEdit) -> list[str]:
    return [lit.cursor.selectedText() for lit in editor.extraSelections()]  # type: ignore[attr-defined]


def practice(office: Office) -> NarrativeTab:
    """Open the practice and jump to the first words of its first text."""
    office.window.do(wishes.PRACTICE)
    office.workspace.library.check(office.page.session)
    settle()
    office.page.going.point_out("1", Span(section_key("1"), 0, 5))
    tab = office.page.by_section["1"]
    assert isinstance(tab, NarrativeTab)
    return tab


def test_a_jump_into_a_text_lights_the_place_and_selects_nothing(office: Office) -> None:
    tab = practice(office)
    assert office.page.tabs.section == "1"
    assert lit(tab.editor) == [tab.editor.shown_text()[:5]]
    assert not tab.editor.textCursor().hasSelection()


def test_a_key_after_a_jump_erases_nothing_and_puts_the_light_out(office: Office) -> None:
    tab = practice(office)
    before = tab.editor.raw_text()
    place = tab.editor.raw_selection()[0]
    tab.editor.insertPlainText("x")
    assert tab.editor.raw_text() == before[:place] + "x" + before[place:]
    assert lit(tab.editor) == []


def test_a_place_with_a_selection_is_come_back_to_with_it(office: Office) -> None:
    office.new("示例市水务局")
    info = office.page.by_section["0"]
    assert isinstance(info, InfoTab)
    office.page.going.go_to(f"0/{UNIT_NAME}@2-4")
    assert info.editors[UNIT_NAME].selectedText() == "市水"
    assert office.page.place() == f"0/{UNIT_NAME}@2-4"


def test_the_next_finding_begins_at_the_tab_in_front_and_is_marked_in_the_list(office: Office) -> None:
    practice(office)
    page = office.page
    page.going.show_section("0")
    office.window.do(wishes.NEXT_FINDING)
    assert page.tabs.section == "0"
    marked = page.findings.view.currentIndex().data(FINDING_ROLE)
    assert marked.finding == page.session.open_findings("0")[0]
    assert page.findings.view.selectionModel().isSelected(page.findings.view.currentIndex())


def test_stepping_goes_round_over_all_findings(office: Office) -> None:
    practice(office)
    page, seen = office.page, set()
    page.going.show_section("export")
    for _ in page.session.open_findings():
        office.window.do(wishes.NEXT_FINDING)
        seen.add(office.window.status_words.text().partition(" ")[0])
    assert len(seen) == len(page.session.open_findings())

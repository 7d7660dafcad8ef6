"""Ways through a report: a jump shows a place and leaves nothing that a key could erase."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from gia_desktop.app.report.to_check import PlaceToCheck
from gia_desktop.checks.finding import Severity, Span
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import UNIT_NAME, section_key
from gia_desktop.ui.findings.listing import FINDING_ROLE
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.info import InfoTab
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.shell.menus import REDO, UNDO
from tests.support.window.harness import CTRL, SHIFT, Key, focus, settle
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


def test_the_next_place_begins_at_the_tab_in_front_and_is_marked_in_the_list(office: Office) -> None:
    practice(office)
    page = office.page
    page.going.show_section("0")
    office.window.do(wishes.NEXT_PLACE)
    assert page.tabs.section == "0"
    marked = page.findings.view.currentIndex().data(FINDING_ROLE)
    assert marked.finding == page.going.places()[0].finding
    assert page.findings.view.selectionModel().isSelected(page.findings.view.currentIndex())


def test_stepping_goes_round_over_all_places_in_the_order_of_the_report(office: Office) -> None:
    practice(office)
    page = office.page
    page.going.show_section("0")
    seen, order = [], []
    for _ in page.going.places():
        office.window.do(wishes.NEXT_PLACE)
        seen.append(office.window.status_words.text().partition(" ")[0])
        order.append(page.going.order())
    assert len(set(seen)) == len(page.going.places())
    assert order == sorted(order)


def test_stepping_back_retraces_the_way(office: Office) -> None:
    practice(office)
    page = office.page
    page.going.show_section("0")
    way: list[PlaceToCheck | None] = []
    back: list[PlaceToCheck | None] = []
    for wish, seen in ((wishes.NEXT_PLACE, way), (wishes.PREVIOUS_PLACE, back)):
        for _ in range(5):
            office.window.do(wish)
            seen.append(page.going.here())
    assert back[:4] == way[-2::-1]


def test_a_weight_that_is_not_listed_is_listed_again_for_the_place_gone_to(office: Office) -> None:
    practice(office)
    page = office.page
    page.findings.show_only(Severity.HINT)
    page.going.show_section("3")
    office.window.do(wishes.NEXT_PLACE)
    marked = page.findings.view.currentIndex().data(FINDING_ROLE)
    assert marked.finding.severity is not Severity.HINT


def test_undo_goes_to_the_cell_it_changed_and_says_what_it_undid(office: Office) -> None:
    office.new()
    office.fill("t3.new.natural", "5")
    office.page.going.show_section("2")
    office.window.do(UNDO)
    assert office.value("t3.new.natural") is None
    assert office.page.current_key == "t3.new.natural"
    assert office.window.status_words.text() == "已撤销：填写“新收，自然人”"
    office.page.going.show_section("4")
    office.window.do(REDO)
    assert (office.page.current_key, office.value("t3.new.natural")) == ("t3.new.natural", 5)
    assert office.window.status_words.text() == "已重做：填写“新收，自然人”"


def test_undo_goes_to_the_place_in_the_text_it_changed(office: Office) -> None:
    office.new()
    office.write("6", "收取信息处理费0元。")
    office.page.edits.push(
        text_change(office.page.session.report, section_key("6"), "收取信息处理费。", "改")
    )
    office.page.going.show_section("2")
    office.window.do(UNDO)
    tab = office.page.by_section["6"]
    assert isinstance(tab, NarrativeTab)
    assert office.page.tabs.section == "6"
    assert lit(tab.editor) == ["0元"]


def test_undo_without_a_step_points_to_the_history(office: Office) -> None:
    office.new()
    office.window.do(UNDO)
    assert "F4" in office.window.status_words.text()


@pytest.mark.parametrize("keys", [(Key.Key_Y, CTRL), (Key.Key_Z, CTRL | SHIFT)])
@pytest.mark.parametrize("section", ["3", "6", "0"])
def test_the_keys_of_redo_do_the_step_again_wherever_the_caret_is(
    office: Office, keys: tuple[Qt.Key, Qt.KeyboardModifier], section: str
) -> None:
    office.new()
    office.fill("t3.new.natural", "5")
    office.page.going.show_section(section)
    QTest.keyClick(focus(), Key.Key_Z, CTRL)
    office.page.going.show_section(section)
    QTest.keyClick(focus(), *keys)
    assert office.value("t3.new.natural") == 5

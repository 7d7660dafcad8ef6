"""The practice ticks off what is mended by real keys, each error for itself, and begins anew on demand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from gia_desktop.checks.engine import Engine
from gia_desktop.checks.finding import Finding
from gia_desktop.core.keys import PREAMBLE, CellKey
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.practice_panel import PracticePanel
from gia_desktop.ui.report.tabs.info import InfoTab
from tests.support.window.harness import settle, table_tabs
from tests.support.window.office import Office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def practice(office: Office) -> Office:
    """The practice report, open and checked."""
    office.window.do(wishes.PRACTICE)
    settle()
    office.page.session.check()
    return office


def panel(office: Office) -> PracticePanel:
    found = office.page.findChild(PracticePanel)
    assert found is not None
    return found


def replace_in(editor: QTextEdit, old: str, new: str) -> None:
    """Select a passage and type over it as with an input method."""
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert editor.find(old), old
    event = QInputMethodEvent()
    event.setCommitString(new)
    QApplication.sendEvent(editor, event)


def in_preamble(office: Office, old: str, new: str) -> None:
    office.page.going.show_section("0")
    tab = office.page.by_section["0"]
    assert isinstance(tab, InfoTab)
    replace_in(tab.preamble, old, new)
    office.page.commit_typing()


def in_section(office: Office, section: str, old: str, new: str) -> None:
    replace_in(office.text(section), old, new)
    office.page.commit_typing()


def balance(office: Office) -> None:
    office.fill("t3.unavailable_not_held.natural", "5")


def applicant_kind(office: Office) -> None:
    office.fill("t3.new.legal_service", "2")
    office.fill("t3.new.other", "3")


def stated_total(office: Office) -> None:
    office.page.going.go_to_cell(CellKey("t3.granted.total"))
    office.page.edits.fix(finding(office, "GIA-SUM-001"))


def blank_cells(office: Office) -> None:
    office.page.going.show_section("3")
    QTest.mouseClick(table_tabs(office.page)["3"].fill_zeros, LEFT)


def carry_over(office: Office) -> None:
    office.fill("t3.carried_in.business", "1")
    office.fill("t3.new.business", "5")


def document_stock(office: Office) -> None:
    office.fill("t2.normative.in_force", "13")


def text_number(office: Office) -> None:
    in_section(office, "1", "35", "{t3.new.total}")


def old_year(office: Office) -> None:
    in_preamble(office, "2024", "2025")


def no_measures(office: Office) -> None:
    in_section(office, "5", "不及时。", "不及时。改进措施：编写通俗问答，组织水管所人员培训。")


def document_number(office: Office) -> None:
    in_preamble(office, "〔2019〕60", "〔2021〕30")


MENDED: dict[str, Callable[[Office], None]] = {
    mend.__name__: mend
    for mend in (
        balance, applicant_kind, stated_total, blank_cells, carry_over,
        document_stock, text_number, old_year, no_measures, document_number,
    )
}  # fmt: skip


def finding(office: Office, code: str) -> Finding:
    return next(found for found in office.page.session.findings if found.code == code)


@pytest.mark.parametrize("task", MENDED)
def test_each_error_mended_alone_ticks_just_its_own(practice: Office, task: str) -> None:
    assert panel(practice).mended == frozenset()
    MENDED[task](practice)
    settle()
    assert panel(practice).mended == {task}


def test_all_ten_mended_end_with_a_friendly_word(practice: Office) -> None:
    for mend in MENDED.values():
        mend(practice)
    settle()
    assert panel(practice).mended == set(MENDED)
    assert "十处都改好了" in panel(practice).words.text()
    assert [button.text() for button in panel(practice).numbers] == ["✓"] * 10
    assert practice.page.session.open_findings() == []


def test_half_a_mend_ticks_nothing(practice: Office) -> None:
    practice.fill("t3.carried_in.business", "1")
    assert "carry_over" not in panel(practice).mended


def test_clearing_a_wrong_cell_ticks_nothing(practice: Office) -> None:
    practice.page.going.go_to_cell(CellKey("t2.normative.in_force"))
    QTest.keyClick(table_tabs(practice.page)["2"].view, Qt.Key.Key_Delete)
    assert panel(practice).mended == frozenset()


def test_undoing_a_mend_takes_the_tick_away(practice: Office) -> None:
    document_stock(practice)
    practice.page.stack.undo()
    assert panel(practice).mended == frozenset()


def test_hint_comes_only_on_demand(practice: Office) -> None:
    shown = panel(practice)
    assert "登记台账" not in shown.words.text()
    QTest.mouseClick(shown.hint, LEFT)
    assert "登记台账" in shown.words.text()
    QTest.mouseClick(shown.numbers[5], LEFT)
    assert "司法行政部门" not in shown.words.text()


def test_words_of_every_task_are_seen_whole(practice: Office) -> None:
    shown = panel(practice)
    for place in range(10):
        shown.choose(place)
        shown.hint.setChecked(True)
        settle()
        settle()
        assert shown.words.height() >= shown.words.heightForWidth(shown.words.width())


def test_go_leads_to_the_cell_of_the_task(practice: Office) -> None:
    shown = panel(practice)
    QTest.mouseClick(shown.numbers[5], LEFT)
    QTest.mouseClick(shown.go, LEFT)
    assert practice.page.tabs.section == "2"
    assert table_tabs(practice.page)["2"].view.current_key == "t2.normative.in_force"


def test_go_leads_to_the_passage_of_the_task(practice: Office) -> None:
    shown = panel(practice)
    QTest.mouseClick(shown.numbers[9], LEFT)
    QTest.mouseClick(shown.go, LEFT)
    tab = practice.page.by_section["0"]
    assert isinstance(tab, InfoTab)
    assert practice.page.tabs.section == "0"
    assert "2019" in tab.preamble.extraSelections()[0].cursor.selectedText()  # type: ignore[attr-defined]
    assert not tab.preamble.textCursor().hasSelection()


def test_beginning_again_puts_all_errors_back_and_can_be_undone(practice: Office) -> None:
    balance(practice)
    old_year(practice)
    QTest.mouseClick(panel(practice).again, LEFT)
    assert panel(practice).mended == frozenset()
    assert "2024年12月31日" in practice.page.session.report.text(PREAMBLE)
    practice.page.stack.undo()
    assert panel(practice).mended == {"balance", "old_year"}


def test_practice_goes_on_after_the_report_was_closed(practice: Office) -> None:
    balance(practice)
    number = practice.number
    practice.window.go_home()
    practice.window.reports.open(number)
    practice.page.session.check()
    assert panel(practice).mended == {"balance"}


def test_asking_again_goes_on_with_the_same_practice(practice: Office) -> None:
    balance(practice)
    number = practice.number
    practice.window.go_home()
    practice.window.do(wishes.PRACTICE)
    assert practice.number == number
    assert len(practice.workspace.library.summaries()) == 1


def test_a_practice_thrown_away_gives_way_to_a_fresh_one(practice: Office) -> None:
    number = practice.number
    practice.window.go_home()
    practice.workspace.library.delete(number)
    practice.window.do(wishes.PRACTICE)
    assert practice.number != number


def test_other_reports_have_no_panel(office: Office) -> None:
    office.new()
    assert office.page.findChild(PracticePanel) is None


def test_opening_the_practice_checks_it_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = office.workspace.library.practice()
    runs, run = list[Sheet](), Engine.run

    def count(engine: Engine, sheet: Sheet) -> None:
        runs.append(sheet)
        run(engine, sheet)

    monkeypatch.setattr(Engine, "run", count)
    office.window.reports.open(number)
    assert panel(office).mended == frozenset()
    settle()
    settle()
    assert len(runs) == 1
    assert panel(office).count.text() == "练习 0 / 10"

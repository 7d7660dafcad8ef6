"""Practising: a register of its own that leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.page import RegisterPage
from tests.register.made import case
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, page


def practise(office: Office) -> RegisterPage:
    office.window.do(wishes.PRACTICE)
    settle()
    assert page(office).practice is not None
    return page(office)


def test_a_task_leads_to_its_case_and_is_ticked_off_when_it_is_mended(office: Office) -> None:
    shown = practise(office)
    bar = shown.practice_bar
    assert bar.count.text() == "练习 0 / 10"
    bar.choose(6)
    bar.go.click()
    settle()
    assert shown.session.line(shown.row).number == "2026-0009"
    assert shown.case.reply.outcome.hasFocus()
    shown.edits.edit(
        shown.row, lambda made: replace(made, reply=replace(made.reply, outcome="granted")), "选"
    )
    assert bar.count.text() == "练习 1 / 10"
    assert bar.numbers[6].text() == "✓"


def test_the_clerks_own_register_is_not_touched(office: Office) -> None:
    begin(office, case("2026-03-18", number="2026-0001"))
    office.window.go_home()
    shown = practise(office)
    shown.show_case(3)
    office.window.do(wishes.DELETE_CASE)
    office.window.do(wishes.TAKE_FIGURES)
    assert "不带入年报" in office.window.status_words.text()
    office.window.go_home()
    settle()
    office.window.do(wishes.OPEN_REGISTER)
    assert [line.number for line in page(office).session.lines] == ["2026-0001"]
    assert page(office).practice is None


def test_beginning_again_puts_all_faults_back(office: Office) -> None:
    shown = practise(office)
    shown.show_case(3)
    office.window.do(wishes.DELETE_CASE)
    assert shown.practice_bar.mended
    shown.practice_bar.again.click()
    settle()
    assert page(office).practice_bar.count.text() == "练习 0 / 10"


def test_practice_survives_another_look(office: Office) -> None:
    shown = practise(office)
    shown.practice_bar.choose(4)
    office.window.set("theme", "dark")
    settle()
    QTest.keyClick(page(office).practice_bar.hint, Qt.Key.Key_Space)
    assert "提示" in page(office).practice_bar.words.text()

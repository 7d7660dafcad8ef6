"""A date that is none stays where it was typed, with its sentence, and is never noted."""

from __future__ import annotations

import datetime as dt

from PySide6.QtTest import QTest

from gia_desktop.ui.kit.date_field import DateField
from tests.register.made import case, remedy
from tests.support.window.harness import settle
from tests.support.window.office import Office, open_office
from tests.ui.register.test_register_page import begin, now, page

TWO = (case("2026-03-16", number="2026-0001"), case("2026-03-18", number="2026-0002"))


def write(field: DateField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_it_is_still_there_after_another_case_was_looked_at(office: Office) -> None:
    shown = begin(office, *TWO)
    shown.show_case(1)
    write(shown.case.application.received, "3-x")
    shown.show_case(2)
    settle()
    assert shown.case.application.received.text() == "2026-03-18"
    assert not shown.case.faults.isVisible()
    shown.show_case(1)
    settle()
    assert shown.case.application.received.text() == "3-x"
    assert "收到日：“3-x”不是日期" in shown.case.faults.text()
    assert now(office, 1).received == dt.date(2026, 3, 16)


def test_a_true_date_settles_it(office: Office) -> None:
    shown = begin(office, *TWO)
    shown.show_case(1)
    write(shown.case.reply.date, "2-30")
    shown.show_case(2)
    shown.show_case(1)
    write(shown.case.reply.date, "3.20")
    shown.commit_typing()
    settle()
    assert not shown.case.faults.isVisible()
    assert now(office, 1).reply.date == dt.date(2026, 3, 20)
    assert office.workspace.applications.half_typed() == {}


def test_it_is_there_again_after_the_program_was_closed(office: Office) -> None:
    shown = begin(office, *TWO)
    shown.show_case(1)
    write(shown.case.application.arrived, "x.y")
    office.window.close()
    again = open_office(office.folders.data)
    try:
        begin(again)
        page(again).show_case(1)
        settle()
        assert page(again).case.application.arrived.text() == "x.y"
        assert page(again).case.application.arrived.is_faulty
    finally:
        again.window.close()


def test_a_date_of_a_review_stays_too_and_goes_with_its_review(office: Office) -> None:
    reviewed = case("2026-03-16", number="2026-0001", remedies=(remedy("review", "2026-04-01"),))
    shown = begin(
        office, reviewed, case("2026-03-17", remedies=(remedy("direct", "2026-04-02"),), number="2026-0002")
    )
    shown.go_to("disputes/")
    shown.disputes.show_row(1)
    write(shown.disputes.form.closed, "x-y")
    shown.disputes.view.setFocus()
    shown.disputes.show_row(2)
    settle()
    assert shown.disputes.form.closed.text() == ""
    shown.disputes.show_row(1)
    settle()
    assert shown.disputes.form.closed.text() == "x-y"
    assert "审结日：“x-y”不是日期" in shown.disputes.form.faults.text()
    shown.disputes.form.remove.click()
    assert shown.edits.half_typed(1) == {}


def test_a_line_that_was_being_typed_is_offered_back(office: Office) -> None:
    shown = begin(office, *TWO)
    shown.show_case(1)
    name = shown.case.application.name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Li Si")
    office.workspace.applications.saver.flush()
    assert office.workspace.applications.half_typed() == {(1, "applicant.name"): "Li Si"}
    shown.set_locked("另一台电脑正在用")
    office.window.register._offer_half_typed(shown)
    assert not office.messages.questions
    shown.set_locked("")
    office.messages.answers = [None]
    office.window.register._offer_half_typed(shown)
    assert office.workspace.applications.half_typed() == {(1, "applicant.name"): "Li Si"}
    office.messages.answers = [True]
    office.window.register._offer_half_typed(shown)
    assert "“申请人”上次没有写完：\nLi Si" in office.messages.questions[-1]
    assert now(office, 1).applicant.name == "Li Si"
    assert office.workspace.applications.half_typed() == {}


def test_a_line_that_is_committed_leaves_nothing_half_typed(office: Office) -> None:
    shown = begin(office, *TWO)
    shown.show_case(1)
    name = shown.case.application.name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Li Si")
    shown.commit_typing()
    office.workspace.applications.saver.flush()
    assert office.workspace.applications.half_typed() == {}
    assert now(office, 1).applicant.name == "Li Si"

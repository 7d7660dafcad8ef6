"""Every field of the application can be written; dates of reviews stand where the clerk looks."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.ui.register.fields import TextField
from tests.register.made import case, remedy
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, now


def write(field: TextField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_fields_that_are_seldom_filled_in_stand_behind_a_link(office: Office) -> None:
    shown = begin(office, case("2026-03-18", number="2026-0001"))
    card = shown.case.application
    assert not card.email.isVisible()
    card.more.click()
    for field, text in (
        (card.id_kind, "passport"), (card.contact, "Li"), (card.agent, "Wang"), (card.postcode, "570100"),
        (card.email, "li@example.cn"), (card.document, "No. 5"), (card.joint, "3"),
    ):  # fmt: skip
        write(field, text)
    made = now(office)
    applicant = made.applicant
    assert (applicant.id_kind, applicant.contact, applicant.agent) == ("passport", "Li", "Wang")
    assert (applicant.postcode, applicant.email, applicant.joint) == ("570100", "li@example.cn", 3)
    assert made.request.document == "No. 5"
    shown.case.show_row(0)
    shown.case.show_row(1)
    assert card.email.isVisible()


@pytest.mark.parametrize("text", ["0", "x", "-1"])
def test_a_number_of_applicants_that_is_none_is_not_noted(office: Office, text: str) -> None:
    shown = begin(office, case("2026-03-18", number="2026-0001"))
    shown.case.application.more.click()
    write(shown.case.application.joint, text)
    assert now(office).applicant.joint == 1
    assert "没有记下" in shown.case.application.joint.toolTip()


def test_a_case_closed_outside_keeps_its_true_day(office: Office) -> None:
    shown = begin(office, case("2026-03-18", reply="2026-03-27", outcome="granted", number="2026-0001"))
    shown.show_case(1)
    filed = shown.case.reply.filed
    filed.setFocus()
    QTest.keyClicks(filed, "3.30")
    QTest.keyClick(filed, Qt.Key.Key_Return)
    assert now(office).filed == dt.date(2026, 3, 30)


def test_a_date_that_is_over_says_so_in_words_and_in_red(office: Office) -> None:
    shown = begin(
        office,
        case("2026-01-05", reply="2026-01-16", outcome="granted", number="2026-0001",
             remedies=(remedy("review", "2026-01-20"),)),
    )  # fmt: skip
    shown.go_to("disputes/")
    model = shown.disputes.model
    over, result = model.index(0, 4), model.index(0, 5)
    assert "✗ 已过" in over.data()
    assert over.data(Qt.ItemDataRole.ForegroundRole) == office.window.stage.theme.color("must_fix")
    assert result.data(Qt.ItemDataRole.ForegroundRole) is None


def test_a_review_whose_answer_is_due_first_stands_on_the_home_page_and_in_the_month(office: Office) -> None:
    shown = begin(
        office,
        case("2026-03-01", reply="2026-03-20", outcome="granted", number="2026-0001",
             remedies=(remedy("review", "2026-03-31"),)),
        case("2026-04-01", number="2026-0002"),
    )  # fmt: skip
    due = office.window.register.due()
    assert due is not None
    assert due.title == "2026-0001 号的复议、诉讼：提交答复（10 个工作日）还有 2 个工作日"
    due.open()
    settle()
    assert shown.tab == "disputes"
    assert "提交答复（10 个工作日）到 2026-04-15，行政复议法第四十八条" in shown.disputes.form.terms.text()
    shown.go_to("month/")
    assert shown.month.model.due[dt.date(2026, 4, 15)] == [1]

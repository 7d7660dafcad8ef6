"""Filters of the list of all cases, the office's own ways, and clearing names after its retention."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QStyledItemDelegate, QStyleOptionViewItem

from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.dialogs.office import OfficeDialog
from gia_desktop.ui.register.page import RegisterPage
from tests.register.made import case, event
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, now

CASES = (
    case("2025-03-03", reply="2025-03-20", outcome="granted", number="2025-0001"),
    case("2026-03-03", reply="2026-03-20", outcome="granted", number="2026-0001", kind="business"),
    case("2026-03-16", number="2026-0002"),
)


def shown(page: RegisterPage) -> list[str]:
    return [page.session.line(row).number for row in page.list.model.items]


def choose(page: RegisterPage, name: str, key: str) -> None:
    choice = page.list.choices[name]
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())


def test_all_cases_are_narrowed_by_year_kind_and_result(office: Office) -> None:
    page = begin(office, *CASES)
    assert not page.list.choices["year"].isVisible()
    page.go_to("all/")
    settle()
    choose(page, "year", "2026")
    assert shown(page) == ["2026-0002", "2026-0001"]
    choose(page, "kind", "business")
    assert shown(page) == ["2026-0001"]
    choose(page, "kind", "")
    choose(page, "outcome", "-")
    assert shown(page) == ["2026-0002"]


def test_of_a_long_number_the_end_is_shown(office: Office) -> None:
    page = begin(office, case("2026-03-16", number="(2026)第1069号"))
    view, option = page.list.view, QStyleOptionViewItem()
    delegate = view.itemDelegateForColumn(0)
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, view.model().index(0, 0))
    assert option.textElideMode == Qt.TextElideMode.ElideLeft  # type: ignore[attr-defined]


def test_a_case_that_is_asked_for_is_shown_whatever_was_narrowed(office: Office) -> None:
    page = begin(office, *CASES)
    page.go_to("all/")
    choose(page, "year", "2026")
    page.show_case(1)
    settle()
    assert page.row == 1
    assert "2025-0001" in shown(page)


def test_what_narrows_all_cases_narrows_no_other_list(office: Office) -> None:
    page = begin(office, *CASES)
    page.go_to("all/")
    choose(page, "year", "2025")
    page.go_to("todo/")
    assert shown(page) == ["2026-0002"]


def test_an_office_whose_clock_goes_on_after_payment_says_so_once(office: Office) -> None:
    paid = case(
        "2026-03-16", event("fee_noticed", "2026-03-23"), event("fee_paid", "2026-03-27"), number="2026-0001"
    )
    page = begin(office, paid)
    before = page.session.clock(1).due

    def uncheck(dialog: QDialog) -> None:
        assert isinstance(dialog, OfficeDialog)
        dialog.restarts.setChecked(False)

    office.messages.prepare, office.messages.answers = uncheck, [True]
    office.window.do(wishes.OFFICE)
    after = page.session.clock(1).due
    assert before is not None
    assert after is not None
    assert after < before
    assert not office.workspace.applications.open().rules.fee_restarts


def test_names_are_cleared_after_the_years_that_the_office_keeps_them(office: Office) -> None:
    begin(office, *CASES)
    office.messages.texts, office.messages.answers = ["一年"], []
    office.window.do(wishes.CLEAR_PERSONS)
    assert "不是年数" in office.messages.told[-1]
    office.messages.texts, office.messages.answers = ["1"], [True]
    office.window.do(wishes.CLEAR_PERSONS)
    assert "已清除 0 件" in office.messages.told[-1]
    assert now(office, 1).applicant.name == "张某"
    office.workspace.applications.today = lambda: dt.date(2027, 2, 1)
    office.messages.texts, office.messages.answers = ["1"], [True]
    office.window.do(wishes.CLEAR_PERSONS)
    assert "已清除 1 件" in office.messages.told[-1]
    assert now(office, 1).applicant.name == ""


def test_a_search_that_finds_nothing_does_not_say_that_there_is_nothing(office: Office) -> None:
    page = begin(office, CASES[0])
    assert page.case.empty.text() == "这一页没有申请。按 Ctrl+N 登记一件。"
    page.go_to("all/")
    page.list.search.setText("火星")
    page.list._narrow()
    assert page.case.empty.isVisible()
    assert page.case.empty.text().startswith("没有找到。")

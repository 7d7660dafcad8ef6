"""Joining, the waste bin, history, findings and local days of the register, by what the clerk does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.register.case import Case
from gia_desktop.ui.backups.waste_bin_dialog import WasteBinDialog
from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.dialogs.history import CaseHistoryDialog
from gia_desktop.ui.register.dialogs.joining import JoiningDialog
from gia_desktop.ui.register.dialogs.local_days import LocalDaysDialog
from tests.register.made import case
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, now


def asked_for(made: Case, content: str) -> Case:
    return replace(made, request=replace(made.request, content=content))


TWICE = (
    asked_for(case("2026-03-16", number="2026-0001"), "某地块的征地补偿安置方案"),
    asked_for(case("2026-03-17", number="2026-0002", name="某公司", kind="business"), "道路改造的招标文件"),
    asked_for(case("2026-03-18", number="2026-0003"), "某地块的征地补偿安置方案"),
)


def test_a_case_is_joined_to_another_of_the_same_applicant_and_counts_no_more(office: Office) -> None:
    shown = begin(office, *TWICE)
    shown.show_case(3)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, JoiningDialog)
        assert dialog.number == "2026-0001"  # the same applicant's stands first

    office.messages.prepare, office.messages.answers = choose, [True]
    office.window.do(wishes.JOIN_CASE)
    settle()
    assert now(office, 3).not_counted == "并入 2026-0001 号"
    assert 3 not in shown.session.pending()
    office.window.do(wishes.NOT_COUNTED)
    assert now(office, 3).not_counted == ""


def test_a_case_answered_before_it_was_received_is_not_closed(office: Office) -> None:
    shown = begin(office, case("2026-03-18", outcome="granted"))
    shown.case.reply.date.setFocus()
    QTest.keyClicks(shown.case.reply.date, "3.17")
    office.window.do(wishes.CLOSE_CASE)
    settle()
    assert now(office).filed is None
    (told,) = office.messages.told
    assert told.startswith("答复日 2026 年 3 月 17 日早于收到日 2026 年 3 月 18 日")


def test_enter_on_the_button_closes_a_case_and_tab_and_list_tell_the_same(office: Office) -> None:
    shown = begin(office, case("2026-03-18", outcome="granted"))
    close = shown.case.reply.close_case
    office.window.activateWindow()
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Return)
    settle()
    assert now(office).filed is not None
    assert shown.list.model.items == [1], "it stays in front until another one is chosen"
    assert shown.tabs.tabText(0) == "待办 1"
    shown.tabs.setCurrentIndex(1)
    assert shown.tabs.tabText(0) == "待办 0"


def test_a_case_left_out_says_why(office: Office) -> None:
    shown = begin(office, *TWICE)
    shown.show_case(2)
    office.messages.texts = [" 不是政府信息公开申请，已转信访 "]
    office.window.do(wishes.NOT_COUNTED)
    settle()
    assert now(office, 2).not_counted == "不是政府信息公开申请，已转信访"


def test_a_case_comes_back_from_the_waste_bin(office: Office) -> None:
    shown = begin(office, *TWICE)
    shown.show_case(2)
    office.window.do(wishes.DELETE_CASE)
    assert not shown.session.has(2)

    def bring_back(dialog: QDialog) -> None:
        assert isinstance(dialog, WasteBinDialog)
        assert [line.number for line in dialog.model.items] == ["2026-0002"]
        dialog.back.click()
        assert dialog.model.items == []

    office.messages.prepare, office.messages.answers = bring_back, [False]
    office.window.do(wishes.RESTORE_CASE)
    assert shown.session.has(2)
    assert shown.row == 2


def test_what_stood_in_a_field_is_put_back_from_the_history(office: Office) -> None:
    shown = begin(office, *TWICE)
    shown.show_case(1)
    shown.edits.edit(
        1, lambda made: replace(made, applicant=replace(made.applicant, name="李某")), "改申请人"
    )

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, CaseHistoryDialog)
        line = dialog.chosen
        assert line is not None
        assert (line.place, line.before, line.after) == ("申请人", "张某", "李某")

    office.messages.prepare, office.messages.answers = choose, [True]
    office.window.do(wishes.HISTORY)
    assert now(office, 1).applicant.name == "张某"
    office.window.stage.undo.undo()
    assert now(office, 1).applicant.name == "李某"


def test_a_finding_leads_to_its_case_and_field(office: Office) -> None:
    shown = begin(office, *TWICE, case("2026-04-01", reply="2026-04-02", number="2026-0004"))
    office.window.do(wishes.CHECK)
    settle()
    assert shown.tab == "findings"
    first = shown.findings.current
    assert first is not None
    assert (first.case, first.field) == ("2026-0004", "reply.outcome")
    QTest.keyClick(shown.findings.view, Qt.Key.Key_Return)
    settle()
    assert shown.row == 4
    assert shown.case.reply.outcome.hasFocus()


def test_a_weight_can_be_left_out_of_the_findings(office: Office) -> None:
    shown = begin(office, *TWICE)
    office.window.do(wishes.CHECK)
    everything = len(shown.findings.model.items)
    hints = [item for item in shown.findings.found if item.severity.value == "hint"]
    next(button for weight, button in shown.findings.filters.items() if weight.value == "hint").click()
    assert len(shown.findings.model.items) == everything - len(hints)


def test_a_local_day_off_moves_due_dates_and_a_day_off_is_refused(office: Office) -> None:
    shown = begin(office, *TWICE)
    before = shown.session.clock(1).due
    assert before is not None

    def add(dialog: QDialog) -> None:
        assert isinstance(dialog, LocalDaysDialog)
        dialog.show()
        for date, name in (("4.12", "星期天"), ("4.9", "三月三"), ("4.9", "再写一次")):
            dialog.date.setText(date)
            dialog.name.setText(name)
            dialog.add.click()
            if date == "4.12":
                assert "本来就不上班" in dialog.hint.text()
        assert "已经在下面" in dialog.hint.text()
        dialog.hide()

    office.messages.prepare, office.messages.answers = add, [True]
    office.window.do(wishes.LOCAL_DAYS)
    assert shown.session.clock(1).due == before + dt.timedelta(days=1)
    assert "2026-0001 号" in office.messages.told[-1]

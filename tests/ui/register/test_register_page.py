"""The register's main job: enter, see what is due, let things happen, reply, count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.core.keys import CellKey
from gia_desktop.register.case import Case
from gia_desktop.register.clock import State
from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.dialogs.event import EventDialog
from gia_desktop.ui.register.dialogs.holidays import HolidaysDialog
from gia_desktop.ui.register.page import RegisterPage
from gia_desktop.ui.report.wishes import OPEN
from gia_desktop.ui.shell.menus import HOME
from gia_desktop.vault.faults import UnreachableFault
from tests.register.made import case, event
from tests.register.test_notices import NOTICE
from tests.support.window.harness import settle
from tests.support.window.office import Office

TODAY = dt.date(2026, 4, 13)


def page(office: Office) -> RegisterPage:
    found = office.window.register.page
    assert found is not None
    return found


def begin(office: Office, *cases: Case) -> RegisterPage:
    """Open a register with cases on 13 April 2026."""
    library = office.workspace.applications
    library.today = lambda: TODAY
    library.set_office({"unit": "示例县清河镇人民政府", "kind": "township"})
    library.take_in(office.window.register.session(), cases, "台账.xlsx")
    office.window.do(wishes.OPEN_REGISTER)
    settle()
    return page(office)


def now(office: Office, row: int = 1) -> Case:
    """Return a case as it is on disk."""
    return office.workspace.applications.saver.read(lambda store: store.load(row))


def test_the_list_begins_with_what_is_due_first_and_says_how_long_there_is(office: Office) -> None:
    shown = begin(
        office,
        case("2026-03-18", number="2026-0001"),
        case("2026-03-16", number="2026-0002"),
        case("2026-04-01", event("correction_asked", "2026-04-08", until="2026-05-12"), number="2026-0003"),
    )
    model = shown.list.model
    words = [[model.index(row, column).data() for column in (0, 4)] for row in range(model.rowCount())]
    assert words == [["2026-0002", "1 天"], ["2026-0001", "3 天"], ["2026-0003", "停：待补正"]]
    assert "还有 1 个工作日" in shown.case.left.text()
    assert shown.tabs.tabText(0) == "待办 3"


def test_a_step_with_one_click_moves_the_due_date_and_can_be_taken_back(office: Office) -> None:
    shown = begin(office, case("2026-04-01", event("correction_asked", "2026-04-08", until="2026-05-12")))
    shown.case.add_event("corrected")
    assert [each.kind for each in now_after(office).events] == ["correction_asked", "corrected"]
    assert shown.session.clock(1).due == shown.session.calendar.after(TODAY, 20)
    shown.stack.undo()
    assert [each.kind for each in now_after(office).events] == ["correction_asked"]
    assert shown.session.clock(1).state is State.AWAITING_CORRECTION


def now_after(office: Office) -> Case:
    assert office.window.save_now()
    return now(office)


def test_an_extension_asks_for_days_and_approval(office: Office) -> None:
    shown = begin(office, case("2026-03-18"))

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, EventDialog)
        dialog.days.setValue(10)
        dialog.approved.setText("李某")
        dialog.reason.setText("内容多")

    office.messages.prepare = fill
    office.messages.answers = [True]
    button = shown.case.application.next_button("extended")
    assert button is not None
    button.click()
    (made,) = now_after(office).events
    assert (made.days, made.approved_by, made.reason, made.told) == (10, "李某", "内容多", TODAY)


@pytest.mark.parametrize(("typed", "stored"), [("4.10", "2026-04-10"), ("4.31", "")])
def test_closing_takes_the_day_that_is_being_typed_and_no_other(
    office: Office, typed: str, stored: str
) -> None:
    shown = begin(office, case("2026-03-18", outcome="granted"))
    field = shown.case.reply.date
    field.setFocus()
    QTest.keyClicks(field, typed)
    office.window.do(wishes.CLOSE_CASE)
    reply, filed = now_after(office).reply, now(office).filed
    assert reply.date == (dt.date.fromisoformat(stored) if stored else None)
    assert (filed is not None) == bool(stored)
    assert any(typed in words for words in office.messages.told) is not bool(stored)
    assert shown.case.reply.date.text() == (stored or typed)


def test_a_day_that_is_none_is_scrolled_to_on_a_low_screen(office: Office) -> None:
    shown = begin(office, case("2026-03-18", outcome="granted"))
    office.window.resize(911, 480)
    settle()
    field = shown.case.reply.date
    field.setText("4.31")
    assert field.visibleRegion().isEmpty()
    office.window.do(wishes.CLOSE_CASE)
    settle()
    assert not field.visibleRegion().isEmpty()


def test_a_reply_proposes_articles_and_says_the_remedy(office: Office) -> None:
    shown = begin(office, case("2026-03-18"))
    reply = shown.case.reply
    place = reply.outcome.findData("refused_state_secret")
    reply.outcome.setCurrentIndex(place)
    reply.outcome.activated.emit(place)
    assert reply.articles.text() == "第十四条、第三十六条第（三）项"
    assert "先申请" in reply.remedy.text()
    assert "国家秘密" in reply.help.text()
    reply.date.setText("4.13")
    reply.date.editingFinished.emit()
    office.window.do(wishes.CLOSE_CASE)
    assert now_after(office).filed == TODAY
    assert shown.session.clock(1).state is State.CLOSED
    office.window.do(wishes.CLOSE_CASE)
    assert now_after(office).filed is None


def test_a_date_that_is_none_stays_and_is_marked(office: Office) -> None:
    shown = begin(office, case("2026-03-18"))
    field = shown.case.reply.date
    field.setText("三月初")
    field.editingFinished.emit()
    assert field.is_faulty
    assert "不是日期" in field.toolTip()
    assert now_after(office).reply.date is None


def test_numbers_of_identity_are_hidden_until_they_are_asked_for(office: Office) -> None:
    from dataclasses import replace

    made = case("2026-03-18")
    made = replace(made, applicant=replace(made.applicant, phone="13812345678"))
    card = begin(office, made).case.application
    assert card.phone.text() == "138****5678"
    card.reveal.click()
    assert card.phone.text() == "13812345678"


def test_tables_three_and_four_show_the_cases_behind_a_figure(office: Office) -> None:
    shown = begin(
        office,
        case("2026-03-02", number="2026-0001", reply="2026-03-20", outcome="granted"),
        case("2026-04-01", number="2026-0002"),
    )
    shown.choose_tab(5)
    settle()
    figures = shown.figures
    assert figures.figures is not None
    assert figures.figures.values[CellKey("t3.new.total")] == 2
    figures.show_cases(CellKey("t3.granted.natural"))
    assert [shown.session.line(row).number for row in shown.list.model.items] == ["2026-0001"]


def test_figures_go_into_the_report_as_one_step(office: Office) -> None:
    begin(office, case("2026-03-02", number="2026-0001", reply="2026-03-20", outcome="granted"))
    office.new(year=2026)
    office.window.do(wishes.OPEN_REGISTER)
    settle()
    office.messages.answers = [True]
    office.window.do(wishes.TAKE_FIGURES)
    settle()
    assert office.page.session.report.values[CellKey("t3.granted.natural")] == 1
    office.page.stack.undo()
    assert CellKey("t3.granted.natural") not in office.page.session.report.values


def test_figures_go_into_the_report_of_the_register_s_unit_not_into_a_newer_one(office: Office) -> None:
    begin(office, case("2026-03-02", number="2026-0001", reply="2026-03-20", outcome="granted"))
    own = office.new(year=2026)
    office.new("示例县河东乡人民政府", 2026)
    office.window.do(wishes.OPEN_REGISTER)
    settle()
    office.messages.answers = [True]
    office.window.do(wishes.TAKE_FIGURES)
    settle()
    assert office.number == own
    assert "示例县清河镇人民政府" in office.messages.questions[-1]


def test_without_a_report_of_the_year_the_clerk_is_told_how_to_begin_one(office: Office) -> None:
    begin(office, case("2026-03-02"))
    library = office.workspace.library
    sample = replace(library.load(library.sample()), year=2026)
    library.saver.read(lambda store: store.create(sample))  # an exercise is nobody's report
    office.window.do(wishes.TAKE_FIGURES)
    assert "还没有 2026 年度的年报" in office.messages.told[-1]


def test_a_letter_is_written_and_its_blanks_are_said(office: Office, tmp_path: Path) -> None:
    shown = begin(office, case("2026-03-18"))
    said: list[str] = []
    shown.said.connect(said.append)
    office.messages.paths = [tmp_path / "回执.docx"]
    office.window.do(wishes.LETTER, "receipt")
    assert (tmp_path / "回执.docx").exists()
    assert any("要的内容" in words for words in said)


def test_a_pasted_notice_is_shown_kept_and_tells_whose_dates_moved(office: Office) -> None:
    begin(office, case("2026-03-18"))

    def paste(dialog: QDialog) -> None:
        assert isinstance(dialog, HolidaysDialog)
        dialog.text.setPlainText(
            NOTICE.replace("4月4日（周六）至6日（周一）放假，共3天", "4月4日（周六）至7日（周二）放假，共4天")
        )
        assert "天数、星期、上班日都对得上" in dialog.shown.toPlainText()

    office.messages.prepare = paste
    office.messages.answers = [True]
    office.window.do(wishes.HOLIDAYS)
    assert "2026-0001 号：2026-04-16 → 2026-04-17" in office.messages.told[-1]


def test_of_many_moved_dates_the_first_are_named_and_the_rest_counted(office: Office) -> None:
    begin(office, *(case("2026-03-18", number=f"2026-00{n}") for n in range(10, 30)))

    def paste(dialog: QDialog) -> None:
        assert isinstance(dialog, HolidaysDialog)
        dialog.text.setPlainText(
            NOTICE.replace("4月4日（周六）至6日（周一）放假，共3天", "4月4日（周六）至7日（周二）放假，共4天")
        )

    office.messages.prepare = paste
    office.messages.answers = [True]
    office.window.do(wishes.HOLIDAYS)
    assert office.messages.told[-1].count("→") == 12
    assert "共 20 件" in office.messages.told[-1]


def test_a_locked_register_is_read_in_full_and_changes_nothing(office: Office) -> None:
    shown = begin(office, case("2026-03-18"))
    shown.set_locked("另一台电脑正在编辑。")
    assert shown.case.application.name.isReadOnly()
    assert not shown.edits.edit(1, lambda made: made, "改")
    shown.case.add_event("withdrawn")
    assert now_after(office).events == ()


def test_what_was_half_typed_is_offered_back(office: Office) -> None:
    library = office.workspace.applications
    library.create(office.window.register.session(), case("2026-03-18"))
    library.saver.set_pending(1, "request", "征地批复")
    office.messages.answers = [True]
    office.window.do(wishes.OPEN_REGISTER)
    settle()
    assert now_after(office).request.content == "征地批复"


def test_the_home_page_puts_the_case_that_is_due_first(office: Office) -> None:
    begin(office, case("2026-03-16"))
    office.window.go_home()
    settle()
    due = office.window.register.due()
    assert due is not None
    assert due.title == "2026-0001 号申请还有 1 个工作日"
    assert "1&nbsp;三日内" in office.window.register.make_shelf(office.window.stage.theme).counts.text()


def test_a_store_that_is_gone_is_one_sentence(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(office, case("2026-03-18"))

    def gone(*_: object) -> None:
        raise UnreachableFault(Path("register.sqlite3"))

    monkeypatch.setattr(office.workspace.applications.saver, "read", gone)
    office.window.do(wishes.DELETE_CASE)
    office.window.do(wishes.HISTORY)
    assert len(office.messages.errors) == 2


def test_a_register_file_is_opened_by_the_same_entry_as_a_report(office: Office, tmp_path: Path) -> None:
    shown = begin(office, case("2026-03-18"))
    file = tmp_path / "登记.giar"
    shown.save_copy(file)
    office.window.do(wishes.DELETE_CASE)
    office.window.do(HOME)
    office.messages.paths = [file]
    office.messages.answers = [True]
    office.window.do(OPEN)
    settle()
    assert office.messages.errors == []
    assert page(office).session.lines


def test_a_register_file_read_twice_counts_nothing_twice(office: Office, tmp_path: Path) -> None:
    made = (case("2026-03-18", number="2026-0001"), case("2026-03-19", number="2026-0002"))
    shown = begin(office, *made)
    file = tmp_path / "登记.giar"
    shown.save_copy(file)
    office.window.open_file(file)
    assert office.messages.told == ["《登记.giar》里的 2 件这里都有，一字不差，没有再读入。"]

    page(office).edits.edit(2, lambda found: replace(found, channel="mail"), "改渠道")
    office.messages.answers = [True]
    office.window.open_file(file)
    assert "其中 1 件这里已有，一字不差，不再读入。1 件的编号这里已有" in office.messages.questions[0]
    assert [line.number for line in page(office).session.lines] == ["2026-0001", "2026-0002", "2026-0003"]


def test_a_step_that_can_not_be_taken_back_is_one_sentence(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = begin(office, case("2026-03-18"))
    office.window.do(wishes.DELETE_CASE)

    def gone(*_: object) -> None:
        raise UnreachableFault(Path("register.sqlite3"))

    monkeypatch.setattr(office.workspace.applications.saver, "read", gone)
    office.window.stage.undo.undo()
    assert len(office.messages.errors) == 1
    assert not shown.session.has(1)


def test_the_list_keeps_its_room_beside_a_long_name(office: Office) -> None:
    short = case("2026-03-18", number="2026-0001")
    long = replace(short, number="2026-0002", applicant=replace(short.applicant, name="某集团有限公司" * 20))
    office.window.resize(1366, 768)
    shown = begin(office, short, long)
    shown.show_case(1)
    settle()
    width = shown.list.width()
    shown.show_case(2)
    settle()
    assert shown.list.width() == width
    assert shown.case.title.toolTip().endswith(long.applicant.name)


@pytest.mark.parametrize(
    ("number", "said"), [("", "先在“哪一件”里选"), ("2026-9999", "没有编号是“2026-9999”")]
)
def test_a_dispute_of_no_case_is_not_passed_over_in_silence(office: Office, number: str, said: str) -> None:
    shown = begin(office, case("2026-03-18", number="2026-0001"))
    shown.go_to("disputes/")
    shown.disputes.number.setCurrentText(number)
    shown.disputes.add["review"].click()
    assert said in shown.disputes.fault.text()
    assert shown.disputes.fault.isVisible()
    assert now(office).remedies == ()
    shown.disputes.number.setCurrentText("2026-0001")
    assert not shown.disputes.fault.isVisible()


def test_a_register_without_cases_is_not_called_good(office: Office) -> None:
    tab = begin(office).findings
    tab.refresh()
    assert (tab.verdict.text(), tab.verdict.property("good")) == ("登记里还没有申请，登记了再检查。", None)

"""Files that must be asked about, units that change, readings that are stopped, a collection that travels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog

from gia_desktop.rollup.collecting import Collected, FolderProgress
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import Tally
from gia_desktop.rollup.giac import open_collection, save_collection
from gia_desktop.rollup.kept.steps import step_between
from gia_desktop.rollup.units_file import read_units, table_of_units
from gia_desktop.ui.intake.import_dialog import ImportDialog
from gia_desktop.ui.kit.theme import make_theme
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.dialogs.edit_unit import UnitDialog
from gia_desktop.ui.rollup.dialogs.questions import AS_LAST_YEAR, LATER, QuestionsDialog
from gia_desktop.ui.rollup.dialogs.return_unit import ReturnDialog
from gia_desktop.ui.rollup.dialogs.said import SaidDialog
from gia_desktop.ui.rollup.dialogs.start import StartDialog
from gia_desktop.ui.rollup.page import RollupPage
from gia_desktop.ui.shell.menus import HOME
from gia_desktop.vault.faults import UnreachableFault
from tests.support.reports.areas import collection, hand_in, report_of, roster, submission, town
from tests.support.window.county import (
    NEW,
    TODAY,
    click,
    county,
    figures,
    hand_in_town,
    open_county,
    press,
    read_without_end,
    rollup_page,
    wait_for_readings,
)
from tests.support.window.harness import settle
from tests.support.window.office import Office

CTRL = Qt.KeyboardModifier.ControlModifier


def read(office: Office, page: RollupPage, folder: Path) -> None:
    office.messages.paths = [folder]
    click(page.collect)
    wait_for_readings(office)


def box_of(dialog: QuestionsDialog, file: str) -> QComboBox:
    row = next(row for row, question in enumerate(dialog.questions) if question.file.file == file)
    box = dialog.boxes[row]
    assert box is not None
    return box


def test_files_of_unknown_units_and_other_years_are_asked_about_and_never_guessed(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "交来"
    hand_in_town(folder, 1, figures(5))
    hand_in(report_of("示例县东东镇人民政府", figures(9)), folder / "终稿.gia")
    hand_in(report_of(town(1), figures(3), 2024), folder / "旧.gia")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    page = open_county(office)
    read(office, page, folder)
    assert page.units.questions.text() == "认领文件 3…"

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionsDialog)
        assert not dialog.decision.accepting.isEnabled(), "nothing is chosen beforehand"
        assert {question.why for question in dialog.questions if not question.choices} != set()
        box_of(dialog, "终稿.gia").setCurrentText(town(0))
        box_of(dialog, "旧.gia").setCurrentText(AS_LAST_YEAR)
        assert dialog.decision.accepting.isEnabled()

    office.messages.prepare, office.messages.answers = answer, [True]
    press(page.units.view, Qt.Key.Key_M, CTRL)
    assert page.session.tally == Tally(4, 2, 2, 0, 0, 0)
    assert page.session.collection.previous[town(1)].values[NEW] == 3
    page.stack.undo()
    assert page.session.tally.questions == 1


def test_a_unit_that_the_list_lacks_can_be_added_where_its_file_is_asked_about(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "交来"
    hand_in_town(folder, 7, figures(5))
    page = open_county(office)
    read(office, page, folder)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionsDialog)
        box = box_of(dialog, "7号.gia")
        assert box.itemText(0) == LATER
        box.setCurrentText(f"名单里加上“{town(7)}”")

    office.messages.prepare, office.messages.answers = answer, [True]
    office.window.do(wishes.QUESTIONS)
    assert town(7) in page.session.roster.by_name
    assert page.session.collection.newest(town(7)) is not None


def test_a_reading_that_is_stopped_keeps_what_was_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = read_without_end(office, monkeypatch, tmp_path)
    assert page.progress.isVisible()
    office.window.do(wishes.AGAIN)
    assert "正在读" in office.window.status_words.text()
    click(page.progress.stop)
    wait_for_readings(office)
    assert not page.progress.isVisible()
    assert page.session.tally.received == 1
    assert office.window.status_words.text().startswith("已停下")


def test_what_is_read_when_its_page_is_closed_is_kept(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "交来"
    hand_in_town(folder, 0, figures(1))
    page = open_county(office)
    office.messages.paths = [folder]
    click(page.collect)
    office.window.do(HOME)
    wait_for_readings(office)
    assert office.window.save_now()
    assert office.workspace.collections.list()[0].tally.received == 1


@pytest.mark.parametrize("comes_back", [False, True])
def test_what_is_read_while_another_collection_is_opened_is_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comes_back: bool
) -> None:
    go_on = Event()

    def slow(of: Collection, _folder: Path, progress: Callable[[FolderProgress], bool]) -> Collected:
        assert go_on.wait(20)
        progress(FolderProgress(1, 2, "一份.docx"))
        return Collected(replace(of, submissions=(submission(report_of(town(0), figures(4))),)), 1, True, 0)

    page = open_county(office)
    wait_for_readings(office)
    monkeypatch.setattr(office.workspace.collections, "collect", slow)
    office.messages.paths = [tmp_path]
    click(page.collect)
    first, library = page.number, office.workspace.collections
    other = library.create(county(2))
    office.window.rollup.open(other)
    settle()
    if comes_back:
        office.window.rollup.open(first)
        settle()
    go_on.set()
    wait_for_readings(office)
    assert office.window.save_now()
    assert {line.id: line.tally.received for line in library.list()} == {first: 1, other: 0}
    assert rollup_page(office).session.tally.received == int(comes_back)
    assert not office.messages.errors


def test_what_is_read_for_a_database_that_was_replaced_goes_nowhere(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(of: Collection, _folder: Path, _progress: object) -> Collected:
        assert go_on.wait(20)
        return Collected(replace(of, submissions=(submission(report_of(town(0), figures(4))),)), 1, True, 0)

    page = open_county(office)
    wait_for_readings(office)
    monkeypatch.setattr(office.workspace.collections, "collect", slow)
    office.messages.paths = [tmp_path]
    click(page.collect)
    office.window.do(HOME)
    office.window.rollup.read_anew()
    go_on.set()
    office.workspace.tasks.drain()
    settle()
    assert office.window.save_now()
    assert [line.tally.received for line in office.workspace.collections.list()] == [0]
    office.window.rollup.open(page.number)
    wait_for_readings(office)
    assert rollup_page(office).session.tally.received == 0


def test_a_folder_that_is_gone_is_told_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    page = open_county(office)
    read(office, page, tmp_path / "没有")
    assert [error.code for error in office.messages.errors] == ["GIA-E-821"]
    assert page.session.collection == county()
    assert not page.progress.isVisible()


def test_the_list_can_say_something_else_about_a_unit(office: Office) -> None:
    page = open_county(office)
    page.units.show_unit(town(2))

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, UnitDialog)
        dialog.due.setText("下周")
        dialog.accept()
        assert "读不出来" in dialog.fault.text()
        dialog.due.setText("1.18")
        dialog.aliases.setText("东西乡、东西")
        dialog.in_sum.setChecked(False)
        dialog.phone.setText("0527-1234")

    office.messages.prepare, office.messages.answers = edit, [True]
    press(page.units.view, Qt.Key.Key_F2)
    unit = page.session.roster.get(town(2))
    assert (unit.aliases, unit.in_sum, unit.phone) == (("东西乡", "东西"), False, "0527-1234")
    assert unit.due == dt.date(2026, 1, 18), "in the year after that of the reports"
    assert "0527-1234" in page.units.unit.said.text()
    assert page.session.sums.cells[NEW].units == 3


def test_another_list_of_units_keeps_what_was_read_and_decided(office: Office, tmp_path: Path) -> None:
    hand_in_town(tmp_path / "交来", 0, figures(4))
    page = open_county(office)
    read(office, page, tmp_path / "交来")
    path = tmp_path / "新名单.xlsx"
    path.write_bytes(table_of_units(roster(6)))
    office.messages.paths = [path]
    office.window.do(wishes.NEW_ROSTER)
    assert page.session.tally == Tally(6, 5, 1, 0, 0, 0)
    office.messages.paths = [tmp_path / "导出.xlsx"]
    office.window.do(wishes.SAVE_ROSTER)
    assert [unit.name for unit in read_units(tmp_path / "导出.xlsx").units] == [
        town(place) for place in range(6)
    ]


def test_doubtful_figures_are_settled_beside_the_original(office: Office, tmp_path: Path) -> None:
    hand_in_town(tmp_path / "交来", 0, figures(4))
    page = open_county(office)
    read(office, page, tmp_path / "交来")
    newest = page.session.collection.newest(town(0))
    assert newest is not None
    doubted = replace(newest, doubtful={NEW: "这一格有划线"})
    after = replace(page.session.collection, submissions=(doubted,))
    page.session.apply(step_between(page.session.collection, after, "存疑", "read"))
    assert page.session.sums.doubtful == {town(0): (NEW,)}
    page.units.show_unit(town(0))
    seen: list[QDialog] = []
    office.messages.prepare, office.messages.answers = seen.append, [True]
    press(page.units.view, Qt.Key.Key_F4)
    assert isinstance(seen[0], ImportDialog)
    assert page.session.sums.doubtful == {}
    assert page.session.sums.cells[NEW].sum == 4


def test_an_original_that_is_not_on_this_computer_is_said_so(office: Office) -> None:
    open_county(office, collection([report_of(town(0), figures(4))]))
    office.window.do(wishes.ORIGINAL)
    assert "不在这台电脑的文件夹里" in office.window.status_words.text()


def test_last_years_reports_come_from_a_folder_or_a_collection_file(office: Office, tmp_path: Path) -> None:
    folder, file = tmp_path / "去年", tmp_path / "去年.giac"
    folder.mkdir()
    hand_in(report_of(town(0), figures(21), 2024), folder / "0.gia")
    save_collection(collection([report_of(town(1), figures(20), 2024)], year=2024), file)
    page = open_county(office)
    office.messages.answers, office.messages.paths = [False], [folder]
    office.window.do(wishes.LAST_YEAR)
    office.workspace.tasks.drain()
    settle()
    assert set(page.session.collection.previous) == {town(0)}
    office.messages.answers, office.messages.paths = [True], [file]
    office.window.do(wishes.LAST_YEAR)
    assert set(page.session.collection.previous) == {town(0), town(1)}


def test_last_year_that_can_not_be_read_ends_no_reading_of_another_collection(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def fail(_collection: Collection, folder: Path) -> None:
        assert gate.wait(20)
        raise UnreachableFault(folder, "gone")

    monkeypatch.setattr(office.workspace.collections, "collect_last_year", fail)
    open_county(office)
    office.messages.answers, office.messages.paths = [False], [tmp_path]
    office.window.do(wishes.LAST_YEAR)
    other = open_county(office)
    other.progress.begin("正在读……")
    gate.set()
    office.workspace.tasks.drain()
    assert [error.code for error in office.messages.errors] == [UnreachableFault.code]
    assert not other.progress.isHidden()


def test_a_collection_travels_as_a_file_and_opens_as_one_of_its_own(office: Office, tmp_path: Path) -> None:
    page = open_county(office, collection([report_of(town(0), figures(4))]))
    office.messages.paths = [tmp_path / "带走.giac"]
    office.window.do(wishes.SAVE_FILE)
    assert open_collection(tmp_path / "带走.giac", office.workspace.formats) == page.session.collection
    office.window.open_file(tmp_path / "带走.giac")
    assert rollup_page(office).number != page.number
    assert len(office.workspace.collections.list()) == 2


def test_a_collection_without_a_list_makes_one_of_what_lies_in_the_folder(
    office: Office, tmp_path: Path
) -> None:
    office.workspace.collections.today = lambda: TODAY
    for place in range(3):
        hand_in_town(tmp_path / "交来", place, figures(place))

    def begin(dialog: QDialog) -> None:
        assert isinstance(dialog, StartDialog)
        dialog.area.setText("示例县")
        dialog.from_folder.setChecked(True)
        assert "先选文件夹" in dialog.fault.text()
        office.messages.paths = [tmp_path / "交来"]
        click(dialog.choose_folder)

    office.messages.prepare, office.messages.answers = begin, [True]
    office.window.do(wishes.START)
    wait_for_readings(office)
    assert rollup_page(office).session.tally == Tally(3, 0, 3, 0, 0, 0)


def test_what_is_written_is_not_offered_a_place_among_what_units_sent(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in_town(tmp_path / "交来", 0, figures(60, 61))
    page = open_county(office)
    office.messages.paths = [tmp_path / "交来"]
    click(page.collect)
    wait_for_readings(office)
    offered: list[str] = []

    def ask(_parent: object, _title: str, suggestion: str, _kinds: str) -> str:
        offered.append(suggestion)
        return ""

    monkeypatch.setattr(office.messages, "ask_save_path", ask)
    office.window.do(wishes.REMINDERS)
    assert [Path(path).parent for path in offered] == [tmp_path]


def test_the_made_up_units_of_the_practice_are_not_proposed(office: Office) -> None:
    office.window.do(wishes.PRACTICE)
    office.window.do(HOME)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, StartDialog)
        assert dialog.from_earlier.isHidden()
        assert not dialog.area.text()

    office.messages.prepare, office.messages.answers = look, [False]
    office.window.do(wishes.START)
    assert any(isinstance(dialog, StartDialog) for dialog in office.messages.dialogs)


def test_a_collection_put_away_comes_back_from_the_waste_bin(office: Office) -> None:
    page = open_county(office)
    number = page.number
    office.window.do(HOME)
    office.messages.answers = [True]
    office.window.do(wishes.DELETE, number)
    assert office.workspace.collections.list() == []
    office.messages.answers = [True]
    office.window.do(wishes.RESTORE)
    assert rollup_page(office).number == number


def test_what_is_being_typed_is_there_again_after_the_end_of_the_program(office: Office) -> None:
    page = open_county(office, collection([report_of(town(0), figures(60, 61))]))
    wait_for_readings(office)
    texts: list[str] = []

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnDialog)
        texts.append(dialog.extra.text())

    page.keep_half_typed(f"return/{town(0)}", "请盖章后")
    page.papers.fields["contact"].textEdited.emit("李四 0527")
    assert office.window.save_now()
    office.window.do(HOME)
    office.window.rollup.open(page.number)
    again = rollup_page(office)
    assert again.papers.fields["contact"].text() == "李四 0527"
    office.messages.prepare, office.messages.answers = write, [False]
    wait_for_readings(office)
    office.window.do(wishes.RETURN_UNIT)
    assert texts == ["请盖章后"]
    assert f"return/{town(0)}" not in again.half_typed(), "given up"


def test_whoever_looks_on_can_read_everything_and_change_nothing(office: Office) -> None:
    page = open_county(office, collection([report_of(town(0), figures(60))]))
    page.set_locked("另一台电脑正在用")
    for button in (page.collect, page.units.unit.back, page.units.unit.take, page.years.put):
        assert not button.isEnabled()
    office.window.do(wishes.PASS_UNIT)
    assert page.session.tally.passed == 0
    for tab in ("sums", "findings", "twins", "years", "papers"):
        page.show_tab(tab)
    assert page.units.unit.see.isEnabled()


def test_another_look_keeps_tab_and_unit(office: Office) -> None:
    page = open_county(office)
    page.units.show_unit(town(2))
    office.window.stage.change_look(make_theme("dark", "normal"))
    assert rollup_page(office) is not page
    assert rollup_page(office).place() == f"units/{town(2)}"


def test_all_reports_are_joined_in_one_volume_beside_the_window(office: Office, tmp_path: Path) -> None:
    open_county(office, collection([report_of(town(place), figures(4)) for place in range(2)]))
    office.messages.paths = [tmp_path / "汇编.docx"]
    office.window.do(wishes.BOOK)
    office.workspace.tasks.drain()
    settle()
    assert "2 家" in office.messages.told[0]
    assert (tmp_path / "汇编.docx").stat().st_size > 0


def test_a_finding_about_a_text_shows_the_place_in_the_units_own_words(office: Office) -> None:
    page = open_county(office, collection([report_of(town(0), figures(4))]))
    wait_for_readings(office)
    seen: list[QDialog] = []
    office.messages.prepare, office.messages.answers = seen.append, [False]
    view = page.units.unit
    row = next(row for row, item in enumerate(view.model.settled) if item.finding.spans)
    view.view.setCurrentIndex(view.model.index(row))
    press(view.view, Qt.Key.Key_Return)
    assert isinstance(seen[0], SaidDialog)
    assert "underline" in seen[0].view.toHtml()

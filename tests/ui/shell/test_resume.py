"""After an end that was not orderly the window comes back to the same report, tab and cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.crash import Crash
from gia_desktop.app.program.last_place import LastPlace
from gia_desktop.core.keys import CellKey
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.shell.crash_path import CrashPath
from tests.support.window.harness import table_tabs
from tests.support.window.office import Office, open_office

NATURAL = "t3.new.natural"


@pytest.fixture
def again(office: Office, qtbot: QtBot) -> Iterator[list[Office]]:
    """Windows that are opened over the same data later."""
    opened: list[Office] = []
    yield opened
    for later in opened:
        later.window.close()


def reopen(office: Office, opened: list[Office]) -> Office:
    """Open the data of a window that is gone, and resume."""
    office.window.hide()
    office.workspace.close()
    later = open_office(office.folders.data)
    opened.append(later)
    later.window.resume()
    return later


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("report/3/2/t2.fees.amount", LastPlace("report", 3, "2/t2.fees.amount")),
        ("register/2026/case/17", LastPlace("register", 2026, "case/17")),
        ("", None),
        ("report/x/2/", None),
        ("x/2/", None),
        ("3", None),
    ],
)
def test_a_place_is_read_as_it_was_written(text: str, place: LastPlace | None) -> None:
    assert LastPlace.parse(text) == place
    assert place is None or str(place) == text


def test_a_place_that_an_old_release_wrote_is_one_of_a_report() -> None:
    assert LastPlace.parse("3/2/t2.fees.amount") == LastPlace("report", 3, "2/t2.fees.amount")


def test_the_place_is_kept_while_a_report_is_open_and_forgotten_after(office: Office) -> None:
    number = office.new()
    office.page.going.go_to_cell(CellKey(NATURAL))
    office.window.whereabouts.keep()
    assert office.settings["last_place"] == f"report/{number}/3/{NATURAL}"
    office.window.go_home()
    assert office.settings["last_place"] == ""


def test_the_place_is_kept_by_itself_after_a_rest(office: Office, qtbot: QtBot) -> None:
    number = office.new()
    office.page.going.show_section("5")
    qtbot.waitUntil(
        lambda: office.settings["last_place"] == f"report/{number}/5/section.5@0-0", timeout=5_000
    )


def test_a_window_that_was_not_closed_comes_back_to_the_same_cell(
    office: Office, again: list[Office]
) -> None:
    number = office.new()
    office.page.going.go_to_cell(CellKey(NATURAL))
    office.window.whereabouts.keep()
    later = reopen(office, again)
    assert later.number == number
    assert later.page.tabs.section == "3"
    assert table_tabs(later.page)["3"].view.current_key == NATURAL
    assert "没有正常关闭" in later.window.status_words.text()


def test_half_typed_text_is_offered_when_coming_back(office: Office, again: list[Office]) -> None:
    office.new()
    office.page.going.show_section("3")
    office.workspace.saver.set_pending(office.number, NATURAL, "12")
    office.window.whereabouts.keep()
    office.workspace.close()
    later = open_office(office.folders.data)
    again.append(later)
    later.messages.answers = [True]
    later.window.resume()
    assert "示例县清河镇人民政府 2025 年" in later.messages.questions[0]
    assert later.value(NATURAL) == 12


def test_an_ordinary_end_leads_to_the_start_page(office: Office, again: list[Office]) -> None:
    office.new()
    office.window.whereabouts.keep()
    office.window.close()
    later = reopen(office, again)
    assert later.window.stage.page is None


def test_a_place_in_a_report_that_is_gone_leads_to_the_start_page(
    office: Office, again: list[Office]
) -> None:
    office.settings["last_place"] = "report/99/3/t3.new.natural"
    later = reopen(office, again)
    assert later.window.stage.page is None
    assert later.messages.errors == []


def test_a_restart_comes_back_to_the_same_cell(office: Office, again: list[Office]) -> None:
    office.new()
    office.fill(NATURAL, "5")
    office.page.going.go_to_cell(CellKey(NATURAL))
    office.window.whereabouts.restart()
    assert office.window.whereabouts.restart_wanted
    assert not office.window.isVisible()
    later = reopen(office, again)
    assert table_tabs(later.page)["3"].view.current_key == NATURAL
    assert later.value(NATURAL) == 5


@pytest.mark.parametrize(("button", "restarts"), [("继续工作", False), ("重新打开程序", True)])
def test_the_crash_dialog_goes_on_or_restarts(
    office: Office, monkeypatch: pytest.MonkeyPatch, button: str, restarts: bool
) -> None:
    def press(box: QMessageBox) -> int:
        next(found for found in box.buttons() if found.text() == button).click()
        return 0

    office.new()
    monkeypatch.setattr(QMessageBox, "exec", press)
    path = CrashPath(office.window, office.folders, Messages())
    path._on_crashed(Crash("程序内部出错了。", "报告", None, saved=True))
    assert office.window.whereabouts.restart_wanted is restarts
    assert office.window.isVisible() is not restarts


def test_a_hard_crash_of_the_last_run_is_told_once(office: Office, tmp_path: Path) -> None:
    office.window.tell_hard_crash(tmp_path / "crash-20260112.txt")
    assert "crash-20260112.txt" in office.messages.told[0]
    assert "不会发送" in office.messages.told[0]
    assert QApplication.activeModalWidget() is None

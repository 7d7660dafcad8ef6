"""Every road to the drafts ends in a sentence when the stick is pulled out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.ui.backups.flow import BACKUPS, WASTE_BIN
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.report import wishes
from gia_desktop.ui.shell.menus import HOME
from gia_desktop.vault.faults import UnreachableFault
from tests.support.window.office import Office


@pytest.fixture
def pull_out(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Take the stick away: nothing can be read any more."""

    def gone(*_args: object, **_kwargs: object) -> object:
        raise UnreachableFault(office.folders.data, "gone")

    return lambda: monkeypatch.setattr(office.workspace.saver, "read", gone)


def told(office: Office) -> set[type[Exception]]:
    return {type(error) for error in office.messages.errors}


@pytest.mark.parametrize(
    "wish",
    [
        *(wishes.NEW, wishes.PRACTICE, wishes.SAMPLE, BACKUPS, WASTE_BIN),
        *(wishes.HISTORY, wishes.VERSIONS, wishes.EXPORTS[".docx"], wishes.REVIEW),
    ],
    ids=lambda wish: wish.name,
)
def test_what_is_asked_for_with_a_report_open(
    office: Office, pull_out: Callable[[], None], wish: Wish[[]]
) -> None:
    office.new()
    office.messages.answers = [True, True]
    office.messages.paths = [office.folders.data / "a.docx"]
    pull_out()
    office.window.do(wish)
    assert told(office) == {UnreachableFault}


def test_the_home_page_says_in_place_of_the_list_what_can_not_be_read(
    office: Office, pull_out: Callable[[], None]
) -> None:
    office.new()
    pull_out()
    office.window.do(HOME)
    assert office.window.home.unread["report"].text().startswith("读写不了")
    assert not office.window.home.shelves["report"].isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Delete])
def test_what_is_done_with_the_list(office: Office, pull_out: Callable[[], None], key: Qt.Key) -> None:
    office.new()
    office.window.go_home()
    office.messages.answers = [True]
    pull_out()
    QTest.keyClick(office.window.reports.shelf.list, key)
    assert told(office) == {UnreachableFault}
    assert office.window.reports.page is None


def test_a_report_that_can_not_be_opened_leaves_the_open_one(
    office: Office, pull_out: Callable[[], None]
) -> None:
    first = office.new()
    second = office.new("乙镇人民政府")
    pull_out()
    office.window.do(wishes.OPEN_REPORT, first)
    assert told(office) == {UnreachableFault}
    assert office.number == second


def test_what_changes_with_the_one_who_edits(office: Office, pull_out: Callable[[], None]) -> None:
    office.new()
    pull_out()
    office.window.stage.changed.emit()
    office.window.sharing.changed.emit()
    assert told(office) == {UnreachableFault}

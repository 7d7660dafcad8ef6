"""A second PC at the register of a folder: it looks on, sees what is written meanwhile, and takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import REGISTER_FILE
from gia_desktop.register.steps import step_between
from gia_desktop.register.store import RegisterStore
from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.page import RegisterPage
from gia_desktop.ui.shell.app import begin_work, make_onlooking_window
from gia_desktop.ui.shell.instance import Instance
from gia_desktop.ui.shell.looking_on import SharedFolder
from gia_desktop.ui.shell.sharing import RECHECK
from tests.register.made import case
from tests.support.window.elsewhere import Elsewhere
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.support.window.scripted import ScriptedMessages

ONE = case("2026-03-16", number="2026-0001")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A data folder with a register of one case."""
    folders = find_folders(tmp_path / "U盘 登记")
    with closing(RegisterStore(folders.data / REGISTER_FILE)) as store:
        store.create(ONE)
    return folders.data


@pytest.fixture
def fang(stick: Path) -> Elsewhere:
    """王芳 at PC-2 has the folder open."""
    fang = Elsewhere(stick / "running")
    fang.begin()
    return fang


@pytest.fixture
def second(qtbot: QtBot, stick: Path, fang: Elsewhere) -> Iterator[Office]:
    """The window of the second while 王芳 edits, the register in front."""
    folders = find_folders(stick, to_write=False)
    instance = Instance(stick)
    assert not begin_work(folders, instance)
    messages = ScriptedMessages()
    window = make_onlooking_window(SharedFolder(folders, instance), messages)
    window.show()
    qtbot.addWidget(window)
    window.do(wishes.OPEN_REGISTER)
    settle()
    yield Office(window, window.workspace, window.settings, messages, folders)
    window.close()
    if window.sharing._folder is not None:
        window.sharing._folder.clean()


def page(office: Office) -> RegisterPage:
    found = office.window.register.page
    assert found is not None
    return found


def test_the_second_reads_everything_and_changes_nothing(second: Office) -> None:
    shown = page(second)
    assert [line.number for line in shown.session.lines] == ["2026-0001"]
    assert shown.locked
    assert shown.case.application.name.isReadOnly()
    assert not shown.new.isEnabled()
    assert not shown.edits.edit(1, lambda made: replace(made, channel="fax"), "改渠道")
    assert "王芳" in second.window.status_words.text()


CHANGING = (
    wishes.NEW_HERE, wishes.CLOSE_CASE, wishes.DELETE_CASE, wishes.SPLIT_CASE, wishes.JOIN_CASE,
    wishes.NOT_COUNTED, wishes.RESTORE_CASE, wishes.READ_TABLE, wishes.HOLIDAYS, wishes.LOCAL_DAYS,
    wishes.OFFICE, wishes.CLEAR_PERSONS, wishes.TAKE_FIGURES,
)  # fmt: skip


def test_every_wish_that_changes_the_register_is_refused_with_the_name(second: Office) -> None:
    for told, wish in enumerate(CHANGING, 1):
        second.window.do(wish)
        assert len(second.messages.told) == told, wish.name
        assert "王芳" in second.messages.told[-1]


def test_checking_again_shows_what_the_first_has_written_since(
    second: Office, stick: Path, write: Callable[[str], None]
) -> None:
    write("李某")
    second.window.do(RECHECK)
    settle()
    assert page(second).session.case(1).applicant.name == "李某"
    assert page(second).list.model.index(0, 1).data() == "李某"


@pytest.fixture
def write(stick: Path) -> Callable[[str], None]:
    """Let the first write another name."""

    def write(name: str) -> None:
        with closing(RegisterStore(stick / REGISTER_FILE)) as store:
            before = store.load(1)
            after = replace(before, applicant=replace(before.applicant, name=name))
            store.write(1, step_between(before, after, "改申请人"))

    return write


def test_whoever_takes_over_goes_on_from_what_the_first_left(
    second: Office, fang: Elsewhere, stick: Path, write: Callable[[str], None]
) -> None:
    write("李某")
    fang.leave()
    assert second.window.sharing.onlooker is not None
    second.window.sharing.onlooker.look()
    second.window.sharing.banner.buttons["开始编辑"].click()
    settle()
    shown = page(second)
    assert shown.edits.edit(1, lambda made: replace(made, channel="fax"), "改渠道")
    second.window.close()
    with closing(RegisterStore(stick / REGISTER_FILE, look_only=True)) as store:
        made = store.load(1)
    assert (made.applicant.name, made.channel) == ("李某", "fax")

"""Two PCs at one data folder or one report file: the second looks on, and takes over when it is free."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.dirs import FolderFault, find_folders, make_writable
from gia_desktop.app.program.settings import Settings
from gia_desktop.app.program.vaults import COLLECTIONS_FILE, DRAFTS_FILE, REGISTER_FILE
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.drafts.store import DraftStore
from gia_desktop.exchange.report_file import open_report, save_report
from gia_desktop.rollup.kept.store import CollectionStore
from gia_desktop.ui.backups.flow import BACKUPS, SECOND_PLACE, WASTE_BIN
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.past.versions_dialog import VersionsDialog
from gia_desktop.ui.report import wishes
from gia_desktop.ui.rollup import wishes as rollup_wishes
from gia_desktop.ui.shell import app as app_module
from gia_desktop.ui.shell import looking_on
from gia_desktop.ui.shell.app import begin_work, make_onlooking_window, make_window
from gia_desktop.ui.shell.claim import Claim
from gia_desktop.ui.shell.instance import Instance
from gia_desktop.ui.shell.looking_on import SharedFolder
from gia_desktop.ui.shell.menus import CUT, PASTE, SET
from gia_desktop.ui.shell.sharing import RECHECK, SAVE_COPY, TAKE_OVER
from gia_desktop.ui.texts.typing_clock import TypingRun
from gia_desktop.vault.holder import SILENT_SECONDS, Watch, WhyLooking
from tests.support.reports.areas import collection, report_of, town
from tests.support.window.elsewhere import Clock, Elsewhere
from tests.support.window.harness import DATA, settle, table_tabs
from tests.support.window.office import Office
from tests.support.window.scripted import ScriptedMessages

NATURAL = CellKey("t3.new.natural")
ROOT = Path(__file__).parents[3]

WHOLE_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from gia_desktop.ui.shell import app
from gia_desktop.ui.shell.main_window import MainWindow

class Watched(MainWindow):
    def furnish(self, *inside):
        super().furnish(*inside)
        self.began.connect(lambda: QTimer.singleShot(0, self.look_and_close))

    def look_and_close(self):
        self.reports.open(1)
        sys.stdout.buffer.write(f"{self.stage.page.locked} {self.sharing.words}".encode())
        self.close()

app.MainWindow = Watched
sys.exit(app.main(["--data-dir", sys.argv[1]]))
"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which signs of life are awaited."""
    clock = Clock()
    monkeypatch.setattr(looking_on, "Watch", lambda note: Watch(note, clock))
    return clock


@pytest.fixture
def stick(tmp_path: Path, city: Report) -> Path:
    """A data folder with one report."""
    folders = find_folders(tmp_path / "U盘 年报")
    with closing(DraftStore(folders.data / DRAFTS_FILE)) as store:
        store.create(city)
    return folders.data


@pytest.fixture
def fang(stick: Path) -> Elsewhere:
    """王芳 at PC-2 has the folder open."""
    fang = Elsewhere(stick / "running")
    fang.begin()
    return fang


@pytest.fixture
def look_on(qtbot: QtBot, stick: Path) -> Iterator[Callable[[], Office]]:
    """Open the window of the second."""
    offices: list[Office] = []

    def open_it(start_alone: Callable[[Path], None] | None = None) -> Office:
        folders = find_folders(stick, to_write=False)
        instance = Instance(stick)
        assert not begin_work(folders, instance)
        shared = SharedFolder(folders, instance, start_alone)
        messages = ScriptedMessages()
        window = make_onlooking_window(shared, messages)
        window.show()
        qtbot.addWidget(window)
        office = Office(window, window.workspace, window.settings, messages, folders)
        offices.append(office)
        window.reports.open(1)
        settle()
        return office

    yield open_it
    for office in offices:
        office.window.close()
        shared = office.window.sharing._folder
        if shared is not None:
            shared.clean()


@pytest.fixture
def second(fang: Elsewhere, clock: Clock, look_on: Callable[[], Office]) -> Office:
    """The window of the second while 王芳 edits."""
    return look_on()


def banner(office: Office) -> str:
    return office.window.sharing.banner.words.text()


def buttons(office: Office) -> list[str]:
    return [button.text() for button in office.window.sharing.banner.buttons.values()]


def is_locked(office: Office) -> bool:
    return office.page.locked


def in_the_folder(stick: Path) -> list[Report]:
    """Return what the drafts of the folder itself hold."""
    with closing(DraftStore(stick / DRAFTS_FILE, look_only=True)) as store:
        return [store.load(item.id) for item in store.list()]


def test_the_second_sees_who_edits_where_and_since_when(second: Office) -> None:
    assert "正由 王芳（电脑 PC-2）编辑，从 1 月 7 日 09:30 起" in banner(second)
    assert "只读的副本" in banner(second)
    assert buttons(second) == ["重新检查", "另存一份继续编辑"]
    assert second.page.session.report.unit_name == "云溪市人民政府"
    assert second.window.sharing.banner.isVisible()
    assert not second.page.banner.isVisible()


def test_the_list_of_reports_says_so_too(second: Office) -> None:
    second.window.go_home()
    assert second.window.sharing.banner.isVisible()
    assert [item.unit for item in second.window.reports.shelf.model.summaries] == ["云溪市人民政府"]


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_Delete, Qt.Key.Key_F2])
def test_no_key_changes_a_cell(second: Office, key: Qt.Key) -> None:
    before = second.page.session.report
    second.page.going.go_to_cell(NATURAL)
    QTest.keyClick(table_tabs(second.page)["3"].view, key)
    assert second.page.session.report == before
    assert "王芳" in second.window.status_words.text()


@pytest.mark.parametrize(
    "wish",
    [
        *(wishes.NEW, wishes.OPEN, wishes.CARRY, wishes.PRACTICE, wishes.SAMPLE, wishes.FILL_ALL),
        *(BACKUPS, WASTE_BIN, SECOND_PLACE, CUT, PASTE, wishes.BUNDLE_NAMES),
    ],
    ids=lambda wish: wish.name,
)
def test_every_wish_that_would_change_something_is_refused_with_the_name(
    second: Office, wish: Wish[[]]
) -> None:
    before = second.page.session.report
    second.window.do(wish)
    assert "王芳" in second.messages.told[-1]
    assert second.page.session.report == before


def test_no_move_is_made_for_a_reader(second: Office) -> None:
    second.window.do(wishes.MOVE, ReportState.SIGNED)
    assert "王芳" in second.messages.told[-1]
    assert second.page.header.state.text() == "编写中"


def test_no_other_way_leads_to_a_change(second: Office) -> None:
    before = second.page.session.report
    second.page.edits.push(Change("改", {NATURAL: (before.values[NATURAL], 1)}))
    second.page.edits.push_text(Change("写", texts={section_key("5"): ("", "x")}), TypingRun())
    second.window.stage.undo.undo()
    second.window.do(wishes.DELETE, 1)
    second.window.open_file(DATA / "city-2024.gia")
    assert second.page.session.report == before
    assert second.text("5").isReadOnly()
    assert second.page.header.state.menu().actions() == []
    assert [item.id for item in second.workspace.library.summaries()] == [1]


def test_histories_can_be_read_but_nothing_taken_back_or_kept(second: Office) -> None:
    second.messages.answers = [False, False]
    second.window.do(wishes.HISTORY)
    second.window.do(wishes.VERSIONS)
    dialog = second.messages.dialogs[-1]
    assert isinstance(dialog, VersionsDialog)
    assert not dialog.keep.isEnabled()
    assert not dialog.take_back.isEnabled()


def test_export_and_checks_go_on(second: Office, qtbot: QtBot, tmp_path: Path) -> None:
    assert second.page.session.findings
    second.messages.paths = [tmp_path / "年报.html"]
    with qtbot.waitSignal(second.window.reports.exporting.written, timeout=20_000):
        second.window.do(wishes.EXPORTS[".html"])
    assert (tmp_path / "年报.html").stat().st_size > 1000


def test_nothing_is_written_into_the_folder_of_the_first(second: Office, stick: Path) -> None:
    before = {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()}
    second.window.do(SET, "theme", "dark")
    second.window.go_home()
    second.window.reports.open(1)
    second.window.close()
    assert {path: path.read_bytes() for path in stick.rglob("*") if path.is_file()} == before


def test_checking_again_shows_what_the_first_has_written_since(second: Office, stick: Path) -> None:
    second.page.going.go_to_cell(NATURAL)
    store = DraftStore(stick / DRAFTS_FILE)
    store.write(1, Change("填写", {NATURAL: (None, 4711)}))
    second.window.do(RECHECK)
    assert second.value(NATURAL) == 4711
    assert table_tabs(second.page)["3"].view.current_key == NATURAL
    assert is_locked(second)
    store.close()


def test_when_the_first_has_gone_the_second_begins_without_a_restart(
    second: Office, fang: Elsewhere, stick: Path
) -> None:
    fang.leave()
    assert second.window.sharing.onlooker is not None
    second.window.sharing.onlooker.look()
    assert "已经退出" in banner(second)
    second.window.sharing.banner.buttons["开始编辑"].click()
    assert not second.window.sharing.banner.isVisible()
    second.fill(NATURAL, "99")
    second.window.close()
    assert [report.values[NATURAL] for report in in_the_folder(stick)] == [99]


def test_a_register_mended_in_the_copy_is_no_news_of_the_folder_until_it_is_taken_over(
    fang: Elsewhere, clock: Clock, stick: Path, look_on: Callable[[], Office]
) -> None:
    (stick / REGISTER_FILE).write_bytes(b"rubbish" * 500)
    second = look_on()
    second.window.open_the_others()
    (told,) = second.messages.told
    assert told.startswith("这里看的是一份副本，原来的文件夹没有动。登记库")
    assert list(stick.glob("register-damaged-*")) == []
    fang.leave()
    second.window.sharing.recheck()
    assert not second.window.sharing.words
    assert second.messages.told[-1].startswith("登记库《register.sqlite3》")
    assert len(list(stick.glob("register-damaged-*"))) == 1


def test_drafts_mended_by_taking_the_folder_over_are_told_of(
    second: Office, fang: Elsewhere, stick: Path
) -> None:
    fang.leave()
    (stick / DRAFTS_FILE).write_bytes(b"rubbish" * 500)
    second.window.sharing.recheck()
    assert not second.window.sharing.words
    assert second.messages.told[-1].startswith("草稿库《drafts.sqlite3》")
    assert len(list(stick.glob("drafts-damaged-*"))) == 1


def test_checking_again_is_enough_when_the_first_has_gone(second: Office, fang: Elsewhere) -> None:
    fang.leave()
    second.window.sharing.banner.buttons["重新检查"].click()
    assert second.window.sharing.onlooker is None
    assert not is_locked(second)
    assert not second.text("5").isReadOnly()


def test_settings_are_written_again_after_taking_over(second: Office, fang: Elsewhere) -> None:
    second.window.do(SET, "enter_direction", "right")
    assert Settings(second.folders.config)["enter_direction"] == "down"
    fang.leave()
    second.window.do(RECHECK)
    second.window.do(SET, "text_size", "large")
    assert Settings(second.folders.config)["text_size"] == "large"


def test_signs_of_life_keep_the_first_in_her_place(second: Office, fang: Elsewhere, clock: Clock) -> None:
    onlooker = second.window.sharing.onlooker
    assert onlooker is not None
    for _ in range(5):
        clock.now += SILENT_SECONDS - 1
        fang.beat()
        onlooker.look()
        assert onlooker.standing is WhyLooking.HELD


def test_a_first_who_gives_no_sign_of_life_is_replaced_only_after_a_question(
    second: Office, fang: Elsewhere, clock: Clock
) -> None:
    onlooker = second.window.sharing.onlooker
    assert onlooker is not None
    clock.now += SILENT_SECONDS
    onlooker.look()
    assert "没有动静" in banner(second)
    second.messages.answers = [False]
    second.window.do(TAKE_OVER)
    assert is_locked(second)
    second.messages.answers = [True]
    second.window.do(TAKE_OVER)
    assert "王芳" in second.messages.questions[-1]
    assert not is_locked(second)
    assert fang.written is not None
    assert fang.written.token != fang.holder.token


def test_a_first_who_comes_back_while_the_question_is_read_keeps_her_place(
    second: Office, fang: Elsewhere, clock: Clock
) -> None:
    onlooker = second.window.sharing.onlooker
    assert onlooker is not None
    clock.now += SILENT_SECONDS
    onlooker.look()
    fang.beat()
    onlooker.look()
    assert onlooker.standing is WhyLooking.HELD
    assert buttons(second) == ["重新检查", "另存一份继续编辑"]


def test_a_copy_of_ones_own_goes_on_in_ones_own_folder(
    fang: Elsewhere, clock: Clock, look_on: Callable[..., Office], tmp_path: Path
) -> None:
    started: list[Path] = []
    office = look_on(started.append)
    office.messages.paths = [tmp_path / "我的.gia"]
    office.window.do(SAVE_COPY)
    assert started == [tmp_path / "我的.gia"]
    assert open_report(started[0], office.workspace.formats).unit_name == "云溪市人民政府"


def test_in_ones_own_usual_folder_the_copy_waits_as_a_file(second: Office, tmp_path: Path) -> None:
    second.messages.paths = [tmp_path / "我的.gia"]
    second.window.do(SAVE_COPY)
    assert "《我的.gia》" in second.messages.told[-1]
    assert (tmp_path / "我的.gia").exists()


def test_a_copy_replaces_no_file_whose_name_was_only_begun(second: Office, tmp_path: Path) -> None:
    mine = tmp_path / "年报2.gia"
    mine.write_text("mine")
    second.messages.paths = [tmp_path / "年报2", tmp_path / "年报2.0"]
    second.messages.answers = [False]
    second.window.do(SAVE_COPY)
    assert "已有《年报2.gia》" in second.messages.questions[-1]
    second.window.do(SAVE_COPY)
    assert mine.read_text() == "mine"
    assert (tmp_path / "年报2.0.gia").exists()


def test_a_folder_that_can_not_be_written_is_looked_at(
    stick: Path, look_on: Callable[[], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick with write protection; the tests may run as root, whom no permission stops."""

    def refuse(folders: object) -> None:
        raise FolderFault(stick, "read-only")

    monkeypatch.setattr(app_module, "make_writable", refuse)
    monkeypatch.setattr(looking_on, "make_writable", refuse)
    monkeypatch.setattr(Claim, "take", lambda _self: False)
    monkeypatch.setattr(Claim, "forbidden", property(lambda _self: True))
    office = look_on()
    assert "不能写入" in banner(office)
    assert is_locked(office)
    office.window.do(RECHECK)
    assert is_locked(office)
    office.messages.paths = [tmp_path / "我的.gia"]
    office.window.do(SAVE_COPY)
    assert "对方" not in office.messages.told[-1]
    assert "写保护" in office.messages.told[-1]
    monkeypatch.undo()
    office.window.do(RECHECK)
    assert not is_locked(office)
    make_writable(office.folders)


def test_a_folder_without_drafts_that_can_not_be_written_ends_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("no folder")
    folders = find_folders(blocked, to_write=False)
    with pytest.raises(FolderFault):
        begin_work(folders, Instance(blocked))


@pytest.mark.slow
@pytest.mark.parametrize("held", [True, False])
def test_the_whole_program_starts_either_way_and_leaves_no_copy_behind(
    stick: Path, tmp_path: Path, held: bool
) -> None:
    fang, scratch = Elsewhere(stick / "running"), tmp_path / "scratch"
    scratch.mkdir()
    if held:
        fang.begin()
    command = [sys.executable, "-c", WHOLE_PROGRAM, str(stick)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(scratch), "TEMP": str(scratch)}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=100, check=True
    )
    locked, _, words = ended.stdout.decode().partition(" ")
    assert (locked, "王芳" in words) == (str(held), held)
    assert list(scratch.iterdir()) == []
    assert (fang.written == fang.holder) is held


def test_whoever_lost_her_place_can_only_save_a_copy_of_what_she_typed(
    qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    """Her laptop slept; 王芳 has taken over meanwhile."""
    instance, messages = Instance(stick), ScriptedMessages()
    assert instance.begin()
    window = make_window(find_folders(stick), messages, instance)
    window.show()
    qtbot.addWidget(window)
    window.reports.open(1)
    settle()
    office = Office(window, window.workspace, window.settings, messages, find_folders(stick))
    fang = Elsewhere(stick / "running")
    fang.begin()
    office.page.edits.push(Change("改", {NATURAL: (office.page.session.report.values[NATURAL], 5)}))
    qtbot.waitUntil(lambda: bool(messages.mentioned))
    assert messages.mentioned[0].code == "GIA-E-312"
    assert is_locked(office)
    assert "王芳（电脑 PC-2）接手" in banner(office)
    messages.paths = [tmp_path / "我的.gia"]
    window.sharing.banner.buttons["另存一份"].click()
    assert open_report(tmp_path / "我的.gia", office.workspace.formats).values[NATURAL] == 5
    messages.answers = [True]
    window.close()
    instance.end()
    assert in_the_folder(stick)[0].values[NATURAL] == 3001
    assert fang.written == fang.holder
    assert fang.lock.exists()


# -- report files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report file on a stick."""
    return Path(shutil.copy(DATA / "city-2024.gia", tmp_path / "年报 2024.gia"))


@pytest.fixture
def fang_at_file(file: Path, clock: Clock) -> Elsewhere:
    """王芳 has the report file open."""
    fang = Elsewhere(file.with_name(f".~{file.name}"))
    fang.begin()
    return fang


def test_a_report_file_is_claimed_while_its_page_is_open(office: Office, file: Path) -> None:
    office.window.open_file(file)
    assert not is_locked(office)
    beside = {path.name for path in file.parent.glob(".~*")}
    assert beside == {f".~{file.name}.lock", f".~{file.name}.holder"}
    office.window.go_home()
    assert list(file.parent.glob(".~*")) == []


def test_a_report_file_that_another_edits_is_looked_at(
    office: Office, file: Path, fang_at_file: Elsewhere
) -> None:
    office.window.open_file(file)
    assert f"《{file.name}》正由 王芳（电脑 PC-2）编辑" in banner(office)
    before = office.page.session.report
    office.window.do(wishes.FILL_ALL)
    office.window.do(PASTE)
    QTest.keyClick(table_tabs(office.page)["3"].view, Qt.Key.Key_7)
    assert office.page.session.report == before
    buttons = office.page.by_section["3"].findChildren(QPushButton)
    # What folds away can be unfolded by who only reads.
    assert [button.text() for button in buttons if button.isEnabled()] == ["表下说明"]


def test_a_file_that_was_only_looked_at_does_not_stay_in_the_list(
    office: Office, file: Path, fang_at_file: Elsewhere
) -> None:
    office.window.open_file(file)
    office.window.go_home()
    assert office.window.reports.shelf.model.summaries == []
    assert not office.window.sharing.banner.isVisible()
    assert fang_at_file.written == fang_at_file.holder


def test_a_copy_of_a_file_becomes_ones_own_draft(office: Office, file: Path, fang_at_file: Elsewhere) -> None:
    office.window.open_file(file)
    office.window.do(SAVE_COPY)
    assert not is_locked(office)
    office.fill(NATURAL, "8")
    office.window.go_home()
    assert [item.unit for item in office.window.reports.shelf.model.summaries] == ["云溪市人民政府"]
    assert fang_at_file.written == fang_at_file.holder


def test_a_file_that_was_not_changed_is_edited_when_it_is_free(
    office: Office, file: Path, fang_at_file: Elsewhere
) -> None:
    office.window.open_file(file)
    number = office.number
    fang_at_file.note.unlink()
    fang_at_file.lock.unlink()
    office.window.do(RECHECK)
    assert office.number == number
    assert not is_locked(office)


def test_a_file_that_was_changed_meanwhile_is_opened_anew(
    office: Office, file: Path, fang_at_file: Elsewhere
) -> None:
    office.window.open_file(file)
    formats = office.workspace.formats
    save_report(Change("改", {NATURAL: (None, 4711)}).apply(open_report(file, formats)), file)
    fang_at_file.note.unlink()
    fang_at_file.lock.unlink()
    office.window.do(RECHECK)
    assert office.value(NATURAL) == 4711
    assert not is_locked(office)
    assert len(office.workspace.library.summaries()) == 1


def test_a_file_in_a_folder_that_can_not_be_written_is_opened_all_the_same(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Claim, "take", lambda _self: False)
    office.window.open_file(file)
    assert not is_locked(office)


def test_a_collection_is_seen_whole_and_nothing_in_it_is_decided(
    stick: Path, fang: Elsewhere, look_on: Callable[[], Office]
) -> None:
    with closing(CollectionStore(stick / COLLECTIONS_FILE)) as store:
        number = store.create(collection([report_of(town(0), {CellKey("t3.new.natural"): 4})]))
    office = look_on()
    office.window.rollup.open(number)
    page = office.window.rollup.page
    assert page is not None
    assert page.locked
    assert page.session.sums.cells[CellKey("t3.new.natural")].sum == 4
    office.window.do(rollup_wishes.PASS_UNIT)
    assert "王芳" in office.messages.told[-1]
    assert page.session.tally.passed == 0
    with closing(CollectionStore(stick / COLLECTIONS_FILE, look_only=True)) as store:
        assert store.steps() == {number: 1}

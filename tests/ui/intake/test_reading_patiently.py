"""Files are read off the window's thread; a long wait can be given up, and what is read goes to who asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.core.errors import GiaError
from gia_desktop.exchange.report_file import save_report
from gia_desktop.files.patience import GivenUpError, stop_if_given_up
from gia_desktop.importers import reader
from gia_desktop.importers.files.old_files import ConversionError
from gia_desktop.register.case import Register
from gia_desktop.register.outside.file import save_register
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.giac import save_collection
from gia_desktop.rollup.roster import Roster
from gia_desktop.ui.intake import reading_dialog
from gia_desktop.ui.intake.import_dialog import ImportDialog
from gia_desktop.ui.intake.reading_dialog import ReadingDialog, read_patiently
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.tasks import TaskRunner
from gia_desktop.ui.register import wishes
from tests.register.made import case
from tests.support.files.layouts import WRITERS, sample
from tests.support.reports.samples import clean_report
from tests.support.window.office import Office

FILE = Path("去年.docx")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def tasks(window: QWidget) -> Iterator[TaskRunner]:
    owner = QObject(window)
    runner = TaskRunner(owner, at_once=2)
    yield runner
    runner.drain()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the dialog come at once."""
    monkeypatch.setattr(reading_dialog, "BLINK_SECONDS", 0.0)


def press(window: QWidget, words: str) -> Callable[[], None]:
    """Return what presses the button of the dialog that will stand over a window."""

    def press_now() -> None:
        dialog = window.findChild(ReadingDialog)
        box = dialog.findChild(QDialogButtonBox) if isinstance(dialog, ReadingDialog) else None
        assert isinstance(box, QDialogButtonBox)
        next(button for button in box.buttons() if button.text() == words).click()

    return press_now


def test_what_is_read_within_a_blink_comes_without_a_dialog(window: QWidget, tasks: TaskRunner) -> None:
    on: list[str] = []

    def read() -> int:
        on.append(threading.current_thread().name)
        return 7

    assert read_patiently(read, FILE, tasks, Messages(), window) == 7
    assert on != [threading.main_thread().name]
    assert window.findChild(ReadingDialog) is None


@pytest.mark.usefixtures("impatient")
def test_the_window_lives_while_a_file_is_read(window: QWidget, tasks: TaskRunner) -> None:
    go_on = threading.Event()
    QTimer.singleShot(0, window, go_on.set)
    read = read_patiently(lambda: go_on.wait(60), FILE, tasks, Messages(), window)
    assert read is True


@pytest.mark.usefixtures("impatient")
def test_who_gives_up_is_free_at_once_and_the_reading_ends(window: QWidget, tasks: TaskRunner) -> None:
    go_on, ended = threading.Event(), threading.Event()

    def read() -> int:
        go_on.wait(60)
        try:
            stop_if_given_up()
        except GivenUpError:
            ended.set()
            raise
        return 7

    QTimer.singleShot(0, window, press(window, "不读了"))
    assert read_patiently(read, FILE, tasks, Messages(), window) is None
    assert read_patiently(lambda: 8, FILE, tasks, Messages(), window) == 8
    go_on.set()
    assert ended.wait(60)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("error", [ConversionError("exit 1"), ZeroDivisionError("a mistake of ours")])
def test_whatever_goes_wrong_reaches_who_asked(window: QWidget, tasks: TaskRunner, error: Exception) -> None:
    def fail() -> int:
        raise error

    with pytest.raises(type(error)) as caught:
        read_patiently(fail, FILE, tasks, Messages(), window)
    assert caught.value is error


def test_the_dialog_tells_that_old_files_take_long(qtbot: QtBot) -> None:
    texts = {}
    for name in ("去年.doc", "去年.docx"):
        dialog = ReadingDialog(name, None)
        qtbot.addWidget(dialog)
        texts[name] = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "LibreOffice" in texts["去年.doc"]
    assert "LibreOffice" not in texts["去年.docx"]


def test_a_converted_file_comes_to_the_preview(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "去年.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    monkeypatch.setattr(reader, "modernised", lambda _data: WRITERS["docx"](sample("2021", "sound")))
    office.messages.answers = [True]
    office.window.open_file(path)
    assert isinstance(office.messages.dialogs[-1], ImportDialog)
    assert len(office.workspace.library.load(office.number).values) == 150


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let every reading wait until it is told to go on."""
    go_on, run = threading.Event(), reading_dialog._Reading.run

    def run_later(reading: reading_dialog._Reading[object]) -> None:
        go_on.wait(60)
        run(reading)

    monkeypatch.setattr(reading_dialog._Reading, "run", run_later)
    yield go_on
    go_on.set()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "road", ["report", "last year", "register file", "collection", "table", "page style"]
)
def test_every_file_of_others_is_read_off_the_windows_thread_and_can_be_given_up(
    office: Office, tmp_path: Path, slow: threading.Event, road: str
) -> None:
    office.new()
    page = office.page
    office.messages.handlers[ReadingDialog] = lambda _dialog: False
    asks = office.window.do
    path = tmp_path / "别人的"
    office.messages.paths = [path]
    if road == "report":
        save_report(clean_report("2021"), path)
        office.window.open_file(path)
    elif road == "last year":
        from gia_desktop.ui.report.wishes import CARRY

        save_report(clean_report("2021"), path)
        asks(CARRY)
    elif road == "register file":
        path = path.with_suffix(".giar")
        save_register(Register("示例县清河镇人民政府", "township", 2025, (case("2025-03-02"),)), path)
        office.window.open_file(path)
    elif road == "collection":
        path = path.with_suffix(".giac")
        save_collection(Collection(Roster("示例县", ()), 2025), path)
        office.window.open_file(path)
    elif road == "table":
        asks(wishes.READ_TABLE)
    else:
        from gia_desktop.ui.report.wishes import PAGE_STYLE

        path.write_text("", "utf-8")
        asks(PAGE_STYLE)
    slow.set()
    office.workspace.readers.drain()
    assert office.messages.errors == []
    assert office.page is page
    assert len(office.workspace.library.summaries()) == 1


def test_a_file_that_cannot_be_read_is_told(office: Office, tmp_path: Path) -> None:
    office.window.open_file(tmp_path / "没有.gia")
    told: list[GiaError] = office.messages.errors
    assert [error.code for error in told] == ["GIA-E-102"]

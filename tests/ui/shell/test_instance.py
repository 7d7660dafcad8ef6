"""One program for each data folder: a second start hands its file over to the first."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QTimer
from pytestqt.qtbot import QtBot

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.shell import app as app_module
from gia_desktop.ui.shell.app import tell_already_open
from gia_desktop.ui.shell.claim import Claim
from gia_desktop.ui.shell.instance import Instance
from tests.support.window.office import Office
from tests.support.window.scripted import ScriptedMessages

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parents[2] / "data"

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gia_desktop.ui.shell.instance import Instance
app = QCoreApplication([])
second = Instance(Path(sys.argv[1]))
if second.begin():
    sys.exit(9)
sys.exit(0 if second.pass_on(Path(sys.argv[2]) if len(sys.argv) > 2 else None) else 1)
"""


def second_start(folder: Path, *file: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND_START, str(folder), *file], cwd=ROOT)


def test_only_one_program_begins_in_a_folder(tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.begin()
    assert not second.begin()
    first.end()
    assert second.begin()
    second.end()


def test_other_folders_have_their_own_program(tmp_path: Path) -> None:
    (tmp_path / "别的").mkdir()
    instances = [Instance(tmp_path), Instance(tmp_path / "别的")]
    assert [instance.begin() for instance in instances] == [True, True]
    for instance in instances:
        instance.end()


@pytest.mark.slow
def test_a_second_start_hands_its_file_over(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instance(tmp_path)
    assert first.begin()
    first.listen()
    with qtbot.waitSignal(first.file_asked, timeout=30_000) as told:
        child = second_start(tmp_path, "年报 2024.gia")
    assert told.args == [ROOT / "年报 2024.gia"]
    assert child.wait(20) == 0
    assert list((tmp_path / "wishes").iterdir()) == []
    first.end()


@pytest.mark.slow
def test_a_second_start_without_file_only_wants_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instance(tmp_path)
    assert first.begin()
    first.listen()
    with qtbot.waitSignal(first.asked, timeout=30_000):
        child = second_start(tmp_path)
    assert child.wait(20) == 0
    first.end()


def test_a_first_program_that_does_not_answer_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path, patience_ms=300)
    assert first.begin()
    first._watcher.blockSignals(True)
    first._timer.stop()
    assert not second.pass_on(None)
    assert list((tmp_path / "wishes").iterdir()) == []
    first.end()


def test_a_wish_that_makes_no_sense_is_passed_over(tmp_path: Path) -> None:
    first = Instance(tmp_path)
    heard: list[object] = []
    first.asked.connect(lambda: heard.append(None))
    first.file_asked.connect(heard.append)
    assert first.begin()
    first.listen()
    for number, text in enumerate(("{", "[]", '{"file": 5}', '{"file": "a.gia"}')):
        (tmp_path / "wishes" / f"{number}.wish").write_text(text)
    first.look()
    assert heard == [None, Path("a.gia")]
    assert list((tmp_path / "wishes").iterdir()) == []
    first.end()


def test_wishes_left_by_an_earlier_run_are_not_served(tmp_path: Path) -> None:
    left = tmp_path / "wishes" / "old.wish"
    left.parent.mkdir()
    left.write_text('{"file": "a.gia"}')
    os.utime(left, (time.time() - 60,) * 2)
    first = Instance(tmp_path)
    assert first.begin()
    assert not left.exists()
    first.end()


def test_a_file_opened_together_with_the_first_is_not_taken_for_left(tmp_path: Path) -> None:
    # Its start was quicker to pass it on than the first to listen.
    (tmp_path / "wishes").mkdir()
    (tmp_path / "wishes" / "a.wish").write_text('{"file": "a.gia"}')
    first = Instance(tmp_path)
    heard: list[Path] = []
    first.file_asked.connect(heard.append)
    assert first.begin()
    first.listen()
    assert heard == [Path("a.gia")]
    first.end()


def test_a_second_start_waits_no_longer_once_the_first_has_ended(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path, patience_ms=10**8)
    assert first.claim.take()
    QTimer.singleShot(0, first.end)
    assert not second.pass_on(tmp_path / "a.gia")
    assert list((tmp_path / "wishes").iterdir()) == []
    assert second.begin()
    second.end()


def test_wishes_are_served_by_nobody_but_the_program_that_works_in_the_folder(tmp_path: Path) -> None:
    first, onlooker = Instance(tmp_path), Instance(tmp_path)
    assert first.begin()
    (tmp_path / "wishes" / "a.wish").write_text("{}")
    onlooker.look()
    assert (tmp_path / "wishes" / "a.wish").exists()
    first.end()


def test_a_window_that_is_closed_takes_no_file_any_more(tmp_path: Path) -> None:
    first = Instance(tmp_path)
    assert first.begin()
    first.listen()
    first.stop_listening()
    (tmp_path / "wishes" / "a.wish").write_text('{"file": "a.gia"}')
    first.look()
    assert (tmp_path / "wishes" / "a.wish").exists()
    first.end()


@pytest.mark.parametrize(
    ("file", "words"), [(None, "切换到那个窗口。"), (Path("a.gia"), "在那里打开《a.gia》。")]
)
def test_a_first_program_that_does_not_answer_is_told(file: Path | None, words: str) -> None:
    messages = ScriptedMessages()
    assert tell_already_open(file, messages) == 1
    assert messages.told[0].endswith(words)


def test_the_window_comes_forward_and_opens_the_file(office: Office) -> None:
    office.window.showMinimized()
    office.window.whereabouts.take_file(DATA / "city-2024.gia")
    assert not office.window.isMinimized()
    assert office.page.session.report.unit_name == "云溪市人民政府"


def test_a_wish_without_file_leaves_the_open_report(office: Office) -> None:
    number = office.new()
    office.window.whereabouts.come_to_front()
    assert office.number == number


def test_a_wish_for_a_missing_file_is_told(office: Office, tmp_path: Path) -> None:
    office.window.whereabouts.take_file(tmp_path / "没有.gia")
    assert [error.code for error in office.messages.errors] == ["GIA-E-102"]
    assert all(isinstance(error, GiaError) for error in office.messages.errors)


@pytest.mark.parametrize("frozen", [True, False])
def test_the_restart_keeps_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frozen: bool
) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(
        QProcess, "startDetached", lambda program, arguments: started.append((program, arguments))
    )
    app_module.start_again(tmp_path)
    module = [] if frozen else ["-m", "gia_desktop.ui.shell.app"]
    assert started == [(sys.executable, [*module, "--data-dir", str(tmp_path)])]


def test_a_disk_that_does_not_answer_is_not_taken_for_a_free_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = Claim(tmp_path / "running", keeps_note=True)
    assert claim.is_free

    def dead(*_args: object, **_more: object) -> None:
        raise OSError(errno.EIO, "dead")

    monkeypatch.setattr(Path, "stat", dead)
    assert not claim.is_free


@pytest.mark.parametrize("told", [b"[" * 100_000, b'{"file": "a\\u0000b"}', b"\xff", b"[]", b'{"file": 7}'])
def test_a_wish_that_makes_no_sense_brings_the_window_to_the_front_at_most(
    tmp_path: Path, qtbot: QtBot, told: bytes
) -> None:
    instance = Instance(tmp_path)
    opened: list[Path] = []
    instance.file_asked.connect(opened.append)
    assert instance.begin()
    instance.listen()
    (tmp_path / "wishes" / "a.wish").write_bytes(told)
    qtbot.waitUntil(lambda: not list((tmp_path / "wishes").iterdir()))
    instance.end()
    assert opened == []

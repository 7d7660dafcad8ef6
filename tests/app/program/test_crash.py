"""The crash path: save, write, show, once."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gia_desktop.app.program.crash import Crash, CrashHandler, HardCrashWatch
from gia_desktop.core.change import Change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import new_report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.vault.faults import DiskFullFault
from gia_desktop.vault.saver import Saver

ROOT = Path(__file__).parents[3]


class Scene:
    """Remembers the order of what the handler does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.order: list[str] = []
        self.shown: list[Crash] = []
        self.told: list[GiaError] = []
        self.save: Callable[[], bool] = lambda: True

    def on_save(self) -> bool:
        self.order.append("saved")
        return self.save()

    def on_show(self, crash: Crash) -> None:
        self.order.append("written" if crash.path and crash.path.exists() else "not written")
        self.order.append("shown")
        self.shown.append(crash)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


@pytest.fixture
def handler(scene: Scene) -> Iterator[CrashHandler]:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = CrashHandler(scene.folder, scene.on_save, scene.on_show, scene.told.append, {"程序版本": "1.2"})
    made.install()
    yield made
    made.uninstall()
    assert before == (sys.excepthook, threading.excepthook, sys.unraisablehook)


def raised(error: BaseException) -> BaseException:
    def stumble() -> None:
        raise error

    try:
        stumble()
    except BaseException as caught:  # noqa: BLE001 (wanted with its traceback)
        return caught
    raise AssertionError


def through_excepthook(error: BaseException) -> None:
    caught = raised(error)
    sys.excepthook(type(caught), caught, caught.__traceback__)


def test_work_is_saved_before_the_report_is_written_and_shown(handler: CrashHandler, scene: Scene) -> None:
    through_excepthook(ZeroDivisionError("mistake"))

    assert scene.order == ["saved", "written", "shown"]
    (crash,) = scene.shown
    assert crash.saved
    assert "已填的内容都已存好" in crash.summary
    assert crash.path is not None
    assert crash.path.read_text("utf-8") == crash.text


def test_the_report_names_time_version_system_and_place(handler: CrashHandler, scene: Scene) -> None:
    through_excepthook(ZeroDivisionError("mistake"))

    text = scene.shown[0].text
    for part in (
        "不会发送",
        "时间：20",
        "程序版本：1.2",
        "系统：",
        "线程：MainThread",
        "in raised",
        "mistake",
    ):
        assert part in text


def test_a_report_that_quotes_half_a_sign_is_written(
    handler: CrashHandler, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is logged goes through pytest-xdist, which can't carry half a sign.
    monkeypatch.setattr(logging.getLogger("gia_desktop.app.program.crash"), "disabled", True)
    through_excepthook(ZeroDivisionError("half \ud83d"))

    assert scene.shown[0].path is not None
    assert "half \\ud83d" in scene.shown[0].path.read_text("utf-8")


def test_the_same_traceback_is_shown_once_and_another_one_too(handler: CrashHandler, scene: Scene) -> None:
    for number in range(9):
        through_excepthook(ZeroDivisionError(f"cell {number}"))
    through_excepthook(IndexError("other"))

    assert [crash.text.splitlines()[-1] for crash in scene.shown] == [
        "ZeroDivisionError: cell 0",
        "IndexError: other",
    ]


def test_an_exception_on_a_thread_is_taken(handler: CrashHandler, scene: Scene) -> None:
    thread = threading.Thread(target=lambda: 1 // 0, name="gia-worker")
    thread.start()
    thread.join()

    assert "线程：gia-worker" in scene.shown[0].text


def test_an_exception_while_an_object_is_removed_is_taken(handler: CrashHandler, scene: Scene) -> None:
    class Faulty:
        def __del__(self) -> None:
            raise ZeroDivisionError("in del")

    Faulty()
    gc.collect()

    assert "in del" in scene.shown[0].text


def test_a_thread_that_ends_itself_is_no_mistake(handler: CrashHandler, scene: Scene) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    threading.excepthook(threading.ExceptHookArgs((ValueError, None, None, None)))

    assert scene.order == []


def test_a_key_press_that_ends_the_program_is_no_mistake(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: passed.append(args[0]))
    handler = CrashHandler(scene.folder, scene.on_save, scene.on_show, scene.told.append, {})
    handler.install()
    through_excepthook(KeyboardInterrupt())
    handler.uninstall()

    assert passed == [KeyboardInterrupt]
    assert scene.order == []


def test_a_situation_the_user_can_act_on_is_told_without_a_report(
    handler: CrashHandler, scene: Scene
) -> None:
    fault = DiskFullFault(scene.folder / "drafts.db")
    through_excepthook(fault)

    assert scene.told == [fault]
    assert scene.shown == []
    assert list(scene.folder.iterdir()) == []


def test_work_that_could_not_be_saved_is_told(handler: CrashHandler, scene: Scene) -> None:
    scene.save = lambda: False
    through_excepthook(ZeroDivisionError())

    assert not scene.shown[0].saved
    assert "另存数据文件" in scene.shown[0].summary


def test_a_mistake_in_saving_does_not_hide_the_first_one(handler: CrashHandler, scene: Scene) -> None:
    def broken() -> bool:
        raise KeyError("second")

    scene.save = broken
    through_excepthook(ZeroDivisionError("first"))

    assert not scene.shown[0].saved
    assert "first" in scene.shown[0].text


def test_a_report_that_can_not_be_written_is_shown_all_the_same(handler: CrashHandler, scene: Scene) -> None:
    scene.folder.rmdir()
    through_excepthook(ZeroDivisionError("mistake"))

    assert scene.order == ["saved", "not written", "shown"]
    assert scene.shown[0].path is None


def test_only_the_last_reports_are_kept(handler: CrashHandler, scene: Scene) -> None:
    for number in range(25):
        (scene.folder / f"crash-2020{number:04}.txt").write_text("old")
    through_excepthook(ZeroDivisionError())

    kept = sorted(path.name for path in scene.folder.iterdir())
    assert len(kept) == 20
    assert scene.shown[0].path is not None
    assert kept[-1] == scene.shown[0].path.name


def test_a_mistake_on_the_savers_own_thread_does_not_wait_for_itself(tmp_path: Path, scene: Scene) -> None:
    def faulty(_step: object) -> None:
        raise ZeroDivisionError("in a listener")

    saver = Saver(tmp_path / "drafts.db", DRAFTS, faulty, scene.told.append)
    scene.save = lambda: saver.flush(10)
    handler = CrashHandler(scene.folder, scene.on_save, scene.on_show, scene.told.append, {})
    handler.install()
    number = saver.read(lambda store: store.create(new_report("2021", 2025, "示例镇", "township")))
    saver.submit(number, Change("改"))
    stopped = saver.stop(10)
    handler.uninstall()

    assert stopped
    assert "线程：gia-saver" in scene.shown[0].text


# -- hard crashes


def test_a_hard_crash_is_found_at_the_next_start(tmp_path: Path) -> None:
    program = (
        "import sys, ctypes; from pathlib import Path\n"
        "from gia_desktop.app.program.crash import HardCrashWatch\n"
        "HardCrashWatch(Path(sys.argv[1])).start()\n"
        "ctypes.string_at(0)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    ended = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert ended.returncode != 0

    watch = HardCrashWatch(tmp_path)
    watch.start()
    assert watch.found is not None
    assert "string_at" in watch.found.read_text("utf-8")
    watch.stop()
    _restore_faulthandler()


def test_an_ordinary_end_leaves_nothing_to_be_found(tmp_path: Path) -> None:
    for _ in range(2):
        watch = HardCrashWatch(tmp_path)
        watch.start()
        assert watch.found is None
        assert faulthandler.is_enabled()
        watch.stop()
        watch.stop()
    _restore_faulthandler()


def test_a_folder_that_is_gone_only_means_no_watch(tmp_path: Path) -> None:
    watch = HardCrashWatch(tmp_path / "gone")
    watch.start()
    watch.stop()

    assert watch.found is None


def _restore_faulthandler() -> None:
    """Give pytest back what the watch has turned off."""
    assert sys.__stderr__ is not None
    faulthandler.enable(sys.__stderr__)

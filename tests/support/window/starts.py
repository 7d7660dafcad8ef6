"""Start the program more than once over one data folder, and see who may edit there.

``python -m tests.support.window.starts FOLDER`` plays everything that happens on one PC. A renamed or second
PC takes a system that is renamed between: ``... FOLDER leave``, then ``... FOLDER renamed``; and while
``... FOLDER hold`` runs, ``... FOLDER beside`` (packaging/windows/starts_under_wine.sh does so).
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gia_desktop.app.program.vaults import DRAFTS_FILE
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import new_report
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.store import DraftStore
from gia_desktop.exchange.report_file import save_report
from gia_desktop.vault.holder import SILENT_SECONDS, Holder, read_holder

ROOT = Path(__file__).parents[3]
PATIENCE = 120.0
FIGURE = "t3.new.natural"
BUREAU = "示例县民政局"
UNITS = ("示例县甲镇人民政府", "示例县乙镇人民政府", "示例县丙镇人民政府", "示例县丁镇人民政府")


def step(text: str, *, holds: object) -> None:
    """Say what was looked at and end at the first thing that is not as it should be."""
    sys.stdout.write(("✓ " if holds else "✗ ") + text + "\n")
    sys.stdout.flush()
    if not holds:
        os._exit(1)


class Start:
    """One start of the program."""

    def __init__(self, data: Path, file: Path | None = None) -> None:
        command = [sys.executable, "-m", "tests.support.window.start_child", str(data)]
        self.process = subprocess.Popen(
            [*command, *([str(file)] if file else [])],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._lines: queue.Queue[list[Any] | None] = queue.Queue()
        self.said: list[list[Any]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def hear(self, kind: str) -> Any:
        """Wait until the program says something of a kind; None when it ends without."""
        while (entry := self._lines.get(timeout=PATIENCE)) is not None:
            self.said.append(entry)
            if entry[0] == kind:
                return entry[1]
        return None

    def ask(self, order: str, *arguments: str) -> Any:
        """Let the program do something and return its answer."""
        self.tell(order, *arguments)
        return self.hear(order)

    def tell(self, order: str, *arguments: str) -> None:
        """Let the program do something."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([order, *arguments]).encode() + b"\n")
        self.process.stdin.flush()

    @property
    def was_asked(self) -> bool:
        """Tell whether the clerk had to answer a question."""
        return any(entry[0] == "asked" for entry in self.said)

    def end(self) -> int:
        """Close the window in the ordinary way; return the exit code."""
        with contextlib.suppress(OSError):
            self.ask("close")
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill it, as a power cut does."""
        self.process.kill()
        self.process.wait(PATIENCE)

    @contextlib.contextmanager
    def asleep(self) -> Iterator[None]:
        """Let it hang for a while."""
        self._let("NtSuspendProcess", "SIGSTOP")
        try:
            yield
        finally:
            self._let("NtResumeProcess", "SIGCONT")

    def _let(self, on_windows: str, elsewhere: str) -> None:
        if sys.platform == "win32":
            handle = ctypes.c_void_p(int(self.process._handle))
            assert ctypes.WinDLL("ntdll")[on_windows](handle) == 0
        else:
            self.process.send_signal(getattr(signal, elsewhere))


def note_of(data: Path) -> Holder:
    """Return who stands in the note of a data folder."""
    found = read_holder(data / "running.holder")
    assert found is not None
    return found


def figure_in(data: Path) -> object:
    """Return the figure of the report that is typed into, from the disk."""
    store = open_drafts(data / DRAFTS_FILE).store
    try:
        number = next(item.id for item in store.list() if item.unit == BUREAU)
        return store.load(number).values[CellKey(FIGURE)]
    finally:
        store.close()


def prepare(data: Path) -> list[Path]:
    """Make a data folder with one report, and files of four more."""
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    store = DraftStore(data / DRAFTS_FILE)
    store.create(new_report("2021", 2025, BUREAU, "county_department"))
    store.close()
    files = [data.parent / f"{number}.gia" for number in range(len(UNITS))]
    for file, unit in zip(files, UNITS, strict=True):
        file.unlink(missing_ok=True)
        save_report(new_report("2021", 2025, unit, "township"), file)
    return files


def one_after_the_other(data: Path) -> None:
    """A second start hands its file over; the first is killed; the next goes on."""
    files = prepare(data)
    first = Start(data)
    step("第一次启动：可以编辑", holds=first.hear("began") == "")
    first.ask("open", BUREAU)
    step("填一格，存好", holds=first.ask("fill", FIGURE, "7"))
    token = note_of(data).token
    second = Start(data, files[0])
    step(
        "第二次启动自己结束，不打开窗口",
        holds=(second.hear("began"), second.process.wait(PATIENCE)) == (None, 0),
    )
    step("它的文件在第一个窗口里打开", holds=wait_for(lambda: UNITS[0] in first.ask("title")))
    step("记着的还是第一个", holds=(note_of(data).token, note_of(data).left) == (token, False))
    with first.asleep():
        third = Start(data, files[1])
        told = third.hear("told")
        step(
            f"第一个没有反应：第三次启动说明后结束（{told}）",
            holds=told and third.process.wait(PATIENCE) == 1,
        )
    step(
        "第一个醒来照常编辑",
        holds=first.ask("title") and (first.ask("open", BUREAU), first.ask("fill", FIGURE, "8"))[1],
    )
    first.kill()
    step("强行结束以后，记着的还是它", holds=(note_of(data).token, note_of(data).left) == (token, False))
    again = Start(data)
    step("再启动：马上可以编辑，不用接手", holds=again.hear("began") == "")
    step("没有问过什么", holds=not again.was_asked)
    step("记着的换成了它", holds=note_of(data).token != token)
    again.ask("open", BUREAU)
    step("接着填", holds=again.ask("fill", FIGURE, "9"))
    step("正常退出", holds=again.end() == 0)
    step("记着它已经退出，锁已放开", holds=note_of(data).left and not (data / "running.lock").exists())
    step("最后填的在草稿里", holds=figure_in(data) == 9)


def all_at_once(data: Path) -> None:
    """Several files are opened in the same moment, with nobody there."""
    open_together(data, prepare(data))


def all_at_once_after_a_kill(data: Path) -> None:
    """Several files are opened in the same moment, over a program that was killed."""
    files = prepare(data)
    before = Start(data)
    before.hear("began")
    before.kill()
    open_together(data, files)


def open_together(data: Path, files: list[Path]) -> None:
    """Open files in the same moment, as with several chosen in a folder."""
    starts = [Start(data, file) for file in files]
    words = wait_for_one(starts)
    owners = [start for start, found in zip(starts, words, strict=True) if found is not None]
    holds = [words[starts.index(one)] for one in owners] == [""]
    step(f"同时打开 {len(files)} 个文件：正好一个可以编辑", holds=holds)
    (owner,) = owners
    ended = [start.process.wait(PATIENCE) for start in starts if start is not owner]
    step("其余的都交出文件后结束", holds=ended == [0] * (len(files) - 1))
    expected = sorted([*UNITS, BUREAU])
    step("四个文件都打开了", holds=wait_for(lambda: owner.ask("units") == expected))
    step("正常退出", holds=owner.end() == 0)
    step("没有留下没人理的文件", holds=not list((data / "wishes").iterdir()))


def ending(data: Path) -> None:
    """A file is opened while the window that has the folder is just closing."""
    files = prepare(data)
    first = Start(data)
    first.hear("began")
    first.tell("close slowly")
    first.hear("closing")
    second = Start(data, files[0])
    step("它的窗口正在关：后一个等着", holds=wait_for(lambda: bool(list((data / "wishes").glob("*.wish")))))
    step("前一个窗口关上", holds=first.process.wait(PATIENCE) == 0)
    step("后一个不必再点一次：自己打开", holds=second.hear("began") == "")
    step("打开的是它的文件", holds=wait_for(lambda: UNITS[0] in second.ask("title")))
    step("正常退出", holds=second.end() == 0)


def leave(data: Path) -> None:
    """Be killed while the PC has its old name."""
    prepare(data)
    first = Start(data)
    step(f"电脑 {platform_name()}：可以编辑", holds=first.hear("began") == "")
    first.ask("open", BUREAU)
    step("填一格，存好", holds=first.ask("fill", FIGURE, "7"))
    first.kill()


def renamed(data: Path) -> None:
    """Start after the PC was renamed."""
    before = note_of(data)
    start = Start(data)
    words = start.hear("began")
    step(
        f"电脑改名为 {platform_name()} 后启动：只能看，说明是谁的（{words}）",
        holds=words and before.pc in words,
    )
    start.ask("open", BUREAU)
    step("不能改", holds=not can_fill(start, "8"))
    begin = time.monotonic()
    step("一分多钟没有动静后可以接手", holds=wait_for(lambda: "接手" in start.ask("words")))
    step(f"不早于 {SILENT_SECONDS:.0f} 秒", holds=time.monotonic() - begin > SILENT_SECONDS / 2)
    step(
        "问过以后接手",
        holds=start.ask("take over") == "" and any(entry[0] == "asked" for entry in start.said),
    )
    step("记着的是新名字", holds=note_of(data).pc == platform_name())
    start.ask("open", BUREAU)
    step("可以填", holds=start.ask("fill", FIGURE, "8"))
    start.kill()
    again = Start(data)
    step("强行结束后再启动：马上可以编辑", holds=again.hear("began") == "")
    step("正常退出", holds=again.end() == 0)
    step("改名前后填的都在", holds=figure_in(data) == 8)


def hold(data: Path) -> None:
    """Work at one PC until a file called ``end`` appears beside the data folder."""
    prepare(data)
    end = data.with_name("end")
    end.unlink(missing_ok=True)
    first = Start(data)
    step(f"电脑 {platform_name()}：可以编辑", holds=first.hear("began") == "")
    first.ask("open", BUREAU)
    step("填一格，存好", holds=first.ask("fill", FIGURE, "7"))
    data.with_name("begun").touch()
    wait_for(end.exists, 10 * PATIENCE)
    step(f"电脑 {platform_name()}：仍可以编辑", holds=first.ask("fill", FIGURE, "8"))
    step("正常退出", holds=first.end() == 0)


def beside(data: Path) -> None:
    """Come from another PC meanwhile."""
    second = Start(data)
    words = second.hear("began")
    step(f"电脑 {platform_name()}：只能看（{words}）", holds=words and note_of(data).pc in words)
    second.ask("open", BUREAU)
    step("不能改", holds=not can_fill(second, "9"))
    data.with_name("end").touch()
    step("对方退出后看得到", holds=wait_for(lambda: "现在可以由您编辑" in second.ask("words")))
    step("开始编辑", holds=second.ask("take over") == "")
    second.ask("open", BUREAU)
    step("填一格，存好", holds=second.ask("fill", FIGURE, "9"))
    step("正常退出", holds=second.end() == 0)
    step("后来填的在草稿里", holds=figure_in(data) == 9)


def can_fill(start: Start, text: str) -> bool:
    """Tell whether a figure can be typed."""
    return bool(start.ask("fill", FIGURE, text))


def platform_name() -> str:
    """Return how this PC is called."""
    from PySide6.QtCore import QSysInfo

    return QSysInfo.machineHostName()


def wait_for(happened: Any, seconds: float = PATIENCE) -> bool:
    """Return whether something happens in time."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.3)
    return True


def wait_for_one(starts: list[Start]) -> list[str | None]:
    """Return what each start says when it begins, None of those that end without a window."""
    found: list[str | None] = [None] * len(starts)

    def listen(number: int) -> None:
        found[number] = starts[number].hear("began")

    listeners = [threading.Thread(target=listen, args=(number,)) for number in range(len(starts))]
    for thread in listeners:
        thread.start()
    for thread in listeners:
        thread.join()
    return found


def main(folder: Path, part: str = "") -> None:
    """Play one part, or all that happens on one PC."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parts = {"leave": leave, "renamed": renamed, "hold": hold, "beside": beside}
    here = [one_after_the_other, all_at_once, all_at_once_after_a_kill, ending]
    for play in [parts[part]] if part else here:
        play(folder.absolute() / "data")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

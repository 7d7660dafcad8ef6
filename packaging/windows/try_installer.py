"""Install silently, try what was installed, upgrade, uninstall: try_installer.py SETUP REPORT [OLDER].

REPORT is a .gia file that becomes a draft; OLDER is an earlier setup program, which is installed first.
Runs on Windows, also under Wine; refuses a PC that already has the program or drafts.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import sqlite3
import subprocess
import sys
import time
import winreg
from collections.abc import Callable, Iterator
from pathlib import Path

LOCAL = Path(os.environ["LOCALAPPDATA"])
PROGRAM = LOCAL / "Programs" / "gia-desktop"
DRAFTS = LOCAL / "gia-desktop" / "drafts.sqlite3"
TITLE = "政府信息公开年报助手"
# How the title of a report's window ends; the year comes before.
OPENED = f" 年 — {TITLE}"
UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\gia-desktop"
CLASSES = "Software\\Classes\\"
ENDINGS = (".gia", ".giar", ".giac")
"""Of files that open by a double click."""
PROGRAM_IS_OPEN = 2


def step(text: str, *, holds: bool) -> None:
    """Say what was looked at and end at the first thing that is not as it should be."""
    print(("✓ " if holds else "✗ ") + text, flush=True)
    if not holds:
        sys.exit(1)


def call(*command: str | Path) -> int:
    """Run a program and return its exit code."""
    return subprocess.run([str(part) for part in command], check=False, timeout=300).returncode


def wait_for(happened: Callable[[], bool], seconds: float = 60) -> bool:
    """Return whether something happens in time."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def registered(key: str, name: str = "") -> str:
    """Return a text of the user's registry, empty where there is none."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
    except FileNotFoundError:
        return ""


def shell_folder(name: str) -> Path:
    """Return a folder of the user's desktop environment."""
    key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
    return Path(registered(key, name))


def window_titles() -> list[str]:
    """Return the titles of all windows that are to be seen."""
    user32 = ctypes.WinDLL("user32")
    found: list[str] = []

    @ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    def take(handle: int, _: int) -> bool:
        title = ctypes.create_unicode_buffer(256)
        if user32.IsWindowVisible(ctypes.c_void_p(handle)):
            user32.GetWindowTextW(ctypes.c_void_p(handle), title, len(title))
            found.append(title.value)
        return True

    user32.EnumWindows(take, None)
    return found


@contextlib.contextmanager
def open_window(title: str, *arguments: str | Path) -> Iterator[None]:
    """Have the window of the installed program open; in the end it is killed, as by a power cut."""
    program = subprocess.Popen([PROGRAM / "gia-desktop.exe", *arguments])
    try:
        step("窗口打开", holds=wait_for(lambda: any(title in found for found in window_titles())))
        yield
    finally:
        program.kill()
        program.wait()


def stored_figures() -> list[tuple[str, str]]:
    """Return the figures of the drafts; the program, while it is open, lets nobody else read them."""
    with contextlib.closing(sqlite3.connect(DRAFTS)) as database:
        return database.execute("SELECT key, value FROM cells ORDER BY report, key").fetchall()


def install_older(setup: Path, report: Path) -> list[tuple[str, str]]:
    """Install an earlier version, let it take in a report, and return its figures."""
    step("安装旧版", holds=call(setup, "/S") == 0)
    with open_window(OPENED, report):
        pass
    step("旧版收下一份年报", holds=len(stored_figures()) > 0)
    return stored_figures()


def install(setup: Path) -> None:
    """Install silently and look at everything that the system should know of it."""
    begin = time.monotonic()
    step("静默安装", holds=call(setup, "/S") == 0)
    print(f"  {time.monotonic() - begin:.1f} 秒", flush=True)
    links = [shell_folder(name) / f"{TITLE}.lnk" for name in ("Programs", "Desktop")]
    step("开始菜单和桌面有快捷方式", holds=all(link.is_file() for link in links))
    step("“应用”里能看到", holds=registered(UNINSTALL_KEY, "DisplayName") == TITLE)
    for ending in ENDINGS:
        opens = registered(CLASSES + registered(CLASSES + ending) + r"\shell\open\command")
        step(f"{ending} 由本程序打开", holds=opens == f'"{PROGRAM}\\gia-desktop.exe" "%1"')
    step("安装后的程序通过自检", holds=call(PROGRAM / "gia.exe", "self-test") == 0)


def upgrade(setup: Path, report: Path) -> None:
    """Install over the installed program, while it is open and after."""
    with open_window(OPENED, report):
        step("程序开着时不升级", holds=call(setup, "/S") == PROGRAM_IS_OPEN)
    figures = stored_figures()
    step("年报存为草稿", holds=len(figures) > 0)
    stale = PROGRAM / "_internal" / "旧版文件.txt"
    stale.write_text("旧", encoding="utf-8")
    desktop = shell_folder("Desktop") / f"{TITLE}.lnk"
    desktop.unlink()
    step("原地升级", holds=call(setup, "/S") == 0)
    step("旧版的文件不留下", holds=not stale.exists())
    step("删掉的桌面快捷方式不回来", holds=not desktop.exists())
    step("升级后的程序通过自检", holds=call(PROGRAM / "gia.exe", "self-test") == 0)
    with open_window(TITLE):
        pass
    step("草稿里的数字一个不少", holds=stored_figures() == figures)


def uninstall() -> None:
    """Uninstall silently: the program goes, the drafts and files of others stay."""
    foreign = PROGRAM / "别人的文件.txt"
    foreign.write_text("留", encoding="utf-8")
    step("静默卸载", holds=call(PROGRAM / "uninstall.exe", "/S") == 0)
    # The uninstaller goes on as a copy of itself and removes its own file near the end.
    step("登记已删除", holds=wait_for(lambda: not any(registered(CLASSES + ending) for ending in ENDINGS)))
    step("程序已删除", holds=wait_for(lambda: [path.name for path in PROGRAM.iterdir()] == [foreign.name]))
    step("“应用”里看不到了", holds=not registered(UNINSTALL_KEY, "DisplayName"))
    step("草稿还在", holds=DRAFTS.is_file())


def main() -> None:
    """Do everything in order."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    setup, report, *older = (Path(argument).resolve() for argument in sys.argv[1:])
    step("这台电脑没有装过本程序", holds=not PROGRAM.exists() and not DRAFTS.exists())
    figures = install_older(older[0], report) if older else []
    install(setup)
    if older:
        with open_window(TITLE):
            pass
        step(f"旧版的 {len(figures)} 个数字都在", holds=stored_figures() == figures)
    upgrade(setup, report)
    uninstall()


if __name__ == "__main__":
    main()

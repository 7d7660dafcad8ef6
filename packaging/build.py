"""Build the program for the system that this runs on, try it, and wrap it up for users: see README.md.

build.py                    everything, to dist/
build.py --program FOLDER   only the program, to FOLDER/gia-desktop; the tests do that
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import licences

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
WINDOWS = sys.platform == "win32"
ENDING = ".exe" if WINDOWS else ""
MOST_MEGABYTES = 82 if WINDOWS else 150
"""Size of the installed program; more means that something came in which nobody asked for."""

WINDOW_APPEARS = 60
"""Seconds that even a busy machine needs for the first start."""


def say(text: str) -> None:
    """Print at once, so that lines keep their order among those of child processes."""
    print(text, flush=True)


def call(command: Sequence[str | Path]) -> None:
    """Run a command of the build; its failure ends the build.

    Raises:
        SystemExit: it failed.
    """
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if code != 0:
        sys.exit(f"失败（{code}）：{command[0]}")


def freeze(dist: Path, work: Path) -> Path:
    """Make the program's folder anew and return it."""
    options = ["--noconfirm", "--clean", "--log-level=WARN", f"--distpath={dist}", f"--workpath={work}"]
    call([sys.executable, "-m", "PyInstaller", *options, HERE / "gia-desktop.spec"])
    program = dist / "gia-desktop"
    licences.collect(program)
    return program


def try_it(program: Path) -> None:
    """Let the built program test itself and open its window."""
    call([program / f"gia{ENDING}", "self-test"])
    # Loads every module of the window before it answers.
    call([program / f"gia-desktop{ENDING}", "--version"])
    open_window(program / f"gia-desktop{ENDING}")
    if WINDOWS:
        call([sys.executable, HERE / "windows" / "check_imports.py", program])


def open_window(program: Path) -> None:
    """Start the window on data of its own, on no screen, and see that it gets as far as making its drafts.

    Raises:
        SystemExit: it did not.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        window = subprocess.Popen([program, "--data-dir", data], env=env)
        end = time.monotonic() + WINDOW_APPEARS
        while not (Path(data) / "drafts.sqlite3").is_file():
            if window.poll() is not None or time.monotonic() > end:
                window.kill()
                sys.exit(f"窗口没有打开：{program}")
            time.sleep(0.1)
        window.terminate()
        window.wait()
    say("窗口能打开。")


def wrap(program: Path, dist: Path) -> None:
    """Make what users install, where the system has the tool for it."""
    if WINDOWS and shutil.which("makensis"):
        call([sys.executable, HERE / "windows" / "installer.py", program, dist])
    elif shutil.which("dpkg-deb"):
        call(["bash", HERE / "linux" / "build_deb.sh", program, dist])
    else:
        tool = "makensis（NSIS）" if WINDOWS else "dpkg-deb"
        say(f"没有找到 {tool}，不制作安装包；程序文件夹可以直接使用。")
    for path in sorted([*dist.glob("*.deb"), *dist.glob("*.exe")]):
        say(f"{path}：{path.stat().st_size / 1e6:.1f} MB")


def megabytes(folder: Path) -> float:
    """Return the size of a folder; a link counts as nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Do all steps; the first that fails ends the build."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(description="制作程序和安装包")
    parser.add_argument("--program", type=Path, metavar="FOLDER", help="只制作程序，放到这个文件夹")
    only = parser.parse_args().program
    begin = time.monotonic()
    dist = ROOT / "dist" if only is None else only.resolve()
    work = ROOT / "build" / "pyinstaller" if only is None else dist / "work"
    program = freeze(dist, work)
    size = megabytes(program)
    say(f"{program}：{size:.1f} MB，{time.monotonic() - begin:.0f} 秒")
    if size > MOST_MEGABYTES:
        sys.exit(f"程序大于 {MOST_MEGABYTES} MB。")
    try_it(program)
    if only is None:
        wrap(program, dist)


if __name__ == "__main__":
    main()

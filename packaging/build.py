"""Build the program for the system that this runs on, try it, and wrap it up for users: see README.md."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import licences

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
DIST = ROOT / "dist"
PROGRAM = DIST / "gia-desktop"
WINDOWS = sys.platform == "win32"


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


def freeze() -> None:
    """Make the program's folder anew."""
    work = ROOT / "build" / "pyinstaller"
    options = ["--noconfirm", "--clean", "--log-level=WARN", f"--distpath={DIST}", f"--workpath={work}"]
    call([sys.executable, "-m", "PyInstaller", *options, HERE / "gia-desktop.spec"])
    licences.collect(PROGRAM)


def try_it() -> None:
    """Let the built program test itself."""
    ending = ".exe" if WINDOWS else ""
    call([PROGRAM / f"gia{ending}", "self-test"])
    # Loads every module of the window before it answers.
    call([PROGRAM / f"gia-desktop{ending}", "--version"])
    if WINDOWS:
        call([sys.executable, HERE / "windows" / "check_imports.py", PROGRAM])


def wrap() -> None:
    """Make what users install, where the system has the tool for it."""
    if WINDOWS and shutil.which("makensis"):
        call([sys.executable, HERE / "windows" / "installer.py", PROGRAM, DIST])
    elif shutil.which("dpkg-deb"):
        call(["bash", HERE / "linux" / "build_deb.sh", PROGRAM, DIST])
    else:
        tool = "makensis（NSIS）" if WINDOWS else "dpkg-deb"
        say(f"没有找到 {tool}，不制作安装包；程序文件夹可以直接使用。")


def megabytes(folder: Path) -> float:
    """Return the size of a folder; a link counts as nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Do all steps; the first that fails ends the build."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    begin = time.monotonic()
    freeze()
    say(f"{PROGRAM}：{megabytes(PROGRAM):.1f} MB，{time.monotonic() - begin:.0f} 秒")
    try_it()
    wrap()
    for path in sorted([*DIST.glob("*.deb"), *DIST.glob("*.exe")]):
        say(f"{path}：{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

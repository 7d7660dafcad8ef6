"""The environment in .venv: made from the running Python, brought to the state of a lock."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from dev.shell import ROOT, DevError, call, say

VENV = ROOT / ".venv"
STAMP = VENV / "gia-lock.txt"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

OLDEST_PYTHON = (3, 11)
# PySide6 6.9.3 has no wheels for 3.14.
FIRST_PYTHON_TOO_NEW = (3, 14)


def python_fault(version: tuple[int, int]) -> str | None:
    """Return the sentence for a Python that can't run the project, None for one that can."""
    if OLDEST_PYTHON <= version < FIRST_PYTHON_TOO_NEW:
        return None
    return (
        f"需要 Python 3.11、3.12 或 3.13，现在用的是 {version[0]}.{version[1]}（{sys.executable}）。"
        "请换用其中一个版本，例如：python3.11 dev.py …"
    )


def venv_python(folder: Path | None = None) -> Path:
    """Return the interpreter inside .venv, or inside another environment."""
    return (folder or VENV) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def stamp_of(lock: Path) -> str:
    """Return what the stamp says after this lock was installed.

    Line ends are left out of the hash: git may check a lock out with those of Windows.
    """
    digest = hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    return f"{lock.name} {digest}"


def read_stamp(stamp: Path) -> str | None:
    """Return the stamp's text, None when .venv was never finished."""
    try:
        return stamp.read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


def lock_to_install(stamp: str | None, *, runtime_only: bool) -> Path | None:
    """Return the lock that .venv has to be brought to, None when it is already there.

    Args:
        stamp: what the stamp says now.
        runtime_only: the command needs no developer tools.
    """
    if stamp == stamp_of(DEV_LOCK):
        return None
    was_runtime = stamp is None or stamp.startswith(RUN_LOCK.name + " ")
    if not (runtime_only and was_runtime):
        return DEV_LOCK
    return None if stamp == stamp_of(RUN_LOCK) else RUN_LOCK


def venv_works() -> bool:
    """Tell whether .venv was finished once and its interpreter still starts."""
    if read_stamp(STAMP) is None:
        return False
    try:
        probe = subprocess.run([venv_python(), "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return probe.returncode == 0


def create_venv(folder: Path) -> None:
    """Make an empty environment from the running Python, over whatever stood there.

    Raises:
        DevError: it can't be made, or is a link: what it leads to belongs to somebody else, too.
    """
    if folder.is_symlink():
        message = (
            f"{folder} 是链接，指向 {folder.resolve()}；那里的环境不完整，但也许别处在用，没有动它。"
            "请在那边重新建立，或删掉这个链接再来。"
        )
        raise DevError(message)
    # Inside .venv itself sys.executable is the file about to be cleared away.
    python = getattr(sys, "_base_executable", None) or sys.executable
    if call([python, "-m", "venv", "--clear", folder]) != 0:
        message = f"无法建立虚拟环境 {folder}，原因见上面的输出。"
        raise DevError(message)


def pip_install(python: Path, *arguments: str | Path) -> None:
    """Install what is named and nothing else, at length only where a person watches.

    pip must not resolve: even of what a lock pins it takes the newest release when something asks for it
    with an extra, so that a release of tomorrow would stop the installation, or get in.

    Raises:
        DevError: pip did not get to the end.
    """
    command: list[str | Path] = [python, "-m", "pip", "install", "--no-deps", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        command.append("--quiet")
    if call([*command, *arguments]) != 0:
        message = "pip 安装失败，原因见上面的输出。请检查网络后重试。"
        raise DevError(message)


def prepare_venv(*, runtime_only: bool = False) -> None:
    """Bring .venv to the state of the lock.

    Raises:
        DevError: the environment can't be made.
    """
    if not venv_works():
        say("建立 .venv …")
        create_venv(VENV)
    lock = lock_to_install(read_stamp(STAMP), runtime_only=runtime_only)
    if lock is None:
        return
    say(f"按 {lock.name} 安装依赖，首次约需一分钟 …")
    # Without a stamp an installation broken off half-way is rebuilt next time.
    STAMP.unlink(missing_ok=True)
    pip_install(venv_python(), "--require-hashes", "-r", lock)
    STAMP.write_text(stamp_of(lock) + "\n", encoding="utf-8")

#!/usr/bin/env python3
"""One door for developers: make .venv from the lock and run, test, draw, measure or lock from there."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "gia-lock.txt"
OUT = ROOT / "out"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

OLDEST_PYTHON = (3, 11)
# PySide6 6.9.3 has no wheels for 3.14.
FIRST_PYTHON_TOO_NEW = (3, 14)
UV = "uv==0.13.9"
USAGE_ERROR = 2

USAGE = """\
用法：python3 dev.py 命令 [参数…]

  run [参数…]      启动程序；没有显示器时改为演示：自查示例报告，把 docx 和截图写到 out/
  test [参数…]     全部检查：ruff、mypy、pytest 和覆盖率；带参数时只运行 pytest，参数原样传给它
  screens [--docs] 不用显示器，把各界面画成图片，写到 out/screens/；--docs 重拍手册和 README 里的图片
  bench [名称…]    测量 design.md 第 7 节的各项指标，或只测几项；--keep 把结果写进 docs/performance.md
  lock [--upgrade] 由 pyproject.toml 重新生成两个锁文件；--upgrade 把全部依赖升到最新
  package          为本系统制作程序和安装包并自检，写到 dist/

各命令自己准备 .venv 和所需的系统软件包。"""

# Sonames are asked for, not packages: libglib2.0-0 became libglib2.0-0t64, its sonames stayed, and apt still
# takes the old name because the new package provides it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_PROGRAMS = {
    "soffice": "libreoffice-writer-nogui",
    "pdftoppm": "poppler-utils",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xclip": "xclip",
    "xdotool": "xdotool",
}
FONT_PACKAGE = "fonts-noto-cjk"
FONT_FILES = ("*cjk*.*", "wqy-*.*", "fandol*.*", "sourcehan*.*", "simsun.*", "msyh.*")
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)


class DevError(Exception):
    """What keeps a command from going on, as a Chinese sentence for the developer."""


@dataclass(frozen=True)
class Need:
    """Something that the system has to supply."""

    name: str
    package: str
    # Without a needed thing the command stops; without a wanted one it says so and goes on.
    needed: bool
    found: Callable[[], bool]


def say(text: str) -> None:
    """Print at once, so that lines keep their order among those of child processes."""
    print(text, flush=True)


def python_fault(version: tuple[int, int]) -> str | None:
    """Return the sentence for a Python that can't run the project, None for one that can."""
    if OLDEST_PYTHON <= version < FIRST_PYTHON_TOO_NEW:
        return None
    return (
        f"需要 Python 3.11、3.12 或 3.13，现在用的是 {version[0]}.{version[1]}（{sys.executable}）。"
        "请换用其中一个版本，例如：python3.11 dev.py …"
    )


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def offscreen(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a Qt program without a screen."""
    return {**environ, "QT_QPA_PLATFORM": "offscreen"}


def call(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project folder with its output shown and return its exit code."""
    try:
        code = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode
    except OSError as error:
        message = f"无法启动 {command[0]}：{error}"
        raise DevError(message) from error
    # A child ended by a signal has a negative code, which sys.exit would turn into nonsense.
    return code if code >= 0 else 128 - code


# What the system has to supply


def library_loads(soname: str) -> bool:
    """Tell whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def chinese_font_installed() -> bool:
    """Tell whether a font with Simplified Chinese is there; without one all text is boxes."""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
        if listed.returncode == 0:
            return bool(listed.stdout.strip())
    return any(font_file_in(folder) for folder in FONT_FOLDERS)


def font_file_in(folder: Path) -> bool:
    """Tell whether a folder holds a known Chinese font file."""
    files = (path.name.lower() for path in folder.rglob("*.[to]t[fc]"))
    return any(Path(name).match(pattern) for name in files for pattern in FONT_FILES)


def program_found(name: str) -> bool:
    """Tell whether a program is on PATH."""
    return shutil.which(name) is not None


def module_found(name: str) -> bool:
    """Tell whether the running Python has a module."""
    return importlib.util.find_spec(name) is not None


def library_needs(libraries: Mapping[str, str], *, needed: bool) -> list[Need]:
    """Return one need for each library."""
    return [
        Need(soname, package, needed=needed, found=partial(library_loads, soname))
        for soname, package in libraries.items()
    ]


def needs_of(command: str, *, display: bool) -> list[Need]:
    """Return what a command asks of a Linux system."""
    if command not in {"run", "test", "screens", "bench", "package"}:
        return []
    needs = library_needs(QT_LIBRARIES, needed=True)
    if display or command in {"test", "package"}:
        # The built program carries those of the machine that it was built on.
        needs += library_needs(X11_LIBRARIES, needed=command in {"run", "package"})
    if command == "package":
        needs.append(Need("objdump", "binutils", needed=True, found=partial(program_found, "objdump")))
    needs.append(Need("简体中文字体", FONT_PACKAGE, needed=False, found=chinese_font_installed))
    if command == "test":
        needs += [
            Need(program, package, needed=False, found=partial(program_found, program))
            for program, package in TEST_PROGRAMS.items()
        ]
    if not VENV.exists():
        # Debian takes ensurepip out of Python, and `python -m venv` fails half-way without it.
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        needs.append(Need("ensurepip", package, needed=True, found=partial(module_found, "ensurepip")))
    return needs


def missing_of(needs: Iterable[Need]) -> list[Need]:
    """Return the needs that the system does not meet."""
    return [need for need in needs if not need.found()]


def packages_for(missing: Iterable[Need]) -> list[str]:
    """Return the Debian packages that bring what is missing, each once."""
    return sorted({need.package for need in missing})


def apt_command(packages: Iterable[str]) -> list[str]:
    """Return the command that installs packages and nothing they merely recommend."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def sudo_line(packages: Iterable[str]) -> str:
    """Return the line that a developer who is not root has to enter."""
    return "sudo apt-get update && sudo " + " ".join(apt_command(packages))


def advice(missing: Sequence[Need], *, apt: bool) -> str:
    """Return what the developer can do about missing things."""
    names = "、".join(need.name for need in missing)
    if apt:
        return f"系统缺少：{names}。请运行：\n  {sudo_line(packages_for(missing))}"
    return f"系统缺少：{names}。请用本系统的软件包管理器安装含有它们的软件包。"


def install_as_root(packages: Sequence[str]) -> None:
    """Install Debian packages; a failure shows in apt's own output and in what is still missing."""
    say(f"安装系统软件包：{' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if call(["apt-get", "update", "-qq"], env) == 0:
        call(["apt-get", "-qq", *apt_command(packages)[1:]], env)


def prepare_system(command: str) -> None:
    """Install or name what the system lacks for a command.

    Raises:
        DevError: something is missing that the command can't do without.
    """
    if not sys.platform.startswith("linux"):
        return
    needs = needs_of(command, display=has_display(sys.platform, os.environ))
    missing = missing_of(needs)
    apt = shutil.which("apt-get") is not None
    if missing and apt and os.geteuid() == 0:
        install_as_root(packages_for(missing))
        missing = missing_of(missing)
    if not missing:
        return
    text = advice(missing, apt=apt)
    if any(need.needed for need in missing):
        raise DevError(text)
    say(f"{text}\n没有它们也能继续，但有些测试会跳过，画面上的汉字可能是方框。")


# The environment in .venv


def venv_python() -> Path:
    """Return the interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


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
    """Make an empty environment from the running Python, over whatever stood there."""
    # Inside .venv itself sys.executable is the file about to be cleared away.
    python = getattr(sys, "_base_executable", None) or sys.executable
    if call([python, "-m", "venv", "--clear", folder]) != 0:
        message = f"无法建立虚拟环境 {folder}，原因见上面的输出。"
        raise DevError(message)


def pip_install(python: Path, *arguments: str | Path) -> None:
    """Install with pip, at length only where a person watches."""
    command: list[str | Path] = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        command.append("--quiet")
    if call([*command, *arguments]) != 0:
        message = "pip 安装失败，原因见上面的输出。请检查网络后重试。"
        raise DevError(message)


def prepare_venv(*, runtime_only: bool = False) -> None:
    """Bring .venv to the state of the lock."""
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


# Commands


def run(arguments: Sequence[str]) -> int:
    """Start the program, or its demonstration where no window can be shown."""
    prepare_venv(runtime_only=True)
    if has_display(sys.platform, os.environ):
        return call([venv_python(), "-m", "gia_desktop.ui.app", *arguments])
    say("没有显示器（DISPLAY 和 WAYLAND_DISPLAY 都未设置）：改为演示，结果写到 out/ …")
    return call([venv_python(), "-m", "gia_desktop.ui.demo", "--out", "out"], offscreen(os.environ))


def screens(arguments: Sequence[str]) -> int:
    """Draw every screen into out/screens, or those of the manual into the manual."""
    prepare_venv(runtime_only=True)
    command = ["-m", "gia_desktop.ui.screens", "--out", "out/screens"]
    return call([venv_python(), *command, *arguments], offscreen(os.environ))


def bench(arguments: Sequence[str]) -> int:
    """Measure the figures of the design."""
    prepare_venv()
    return call([venv_python(), "-m", "tests.bench", *arguments], offscreen(os.environ))


def test(arguments: Sequence[str]) -> int:
    """Run every check, or only pytest when arguments are given."""
    prepare_venv()
    if arguments:
        return call([venv_python(), "-m", "pytest", *arguments])
    return test_everything()


def test_everything() -> int:
    """Run all steps even after one failed; the counts of the tests close the output."""
    python = venv_python()
    folder = OUT / "test"
    folder.mkdir(parents=True, exist_ok=True)
    junit, coverage = folder / "junit.xml", folder / "coverage.json"
    for old in (junit, coverage):
        old.unlink(missing_ok=True)
    # Tests of one group share what took long to make, so they run on one worker.
    shared_out = ["-n", "2", "--dist", "loadgroup"]
    tests = ["pytest", *shared_out, f"--junitxml={junit}", "--cov", f"--cov-report=json:{coverage}"]
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("ruff check", lambda: call([python, "-m", "ruff", "check", "."]) == 0),
        ("ruff format", lambda: call([python, "-m", "ruff", "format", "--check", "."]) == 0),
        ("mypy", lambda: call([python, "-m", "mypy"]) == 0),
        ("pytest", lambda: call([python, "-m", *tests]) == 0),
        ("coverage", lambda: coverage_reached(coverage)),
    ]
    failed = []
    for name, step in steps:
        say(f"== {name}")
        if not step():
            failed.append(name)
    say(f"未通过：{'、'.join(failed)}" if failed else "全部通过。")
    if junit.exists():
        say(closing_line(junit.read_text(encoding="utf-8")))
    return 1 if failed else 0


def closing_line(junit: str) -> str:
    """Return the counts of a pytest run from its JUnit file."""
    # The file was written a moment ago by our own pytest, so nobody hides entity bombs in it.
    suites = list(ET.fromstring(junit).iter("testsuite"))  # noqa: S314
    counts = {
        key: sum(int(suite.get(key, "0")) for suite in suites)
        for key in ("tests", "failures", "errors", "skipped")
    }
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    return f"{passed} passed, {failed} failed, {counts['skipped']} skipped"


def thresholds() -> dict[str, float]:
    """Return the lowest coverage allowed in each folder, from pyproject.toml."""
    # Python older than 3.11 must get as far as the sentence in main.
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, float] = tomllib.load(file)["tool"]["gia"]["coverage"]
    return table


def files_below(report: Mapping[str, float], limits: Mapping[str, float]) -> list[str]:
    """Return one line for each file whose coverage is below the limit of its folder.

    Args:
        report: per cent by file, as coverage names it.
        limits: per cent by folder.
    """
    lines = []
    for path, percent in sorted((name.replace("\\", "/"), percent) for name, percent in report.items()):
        for folder, limit in limits.items():
            if path.startswith(folder + "/") and percent < limit:
                lines.append(f"  {path}: {percent:.1f} % < {limit:g} %")
    return lines


def coverage_reached(report: Path) -> bool:
    """Print the files whose coverage is too low and tell whether there are none."""
    if not report.exists():
        say("没有覆盖率数据：pytest 没有运行到底。")
        return False
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    percents = {name: data["summary"]["percent_covered"] for name, data in files.items()}
    below = files_below(percents, thresholds())
    if below:
        say("\n".join(["覆盖率不足（含分支）：", *below]))
    return not below


def lock(arguments: Sequence[str]) -> int:
    """Write both locks anew from pyproject.toml; versions stay where they still fit."""
    compile_ = [
        *("-m", "uv", "--no-config", "pip", "compile", "pyproject.toml"),
        "--universal",
        "--python-version=3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--custom-compile-command=python3 dev.py lock",
        "--quiet",
        *arguments,
    ]
    with tempfile.TemporaryDirectory(prefix="gia-lock-") as scratch:
        # uv stays out of the locks: nothing else needs it, and it would have to lock itself.
        create_venv(Path(scratch))
        python = Path(scratch) / venv_python().relative_to(VENV)
        pip_install(python, UV)
        run_part = ["--output-file", RUN_LOCK.name]
        dev_part = ["--output-file", DEV_LOCK.name, "--group=dev", f"--constraint={RUN_LOCK.name}"]
        for part in (run_part, dev_part):
            code = call([python, *compile_, *part])
            if code != 0:
                return code
            say(f"已写入 {part[1]}")
    return 0


def package(arguments: Sequence[str]) -> int:
    """Build the program for this system, let it test itself and wrap it up for users."""
    prepare_venv()
    return call([venv_python(), ROOT / "packaging" / "build.py", *arguments])


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "screens": screens,
    "bench": bench,
    "lock": lock,
    "package": package,
}


def main(argv: Sequence[str]) -> int:
    """Run the command named by the first argument and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no Chinese shows question marks instead of ending the program.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    fault = python_fault((sys.version_info[0], sys.version_info[1]))
    if fault is not None:
        print(fault, file=sys.stderr)
        return USAGE_ERROR
    if not argv or argv[0] not in COMMANDS:
        say(USAGE)
        return 0 if argv and argv[0] in {"help", "-h", "--help"} else USAGE_ERROR
    try:
        prepare_system(argv[0])
        return COMMANDS[argv[0]](argv[1:])
    except DevError as error:
        print(error, file=sys.stderr, flush=True)
        return USAGE_ERROR
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

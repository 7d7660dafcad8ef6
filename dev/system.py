"""What the system has to supply: libraries, programs and fonts, installed or named."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dev import fonts
from dev.environment import VENV
from dev.shell import DevError, call, say

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
    "ps": "procps",
    "desktop-file-validate": "desktop-file-utils",
    "git": "git",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xclip": "xclip",
    "xdotool": "xdotool",
}
CHINESE_FONT = "fonts-noto-cjk"
FONT_FILES = ("*cjk*.*", "wqy-*.*", "fandol*.*", "sourcehan*.*", "simsun.*", "msyh.*")
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
CALC_FILE = "program/libsclo.so"
"""The library of LibreOffice that reads tables; ``soffice`` is there without it, too."""


@dataclass(frozen=True)
class Need:
    """Something that the system has to supply."""

    name: str
    package: str
    # Without a needed thing the command stops; without a wanted one it says so and goes on.
    needed: bool
    found: Callable[[], bool]


# What is there


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


def calc_found() -> bool:
    """Tell whether LibreOffice can open tables: Writer is installed without Calc, too."""
    program = shutil.which("soffice")
    return program is not None and (Path(program).resolve().parent.parent / CALC_FILE).is_file()


def module_found(name: str) -> bool:
    """Tell whether the running Python has a module."""
    return importlib.util.find_spec(name) is not None


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


# What a command needs


def library_needs(libraries: Mapping[str, str], *, needed: bool) -> list[Need]:
    """Return one need for each library."""
    return [
        Need(soname, package, needed=needed, found=partial(library_loads, soname))
        for soname, package in libraries.items()
    ]


def environment_needs() -> list[Need]:
    """Return what making .venv takes."""
    if VENV.exists():
        return []
    # Debian takes ensurepip out of Python, and `python -m venv` fails half-way without it.
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return [Need("ensurepip", package, needed=True, found=partial(module_found, "ensurepip"))]


def drawing_needs() -> list[Need]:
    """Return what drawing without a screen takes."""
    font = Need("简体中文字体", CHINESE_FONT, needed=False, found=chinese_font_installed)
    return [*environment_needs(), *library_needs(QT_LIBRARIES, needed=True), font]


def window_needs() -> list[Need]:
    """Return what the window takes, on a screen where there is one."""
    screen = has_display(sys.platform, os.environ)
    return drawing_needs() + (library_needs(X11_LIBRARIES, needed=True) if screen else [])


def freezing_needs(*, needed: bool) -> list[Need]:
    """Return what PyInstaller takes: Debian's own Python is built without its shared library."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    soname = f"libpython{version}.so.1.0"
    # Debian's Python calls itself shared, too: only the file counts.
    beside = Path(str(sysconfig.get_config_var("LIBDIR"))) / soname
    return [
        Need("objdump", "binutils", needed=needed, found=partial(program_found, "objdump")),
        Need(
            soname,
            f"libpython{version}",
            needed=needed,
            found=lambda: beside.is_file() or library_loads(soname),
        ),
    ]


def test_needs() -> list[Need]:
    """Return what the tests look at: programs that read our files, and fonts that users have."""
    programs = [
        Need(program, package, needed=False, found=partial(program_found, program))
        for program, package in TEST_PROGRAMS.items()
    ]
    calc = Need("LibreOffice Calc", "libreoffice-calc-nogui", needed=False, found=calc_found)
    files = [
        Need(name, package, needed=False, found=partial(fonts.are_there, name))
        for name, package in fonts.PACKAGES.items()
    ]
    screen = library_needs(X11_LIBRARIES, needed=False)
    return [*drawing_needs(), *screen, *programs, *freezing_needs(needed=False), calc, *files]


def build_needs() -> list[Need]:
    """Return what building takes: the built program carries the libraries of this machine."""
    return [*drawing_needs(), *library_needs(X11_LIBRARIES, needed=True), *freezing_needs(needed=True)]


# Installing it


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


def prepare_system(needs: Sequence[Need]) -> None:
    """Install or name what the system lacks.

    Raises:
        DevError: something is missing that the command can't do without.
    """
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

"""Put the licence of everything shipped beside the built program."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gia_desktop import __version__  # noqa: E402 - found only now

TEXTS = Path(__file__).resolve().parent / "licenses"
FOLDER = "LICENSES"
# The bootloader inside both programs comes from it.
_BUILDER = "pyinstaller"
# Their wheels name the licence, but carry no text. LGPL-3 is written as additions to GPL-3.
_QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt")
_WITHOUT_TEXT = {"pyside6-essentials": _QT_TEXTS, "shiboken6": _QT_TEXTS}
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_ABOUT = """\
本文件夹收有随“政府信息公开年报助手”一起发布的各软件的许可证原文。

{rows}

Qt 和 PySide6 按 LGPL-3.0 使用，未作修改。它们是 _internal 文件夹里各自独立的动态库，
可以换成自己编译的同版本 Qt（{qt}）。源代码：https://download.qt.io/official_releases/
Qt 自带的第三方代码及其许可证：https://doc.qt.io/qt-6/licenses-used-in-qt.html
{system}"""
_ABOUT_WINDOWS = "vcruntime140.dll、msvcp140.dll 等是 Microsoft Visual C++ 运行库，按其条款随程序提供。\n"
_ABOUT_DEBIAN = "debian 文件夹里是取自 Linux 发行版的各动态库的版权说明。\n"


class LicenceError(Exception):
    """Something would be shipped without its licence."""


def shipped() -> list[str]:
    """Return the distributions whose code is in the built program."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return [*re.findall(r"^([a-z0-9][a-z0-9_.-]*)==", lock, flags=re.MULTILINE), _BUILDER]


def licence_files(name: str, found: Distribution) -> list[Path]:
    """Return the licence texts of a distribution.

    Raises:
        LicenceError: there are none.
    """
    known = (file for file in found.files or [] if ".dist-info" in str(file))
    paths = [Path(str(file.locate())) for file in known if _LICENCE_FILE.search(file.name)]
    paths = paths or [TEXTS / text for text in _WITHOUT_TEXT.get(name, ())]
    if not paths:
        message = f"no licence text for {name}: add one to packaging/licenses"
        raise LicenceError(message)
    return paths


def licence_name(found: Distribution) -> str:
    """Return the licence as the metadata names it, without the explanations that some add."""
    fields = [found.metadata[key] for key in ("License-Expression", "License") if key in found.metadata]
    name = fields[0].splitlines()[0]
    # PyInstaller tells a story; its point is that the licence does not reach the programs built with it.
    return re.sub(r" with a special exception.*", " with exception for built programs", name)


def collect(program: Path) -> None:
    """Write the folder of licences into a built program.

    Args:
        program: the folder that holds both programs.
    """
    target = program / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    shutil.copyfile(ROOT / "LICENSE", target / "GIA-Desktop.txt")
    shutil.copyfile(_python_licence(), target / "Python.txt")
    rows = [_row("gia-desktop", __version__, "MIT", "GIA-Desktop.txt")]
    rows.append(_row("python", platform.python_version(), "PSF-2.0", "Python.txt"))
    for name in shipped():
        found = distribution(name)
        folder = target / name
        folder.mkdir()
        for path in licence_files(name, found):
            # Some have no ending or .rst; a double click should open each.
            shutil.copyfile(path, folder / f"{path.name.removesuffix('.txt')}.txt")
        rows.append(_row(name, found.version, licence_name(found), f"{name}/"))
    debian = _copy_debian_notes(program, target)
    system = _ABOUT_WINDOWS if sys.platform == "win32" else _ABOUT_DEBIAN if debian else ""
    about = _ABOUT.format(
        rows="\n".join(rows),
        qt=distribution("pyside6-essentials").version,
        system=system,
    )
    (target / "说明.txt").write_text(about, encoding="utf-8-sig")


def _row(name: str, version: str, licence: str, text: str) -> str:
    return f"{name:<20}{version:<11}{licence:<54}{text}"


def _python_licence() -> Path:
    places = [Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))]
    for place in places:
        if (place / "LICENSE.txt").is_file():
            return place / "LICENSE.txt"
    message = f"no LICENSE.txt of Python in {places}"
    raise LicenceError(message)


def _copy_debian_notes(program: Path, target: Path) -> int:
    """Copy the notes of the packages whose libraries PyInstaller took from the system; return how many."""
    if not shutil.which("dpkg-query"):
        return 0
    libraries = {path.name for path in (program / "_internal").glob("*.so*")}
    packages = sorted(_owners(libraries))
    for package in packages:
        (target / "debian").mkdir(exist_ok=True)
        note = Path("/usr/share/doc") / package / "copyright"
        if not note.is_file():
            message = f"no copyright note of {package}"
            raise LicenceError(message)
        shutil.copyfile(note, target / "debian" / f"{package}.txt")
    return len(packages)


def _owners(libraries: Iterable[str]) -> set[str]:
    patterns = [f"*/lib/*{name}" for name in libraries]
    if not patterns:
        return set()
    # It ends with 1 when a pattern matches nothing, such as Python's own library.
    listed = subprocess.run(
        ["dpkg-query", "--search", *patterns], capture_output=True, encoding="utf-8", check=False
    )
    names = set(libraries)
    owners = (line.partition(": ") for line in listed.stdout.splitlines())
    return {owner.split(":")[0] for owner, _, path in owners if Path(path).name in names and "," not in owner}

"""Put the licence of everything shipped beside the built program."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from parts import foreign_modules, without_text  # noqa: E402 - found only now

from gia_desktop import __version__  # noqa: E402 - the same

TEXTS = Path(__file__).resolve().parent / "licenses"
FOLDER = "LICENSES"
# The bootloader inside both programs comes from it.
_BUILDER = "pyinstaller"
# Texts that the wheels lack: Qt's all of them (LGPL-3 is written as additions to GPL-3), lxml's some.
_ADDED = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-third-party.txt", "ICU.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "lxml": ("zlib.txt", "LGPL-2.1.txt"),
}
_OWN_MODULES = {*sys.stdlib_module_names, "gia_desktop", "_pyi_rth_utils"}
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_ABOUT = """\
本文件夹收有随“政府信息公开年报助手”一起发布的各软件的许可证原文。

{rows}

Qt 和 PySide6 按 LGPL-3.0 使用，未作修改。它们是 _internal 文件夹里各自独立的动态库，
可以换成自己编译的同版本 Qt（{qt}）。源代码：https://download.qt.io/official_releases/
Qt 中的第三方代码及其许可证：pyside6-essentials 文件夹里的 Qt-third-party.txt、ICU.txt。
lxml 中的 libiconv 按 LGPL-2.1 使用，未作修改。SQLite 不受版权保护。
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
    paths += [TEXTS / text for text in _ADDED.get(name, ())]
    if not paths:
        raise LicenceError(f"no licence text for {name}: add one to packaging/licenses")
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

    Raises:
        LicenceError: a text is missing.
    """
    target = program / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    shutil.copyfile(ROOT / "LICENSE", target / "GIA-Desktop.txt")
    shutil.copyfile(_python_licence(), target / "Python.txt")
    shutil.copyfile(TEXTS / "Python-incorporated.txt", target / "Python-incorporated.txt")
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
    lacking = without_text(_paths(program), _paths(target), debian)
    if lacking:
        raise LicenceError("no licence text for\n" + "\n".join(lacking))
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
    raise LicenceError(f"no LICENSE.txt of Python in {places}")


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _copy_debian_notes(program: Path, target: Path) -> set[str]:
    """Copy the notes of the packages whose libraries PyInstaller took from the system; return the libraries.

    Raises:
        LicenceError: a package has no note.
    """
    if not shutil.which("dpkg-query"):
        return set()
    owners = _owners({path.name for path in (program / "_internal").glob("*.so*")})
    for package in set(owners.values()):
        (target / "debian").mkdir(exist_ok=True)
        note = Path("/usr/share/doc") / package / "copyright"
        if not note.is_file():
            raise LicenceError(f"no copyright note of {package}")
        shutil.copyfile(note, target / "debian" / f"{package}.txt")
    return set(owners)


def _owners(libraries: set[str]) -> dict[str, str]:
    """Return the package that each library of the system comes from."""
    patterns = [f"*/lib/*{name}" for name in libraries]
    if not patterns:
        return {}
    # It ends with 1 when a pattern matches nothing, such as Python's own library.
    listed = subprocess.run(
        ["dpkg-query", "--search", *patterns], capture_output=True, encoding="utf-8", check=False
    )
    lines = (line.partition(": ") for line in listed.stdout.splitlines())
    found = {Path(path).name: owner.split(":")[0] for owner, _, path in lines if "," not in owner}
    return {name: found[name] for name in libraries if name in found}


def check_modules(modules: Iterable[str]) -> None:
    """Let no Python package into the program whose licence is not shipped; the spec calls it.

    Raises:
        LicenceError: there is one.
    """
    foreign = foreign_modules(modules, packages_distributions(), set(shipped()), _OWN_MODULES)
    if foreign:
        raise LicenceError(f"not in requirements.lock, add to EXCLUDES in bundle.py: {', '.join(foreign)}")

"""The built program carries what it loads and not all that Qt could load."""

from __future__ import annotations

import ast
import os
import re
import runpy

import pytest

from tests.packaging.scripts import PACKAGING, ROOT, load

bundle = load("bundle")

LINUX = "PySide6/Qt/plugins"
WINDOWS = "PySide6\\plugins"


@pytest.mark.parametrize(
    "name",
    [
        f"{LINUX}/platforms/libqxcb.so",
        f"{LINUX}/platforms/libqoffscreen.so",
        f"{LINUX}/platforminputcontexts/libibusplatforminputcontextplugin.so",
        f"{LINUX}/printsupport/libcupsprintersupport.so",
        f"{LINUX}/imageformats/libqico.so",
        f"{WINDOWS}\\platforms\\qwindows.dll",
        f"{WINDOWS}\\styles\\qmodernwindowsstyle.dll",
        "PySide6\\Qt6PrintSupport.dll",
        "PySide6\\translations\\qtbase_zh_CN.qm",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "docx/templates/default.docx",
        "gia_desktop/resources/formats/2021.toml",
        "gia_desktop/resources/help/manual/01-start.md",
        "gia_desktop\\resources\\help\\manual\\pictures\\table3.png",
    ],
)
def test_what_the_program_loads_is_kept(name: str) -> None:
    assert bundle.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        f"{LINUX}/platforms/libqeglfs.so",
        f"{LINUX}/platforms/libqwayland-generic.so",
        f"{LINUX}/platformthemes/libqgtk3.so",
        f"{LINUX}/imageformats/libqsvg.so",
        f"{WINDOWS}\\tls\\qschannelbackend.dll",
        f"{WINDOWS}\\platforms\\qdirect2d.dll",
        "PySide6\\Qt6Network.dll",
        "PySide6\\opengl32sw.dll",
        "PySide6\\translations\\qtbase_de.qm",
        "PySide6\\translations\\qt_zh_CN.qm",
    ],
)
def test_what_nobody_loads_is_dropped(name: str) -> None:
    assert not bundle.wanted(name)


def test_libraries_go_with_the_last_plugin_that_loads_them() -> None:
    files = {
        "PySide6/QtGui.so": "/venv/QtGui.so",
        "libQt6Gui.so.6": "/venv/libQt6Gui.so.6",
        "libpng16.so.16": "/lib/libpng16.so.16",
        "libgtk-3.so.0": "/lib/libgtk-3.so.0",
        "libpango.so.0": "/lib/libpango.so.0",
        "libpython3.11.so.1.0": "/lib/libpython3.11.so.1.0",
    }
    imports = {
        "/venv/QtGui.so": ["libQt6Gui.so.6", "libc.so.6"],
        "/venv/libQt6Gui.so.6": ["libpng16.so.16"],
        "/lib/libgtk-3.so.0": ["libpango.so.0"],
    }
    left = bundle.still_needed(files, lambda source: imports.get(source, []))
    assert set(files) - left == {"libgtk-3.so.0", "libpango.so.0"}


def test_modules_that_lie_among_the_libraries_stay() -> None:
    names = ("unicodedata.pyd", "python311.dll", "python3.dll", "unused.dll")
    left = bundle.still_needed({name: f"C:\\{name}" for name in names}, lambda _: [])
    assert set(names) - left == {"unused.dll"}


def test_library_of_the_same_name_in_another_folder_takes_nothing_away() -> None:
    files = {
        name: f"C:\\{name}" for name in ("python311.dll", "vcruntime140.dll", "PySide6\\vcruntime140.dll")
    }
    assert bundle.still_needed(files, lambda _: ["VCRUNTIME140.dll"]) == set(files)


def test_windows_finds_libraries_in_any_letter_case() -> None:
    files = {"PySide6\\QtCore.pyd": "C:\\QtCore.pyd", "VCRUNTIME140.dll": "C:\\VCRUNTIME140.dll"}
    assert bundle.still_needed(files, lambda _: ["vcruntime140.dll"]) == set(files)


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2", (1, 2, 0, 0)), ("1.2.3rc1", (1, 2, 3, 0)), ("1.2.3.4.5", (1, 2, 3, 4))],
)
def test_windows_gets_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert bundle.version_numbers(version) == numbers


def test_no_module_of_the_program_imports_what_the_bundle_leaves_out() -> None:
    imported = set()
    for path in (ROOT / "gia_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert "PySide6.QtWidgets" in imported
    left_out = set(bundle.EXCLUDES)
    assert not {name for name in imported if name in left_out or name.partition(".")[0] in left_out}


@pytest.mark.parametrize("before", [None, "/opt/scanner/lib"])
def test_programs_that_the_window_opens_get_the_libraries_of_the_user(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the bootloader leaves behind.
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/gia-desktop/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    runpy.run_path(str(PACKAGING / "linux" / "own_libraries.py"))
    assert os.environ.get("LD_LIBRARY_PATH") == before


def test_modules_imported_by_name_are_carried() -> None:
    named = set()
    for path in (ROOT / "gia_desktop").rglob("*.py"):
        named |= set(re.findall(r'import_module\("([\w.]+)"\)', path.read_text(encoding="utf-8")))
    assert {name for name in named if not name.startswith("gia_desktop")} == set(bundle.BY_NAME)

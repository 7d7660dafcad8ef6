"""A library that a plain Windows lacks is found before a clerk finds it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import load

check_imports = load("windows/check_imports")


def test_libraries_of_the_bundle_and_of_windows_are_met() -> None:
    imports = {
        "gia.exe": ["KERNEL32.dll", "USER32.dll"],
        "_internal/PySide6/Qt6Core.dll": ["MSVCP140.dll", "api-ms-win-crt-heap-l1-1-0.dll", "WINSPOOL.DRV"],
        "_internal/PySide6/msvcp140.dll": ["ntdll.dll"],
        "_internal/PySide6/plugins/platforms/qwindows.dll": ["Qt6Core.dll"],
        "_internal/PySide6/QtCore.pyd": ["shiboken6.abi3.dll", "python311.dll"],
        "_internal/shiboken6/shiboken6.abi3.dll": ["python311.dll"],
        "_internal/python311.dll": ["KERNEL32.dll"],
    }
    assert check_imports.unmet(imports) == []


def test_library_in_a_folder_where_the_loader_does_not_look_is_missing() -> None:
    imports: dict[str, list[str]] = {
        "_internal/python311.dll": ["VCRUNTIME140.dll"],
        "_internal/PySide6/VCRUNTIME140.dll": [],
    }
    assert check_imports.unmet(imports) == ["_internal/python311.dll: VCRUNTIME140.dll"]


def test_library_that_only_some_pcs_have_is_named_with_its_user() -> None:
    imports = {"_internal/PySide6/Qt6Core.dll": ["icuuc.dll", "KERNEL32.dll"], "gia.exe": ["libcrypto-3.dll"]}
    assert check_imports.unmet(imports) == [
        "_internal/PySide6/Qt6Core.dll: icuuc.dll",
        "gia.exe: libcrypto-3.dll",
    ]


@pytest.mark.parametrize("name", ["kernel", "32.dll", "user32.dll.bak", "ole"])
def test_part_of_a_name_is_no_library_of_windows(name: str) -> None:
    assert not check_imports.of_windows(name)


@pytest.mark.skipif(sys.platform != "win32", reason="looks into Windows programs")
def test_python_itself_loads_its_library() -> None:
    names = {name.lower() for name in check_imports.read_imports(Path(sys.executable))}
    assert any(name.startswith(("python3", "vcruntime", "kernel32")) for name in names)

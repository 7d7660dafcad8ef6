"""Tell whether a plain Windows 10 can load the built program: check_imports.py FOLDER.

Wine and the PCs of developers have more libraries than a clerk's PC; this finds what they would hide.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

_ENDINGS = {".exe", ".dll", ".pyd"}
# Part of every Windows 10; so are api-ms-win-* and ext-ms-*.
_NAMES = """
    advapi32 authz bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 cryptbase d2d1 d3d11 d3d12 d3d9
    dnsapi dwmapi dwrite dxgi gdi32 imm32 iphlpapi kernel32 mpr msvcrt ncrypt netapi32 ntdll ole32 oleacc
    oleaut32 propsys psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi ucrtbase uiautomationcore user32
    userenv usp10 uxtheme version winhttp winmm wintrust ws2_32 wtsapi32
"""
_SYSTEM = {"winspool.drv", *(f"{name}.dll" for name in _NAMES.split())}


def of_windows(name: str) -> bool:
    """Tell whether every Windows 10 has a library."""
    lower = name.lower()
    return lower in _SYSTEM or lower.startswith(("api-ms-win-", "ext-ms-"))


def unmet(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Return one line for each library that neither the bundle nor Windows supplies.

    Args:
        imports: the libraries that a file loads, by the file's path inside the bundle, with slashes.
    """
    own = {path.lower() for path in imports}
    return [
        f"{path}: {name}"
        for path, names in sorted(imports.items())
        for name in sorted(names)
        if not of_windows(name)
        and not any((folder / name.lower()).as_posix() in own for folder in _folders(path))
    ]


def _folders(path: str) -> list[PurePosixPath]:
    """Return where the loader finds the libraries of a file: in its folder or in one above.

    PySide6 also opens the folder of shiboken6 before it loads anything.
    """
    above = list(PurePosixPath(path.lower()).parents)
    return [*above, *(folder.parent / "shiboken6" for folder in above if folder.name == "pyside6")]


def read_imports(file: Path) -> set[str]:
    """Return the libraries that a Windows program or library loads, at once or when first used."""
    # Late: on Linux only the sentences above are tested, and pefile is not installed.
    import pefile

    with pefile.PE(str(file), fast_load=True) as image:
        kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
        image.parse_data_directories([pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
        tables = [getattr(image, kind.replace("IMAGE_", "", 1), []) for kind in kinds]
        return {entry.dll.decode("ascii") for table in tables for entry in table}


def main() -> int:
    """Look through the folder and print what is missing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    folder = Path(sys.argv[1])
    files = [path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS]
    if not files:
        print(f"{folder} 里没有 Windows 程序。")
        return 2
    lines = unmet({path.relative_to(folder).as_posix(): read_imports(path) for path in files})
    print("\n".join(lines) if lines else f"{len(files)} 个文件需要的动态库都在程序或 Windows 10 里。")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

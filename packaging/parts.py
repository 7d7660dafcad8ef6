"""Whose code each binary file of the built program is, and which text in LICENSES speaks for it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple


class Part(NamedTuple):
    """Binary files with common licences."""

    name: str
    files: tuple[str, ...]
    """Patterns of paths in the program's folder, with slashes."""
    texts: tuple[str, ...]
    """Paths in the folder of licences; each must be there."""


_QT_TEXTS = tuple(
    f"pyside6-essentials/{name}.txt" for name in ("LGPL-3.0", "GPL-3.0", "Qt-third-party", "ICU")
)
_LIB = "_internal/"
PARTS = (
    Part(
        "本程序和 PyInstaller 的启动部分",
        ("gia", "gia-desktop", "gia.exe", "gia-desktop.exe"),
        ("GIA-Desktop.txt", "pyinstaller/COPYING.txt"),
    ),
    Part(
        # The runtime of Visual C++ comes under the terms in Python's text for Windows.
        "Python 和 Visual C++ 运行库",
        (
            f"{_LIB}libpython3.*",
            f"{_LIB}python3.*/lib-dynload/*",
            *(
                f"{_LIB}{name}"
                for name in ("python3*.dll", "_*.pyd", "pyexpat.pyd", "select.pyd", "unicodedata.pyd")
            ),
            *(f"{_LIB}{name}" for name in ("libcrypto-3.dll", "libffi-8.dll", "sqlite3.dll")),
            *(f"*/{name}140*.dll" for name in ("MSVCP", "VCRUNTIME")),
        ),
        ("Python.txt", "Python-incorporated.txt"),
    ),
    Part(
        "Qt、PySide6、ICU",
        tuple(
            _LIB + pattern
            for pattern in ("PySide6/*", "shiboken6/*", "libQt6*", "libicu*", "libpyside6*", "libshiboken6*")
        ),
        _QT_TEXTS,
    ),
    Part(
        "lxml，内含 libxml2、libxslt、zlib、libiconv",
        (f"{_LIB}lxml/*",),
        ("lxml/LICENSE.txt", "lxml/LICENSES.txt", "lxml/zlib.txt", "lxml/LGPL-2.1.txt"),
    ),
)
_BINARY = re.compile(r"\.(dll|pyd|exe|so[.\d]*)$", re.IGNORECASE)


def is_binary(path: str) -> bool:
    """Tell whether a file of the program holds machine code, by its path with slashes."""
    return _BINARY.search(path) is not None or path in PARTS[0].files


def without_text(files: Iterable[str], texts: Container[str], system: Container[str]) -> list[str]:
    """Return one line for each binary file that no licence text speaks for.

    Args:
        files: paths in the program's folder, with slashes.
        texts: paths in the folder of licences.
        system: names of the libraries whose notes were taken from the Linux distribution.
    """
    lines = []
    for path in sorted(filter(is_binary, files)):
        part = next((part for part in PARTS if _is_of(part, path)), None)
        if part is not None:
            lines += [f"{path}: {text}" for text in part.texts if text not in texts]
        elif path.rpartition("/")[2] not in system:
            lines.append(f"{path}: ?")
    return lines


def _is_of(part: Part, path: str) -> bool:
    return any(fnmatchcase(path.lower(), pattern.lower()) for pattern in part.files)


def foreign_modules(
    modules: Iterable[str], owners: Mapping[str, Iterable[str]], shipped: Container[str], own: Container[str]
) -> list[str]:
    """Return the top modules of distributions whose licences are not shipped.

    Args:
        modules: names of all Python modules in the program.
        owners: the distributions that a top module comes from.
        shipped: names of the distributions with licences, as the lock writes them.
        own: top modules of Python, of the builder and of the program itself.
    """
    tops = {name.partition(".")[0] for name in modules}
    names = {top: {_plain(owner) for owner in owners.get(top, ())} for top in tops if top not in own}
    return sorted(top for top, found in names.items() if not any(owner in shipped for owner in found))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

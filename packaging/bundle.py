"""What goes into the built program and what stays out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Modules of Python that nothing here imports, but that something imported offers as an extra.
# _hashlib brings OpenSSL, 5 MB; hashlib has its own code for all that is asked of it.
_PYTHON = """
    tkinter unittest pydoc pdb doctest distutils setuptools pip lib2to3 curses readline ssl _ssl _hashlib
    asyncio multiprocessing xmlrpc ftplib imaplib smtplib
"""
_LXML = "html objectify isoschematron sax cssselect"
_QT = """
    QtNetwork QtQml QtQuick QtQuickWidgets QtPdf QtOpenGL QtOpenGLWidgets QtSvg QtSvgWidgets QtDBus QtSql
    QtTest QtXml QtDesigner QtHelp QtUiTools QtConcurrent
"""
# Taken in by pypdf where it is installed, but only a tool of developers.
_TOOLS = "fontTools"
EXCLUDES = [
    *_PYTHON.split(),
    *_TOOLS.split(),
    *(f"lxml.{name}" for name in _LXML.split()),
    *(f"PySide6.{name}" for name in _QT.split()),
]

# Imported by name, so that the program also starts without them; PyInstaller does not see that.
BY_NAME = ["pypdf", "pypdf._encryption"]

# Files that PyInstaller adds because Qt could load them; matched against the path in the program's folder.
_UNUSED = re.compile(
    r"""
      plugins/(tls|networkinformation|generic|egldeviceintegrations|xcbglintegrations|iconengines)/
    | plugins/(platformthemes|wayland[^/]*)/
    | plugins/platforms/.*(eglfs|linuxfb|minimal|vnc|vkkhr|wayland|direct2d)
    | plugins/platforminputcontexts/.*virtualkeyboard
    | plugins/imageformats/(?!.*qico)
    | Qt6?(Network|Svg|Pdf|Qml|Quick|VirtualKeyboard|Wayland|EglF[sS]|WlShell|OpenGL)
    | opengl32sw\.dll                        # draws OpenGL without a graphics card: 20 MB
    | docx/templates/default-docx-template/  # the unpacked form of default.docx beside it
    """,
    re.VERBOSE,
)
# Libraries lie at the top, and on Windows modules lie among them. Python's own is opened by name as well.
_LIBRARY = re.compile(r"(?!libpython|python3)([^/\\]*\.dll|lib[^/\\]*\.so[.\d]*)")
_TRANSLATION = re.compile(r"PySide6/(Qt/)?translations/")
_OUR_TRANSLATION = "qtbase_zh_CN.qm"


def wanted(name: str) -> bool:
    """Tell whether a file belongs into the program's folder.

    Args:
        name: its path inside that folder, with the slashes of any system.
    """
    path = name.replace("\\", "/")
    if _TRANSLATION.search(path):
        return path.endswith("/" + _OUR_TRANSLATION)
    return _UNUSED.search(path) is None


def still_needed(files: Mapping[str, str], imports: Callable[[str], Iterable[str]]) -> set[str]:
    """Return the files that are left when libraries nobody loads any more are taken away.

    Whoever dropped a plugin also wants to be rid of the libraries that only the plugin loaded.

    Args:
        files: path inside the program's folder by path on this machine.
        imports: tells the names of the libraries that a file on this machine loads.
    """
    # Two folders may hold one of the same name, each for its own users.
    by_name: dict[str, set[str]] = {}
    for inside, source in files.items():
        by_name.setdefault(Path(inside.replace("\\", "/")).name.lower(), set()).add(source)
    waiting = [source for inside, source in files.items() if not _is_plain_library(inside)]
    needed = set(waiting)
    while waiting:
        for name in imports(waiting.pop()):
            found = by_name.get(name.lower(), set()) - needed
            needed |= found
            waiting += found
    return {inside for inside, source in files.items() if source in needed}


def _is_plain_library(inside: str) -> bool:
    """Tell whether a file is there only because others load it; modules and plugins are opened by name."""
    return _LIBRARY.fullmatch(inside.lower()) is not None


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers that Windows asks for; suffixes such as rc1 are left out."""
    numbers = [int(match) for match in re.findall(r"(?:^|\.)(\d+)", version)][:4]
    first, second, third, fourth = (*numbers, 0, 0, 0, 0)[:4]
    return first, second, third, fourth

"""Nothing is shipped without its licence."""

from __future__ import annotations

import pytest

from tests.packaging.scripts import load

licences = load("licences")
parts = load("parts")

TEXTS = {text for part in parts.PARTS for text in part.texts}
WINDOWS = [
    "gia.exe",
    "_internal/python311.dll",
    "_internal/_sqlite3.pyd",
    "_internal/sqlite3.dll",
    "_internal/VCRUNTIME140_1.dll",
    "_internal/PySide6/MSVCP140.dll",
    "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/lxml/etree.cp311-win_amd64.pyd",
    "_internal/base_library.zip",
]
LINUX = [
    "gia-desktop",
    "_internal/libpython3.11.so.1.0",
    "_internal/python3.11/lib-dynload/_bz2.cpython-311-x86_64-linux-gnu.so",
    "_internal/libQt6Core.so.6",
    "_internal/libicudata.so.73",
    "_internal/libxcb-cursor.so.0",
]


@pytest.mark.parametrize(("files", "system"), [(WINDOWS, set()), (LINUX, {"libxcb-cursor.so.0"})])
def test_every_library_of_the_program_has_a_text(files: list[str], system: set[str]) -> None:
    assert parts.without_text(files, TEXTS, system) == []


@pytest.mark.parametrize(
    "library", ["_internal/invented.dll", "_internal/libinvented.so.1.2", "_internal/other/mod.pyd"]
)
def test_library_that_nobody_speaks_for_is_named(library: str) -> None:
    assert parts.without_text([*LINUX[:-1], library], TEXTS, set()) == [f"{library}: ?"]


def test_text_that_was_not_copied_is_named_with_the_library() -> None:
    left = TEXTS - {"lxml/LGPL-2.1.txt"}
    assert parts.without_text(WINDOWS, left, set()) == [
        "_internal/lxml/etree.cp311-win_amd64.pyd: lxml/LGPL-2.1.txt"
    ]


def test_package_that_is_only_a_tool_here_does_not_slip_in() -> None:
    owners = {"docx": ["python-docx"], "et_xmlfile": ["et_xmlfile"], "fontTools": ["fonttools"]}
    modules = ["json", "docx.oxml", "et_xmlfile", "fontTools.misc", "stray"]
    found = parts.foreign_modules(modules, owners, {"python-docx", "et-xmlfile"}, {"json"})
    assert found == ["fontTools", "stray"]


def test_build_stops_at_a_package_outside_the_lock() -> None:
    with pytest.raises(licences.LicenceError, match="pytest"):
        licences.check_modules(["gia_desktop.core", "docx", "pytest"])


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("Qt-third-party.txt", ("FreeType", "HarfBuzz", "libpng", "zlib", "PCRE2", "MD4C")),
        ("Python-incorporated.txt", ("OpenSSL", "expat", "libffi", "libmpdec")),
        ("LGPL-2.1.txt", ("GNU LESSER GENERAL PUBLIC LICENSE", "Version 2.1")),
        ("ICU.txt", ("Unicode, Inc.",)),
    ],
)
def test_collected_texts_speak_for_the_libraries_inside(file: str, words: tuple[str, ...]) -> None:
    text = (licences.TEXTS / file).read_text(encoding="utf-8").lower()
    assert [word for word in words if word.lower() not in text] == []


def test_everything_shipped_has_a_licence_text() -> None:
    names = licences.shipped()
    assert {"pyside6-essentials", "python-docx", "lxml", "pyinstaller"} <= set(names)
    for name in names:
        files = licences.licence_files(name, licences.distribution(name))
        assert all(len(path.read_text(encoding="utf-8")) > 500 for path in files)


def test_distribution_without_a_text_stops_the_build() -> None:
    found = licences.distribution("pyside6-essentials")
    with pytest.raises(licences.LicenceError, match="invented"):
        licences.licence_files("invented", found)

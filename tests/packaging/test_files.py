"""The files for the desktops agree with the program and with one another."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import struct
import subprocess
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from gia_desktop.app.program.dirs import APP_NAME
from tests.packaging.scripts import PACKAGING, ROOT, load

make_icons = load("make_icons")

LINUX = PACKAGING / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
ICONS = ROOT / "resources" / "icons"

ENDINGS = (".gia", ".giar", ".giac")
"""Of the files that the program writes for itself: reports, registers, collections."""


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(LINUX / "gia-desktop.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.mark.parametrize("size", make_icons.SIZES)
def test_icons_are_those_of_the_drawing(size: int) -> None:
    drawn = make_icons.draw(ICONS / "gia-desktop.svg", size)
    stored = QImage(str(ICONS / f"gia-desktop-{size}.png")).convertToFormat(drawn.format())
    assert stored == drawn


def test_icon_file_of_windows_holds_every_size() -> None:
    data = (ICONS / "gia-desktop.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * place) for place in range(count)]
    assert kind == 1
    assert [entry[0] or 256 for entry in entries] == list(make_icons.SIZES)
    for size, entry in zip(make_icons.SIZES, entries, strict=True):
        length, offset = entry[6:]
        assert data[offset : offset + length] == (ICONS / f"gia-desktop-{size}.png").read_bytes()


def test_desktop_file_opens_the_types_that_our_files_have() -> None:
    kinds = ET.parse(LINUX / "gia-desktop.xml").getroot().findall(f"{MIME}mime-type")
    globs = [glob.get("pattern") for kind in kinds for glob in kind.iter(f"{MIME}glob")]
    assert globs == [f"*{ending}" for ending in ENDINGS]
    types = [kind.get("type") for kind in kinds]
    assert desktop_entry()["MimeType"] == "".join(f"{name};" for name in types)
    metainfo = ET.parse(LINUX / "gia-desktop.metainfo.xml").getroot()
    assert [found.text for found in metainfo.iterfind("provides/mediatype")] == types
    assert metainfo.findtext("launchable") == "gia-desktop.desktop"


def test_installer_registers_every_kind_of_our_files_and_forgets_it_again() -> None:
    text = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    registered = re.findall(r'insertmacro REGISTER_KIND "(\.\w+)" "([\w.]+)"', text)
    assert [ending for ending, _ in registered] == list(ENDINGS)
    assert re.findall(r'insertmacro FORGET_KIND "(\.\w+)" "([\w.]+)"', text) == registered
    trial = (PACKAGING / "windows" / "try_installer.py").read_text(encoding="utf-8")
    assert f"ENDINGS = {ENDINGS!r}".replace("'", '"') in trial


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_desktop_file_is_valid() -> None:
    done = subprocess.run(
        ["desktop-file-validate", LINUX / "gia-desktop.desktop"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_uninstaller_asks_about_the_folder_that_holds_the_drafts() -> None:
    text = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    asked = re.search(r'^!define DATA "(.*)"', text, flags=re.MULTILINE)
    assert asked is not None
    assert asked[1] == f"$LOCALAPPDATA\\{APP_NAME}"
    installed = re.search(r'^InstallDir "(.*)"', text, flags=re.MULTILINE)
    assert installed is not None
    assert not installed[1].startswith(asked[1])


def test_scripts_for_linux_may_be_run() -> None:
    scripts = [path for path in PACKAGING.rglob("*.sh") if path.read_bytes().startswith(b"#!")]
    assert len(scripts) == 8
    if os.name == "posix":
        assert all(os.access(path, os.X_OK) for path in scripts)

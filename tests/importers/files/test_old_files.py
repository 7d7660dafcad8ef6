"""Old .doc, .wps and .xls files: converted where LibreOffice is installed, refused with advice elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.documents.writers.xlsx import write_xlsx
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.patience import GivenUpError, may_be_given_up
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.faults import OldFormatError
from gia_desktop.importers.files import old_files
from gia_desktop.importers.files.old_files import ConversionError, find_office, modernised
from gia_desktop.importers.reader import read_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH_TEXT = b"{\\rtf1 a}"
posix_only = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in place of LibreOffice; its temporary files go into the folder too."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(old_files, "find_office", lambda: program)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


def _left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith("gia-office-")]


@posix_only
def test_what_the_converter_makes_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, 'mkdir made && cp old.rtf made/old.docx && echo "$@" > ../arguments')
    assert modernised(RICH_TEXT) == RICH_TEXT
    assert "-env:UserInstallation=file:///" in (tmp_path / "arguments").read_text("utf-8")
    assert _left(tmp_path) == []


@posix_only
def test_the_converter_may_run_no_macro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, "mkdir made && cp profile/user/*.xcu made/old.docx")
    assert b"DisableMacrosExecution" in modernised(RICH_TEXT)


@posix_only
def test_a_converter_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, "echo broken; exit 77")
    with pytest.raises(ConversionError, match="没有转换成功") as caught:
        modernised(RICH_TEXT)
    assert "broken" in caught.value.detail
    assert _left(tmp_path) == []


@posix_only
def test_a_converter_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_files, "SECONDS", 0.3)
    _stand_in(tmp_path, monkeypatch, f"sleep 300 & echo $! > {tmp_path}/child; sleep 300")
    with pytest.raises(ConversionError):
        modernised(RICH_TEXT)
    child = (tmp_path / "child").read_text("utf-8").strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False)
    assert state.stdout.strip()[:1] in {"", "Z"}
    assert _left(tmp_path) == []


@posix_only
def test_a_converter_that_makes_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_files, "MAX_MADE", 100)
    _stand_in(tmp_path, monkeypatch, "mkdir made && head -c 200 /dev/zero > made/old.docx")
    with pytest.raises(ConversionError):
        modernised(RICH_TEXT)


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_files, "find_office", lambda: tmp_path / "gone")
    with pytest.raises(ConversionError):
        modernised(RICH_TEXT)


@pytest.mark.parametrize(
    "data",
    [OLE + "EncryptedPackage".encode("utf-16-le"), OLE + b"\0" * 600, RICH_TEXT + b" " * 21_000_000],
    ids=["locked", "unknown", "huge"],
)
def test_what_is_locked_unknown_or_huge_is_never_converted(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_files, "find_office", lambda: tmp_path / "gone")
    with pytest.raises(OldFormatError, match="另存为"):
        modernised(data)


def test_libreoffice_is_found_where_windows_puts_it(tmp_path: Path) -> None:
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    assert find_office({"ProgramFiles": str(tmp_path), "PATH": ""}) == program
    assert find_office({"LOCALAPPDATA": str(tmp_path), "PATH": ""}) is None


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("kind", ["doc", "xls", "rtf"])
def test_a_real_old_file_reads_as_the_new_one(tmp_path: Path, formats: Formats, kind: str) -> None:
    report = open_report(resource("samples", "sample-2025.gia"), formats)
    sheet = make_sheet(report, formats)
    new = tmp_path / ("a.xlsx" if kind == "xls" else "a.docx")
    write = write_xlsx if kind == "xls" else write_docx
    new.write_bytes(write(sheet, DocumentOptions()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", kind, new.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=90)
    imported = read_file(tmp_path / f"a.{kind}", formats)
    assert imported.report.values == {key: sheet.now[key] for key in report.values}
    assert any("LibreOffice" in note for note in imported.notes)


@posix_only
@pytest.mark.parametrize(("original", "seen"), [("/system", "/system"), (None, "")])
def test_the_converter_does_not_load_the_libraries_of_the_frozen_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, original: str | None, seen: str
) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if original is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", original)
    _stand_in(tmp_path, monkeypatch, f'printf "%s" "$LD_LIBRARY_PATH" > {tmp_path}/seen')
    with pytest.raises(ConversionError):
        modernised(RICH_TEXT)
    assert (tmp_path / "seen").read_text("utf-8") == seen


@posix_only
def test_the_converter_asks_a_proxy_where_nobody_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, "mkdir made && cp profile/user/*.xcu made/old.docx")
    settings = modernised(RICH_TEXT).decode()
    assert settings.count("<value>127.0.0.1</value>") == settings.count("<value>9</value>") == 3


@pytest.mark.skipif(not old_files._without_network(), reason="the system gives no network of its own")
def test_the_converter_has_no_network_where_the_system_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, "mkdir made && cat /proc/self/net/dev > made/old.docx")
    devices = [line.split(":")[0].strip() for line in modernised(RICH_TEXT).decode().splitlines()[2:]]
    assert devices == ["lo"]


class Listener:
    """A server on this machine that counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._socket.accept()
                self.calls += 1
                caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("closed_by", ["profile", "system"])
def test_nobody_hears_of_a_linked_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed_by: str
) -> None:
    """Of an old .doc LibreOffice asks for pictures that lie on a server, whatever its settings say."""
    if closed_by == "profile":
        monkeypatch.setattr(old_files, "_without_network", lambda: ())
    listener = Listener()
    picture = f'<img src="{listener.address}/a.png" width="9" height="9">'
    page = f"<html><body><p>政府信息公开</p>{picture}</body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "doc",
        "a.html",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=90)
    data = (tmp_path / "a.doc").read_bytes()
    assert listener.address.encode("utf-16-le") in data or listener.address.encode() in data
    before = listener.calls
    assert modernised(data)
    assert listener.calls == before
    listener.close()


@posix_only
def test_a_conversion_that_nobody_waits_for_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, "sleep 300")
    given_up = threading.Event()
    given_up.set()
    with may_be_given_up(given_up), pytest.raises(GivenUpError):
        modernised(RICH_TEXT)
    assert _left(tmp_path) == []


_CONVERTS = """
import sys, tempfile
from pathlib import Path
from gia_desktop.importers.files import old_files
tempfile.tempdir = sys.argv[1]
old_files.find_office = lambda: Path(sys.argv[1]) / "soffice"
old_files.modernised(b"{\\\\rtf1 a}")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who runs")
def test_a_conversion_ends_with_the_program_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, f"sleep 300 & echo $! > {tmp_path}/child; sleep 300")
    program = subprocess.Popen([sys.executable, "-c", _CONVERTS, str(tmp_path)])
    child = tmp_path / "child"
    _wait_until(lambda: child.is_file() and child.read_text("utf-8").endswith("\n"))
    program.kill()
    program.wait()
    process = Path("/proc") / child.read_text("utf-8").strip()
    _wait_until(lambda: not process.exists() or "State:\tZ" in (process / "status").read_text("utf-8"))


def _wait_until(happened: Callable[[], bool]) -> None:
    never = threading.Event()
    for _ in range(600):
        if happened():
            return
        never.wait(0.05)
    pytest.fail("it did not happen within 30 s")

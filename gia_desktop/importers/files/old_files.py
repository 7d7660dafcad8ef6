"""Files of old and other offices (.doc, .wps, .xls, .rtf, .odt) as docx or xlsx, by LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from gia_desktop.files.children import held_in_job
from gia_desktop.files.patience import stop_if_given_up
from gia_desktop.files.scratch import CONVERSION, scratch_folder
from gia_desktop.importers.faults import ImportFault, OldFormatError

MAX_OLD_FILE: Final = 20 * 1024 * 1024
MAX_MADE: Final = 40 * 1024 * 1024
SECONDS: Final = 60.0
"""The first start of LibreOffice on a slow PC takes half a minute."""
_LOOK_SECONDS: Final = 0.2
"""How often it is looked whether anybody still waits."""
_WITH_US: Final = (
    "/bin/sh",
    "-c",
    'exec 3<&0 </dev/null; (read -r _ <&3; kill -9 0) >/dev/null 2>&1 & exec "$@" 3<&-',
    "sh",
)
"""Begins a program that ends with ours, however that ends: nobody else holds the other end of its pipe, and
when that is closed the whole group is killed, with all that LibreOffice has started."""

_RICH_TEXT: Final = b"{\\rtf"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_BOOKS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ZIP: Final = b"PK\x03\x04"
_OPEN: Final = b"mimetypeapplication/vnd.oasis.opendocument."
"""An OpenDocument package begins with its kind, behind 30 bytes (OpenDocument 1.3 part 2, 3.3)."""
_XML: Final = b"<?xml"
_HEAD: Final = 4096
_MEMORY: Final = 4 * 1024**3
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetFTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetFTPProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""
"""A profile that runs no macro, loads no linked content and asks nothing. A picture that an old .doc links to
is asked for all the same; the proxy, where nobody listens, swallows that."""


class ConversionError(ImportFault):
    """LibreOffice could not turn an old file into a new one."""

    code = "GIA-E-512"

    def __init__(self, detail: str) -> None:
        """Tell another way."""
        super().__init__(
            "是旧版文件，用 LibreOffice 没有转换成功",
            "请用 Word 或 WPS 打开它，选“另存为”，类型选 .docx（表格选 .xlsx），再读入。",
            detail,
        )


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a file is handed to LibreOffice and what is asked for."""

    given: str
    wanted: str
    name: str


_OPEN_KINDS: Final = {
    b"text": _Kind("odt", "docx", "LibreOffice 的 .odt 文档"),
    b"spreadsheet": _Kind("ods", "xlsx", "LibreOffice 的 .ods 表格"),
}
_XML_KINDS: Final = {
    b"http://schemas.microsoft.com/office/word/2003/wordml": _Kind("xml", "docx", "Word 2003 XML 文档"),
    b"urn:schemas-microsoft-com:office:spreadsheet": _Kind("xml", "xlsx", "Excel 2003 XML 表格"),
    b"opendocument.text": _Kind("fodt", "docx", "LibreOffice 的 XML 文档"),
    b"opendocument.spreadsheet": _Kind("fods", "xlsx", "LibreOffice 的 XML 表格"),
}


def is_old(data: bytes) -> bool:
    """Tell by a file's beginning whether it is of a kind that another office must turn into a newer one."""
    return data.startswith((_OLE, _RICH_TEXT)) or _other_kind(data) is not None


def modernised(data: bytes) -> bytes:
    """Return an old file as docx or xlsx.

    Raises:
        OldFormatError: LibreOffice is not installed, or the file is locked with a password.
        ConversionError: LibreOffice failed or took too long.
        GivenUpError: nobody waits for it any more.
    """
    kind, office = _kind_of(data), find_office()
    if kind is None:
        raise OldFormatError(
            "设了打开密码的文件" if _ENCRYPTED in data else "旧版 .doc、.wps、.xls 文件，或者设了密码"
        )
    if office is None or len(data) > MAX_OLD_FILE:
        raise OldFormatError(kind.name)
    with scratch_folder(CONVERSION) as name:
        folder = Path(name)
        source, made = folder / f"old.{kind.given}", folder / "made" / f"old.{kind.wanted}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        told = _run(office, folder, source, kind.wanted)
        try:
            if made.stat().st_size > MAX_MADE:
                raise ConversionError("too large")
            return made.read_bytes()
        except OSError as error:
            raise ConversionError(told) from error


def find_office(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the program of LibreOffice; on Windows it is rarely on the path."""
    folders = [environment.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
    if local := environment.get("LOCALAPPDATA"):
        folders.append(str(Path(local) / "Programs"))
    usual = [Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder]
    usual.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    named = shutil.which("soffice", path=environment.get("PATH", ""))
    return Path(named) if named else next((path for path in usual if path.is_file()), None)


def _kind_of(data: bytes) -> _Kind | None:
    """Look for the names of the streams; a file without known ones, or a locked one, is none of ours."""
    if other := _other_kind(data):
        return other
    if data.startswith(_RICH_TEXT):
        return _Kind("rtf", "docx", "旧版 .rtf 文档")
    if _ENCRYPTED in data:
        return None
    if _WORD in data:
        return _Kind("doc", "docx", "旧版 .doc 或 .wps 文档")
    return _Kind("xls", "xlsx", "旧版 .xls 表格") if any(book in data for book in _BOOKS) else None


def _other_kind(data: bytes) -> _Kind | None:
    """Return the kind of a file of another office by its beginning."""
    if data.startswith(_ZIP) and data[30 : 30 + len(_OPEN)] == _OPEN:
        name = data[30 + len(_OPEN) :]
        return next((kind for word, kind in _OPEN_KINDS.items() if name.startswith(word)), None)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(_XML):
        return None
    return next((kind for space, kind in _XML_KINDS.items() if space in head), None)


def _run(office: Path, folder: Path, source: Path, wanted: str) -> str:
    """Let LibreOffice convert a file in a folder of its own; return what it said."""
    command = [
        *_without_network(), str(office),
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", wanted, "--outdir", str(folder / "made"), str(source),
    ]  # fmt: skip
    if not office.is_file():
        raise ConversionError("not there")  # a shell that begins it would not tell
    with _life_line() as line:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program found above
                [*_WITH_US, *command] if line is not None else command,
                cwd=folder, env=_environment(), stdin=line if line is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise ConversionError(str(error)) from error
        with process, _ended_with_us(process):
            _bound(process)
            try:
                told = _waited_for(process)
            finally:
                _end(process)
    return told.decode("utf-8", "replace")[-500:]


@contextmanager
def _life_line() -> Iterator[int | None]:
    """Lend the end of a pipe whose other end is closed when this program ends; None on Windows."""
    if sys.platform == "win32":
        yield None
        return
    theirs, ours = os.pipe()
    try:
        yield theirs
    finally:
        os.close(theirs)
        os.close(ours)


def _ended_with_us(process: subprocess.Popen[bytes]) -> AbstractContextManager[None]:
    """Let Windows end the program with ours; elsewhere the life line does."""
    if sys.platform == "win32":
        import ctypes

        return held_in_job(ctypes.windll.kernel32, int(process._handle))
    return nullcontext()


def _waited_for(process: subprocess.Popen[bytes]) -> bytes:
    """Return what the program said, once it has ended."""
    latest = time.monotonic() + SECONDS
    while True:
        try:
            return process.communicate(timeout=_LOOK_SECONDS)[0]
        except subprocess.TimeoutExpired as error:
            stop_if_given_up()
            if time.monotonic() >= latest:
                raise ConversionError(f"more than {SECONDS:.0f} s") from error


@cache
def _without_network() -> tuple[str, ...]:
    """Return what begins a program without any network, where the system lets us; only Linux can.

    A namespace of its own closes every way at once, whatever a document links to.
    """
    tool = shutil.which("unshare") if sys.platform == "linux" else None
    for ways in (("--map-current-user", "--net"), ("--map-root-user", "--net")) if tool else ():
        command = (str(tool), *ways)
        try:
            if not subprocess.run((*command, "true"), capture_output=True, timeout=5, check=False).returncode:  # noqa: S603
                return command
        except (OSError, subprocess.SubprocessError):
            return ()
    return ()


def _bound(process: subprocess.Popen[bytes]) -> None:
    """Bound memory and file size where the system can; children inherit both."""
    if sys.platform == "linux":
        import resource

        for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, 4 * MAX_MADE)):
            resource.prlimit(process.pid, limit, (most, most))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, if they still run."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(  # noqa: S603 - a program of Windows
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
                check=False,
                capture_output=True,
            )
    else:
        with suppress(ProcessLookupError):  # it has ended by itself, and so has all that it started
            os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """Return the environment without what the frozen program put in for its own libraries."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        original = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if original is not None:
            environment["LD_LIBRARY_PATH"] = original
    return environment

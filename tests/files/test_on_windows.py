"""What only Windows does to files: others hold them, names belong to devices, paths end at 260 signs."""

from __future__ import annotations

import ctypes
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.files.atomic import (
    BadNameError,
    FileInUseError,
    LongPathError,
    ReadOnlyFileError,
    check_target,
    write_atomically,
)
from gia_desktop.files.faults import UnreadableFileError
from gia_desktop.files.reading import read_whole
from gia_desktop.vault.backups import make_backup

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Windows only")

_READ, _OPEN_EXISTING = 0x80000000, 3


@contextmanager
def held(path: Path, share: int = 0) -> Iterator[None]:
    """Hold a file open as Word does: nobody else may read, write or exchange it."""
    kernel: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), _READ, share, None, _OPEN_EXISTING, 0, None)
    assert handle != ctypes.c_void_p(-1).value
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "年报.docx"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("share", [0, 1])
def test_a_file_that_another_program_holds_is_told_and_stays(report: Path, share: int) -> None:
    with held(report, share), pytest.raises(FileInUseError):
        write_atomically(report, b"new")
    assert report.read_bytes() == b"old"
    assert list(report.parent.iterdir()) == [report]


def test_a_file_that_another_program_holds_is_told_before_the_work(report: Path) -> None:
    with held(report), pytest.raises(FileInUseError):
        check_target(report)


def test_a_file_that_nobody_else_may_read_is_told(report: Path) -> None:
    with held(report), pytest.raises(UnreadableFileError, match="请关闭正在使用它的程序"):
        read_whole(report, 100, "年报")


def test_the_attribute_read_only_is_respected(report: Path) -> None:
    report.chmod(stat.S_IREAD)
    with pytest.raises(ReadOnlyFileError, match="取消它的“只读”属性"):
        write_atomically(report, b"new")
    assert report.read_bytes() == b"old"
    report.chmod(stat.S_IWRITE)


@pytest.mark.parametrize("name", ["NUL", "nul.docx", "COM1.docx", "年报.", "年报:2025.docx"])
def test_nothing_is_written_into_a_device_or_out_of_sight(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadNameError):
        write_atomically(Path(f"{tmp_path}\\{name}"), b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_long_path_is_written_or_told(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 300:
        folder /= "很长的文件夹名称" * 3
    path = folder / "年报.docx"
    Path(f"\\\\?\\{folder}").mkdir(parents=True)
    try:
        write_atomically(path, b"new")
    except LongPathError:
        return  # as it is without a policy of the office
    assert path.read_bytes() == b"new"


def test_a_backup_of_drafts_is_made_while_another_program_reads_them(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "drafts.sqlite3")
    try:
        with held(tmp_path / "drafts.sqlite3", 3):
            backup = make_backup(store, DRAFTS, tmp_path / "backups", "drafts")
    finally:
        store.close()
    assert backup.path.is_file()


def test_drafts_that_another_program_holds_are_told(tmp_path: Path) -> None:
    path = tmp_path / "drafts.sqlite3"
    DraftStore(path).close()
    with held(path), pytest.raises((GiaError, sqlite3.OperationalError)) as told:
        DraftStore(path)
    assert isinstance(told.value, GiaError)

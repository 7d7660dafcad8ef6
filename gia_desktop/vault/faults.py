"""Situations of the disk and the databases that the clerk can understand and act on."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.reading import is_there

_SHARING_VIOLATION: Final = 32
"""Windows error number: another program holds the file open."""


class EnvironmentFault(GiaError):
    """The machine, not the program, stands in the way of a file; what was typed is still in memory.

    Attributes:
        what: the sentence that says what happened; ``{place}`` is the file, other names are the kind's own.
        advice: what to do now.
    """

    code = "GIA-E-300"
    what = "读写不了{place}。"
    advice = ""

    def __init__(self, path: Path, detail: str = "", **words: object) -> None:
        """Name the file, and whatever else the sentence of the kind names."""
        super().__init__(self.what.format(place=place(path), **words), self.advice, detail)
        self.path = path


class DiskFullFault(EnvironmentFault):
    """No room is left on the disk."""

    code = "GIA-E-301"
    what = "磁盘已满，{place}存不下了。"
    advice = "请删除一些不用的文件腾出空间；已填的内容还在窗口里，腾出空间后会自动补存。"


class LockedFault(EnvironmentFault):
    """Another process holds the file."""

    code = "GIA-E-302"
    what = "{place}正被另一个程序占用，暂时不能读写。"
    advice = "请关闭其他打开着的本程序窗口，或等杀毒、同步、备份软件处理完；放开后会自动补存。"


class ReadOnlyFault(EnvironmentFault):
    """The file or its folder may not be written."""

    code = "GIA-E-303"
    what = "{place}是只读的，不能写入。"
    advice = "请取消这个文件和文件夹的“只读”属性，或请管理员给予写入权限。"


class UnreachableFault(EnvironmentFault):
    """The file can't be reached: a stick was removed, the network is gone, the disk fails."""

    code = "GIA-E-304"
    what = "读写不了{place}。"
    advice = "请检查U盘是否已拔出、网络文件夹是否断开、磁盘是否正常；恢复后会自动补存。"


class DamagedFault(EnvironmentFault):
    """The database, or one row of it, is damaged."""

    code = "GIA-E-305"
    what = "{place}已损坏。"
    advice = "请关闭本程序再打开：损坏的文件会另外留存，能救回的内容会自动救回。"


class ForeignFault(EnvironmentFault):
    """The file is a sound database, but of another program, or another kind of ours."""

    code = "GIA-E-306"
    what = "{place}不是本程序的这一种数据。"
    advice = "请把它移到别处，再打开本程序。"


class NewerFault(EnvironmentFault):
    """A newer program wrote the database."""

    code = "GIA-E-307"
    what = "{place}是新版本程序保存的（数据版本 {found}，本程序只能读到版本 {known}）。"
    advice = "请升级本程序后再打开；里面的内容没有改动。"

    def __init__(self, path: Path, found: int, known: int) -> None:
        """Name both versions."""
        super().__init__(path, f"user_version {found}, known {known}", found=found, known=known)


class ExchangedFault(EnvironmentFault):
    """Another file was put in the place of the open database; both are kept."""

    code = "GIA-E-313"
    what = "打开着的{place}被换成了另一个文件。"
    advice = "本窗口里的内容已写回原处；换上来的文件没有删除，改名为《{aside}》留在旁边。"

    def __init__(self, path: Path, aside: str) -> None:
        """Name the file, and where the other one is kept."""
        super().__init__(path, aside)
        self.hint = self.advice.format(aside=aside)


class StepNotSavedError(GiaError):
    """A mistake of the program kept one step from being saved; the other steps are saved."""

    code = "GIA-E-309"

    def __init__(self, label: str, detail: str) -> None:
        """Name the step."""
        super().__init__(
            f"“{label}”这一步因程序内部错误没有存下来。",
            "窗口里的内容是完整的，请马上用“文件”菜单另存一份。",
            detail,
        )


def place(path: Path) -> str:
    """Return a file as it is named in sentences: its name and the folder it lies in."""
    return f"《{path.name}》（在文件夹 {path.parent} 中）"


_BY_CODE: Final[dict[int, type[EnvironmentFault]]] = {
    sqlite3.SQLITE_FULL: DiskFullFault,
    sqlite3.SQLITE_BUSY: LockedFault,
    sqlite3.SQLITE_LOCKED: LockedFault,
    sqlite3.SQLITE_READONLY: ReadOnlyFault,
    sqlite3.SQLITE_PERM: ReadOnlyFault,
    sqlite3.SQLITE_IOERR: UnreachableFault,
    sqlite3.SQLITE_CANTOPEN: UnreachableFault,
    sqlite3.SQLITE_PROTOCOL: UnreachableFault,
    sqlite3.SQLITE_CORRUPT: DamagedFault,
    sqlite3.SQLITE_NOTADB: DamagedFault,
    sqlite3.SQLITE_FORMAT: DamagedFault,
}

_BY_ERRNO: Final[dict[int, type[EnvironmentFault]]] = {
    errno.ENOSPC: DiskFullFault,
    errno.EDQUOT: DiskFullFault,
    errno.EACCES: ReadOnlyFault,
    errno.EPERM: ReadOnlyFault,
    errno.EROFS: ReadOnlyFault,
    errno.EBUSY: LockedFault,
    errno.ETXTBSY: LockedFault,
}


def fault_of(error: sqlite3.Error | OSError | UnicodeDecodeError, path: Path) -> EnvironmentFault | None:
    """Return the situation behind an error, or None when it is a mistake of the program."""
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, UnicodeDecodeError) or "Could not decode" in detail:
        # The message quotes the text, which has no place in a log.
        return DamagedFault(path, "text that is no UTF-8")
    if isinstance(error, OSError):
        if getattr(error, "winerror", None) == _SHARING_VIOLATION:
            return LockedFault(path, detail)
        return _BY_ERRNO.get(error.errno or 0, UnreachableFault)(path, detail)
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    kind = _BY_CODE.get(code & 0xFF)
    if kind is UnreachableFault and is_there(path.parent) and not os.access(path.parent, os.W_OK):
        kind = ReadOnlyFault
    return kind(path, f"{detail} ({getattr(error, 'sqlite_errorname', None)})") if kind else None


def asks_for_a_new_connection(fault: EnvironmentFault, path: Path) -> bool:
    """Tell whether the connection to a database is of no use after a fault.

    What a disk refuses to open for writing, be it for a moment, SQLite opens to read only, and keeps it so.
    """
    return isinstance(fault, UnreachableFault) or (
        isinstance(fault, ReadOnlyFault) and os.access(path, os.W_OK)
    )


@contextmanager
def told_as_faults(path: Path) -> Iterator[None]:
    """Turn errors of the database and the disk into the situation behind them.

    Raises:
        EnvironmentFault: the machine stands in the way; mistakes of the program pass as they are.
    """
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        fault = fault_of(error, path)
        if fault is None:
            raise
        raise fault from error


def report_mistake(error: BaseException) -> None:
    """Send an exception down the crash path without ending the thread."""
    args = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(args))

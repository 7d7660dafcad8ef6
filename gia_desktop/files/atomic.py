"""Writing a file all or not at all, and noticing when somebody else has changed it."""

from __future__ import annotations

import errno
import glob
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.files.names import too_long_for_windows, why_windows_refuses
from gia_desktop.files.privacy import open_to_others

_SHARING_VIOLATION: Final = frozenset({32, 33})
"""Windows: another program holds the file open, or a part of it."""
_ON_WINDOWS = os.name == "nt"
_ATTEMPTS: Final = 6
_PAUSE_SECONDS: Final = 0.08
"""A virus scanner, an indexer or a reader of ours holds a file for moments only."""
_LEFT_SECONDS: Final = 60 * 60.0
_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class WriteFault(GiaError):
    """A file can't be written; the old one, if any, is untouched."""

    code = "GIA-E-411"

    def __init__(self, path: Path, cause: str, hint: str, detail: str = "") -> None:
        """Name the file, the cause and what to do now."""
        super().__init__(f"无法写入《{path.name}》：{cause}。", hint, detail)


class SpecialTargetError(WriteFault):
    """The name belongs to a device or a pipe, or the folder is one that the system makes up."""

    code = "GIA-E-419"

    def __init__(self, path: Path, *, folder: bool, detail: str = "") -> None:
        """Tell which of both it is."""
        made_up = f"文件夹“{path.parent}”由系统生成，不能存放文件"
        what = made_up if folder else "这不是普通文件（是管道或设备）"
        super().__init__(path, what, "请换一个位置保存，例如“文档”或桌面。", detail)


class FileInUseError(WriteFault):
    """The file is open in Word, WPS or another program."""

    code = "GIA-E-412"

    def __init__(self, path: Path, detail: str = "") -> None:
        """Ask to close it."""
        super().__init__(path, "文件正被 Word、WPS 或其他程序打开", "请关闭该文件后重试。", detail)


class ReadOnlyFileError(WriteFault):
    """The file, or the folder, does not allow writing."""

    code = "GIA-E-413"

    def __init__(self, path: Path, *, folder: bool, detail: str = "") -> None:
        """Tell which of both it is."""
        if folder:
            cause, hint = f"没有权限写入文件夹“{path.parent}”", "请换一个文件夹保存，例如“文档”或桌面。"
        else:
            cause, hint = "该文件是只读的", "请取消它的“只读”属性，或换一个文件名保存。"
        super().__init__(path, cause, hint, detail)


class MissingFolderError(WriteFault):
    """The folder does not exist, perhaps a memory stick was pulled out."""

    code = "GIA-E-414"

    def __init__(self, path: Path, detail: str = "") -> None:
        """Name the folder."""
        super().__init__(path, f"找不到文件夹“{path.parent}”", "请新建该文件夹，或换一个位置保存。", detail)


class DiskFullError(WriteFault):
    """There is no room left."""

    code = "GIA-E-415"

    def __init__(self, path: Path, detail: str = "") -> None:
        """Ask to make room."""
        super().__init__(path, "磁盘空间已满", "请清理磁盘，或换一个磁盘保存。", detail)


class PathIsFolderError(WriteFault):
    """The name belongs to a folder."""

    code = "GIA-E-416"

    def __init__(self, path: Path, detail: str = "") -> None:
        """Ask for another name."""
        super().__init__(path, "这是一个文件夹的名字", "请换一个文件名。", detail)


class BadNameError(WriteFault):
    """Windows can't keep a file under this name."""

    code = "GIA-E-422"

    def __init__(self, path: Path, why: str) -> None:
        """Tell what is the matter with the name."""
        super().__init__(path, why, "请换一个文件名。")


class LongPathError(WriteFault):
    """The path has more signs than Windows takes."""

    code = "GIA-E-423"

    def __init__(self, path: Path, length: int, detail: str = "") -> None:
        """Tell how long it is."""
        cause = f"连同文件夹的名字共 {length} 个字，超过 Windows 的 259 个"
        super().__init__(path, cause, "请换一个层数少的文件夹（例如桌面），或把名字改短。", detail)


@dataclass(frozen=True)
class FileStamp:
    """What a file looked like when we last wrote or read it."""

    size: int
    digest: str

    @classmethod
    def of(cls, data: bytes) -> FileStamp:
        """Return the stamp of these bytes."""
        import hashlib  # imported late: it brings all of OpenSSL, which no start needs

        return cls(len(data), hashlib.sha256(data).hexdigest())

    @classmethod
    def read(cls, path: Path) -> FileStamp | None:
        """Return the stamp of the file as it is now, or None when there is none or it can't be read.

        Others may have put anything in its place; it is never read into memory as a whole.
        """
        import hashlib

        try:
            if not stat.S_ISREG(path.stat().st_mode):
                return None
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
                return cls(file.tell(), digest.hexdigest())
        except OSError:
            return None


def write_atomically(path: Path, data: bytes, *, follow_links: bool = True, for_others: bool = True) -> None:
    """Write a file so that either the whole new content is there or the old one is untouched.

    Args:
        path: the file.
        data: its new content.
        follow_links: a link keeps pointing to the file that is exchanged; otherwise the link itself is
            exchanged, where somebody else may have put it.
        for_others: a new file may be read by whomever the user's own mask lets in; otherwise it is one of
            the data folder, see ``gia_desktop.files.privacy``.

    Raises:
        WriteFault: one of its kinds says what stood in the way and what to do.
    """
    _refuse_name(path)
    temporary: Path | None = None
    try:
        target = path.resolve() if follow_links else path
        _refuse_hopeless(target)
        temporary = _write_beside(target, data)
        if target.exists() and (follow_links or not target.is_symlink()):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        elif for_others:
            open_to_others(temporary)
        _exchange(temporary, target, _ATTEMPTS if _ON_WINDOWS else 1)
        _clear_away(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        _raise_fault(path, error, in_folder=temporary is None)


def check_target(path: Path) -> None:
    """Find out before the work of making a file whether it could be written; nothing is changed.

    Raises:
        WriteFault: one of its kinds says what stands in the way and what to do.
    """
    _refuse_name(path)
    try:
        _refuse_hopeless(path)
        if path.exists():
            path.open("r+b").close()  # on Windows, Word lets nobody else open it so
    except OSError as error:
        _raise_fault(path, error, in_folder=False)


def ensure_folder(folder: Path) -> None:
    """Make a folder where there is none yet; the one above it must be there.

    Raises:
        WriteFault: it can't be made, or a file has its name.
    """
    try:
        if not folder.is_dir():
            folder.mkdir()
            open_to_others(folder)
    except FileExistsError as error:
        raise WriteFault(folder, "已有同名的文件", "请换一个文件夹名。", repr(error)) from error
    except OSError as error:
        _raise_fault(folder, error, in_folder=True)


def _refuse_name(path: Path) -> None:
    """Refuse what Windows can't keep; before anything else is asked of a name that may be a device."""
    if _ON_WINDOWS and (why := why_windows_refuses(path)):
        raise BadNameError(path, why)


def _refuse_hopeless(path: Path) -> None:
    """Raise what is certain before anything is written."""
    if path.is_dir():
        raise PathIsFolderError(path)
    if not path.parent.is_dir():
        raise _nothing_there(path)
    if not path.exists():
        return
    if not stat.S_ISREG(path.stat().st_mode):
        raise SpecialTargetError(path, folder=False)
    if not os.access(path, os.W_OK):
        raise ReadOnlyFileError(path, folder=False)


def _nothing_there(path: Path, detail: str = "") -> WriteFault:
    """Return what to tell where a folder is not found: to Windows, one that is too far away is not there."""
    length = too_long_for_windows(path) if _ON_WINDOWS else 0
    return LongPathError(path, length, detail) if length else MissingFolderError(path, detail)


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a new file in the same folder, down to the disk, and return its path."""
    temporary = path.with_name(f".{_beginning(path)}.{os.urandom(4).hex()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _exchange(temporary: Path, target: Path, attempts: int) -> None:
    """Put the new file in the place of the old one; on Windows, whoever reads that one is in the way."""
    for attempt in range(attempts):
        try:
            temporary.replace(target)
        except PermissionError:
            if attempt == attempts - 1:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _beginning(path: Path) -> str:
    """Return as much of a name as leaves room for more: file systems count its bytes."""
    return path.stem[:20]


def _clear_away(path: Path) -> None:
    """Remove what earlier attempts to write the same file left when their program was killed."""
    with suppress(OSError):
        for left in path.parent.glob(f".{glob.escape(_beginning(path))}.{'[0-9a-f]' * 8}.tmp"):
            if time.time() - left.lstat().st_mtime > _LEFT_SECONDS:
                left.unlink()


def _is_made_up(folder: Path) -> bool:
    """Tell whether the system makes a folder up, as /proc: there is no room at all on its file system."""
    if sys.platform == "win32":
        return False
    try:
        return os.statvfs(folder).f_blocks == 0
    except OSError:
        return False


def _raise_fault(path: Path, error: OSError, *, in_folder: bool) -> NoReturn:
    detail = repr(error)
    if getattr(error, "winerror", None) in _SHARING_VIOLATION or error.errno in {errno.EBUSY, errno.ETXTBSY}:
        raise FileInUseError(path, detail) from error
    if error.errno in _NO_SPACE:
        raise DiskFullError(path, detail) from error
    if error.errno == errno.EROFS:
        raise ReadOnlyFileError(path, folder=True, detail=detail) from error
    if isinstance(error, PermissionError):
        # A folder that takes the new file but not the exchange: on Windows, the target is open.
        if in_folder:
            raise ReadOnlyFileError(path, folder=True, detail=detail) from error
        raise FileInUseError(path, detail) from error
    if isinstance(error, FileNotFoundError):
        if _is_made_up(path.parent):
            raise SpecialTargetError(path, folder=True, detail=detail) from error
        raise _nothing_there(path, detail) from error
    if isinstance(error, IsADirectoryError):
        raise PathIsFolderError(path, detail) from error
    if _ON_WINDOWS and (length := too_long_for_windows(path)):
        raise LongPathError(path, length, detail) from error
    if error.errno == errno.ENAMETOOLONG:
        raise WriteFault(path, "名字太长，系统存不下", "请把名字改短。", detail) from error
    reason = error.strerror or type(error).__name__
    raise WriteFault(path, f"系统报告“{reason}”", "请换一个位置保存后重试。", detail) from error

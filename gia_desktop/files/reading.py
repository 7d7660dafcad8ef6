"""Reading a file whole: it is one, not larger than what it should hold, and not empty."""

from __future__ import annotations

import stat
from pathlib import Path

from gia_desktop.files.faults import (
    EmptyFileError,
    FolderGivenError,
    LargeFileError,
    MissingFileError,
    SpecialFileError,
    UnreadableFileError,
)


def is_there(path: Path) -> bool:
    """Tell whether a file or folder can be seen; on a disk that does not answer nothing can.

    ``Path.exists`` raises whatever a dead disk answers but that it is not there.
    """
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def refuse_special(path: Path) -> None:
    """Keep from opening what is neither a file nor a folder.

    Raises:
        SpecialFileError: it is a pipe, a device or a socket.
        OSError: it is not there, or can't be reached.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise SpecialFileError(path)


def read_whole(path: Path, most_bytes: int, kind: str) -> bytes:
    """Return the content of a file, which is never empty.

    Args:
        path: the file.
        most_bytes: a file beyond this is something else and is not read into memory.
        kind: what the file should be, in a word for the clerk, e.g. ``年报文件``.

    Raises:
        MissingFileError: there is no such file.
        FolderGivenError: it is a folder.
        SpecialFileError: it is a pipe, a device or a socket.
        UnreadableFileError: the system doesn't let it be read.
        EmptyFileError: nothing is in it but blanks.
        LargeFileError: it is larger than the limit.
    """
    try:
        if path.is_dir():  # Windows would say that the permission is missing
            raise FolderGivenError(path, kind)
        refuse_special(path)
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, error) from error
    if len(data) > most_bytes:
        raise LargeFileError(path, most_bytes, kind)
    if not data.strip():
        raise EmptyFileError(path)
    return data

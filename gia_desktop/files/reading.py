"""What is asked of a file before it is read: that it is one, and not larger than what it should hold."""

from __future__ import annotations

import stat
from pathlib import Path

from gia_desktop.core.errors import GiaError


class SpecialFileError(GiaError):
    """The name belongs to a pipe, a device or a socket: reading it may never end."""

    code = "GIA-E-417"

    def __init__(self, path: Path) -> None:
        """Name it."""
        super().__init__(
            f"《{path.name}》不是普通文件（是管道或设备），不能读取。", "请选择磁盘上的文件。", str(path)
        )


def refuse_special(path: Path) -> None:
    """Keep from opening what is neither a file nor a folder.

    Raises:
        SpecialFileError: it is a pipe, a device or a socket.
        OSError: it is not there, or can't be reached.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise SpecialFileError(path)

"""Why a file can't be read, told to the user; whoever reads a file of whatever kind raises these."""

from __future__ import annotations

from pathlib import Path

from gia_desktop.core.errors import GiaError


class MissingFileError(GiaError):
    """There is no file under the name given."""

    code = "GIA-E-102"

    def __init__(self, path: Path) -> None:
        """Name the file and the place searched."""
        super().__init__(f"找不到文件《{path.name}》。", "请核对文件名和所在文件夹。", str(path))


class FolderGivenError(GiaError):
    """The name given belongs to a folder."""

    code = "GIA-E-103"

    def __init__(self, path: Path, kind: str) -> None:
        """Name the folder and the kind of file that is wanted."""
        super().__init__(f"《{path.name or path}》是文件夹，不是{kind}。", "请指定其中的文件。", str(path))


class UnreadableFileError(GiaError):
    """The system does not let the file be read."""

    code = "GIA-E-104"

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file; what the system said goes into the detail."""
        if isinstance(error, PermissionError):
            cause = "没有读取它的权限"
            hint = "请关闭正在使用它的程序，检查文件权限，或把它复制到自己的文件夹后再打开。"
        else:
            cause, hint = "读取时出错", "请检查磁盘、U 盘或网络盘是否正常，文件名是否过长。"
        super().__init__(f"无法打开文件《{path.name}》：{cause}。", hint, str(error))


class EmptyFileError(GiaError):
    """The file has no content."""

    code = "GIA-E-105"

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            f"文件《{path.name}》是空的。", "可能复制或下载没有完成，请重新取得这个文件。", str(path)
        )


class LargeFileError(GiaError):
    """The file is far too large for what it should be."""

    code = "GIA-E-106"

    def __init__(self, path: Path, most_bytes: int, kind: str) -> None:
        """Name the file, the limit and the kind of file that is wanted."""
        limit = most_bytes // (1024 * 1024)
        super().__init__(f"文件《{path.name}》超过 {limit} MB，不是{kind}。", "请核对文件名。", str(path))


class SpecialFileError(GiaError):
    """The name belongs to a pipe, a device or a socket: reading it may never end."""

    code = "GIA-E-417"

    def __init__(self, path: Path) -> None:
        """Name it."""
        super().__init__(
            f"《{path.name}》不是普通文件（是管道或设备），不能读取。", "请选择磁盘上的文件。", str(path)
        )

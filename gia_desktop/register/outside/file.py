"""Opening and saving the exchange file of a register; every fault is a sentence that names the file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.reading import refuse_special
from gia_desktop.register.case import Register
from gia_desktop.register.outside.giar import GiarFileError, dump_register, parse_register

MAX_BYTES: Final = 200 * 1024 * 1024
"""50,000 cases take some 80 MB; a file beyond this is something else and is not read into memory."""


class RegisterFileFault(GiaError):
    """The system does not let a register file be read, or it is none."""

    code = "GIA-E-712"

    def __init__(self, path: Path, cause: str, hint: str, detail: str = "") -> None:
        """Name the file, the cause and what to do now."""
        super().__init__(f"登记文件《{path.name or path}》打不开：{cause}。", hint, detail or str(path))


class FaultyRegisterError(GiaError):
    """The content of the file can't be used; keeps the code and advice of the fault found in it."""

    def __init__(self, path: Path, fault: GiaError) -> None:
        """Put the name of the file before the cause."""
        self.code = fault.code
        super().__init__(f"登记文件《{path.name}》打不开：{fault.user_text}", fault.hint, str(path))


def open_register(path: Path) -> Register:
    """Read a register file.

    Raises:
        GiaError: the file can't be read or used; the message names it and the cause.
    """
    data = _read(path)
    if not data.strip():
        raise RegisterFileFault(path, "文件是空的", "可能复制没有完成，请重新取得这个文件。")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise RegisterFileFault(path, "这是 Excel、Word 文件或压缩文件", "单位自己的台账请用“读入已有台账”。")
    try:
        return parse_register(data)
    except GiarFileError as fault:
        raise FaultyRegisterError(path, fault) from fault


def save_register(register: Register, path: Path) -> None:
    """Write a register file; an existing one is replaced only when the new one is complete.

    Raises:
        GiaError: the file can't be written.
    """
    write_atomically(path, dump_register(register))


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RegisterFileFault(path, "这是文件夹", "请指定其中的 .giar 文件。")
        refuse_special(path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RegisterFileFault(path, "找不到这个文件", "请核对文件名和所在文件夹。") from error
    except OSError as error:
        hint = "请检查文件权限、磁盘或 U 盘，也可以先复制到自己的文件夹。"
        raise RegisterFileFault(path, "系统不让读取", hint, str(error)) from error
    if len(data) > MAX_BYTES:
        raise RegisterFileFault(path, f"超过 {MAX_BYTES // (1024 * 1024)} MB，不是登记文件", "请核对文件名。")
    return data

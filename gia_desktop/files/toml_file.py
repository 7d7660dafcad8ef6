"""TOML files that offices may write themselves: every fault is named with file, line and cause."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.faults import SpecialFileError
from gia_desktop.files.fields import WHOLE_FILE, Fault
from gia_desktop.files.positions import Positions
from gia_desktop.files.reading import refuse_special

MAX_BYTES: Final = 1024 * 1024
"""A file that a person wrote is far smaller."""

_SHOWN_FAULTS: Final = 3
_PART: Final = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP_NAME: Final = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{20}}")
_DEEP_BRACKETS: Final = re.compile(r"(?:[\[{][\s\w=]*){50}")
_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")


class TomlFileError(GiaError):
    """A file can't be used; all faults found are in ``faults``, those of a line in order."""

    kind: ClassVar[str]
    """What the file is, e.g. 格式文件."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        """Name the file and its first faults with their lines."""
        self.path = path
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.line, fault.cause)))
        shown = "；".join(fault.sentence for fault in self.faults[:_SHOWN_FAULTS])
        rest = len(self.faults) - _SHOWN_FAULTS
        more = f"；另有 {rest} 处" if rest > 0 else ""
        super().__init__(
            f"{self.kind} {path.name} 有错：{shown}{more}。", f"请改正或换回原来的{self.kind}。", str(path)
        )


class NotTomlError(Exception):
    """A text is no TOML, or such that reading it would never end."""

    def __init__(self, fault: Fault) -> None:
        """Keep where and why."""
        super().__init__(fault.sentence)
        self.fault = fault


def read_toml(path: Path, error: type[TomlFileError]) -> tuple[dict[str, Any], Positions]:
    """Return what a file says and where.

    Raises:
        TomlFileError: it can't be read or is no TOML; of the kind given by ``error``.
    """
    try:
        if path.is_dir():
            raise error(path, [Fault(WHOLE_FILE, "这是文件夹，不是文件")])
        refuse_special(path)
        text = _read(path, error)
    except SpecialFileError as fault:
        raise error(path, [Fault(WHOLE_FILE, "这是管道或设备，不是文件")]) from fault
    except FileNotFoundError as fault:
        raise error(path, [Fault(WHOLE_FILE, "没有这个文件")]) from fault
    except OSError as fault:
        cause = "系统不让读取，可能没有权限，或正被别的程序使用"
        raise error(path, [Fault(WHOLE_FILE, cause)]) from fault
    except UnicodeDecodeError as fault:
        cause = "不是 UTF-8 编码，请用记事本打开，点“另存为”，编码选 UTF-8，再保存"
        raise error(path, [Fault(WHOLE_FILE, cause)]) from fault
    try:
        return parse_toml(text), Positions(text)
    except NotTomlError as fault:
        raise error(path, [fault.fault]) from fault


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a text says.

    Raises:
        NotTomlError: it is no TOML, or goes too deep.
    """
    if tangled := _tangled(text):
        raise NotTomlError(tangled)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise NotTomlError(misspelt(text, fault)) from fault
    except ValueError as fault:  # a number that Python refuses to convert
        raise NotTomlError(Fault(WHOLE_FILE, "里面有位数过多的数字")) from fault
    except RecursionError as fault:
        raise NotTomlError(Fault(WHOLE_FILE, "括号套得太深")) from fault


def _read(path: Path, error: type[TomlFileError]) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise error(path, [Fault(WHOLE_FILE, f"超过 {MAX_BYTES // 1024} KB，不像是手写的文件")])
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _tangled(text: str) -> Fault | None:
    """Return where a name or its brackets go so deep that reading them would take minutes and gigabytes."""
    for found in _DEEP_NAME.finditer(text):
        return Fault(text.count("\n", 0, found.start()) + 1, "名称里的点太多")
    for found in _DEEP_BRACKETS.finditer(text):
        return Fault(text.count("\n", 0, found.start()) + 1, "括号套得太深")
    return None


def misspelt(text: str, error: tomllib.TOMLDecodeError) -> Fault:
    """Return where the reader stopped; its reason, in English and in its own terms, stays in the log."""
    place = _PLACE.search(str(error))
    advice = "请看引号、括号是否成对，等号后面是否有内容，标点是否为英文标点，同一项是否写了两次"
    if place is None:
        return Fault(max(1, len(text.splitlines())), f"不符合 TOML 写法（文件末尾处），{advice}")
    line, column = place.groups()
    return Fault(int(line), f"不符合 TOML 写法（第 {column} 个字处），{advice}")

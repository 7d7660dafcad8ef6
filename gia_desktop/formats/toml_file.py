"""TOML files that offices may write themselves: every fault is named with file, line and cause."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.formats.fields import Fault
from gia_desktop.formats.positions import Positions

_SHOWN_FAULTS: Final = 3


class TomlFileError(GiaError):
    """A file can't be used; all faults found are in ``faults``, those of a line in order."""

    kind: ClassVar[str]
    """What the file is, e.g. 格式文件."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        """Name the file and its first faults with their lines."""
        self.path = path
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.line, fault.cause)))
        shown = "；".join(f"第 {fault.line} 行：{fault.cause}" for fault in self.faults[:_SHOWN_FAULTS])
        rest = len(self.faults) - _SHOWN_FAULTS
        more = f"；另有 {rest} 处" if rest > 0 else ""
        super().__init__(
            f"{self.kind} {path.name} 有错：{shown}{more}。", f"请改正或换回原来的{self.kind}。", str(path)
        )


def read_toml(path: Path, error: type[TomlFileError]) -> tuple[dict[str, Any], Positions]:
    """Return what a file says and where.

    Raises:
        TomlFileError: it can't be read or is no TOML; of the kind given by ``error``.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise error(path, [Fault(1, f"无法读取（{fault}）")]) from fault
    try:
        return tomllib.loads(text), Positions(text)
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        place = int(line.group(1)) if line else max(1, text.count("\n"))
        raise error(path, [Fault(place, f"不符合 TOML 写法（{fault}）")]) from fault

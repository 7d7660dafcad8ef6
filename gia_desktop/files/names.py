"""Names of files made of words that people wrote, and names that Windows can't keep."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_FULL_WIDTH: Final = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_SIGNS: Final = re.compile(r'[<>:"|?*\x00-\x1f]')
# Microsoft, "Naming Files, Paths, and Namespaces"; with whatever ending.
_DEVICES: Final = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
_MOST_SIGNS: Final = 259
"""MAX_PATH without its end; more only where the office's own policy allows it."""
_MOST_OF_A_NAME: Final = 255
_BESIDE_SIGNS: Final = 35
"""The longest name that a file has while it is written, see ``gia_desktop.files.atomic``."""


def as_file_name(words: str) -> str:
    """Return words as a name that every system takes; signs that Windows refuses become wide ones."""
    name = words.translate(_FULL_WIDTH).rstrip(" .") or "未命名"
    return f"＿{name}" if _DEVICES.fullmatch(name) else name


def why_windows_refuses(path: Path) -> str:
    """Return why Windows can't keep a file under this name, as half a sentence; empty if it can.

    It would take some of these names silently: "年报:2025.docx" becomes a hidden part of "年报".
    """
    name = path.name
    if _DEVICES.fullmatch(name):
        return f"“{name.partition('.')[0].strip()}”是 Windows 留给设备的名字"
    if found := _SIGNS.search(name):
        return f"文件名里不能有“{found[0]}”" if found[0].isprintable() else "文件名里有看不见的控制字符"
    if len(name) > _MOST_OF_A_NAME:
        return "名字太长，系统存不下"
    if name != name.rstrip(" ."):
        return "Windows 的文件名不能以句点或空格结尾"
    return ""


def too_long_for_windows(path: Path) -> int:
    """Return how long the path of a file to be written is, if that is more than Windows takes; or 0."""
    length = len(str(path.parent)) + 1 + max(len(path.name), _BESIDE_SIGNS)
    return length if length > _MOST_SIGNS else 0

"""Reading bytes as text, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|encoding=["']([A-Za-z0-9_.:-]+)""")
_CHINESE_ENCODINGS: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_HEAD: Final = 4096
_BOOKMARK: Final = re.compile(r"\[bookmark:[^\]\n]*\]")
"""What converters from Word to text leave of an invisible place mark, such as ``[bookmark: _GoBack]``."""


def decode(data: bytes) -> str:
    """Return the text of a file: its own mark first, then what it declares, then what fits."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    for name in (_declared(data), "utf-8", "gb18030"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace")


def plain_lines(text: str) -> list[str]:
    """Return the lines of a text without marks that nobody wrote."""
    return _BOOKMARK.sub("", text).splitlines()


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return "utf-8"
    name = (found.group(1) or found.group(2)).decode("ascii").lower()
    return _CHINESE_ENCODINGS.get(name, name)

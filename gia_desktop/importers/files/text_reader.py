"""Reading bytes as text, whatever encoding they are in, and plain text as lines or rows."""

from __future__ import annotations

import codecs
import csv
import re
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.importers.tables import RawTable, SpannedText, table_from_rows

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|encoding=["']([A-Za-z0-9_.:-]+)""")
_ENCODINGS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030",
    "gb_2312-80": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "hz-gb-2312": "hz",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "cp950",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "iso-8859-1": "gb18030", "latin1": "gb18030", "windows-1252": "gb18030",
}  # fmt: skip
"""Encodings that Chinese text comes in, by the names they are declared with; pages that declare a Latin one
are in GBK all the same. No other name is handed to a decoder: some are slow without bound."""
_HEAD: Final = 4096
_FEW: Final = 0.002
"""Share of bytes that may be spoilt in a text that is otherwise of the encoding it declares."""
_BOOKMARK: Final = re.compile(r"\[bookmark:[^\]\n]{0,80}\]")
"""What converters from Word to text leave of an invisible place mark, such as ``[bookmark: _GoBack]``."""
_FEWEST_ROWS: Final = 8
_FEWEST_COMMAS: Final = 2
_FORMULA = re.compile(r"=[A-Za-z(+-]")


def decode(data: bytes) -> str:
    """Return the text of a file: its own mark first, then what it declares, then what fits."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    declared = _declared(data)
    for name in dict.fromkeys((declared, "utf-8", "gb18030")):
        text = _decoded(data, name)
        if text is not None:
            return text
    for name in dict.fromkeys((declared, "utf-8", "gb18030")):
        # One byte cut or spoilt by a gateway doesn't make it another encoding.
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= max(1, _FEW * len(data)):
            return text
    return data.decode("gb18030", "replace")


def is_wide_text(data: bytes) -> bool:
    """Tell whether every other byte of a text may be zero: UTF-16, with its mark or without."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or bool(_without_mark(data))


def plain_lines(text: str) -> list[str]:
    """Return the lines of a text without marks that nobody wrote."""
    return (_BOOKMARK.sub("", text) if "[bookmark:" in text else text).splitlines()


def comma_table(text: str) -> RawTable | None:
    """Return a text whose lines are cells between commas (CSV) as a table, None when it is none.

    Raises:
        TableTooLargeError: it has more cells than any report.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    parted = [line for line in lines if line.count(",") >= _FEWEST_COMMAS and "。" not in line]
    if len(parted) < _FEWEST_ROWS or 2 * len(parted) < len(lines):
        return None
    try:
        rows = list(csv.reader(clean_text(text).splitlines(keepends=True)))
    except csv.Error:
        return None
    return table_from_rows([_field(text) for text in row] for row in rows)


def _field(text: str) -> SpannedText:
    """Return a field as a cell; a formula that was saved instead of its result says nothing."""
    if _FORMULA.match(text):
        return SpannedText("", doubt="这一格是公式，文件里没有它算出的数")
    return SpannedText(text)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _without_mark(data: bytes) -> str:
    """Return the wide encoding of a text that has lost its mark: every other byte of its tags is zero."""
    head = data[:_HEAD]
    if len(head) < 4 or head.count(0) * 4 < len(head):  # noqa: PLR2004
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not min(even, odd) * 8 < max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return "utf-8"
    name = (found.group(1) or found.group(2)).decode("ascii").lower()
    return _ENCODINGS.get(name, "utf-8")

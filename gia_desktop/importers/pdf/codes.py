"""Tables that tell what the codes of a PDF font mean: embedded ones, those with a name, and glyph names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

_BLOCK: Final = re.compile(rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange)(.*?)end\1", re.DOTALL)
_ITEM: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]|(\d+)")
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MOST: Final = 140_000
"""Entries of one table, repeated ones too; Unicode's first plane has 65,536."""
_LONGEST: Final = 64
_LARGEST: Final = 4_000_000

_Item = bytes | list[bytes] | int


@dataclass(frozen=True)
class CodeTable:
    """An embedded table.

    Attributes:
        lengths: lengths in bytes that codes have, the shortest first, each with its lowest and highest code.
        texts: text by code.
        cids: number of the glyph by code.
    """

    lengths: tuple[tuple[int, int, int], ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    cids: Mapping[int, int] = field(default_factory=dict)


def read_table(data: bytes) -> CodeTable:
    """Return what an embedded table (ISO 32000-1, 9.10.3 and 9.7.5.4) says; broken entries are left out."""
    lengths: list[tuple[int, int, int]] = []
    texts: dict[int, str] = {}
    cids: dict[int, int] = {}
    spare = _MOST
    for kind, body in _BLOCK.findall(data[:_LARGEST]):
        items = list(islice(_items(body), spare))
        spare -= len(items)
        if kind == b"codespacerange":
            lengths += [
                (len(low), _code(low), _code(high))
                for low, high in zip(items[::2], items[1::2], strict=False)
                if isinstance(low, bytes) and isinstance(high, bytes) and low
            ]
        elif kind == b"bfchar":
            for code, text in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    texts[_code(code)] = _text(text)
        elif kind == b"cidchar":
            for code, cid in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(cid, int):
                    cids[_code(code)] = cid
        else:
            spare -= _read_ranges(items, texts if kind == b"bfrange" else None, cids, max(0, spare))
    return CodeTable(tuple(sorted(set(lengths))), texts, cids)


def _read_ranges(
    items: Sequence[_Item], texts: dict[int, str] | None, cids: dict[int, int], spare: int
) -> int:
    """Add ranges of codes to texts or to numbers of glyphs; return how many codes that were."""
    used = 0
    for low, high, target in zip(items[::3], items[1::3], items[2::3], strict=False):
        if not (isinstance(low, bytes) and isinstance(high, bytes)):
            continue
        first = _code(low)
        count = max(0, min(_code(high) - first + 1, spare - used))
        used += count
        if texts is None:
            if isinstance(target, int):
                cids.update((first + step, target + step) for step in range(count))
        elif isinstance(target, list):
            texts.update(zip(range(first, first + count), map(_text, target), strict=False))
        elif isinstance(target, bytes) and (text := _text(target)):
            start, end = text[:-1], ord(text[-1])
            texts.update(
                (first + step, start + chr(end + step)) for step in range(min(count, 0x110000 - end))
            )
    return used


def _items(body: bytes) -> Iterator[_Item]:
    for found in _ITEM.finditer(body):
        sign, array, number = found.groups(b"")
        if number:
            yield int(number[:9])
        elif array:
            yield [_bytes(inner) for inner in _HEX.findall(array)]
        else:
            yield _bytes(sign)


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())[: 2 * _LONGEST]
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def _code(sign: bytes) -> int:
    return int.from_bytes(sign[:4], "big")


def _text(sign: bytes) -> str:
    if len(sign) == 1:
        return chr(sign[0])
    return sign.decode("utf-16-be", "replace")


NAMED_CODECS: Final[Mapping[str, str]] = {
    "GB-EUC": "gb2312", "GBpc-EUC": "gbk", "GBK-EUC": "gbk", "GBKp-EUC": "gbk", "GBK2K": "gb18030",
    "UniGB-UCS2": "utf-16-be", "UniGB-UTF16": "utf-16-be", "UniGB-UTF8": "utf-8", "UniGB-UTF32": "utf-32-be",
    "UniCNS-UCS2": "utf-16-be", "UniCNS-UTF16": "utf-16-be", "UniJIS-UCS2": "utf-16-be",
    "UniJIS-UTF16": "utf-16-be", "UniKS-UCS2": "utf-16-be", "UniKS-UTF16": "utf-16-be",
    "B5pc": "big5", "ETen-B5": "cp950", "ETenms-B5": "cp950", "HKscs-B5": "big5hkscs", "90ms-RKSJ": "cp932",
}  # fmt: skip
"""Codec by the name of a predefined table without its direction (ISO 32000-1, table 118)."""

_SIGNS: Final[Mapping[str, str]] = {
    "space": " ", "nbspace": "\u00a0", "exclam": "!", "quotedbl": '"', "numbersign": "#", "dollar": "$",
    "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")",
    "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "-", "period": ".", "slash": "/",
    "colon": ":",
    "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
    "bracketleft": "[", "backslash": "\\", "bracketright": "]", "underscore": "_", "braceleft": "{",
    "bar": "|", "braceright": "}", "asciitilde": "~",
    "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“",
    "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "degree": "°",
    "periodcentered": "·", "middot": "·", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_CODED_NAME: Final = re.compile(r"(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))(?:\..*)?", re.IGNORECASE)


def sign_named(name: str) -> str:
    """Return the sign that a glyph's name means, empty when it can't be told."""
    base = name.partition(".")[0] or name
    if base in _SIGNS:
        return _SIGNS[base]
    if len(base) == 1:
        return base
    coded = _CODED_NAME.fullmatch(name)
    if coded is None:
        return ""
    number = int(coded[1] or coded[2], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""  # noqa: PLR2004

"""Fonts of a PDF: which codes a string holds, which text each is and how far it moves the pen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from gia_desktop.importers.pdf.codes import NAMED_CODECS, CodeTable, read_table, sign_named

_THOUSAND: Final = 1000.0
_UNREAD: Final = "\ufffd"
_HALF: Final = 500.0
_ONE_BYTE: Final = 0x100
_ASCII_END: Final = 0x7F
_MOST_WIDTHS: Final = 140_000
_UNWIDE: Final[Mapping[str, float]] = {"Courier": 600.0, "Times": 500.0}
"""Width of a digit in standard fonts, which may be named without widths; in others it is Helvetica's."""
_HELVETICA: Final = 556.0


class Sign(NamedTuple):
    """A code of a string: its text, how far it moves the pen in ems, and whether word spacing applies."""

    text: str
    width: float
    is_space: bool


@dataclass(frozen=True)
class Font:
    """How to read a string in a font.

    Attributes:
        table: what its own table says; lengths of codes, texts, numbers of glyphs.
        codec: codec of a predefined table, empty where there is none.
        is_wide: whether codes may have two bytes.
        texts: text by code of a font with one byte a code.
        widths: thousandths of an em by code, by number of the glyph in a wide font.
        width: for all other codes.
        scale: ems per unit of width.
        is_vertical: whether it is written downwards.
        name: without what tells its parts from each other.
        known: signs that were asked for before.
    """

    table: CodeTable
    codec: str
    is_wide: bool
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    width: float
    scale: float
    is_vertical: bool
    name: str
    known: dict[int, Sign] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """How much its tables hold."""
        return len(self.table.texts) + len(self.table.cids) + len(self.widths)

    def signs(self, string: bytes) -> list[Sign]:
        """Return the signs of a string one after the other."""
        known = self.known
        if not self.is_wide:
            return [known.get(code) or self._sign(code, 1) for code in string]
        signs, place, end = [], 0, len(string)
        while place < end:
            length = self._length(string, place)
            code = int.from_bytes(string[place : place + length], "big")
            signs.append(known.get(code | length << 32) or self._sign(code, length))
            place += length
        return signs

    def _length(self, string: bytes, place: int) -> int:
        if self.codec in {"", "utf-16-be"} and not self.table.cids:
            return 2
        if self.codec:
            return _codec_length(self.codec, string[place])
        for length, low, high in self.table.lengths:
            if low <= int.from_bytes(string[place : place + length], "big") <= high:
                return length
        return max((length for length, _, _ in self.table.lengths), default=2)

    def _sign(self, code: int, length: int) -> Sign:
        text = self.table.texts.get(code, "")
        if not text and self.is_wide and self.codec:
            text = code.to_bytes(length, "big").decode(self.codec, "replace")
        if not text:
            text = self.texts.get(code, "")
        made = Sign(text or _UNREAD, self._width(code, text) * self.scale, length == 1 and code == ord(" "))
        self.known[code | length << 32 if self.is_wide else code] = made
        return made

    def _width(self, code: int, text: str) -> float:
        number = self.table.cids.get(code, code) if self.is_wide else code
        if self.codec and not self.table.cids:  # glyph numbers of predefined tables are not known here
            return _HALF if len(text) == 1 and ord(text) <= _ASCII_END else self.width
        return self.widths.get(number, self.width)


def read_font(entry: Any) -> Font:
    """Return how to read strings in a font.

    Args:
        entry: the font's dictionary.
    """
    table = _table(entry.get("/ToUnicode"))
    encoding = _object(entry.get("/Encoding"))
    if str(entry.get("/Subtype")) == "/Type0":
        return _wide_font(entry, table, encoding)
    texts = _base_texts(encoding)
    texts |= _differences(encoding)
    widths = _simple_widths(entry)
    scale = 1 / _THOUSAND
    if str(entry.get("/Subtype")) == "/Type3":
        matrix = _object(entry.get("/FontMatrix")) or [1 / _THOUSAND]
        scale = abs(_number(matrix[0])) or scale
    return Font(table, "", False, texts, widths, _missing_width(entry, widths), scale, False, _name(entry))


def _wide_font(entry: Any, table: CodeTable, encoding: Any) -> Font:
    below = _object((_object(entry.get("/DescendantFonts")) or [{}])[0]) or {}
    widths, width = _wide_widths(below)
    name = str(encoding).removeprefix("/") if isinstance(encoding, str) else ""
    codec = NAMED_CODECS.get(name.rpartition("-")[0], "")
    if hasattr(encoding, "get_data"):
        own = _table(encoding)
        table = CodeTable(own.lengths, table.texts, own.cids)
        name = str(encoding.get("/CMapName", ""))
    return Font(table, codec, True, {}, widths, width, 1 / _THOUSAND, name.endswith("-V"), _name(entry))


def _name(entry: Any) -> str:
    """Return a font's name; parts of one font have a few letters and a plus in front of it."""
    return str(entry.get("/BaseFont", "")).rpartition("+")[2]


def _codec_length(codec: str, lead: int) -> int:
    if codec == "utf-16-be":
        return 2
    if codec == "utf-32-be":
        return 4
    if codec == "utf-8":
        return 1 + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0)  # noqa: PLR2004
    if codec == "cp932":
        return 1 + (0x81 <= lead <= 0x9F or lead >= 0xE0)  # noqa: PLR2004
    return 1 + (lead > 0x80)  # noqa: PLR2004


def _table(stream: Any) -> CodeTable:
    stream = _object(stream)
    if not hasattr(stream, "get_data"):
        return CodeTable()
    return read_table(stream.get_data())


def _base_texts(encoding: Any) -> dict[int, str]:
    name = encoding if isinstance(encoding, str) else (encoding or {}).get("/BaseEncoding", "")
    codec = "mac_roman" if str(name) == "/MacRomanEncoding" else "cp1252"
    texts = {code: bytes([code]).decode(codec, "ignore") for code in range(ord(" "), _ONE_BYTE)}
    return {code: text for code, text in texts.items() if text}


def _differences(encoding: Any) -> dict[int, str]:
    listed = _object(encoding.get("/Differences")) if hasattr(encoding, "get") else None
    texts: dict[int, str] = {}
    code = 0
    for item in listed or ():
        if isinstance(item, (int, float)):
            code = int(item)
        else:
            texts[code] = sign_named(str(item).removeprefix("/"))
            code += 1
    return texts


def _simple_widths(entry: Any) -> dict[int, float]:
    first = int(_number(_object(entry.get("/FirstChar"))))
    listed = _object(entry.get("/Widths")) or ()
    return {first + place: _number(_object(width)) for place, width in enumerate(listed[:_ONE_BYTE])}


def _missing_width(entry: Any, widths: Mapping[int, float]) -> float:
    described = _object(entry.get("/FontDescriptor"))
    if widths:
        return _number(_object((described or {}).get("/MissingWidth")))
    name = str(entry.get("/BaseFont", ""))
    return next((width for known, width in _UNWIDE.items() if known in name), _HELVETICA)


def _wide_widths(below: Any) -> tuple[dict[int, float], float]:
    widths: dict[int, float] = {}
    default = _object(below.get("/DW"))
    listed = list(_object(below.get("/W")) or ())
    place, spare = 0, _MOST_WIDTHS
    while place + 1 < len(listed) and spare > 0:
        first, second = int(_number(_object(listed[place]))), _object(listed[place + 1])
        if isinstance(second, list):
            added = {first + step: _number(_object(width)) for step, width in enumerate(second)}
            place += 2
        else:
            last = min(int(_number(second)), first + _MOST_WIDTHS)
            width = _number(_object(listed[place + 2])) if place + 2 < len(listed) else 0.0
            added = dict.fromkeys(range(first, last + 1), width)
            place += 3
        widths |= added
        spare -= len(added) + 1
    return widths, _THOUSAND if default is None else _number(default)


def _object(item: Any) -> Any:
    """Return what a reference points to."""
    return item.get_object() if hasattr(item, "get_object") else item


def _number(item: Any) -> float:
    return float(item) if isinstance(item, (int, float)) else 0.0

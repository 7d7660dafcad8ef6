"""Taking the drawing instructions of a PDF page apart: operators and what they work on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

Operand = float | bytes | str | list["Operand"] | dict[str, "Operand"] | None
"""A number, a string's bytes, a name without its slash, an array, a dictionary, or null."""

_TOKEN: Final = re.compile(
    rb"""
      (?P<number>[+-]*+(?:\d++(?:\.\d*+)?|\.\d++)(?=[\s/<>\[\]()%{}]|$))
    | (?P<word>[A-Za-z'"*][^\s/<>\[\]()%{}]*)
    | (?P<name>/[^\s/<>\[\]()%{}]*)
    | (?P<text>\((?:[^()\\]++|\\.)*+\))
    | (?P<nested>\()
    | (?P<open><<|\[)
    | (?P<close>>>|\])
    | (?P<hex><[0-9A-Fa-f\s]*>)
    | (?P<skip>%[^\r\n]*)
    | (?P<odd>[+\-.\d][^\s/<>\[\]()%{}]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER_START: Final = re.compile(rb"[+-]*+(?:\d++(?:\.\d*+)?|\.\d++)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_NAME_CODE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_PICTURE_END: Final = re.compile(rb"[\s]EI(?=[\s]|$)")
_LITERALS: Final[dict[bytes, Operand]] = {b"true": 1.0, b"false": 0.0, b"null": None}
_MAX_OPERANDS: Final = 20_000
_LONGEST_NUMBER: Final = 60
_MAX_DEPTH: Final = 20


def operations(content: bytes) -> Iterator[tuple[bytes, list[Operand]]]:
    """Yield each operator of a page's content with its operands; pictures in the text are passed over.

    Bytes that are no instructions are left out, as every viewer does.
    """
    operands: list[Operand] = []
    nesting: list[list[Operand]] = []
    place, search = 0, _TOKEN.search
    while (found := search(content, place)) is not None:
        place = found.end()
        kind = found.lastgroup
        if kind == "word":
            word = found.group()
            if word in _LITERALS:
                operands.append(_LITERALS[word])
                continue
            if nesting:
                operands, nesting = nesting[0], []
            if word == b"ID":
                end = _PICTURE_END.search(content, place)
                place = end.end() if end else len(content)
                word = b"EI"
            yield word, operands
            operands = []
        elif kind == "open":
            if len(nesting) < _MAX_DEPTH:
                nesting.append(operands)
                operands = []
        elif kind == "close":
            if nesting:
                inner, operands = operands, nesting.pop()
                operands.append(_pairs(inner) if found.group() == b">>" else inner)
        elif kind == "nested":
            place, text = _nested(content, found.start())
            operands.append(text)
        elif kind != "skip" and len(operands) < _MAX_OPERANDS:
            operands.append(_plain(kind, found.group()))


def _plain(kind: str | None, token: bytes) -> Operand:
    if kind == "number":
        return _number(token)
    if kind == "text":
        return _unescaped(token[1:-1])
    if kind == "hex":
        digits = re.sub(rb"\s+", b"", token[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if kind == "name":
        return _NAME_CODE.sub(lambda code: bytes([int(code[1], 16)]), token[1:]).decode("utf-8", "replace")
    begun = _NUMBER_START.match(token)  # 0.00-35, 1e5 and the like: viewers take the number it begins with
    return _number(begun.group()) if begun else 0.0


def _number(token: bytes) -> float:
    try:
        return float(token[:_LONGEST_NUMBER])
    except ValueError:  # --5
        return float(token[:_LONGEST_NUMBER].lstrip(b"+-")) * (-1 if token.startswith(b"-") else 1)


def _pairs(flat: list[Operand]) -> dict[str, Operand]:
    return {key: value for key, value in zip(flat[::2], flat[1::2], strict=False) if isinstance(key, str)}


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text:
        return text
    return _ESCAPE.sub(_meant, text)


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign[:1].isdigit() and sign not in (b"8", b"9"):
        return bytes([int(sign, 8) & 0xFF])
    return _ESCAPED.get(sign, sign)


def _nested(content: bytes, start: int) -> tuple[int, bytes]:
    """Return the end and the bytes of a string that has brackets in it."""
    depth, place = 0, start
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(content, start):
        place = found.end()
        if found.group() == b"(":
            depth += 1
        elif found.group() == b")":
            depth -= 1
            if depth == 0:
                return place, _unescaped(content[start + 1 : place - 1])
    return len(content), _unescaped(content[start + 1 :])

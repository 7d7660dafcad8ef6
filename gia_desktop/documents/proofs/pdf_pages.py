"""Reading pages of a PDF as our own painter writes them: every sign with its place, and every drawn line."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

Matrix = tuple[float, float, float, float, float, float]

_NONE: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_REFERENCE: Final = rb"(\d+) \d+ R"
_TOKEN: Final = re.compile(rb"<[0-9A-Fa-f]*>|\[[^\]]*\]|\([^)]*\)|/[^\s/<\[(]+|[^\s/<\[(]+")
_MAPPED: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\]]*\]|<[0-9A-Fa-f]+>)")
_HEX: Final = re.compile(rb"<([0-9A-Fa-f]+)>")


class PdfFault(ValueError):
    """The bytes aren't a PDF of the shape that is read here."""


@dataclass(frozen=True)
class Sign:
    """A printed sign; points from the top left corner of the page, ``y`` is its baseline."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Stroke:
    """A drawn straight line, from left to right or from top to bottom."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass
class PdfPage:
    """One page: signs in the order they are written, and lines."""

    width: float
    height: float
    signs: list[Sign] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


def read_pages(data: bytes) -> list[PdfPage]:
    """Return the pages of a PDF.

    Raises:
        PdfFault: it can't be read.
    """
    try:
        return list(_Document(data).pages())
    except (IndexError, KeyError, ValueError, zlib.error) as error:
        raise PdfFault(f"PDF 读不出来：{error}") from error


class _Document:
    """The objects of a file, found through its table of places."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(b"%PDF-") or not (start := re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)):
            raise PdfFault("不是完整的 PDF")
        self._data = data
        table = data[int(start[1]) :]
        self._places = {}
        head, trailer = table.split(b"trailer", 1)
        first = int(_found(rb"xref\s+(\d+)", head)[1])
        for number, line in enumerate(re.findall(rb"(\d{10}) \d{5} [nf]", head), first):
            self._places[number] = int(line)
        self._root = self._body(self._number(trailer, b"Root"))

    def pages(self) -> Iterator[PdfPage]:
        tree = self._body(self._number(self._root, b"Pages"))
        for number in re.findall(_REFERENCE, _found(rb"/Kids\s*\[(.*?)\]", tree)[1]):
            body = self._body(int(number))
            box = _found(rb"/MediaBox\s*\[([^\]]*)\]", body)[1].split()
            page = PdfPage(float(box[2]), float(box[3]))
            fonts = self._fonts(self._body(self._number(body, b"Resources")))
            _Painter(page, fonts).run(self._stream(self._number(body, b"Contents")))
            yield page

    def _fonts(self, resources: bytes) -> dict[bytes, Mapping[int, str]]:
        found = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
        named = re.findall(rb"/(\S+) " + _REFERENCE, found[1] if found else b"")
        return {b"/" + name: self._meaning(int(number)) for name, number in named}

    def _meaning(self, font: int) -> dict[int, str]:
        """Return what each code of a font means."""
        table = self._stream(self._number(self._body(font), b"ToUnicode"))
        meaning: dict[int, str] = {}
        for first, last, target in _MAPPED.findall(table):
            texts = [bytes.fromhex(code.decode()).decode("utf-16-be") for code in _HEX.findall(target)]
            codes = range(int(first, 16), int(last, 16) + 1)
            if len(texts) < len(codes):
                texts = [chr(ord(texts[0]) + step) for step in range(len(codes))]
            meaning.update(zip(codes, texts, strict=False))
        return meaning

    def _number(self, body: bytes, name: bytes) -> int:
        return int(_found(rb"/" + name + rb"\s+" + _REFERENCE, body)[1])

    def _body(self, number: int) -> bytes:
        start = self._places[number]
        if not self._data.startswith(b"%d 0 obj" % number, start):
            raise PdfFault(f"第 {number} 个对象不在目录写的位置")
        stream, end = self._data.find(b"stream\n", start), self._data.index(b"endobj", start)
        return self._data[start : stream if 0 <= stream < end else end]

    def _stream(self, number: int) -> bytes:
        head = self._body(number)
        start = self._places[number] + len(head) + len(b"stream\n")
        indirect = re.search(rb"/Length\s+" + _REFERENCE, head)
        if indirect:
            length = int(self._body(int(indirect[1])).split()[-1])
        else:
            length = int(_found(rb"/Length\s+(\d+)", head)[1])
        data = self._data[start : start + length]
        return zlib.decompress(data) if b"FlateDecode" in head else data


class _Painter:
    """Follows the operators of a page."""

    def __init__(self, page: PdfPage, fonts: Mapping[bytes, Mapping[int, str]]) -> None:
        self._page = page
        self._fonts = fonts
        self._matrix = _NONE
        self._saved: list[Matrix] = []
        self._text = _NONE
        self._font = b""
        self._size = 0.0
        self._pen = (0.0, 0.0)
        self._path: list[tuple[float, float, float, float]] = []
        self._is_outline = False

    def run(self, content: bytes) -> None:
        """Do every operator of a page's content."""
        operands: list[bytes] = []
        for token in _TOKEN.findall(content):
            if token[:1] in b"<[(/+-.0123456789":
                operands.append(token)
                continue
            work = self._WORK.get(token)
            if work is not None:
                work(self, operands)
            operands.clear()

    def _save(self, _operands: list[bytes]) -> None:
        self._saved.append(self._matrix)

    def _restore(self, _operands: list[bytes]) -> None:
        self._matrix = self._saved.pop()

    def _transform(self, operands: list[bytes]) -> None:
        self._matrix = _times(_matrix(operands), self._matrix)

    def _choose_font(self, operands: list[bytes]) -> None:
        self._font, self._size = operands[0], float(operands[1])

    def _place_text(self, operands: list[bytes]) -> None:
        self._text = _matrix(operands)

    def _move_text(self, operands: list[bytes]) -> None:
        self._text = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._text)

    def _show_text(self, operands: list[bytes]) -> None:
        a, b, _, _, x, y = _times(self._text, self._matrix)
        codes = operands[0].strip(b"<>")
        meaning = self._fonts[self._font]
        text = "".join(meaning.get(int(codes[at : at + 4], 16), "�") for at in range(0, len(codes), 4))
        self._page.signs.append(Sign(text, x, self._page.height - y, self._size * (a * a + b * b) ** 0.5))

    def _move_pen(self, operands: list[bytes]) -> None:
        self._pen = (float(operands[0]), float(operands[1]))

    def _draw_line(self, operands: list[bytes]) -> None:
        end = (float(operands[0]), float(operands[1]))
        self._path.append((*self._pen, *end))
        self._pen = end

    def _take_for_outline(self, _operands: list[bytes]) -> None:
        self._is_outline = True

    def _stroke(self, operands: list[bytes]) -> None:
        for x1, y1, x2, y2 in () if self._is_outline else self._path:
            left, top = self._place(x1, y1)
            right, bottom = self._place(x2, y2)
            edges = sorted((left, right)), sorted((top, bottom))
            self._page.strokes.append(Stroke(edges[0][0], edges[1][0], edges[0][1], edges[1][1]))
        self._end_path(operands)

    def _end_path(self, _operands: list[bytes]) -> None:
        self._path.clear()
        self._is_outline = False

    _WORK: ClassVar[Mapping[bytes, Callable[[_Painter, list[bytes]], None]]] = {
        b"q": _save, b"Q": _restore, b"cm": _transform,
        b"Tf": _choose_font, b"Tm": _place_text, b"Td": _move_text, b"Tj": _show_text,
        b"m": _move_pen, b"l": _draw_line, b"c": _take_for_outline, b"h": _take_for_outline,
        b"S": _stroke, b"f": _end_path, b"n": _end_path,
    }  # fmt: skip
    """What each operator does (ISO 32000-1, annex A); the others say nothing about texts and lines."""

    def _place(self, x: float, y: float) -> tuple[float, float]:
        _, _, _, _, across, up = _times((1, 0, 0, 1, x, y), self._matrix)
        return across, self._page.height - up


def _matrix(operands: list[bytes]) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _found(pattern: bytes, body: bytes) -> re.Match[bytes]:
    match = re.search(pattern, body, re.DOTALL)
    if match is None:
        raise PdfFault(f"缺少 {pattern.decode('ascii')}")
    return match

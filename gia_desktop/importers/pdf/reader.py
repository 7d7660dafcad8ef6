"""Reading PDF files that hold text: paragraphs and ruled tables, page by page."""

from __future__ import annotations

import importlib
import io
import logging
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from gia_desktop.importers.faults import DamagedFileError, ImportFault, OldFormatError, UnsafeFileError
from gia_desktop.importers.pdf.printed_lines import begins_paragraph, joined, tidied
from gia_desktop.importers.pdf.ruled import Edge, Fragment, Ruled, joined_lines, ruled_tables
from gia_desktop.importers.tables import Item, TableTooLargeError

MAX_PAGES: Final = 300
_SECONDS: Final = 4.0
_THIN: Final = 3.0
"""Points; programs draw lines as narrow filled rectangles."""
_INDENT: Final = 14.0
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,3}[-—–－·\s]*|\d{1,3}\s*/\s*\d{1,3}|第?\d{1,3}页(?:[/,，]?共\d{1,3}页)?"
)
_STROKES: Final = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
_FILLS: Final = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})


class PdfMissingError(ImportFault):
    """The library that reads PDF files is not installed."""

    code = "GIA-E-509"

    def __init__(self) -> None:
        """Tell another way."""
        super().__init__("是 PDF，本程序缺少读取它的组件", "请用 Word 或 WPS 打开它，另存为 .docx 后再导入。")


class PictureOnlyError(ImportFault):
    """A PDF of scanned pages."""

    code = "GIA-E-510"

    def __init__(self) -> None:
        """Say that there is no text in it."""
        super().__init__("是扫描的图片，里面没有文字", "请找到原来的 Word 文件，或先做文字识别。")


def read_pdf(data: bytes) -> list[Item]:
    """Return the paragraphs and tables of a PDF in reading order.

    Raises:
        PdfMissingError: the library is not installed.
        PictureOnlyError: it has no text.
        ImportFault: it is damaged, locked or too large.
    """
    try:
        library = importlib.import_module("pypdf")
    except ImportError as error:
        raise PdfMissingError from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of a file
    try:
        items = _read(library, data)
    except (ImportFault, TableTooLargeError):
        raise
    except Exception as error:  # damaged files make the library fail in every way there is
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    if not items:
        raise PictureOnlyError
    return list(_flowing(items))


def _read(library: Any, data: bytes) -> list[tuple[float, str | Ruled]]:
    deadline = time.monotonic() + _SECONDS
    reader = library.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise OldFormatError
    if len(reader.pages) > MAX_PAGES:
        raise UnsafeFileError(f"超过 {MAX_PAGES} 页")
    return [item for page in reader.pages for item in _page_items(page, deadline)]


class _Canvas:
    """Collects what a page draws."""

    def __init__(self, deadline: float) -> None:
        """Begin with an empty page."""
        self.fragments: list[Fragment] = []
        self.edges: list[Edge] = []
        self._deadline = deadline
        self._path: list[tuple[float, float, float, float, bool]] = []
        self._point = (0.0, 0.0)

    def text(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, _size: Any) -> None:
        """Keep a piece of text."""
        self._in_time()
        if text.strip():
            x, y = _moved(cm, tm[4], tm[5])
            self.fragments.append(Fragment(x, y, text))

    def operand(self, operator: bytes, operands: Sequence[Any], cm: Sequence[float], _tm: Any) -> None:
        """Follow a path and keep its straight lines when it is painted."""
        self._in_time()
        if operator == b"m":
            self._point = _moved(cm, float(operands[0]), float(operands[1]))
        elif operator == b"l":
            end = _moved(cm, float(operands[0]), float(operands[1]))
            self._path.append((*self._point, *end, False))
            self._point = end
        elif operator == b"re":
            x, y, width, height = (float(operand) for operand in operands[:4])
            self._path.append((*_moved(cm, x, y), *_moved(cm, x + width, y + height), True))
        elif operator in _STROKES or operator in _FILLS:
            for line in self._path:
                self._paint(line, stroked=operator in _STROKES)
            self._path = []
        elif operator == b"n":
            self._path = []

    def _paint(self, line: tuple[float, float, float, float, bool], *, stroked: bool) -> None:
        x0, y0, x1, y1, is_box = line
        left, right, low, high = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if right - left <= _THIN and high - low > _THIN:
            self.edges.append(Edge(upright=True, at=(left + right) / 2, start=low, end=high))
        elif high - low <= _THIN and right - left > _THIN:
            self.edges.append(Edge(upright=False, at=(low + high) / 2, start=left, end=right))
        elif is_box and stroked:
            self.edges += [Edge(upright=True, at=at, start=low, end=high) for at in (left, right)]
            self.edges += [Edge(upright=False, at=at, start=left, end=right) for at in (low, high)]

    def _in_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise UnsafeFileError("复杂得读不完")


def _moved(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = (float(value) for value in matrix)
    return a * x + c * y + e, b * x + d * y + f


def _page_items(page: Any, deadline: float) -> list[tuple[float, str | Ruled]]:
    """Return lines with their indent, and tables, from the top of a page down."""
    canvas = _Canvas(deadline)
    page.extract_text(visitor_text=canvas.text, visitor_operand_before=canvas.operand)
    tables = [table for table in ruled_tables(canvas.edges, canvas.fragments) if table.inside]
    taken = {fragment for table in tables for fragment in table.inside}
    lines = [
        (y, x, text)
        for x, y, line in joined_lines(piece for piece in canvas.fragments if piece not in taken)
        if not _PAGE_NUMBER.fullmatch(text := tidied(line))
    ]
    margin = min((x for _, x, _ in lines), default=0.0)
    placed: list[tuple[float, float, str | Ruled]] = [(y, x - margin, text) for y, x, text in lines]
    placed += [(table.ys[0], 0.0, table) for table in tables]
    placed.sort(key=lambda item: -item[0])
    return [(indent, item) for _, indent, item in placed]


def _flowing(items: list[tuple[float, str | Ruled]]) -> Iterator[Item]:
    """Join lines to paragraphs and tables that go on on the next page.

    A line that is not indented goes on from the line before.
    """
    last: str | Ruled | None = None
    for indent, item in items:
        whole: str | Ruled | None = None
        if isinstance(item, str):
            goes_on = isinstance(last, str) and indent < _INDENT and not begins_paragraph(item, last)
            whole = joined(last, item) if isinstance(last, str) and goes_on else None
        elif isinstance(last, Ruled):
            whole = last.joined(item)
        if whole is None and last is not None:
            yield last.table if isinstance(last, Ruled) else last
        last = whole or item
    if last is not None:
        yield last.table if isinstance(last, Ruled) else last

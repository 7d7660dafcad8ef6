"""Opening a written web page again and comparing it with its report."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Found, FoundCell, Proof, WrittenTable, compare
from gia_desktop.formats.sheet import Sheet

_PARAGRAPHS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
_CELLS: Final = frozenset({"td", "th"})


def prove_html(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    """Compare a web page with the report it should say: every cell, label and paragraph."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Proof(len(sheet.format.cells), 0, (f"文件打不开（{error}）",))
    reader = _Reader()
    reader.feed(text)
    reader.close()
    proof = compare(reader.found, sheet, options)
    return Proof(proof.cells, proof.same, (*proof.differences, *_headless(reader, sheet)))


def _headless(reader: _Reader, sheet: Sheet) -> list[str]:
    """Name the tables that a screen reader could not tell apart."""
    captions = [section.heading for section in sheet.format.sections if section.table]
    return [] if reader.captions == captions else ["表格的名称（caption）不对"]


@dataclass
class _OpenTable:
    """A table being read, with the places that cells from above reach into."""

    cells: dict[tuple[int, int], FoundCell] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1

    def add(self, text: str, row_span: int, column_span: int) -> None:
        column = 0
        while (self.row, column) in self.taken:
            column += 1
        self.cells[self.row, column] = FoundCell(self.row, column, row_span, column_span, text)
        self.taken |= {
            (self.row + down, column + right) for down in range(row_span) for right in range(column_span)
        }


class _Reader(HTMLParser):
    """Collect paragraphs and tables in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Found] = []
        self.captions: list[str] = []
        self._table: _OpenTable | None = None
        self._spans = (1, 1)
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._table = _OpenTable()
        elif tag == "tr" and self._table is not None:
            self._table.row += 1
        elif tag in _PARAGRAPHS or tag in _CELLS or tag == "caption":
            given = dict(attrs)
            self._spans = _span(given.get("rowspan")), _span(given.get("colspan"))
            self._text = []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._table is not None:
            self.found.append(WrittenTable(self._table.cells))
            self._table = None
        if self._text is None:
            return
        text = "".join(self._text)
        if tag in _CELLS and self._table is not None:
            self._table.add(text, *self._spans)
        elif tag == "caption":
            self.captions.append(text)
        elif tag in _PARAGRAPHS:
            self.found.append(text.strip())
        else:
            return
        self._text = None


def _span(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 1

"""Reading docx files: paragraphs and tables in order, wherever they are nested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from gia_desktop.importers.packages import Package, parse_xml
from gia_desktop.importers.tables import (
    MAX_COLUMNS,
    MAX_PLACES,
    Item,
    RawCell,
    RawTable,
    TableTooLargeError,
)

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DOCUMENT: Final = "word/document.xml"

_SKIPPED: Final = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "sdtPr",
     "sdtEndPr", "footnoteReference", "annotationRef", "rubyPr", "rt"}
)  # fmt: skip
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


@dataclass
class _OpenCell:
    """A cell whose content is being read."""

    column: int
    span: int
    merge: str
    texts: list[str] = field(default_factory=list)


@dataclass
class _Kept:
    """A cell that was read; it may still grow downwards."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class _OpenTable:
    """A table whose end was not reached yet; ``open`` holds, by column, cells that may be continued."""

    place: int
    cells: list[_Kept] = field(default_factory=list)
    open: dict[int, _Kept] = field(default_factory=dict)
    row: int = -1
    column: int = 0
    cell: _OpenCell | None = None


def read_docx(package: Package) -> list[Item]:
    """Return the paragraphs and tables of a document in reading order.

    Raises:
        DamagedFileError: the document is missing or no XML.
        TableTooLargeError: a table claims an absurd size.
    """
    data = package.read(DOCUMENT)
    if data.count(b":tc>") > 2 * MAX_PLACES:  # each cell has two tags; counting is quicker than parsing
        raise TableTooLargeError
    return list(_Walk().run(parse_xml(data)))


class _Walk:
    """One pass over the document; text boxes and nested tables stand on their own."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._items: list[Item | None] = []
        self._tables: list[_OpenTable | None] = []
        self._paragraphs: list[list[str]] = []
        self._skipped: etree._Element | None = None
        self._places = 0

    def run(self, root: etree._Element) -> Iterator[Item]:
        """Yield what the document holds."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = _name(element)
            if self._skipped is not None:
                if event == "end" and element is self._skipped:
                    self._skipped = None
            elif event == "start":
                self._start(element, name)
            else:
                self._end(name)
        yield from (item for item in self._items if item is not None)

    def _start(self, element: etree._Element, name: str) -> None:
        if name in _SKIPPED or element.tag == _FALLBACK:
            self._skipped = element
        elif name == "p":
            self._paragraphs.append([])
        elif name == "t":
            self._add(element.text or "")
        elif name in _SIGNS:
            self._add(_SIGNS[name])
        elif name == "txbxContent":  # what stands in a text box belongs to no table around it
            self._tables.append(None)
        elif name == "tbl":
            self._items.append(None)
            self._tables.append(_OpenTable(len(self._items) - 1))
        elif self._tables and self._tables[-1] is not None:
            self._in_table(self._tables[-1], element, name)

    def _in_table(self, table: _OpenTable, element: etree._Element, name: str) -> None:
        if name == "tr":
            table.row += 1
            table.column = _count(element, "trPr", "gridBefore", least=0)
            if table.column:
                self._keep(table, _Kept("", table.row, 0, 1, table.column))
        elif name == "tc":
            merge = _child(element, "tcPr", "vMerge")
            kind = "" if merge is None else (_value(merge) or "continue")
            table.cell = _OpenCell(table.column, _count(element, "tcPr", "gridSpan"), kind)

    def _end(self, name: str) -> None:
        if name == "p" and self._paragraphs:
            self._finish_paragraph("".join(self._paragraphs.pop()))
        elif name == "txbxContent" and self._tables:
            self._tables.pop()
        elif name == "tbl" and self._tables:
            table = self._tables.pop()
            if table is not None:
                self._items[table.place] = _made(table)
        elif name == "tc" and self._tables and self._tables[-1] is not None:
            self._close_cell(self._tables[-1])

    def _close_cell(self, table: _OpenTable) -> None:
        cell = table.cell
        if cell is None:
            return
        text = "\n".join(part for part in cell.texts if part.strip())
        above = table.open.get(cell.column)
        if cell.merge == "continue" and above is not None and above.columns == cell.span:
            above.rows = table.row - above.row + 1
            above.text = f"{above.text}\n{text}".strip("\n")
            self._count_places(cell.span)
        else:
            kept = _Kept(text, table.row, cell.column, 1, cell.span)
            self._keep(table, kept)
            table.open.pop(cell.column, None)
            if cell.merge:
                table.open[cell.column] = kept
        table.column += cell.span
        table.cell = None

    def _keep(self, table: _OpenTable, cell: _Kept) -> None:
        table.cells.append(cell)
        self._count_places(cell.columns)

    def _count_places(self, span: int) -> None:
        self._places += span
        if self._places > MAX_PLACES or span > MAX_COLUMNS:
            raise TableTooLargeError

    def _add(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(text)

    def _finish_paragraph(self, text: str) -> None:
        inner = self._tables[-1] if self._tables else None
        if inner is not None and inner.cell is not None:
            inner.cell.texts.append(text)
        elif text.strip():
            self._items.append(text.strip("\n"))


def _made(table: _OpenTable) -> RawTable:
    cells = tuple(RawCell(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells)
    width = max((cell.end for cell in cells), default=0)
    if width > MAX_COLUMNS or width * (table.row + 1) > MAX_PLACES:
        raise TableTooLargeError
    return RawTable(cells, table.row + 1, width)


def _name(element: etree._Element) -> str:
    """Return the local name of a Word element, of both editions of the standard."""
    tag = element.tag
    if isinstance(tag, str) and tag.startswith((_W, _STRICT)):
        return tag.rpartition("}")[2]
    return ""


def _child(element: etree._Element, holder: str, name: str) -> etree._Element | None:
    for properties in element:
        if _name(properties) == holder:
            return next((child for child in properties if _name(child) == name), None)
    return None


def _value(element: etree._Element) -> str:
    return element.get(f"{_W}val") or element.get(f"{_STRICT}val") or ""


def _count(element: etree._Element, holder: str, name: str, least: int = 1) -> int:
    found = _child(element, holder, name)
    written = _value(found) if found is not None else ""
    return max(least, int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else least  # noqa: PLR2004

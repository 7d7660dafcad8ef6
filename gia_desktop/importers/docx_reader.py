"""Reading docx files: paragraphs and tables in order, wherever they are nested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

DOCUMENT: Final = "word/document.xml"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_USUAL.decode()}}}"

_P, _TBL, _TR, _TC, _T, _BOX = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "t", "txbxContent"))
_TAB: Final = f"{_W}tab"
_VAL: Final = f"{_W}val"
_SIGNS: Final = {
    _TAB: "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_UNSEEN: Final = {
    b":del": f"{_W}del",
    b":moveFrom": f"{_W}moveFrom",
    b":rt>": f"{_W}rt",
    b":Fallback": "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What no reader sees: deleted text, pronunciations, and the second copy of a text box for old programs."""


@dataclass
class _Cell:
    """A cell that was read; it may still grow downwards."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


def read_docx(package: Package) -> list[Item]:
    """Return the paragraphs and tables of a document in reading order.

    Raises:
        DamagedFileError: the document is missing or no XML.
        TableTooLargeError: a table claims an absurd size.
    """
    data = package.read(DOCUMENT).replace(_STRICT, _USUAL)
    if data.count(b":tc>") > 2 * MAX_PLACES:  # each cell has two tags; counting is quicker than parsing
        raise TableTooLargeError
    root = parse_xml(data)
    unseen = [name for mark, name in _UNSEEN.items() if mark in data]
    if unseen:
        etree.strip_elements(root, *unseen, with_tail=False)
    return list(_items(root))


def _items(holder: etree._Element, aside: list[Item] | None = None) -> Iterator[Item]:
    """Yield what stands in the body, a cell or a text box; libxml2 bounds the depth.

    Text boxes go ``aside`` where that is asked for: what floats over a cell is not its text.
    """
    for child in holder:
        if child.tag == _P:
            text = _paragraph(child)
            if text.strip():
                yield text.strip("\n")
            if aside is None:
                yield from _boxes(child)
            else:
                aside += _boxes(child)
        elif child.tag == _TBL:
            yield from _table(child)
        else:  # content controls, insertions, smart tags
            yield from _items(child, aside)


def _paragraph(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without that of text boxes anchored in it."""
    boxed = {piece for box in paragraph.iter(_BOX) for piece in box.iter(_T, *_SIGNS)}
    return "".join(
        (piece.text or "") if piece.tag == _T else _SIGNS[str(piece.tag)]
        for piece in paragraph.iter(_T, *_SIGNS)
        # A tab with a value is a tab stop among the properties of the paragraph.
        if piece not in boxed and not (piece.tag == _TAB and piece.get(_VAL))
    )


def _boxes(paragraph: etree._Element) -> Iterator[Item]:
    """Yield what stands in the text boxes of a paragraph; boxes in boxes come with the outer ones."""
    boxes = list(paragraph.iter(_BOX))
    nested = {inner for box in boxes for inner in box.iter(_BOX) if inner is not box}
    for box in boxes:
        if box not in nested:
            yield from _items(box)


def _table(table: etree._Element) -> Iterator[Item]:
    """Yield a table, then what is nested in its cells."""
    cells: list[_Cell] = []
    growing: dict[int, _Cell] = {}
    nested: list[Item] = []
    places = 0
    for row, line in enumerate(_rows(table)):
        column = _number(line, "trPr", "gridBefore", least=0)
        if column:
            cells.append(_Cell("", row, 0, 1, column))
        for tc in _cells(line):
            span = _number(tc, "tcPr", "gridSpan")
            inner = list(_items(tc, nested))
            text = "\n".join(item for item in inner if isinstance(item, str))
            nested += [item for item in inner if not isinstance(item, str)]
            _place(_Cell(text, row, column, 1, span), _merge(tc), cells, growing)
            column += span
            places += span
            if column > MAX_COLUMNS or places > MAX_PLACES:
                raise TableTooLargeError
    made = tuple(RawCell(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in cells)
    width = max((cell.end for cell in made), default=0)
    height = max((cell.row + cell.row_span for cell in made), default=0)
    if width * height > MAX_PLACES:
        raise TableTooLargeError
    yield RawTable(made, height, width)
    yield from nested


def _place(cell: _Cell, merge: str, cells: list[_Cell], growing: dict[int, _Cell]) -> None:
    """Add a cell, or let the one above it grow."""
    above = growing.get(cell.column)
    if merge == "continue" and above is not None and above.columns == cell.columns:
        above.rows = cell.row - above.row + 1
        above.text = f"{above.text}\n{cell.text}".strip("\n")
        return
    cells.append(cell)
    growing.pop(cell.column, None)
    if merge:
        growing[cell.column] = cell


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == _TR:
            yield child
        elif child.tag != _TBL:  # rows in content controls
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag != _TBL:
            yield from _cells(child)


def _property(element: etree._Element, holder: str, name: str) -> etree._Element | None:
    properties = element.find(f"{_W}{holder}")
    return None if properties is None else properties.find(f"{_W}{name}")


def _merge(tc: etree._Element) -> str:
    """Return ``restart``, ``continue`` or nothing."""
    found = _property(tc, "tcPr", "vMerge")
    return "" if found is None else found.get(_VAL, "continue")


def _number(element: etree._Element, holder: str, name: str, least: int = 1) -> int:
    found = _property(element, holder, name)
    written = "" if found is None else found.get(_VAL, "")
    return max(least, int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else least  # noqa: PLR2004

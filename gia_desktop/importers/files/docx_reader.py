"""Reading docx files in one walk: paragraphs and tables in order, wherever they are nested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from gia_desktop.importers.files.packages import Package, parse_xml
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
_SPAN, _MERGE, _BEFORE = (f"{_W}{name}" for name in ("gridSpan", "vMerge", "gridBefore"))
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


def read_docx(package: Package) -> list[Item]:
    """Return the paragraphs and tables of a document in reading order.

    Raises:
        DamagedFileError: the document is missing or no XML.
        TableTooLargeError: a table claims an absurd size.
    """
    data = package.read(DOCUMENT)
    if _STRICT in data:
        data = data.replace(_STRICT, _USUAL)
    if data.count(b":tc>") > 2 * MAX_PLACES:  # each cell has two tags; counting is quicker than parsing
        raise TableTooLargeError
    root = parse_xml(data)
    unseen = [name for mark, name in _UNSEEN.items() if mark in data]
    if unseen:
        etree.strip_elements(root, *unseen, with_tail=False)
    return _Walk().through(root)


@dataclass(slots=True)
class _Cell:
    """A cell that was read; it may still grow downwards."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True, eq=False)
class _Holder:
    """Something open that paragraphs and tables stand in: the body, a text box, a cell.

    Attributes:
        aside: where tables and text boxes of a cell go; what floats over a cell is not its text.
    """

    element: etree._Element
    items: list[Item] = field(default_factory=list)
    aside: list[Item] | None = None
    columns: int = 1
    merge: str = ""


@dataclass(slots=True, eq=False)
class _Table:
    """An open table."""

    element: etree._Element
    cells: list[_Cell] = field(default_factory=list)
    growing: dict[int, _Cell] = field(default_factory=dict)
    nested: list[Item] = field(default_factory=list)
    row: int = -1
    column: int = 0
    places: int = 0

    def skip(self, columns: int) -> None:
        """Begin a row further right."""
        if columns:
            self.cells.append(_Cell("", self.row, 0, 1, columns))
            self.advance(columns)

    def take(self, cell: _Holder) -> None:
        """Add a cell that has been read, or let the one above it grow."""
        text = "\n".join([item for item in cell.items if isinstance(item, str)])
        above = self.growing.get(self.column)
        if cell.merge == "continue" and above is not None and above.columns == cell.columns:
            above.rows = self.row - above.row + 1
            above.text = f"{above.text}\n{text}".strip("\n")
        else:
            made = _Cell(text, self.row, self.column, 1, cell.columns)
            self.cells.append(made)
            self.growing.pop(self.column, None)
            if cell.merge:
                self.growing[self.column] = made
        self.advance(cell.columns)

    def advance(self, columns: int) -> None:
        """Go on to the right, within bounds."""
        self.column += columns
        self.places += columns
        if self.column > MAX_COLUMNS or self.places > MAX_PLACES:
            raise TableTooLargeError

    def made(self) -> RawTable:
        """Return the finished table."""
        cells = tuple(
            [RawCell(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in self.cells]
        )
        width = max((cell.end for cell in cells), default=0)
        height = max((cell.row + cell.row_span for cell in cells), default=0)
        if width * height > MAX_PLACES:
            raise TableTooLargeError
        return RawTable(cells, height, width)


@dataclass(slots=True, eq=False)
class _Paragraph:
    """An open paragraph: its own text, and what stands in text boxes anchored in it."""

    element: etree._Element
    texts: list[str] = field(default_factory=list)
    boxed: list[Item] = field(default_factory=list)


class _Walk:
    """Goes through a document once and keeps what is open; libxml2 bounds the depth."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._open: list[_Holder | _Table | _Paragraph] = []
        self._starts: dict[str, Callable[[etree._Element], None]] = {
            _T: self._text, _P: self._paragraph, _TBL: self._table, _TR: self._row, _TC: self._cell,
            _BOX: self._box, _SPAN: self._shape, _MERGE: self._shape, _BEFORE: self._before,
            **dict.fromkeys(_SIGNS, self._sign),
        }  # fmt: skip

    def through(self, root: etree._Element) -> list[Item]:
        """Return what stands in a document."""
        body = _Holder(root)
        self._open = [body]
        starts, opened = self._starts, self._open
        for event, element in etree.iterwalk(root, events=("start", "end"), tag=tuple(starts)):
            if event == "start":
                starts[str(element.tag)](element)
            elif opened[-1].element is element and len(opened) > 1:
                self._close()
        return body.items

    # -- beginnings

    def _text(self, element: etree._Element) -> None:
        last = self._open[-1]
        if isinstance(last, _Paragraph) and element.text:
            last.texts.append(element.text)

    def _sign(self, element: etree._Element) -> None:
        last = self._open[-1]
        # A tab with a value is a tab stop among the properties of the paragraph.
        if isinstance(last, _Paragraph) and not (element.tag == _TAB and element.get(_VAL)):
            last.texts.append(_SIGNS[str(element.tag)])

    def _paragraph(self, element: etree._Element) -> None:
        self._open.append(_Paragraph(element))

    def _table(self, element: etree._Element) -> None:
        self._open.append(_Table(element))

    def _row(self, _element: etree._Element) -> None:
        last = self._open[-1]
        if isinstance(last, _Table):
            last.row += 1
            last.column = 0

    def _cell(self, element: etree._Element) -> None:
        last = self._open[-1]
        if isinstance(last, _Table) and last.row >= 0:
            self._open.append(_Holder(element, aside=last.nested))

    def _box(self, element: etree._Element) -> None:
        self._open.append(_Holder(element))

    def _shape(self, element: etree._Element) -> None:
        last = self._open[-1]
        if not isinstance(last, _Holder) or not _is_of(element, last.element):
            return
        if element.tag == _SPAN:
            last.columns = _number(element, least=1)
        else:
            last.merge = element.get(_VAL, "continue")

    def _before(self, element: etree._Element) -> None:
        last = self._open[-1]
        if isinstance(last, _Table) and last.row >= 0 and _is_of(element, None):
            last.skip(_number(element, least=0))

    # -- ends

    def _close(self) -> None:
        closed, above = self._open.pop(), self._open[-1]
        if isinstance(closed, _Paragraph):
            text = "".join(closed.texts)
            if text.strip():
                self._put(text.strip("\n"))
            self._put_aside(closed.boxed)
        elif isinstance(closed, _Table):
            self._put_aside([closed.made(), *closed.nested])
        elif isinstance(above, _Table):
            above.take(closed)
        elif isinstance(above, _Paragraph):
            above.boxed += closed.items
        else:
            above.items += closed.items

    def _put(self, text: str) -> None:
        above = self._open[-1]
        if isinstance(above, _Holder):
            above.items.append(text)
        elif isinstance(above, _Paragraph):
            above.texts.append(text)
        else:
            above.nested.append(text)

    def _put_aside(self, items: list[Item]) -> None:
        above = self._open[-1]
        if isinstance(above, _Holder):
            place = above.items if above.aside is None else above.aside
        else:
            place = above.boxed if isinstance(above, _Paragraph) else above.nested
        place += items


def _is_of(element: etree._Element, owner: etree._Element | None) -> bool:
    """Tell whether a property is the present one of a cell or row, not one that a tracked change keeps."""
    holder = element.getparent()
    found = None if holder is None else holder.getparent()
    return found is not None and (found is owner if owner is not None else found.tag == _TR)


def _number(element: etree._Element, least: int) -> int:
    written = element.get(_VAL, "")
    return max(least, int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else least  # noqa: PLR2004

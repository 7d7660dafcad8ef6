"""Reading docx files in one walk: paragraphs and tables in order, wherever they are nested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml import etree

from gia_desktop.importers.files.packages import Package, may_tell, parse_xml
from gia_desktop.importers.shown.marks import boxed
from gia_desktop.importers.shown.word_names import WordNames, names_of, relation_id
from gia_desktop.importers.shown.word_numbering import WordNumbers
from gia_desktop.importers.shown.word_shown import Shown, make_plain
from gia_desktop.importers.shown.word_styles import WordStyles
from gia_desktop.importers.tables import (
    MAX_COLUMNS,
    MAX_PLACES,
    Item,
    RawCell,
    RawTable,
    Remark,
    TableTooLargeError,
)

Inner = Callable[[bytes], list[Item]]
"""Reads a whole file that stands inside a document."""

_TELLING_STYLES: Final = (b"vanish", b"trike", b"vertAlign", b"position", b"numPr", b"laceholder", b"shd")
_LARGEST_SHARED: Final = 128 * 1024
"""Bytes of styles that are kept for the next file; larger ones are no office's template."""
_LONGEST_BOX: Final = 24
"""A box over a cell with more text than this is no figure."""


def read_docx(package: Package, inner: Inner | None = None) -> list[Item]:
    """Return the paragraphs and tables of a document in reading order, and remarks on what was left out.

    Args:
        package: the opened file.
        inner: reads files that the document takes in as they are (altChunk); left out where it is None.

    Raises:
        DamagedFileError: the document is missing or no XML.
        UnsafeFileError: it is larger than any report.
        TableTooLargeError: a table claims an absurd size.
    """
    part, root = package.main()
    w = names_of(root)
    styles = _styles(package, part)
    shown = make_plain(root, w, styles)
    numbers = _numbers(package, part, root, w, styles)
    chunks = _Chunks(package, part, inner)
    items = _Walk(w, shown, numbers, chunks).through(root)
    remarks = [*shown.remarks, *chunks.remarks, *_notes_left_out(package, part)]
    if numbers is not None and numbers.restarted:
        remarks.append("自动编号在手写的标题后没有从头编，读入时每个标题下从头编，请核对。")
    return [*items, *map(Remark, remarks)]


def _styles(package: Package, part: str) -> WordStyles:
    name = package.related(part, "styles")
    if not name:
        return WordStyles()
    data = package.read(name)
    return _known_styles(data) if len(data) <= _LARGEST_SHARED else _styles_in(data)


def _styles_in(data: bytes) -> WordStyles:
    """Read the styles, unless nothing in them can matter: most only set fonts and distances."""
    return WordStyles(parse_xml(data) if may_tell(data, _TELLING_STYLES) else None)


_known_styles = lru_cache(maxsize=16)(_styles_in)
"""The files of an office come from one template: what its styles say is found out once."""


def _numbers(
    package: Package, part: str, root: etree._Element, w: WordNames, styles: WordStyles
) -> WordNumbers | None:
    """Return the counter of lists, None for a document that has none."""
    name = package.related(part, "numbering")
    if not name or not (styles.numbered or next(root.iter(w("numPr")), None) is not None):
        return None
    return WordNumbers(package.tree(name), styles)


def _notes_left_out(package: Package, part: str) -> list[str]:
    """Tell of footnotes: they are no part of the text."""
    told = []
    for kind, name in (("footnotes", "脚注"), ("endnotes", "尾注")):
        found = package.related(part, kind)
        if not found:
            continue
        root = package.tree(found)
        w = names_of(root)
        texts = ["".join(note.itertext(w.t)).strip() for note in root if note.get(w("type")) is None]
        texts = [text for text in texts if text]
        if texts:
            told.append(f"文件里有 {len(texts)} 条{name}没有读入，如“{texts[0][:30]}”。")
    return told


@dataclass
class _Chunks:
    """Files that a document takes in as they are."""

    package: Package
    part: str
    inner: Inner | None
    remarks: list[str] = field(default_factory=list)

    def items(self, element: etree._Element) -> list[Item]:
        """Return what one of them holds."""
        name = self.package.target(self.part, relation_id(element))
        if not name or self.inner is None:
            self.remarks.append("文件里并入的另一个文件没有读入，请用 Word 打开后另存为 .docx 再读入。")
            return []
        return self.inner(self.package.read(name))


@dataclass(slots=True, eq=False)
class _Paragraph:
    """A paragraph: its own text, and what stands in text boxes anchored in it."""

    texts: list[str]
    boxes: list[_Holder] | None = None
    runs_on: bool = False


@dataclass(slots=True, eq=False)
class _Holder:
    """Something that paragraphs and tables stand in: the body, a text box, a cell."""

    items: list[_Paragraph | _Table | list[Item]] = field(default_factory=list)
    columns: int = 1
    merge: str = ""
    joins_left: bool = False


@dataclass(slots=True, eq=False)
class _Table:
    """A table: its rows of cells, each with the columns that it begins further right."""

    rows: list[list[_Holder]] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    places: int = 0


class _Walk:
    """Goes through a tree once, in document order, and puts everything into what encloses it."""

    def __init__(self, w: WordNames, shown: Shown, numbers: WordNumbers | None, chunks: _Chunks) -> None:
        """Begin with nothing read."""
        self._w = w
        self._shown = shown
        self._numbers = numbers
        self._chunks = chunks
        self._holders: dict[etree._Element, _Holder] = {}
        self._tables: dict[etree._Element, _Table] = {}
        self._paragraphs: dict[etree._Element, _Paragraph] = {}
        self._paragraph = _Paragraph([])
        self._cell = _Holder()
        self._cell_element: etree._Element | None = None
        self._has_boxes = False
        self._is_plain = False
        self._span, self._merge = w("gridSpan"), w("vMerge")
        self._signs: dict[str, str] = {
            w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"
        }  # fmt: skip
        self._starts: dict[str, Callable[[etree._Element], None]] = {
            w.tc: self._begin_cell, w.tr: self._begin_row, w.tbl: self._begin_table,
            w.box: self._begin_box, self._span: self._shape, self._merge: self._shape,
            w("hMerge"): self._shape, w("gridBefore"): self._before, w("altChunk"): self._chunk,
            **dict.fromkeys(self._signs, self._sign),
        }  # fmt: skip

    def through(self, root: etree._Element) -> list[Item]:
        """Return what stands in a document."""
        body = self._holders[root] = _Holder()
        self._has_boxes = next(root.iter(self._w.box), None) is not None
        self._is_plain = not (self._has_boxes or self._numbers or self._shown.run_on)
        starts, text_tag, paragraph_tag = self._starts, self._w.t, self._w.p
        holders, is_plain = self._holders, self._is_plain
        paragraph = self._paragraph
        for element in root.iter(text_tag, paragraph_tag, *starts):
            tag = element.tag
            if tag == paragraph_tag:
                paragraph = self._paragraph = _Paragraph([])
                holder = holders.get(element.getparent()) or self._holder_of(element)  # type: ignore[arg-type]
                holder.items.append(paragraph)
                if not is_plain:
                    self._dress(element, paragraph)
            elif tag == text_tag:
                if text := element.text:
                    here = self._paragraph_of(element) if self._has_boxes else paragraph
                    here.texts.append(text)
            else:
                starts[tag](element)  # type: ignore[index]
        return _made(body)

    def _sign(self, element: etree._Element) -> None:
        # A tab with a value is a tab stop among the properties of the paragraph.
        if not element.get(self._w.val):
            paragraph = self._paragraph_of(element) if self._has_boxes else self._paragraph
            paragraph.texts.append(self._signs[str(element.tag)])

    def _shape(self, element: etree._Element) -> None:
        w, cell = self._w, self._cell
        if self._cell_element is None or not _is_of(element, self._cell_element):
            return
        tag = element.tag
        if tag == self._span:
            cell.columns = _number(w.value(element), least=1)
        elif tag == self._merge:
            cell.merge = w.value(element, "continue")
        else:
            cell.joins_left = w.value(element, "continue") == "continue"

    def _before(self, element: etree._Element) -> None:
        owner = element.getparent()
        row = None if owner is None else owner.getparent()
        table = None if row is None else self._tables.get(row)
        if table is not None and table.before:
            table.before[-1] = _number(self._w.value(element), least=0)

    def _chunk(self, element: etree._Element) -> None:
        self._holder_of(element).items.append(self._chunks.items(element))

    def _dress(self, element: etree._Element, made: _Paragraph) -> None:
        """Give a paragraph its number, and take note of what may go on in it."""
        self._paragraphs[element] = made
        if self._numbers is not None:
            number = self._numbers.number(element, self._w)
            if number:
                made.texts.append(number)
            else:
                self._numbers.see_typed("".join(element.itertext(self._w.t)))
        made.runs_on = element in self._shown.run_on

    def _paragraph_of(self, element: etree._Element) -> _Paragraph:
        owner = next(element.iterancestors(self._w.p), None)
        return _Paragraph([]) if owner is None else self._paragraphs.get(owner) or _Paragraph([])

    def _holder_of(self, element: etree._Element) -> _Holder:
        owner = element.getparent()
        while owner is not None:
            found = self._holders.get(owner)
            if found is not None:
                return found
            owner = owner.getparent()
        return _Holder()

    def _begin_table(self, element: etree._Element) -> None:
        made = self._tables[element] = _Table()
        self._holder_of(element).items.append(made)

    def _table_of(self, element: etree._Element) -> _Table | None:
        owner = element.getparent()
        while owner is not None:
            found = self._tables.get(owner)
            if found is not None:
                return found
            owner = owner.getparent()
        return None

    def _begin_row(self, element: etree._Element) -> None:
        table = self._table_of(element)
        if table is not None:
            table.rows.append([])
            table.before.append(0)
            self._tables[element] = table

    def _begin_cell(self, element: etree._Element) -> None:
        table = self._tables.get(element.getparent()) or self._table_of(element)  # type: ignore[arg-type]
        if table is None or not table.rows:  # a cell of nothing: its text belongs to what encloses it
            self._holders[element] = self._holder_of(element)
            return
        self._cell = self._holders[element] = _Holder()
        self._cell_element = element
        table.rows[-1].append(self._cell)
        table.places += 1
        if table.places > MAX_PLACES:
            raise TableTooLargeError

    def _begin_box(self, element: etree._Element) -> None:
        made = self._holders[element] = _Holder()
        owner = next(element.iterancestors(self._w.p), None)
        paragraph = None if owner is None else self._paragraphs.get(owner)
        if paragraph is not None:
            paragraph.boxes = [*(paragraph.boxes or ()), made]


# -- what was collected, as items


def _made(holder: _Holder) -> list[Item]:
    """Return paragraphs and tables of a body or a box in order."""
    made: list[Item] = []
    going_on: list[str] = []
    for item in holder.items:
        if isinstance(item, _Paragraph):
            going_on += item.texts
            if not item.runs_on:
                _add(made, going_on)
                going_on = []
            for box in item.boxes or ():
                made += _made(box)
        elif isinstance(item, _Table):
            table, aside = _made_table(item)
            made += [table, *aside]
        else:
            made += item
    _add(made, going_on)
    return made


def _add(made: list[Item], texts: list[str]) -> None:
    text = "".join(texts)
    if text.strip():
        made.append(text.strip("\n"))


def _made_table(table: _Table) -> tuple[RawTable, list[Item]]:
    """Return a table, and what is nested in its cells; what floats over a cell is not its text."""
    cells: list[RawCell | _Grown] = []
    growing: dict[int, _Grown] = {}
    aside: list[Item] = []
    places = width = 0
    filled = [place for place, row in enumerate(table.rows) if row or table.before[place]]
    for place, (row, before) in enumerate(zip(table.rows, table.before, strict=True)):
        column = before
        if before:
            cells.append(RawCell("", place, 0, 1, before))
        for holder in row:
            text, doubt = _cell_text(holder, aside)
            columns, merge = holder.columns, holder.merge
            if holder.joins_left and cells and cells[-1].row == place:
                left = cells[-1] = _growing(cells[-1])
                left.columns += columns
                left.texts.append(text)
            elif merge == "continue" and (above := growing.get(column)) and above.columns == columns:
                above.rows = place - above.row + 1
                above.texts.append(text)
            elif merge:
                growing[column] = _Grown([text], doubt, place, column, 1, columns)
                cells.append(growing[column])
            else:
                cells.append(RawCell(text, place, column, 1, columns, doubt))
                growing.pop(column, None)
            column += columns
            places += columns
            if column > MAX_COLUMNS or places > MAX_PLACES:
                raise TableTooLargeError
        width = max(width, column)
    height = max(filled, default=-1) + 1
    if width * height > MAX_PLACES:
        raise TableTooLargeError
    made = [cell if isinstance(cell, RawCell) else cell.made() for cell in cells]
    return RawTable(tuple(made), height, width), aside


@dataclass(slots=True)
class _Grown:
    """A cell that may still grow downwards or to the right."""

    texts: list[str]
    doubt: str
    row: int
    column: int
    rows: int
    columns: int

    def made(self) -> RawCell:
        """Return the finished cell."""
        text = self.texts[0] if len(self.texts) == 1 else "\n".join(filter(None, self.texts))
        return RawCell(text, self.row, self.column, self.rows, self.columns, self.doubt)


def _growing(cell: RawCell | _Grown) -> _Grown:
    """Return a cell so that it can grow."""
    if isinstance(cell, _Grown):
        return cell
    return _Grown([cell.text], cell.doubt, cell.row, cell.column, cell.row_span, cell.column_span)


def _cell_text(holder: _Holder, aside: list[Item]) -> tuple[str, str]:
    """Return the text of a cell and a doubt about it; nested tables and long boxes are put aside."""
    if len(holder.items) == 1 and isinstance(item := holder.items[0], _Paragraph) and not item.boxes:
        return "".join(item.texts).strip("\n"), ""
    lines: list[str] = []
    floating: list[str] = []
    doubt = ""
    for made in _made_in_cell(holder, floating):
        if isinstance(made, str):
            lines.append(made)
            continue
        inner = [cell for cell in made.cells if not cell.is_blank] if isinstance(made, RawTable) else []
        if len(inner) == 1 and _may_be_figure(inner[0].text):
            lines.append(inner[0].text)
        else:
            aside.append(made)
            if inner and len(inner) <= _LONGEST_BOX // 2:
                doubt = "格里另有一个小表，请核对这一格的数"
    for text in floating:
        if _may_be_figure(text):
            lines.append(boxed(text))
        else:
            aside.append(text)
    return "\n".join(lines), doubt


def _may_be_figure(text: str) -> bool:
    """Tell whether a text in a box or a nested table may be the figure of the cell that it stands in."""
    return (
        len(text) <= _LONGEST_BOX
        and "\n" not in text
        and any(sign.isdigit() or sign in "/无" for sign in text)
    )


def _made_in_cell(holder: _Holder, floating: list[str]) -> list[Item]:
    """Return what stands in a cell; texts of boxes are collected apart."""
    plain = _Holder()
    for item in holder.items:
        if isinstance(item, _Paragraph) and item.boxes:
            plain.items.append(_Paragraph(item.texts, None, item.runs_on))
            for box in item.boxes:
                made = _made(box)
                floating += [part for part in made if isinstance(part, str)]
                plain.items.append([part for part in made if not isinstance(part, str)])
        else:
            plain.items.append(item)
    return _made(plain)


def _is_of(element: etree._Element, owner: etree._Element) -> bool:
    """Tell whether a property is the present one of a cell, not one that a tracked change keeps."""
    holder = element.getparent()
    return holder is not None and holder.getparent() is owner


def _number(written: str, least: int) -> int:
    return max(least, int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else least  # noqa: PLR2004

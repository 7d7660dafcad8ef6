"""Opening a written docx again and comparing it with its report."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Found, FoundCell, FoundTable, Proof, compare
from gia_desktop.formats.sheet import Sheet

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAB: Final = f"{_W}tab"
_UNSEEN: Final = f"{_W}rPr/{_W}vanish"


def prove_docx(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    """Compare a docx with the report it should say: every cell, label and paragraph."""
    try:
        body = _read_body(data)
    except (zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError, ValueError) as error:
        return Proof(len(sheet.format.cells), 0, (f"文件打不开（{error}）",))
    return compare(list(_read(body)), sheet, options)


def _read_body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if damaged := archive.testzip():
            raise ValueError(damaged)
        parts = {name: archive.read(name) for name in archive.namelist()}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    roots = {name: etree.fromstring(part, parser) for name, part in parts.items()}
    body = roots["word/document.xml"].find(f"{_W}body")
    if body is None:
        raise ValueError("word/document.xml")
    return body


def _read(body: etree._Element) -> Iterator[Found]:
    for element in body:
        if element.tag == f"{_W}p":
            yield _text(element).strip()
        elif element.tag == f"{_W}tbl":
            yield FoundTable(_table(element))


def _text(paragraph: etree._Element) -> str:
    """Return what a paragraph shows: hidden and deleted runs show nothing, line breaks join."""
    shown = []
    for run in paragraph.iter(f"{_W}r"):
        if run.find(_UNSEEN) is None and not any(parent.tag == f"{_W}del" for parent in run.iterancestors()):
            shown += ["\t" if piece.tag == _TAB else piece.text or "" for piece in run.iter(f"{_W}t", _TAB)]
    return "".join(shown)


def _table(table: etree._Element) -> dict[tuple[int, int], FoundCell]:
    """Return the cells of a table by their top left place, merged ones once with their spans."""
    cells: dict[tuple[int, int], FoundCell] = {}
    open_above: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(table.iterfind(f"{_W}tr")):
        column = 0
        for element in line.iterfind(f"{_W}tc"):
            span = _number(element.find(f"{_W}tcPr/{_W}gridSpan"))
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            text = "".join(_text(paragraph) for paragraph in element.iterfind(f"{_W}p"))
            first = open_above.get(column)
            value = None if merge is None else merge.get(f"{_W}val", "continue")
            if value == "continue" and first is not None:
                cells[first] = _grown(cells[first], row, span, text)
            else:
                cells[row, column] = FoundCell(row, column, 1, span, text)
                for place in range(column, column + span):
                    open_above.pop(place, None)
                if value is not None:
                    open_above[column] = (row, column)
            column += span
    return cells


def _grown(cell: FoundCell, row: int, span: int, text: str) -> FoundCell:
    """Return a merged cell one row higher; a continuation of another width shows as a wrong width."""
    width = cell.column_span if span == cell.column_span else -span
    return FoundCell(cell.row, cell.column, row - cell.row + 1, width, cell.text + text)


def _number(element: etree._Element | None) -> int:
    return 1 if element is None else int(element.get(f"{_W}val", "1"))

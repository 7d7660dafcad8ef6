"""Opening a written docx again and comparing it with its report."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Found, FoundCell, Proof, WrittenTable, compare
from gia_desktop.formats.sheet import Sheet

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _R, _T, _TAB, _DEL = (f"{_W}{name}" for name in ("p", "r", "t", "tab", "del"))
_TBL, _TR, _TC, _TC_PR = (f"{_W}{name}" for name in ("tbl", "tr", "tc", "tcPr"))
_VANISH: Final = f"{_W}vanish"
_VAL: Final = f"{_W}val"
_UNSEEN: Final = f"{_W}rPr/{_VANISH}"


def prove_docx(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    """Compare a docx with the report it should say: every cell, label and paragraph."""
    try:
        body = _read_body(data)
    except (zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError, ValueError) as error:
        return Proof(len(sheet.format.cells), 0, (f"文件打不开（{error}）",))
    return compare(list(_read(body)), sheet, options)


def _read_body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: _unpacked(archive, name) for name in archive.namelist()}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    roots = {name: etree.fromstring(part, parser) for name, part in parts.items()}
    body = roots["word/document.xml"].find(f"{_W}body")
    if body is None:
        raise ValueError("word/document.xml")
    return body


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part; reading it compares its check sum."""
    try:
        return archive.read(name)
    except zipfile.BadZipFile as error:
        raise ValueError(name) from error


def _read(body: etree._Element) -> Iterator[Found]:
    for element in body:
        if element.tag == _P:
            yield _text(element).strip()
        elif element.tag == _TBL:
            yield WrittenTable(_table(element))


def _text(paragraph: etree._Element) -> str:
    """Return what a paragraph shows: hidden and deleted runs show nothing, line breaks join."""
    shown = []
    may_hide = next(paragraph.iter(_VANISH, _DEL), None) is not None
    for run in paragraph.iter(_R):
        if may_hide and (run.find(_UNSEEN) is not None or next(run.iterancestors(_DEL), None) is not None):
            continue
        shown += ["\t" if piece.tag == _TAB else piece.text or "" for piece in run.iter(_T, _TAB)]
    return "".join(shown)


def _table(table: etree._Element) -> dict[tuple[int, int], FoundCell]:
    """Return the cells of a table by their top left place, merged ones once with their spans."""
    cells: dict[tuple[int, int], FoundCell] = {}
    open_above: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(table.iterchildren(_TR)):
        column = 0
        for element in line.iterchildren(_TC):
            span, value = _shape(element)
            text = "".join([_text(paragraph) for paragraph in element.iterchildren(_P)])
            first = open_above.get(column)
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


def _shape(cell: etree._Element) -> tuple[int, str | None]:
    """Return how many columns a cell covers, and how it is merged upwards: None where it isn't."""
    span, merge = 1, None
    for properties in cell.iterchildren(_TC_PR):
        for one in properties.iterchildren(f"{_W}gridSpan", f"{_W}vMerge"):
            if one.tag == f"{_W}gridSpan":
                span = int(one.get(_VAL, "1"))
            else:
                merge = one.get(_VAL, "continue")
    return span, merge

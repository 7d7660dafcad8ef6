"""Reading xlsx workbooks: every visible sheet as one table with its merged cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from gia_desktop.importers.faults import DamagedFileError
from gia_desktop.importers.files.packages import Package, parse_xml
from gia_desktop.importers.tables import MAX_COLUMNS, MAX_PLACES, RawCell, RawTable, TableTooLargeError

WORKBOOK: Final = "xl/workbook.xml"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MAX_ROWS: Final = 20_000


def read_xlsx(package: Package) -> list[RawTable]:
    """Return the visible sheets of a workbook in order.

    Raises:
        DamagedFileError: a part is missing or no XML.
        TableTooLargeError: a sheet has more cells than any report.
    """
    texts = _shared_texts(package)
    return [_sheet(package, name, texts) for name in _sheet_parts(package)]


def _sheet_parts(package: Package) -> Iterator[str]:
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in package.tree("xl/_rels/workbook.xml.rels")
    }
    for sheet in package.tree(WORKBOOK).iter(f"{_MAIN}sheet"):
        target = relations.get(sheet.get(_RELATION))
        if target and sheet.get("state", "visible") == "visible":
            yield target.removeprefix("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _shared_texts(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_text(item) for item in package.tree("xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _text(item: etree._Element) -> str:
    """Join the runs of a text; pronunciation marks are no part of it."""
    return "".join(
        run.text or ""
        for run in item.iter(f"{_MAIN}t")
        if (parent := run.getparent()) is not None and parent.tag != f"{_MAIN}rPh"
    )


def _sheet(package: Package, name: str, texts: list[str]) -> RawTable:
    root = parse_xml(package.read(name))
    merges = {}
    for merge in root.iter(f"{_MAIN}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        merges[_place(first)] = _place(last or first)
    filled: dict[tuple[int, int], str] = {}
    for cell in root.iter(f"{_MAIN}c"):
        text = _cell_text(cell, texts)
        if text:
            filled[_place(cell.get("r", ""))] = text
            if len(filled) > MAX_PLACES:
                raise TableTooLargeError
    rows = max((row for row, _ in filled), default=-1) + 1
    columns = max((column for _, column in filled), default=-1) + 1
    return _made(filled, merges, rows, columns)


def _made(
    filled: dict[tuple[int, int], str],
    merges: dict[tuple[int, int], tuple[int, int]],
    rows: int,
    columns: int,
) -> RawTable:
    """Fill the used rectangle: every place belongs to a cell, merged ones reach as far as they are drawn."""
    if rows > _MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_PLACES:
        raise TableTooLargeError
    taken: set[tuple[int, int]] = set()
    cells: list[RawCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            last_row, last_column = merges.get((row, column), (row, column))
            last_row, last_column = min(last_row, rows - 1), min(last_column, columns - 1)
            cells.append(
                RawCell(
                    filled.get((row, column), ""), row, column, last_row - row + 1, last_column - column + 1
                )
            )
            if (last_row, last_column) != (row, column):
                taken |= {
                    (down, across)
                    for down in range(row, last_row + 1)
                    for across in range(column, last_column + 1)
                }
    return RawTable(tuple(cells), rows, columns)


def _place(name: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(name)
    if found is None:
        raise DamagedFileError(name)
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, column - 1


def _cell_text(cell: etree._Element, texts: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
    return _number(value) if kind == "n" else value


def _number(value: str) -> str:
    """Write a number as Excel shows it: 29.050599999999999 is 29.0506."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < 1e15:  # noqa: PLR2004
        return str(int(number))
    return format(number, ".15g")

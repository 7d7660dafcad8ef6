"""Opening a written PDF again and comparing it with its report: figures in the cells their lines enclose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Final

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import (
    FoundCell,
    Proof,
    WrittenTable,
    compare_table,
    expected_texts,
    text_fault,
)
from gia_desktop.documents.proofs.pdf_pages import PdfFault, PdfPage, Sign, Stroke, read_pages
from gia_desktop.documents.style import MM_PER_POINT
from gia_desktop.formats.grid import Grid, make_grid
from gia_desktop.formats.sheet import Sheet

_NAMELESS: Final = "\0\ufffd"
"""What stands in the file for a sign that is printed without saying which it is."""

_BOX: Final = "□"
_BOXES: Final = str.maketrans(dict.fromkeys(_NAMELESS, _BOX))
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
"""Signs that only join or part others and leave no trace on paper."""

_NEAR: Final = 0.6
"""Points within which two places are the same."""


@dataclass(frozen=True)
class _TablePart:
    """What stands of a table on one page."""

    page: int
    strokes: list[Stroke]
    signs: list[Sign]


_Entry = str | _TablePart


def prove_pdf(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    """Compare a PDF with the report it should say: every cell, label, paragraph and page number."""
    try:
        pages = read_pages(data)
    except PdfFault as error:
        return Proof(len(sheet.format.cells), 0, (str(error),))
    foot = (options.style.page_height_mm - options.style.margin_bottom_mm) / MM_PER_POINT
    entries = [entry for number, page in enumerate(pages) for entry in _entries(page, number, foot)]
    differences = list(_number_faults(pages, foot))
    tables = [
        list(parts)
        for is_text, parts in groupby(entries, lambda entry: isinstance(entry, str))
        if not is_text
    ]
    wanted = [section for section in sheet.format.sections if section.table]
    if len(tables) != len(wanted):
        differences.append(f"应有 {len(wanted)} 张表，文件里有 {len(tables)} 张")
    same = 0
    for section, parts in zip(wanted, tables, strict=False):
        grid = make_grid(sheet.format, section.table)
        found = _table([part for part in parts if isinstance(part, _TablePart)], grid)
        matching, faults = compare_table(found, grid, sheet, options)
        same += matching
        differences += faults
    faults, unproved = _text_differences(entries, sheet, options)
    return Proof(len(sheet.format.cells), same, (*differences, *faults), unproved)


def _entries(page: PdfPage, number: int, foot: float) -> Iterator[_Entry]:
    """Yield lines of text and parts of tables from top to bottom, without the page number."""
    areas = _table_areas(page)
    outside = [
        sign
        for sign in page.signs
        if sign.y < foot + _NEAR and not any(top < sign.y < bottom for top, bottom in areas)
    ]
    found: list[tuple[float, _Entry]] = []
    for baseline, signs in groupby(outside, lambda sign: round(sign.y)):
        found.append((baseline, "".join(sign.text for sign in signs)))
    for top, bottom in areas:
        strokes = [stroke for stroke in page.strokes if top - _NEAR <= stroke.y1 <= bottom + _NEAR]
        inside = [sign for sign in page.signs if top < sign.y < bottom]
        found.append((top, _TablePart(number, strokes, inside)))
    yield from (entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _table_areas(page: PdfPage) -> list[tuple[float, float]]:
    """Return where tables stand: stretches of the page that upright lines cover without a gap."""
    areas: list[tuple[float, float]] = []
    for stroke in sorted(page.strokes, key=lambda stroke: stroke.y1):
        if stroke.y2 - stroke.y1 < _NEAR:
            continue
        if areas and stroke.y1 <= areas[-1][1] + _NEAR:
            areas[-1] = (areas[-1][0], max(areas[-1][1], stroke.y2))
        else:
            areas.append((stroke.y1, stroke.y2))
    return areas


def _number_faults(pages: list[PdfPage], foot: float) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        said = "".join(sign.text for sign in page.signs if sign.y >= foot + _NEAR)
        if "".join(said.split()) != f"—{number}—":
            yield f"第 {number} 页的页码不对"


def _text_differences(entries: list[_Entry], sheet: Sheet, options: DocumentOptions) -> tuple[list[str], str]:
    """Compare the text before, between and after the tables; line breaks and spaces don't count.

    Returns:
        What differs, and each sign once that can't be compared since the file doesn't name it.
    """
    found = _between([entry if isinstance(entry, str) else None for entry in entries])
    faults: list[str] = []
    unproved: dict[str, None] = {}
    for left, right in zip(_between(list(expected_texts(sheet, options))), found, strict=False):
        nameless = [place for place, sign in enumerate(right[: len(left)]) if sign in _NAMELESS]
        masked = list(left)
        for place in nameless:
            masked[place] = _BOX
        wanted, stands = "".join(masked), right.translate(_BOXES)
        if wanted != stands:
            faults.append(text_fault(wanted, stands))
        else:
            unproved.update(dict.fromkeys(left[place] for place in nameless))
    return faults, "".join(unproved)


def _between(texts: list[str | None]) -> list[str]:
    groups = groupby(texts, lambda text: text is None)
    joined = ["".join(text or "" for text in group) for is_table, group in groups if not is_table]
    return [_UNSEEN.sub("", "".join(text.split())) for text in joined]


def _table(parts: list[_TablePart], grid: Grid) -> WrittenTable:
    """Return the cells that lines enclose; heads that are repeated on a further page count once."""
    columns = _edges(chain.from_iterable((s.x1, s.x2) for part in parts for s in part.strokes))
    rows: list[tuple[_TablePart, float, float]] = []
    for place, part in enumerate(parts):
        bands = pairwise(_edges(chain.from_iterable((s.y1, s.y2) for s in part.strokes)))
        kept = list(bands)[grid.head_rows if place else 0 :]
        rows += [(part, top, bottom) for top, bottom in kept]
    texts = _texts(rows, columns)
    crossing = {(cell.row + down, cell.column) for cell in grid.cells for down in range(1, cell.row_span)}
    cells: dict[tuple[int, int], FoundCell] = {}
    covered: set[tuple[int, int]] = set()
    for row in range(len(rows)):
        for column in range(len(columns) - 1):
            if (row, column) in covered:
                continue
            width, height = _spans(rows, columns, row, column, crossing)
            places = [(row + down, column + right) for down in range(height) for right in range(width)]
            covered.update(places)
            signs = sorted(chain.from_iterable(texts[place] for place in places))
            cells[row, column] = FoundCell(row, column, height, width, "".join(text for _, text in signs))
    return WrittenTable(cells)


def _spans(
    rows: list[tuple[_TablePart, float, float]],
    columns: list[float],
    row: int,
    column: int,
    crossing: set[tuple[int, int]],
) -> tuple[int, int]:
    """Return how many columns and rows lie between the lines right of and below a place."""
    part, top, bottom = rows[row]
    width = 1
    while column + width < len(columns) - 1 and not _is_upright(part, columns[column + width], top, bottom):
        width += 1
    height = 1
    while row + height < len(rows):
        below, edge, _ = rows[row + height]
        if below is not part:
            # Every part ends with a line: only the form tells that a cell goes on over the page.
            if (row + height, column) not in crossing:
                break
            part = below
        elif _is_flat(part, edge, columns[column], columns[column + width]):
            break
        height += 1
    return width, height


def _is_upright(part: _TablePart, x: float, top: float, bottom: float) -> bool:
    middle = (top + bottom) / 2
    return any(
        abs(stroke.x1 - x) < _NEAR and abs(stroke.x2 - x) < _NEAR and stroke.y1 < middle < stroke.y2
        for stroke in part.strokes
    )


def _is_flat(part: _TablePart, y: float, left: float, right: float) -> bool:
    middle = (left + right) / 2
    return any(
        abs(stroke.y1 - y) < _NEAR and abs(stroke.y2 - y) < _NEAR and stroke.x1 < middle < stroke.x2
        for stroke in part.strokes
    )


def _texts(
    rows: list[tuple[_TablePart, float, float]], columns: list[float]
) -> dict[tuple[int, int], list[tuple[int, str]]]:
    """Return the signs in every place of a table with their order in the file."""
    found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for row, (part, top, bottom) in enumerate(rows):
        for order, sign in enumerate(part.signs):
            if top <= sign.y - sign.size * 0.35 < bottom:
                middle = sign.x + sign.size * 0.2
                column = sum(edge <= middle for edge in columns) - 1
                found[row, column].append((part.page * 100_000 + order, sign.text))
    return found


def _edges(places: Iterator[float]) -> list[float]:
    """Return places without near repetitions."""
    made: list[float] = []
    for place in sorted(places):
        if not made or place - made[-1] > _NEAR:
            made.append(place)
    return made

"""Taking the official tables out of the tables of a document, however they are split or wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.importers.assembling.seams import mended
from gia_desktop.importers.assembling.sections import heading_of
from gia_desktop.importers.matching.match import match_table, recognise_table
from gia_desktop.importers.matching.matched import Certainty, MatchedCell, TableMatch
from gia_desktop.importers.tables import Item, RawCell, RawTable, Remark

_SHORT_NOTE = 12
"""A page number or (续表) between two parts of a table is no longer than this."""


_HEADING_WORDS = re.compile("情况|事项|措施")
"""Every heading, renamed ones too, has one of these; most cells don't."""
_PLACE = "\ufde0"
"""A noncharacter of Unicode, for use inside a program."""
_LONGEST_CELL = 400
"""A cell of an official table never holds more; one that does is part of a layout."""


@dataclass(frozen=True)
class FoundTable:
    """An official table, perhaps put together from several pieces."""

    match: TableMatch
    raw: RawTable


def unwrapped(items: Iterable[Item], formats: Formats) -> list[Item]:
    """Return paragraphs and tables with layout tables taken apart: their texts become paragraphs."""
    made: list[Item] = []
    for item in items:
        if isinstance(item, str):
            made += item.split("\n")  # blank lines part the rows of tables in plain text
        elif isinstance(item, RawTable) and _wraps_sections(item, formats):
            made += _split_at_headings(item, formats)
        else:
            made.append(item)
    return made


def place_of(table: str) -> str:
    """Return the line that stands among the paragraphs where a table stood; nobody writes such a one."""
    return f"{_PLACE}{table}"


def is_place(line: str) -> bool:
    """Tell whether a line only stands for a table."""
    return line.startswith(_PLACE)


def take_tables(items: Sequence[Item], formats: Formats) -> tuple[list[str], list[FoundTable]]:
    """Return the paragraphs and the official tables; the texts of all other tables become paragraphs.

    Where an official table stood, a line of its own stands for it (see ``place_of``).
    """
    paragraphs: list[str] = []
    found: list[FoundTable] = []
    since = 0  # length of the text since the last official table
    for item in items:
        if isinstance(item, str):
            paragraphs.append(item)
            since += len(item.strip())
            continue
        if isinstance(item, Remark):
            continue
        if item.is_blank:
            continue
        raw = mended(item, formats) if item.seams else item
        match = recognise_table(raw, formats)
        last = found[-1] if found and since <= _SHORT_NOTE else None
        joined = _joined(last, match, raw, formats) if last else None
        if joined:
            found[-1] = joined
        elif match is not None:
            found.append(FoundTable(match, raw))
            paragraphs.append(place_of(match.table))
        else:
            paragraphs += texts_of(raw)
            since += sum(len(cell.text) for cell in raw.cells)
            continue
        since = 0
    return paragraphs, found


def merged(matches: Sequence[TableMatch], fmt: Format, table_id: str) -> TableMatch:
    """Return one match for a table that was found more than once; contradictions are doubts."""
    if len(matches) == 1:
        return matches[0]
    cells: dict[str, MatchedCell] = {}
    for cell in (cell for match in matches for cell in match.cells):
        other = cells.get(cell.key)
        if other is None or (other.certainty is Certainty.DOUBTFUL and other.value == cell.value):
            cells[cell.key] = cell
        elif other.value != cell.value:
            reason = f"文件里这一格出现了两次：{other.text.strip()}、{cell.text.strip()}"
            cells[cell.key] = other._replace(certainty=Certainty.DOUBTFUL, reason=reason)
    for key in {key for match in matches if match.cells for key in match.blank} & cells.keys():
        if cells[key].certainty is not Certainty.DOUBTFUL:  # last year's table may stand beside this year's
            reason = "文件里这一格出现了两次，另一处是空的"
            cells[key] = cells[key]._replace(certainty=Certainty.DOUBTFUL, reason=reason)
    stated = {cell.key: cell for match in reversed(matches) for cell in match.stated}
    entered = [key for key in fmt.entered if fmt.cells[key].table == table_id]
    blank = {key for match in matches for key in match.blank}
    return replace(
        matches[0],
        cells=tuple(cells[key] for key in entered if key in cells),
        stated=tuple(stated.values()),
        blank=tuple(key for key in entered if key in blank and key not in cells),
        not_found=tuple(key for key in entered if key not in blank and key not in cells),
        unmatched=tuple(remark for match in matches for remark in match.unmatched),
    )


def _joined(
    last: FoundTable, match: TableMatch | None, item: RawTable, formats: Formats
) -> FoundTable | None:
    """Return a table and its continuation on the next page as one, when that reads more than both alone."""
    if item.columns != last.raw.columns or (match and match.table != last.match.table):
        return None
    raw = mended(_below(last.raw, item), formats)
    whole = recognise_table(raw, formats)  # the first part alone may fit two formats
    if whole is None or whole.table != last.match.table or len(whole.cells) <= len(last.match.cells):
        return None
    apart = _sure(last.match) + (_sure(match) if match else 0)
    return FoundTable(whole, raw) if _sure(whole) >= apart else None


def _sure(match: TableMatch) -> int:
    return len(match.cells) - len(match.doubtful)


def fitted(table: FoundTable, fmt: Format) -> TableMatch:
    """Return a table read in a format where that gives as much: parts of tables may fit several formats."""
    match = table.match
    if match.format == fmt.id:
        return match
    again = match_table(table.raw, fmt, match.table)
    return again if len(again.cells) + len(again.blank) >= len(match.cells) + len(match.blank) else match


def _below(upper: RawTable, lower: RawTable) -> RawTable:
    moved = tuple(cell._replace(row=cell.row + upper.rows) for cell in lower.cells)
    return RawTable((*upper.cells, *moved), upper.rows + lower.rows, upper.columns, (upper.rows,))


def _wraps_sections(table: RawTable, formats: Formats) -> bool:
    """Tell whether section headings stand inside a table: it only serves the layout, or is a whole sheet."""
    firsts = (cell.text.strip().split("\n")[0] for cell in table.cells if _HEADING_WORDS.search(cell.text))
    return any(heading_of(line, formats) for line in firsts) or any(
        len(cell.text) > _LONGEST_CELL for cell in table.cells
    )


def _split_at_headings(table: RawTable, formats: Formats) -> list[Item]:
    """Take a layout table or a sheet apart: rows of one text are paragraphs, the rest are tables."""
    made: list[Item] = []
    start = 0
    known: dict[int, bool] = {}  # a cell that was merged over many rows is asked once
    for row in range(table.rows):
        texts = [cell for cell in table.line(row) if not cell.is_blank]
        alone = id(texts[0]) if len({id(cell) for cell in texts}) == 1 else 0
        if alone and alone not in known:
            known[alone] = _is_paragraph(texts[0], formats)
        if alone and known[alone]:
            made += _part(table, start, row)
            if texts[0].row == row:
                made += [line for line in texts[0].text.split("\n") if line.strip()]
                made += _doubts(texts)
            start = row + 1
    return [*made, *_part(table, start, table.rows)]


def _is_paragraph(cell: RawCell, formats: Formats) -> bool:
    first = cell.text.strip().split("\n")[0]
    return bool(heading_of(first, formats)) or len(cell.text) > 3 * _SHORT_NOTE or "。" in cell.text


def _part(table: RawTable, top: int, bottom: int) -> list[Item]:
    if top == bottom:
        return []
    part = table.part(top, bottom)
    return [] if part.is_blank else [part.trimmed]


def _doubts(cells: Iterable[RawCell]) -> list[Remark]:
    """Tell of cells whose texts become paragraphs what was doubtful about them."""
    return [Remark(f"正文里{cell.doubt}。") for cell in cells if cell.doubt]


def texts_of(table: RawTable) -> list[str]:
    """Return the lines of a table's cells in reading order."""
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [line for cell in ordered for line in cell.text.split("\n") if line.strip()]

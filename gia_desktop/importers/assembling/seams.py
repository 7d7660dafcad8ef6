"""Mending tables where a page ended: rows cut in two, heads printed again, groups that go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gia_desktop.core.values import squeeze
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.matching.labels import Vocabulary
from gia_desktop.importers.matching.match import recognise_table
from gia_desktop.importers.matching.matched import TableMatch
from gia_desktop.importers.matching.wordings import table_words
from gia_desktop.importers.tables import RawCell, RawTable

_LOST: Final = 8
"""Cells that a row without a place weighs."""
_NOTHING: Final = 1_000_000
_CERTAIN: Final = 2
"""Readings of a cell without a doubt weigh so much against one with a doubt."""


def mended(raw: RawTable, formats: Formats) -> RawTable:
    """Return a table without seams.

    Whether the first row of a page goes on with the last row of the page before is told by the official
    labels: a row in two halves has a place in the form only when they are joined. A figure whose halves
    stand on two pages is certain only where its cell had no room for one more digit.
    """
    for seam in reversed(raw.seams):
        raw = _without_repeated_head(raw, seam)
        if seam >= raw.rows:
            continue
        match = recognise_table(raw, formats)
        if match is not None:
            words = table_words(formats.get(match.format), match.table)
            raw = _with_groups_joined(raw, seam, words.rows)
        whole = _with_row_joined(raw, seam)
        if whole is not None and _weight(recognise_table(whole, formats)) > _weight(match):
            raw = whole
    return replace(raw, seams=())


def _weight(match: TableMatch | None) -> int:
    """Tell how much of a table has a place in an official one."""
    if match is None:
        return -_NOTHING
    read = len(match.cells) + len(match.blank) + len(match.stated)
    return _CERTAIN * read - len(match.doubtful) - _LOST * len(match.unmatched)


def _without_repeated_head(raw: RawTable, seam: int) -> RawTable:
    """Leave out the rows below a seam that are the first rows of the table once more."""
    same = 0
    while (
        seam + same < raw.rows
        and same < seam
        and _texts(raw, seam + same) == _texts(raw, same)
        and any(_texts(raw, same))
    ):
        same += 1
    if not same or all(_is_figure(text) for row in range(same) for text in _texts(raw, row) if text):
        return raw
    kept: list[RawCell] = []
    for cell in raw.cells:
        first, last = cell.row, cell.row + cell.row_span
        above, below = max(0, min(last, seam) - first), max(0, last - max(first, seam + same))
        if above + below:
            kept.append(
                cell._replace(
                    row=first if first < seam else max(first, seam + same) - same,
                    row_span=above + below,
                )
            )
    return RawTable(tuple(kept), raw.rows - same, raw.columns, raw.seams)


def _texts(raw: RawTable, row: int) -> list[str]:
    return [squeeze(cell.text) for cell in raw.line(row)]


def _with_groups_joined(raw: RawTable, seam: int, labels: Vocabulary) -> RawTable:
    """Let a group's label that ends at a seam reach over the rows that go on below it."""
    joined: dict[int, RawCell | None] = {}
    for column in range(raw.columns):
        upper, lower = raw.matrix[seam - 1][column], raw.matrix[seam][column]
        if upper is None or lower is None or upper is lower or not _same_columns(upper, lower):
            continue
        text = upper.text if lower.is_blank else f"{upper.text}{lower.text}"
        is_group = upper.row_span > 1 or lower.row_span > 1
        if is_group and labels.find(text) and (lower.is_blank or not labels.find(lower.text)):
            joined[id(upper)] = upper._replace(text=text, row_span=lower.row + lower.row_span - upper.row)
            joined[id(lower)] = None
    cells = (joined.get(id(cell), cell) for cell in raw.cells)
    return replace(raw, cells=tuple(cell for cell in cells if cell is not None))


def _with_row_joined(raw: RawTable, seam: int) -> RawTable | None:
    """Return the table with the rows above and below a seam as one; None where their cells differ."""
    upper, lower = raw.line(seam - 1), raw.line(seam)
    halves = [(one, other) for one, other in zip(upper, lower, strict=False) if one is not other]
    if len(upper) != len(lower) or not all(_same_columns(one, other) for one, other in halves):
        return None
    joined = {id(one): _joined(one, other) for one, other in halves}
    gone = {id(other) for _, other in halves}
    cells = []
    for cell in raw.cells:
        if id(cell) in gone:
            continue
        whole = joined.get(id(cell), cell)
        if whole is cell and cell.row >= seam:
            whole = cell._replace(row=cell.row - 1)
        elif whole is cell and cell.row + cell.row_span > seam:
            whole = cell._replace(row_span=cell.row_span - 1)
        cells.append(whole)
    return RawTable(tuple(cells), raw.rows - 1, raw.columns, raw.seams)


def _joined(upper: RawCell, lower: RawCell) -> RawCell:
    """Return the two halves of a cell as one."""
    span = upper.row_span + lower.row_span - 1
    if lower.is_blank or upper.is_blank:
        kept = upper if lower.is_blank else lower
        return upper._replace(text=kept.text, row_span=span, doubt=kept.doubt)
    doubts = [doubt for doubt in (upper.doubt, lower.doubt) if doubt]
    text = upper.text + lower.text
    if _is_figure(upper.text) and _is_figure(lower.text) and not upper.is_full:
        text = f"{upper.text}\n{lower.text}"
        doubts.append(f"这一行被分页切开，上一页是“{squeeze(upper.text)}”，下一页是“{squeeze(lower.text)}”")
    return upper._replace(text=text, row_span=span, doubt="；".join(doubts))


def _same_columns(one: RawCell, other: RawCell) -> bool:
    return (one.column, one.end) == (other.column, other.end)


def _is_figure(text: str) -> bool:
    plain = squeeze(text)
    return bool(plain) and plain.isascii()

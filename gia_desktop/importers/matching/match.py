"""Matching one foreign table to an official one: by wording first, by position second."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind
from gia_desktop.formats.grid import Role, make_grid
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.importers.matching.amount_units import printed_unit
from gia_desktop.importers.matching.cell_values import is_value_like
from gia_desktop.importers.matching.labels import LabelFit, has_chinese
from gia_desktop.importers.matching.match_line import place_line
from gia_desktop.importers.matching.match_rows import place_rows
from gia_desktop.importers.matching.matched import How, PlacedCell, Placing, TableMatch, finish
from gia_desktop.importers.matching.wordings import TableWords, table_words
from gia_desktop.importers.tables import RawTable, SpannedText, table_from_rows

_STACKED_SHARE = 0.8
_FEWEST_HITS = 2


def match_table(raw: RawTable, fmt: Format, table_id: str, cursor: str = "") -> TableMatch:
    """Find the official place of every cell of a foreign table.

    Rows and columns are found by their wording. Only when there is none at all, and the figures form
    exactly the rectangle of the official table, the position counts, and then every cell is doubtful.

    Args:
        raw: the foreign table.
        fmt: the official format.
        table_id: the official table.
        cursor: column the cursor stands in; figures of labelled rows without heads begin there.
    """
    raw = raw.narrowed
    words = table_words(fmt, table_id)
    placing = _placed(raw, words, cursor)
    if not placing.placed and _is_stacked(raw):
        placing = _placed(restack(raw, words), words, cursor)
    if placing.placed:
        if any(cell.kind is CellKind.MONEY for cell in fmt.cells_by_table[table_id].values()):
            placing.unit = printed_unit(cell.text for cell in raw.cells if has_chinese(cell.text))
        return finish(fmt, table_id, How.WORDING, placing)
    by_position = _by_position(raw, fmt, table_id)
    if by_position.placed:
        return finish(fmt, table_id, How.POSITION, by_position)
    return finish(fmt, table_id, How.NOTHING, placing)


def recognise_table(raw: RawTable, formats: Formats) -> TableMatch | None:
    """Tell which table of which format a foreign table is, by its labels; None when it is none of them.

    Where two formats print the same table, the newer one is named.
    """
    texts = frozenset([cell.text for cell in raw.cells if has_chinese(cell.text)])
    best: TableMatch | None = None
    for fmt, table_id in _candidates(texts, formats):
        match = match_table(raw, fmt, table_id)
        if match.how is How.WORDING and (best is None or match.score > best.score):
            best = match
        if best and best.score == 1.0:
            break
    return best


@lru_cache(maxsize=64)
def _candidates(texts: frozenset[str], formats: Formats) -> tuple[tuple[Format, str], ...]:
    """Return the tables whose labels occur, the likeliest and newest first."""
    counted = []
    for place, (fmt, table_id, words) in enumerate(_all_words(formats)):
        hits = _hits(texts, words)
        if hits >= _FEWEST_HITS:
            counted.append((hits / len(words.places), place, fmt, table_id))
    counted.sort(key=lambda item: (-item[0], -item[1]))
    return tuple((fmt, table_id) for _, _, fmt, table_id in counted)


@lru_cache(maxsize=4)
def _all_words(formats: Formats) -> tuple[tuple[Format, str, TableWords], ...]:
    return tuple((fmt, table_id, table_words(fmt, table_id)) for fmt in formats for table_id in fmt.tables)


def belongs_elsewhere(raw: RawTable, fmt: Format, table_id: str) -> str:
    """Return the other table of a format whose labels a foreign table carries, empty when there is none."""
    texts = {cell.text for cell in raw.cells if has_chinese(cell.text)}
    hits = {other: _hits(texts, table_words(fmt, other)) for other in fmt.tables if other != table_id}
    best = max(hits, key=lambda other: hits[other], default="")
    return best if best and hits[best] >= _FEWEST_HITS else ""


def restack(raw: RawTable, words: TableWords) -> RawTable:
    """Return a table whose cells came one below the other as rows: a row begins at its label."""
    rows: list[list[SpannedText]] = []
    row: list[SpannedText] = []
    has_values = False
    for cell in sorted(raw.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.is_blank:
            continue
        is_value = is_value_like(cell.text) and not words.rows.find(cell.text)
        is_title = not is_value and words.titles.find(cell.text) is not None
        is_head = is_title or (not is_value and words.columns.find(cell.text) is not None)
        begins = (
            is_head or (has_values and not is_value) or (is_value and words.is_one_line and not has_values)
        )
        if row and begins:
            rows.append(row)
            row = []
        has_values = is_value
        row.append(SpannedText(cell.text, doubt=cell.doubt))
        if is_head:  # heads without their spans: only the order they are read in counts
            rows.append(row)
            row = []
    rows.append(row)
    return table_from_rows(rows)


@dataclass(frozen=True)
class _Shape:
    """All of a table that decides where its figures belong: everything but the figures."""

    cells: tuple[tuple[int, int, int, int, str], ...]
    raw: RawTable = field(compare=False)


def _shape(raw: RawTable) -> _Shape:
    return _Shape(
        tuple(
            [
                (row, column, rows, columns, _kind(text))
                for text, row, column, rows, columns, _, _ in raw.cells
            ]
        ),
        raw,
    )


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    """Return a label as it is written, for a figure only that it is one."""
    if has_chinese(text):
        return text
    return "1" if is_value_like(text) else text.strip()


def _placed(raw: RawTable, words: TableWords, cursor: str) -> Placing:
    """Place cells by wording; what was found out for a table of the same shape holds for this one too."""
    known = _layout(_shape(raw), words, cursor)
    if known is None:  # its remarks quote the table itself
        return _by_wording(raw, words, cursor)
    places, may_have_slid = known
    placed = [PlacedCell(key, raw.cells[at], reason) for key, at, reason in places]
    return Placing(placed, may_have_slid=may_have_slid)


@lru_cache(maxsize=64)
def _layout(
    shape: _Shape, words: TableWords, cursor: str
) -> tuple[tuple[tuple[CellKey, int, str], ...], bool] | None:
    """Return key, index among the cells, and doubt of each placed cell; None where rows are lost.

    Beside them whether the figures may have slid, see ``Placing``.
    """
    placing = _by_wording(shape.raw, words, cursor)
    if placing.unmatched or placing.lost_rows:
        return None
    index = {id(cell): at for at, cell in enumerate(shape.raw.cells)}
    places = tuple((placed.key, index[id(placed.cell)], placed.reason) for placed in placing.placed)
    return places, placing.may_have_slid


def _by_wording(raw: RawTable, words: TableWords, cursor: str) -> Placing:
    """Place cells by labels; a table whose cells stand in one line may also be turned upright."""
    if not words.is_one_line:
        return place_rows(raw, words, cursor)
    placing = place_line(raw, words)
    upright = Placing() if placing.placed else place_rows(raw, words)
    return upright if upright.placed else placing


def _is_stacked(raw: RawTable) -> bool:
    """Tell whether nearly every row has a single text: one paragraph per cell."""
    if raw.rows < 2:  # noqa: PLR2004
        return False
    single = sum(1 for row in range(raw.rows) if sum(1 for cell in raw.line(row) if not cell.is_blank) <= 1)
    return single >= _STACKED_SHARE * raw.rows


def _hits(texts: Iterable[str], words: TableWords) -> int:
    """Count the labels of a table that occur exactly; a cheap question before the dear one."""
    rows = {
        found.id
        for text in texts
        if (found := words.rows.find(text)) and found.likeness > LabelFit.CLOSE and found.id in words.places
    }
    return len(rows)


def _by_position(raw: RawTable, fmt: Format, table_id: str) -> Placing:
    """Place a rectangle of figures that is exactly as large as the official one."""
    placing = Placing()
    if len(fmt.tables[table_id].blocks) != 1:
        return placing
    values = [cell for cell in make_grid(fmt, table_id).cells if cell.role is Role.VALUE and cell.key]
    columns = len({cell.column for cell in values})
    rows = len(values) // columns
    if raw.rows < rows or raw.columns < columns or not _is_figures(raw, rows, columns):
        return placing
    top, left = raw.rows - rows, raw.columns - columns
    first_row = min(cell.row for cell in values)
    first_column = min(cell.column for cell in values)
    for cell in values:
        found = raw.matrix[top + cell.row - first_row][left + cell.column - first_column]
        if found and cell.key:
            placing.placed.append(PlacedCell(cell.key, found, "没有读到行列名称，只按位置对应"))
    return placing


def _is_figures(raw: RawTable, rows: int, columns: int) -> bool:
    """Tell whether the lower right corner of a table holds figures and nothing else does."""
    top, left = raw.rows - rows, raw.columns - columns
    inside = [cell for cell in raw.cells if cell.row >= top and cell.column >= left]
    outside = [cell for cell in raw.cells if cell.row < top or cell.column < left]
    figures = sum(1 for cell in inside if is_value_like(cell.text))
    return (
        len(inside) == rows * columns
        and all(cell.row_span == cell.column_span == 1 for cell in inside)
        and all(cell.is_blank or is_value_like(cell.text) for cell in inside)
        and not any(is_value_like(cell.text) for cell in outside)
        and 2 * figures > rows * columns
    )

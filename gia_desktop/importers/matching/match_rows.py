"""Matching a table whose rows go down and whose columns go across (tables 2 and 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from gia_desktop.core.values import squeeze
from gia_desktop.importers.matching.cell_values import is_value_like
from gia_desktop.importers.matching.heads import Head, Heads, read_heads
from gia_desktop.importers.matching.labels import Found, LabelFit
from gia_desktop.importers.matching.matched import PlacedCell, Placing
from gia_desktop.importers.matching.wordings import TableWords
from gia_desktop.importers.tables import RawCell, RawTable

_STUB_TEXTS = 5
"""No form has more texts than this before the figures of a row: number, three levels of labels, a note."""
_TRUSTED_LENGTH = 6
"""A mistyped label shorter than this is easily another one."""
_SHOWN = 24


class RowKind(Enum):
    """What a row of a foreign table is."""

    DATA = auto()
    HEAD = auto()
    TITLE = auto()
    LOST = auto()
    """It carries values but its label is unknown."""
    TEXT = auto()


class Pair(NamedTuple):
    """A cell of a foreign table under an official column.

    Attributes:
        column: id of the column.
        cell: what was read.
        doubt: why it may belong elsewhere, empty when it doesn't.
    """

    column: str
    cell: RawCell
    doubt: str


@dataclass(frozen=True)
class DataRow:
    """A row of a foreign table with its label recognised.

    Attributes:
        cells: its distinct cells from left to right.
        leaf: the official row it is, None when unknown.
        label: the cell with that label.
        groups: ids of group labels in it.
        values: the cells right of the last label.
    """

    row: int
    kind: RowKind
    cells: list[RawCell]
    leaf: Found | None
    label: RawCell | None
    groups: frozenset[str]
    values: list[RawCell]


def place_rows(raw: RawTable, words: TableWords, cursor: str = "") -> Placing:
    """Find the official place of every cell by the wording of rows and columns.

    Args:
        raw: the foreign table.
        words: labels of the official table.
        cursor: column the cursor stands in; figures begin there when no heads were copied.
    """
    placing = Placing()
    lines = [read_line(raw, row, words) for row in range(raw.rows)]
    starts = _label_columns(lines, words)
    lengths = {line.row: len(line.values) for line in lines if line.kind is RowKind.DATA}
    claims = _claims(lines, words, placing)
    heads: Heads | None = None
    first_head: int | None = None
    for line in lines:
        if line.kind is RowKind.TITLE:
            heads, first_head = None, None
        elif line.kind is RowKind.HEAD and first_head is None:
            first_head = line.row
        elif line.kind in {RowKind.DATA, RowKind.LOST}:
            if first_head is not None:
                found = read_heads(raw, first_head, line.row, words)
                heads = found if heads is None else found.after(heads)
                first_head = None
            if line.row in claims:
                sight = _Sight(raw, words, starts, heads, cursor, lengths)
                _place_line(sight, line, claims[line.row], placing)
    return placing


def read_line(raw: RawTable, row: int, words: TableWords) -> DataRow:
    """Recognise what a row is."""
    cells = raw.line(row)
    leaf, label, groups, end = _stub(cells, words)
    own = [cell for cell in cells if cell.row == row and not cell.is_blank]
    heads = sum(1 for cell in own if words.columns.find(cell.text))
    has_values = any(is_value_like(cell.text) for cell in own)
    # 其他 alone is a column head; with figures beside it, it is the row 3.其他.
    if leaf and label and label.row == row and (heads == 0 or (heads == 1 and has_values)):
        kind = RowKind.DATA
    elif any(words.titles.find(cell.text) for cell in own) and len(own) == 1:
        kind = RowKind.TITLE
    elif not has_values and (heads or len(own) > 1):
        kind = RowKind.HEAD
    else:
        kind = RowKind.LOST if has_values else RowKind.TEXT
    return DataRow(row, kind, cells, leaf, label, groups, cells[end:])


def _stub(
    cells: list[RawCell], words: TableWords
) -> tuple[Found | None, RawCell | None, frozenset[str], int]:
    """Return row, its label cell, groups and the index after the last label of a row."""
    leaf, label, end, texts = None, None, 0, 0
    groups: set[str] = set()
    for place, cell in enumerate(cells):
        if cell.is_blank:
            continue
        texts += 1
        found = words.rows.find(cell.text) if texts <= _STUB_TEXTS else None
        if found is None:
            continue
        end = place + 1
        if found.id in words.places:
            leaf, label = found, cell
        else:
            groups.add(found.id)
            leaf, label = None, None
    return leaf, label, frozenset(groups), end


def _label_columns(lines: list[DataRow], words: TableWords) -> dict[int, int]:
    """Return for each depth of the row tree the column where its labels start."""
    starts: dict[int, int] = {}
    for line in lines:
        if line.kind is RowKind.DATA and line.leaf and line.label:
            depth = words.places[line.leaf.id].depth
            starts[depth] = max(starts.get(depth, 0), line.label.column)
    return starts


def _claims(lines: list[DataRow], words: TableWords, placing: Placing) -> dict[int, str]:
    """Decide which rows stand for which official rows; the value is a doubt or empty."""
    claims: dict[int, str] = {}
    exact = {
        line.leaf.id
        for line in lines
        if line.kind is RowKind.DATA and line.leaf and line.leaf.likeness > LabelFit.CLOSE
    }
    data = [line for line in lines if line.kind is RowKind.DATA]
    for place, line in enumerate(data):
        leaf = line.leaf
        if leaf is None:
            continue
        if leaf.likeness is LabelFit.CLOSE and leaf.id in exact:
            _lose(line, placing)
            continue
        claims[line.row] = _row_doubt(data, place, leaf, words)
    for before, line in zip((None, *lines), lines, strict=False):
        if line.kind is RowKind.LOST:
            _lose(line, placing)
            if before is not None and before.row in claims and (rest := _rest_of_figures(line)):
                doubt = f"下面还有一行没有名称的“{rest}”，可能是它的后半"
                claims[before.row] = "；".join(filter(None, (claims[before.row], doubt)))
    return claims


def _rest_of_figures(line: DataRow) -> str:
    """Return what stands in a row that holds nothing but figures, as the rest of a row that was cut does."""
    texts = [squeeze(cell.text) for cell in line.cells if cell.row == line.row and not cell.is_blank]
    return " ".join(texts)[:_SHOWN] if all(is_value_like(text) for text in texts) else ""


def _row_doubt(data: list[DataRow], place: int, leaf: Found, words: TableWords) -> str:
    """Return why a row's label is doubtful, empty when it isn't."""
    line, official = data[place], words.places[leaf.id]
    if line.groups - official.groups:
        return "行名称与它所在的类别不一致"
    if leaf.likeness > LabelFit.CLOSE:
        return ""
    written = squeeze(line.label.text) if line.label else ""
    doubt = f"行名称“{written[:_SHOWN]}”与“{official.node.label[:_SHOWN]}”不完全相同"
    if leaf.length < _TRUSTED_LENGTH and not line.groups:
        return doubt
    # Where a neighbour is missing, a mistyped label may as well be the missing one's.
    around = {at: data[at].leaf for at in (place - 1, place + 1) if 0 <= at < len(data)}
    is_next = all(
        found is not None and words.places[found.id].order - official.order == at - place
        for at, found in around.items()
    )
    return "" if is_next else doubt


def _lose(line: DataRow, placing: Placing) -> None:
    placing.lost_rows += 1
    texts = " ".join(squeeze(cell.text) for cell in line.cells if not cell.is_blank)
    placing.unmatched.append(f"第 {line.row + 1} 行“{texts[:_SHOWN]}”在官方表里没有对应的行")


@dataclass(frozen=True)
class _Sight:
    """What is known around a row when its figures are placed."""

    raw: RawTable
    words: TableWords
    starts: dict[int, int]
    heads: Heads | None
    cursor: str
    lengths: Mapping[int, int]
    """Cells right of the label of each row with figures."""


def _place_line(sight: _Sight, line: DataRow, doubt: str, placing: Placing) -> None:
    """Give each value of a row to its column."""
    if line.leaf is None:
        return
    words = sight.words
    row = words.places[line.leaf.id]
    own = set(words.columns_of(line.leaf.id))
    pairs = _without_heads(sight, line) if sight.heads is None else _pairs(sight, line, sight.heads)
    placed = 0
    for head, cell, reason in pairs:
        if head in own:
            reasons = "；".join(part for part in (doubt, reason) if part)
            placing.placed.append(PlacedCell(words.key(row.node.id, head), cell, reasons))
            placed += 1
    if not placed and any(not cell.is_blank for cell in line.values):
        placing.unmatched.append(f"“{row.node.label}”一行的数字对不上列，未读入")


def _without_heads(sight: _Sight, line: DataRow) -> list[Pair]:
    """Pair the figures of a row with the official columns, or from the cursor on."""
    official = sight.words.columns_of(line.leaf.id) if line.leaf else ()
    values = _of_length(line.values, len(official))
    if values:
        doubt = "" if len(official) == 1 or sight.cursor else "没有读到列名称，按官方的列序对应"
        return [Pair(name, cell, doubt) for name, cell in zip(official, values, strict=True)]
    if sight.cursor not in official:
        return []
    here = official[official.index(sight.cursor) :]
    values = line.values
    while values and values[-1].is_blank:
        values = values[:-1]
    return [Pair(name, cell, "") for name, cell in zip(here, values, strict=False)]


def _pairs(sight: _Sight, line: DataRow, heads: Heads) -> list[Pair]:
    """Pair columns and cells: by place where the shape is sound, else by order where the count fits."""
    if line.leaf is None:
        return []
    order = heads.order_in(sight.words.places[line.leaf.id].block)
    own = sight.words.columns_of(line.leaf.id)
    if heads.is_placed and not sight.raw.is_short(line.row) and _starts_right(line, heads, sight):
        pairs = _by_place(line, heads)
        if len(pairs) == len(heads.found) or not _same_width(line.values, order):
            doubt = heads.doubt or _edge_doubt(sight, line, heads, pairs)
            behind = doubt or _gap_doubt(sight, pairs)
            return [
                pair._replace(doubt=(behind if place else doubt) or pair.doubt)
                for place, pair in enumerate(pairs)
            ]
        values, doubt = line.values, ""
    else:
        values = _of_length(line.values, len(order))
        edge = heads.columns[-1].end if heads.columns else sight.raw.columns
        complete = (
            tuple(head.id for head in order) == own
            and all(is_value_like(cell.text) for cell in values)
            and not _is_shorter(sight.raw, line.row, edge)
            and not _goes_beyond(values, heads)
            and not any(sight.lengths.get(line.row + beside, 0) > len(line.values) for beside in (-1, 1))
        )
        doubt = "" if complete else "这一行的格数与表头对不齐，按次序对应"
    return [
        Pair(head.id, cell, doubt or _head_doubt(head) or _height_doubt(cell, line))
        for head, cell in zip(order, values, strict=False)
        if values and head.id
    ]


def _edge_doubt(sight: _Sight, line: DataRow, heads: Heads, pairs: list[Pair]) -> str:
    """Return why figures of a row may have slid in from the right of the heads, empty when they haven't."""
    edge = heads.columns[-1].end
    if any(is_value_like(cell.text) and cell.column >= edge for cell in line.values):
        return "表头右边还有没有名称的数字"
    if _is_shorter(sight.raw, line.row, edge):
        return "这一行比上下行少一格，可能错位"
    if len(pairs) > 1 and not pairs[-1].cell.is_blank and not is_value_like(pairs[-1].cell.text):
        return "最后一格不是数字，可能错位"
    if len(sight.words.blocks) > 1:  # further right stand figures of a wider block
        return ""
    if not pairs or not pairs[-1].cell.is_blank or all(pair.cell.is_blank for pair in pairs):
        return ""
    last = max(head.end for head in heads.known if head.id)
    if any(cell.column >= last and is_value_like(cell.text) for cell in sight.raw.cells):
        return "最后一格是空的，表格右边另有一列数字，可能错位"
    return ""


def _goes_beyond(values: list[RawCell], heads: Heads) -> bool:
    """Tell whether figures begin under the first head and end right of the last: one of them is wide."""
    if not values or not heads.is_placed:
        return False
    return values[0].column == heads.known[0].start and values[-1].column >= heads.columns[-1].end


def _gap_doubt(sight: _Sight, pairs: list[Pair]) -> str:
    """Return why figures behind the first of a row may have slid into its end, empty when they haven't.

    Where two figures were merged, and the merges of a table are lost, the last cell is left blank. Only
    rows with a total tell that by themselves.
    """
    has_total = len(sight.words.blocks) == 1
    if has_total or sight.raw.has_wide_cells or not pairs or not pairs[-1].cell.is_blank:
        return ""
    return "表里没有合并的格，这一行最后一格是空的，可能错位"


def _is_shorter(raw: RawTable, row: int, edge: int) -> bool:
    """Tell whether a row ends at the last head while one beside it goes on.

    A figure there is enough; a blank cell only where the row is none that a title fills.
    """
    if edge >= raw.columns or raw.matrix[row][edge] is not None:
        return False
    for line in (raw.line(at) for at in (row - 1, row + 1) if 0 <= at < raw.rows):
        beyond = [cell for cell in line if cell.column >= edge]
        is_full = sum(1 for cell in line if not cell.is_blank) > 1
        if beyond and (is_full or any(is_value_like(cell.text) for cell in beyond)):
            return True
    return False


def _same_width(values: list[RawCell], order: tuple[Head, ...]) -> bool:
    """Tell whether a row has one cell per head from edge to edge, though its inner lines were moved."""
    return (
        len(values) == len(order) and values[0].column == order[0].start and values[-1].end == order[-1].end
    )


def _of_length(values: list[RawCell], length: int) -> list[RawCell]:
    """Return the values when there are exactly so many, not counting blanks at the end; else nothing."""
    while len(values) > length and values[-1].is_blank:
        values = values[:-1]
    return values if values and len(values) == length else []


def _starts_right(line: DataRow, heads: Heads, sight: _Sight) -> bool:
    """Tell whether a row's figures begin under their heads, so that it did not slide to the left."""
    first = heads.known[0].start
    if line.label is None or line.leaf is None or not line.values or line.label.end > first:
        return False
    corner = next((head for head in heads.columns if head.start <= line.label.column < head.end), None)
    strange = [head for head in heads.columns if head.is_named and head is not corner and head.end <= first]
    gap = [cell for cell in line.values if cell.column < first]
    under = [
        cell for cell in gap if any(head.start == cell.column and head.end == cell.end for head in strange)
    ]
    if gap == under:
        return line.values[0].column == line.label.end
    depth = sight.words.places[line.leaf.id].depth
    return (
        all(cell.is_blank and cell.end <= first for cell in gap) and line.label.column == sight.starts[depth]
    )


def _by_place(line: DataRow, heads: Heads) -> list[Pair]:
    """Return the cell under each head, leaving out those that belong to two heads or to several rows."""
    pairs: list[Pair] = []
    for head in heads.known:
        under = [cell for cell in line.values if cell.column < head.end and head.start < cell.end]
        if head.id is None or any(
            cell.column < head.start or cell.end > head.end or _is_taller(cell, line) for cell in under
        ):
            continue
        filled = [cell for cell in under if not cell.is_blank] or under[:1]
        if len(filled) == 1:
            several = "" if len(under) == 1 or filled[0].is_blank else "列名称下面有几格，只取有内容的一格"
            pairs.append(Pair(head.id, filled[0], several or _head_doubt(head)))
    return pairs


def _is_taller(cell: RawCell, line: DataRow) -> bool:
    """Tell whether a cell of a row is merged with that of another row: it reaches further than the label."""
    return cell.row_span > (line.label.row_span if line.label else 1)


def _height_doubt(cell: RawCell, line: DataRow) -> str:
    return "这一格与上下行的合并在一起，是哪一行的数说不准" if _is_taller(cell, line) else ""


def _head_doubt(head: Head) -> str:
    return "" if head.certain else "列名称与官方名称不完全相同"

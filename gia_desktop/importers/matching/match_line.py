"""Matching a table whose cells stand in one line under two kinds of heads (table 4)."""

from __future__ import annotations

from gia_desktop.importers.matching.cell_values import is_value_like
from gia_desktop.importers.matching.labels import LabelFit
from gia_desktop.importers.matching.matched import PlacedCell, Placing
from gia_desktop.importers.matching.wordings import TableWords
from gia_desktop.importers.tables import RawCell, RawTable

Place = tuple[str, str]
"""Row and column of an official cell."""


def place_line(raw: RawTable, words: TableWords) -> Placing:
    """Find the official places of one line of values by the heads over it."""
    placing = Placing()
    first = _first_value_row(raw, words)
    if first is None:
        return placing
    places, doubts = _placed_heads(raw, first, words)
    official = _official(words)
    if not _is_run(raw, places, official):
        places = {}
    filled = [row for row in range(first, raw.rows) if any(not cell.is_blank for cell in raw.line(row))]
    row = filled[0] if filled else first
    for extra in filled[1:]:
        placing.lost_rows += 1
        placing.unmatched.append(f"第 {extra + 1} 行在官方表里没有对应的行")
    doubt = "表里不止一行数字，取第一行" if len(filled) > 1 else ""
    line = raw.line(row)
    if places and not raw.is_short(row):
        placing.may_have_slid = not all(is_value_like(cell.text) for cell in line[-1:])
        for cell in line:
            if cell.column in places and cell.column_span == cell.row_span == 1:
                name, column = places[cell.column]
                reason = doubt or ("" if len(places) == len(official) else doubts.get(cell.column, ""))
                placing.placed.append(PlacedCell(words.key(name, column), cell, reason))
        return placing
    even = len({cell.column_span for cell in line}) == 1
    if even and len(line) == len(official) and _reads_in_order(raw, first, words):
        placing.may_have_slid = True
        if not doubt and not all(cell.is_blank or is_value_like(cell.text) for cell in line):
            doubt = "这一行里夹有不是数字的内容，可能错位"
        placing.placed += [
            PlacedCell(words.key(*place), cell, doubt) for place, cell in zip(official, line, strict=True)
        ]
    elif any(not cell.is_blank for cell in line):
        placing.unmatched.append("表头与数字对不齐，未读入")
    return placing


def _first_value_row(raw: RawTable, words: TableWords) -> int | None:
    """Return the row after the last head row."""
    heads = [
        row
        for row in range(raw.rows)
        if any(cell.row == row and words.columns.find(cell.text) for cell in raw.line(row))
        and not any(is_value_like(cell.text) for cell in raw.line(row) if cell.row == row)
    ]
    if not heads:
        return None
    last = max(heads)
    below = max(
        (cell.row + cell.row_span for cell in raw.line(last) if cell.row == last and not cell.is_blank),
        default=last + 1,
    )
    return below if below < raw.rows else None


def _placed_heads(raw: RawTable, last: int, words: TableWords) -> tuple[dict[int, Place], dict[int, str]]:
    """Return the official place of each column; nothing when the heads contradict each other."""
    places: dict[int, Place] = {}
    doubts: dict[int, str] = {}
    for column in range(raw.columns):
        stack = list(dict.fromkeys(cell for row in range(last) if (cell := raw.matrix[row][column])))
        rows = [found for cell in stack if (found := words.rows.find(cell.text)) and found.id in words.places]
        leaves = _leaves([cell for cell in stack if not cell.is_blank], words)
        if len({found.id for found in rows}) > 1 or len({name for name, _ in leaves}) > 1:
            return {}, {}
        if not leaves or not (rows or column - 1 in places):
            continue
        name, certain = leaves[0]
        # Plain text knows no merged heads: what stands over the first column holds for the next ones.
        place = (rows[0].id if rows else places[column - 1][0], name)
        if place in places.values():
            return {}, {}
        places[column] = place
        if not certain or (rows and rows[0].likeness is LabelFit.CLOSE):
            doubts[column] = "列名称与官方名称不完全相同"
    return places, doubts


def _is_run(raw: RawTable, places: dict[int, Place], official: list[Place]) -> bool:
    """Tell whether the heads are neighbours in the official order, up to the right edge.

    Lost spans put heads over wrong columns, but never into an unbroken official order.
    """
    found = [places[column] for column in sorted(places)]
    if found == official:
        return True
    if not places or sorted(places) != list(range(min(places), raw.columns)):
        return False
    start = official.index(found[0])
    return official[start : start + len(found)] == found


def _leaves(stack: list[RawCell], words: TableWords) -> list[tuple[str, bool]]:
    """Return the columns named over a place; a name may be split over two rows (结果 / 维持)."""
    single = [found for cell in stack if (found := words.columns.find(cell.text))]
    if single:
        return [(found.id, found.likeness > LabelFit.CLOSE) for found in single]
    joined = words.columns.find("".join(cell.text for cell in stack[-2:]))
    return [(joined.id, joined.likeness > LabelFit.CLOSE)] if joined else []


def _official(words: TableWords) -> list[Place]:
    return [(name, column) for name in words.places for column in words.columns_of(name)]


def _reads_in_order(raw: RawTable, last: int, words: TableWords) -> bool:
    """Tell whether all heads stand in official order when read line by line, though their spans are lost."""
    cells = [cell for row in range(last) for cell in raw.line(row) if cell.row == row]
    rows = [found.id for cell in cells if (found := words.rows.find(cell.text)) and found.id in words.places]
    columns = [found.id for cell in cells if (found := words.columns.find(cell.text))]
    official = _official(words)
    return rows == list(words.places) and columns == [column for _, column in official]

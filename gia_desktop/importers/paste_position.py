"""Placing a block of figures without labels: to the right and down from the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind, Unread, Value, is_number, same_value
from gia_desktop.formats.figures import total
from gia_desktop.formats.grid import Role, make_grid
from gia_desktop.formats.schema import Format
from gia_desktop.importers.cell_values import is_value_like, read_cell
from gia_desktop.importers.heads import read_heads
from gia_desktop.importers.labels import has_chinese
from gia_desktop.importers.tables import RawTable
from gia_desktop.importers.wordings import TableWords, table_words, unit_of

Block = list[list[str]]
"""Rows of texts, all of the same length."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A pasted text at its cell, and what it says."""

    key: CellKey
    text: str
    value: Value
    reason: str = ""


def place_by_position(
    table: RawTable, fmt: Format, table_id: str, anchor: CellKey, selection: tuple[int, int]
) -> tuple[list[PlacedText], list[str]]:
    """Return where each text goes and what was left out, as Chinese sentences."""
    lines = value_lines(fmt, table_id)
    row = next(place for place, line in enumerate(lines) if anchor in line)
    column = lines[row].index(anchor)
    figures, ignored = _figures(table)
    if not figures:
        return [], ignored
    named = _named_columns(table, table_words(fmt, table_id), len(figures[0]))
    block = figures if named else _repeated(figures, selection)
    rows = _skipping(
        [line[0] for line in block], [line[min(column, len(line) - 1)] for line in lines[row:]], fmt
    )
    placed: list[PlacedText] = []
    lost = 0
    for place, texts in enumerate(block):
        line = lines[row + rows[place]] if place < len(rows) else []
        targets = _targets(texts, line, column, named, fmt)
        placed += [read_placed(key, text, fmt) for key, text in zip(targets, texts, strict=True) if key]
        lost += sum(1 for key, text in zip(targets, texts, strict=True) if not key and text.strip())
    if block is not figures:  # filling a selection says nothing about totals
        placed = [item for item in placed if not fmt.cells[item.key].computed]
    if lost:
        ignored.append(f"有 {lost} 格在表里没有位置（超出右边、下边，或没有这一列），没有粘贴")
    return placed, ignored


def _targets(
    texts: list[str], line: list[CellKey], column: int, named: list[str], fmt: Format
) -> list[CellKey | None]:
    """Return the cell each text of a line goes to; None where there is none."""
    if named:
        by_column = {fmt.cells[key].column.id: key for key in line}
        return [by_column.get(name) for name in named]
    here = line[column:]
    targets: list[CellKey | None] = [here[place] for place in _skipping(texts, here, fmt)]
    return [*targets, *[None] * (len(texts) - len(targets))]


def _named_columns(table: RawTable, words: TableWords, width: int) -> list[str]:
    """Return the column of each figure when heads were copied with them, else nothing."""
    height = next(
        (row for row in range(table.rows) if any(is_value_like(cell.text) for cell in table.line(row))), 0
    )
    heads = read_heads(table, 0, height, words)
    if heads.doubt or not heads.is_placed:
        return []
    by_place = {place: head.id or "" for head in heads.columns for place in range(head.start, head.end)}
    return [by_place.get(place, "") for place in range(table.columns - width, table.columns)]


def value_lines(fmt: Format, table_id: str) -> list[list[CellKey]]:
    """Return the cells with values of a table, grid row by grid row."""
    lines: dict[int, list[CellKey]] = {}
    for cell in make_grid(fmt, table_id).cells:
        if cell.role is Role.VALUE and cell.key:
            lines.setdefault(cell.row, []).append(cell.key)
    return [lines[row] for row in sorted(lines)]


def read_placed(key: CellKey, text: str, fmt: Format) -> PlacedText:
    """Read a text for its cell."""
    cell = fmt.cells[key]
    read = read_cell(text, cell.kind, unit_of(cell.column))
    return PlacedText(key, text, read.value, read.reason)


def _figures(table: RawTable) -> tuple[Block, list[str]]:
    """Return the figures of a table without the rows and columns of labels around them."""
    block = [
        [
            cell.text if cell and (cell.row, cell.column) == (row, column) else ""
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(table.matrix)
    ]
    ignored: list[str] = []
    while block and any(map(_is_label, block[0])) and not any(map(is_value_like, block[0])):
        ignored.append(f"“{_shown(block.pop(0))}”是文字，没有粘贴")
    while block and block[0] and _is_label_column([line[0] for line in block]):
        ignored.append(f"“{_shown([line[0] for line in block])}”是文字，没有粘贴")
        block = [line[1:] for line in block]
    return ([line for line in block if line], ignored) if any(block) else ([], ignored)


def _is_label(text: str) -> bool:
    return has_chinese(text) and not is_value_like(text)


def _is_label_column(texts: list[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(map(_is_label, filled))


def _shown(texts: list[str]) -> str:
    joined = "、".join(" ".join(text.split()) for text in texts if text.strip())
    return joined if len(joined) <= 24 else joined[:24] + "…"  # noqa: PLR2004


def _repeated(block: Block, selection: tuple[int, int]) -> Block:
    """Repeat a block when the selection is a multiple of it; one figure fills any selection."""
    rows, columns = selection
    height, width = len(block), len(block[0])
    if rows % height or columns % width:
        return block
    return [line * max(1, columns // width) for line in block] * max(1, rows // height)


def _skipping(texts: list[str], targets: list[CellKey], fmt: Format) -> list[int]:
    """Return the place each text goes to, counted from the cursor.

    A block with as many lines as there are cells to enter leaves the totals out, unless its figures show
    that they are in there.
    """
    entered = [place for place, key in enumerate(targets) if not fmt.cells[key].computed]
    everything = list(range(min(len(texts), len(targets))))
    if len(texts) != len(entered) or entered[: len(texts)] == everything:
        return everything
    return everything if _holds_totals(texts, targets, fmt) else entered


def _holds_totals(texts: list[str], targets: list[CellKey], fmt: Format) -> bool:
    """Tell whether figures placed one after the other give right totals that are not 0."""
    values = {key: read_cell(text, CellKind.COUNT).value for key, text in zip(targets, texts, strict=False)}
    sums = [item for item in fmt.sums if item.target in values and set(item.parts) <= values.keys()]
    stated = [(values[item.target], total(values[part] for part in item.parts)) for item in sums]
    return any(is_number(left) and left for left, _ in stated) and all(
        same_value(left, right) for left, right in stated if not isinstance(left, Unread)
    )

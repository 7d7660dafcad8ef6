"""Placing a block of figures without labels: to the right and down from the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gia_desktop.core.keys import CellKey, split_key
from gia_desktop.core.values import Unread, Value, is_number
from gia_desktop.formats.computing import total
from gia_desktop.formats.grid import Role, make_grid
from gia_desktop.formats.schema import Format
from gia_desktop.importers.matching.cell_values import is_value_like, read_cell
from gia_desktop.importers.matching.heads import read_heads
from gia_desktop.importers.matching.labels import has_chinese
from gia_desktop.importers.matching.wordings import TableWords, table_words, unit_of
from gia_desktop.importers.tables import RawTable


class Pasted(NamedTuple):
    """A pasted text, and why it isn't certain; nothing when it is."""

    text: str
    doubt: str = ""


Block = list[list[Pasted]]
"""Rows of texts, all of the same length."""
_Laid = tuple[CellKey | None, Pasted]
"""A text and the cell it goes to."""


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
    figures, ignored = _figures(table.trimmed)
    if not figures:
        return [], ignored
    words = table_words(fmt, table_id)
    named = None if words.is_one_line else _named_columns(table.trimmed, words, len(figures[0]))
    if named == []:
        return [], [*ignored, "复制的列名称与本表对不上"]
    if named:
        laid = _lay(figures, [_by_name(line, named) for line in lines[row:]])
        return _finished(laid, ignored, fmt)
    block = _repeated(figures, selection)
    here = [[*line[column:]] for line in lines[row:]]
    laid = _lay(block, here)
    if block is not figures:  # filling a selection says nothing about totals
        return _finished(
            [pair for pair in laid if pair[0] is None or not fmt.cells[pair[0]].computed], ignored, fmt
        )
    if _contradicts(laid, fmt) and (better := _without_totals(figures, here, fmt)):
        return _finished(better, ignored, fmt, usual=laid)
    return _finished(laid, ignored, fmt)


def _lay(block: Block, lines: Sequence[Sequence[CellKey | None]]) -> list[_Laid]:
    """Put each text of a block on the cell at the same place; None where there is no cell."""
    laid: list[_Laid] = []
    for place, texts in enumerate(block):
        line = lines[place] if place < len(lines) else []
        for across, text in enumerate(texts):
            laid.append((line[across] if across < len(line) else None, text))
    return laid


def _finished(
    laid: list[_Laid], ignored: list[str], fmt: Format, usual: list[_Laid] | None = None
) -> tuple[list[PlacedText], list[str]]:
    """Read the texts; where they are not laid as usual is a doubt."""
    plain = dict(laid if usual is None else usual)
    placed = []
    for key, pasted in laid:
        if key is None:
            continue
        found = read_placed(key, pasted.text, fmt)
        skips = plain.get(key) != pasted and pasted.text.strip()
        reason = "复制的内容里好像没有总计，跳过总计依次对应" if skips else ""
        if reason or pasted.doubt:
            reasons = "；".join(filter(None, (reason, pasted.doubt, found.reason)))
            value = Unread(pasted.text) if found.value is None and pasted.doubt else found.value
            found = replace(found, value=value, reason=reasons)
        placed.append(found)
    lost = sum(1 for key, pasted in laid if key is None and pasted.text.strip())
    if lost:
        ignored = [*ignored, f"有 {lost} 格在表里没有位置（超出右边、下边，或没有这一列），没有粘贴"]
    return placed, ignored


def _without_totals(block: Block, here: list[list[CellKey]], fmt: Format) -> list[_Laid]:
    """Lay a block over the cells to enter only, when it is as large as they are; else nothing."""
    entered = [[key for key in line if not fmt.cells[key].computed] for line in here]
    for lines in ([line for line in here if line and not fmt.cells[line[0]].computed], entered):
        kept = [line for line in lines if line]
        fits = len(kept) == len(block) or len(block) == len(here) == 1
        if fits and kept and all(len(texts) <= len(line) for texts, line in zip(block, kept, strict=True)):
            laid = _lay(block, kept)
            if not _contradicts(laid, fmt):
                return laid
    return []


def _contradicts(laid: list[_Laid], fmt: Format) -> bool:
    """Tell whether a figure that came to a total differs from the sum of those that came to its parts."""
    values = {key: read_cell(pasted.text, fmt.cells[key].kind).value for key, pasted in laid if key}
    return any(
        is_number(stated := values[item.target])
        and is_number(summed := total(values[part] for part in item.parts))
        and stated != summed
        for item in fmt.sums
        if item.target in values and values.keys() >= set(item.parts)
    )


def _by_name(line: list[CellKey], named: list[str]) -> list[CellKey | None]:
    """Return the cell under each copied head."""
    by_column = {split_key(key)[2]: key for key in line}
    return [by_column.get(name) for name in named]


def _named_columns(table: RawTable, words: TableWords, width: int) -> list[str] | None:
    """Return the column of each figure by copied heads, nothing when they contradict; None without heads."""
    height = next(
        (row for row in range(table.rows) if any(is_value_like(cell.text) for cell in table.line(row))), 0
    )
    heads = read_heads(table, 0, height, words)
    if not heads.found:
        return None
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
            Pasted(cell.text, cell.doubt) if cell and (cell.row, cell.column) == (row, column) else Pasted("")
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(table.matrix)
    ]
    ignored: list[str] = []
    while block and _is_label_line([pasted.text for pasted in block[0]]):
        ignored.append(f"“{_shown([pasted.text for pasted in block.pop(0)])}”是文字，没有粘贴")
    while block and block[0] and _is_label_column(first := [line[0].text for line in block]):
        ignored.append(f"“{_shown(first)}”是文字，没有粘贴")
        block = [line[1:] for line in block]
    return ([line for line in block if line], ignored) if any(block) else ([], ignored)


def _is_label_line(texts: list[str]) -> bool:
    return any(map(_is_label, texts)) and not any(map(is_value_like, texts))


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

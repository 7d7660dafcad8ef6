"""Finding out which official column stands in which column of a foreign table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gia_desktop.formats.schema import Block
from gia_desktop.importers.labels import Likeness
from gia_desktop.importers.tables import RawCell, RawTable
from gia_desktop.importers.wordings import TableWords


@dataclass(frozen=True)
class Head:
    """A column as the head rows show it; ``id`` is None for one the format doesn't have."""

    start: int
    end: int
    id: str | None
    certain: bool = True
    is_named: bool = True


@dataclass(frozen=True)
class Heads:
    """All columns of a table.

    Attributes:
        columns: from left to right, those over the row labels too; empty when the head rows lost their shape.
        found: known ids, each found exactly once.
        doubt: why the places may be wrong although nothing contradicts; empty when they are sound.
    """

    columns: tuple[Head, ...]
    found: frozenset[str]
    doubt: str = ""

    @property
    def known(self) -> tuple[Head, ...]:
        """Return the columns from the first known one on."""
        first = next((place for place, head in enumerate(self.columns) if head.id), len(self.columns))
        return self.columns[first:]

    @property
    def is_placed(self) -> bool:
        """Tell whether it is known where each column stands, not only which ones there are."""
        return bool(self.columns)

    def order_in(self, block: Block) -> tuple[Head, ...]:
        """Return the columns in the order of a row's values, empty when it is unknown."""
        if self.columns:
            return () if self.doubt else self.known
        official = tuple(leaf.id for leaf in block.column_leaves())
        if frozenset(official) != self.found:
            return ()
        return tuple(Head(place, place + 1, name) for place, name in enumerate(official))


NO_HEADS: Final = Heads((), frozenset())
"""Head rows that name no official column, or not which figures belong to which."""


def read_heads(raw: RawTable, first: int, last: int, words: TableWords) -> Heads:
    """Read the head rows ``first`` to ``last`` (exclusive)."""
    stacks = [_stack(raw, column, first, last) for column in range(raw.columns)]
    columns: list[Head] = []
    for place, stack in enumerate(stacks):
        if _contradicts(stack, words):
            return _unplaced(raw, first, last, words)
        name, certain = _leaf(stack, words)
        before = columns[-1] if columns else None
        same = before is not None and before.id == name and stacks[place - 1] == stack
        if before is not None and same:
            columns[-1] = Head(before.start, place + 1, name, before.certain)
        else:
            columns.append(Head(place, place + 1, name, certain, bool(stack)))
    known = [head.id for head in columns if head.id]
    if not known or len(known) != len(set(known)):
        return _unplaced(raw, first, last, words)
    places = [place for place, head in enumerate(columns) if head.id]
    start, stop = places[0], places[-1]
    doubt = ""
    if last - first > 1 and not any(_in_order(known, block) for block in words.blocks):
        doubt = "列的次序与官方表不同"
    elif not all(head.is_named for head in columns[start:stop]):
        doubt = "表头中间有没写名称的列"
    while not columns[-1].is_named:
        columns.pop()
    return Heads(tuple(columns), frozenset(known), doubt)


def _in_order(known: list[str], block: Block) -> bool:
    """Tell whether columns stand in the order of a block; lost spans shuffle them without a trace."""
    official = [leaf.id for leaf in block.column_leaves()]
    return [name for name in official if name in known] == known


def _stack(raw: RawTable, column: int, first: int, last: int) -> tuple[RawCell, ...]:
    """Return the distinct head cells over one column that have text, from top to bottom."""
    stack: list[RawCell] = []
    for row in range(first, last):
        cell = raw.matrix[row][column]
        if cell is not None and not cell.is_blank and (not stack or stack[-1] is not cell):
            stack.append(cell)
    return tuple(stack)


def _leaf(stack: tuple[RawCell, ...], words: TableWords) -> tuple[str | None, bool]:
    """Return the column a stack of heads ends in; its wording may be split over rows (商业 / 企业)."""
    for count in range(1, min(3, len(stack)) + 1):
        found = words.columns.find("".join(cell.text for cell in stack[-count:]))
        if found and found.id in words.leaf_columns:
            return found.id, found.likeness > Likeness.CLOSE
    return None, True


def _contradicts(stack: tuple[RawCell, ...], words: TableWords) -> bool:
    """Tell whether two different columns stand over each other: the rows slid against each other."""
    names = {found.id for cell in stack if (found := words.columns.find(cell.text))}
    return len(names & words.leaf_columns) > 1


def _unplaced(raw: RawTable, first: int, last: int, words: TableWords) -> Heads:
    """Read which columns there are when their places are lost; only a complete set is of use."""
    names = [
        found.id
        for row in range(first, last)
        for cell in raw.line(row)
        if cell.row == row and (found := words.columns.find(cell.text)) and found.id in words.leaf_columns
    ]
    complete = any(
        sorted(names) == sorted(leaf.id for leaf in block.column_leaves()) for block in words.blocks
    )
    return Heads((), frozenset(names)) if complete else NO_HEADS

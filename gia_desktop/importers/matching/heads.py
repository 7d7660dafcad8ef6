"""Finding out which official column stands in which column of a foreign table."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Final

from gia_desktop.formats.schema import Block
from gia_desktop.importers.matching.labels import LabelFit
from gia_desktop.importers.matching.wordings import TableWords
from gia_desktop.importers.tables import RawCell, RawTable


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

    def after(self, before: Heads) -> Heads:
        """Return these heads, doubted when they repeat others of the same table at other places."""
        slid = {head.id: head for head in before.columns}
        if any(head.id and head.id in slid and slid[head.id].start != head.start for head in self.columns):
            return replace(self, doubt=self.doubt or "重复的表头与前面的没有对齐")
        return self

    def order_in(self, block: Block) -> tuple[Head, ...]:
        """Return the columns in the order of a row's values, empty when it is unknown."""
        if self.columns and not self.doubt:
            return self.known
        official = tuple(leaf.id for leaf in block.column_leaves())
        if frozenset(official) != self.found:
            return ()
        certain = not self.doubt
        return tuple(Head(place, place + 1, name, certain) for place, name in enumerate(official))


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
            columns[-1] = replace(before, end=place + 1)
        else:
            columns.append(Head(place, place + 1, name, certain, bool(stack)))
    columns = _without_likenesses(columns)
    known = [head.id for head in columns if head.id]
    if not known or len(known) != len(set(known)):
        return _unplaced(raw, first, last, words)
    while not columns[-1].is_named:
        columns.pop()
    doubt = _place_doubt(columns, stacks, words, rows=last - first)
    if not doubt and any([leaf.id for leaf in block.column_leaves()] == known for block in words.blocks):
        # All columns in official order leave no room for mistaking a mistyped one.
        columns = [replace(head, certain=True) for head in columns]
    return Heads(tuple(columns), frozenset(known), doubt)


def _without_likenesses(columns: list[Head]) -> list[Head]:
    """Leave out columns that only sound like one that another column names exactly."""
    exact = {head.id for head in columns if head.id and head.certain}
    return [
        replace(head, id=None, certain=True) if head.id in exact and not head.certain else head
        for head in columns
    ]


def _place_doubt(
    columns: list[Head], stacks: list[tuple[RawCell, ...]], words: TableWords, *, rows: int
) -> str:
    """Return the trace that lost spans have left in the heads, empty when there is none."""
    known = [head for head in columns if head.id]
    between = columns[columns.index(known[0]) : columns.index(known[-1])]
    groups = {
        found.id: cell.column
        for cell in itertools.chain.from_iterable(stacks)
        if (found := words.columns.find(cell.text)) and found.id not in words.leaf_columns
    }
    order = [head.id for head in known]
    if rows > 1 and not any(_in_order(order, block) for block in words.blocks):
        return "列的次序与官方表不同"
    if rows > 1 and not any(len(order) == len(block.column_leaves()) for block in words.blocks):
        return "表头缺少几列"
    if not all(head.is_named for head in between):
        return "表头中间有没写名称的列"
    if any(_is_open(stack, words) for stack in stacks):
        return "表头缺少一行"
    titled = {cell.row for stack in stacks for cell in stack if words.titles.find(cell.text)}
    above = [cell for head in known for cell in stacks[head.start] if cell.row in titled]
    if not all(words.titles.find(cell.text) for cell in above):
        return "列名称上面另有一列的名称，可能错位"
    if any(
        groups.get(group, 0) > head.start for head in known for group in words.column_groups[head.id or ""]
    ):
        return "表头各行没有对齐"
    return ""


def _in_order(known: list[str | None], block: Block) -> bool:
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
            return found.id, found.likeness > LabelFit.CLOSE
    return None, True


def _is_open(stack: tuple[RawCell, ...], words: TableWords) -> bool:
    """Tell whether a stack ends in the head of a group: the heads below it are missing."""
    found = words.columns.find(stack[-1].text) if stack else None
    return found is not None and found.id not in words.leaf_columns


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

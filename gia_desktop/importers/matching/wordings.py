"""The labels of one official table, ready for recognising those of a foreign table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.formats.schema import Block, Format, Node
from gia_desktop.importers.matching.cell_values import TEN_THOUSAND_YUAN
from gia_desktop.importers.matching.labels import Vocabulary


@dataclass(frozen=True)
class RowPlace:
    """Where a row with cells stands in the official table."""

    block: Block
    node: Node
    order: int
    depth: int
    groups: frozenset[str]
    columns: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TableWords:
    """The vocabularies of a table and what their ids mean.

    Attributes:
        rows: every row label, groups included.
        columns: every column head, groups included.
        titles: lines that begin a block (第二十条第（一）项).
        places: rows with cells, by id, in official order.
        leaf_columns: ids of columns with cells.
        column_groups: for each of them the groups it stands under.
    """

    table: str
    blocks: tuple[Block, ...]
    rows: Vocabulary
    columns: Vocabulary
    titles: Vocabulary
    places: dict[str, RowPlace]
    leaf_columns: frozenset[str]
    column_groups: dict[str, frozenset[str]]

    @property
    def is_one_line(self) -> bool:
        """Tell whether all cells stand in one line (table 4)."""
        return self.blocks[0].layout == "one_line"

    def key(self, row: str, column: str) -> CellKey:
        """Return the name of the cell in a row and column."""
        return cell_key(self.table, row, column)

    def columns_of(self, row: str) -> tuple[str, ...]:
        """Return the columns of the block that a row stands in, in official order."""
        return self.places[row].columns


def table_words(fmt: Format, table_id: str) -> TableWords:
    """Return the vocabularies of a table; they are made once."""
    return _table_words(table_id, fmt.tables[table_id].blocks)


def unit_of(column: Node) -> str:
    """Return the unit that a column's official label prints, empty when it prints none."""
    return TEN_THOUSAND_YUAN if TEN_THOUSAND_YUAN in column.label else ""


@lru_cache(maxsize=32)
def _table_words(table_id: str, blocks: tuple[Block, ...]) -> TableWords:
    rows: dict[str, list[str]] = {}
    columns: dict[str, list[str]] = {}
    places: dict[str, RowPlace] = {}
    column_groups: dict[str, frozenset[str]] = {}
    for block in blocks:
        leaves = tuple(leaf.id for leaf in block.column_leaves())
        for node, above in _walk(block.rows):
            rows.setdefault(node.id, []).extend(_wordings(node, above))
            if not node.children:
                groups = frozenset(parent.id for parent in above)
                places[node.id] = RowPlace(block, node, len(places), len(above), groups, leaves)
        for node, above in _walk(block.columns):
            columns.setdefault(node.id, []).extend(_wordings(node, ()))
            if not node.children:
                column_groups[node.id] = frozenset(parent.id for parent in above)
    return TableWords(
        table_id,
        blocks,
        Vocabulary(rows),
        Vocabulary(columns, numbered=False),
        Vocabulary({block.id: [block.title] for block in blocks if block.title}),
        places,
        frozenset(column_groups),
        column_groups,
    )


def _walk(nodes: tuple[Node, ...], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for node in nodes:
        yield node, above
        yield from _walk(node.children, (*above, node))


def _wordings(node: Node, above: tuple[Node, ...]) -> list[str]:
    """Return the official wording first, then all others; a group may stand before it in the same cell."""
    joined = ["".join(parent.label for parent in above[start:]) + node.label for start in range(len(above))]
    return [node.label, *node.aliases, node.short, *joined]

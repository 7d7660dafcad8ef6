"""Named groups of a format as quantities: 不予公开 is the sum of its eight rows, 行政诉讼 of its two.

A live number may name a group where else it names a row or a column: ``{t3.refused.total}``,
``{t4.litigation.total}``, ``{t3.new.organisations}``. Groups are no cells: nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.core.records import dataclass
from gia_desktop.formats.schema import Format, Node


@dataclass(frozen=True)
class Group:
    """The cells of a group in one column, of one row in a group of columns, or of both.

    Attributes:
        parts: the cells that are added up.
        row, column: what its row and column are called.
    """

    key: CellKey
    table: str
    row: str
    column: str
    parts: tuple[CellKey, ...]


@lru_cache(maxsize=8)
def groups(fmt: Format) -> Mapping[CellKey, Group]:
    """Return the groups of a format by name; those that a total of the form holds already are left out."""
    found: dict[CellKey, Group] = {}
    totals = {frozenset(item.parts) for item in fmt.sums}
    for table in fmt.tables.values():
        for block in table.blocks:
            rows, columns = list(_lines(block.rows)), list(_lines(block.columns))
            for row, row_leaves in rows:
                for column, column_leaves in columns:
                    key = cell_key(table.id, row.id, column.id)
                    parts = tuple(cell_key(table.id, r.id, c.id) for r in row_leaves for c in column_leaves)
                    is_new = len(parts) > 1 and key not in fmt.cells and frozenset(parts) not in totals
                    if is_new and all(part in fmt.cells for part in parts):
                        found[key] = Group(key, table.id, row.short, column.short, parts)
    return found


def parts_of(fmt: Format, key: CellKey) -> tuple[CellKey, ...]:
    """Return the cells behind a name: those of a group, else the one of that name, known or not."""
    group = groups(fmt).get(key)
    return (key,) if group is None else group.parts


def group_of(fmt: Format, parts: Sequence[CellKey]) -> CellKey | None:
    """Return the group that adds up just these cells, None when none does."""
    wanted = frozenset(parts)
    return next((group.key for group in groups(fmt).values() if frozenset(group.parts) == wanted), None)


def _lines(nodes: Sequence[Node]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield every line with cells as a group of itself, and every group without a total among its lines."""
    for node in nodes:
        leaves = tuple(node.leaves())
        if not node.children or not any(leaf.sum_of for leaf in leaves):
            yield node, leaves
        yield from _lines(node.children)

"""What is done to a selected block of an official table: clearing, filling, framing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.ui.grid.grid_model import GridModel
from gia_desktop.ui.grid.navigation import GridMove, Navigator

Frame = tuple[QPersistentModelIndex, QPersistentModelIndex]
"""First and last cell of a block."""


def clear_block(model: GridModel, keys: Sequence[CellKey]) -> int:
    """Empty cells in one step; return how many were not empty."""
    filled = [key for key in keys if not model.is_computed(key) and model.value(key) is not None]
    return model.commit(dict.fromkeys(filled), f"清除 {len(filled)} 格", "cleared")


def fill_block(model: GridModel, navigator: Navigator, keys: Sequence[CellKey], *, down: bool) -> int:
    """Copy the first row or column of a block over the rest; one row alone takes the cells above it.

    Totals are neither filled nor copied from. Returns how many cells changed.
    """
    lines: dict[int, list[CellKey]] = {}
    for key in keys:
        if not model.is_computed(key):
            index = model.index_of(key)
            lines.setdefault(index.column() if down else index.row(), []).append(key)
    new: dict[CellKey, Value] = {}
    for line in lines.values():
        source, *rest = line
        if not rest:
            source, rest = navigator.go(source, GridMove.UP if down else GridMove.LEFT), [source]
        new |= {key: model.suited(source, key) for key in rest}
    return model.commit(new, f"向{'下' if down else '右'}填充 {len(new)} 格", "filled")


def rectangle(model: GridModel, start: QModelIndex, end: QModelIndex) -> QItemSelection:
    """Return the block between two cells, whichever comes first."""
    rows, columns = sorted((start.row(), end.row())), sorted((start.column(), end.column()))
    return QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))


def frames(selection: QItemSelection) -> list[Frame]:
    """Return the blocks of a selection that hold more than one cell."""
    return [
        (block.topLeft(), block.bottomRight())
        for block in selection.toList()
        if block.width() * block.height() > 1
    ]

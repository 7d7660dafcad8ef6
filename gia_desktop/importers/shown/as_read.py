"""The last step of every reader: lookalikes put right, marked words settled, in all texts alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gia_desktop.core.lookalikes import has_lookalikes, plain_signs
from gia_desktop.importers.shown.marks import has_marks, read_marked, read_marked_paragraph
from gia_desktop.importers.tables import Item, RawCell, RawTable, Remark


def items_as_read(items: Iterable[Item]) -> list[Item]:
    """Return what a reader found as it is read: see ``marks`` and ``lookalikes``."""
    found = list(items)
    # One look over everything: nearly all files have nothing to put right.
    everything = "\n".join(_texts(found))
    if not (has_lookalikes(everything) or has_marks(everything)):
        return found
    made: list[Item] = []
    for item in found:
        if isinstance(item, RawTable):
            made.append(table_as_read(item))
        elif isinstance(item, Remark):
            made.append(replace(item, text=read_marked(plain_signs(item.text)).text))
        else:
            text, remark = read_marked_paragraph(plain_signs(item))
            if text.strip():
                made.append(text)
            if remark:
                made.append(Remark(remark))
    return made


def tables_as_read(tables: Iterable[RawTable]) -> list[RawTable]:
    """Return tables as they are read, when nothing but tables was looked for."""
    return [item for item in items_as_read(tables) if isinstance(item, RawTable)]


def table_as_read(table: RawTable) -> RawTable:
    """Return a table with the texts of its cells as they are read, and their doubts."""
    return replace(table, cells=tuple(_cell_as_read(cell) for cell in table.cells))


def _cell_as_read(cell: RawCell) -> RawCell:
    text, doubt = read_marked(plain_signs(cell.text))
    if text == cell.text and not doubt:
        return cell
    return cell._replace(text=text, doubt="；".join(filter(None, (cell.doubt, doubt))))


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, RawTable):
            yield from (cell.text for cell in item.cells)
        else:
            yield item if isinstance(item, str) else item.text
